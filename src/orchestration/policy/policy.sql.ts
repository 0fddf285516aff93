// Written by `npm run generate` from policy.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

export const lifeCyclePolicies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; version: number; body: Json; active: boolean }> = {
  name: 'orchestration.policy.life_cycle_policies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.id, p.code, p.version, p.body, p.active\nfrom orchestration.life_cycle_policy p where p.company_id = any($1::bigint[])\norder by p.company_id, p.code",
}

export const saveLifeCyclePolicies: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; version: number | null; body: Json | null; active: boolean | null }, never> = {
  name: 'orchestration.policy.save_life_cycle_policies',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'body', type: 'jsonb', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into orchestration.life_cycle_policy as t (company_id, id, code, version, body, active)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::integer[]) as version, unnest($5::jsonb[]) as body, unnest($6::boolean[]) as active) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set version = excluded.version, body = excluded.body, active = excluded.active",
}

/** What tasks of plans are called, by their state: of ten thousand alike one name. */
export const readPolicyTasks: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; state: string; names: string[] }> = {
  name: 'orchestration.policy.read_policy_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.order_id, t.state, array_agg(distinct coalesce(t.name, t.kind)) as names\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id offset 0) t\ngroup by t.company_id, t.order_id, t.state",
}

/** What customers were told last, of the order and of its lines. */
export const readPolicyStates: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; state: string; items: Json }> = {
  name: 'orchestration.policy.read_policy_states',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.order_id, s.state, s.items\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.fulfillment_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s",
}

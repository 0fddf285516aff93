// Written by `npm run generate` from compensate.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

/** Calls of orders, with what their components are. */
export const readCompensable: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; taskIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; task_id: bigint; name: string | null; kind: string; key: string; pattern: string; model_version: number; line_nos: number[] }> = {
  name: 'orchestration.amend.read_compensable',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'taskIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.order_id, t.id as task_id, t.name, c.kind, c.key, c.pattern, c.model_version, c.line_nos\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, order_id, task_id)\ncross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id offset 0) t\ncross join lateral (select * from orchestration.component c where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c",
}

/** What an amendment undoes, and does again, by a task of the plan as any. */
export const insertCompensating: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; componentId: bigint | null; name: string | null; mode: string | null; state: string | null; waits: number | null; frees: readonly (bigint | null)[] | null; input: Json | null }, never> = {
  name: 'orchestration.amend.insert_compensating',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'componentId', type: 'bigint', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'mode', type: 'text', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'waits', type: 'integer', array: true },
    { name: 'frees', type: 'bigint', array: true, list: true },
    { name: 'input', type: 'jsonb', array: true },
  ],
  text: "insert into orchestration.task (company_id, order_id, id, component_id, kind, name, mode, state, waits, frees, input)\nselect r.company_id, r.order_id, r.id, r.component_id, 'call', r.name, r.mode, r.state, r.waits, r.frees, r.input\nfrom (select u.company_id, u.order_id, u.id, u.component_id, u.name, u.mode, u.state, u.waits, ($9::bigint[])[coalesce(($10::integer[])[u.place - 1], 0) + 1 : ($10::integer[])[u.place]] as frees, u.input from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as component_id, unnest($5::text[]) as name, unnest($6::text[]) as mode, unnest($7::text[]) as state, unnest($8::integer[]) as waits, unnest($11::jsonb[]) as input, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

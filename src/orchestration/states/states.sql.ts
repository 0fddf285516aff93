// Written by `npm run generate` from states.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

export const stateModels: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; version: number; body: Json }> = {
  name: 'orchestration.states.state_models',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select m.company_id, m.version, m.body from orchestration.state_model m where m.company_id = any($1::bigint[])",
}

export const saveStateModels: WriteStatement<{ companyId: bigint | null; version: number | null; body: Json | null }, never> = {
  name: 'orchestration.states.save_state_models',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'body', type: 'jsonb', array: true },
  ],
  text: "insert into orchestration.state_model as t (company_id, version, body)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::integer[]) as version, unnest($3::jsonb[]) as body) as r\norder by r.company_id\non conflict (company_id) do update set version = excluded.version, body = excluded.body",
}

/** Tasks of components that do something for lines, with how work ended, in the order in which their plan was drawn. */
export const readStateTasks: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; component_id: bigint; kind: string; name: string | null; state: string; status: string | null }> = {
  name: 'orchestration.states.read_state_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.order_id, t.id, t.component_id, t.kind, t.name, t.state, k.status\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id offset 0) t\nleft join lateral (select k.status from orchestration.work k\n  where t.kind = 'work' and t.state = 'completed' and k.company_id = t.company_id and k.order_id = t.order_id and k.task_id = t.id offset 0) k on true\norder by t.company_id, t.order_id, t.id",
}

export const readStateComponents: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; kind: string; pattern: string; line_ids: bigint[]; line_nos: number[] }> = {
  name: 'orchestration.states.read_state_components',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.order_id, c.id, c.kind, c.pattern, c.line_ids, c.line_nos\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.component c where c.company_id = w.company_id and c.order_id = w.order_id offset 0) c\nwhere c.kind <> 'gate' and (c.line_nos <> '{}' or c.line_ids <> '{}')",
}

export const readToldStates: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; sequence: number; state: string; items: Json }> = {
  name: 'orchestration.states.read_told_states',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.order_id, s.sequence, s.state, s.items\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.fulfillment_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s",
}

/** Each change has the next number; their order is locked. */
export const tellState: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; sequence: number | null; state: string | null; items: Json | null }, never> = {
  name: 'orchestration.states.tell_state',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'sequence', type: 'integer', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'items', type: 'jsonb', array: true },
  ],
  text: "insert into orchestration.fulfillment_state as t (company_id, order_id, sequence, state, items)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::integer[]) as sequence, unnest($4::text[]) as state, unnest($5::jsonb[]) as items) as r\norder by r.company_id, r.order_id\non conflict (company_id, order_id) do update set sequence = excluded.sequence, state = excluded.state, items = excluded.items",
}

/** Companies with a model of states, and where a job stands with them. */
export const companiesTelling: ReadStatement<{  }, { company_id: bigint; model_version: number | null; taken_up: bigint | null; pos: bigint | null; head: bigint | null }> = {
  name: 'orchestration.states.companies_telling',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
  ],
  text: "select m.company_id, l.model_version, l.taken_up, l.pos, h.pos as head\nfrom orchestration.state_model m\nleft join orchestration.state_place l on l.company_id = m.company_id\nleft join platform.head_public h on h.company_id = m.company_id\norder by m.company_id",
}

/** Up to where a job has come with a company: whoever comes later with less changes nothing. */
export const moveStatePlace: ReadStatement<{ companyId: bigint | null; modelVersion: number | null; takenUp: bigint | null; pos: bigint | null }, { company_id: bigint }> = {
  name: 'orchestration.states.move_state_place',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'modelVersion', type: 'integer', array: false },
    { name: 'takenUp', type: 'bigint', array: false },
    { name: 'pos', type: 'bigint', array: false },
  ],
  text: "insert into orchestration.state_place as t (company_id, model_version, taken_up, pos)\nselect r.company_id, r.model_version, r.taken_up, r.pos\nfrom (select $1::bigint as company_id, $2::integer as model_version, $3::bigint as taken_up, $4::bigint as pos) r\nwhere r.company_id is not null\non conflict (company_id) do update set model_version = excluded.model_version, taken_up = excluded.taken_up, pos = excluded.pos\nwhere t.pos <= excluded.pos\nreturning t.company_id",
}

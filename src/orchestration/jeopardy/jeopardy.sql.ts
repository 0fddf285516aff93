// Written by `npm run generate` from jeopardy.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

export const jeopardyPolicies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; version: number; body: Json }> = {
  name: 'orchestration.jeopardy.jeopardy_policies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.version, p.body from orchestration.jeopardy_policy p where p.company_id = any($1::bigint[])",
}

export const saveJeopardyPolicies: WriteStatement<{ companyId: bigint | null; version: number | null; body: Json | null }, never> = {
  name: 'orchestration.jeopardy.save_jeopardy_policies',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'body', type: 'jsonb', array: true },
  ],
  text: "insert into orchestration.jeopardy_policy as t (company_id, version, body)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::integer[]) as version, unnest($3::jsonb[]) as body) as r\norder by r.company_id\non conflict (company_id) do update set version = excluded.version, body = excluded.body",
}

/** All tasks of plans, with what of them says when they are to go. `lasts`: of a wait that has not begun. */
export const readTimedTasks: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; component_id: bigint; kind: string; name: string | null; state: string; frees: bigint[]; start_at: Date | null; ended_at: Date | null; lasts: string | null }> = {
  name: 'orchestration.jeopardy.read_timed_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.order_id, t.id, t.component_id, t.kind, t.name, t.state, t.frees, t.start_at, t.ended_at,\n  case when t.kind = 'wait' and t.output is null then t.input ->> 'for' end as lasts\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id offset 0) t\norder by t.company_id, t.order_id, t.id",
}

export const readTimedComponents: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; kind: string; key: string; pattern: string; line_ids: bigint[]; line_nos: number[]; planned_start: Date | null; planned_end: Date | null; location: string | null }> = {
  name: 'orchestration.jeopardy.read_timed_components',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.order_id, c.id, c.kind, c.key, c.pattern, c.line_ids, c.line_nos, c.planned_start, c.planned_end, l.code as location\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.component c where c.company_id = w.company_id and c.order_id = w.order_id offset 0) c\nleft join lateral (select l.code from inventory.location_public l where l.company_id = c.company_id and l.id = c.location_id offset 0) l on true",
}

/** How watched orders stand. */
export const readWatched: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; due_at: Date | null; priority: string | null; score: number | null; reason: string | null; task_id: bigint | null; required_by: Date | null; expected_at: Date | null; since: Date | null; acknowledged_by: string | null }> = {
  name: 'orchestration.jeopardy.read_watched',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select j.company_id, j.order_id, j.due_at, j.priority, j.score, j.reason, j.task_id, j.required_by, j.expected_at, j.since, j.acknowledged_by\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.jeopardy j where j.company_id = w.company_id and j.order_id = w.order_id offset 0) j",
}

/** Orders that time alone can have made later, longest due first. */
export const listDueWatched: ReadStatement<{ companyId: bigint | null; now: Date | null; count: number | null }, { order_id: bigint }> = {
  name: 'orchestration.jeopardy.list_due_watched',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'count', type: 'integer', array: false },
  ],
  text: "select j.order_id from orchestration.jeopardy j\nwhere j.company_id = $1::bigint and j.due_at <= $2::timestamptz\norder by j.due_at, j.order_id limit $3::integer",
}

/** How orders stand that are watched; what was acknowledged stays so until it is worse. */
export const keepWatched: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; dueAt: Date | null; priority: string | null; score: number | null; reason: string | null; taskId: bigint | null; requiredBy: Date | null; expectedAt: Date | null; since: Date | null }, never> = {
  name: 'orchestration.jeopardy.keep_watched',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
    { name: 'priority', type: 'text', array: true },
    { name: 'score', type: 'integer', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'requiredBy', type: 'timestamptz', array: true },
    { name: 'expectedAt', type: 'timestamptz', array: true },
    { name: 'since', type: 'timestamptz', array: true },
  ],
  text: "insert into orchestration.jeopardy as t (company_id, order_id, due_at, priority, score, reason, task_id, required_by, expected_at, since)\nselect r.company_id, r.order_id, r.due_at, r.priority, r.score, r.reason, r.task_id, r.required_by, r.expected_at, r.since\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::timestamptz[]) as due_at, unnest($4::text[]) as priority, unnest($5::integer[]) as score, unnest($6::text[]) as reason, unnest($7::bigint[]) as task_id, unnest($8::timestamptz[]) as required_by, unnest($9::timestamptz[]) as expected_at, unnest($10::timestamptz[]) as since) as r\norder by r.company_id, r.order_id\non conflict (company_id, order_id) do update set due_at = excluded.due_at, priority = excluded.priority, score = excluded.score,\n  reason = excluded.reason, task_id = excluded.task_id, required_by = excluded.required_by, expected_at = excluded.expected_at,\n  since = excluded.since",
}

/** The same for orders of which nothing is told, in a transaction of its own: it takes no lock of an order. One that is told of meanwhile keeps what that said. */
export const keepWatchedNow: ReadStatement<{ rows: Json | null }, never> = {
  name: 'orchestration.jeopardy.keep_watched_now',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'rows', type: 'jsonb', array: false },
  ],
  text: "insert into orchestration.jeopardy as t (company_id, order_id, due_at, priority, score, reason, task_id, required_by, expected_at, since)\nselect r.company_id, r.order_id, r.due_at, r.priority, r.score, r.reason, r.task_id, r.required_by, r.expected_at, r.since\nfrom jsonb_to_recordset($1::jsonb) as r(company_id bigint, order_id bigint, due_at timestamptz, priority text, score integer, reason text,\n  task_id bigint, required_by timestamptz, expected_at timestamptz, since timestamptz)\norder by r.company_id, r.order_id\non conflict (company_id, order_id) do update set due_at = excluded.due_at, priority = excluded.priority, score = excluded.score,\n  reason = excluded.reason, task_id = excluded.task_id, required_by = excluded.required_by, expected_at = excluded.expected_at,\n  since = excluded.since\nwhere t.since is not distinct from excluded.since or excluded.since is null",
}

export const forgetAcknowledged: WriteStatement<{ companyId: bigint | null; orderId: bigint | null }, never> = {
  name: 'orchestration.jeopardy.forget_acknowledged',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "update orchestration.jeopardy t set acknowledged_by = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id) as r\nwhere t.company_id = r.company_id and t.order_id = r.order_id",
}

export const acknowledgeJeopardy: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; acknowledgedBy: string | null }, never> = {
  name: 'orchestration.jeopardy.acknowledge_jeopardy',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'acknowledgedBy', type: 'text', array: true },
  ],
  text: "update orchestration.jeopardy t set acknowledged_by = r.acknowledged_by\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::text[]) as acknowledged_by) as r\nwhere t.company_id = r.company_id and t.order_id = r.order_id",
}

export const endWatched: WriteStatement<{ companyId: bigint | null; orderId: bigint | null }, never> = {
  name: 'orchestration.jeopardy.end_watched',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "delete from orchestration.jeopardy t using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id) as r\nwhere t.company_id = r.company_id and t.order_id = r.order_id",
}

/** Companies that have a policy, or had one, with where a job stands with them. */
export const companiesWatching: ReadStatement<{  }, { company_id: bigint; policy_version: number | null; taken_up: bigint | null; pos: bigint | null; head: bigint | null; begun: boolean }> = {
  name: 'orchestration.jeopardy.companies_watching',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
  ],
  text: "select p.company_id, l.policy_version, l.taken_up, l.pos, h.pos as head, l.company_id is not null as begun\nfrom orchestration.jeopardy_policy p\nleft join orchestration.jeopardy_place l on l.company_id = p.company_id\nleft join platform.head_public h on h.company_id = p.company_id\norder by p.company_id",
}

/** Up to where a job has come with a company: whoever comes later with less changes nothing. */
export const movePlace: ReadStatement<{ companyId: bigint | null; policyVersion: number | null; takenUp: bigint | null; pos: bigint | null }, { company_id: bigint }> = {
  name: 'orchestration.jeopardy.move_place',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'policyVersion', type: 'integer', array: false },
    { name: 'takenUp', type: 'bigint', array: false },
    { name: 'pos', type: 'bigint', array: false },
  ],
  text: "insert into orchestration.jeopardy_place as t (company_id, policy_version, taken_up, pos)\nselect r.company_id, r.policy_version, r.taken_up, r.pos\nfrom (select $1::bigint as company_id, $2::integer as policy_version, $3::bigint as taken_up, $4::bigint as pos) r\nwhere r.company_id is not null\non conflict (company_id) do update set policy_version = excluded.policy_version, taken_up = excluded.taken_up, pos = excluded.pos\nwhere t.pos <= excluded.pos\nreturning t.company_id",
}

/** Nothing of the company is watched any more; so many rows at once. */
export const forgetWatched: ReadStatement<{ companyId: bigint | null; count: number | null }, { gone: bigint }> = {
  name: 'orchestration.jeopardy.forget_watched',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'count', type: 'integer', array: false },
  ],
  text: "with gone as (\n  delete from orchestration.jeopardy j\n  where j.company_id = $1::bigint and j.order_id in (\n    select x.order_id from orchestration.jeopardy x where x.company_id = $1::bigint order by x.order_id limit $2::integer)\n  returning j.order_id\n)\nselect count(*) as gone from gone",
}

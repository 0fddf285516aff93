// Written by `npm run generate` from bulk.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

/** Orders that an act may be meant for: those that are named, or all of these states and sources, the oldest first. */
export const findOrderTargets: ReadStatement<{ companyId: bigint | null; named: boolean | null; orderIds: readonly bigint[]; states: readonly string[]; sources: readonly string[]; most: bigint | null }, { order_id: bigint; state: string; holds: number }> = {
  name: 'orchestration.bulk.find_order_targets',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'named', type: 'boolean', array: false },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'states', type: 'text', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select o.order_id, o.state, o.holds\nfrom orders.order_public o\nwhere o.company_id = $1::bigint\n  and (not $2::boolean or o.order_id = any($3::bigint[]))\n  and (cardinality($4::text[]) = 0 or o.state = any($4::text[]))\n  and (cardinality($5::text[]) = 0 or o.source = any($5::text[]))\norder by o.order_id limit $6::bigint",
}

/** Tasks that failed for good of orders that are named, or of a cause, found along task_problem. A cause is the kind of task and its problem without numbers and names. */
export const findTaskTargets: ReadStatement<{ companyId: bigint | null; named: boolean | null; orderIds: readonly bigint[]; cause: string | null; states: readonly string[]; sources: readonly string[]; most: bigint | null }, { order_id: bigint; state: string; holds: number; task_id: bigint; kind: string; statuses: Json | null; line_nos: number[] }> = {
  name: 'orchestration.bulk.find_task_targets',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'named', type: 'boolean', array: false },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'cause', type: 'text', array: false },
    { name: 'states', type: 'text', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "with failed as materialized (\n  select t.company_id, t.order_id, t.id, t.kind, t.component_id from orchestration.task t\n  where t.company_id = $1::bigint and t.problem is not null and t.state = 'failed'\n    and (not $2::boolean or t.order_id = any($3::bigint[]))\n    and ($4::text is null or orchestration.cause_public(t.kind, t.problem) = $4::text)\n)\nselect t.order_id, o.state, o.holds, t.id as task_id, t.kind, k.statuses,\n  coalesce(array(select distinct n from unnest(c.line_nos) as n order by n), '{}') as line_nos\nfrom failed t\ncross join lateral (select o.state, o.source, o.holds from orders.order_public o\n  where o.company_id = t.company_id and o.order_id = t.order_id offset 0) o\ncross join lateral (select c.line_nos from orchestration.component c\n  where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c\nleft join lateral (select k.statuses from orchestration.work k\n  where k.company_id = t.company_id and k.order_id = t.order_id and k.task_id = t.id offset 0) k on true\nwhere (cardinality($5::text[]) = 0 or o.state = any($5::text[]))\n  and (cardinality($6::text[]) = 0 or o.source = any($6::text[]))\norder by t.order_id, t.id limit $7::bigint",
}

export const insertBulkJob: WriteStatement<{ companyId: bigint | null; id: bigint | null; act: string | null; input: Json | null; chosen: Json | null; actor: string | null; scopes: readonly (string | null)[] | null; state: string | null; total: number | null; leftOut: number | null; failureLimit: number | null; askedAt: Date | null; endedAt: Date | null }, never> = {
  name: 'orchestration.bulk.insert_bulk_job',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'act', type: 'text', array: true },
    { name: 'input', type: 'jsonb', array: true },
    { name: 'chosen', type: 'jsonb', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'scopes', type: 'text', array: true, list: true },
    { name: 'state', type: 'text', array: true },
    { name: 'total', type: 'integer', array: true },
    { name: 'leftOut', type: 'integer', array: true },
    { name: 'failureLimit', type: 'integer', array: true },
    { name: 'askedAt', type: 'timestamptz', array: true },
    { name: 'endedAt', type: 'timestamptz', array: true },
  ],
  text: "insert into orchestration.bulk_job (company_id, id, act, input, chosen, actor, scopes, state, total, left_out, failure_limit, asked_at, ended_at)\nselect r.* from (select u.company_id, u.id, u.act, u.input, u.chosen, u.actor, ($7::text[])[coalesce(($8::integer[])[u.place - 1], 0) + 1 : ($8::integer[])[u.place]] as scopes, u.state, u.total, u.left_out, u.failure_limit, u.asked_at, u.ended_at from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as act, unnest($4::jsonb[]) as input, unnest($5::jsonb[]) as chosen, unnest($6::text[]) as actor, unnest($9::text[]) as state, unnest($10::integer[]) as total, unnest($11::integer[]) as left_out, unnest($12::integer[]) as failure_limit, unnest($13::timestamptz[]) as asked_at, unnest($14::timestamptz[]) as ended_at, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

export const insertBulkTargets: WriteStatement<{ companyId: bigint | null; jobId: bigint | null; place: number | null; orderId: bigint | null; taskId: bigint | null; state: string | null; code: string | null; message: string | null }, never> = {
  name: 'orchestration.bulk.insert_bulk_targets',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'jobId', type: 'bigint', array: true },
    { name: 'place', type: 'integer', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'message', type: 'text', array: true },
  ],
  text: "insert into orchestration.bulk_target (company_id, job_id, place, order_id, task_id, state, code, message)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as job_id, unnest($3::integer[]) as place, unnest($4::bigint[]) as order_id, unnest($5::bigint[]) as task_id, unnest($6::text[]) as state, unnest($7::text[]) as code, unnest($8::text[]) as message) as r",
}

export const findRunningJobs: ReadStatement<{ most: bigint | null }, { company_id: bigint; id: bigint; act: string; input: Json; actor: string; scopes: string[]; failed: number; failure_limit: number | null }> = {
  name: 'orchestration.bulk.find_running_jobs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select j.company_id, j.id, j.act, j.input, j.actor, j.scopes, j.failed, j.failure_limit\nfrom orchestration.bulk_job j where j.state = 'running' order by j.id limit $1::bigint",
}

export const readOpenTargets: ReadStatement<{ companyId: bigint | null; jobId: bigint | null; most: bigint | null }, { place: number; order_id: bigint; task_id: bigint | null }> = {
  name: 'orchestration.bulk.read_open_targets',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'jobId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select t.place, t.order_id, t.task_id\nfrom orchestration.bulk_target t\nwhere t.company_id = $1::bigint and t.job_id = $2::bigint and t.state = 'open'\norder by t.place limit $3::bigint",
}

/** What became of targets; one that was settled before stays as it was, so that a batch that comes twice counts once. A job of which too many failed stops, and one of which nothing is open is completed. */
export const settleTargets: WriteStatement<{ companyId: bigint | null; jobId: bigint | null; place: number | null; state: string | null; code: string | null; message: string | null; settledAt: Date | null }, never> = {
  name: 'orchestration.bulk.settle_targets',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'jobId', type: 'bigint', array: true },
    { name: 'place', type: 'integer', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'message', type: 'text', array: true },
    { name: 'settledAt', type: 'timestamptz', array: true },
  ],
  text: "with given as materialized (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as job_id, unnest($3::integer[]) as place, unnest($4::text[]) as state, unnest($5::text[]) as code, unnest($6::text[]) as message, unnest($7::timestamptz[]) as settled_at) as r\n), settled as (\n  update orchestration.bulk_target t set state = g.state, code = g.code, message = g.message\n  from given g\n  where t.company_id = g.company_id and t.job_id = g.job_id and t.place = g.place and t.state = 'open'\n  returning t.company_id, t.job_id, t.state, g.settled_at\n), counted as (\n  select s.company_id, s.job_id, count(*) filter (where s.state = 'done')::integer as done,\n    count(*) filter (where s.state = 'failed')::integer as failed, max(s.settled_at) as settled_at\n  from settled s group by 1, 2\n)\nupdate orchestration.bulk_job j\nset done = j.done + c.done, failed = j.failed + c.failed,\n  state = case when j.state <> 'running' then j.state\n    when j.done + c.done + j.failed + c.failed + j.left_out >= j.total then 'completed'\n    when j.failed + c.failed >= j.failure_limit then 'stopped' else j.state end,\n  ended_at = case when j.done + c.done + j.failed + c.failed + j.left_out >= j.total or j.failed + c.failed >= j.failure_limit\n    then coalesce(j.ended_at, c.settled_at) end\nfrom counted c where j.company_id = c.company_id and j.id = c.job_id",
}

export const stopBulkJobs: WriteStatement<{ companyId: bigint | null; id: bigint | null; endedAt: Date | null }, never> = {
  name: 'orchestration.bulk.stop_bulk_jobs',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'endedAt', type: 'timestamptz', array: true },
  ],
  text: "update orchestration.bulk_job j set state = 'stopped', ended_at = r.ended_at\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::timestamptz[]) as ended_at) as r\nwhere j.company_id = r.company_id and j.id = r.id and j.state = 'running'",
}

export const readBulkJobs: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[]; before: bigint | null; most: bigint | null }, { company_id: bigint; id: bigint; act: string; input: Json; chosen: Json; actor: string; state: string; total: number; done: number; failed: number; left_out: number; failure_limit: number | null; asked_at: Date; ended_at: Date | null }> = {
  name: 'orchestration.bulk.read_bulk_jobs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
    { name: 'before', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select j.company_id, j.id, j.act, j.input, j.chosen, j.actor, j.state, j.total, j.done, j.failed, j.left_out, j.failure_limit, j.asked_at, j.ended_at\nfrom orchestration.bulk_job j\nwhere j.company_id = any($1::bigint[]) and (cardinality($2::bigint[]) = 0 or j.id = any($2::bigint[]))\n  and ($3::bigint is null or j.id < $3::bigint)\norder by j.id desc limit $4::bigint",
}

export const listBulkTargets: ReadStatement<{ companyId: bigint | null; jobId: bigint | null; after: number | null; states: readonly string[]; most: bigint | null }, { place: number; order_id: bigint; task_id: bigint | null; state: string; code: string | null; message: string | null }> = {
  name: 'orchestration.bulk.list_bulk_targets',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'jobId', type: 'bigint', array: false },
    { name: 'after', type: 'integer', array: false },
    { name: 'states', type: 'text', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select t.place, t.order_id, t.task_id, t.state, t.code, t.message\nfrom orchestration.bulk_target t\nwhere t.company_id = $1::bigint and t.job_id = $2::bigint and t.place > $3::integer\n  and (cardinality($4::text[]) = 0 or t.state = any($4::text[]))\norder by t.place limit $5::bigint",
}

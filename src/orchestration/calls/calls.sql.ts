// Written by `npm run generate` from calls.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

/** What tasks call, and for which lines. */
export const readCallTasks: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; taskIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; mode: string; generation: number; input: Json | null; line_nos: number[] }> = {
  name: 'orchestration.calls.read_call_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'taskIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.order_id, t.id, t.mode, t.generation, t.input, c.line_nos\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, order_id, task_id)\ncross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id offset 0) t\ncross join lateral (select * from orchestration.component c where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c",
}

/** The calls of tasks, oldest first. */
export const readCalls: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; taskIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; task_id: bigint; generation: number; mode: string; system: string; key: string; method: string; path: string; content: Buffer | null; input: Json; state: string; attempt: number; due_at: Date | null; accepted_at: Date | null; answer_by: Date | null; status: string | null; data: Json | null; class: string | null; problem: string | null }> = {
  name: 'orchestration.calls.read_calls',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'taskIds', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.order_id, c.task_id, c.generation, c.mode, c.system, c.key, c.method, c.path, c.content, c.input, c.state, c.attempt,\n  c.due_at, c.accepted_at, c.answer_by, c.status, c.data, c.class, c.problem\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, order_id, task_id)\ncross join lateral (select * from orchestration.call c where c.company_id = w.company_id and c.order_id = w.order_id and c.task_id = w.task_id offset 0) c\norder by c.company_id, c.order_id, c.task_id, c.generation, c.kept_at",
}

/** By their keys, each of its company. */
export const findCalls: ReadStatement<{ companyIds: readonly bigint[]; keys: readonly string[] }, { company_id: bigint; key: string; system: string; order_id: bigint; task_id: bigint; generation: number; mode: string }> = {
  name: 'orchestration.calls.find_calls',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
  ],
  text: "select c.company_id, c.key, c.system, c.order_id, c.task_id, c.generation, c.mode\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, key)\ncross join lateral (select * from orchestration.call c where c.company_id = w.company_id and c.key = w.key offset 0) c",
}

/** A call is written before it is made; its order is locked. */
export const keepCalls: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; generation: number | null; mode: string | null; system: string | null; key: string | null; method: string | null; path: string | null; content: Buffer | null; input: Json | null; dueAt: Date | null }, never> = {
  name: 'orchestration.calls.keep_calls',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'generation', type: 'integer', array: true },
    { name: 'mode', type: 'text', array: true },
    { name: 'system', type: 'text', array: true },
    { name: 'key', type: 'text', array: true },
    { name: 'method', type: 'text', array: true },
    { name: 'path', type: 'text', array: true },
    { name: 'content', type: 'bytea', array: true },
    { name: 'input', type: 'jsonb', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "insert into orchestration.call (company_id, order_id, task_id, generation, mode, system, key, method, path, content, input, state, due_at, kept_at)\nselect r.company_id, r.order_id, r.task_id, r.generation, r.mode, r.system, r.key, r.method, r.path, r.content, r.input, 'kept', r.due_at, r.due_at\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as generation, unnest($5::text[]) as mode, unnest($6::text[]) as system, unnest($7::text[]) as key, unnest($8::text[]) as method, unnest($9::text[]) as path, unnest($10::bytea[]) as content, unnest($11::jsonb[]) as input, unnest($12::timestamptz[]) as due_at) as r",
}

/** A person has it sent once more, whatever became of it: by the same key, with the same bytes. */
export const keepAgain: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; generation: number | null; mode: string | null; dueAt: Date | null }, never> = {
  name: 'orchestration.calls.keep_again',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'generation', type: 'integer', array: true },
    { name: 'mode', type: 'text', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "update orchestration.call c set state = 'kept', attempt = 0, due_at = r.due_at, accepted_at = null, answer_by = null, class = null, problem = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as generation, unnest($5::text[]) as mode, unnest($6::timestamptz[]) as due_at) as r\nwhere c.company_id = r.company_id and c.order_id = r.order_id and c.task_id = r.task_id and c.generation = r.generation and c.mode = r.mode\n  and c.state = 'unknown'",
}

/** What was not done is asked for anew: another call, with another key. */
export const raiseGeneration: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; generation: number | null }, never> = {
  name: 'orchestration.calls.raise_generation',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'generation', type: 'integer', array: true },
  ],
  text: "update orchestration.task t set generation = r.generation\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as generation) as r\nwhere t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id",
}

/** The task is out: no worker takes it until something is said of it. The claim was no attempt; it is out since then. */
export const putOut: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; dueAt: Date | null }, never> = {
  name: 'orchestration.calls.put_out',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "update orchestration.ready y set kind = 'out', attempt = 0, due_at = r.due_at\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::timestamptz[]) as due_at) as r\nwhere y.company_id = r.company_id and y.order_id = r.order_id and y.task_id = r.task_id",
}

export const tellOutput: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; output: Json | null }, never> = {
  name: 'orchestration.calls.tell_output',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'output', type: 'jsonb', array: true },
  ],
  text: "update orchestration.task t set output = r.output\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::jsonb[]) as output) as r\nwhere t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id",
}

/** Takes calls to whose system something is to be said or asked, within the limits of each over all processes: at once, and in a second. What another process is taking is passed, as is a system whose turn it counts. What was kept is sent from now on: whoever dies here leaves it in doubt, and due again when the lease is over. A call of a task that is not out any more (its line was cancelled) is not made. */
export const claimCalls: ReadStatement<{ now: Date | null; companyIds: readonly bigint[]; connections: readonly string[]; most: number | null; leaseUntil: Date | null }, { company_id: bigint; order_id: bigint; task_id: bigint; generation: number; mode: string; system: string; key: string; method: string; path: string; content: Buffer | null; input: Json; attempt: number; accepted_at: Date | null; answer_by: Date | null; was: string; body: Json; connection: string; facts: Json | null }> = {
  name: 'orchestration.calls.claim_calls',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'connections', type: 'text', array: true },
    { name: 'most', type: 'integer', array: false },
    { name: 'leaseUntil', type: 'timestamptz', array: false },
  ],
  text: "with turn as (\n  select s.ctid as place, s.company_id, s.code, s.at_once, s.body, s.connection,\n    case when s.turn_at > $1::timestamptz - interval '1 second' then s.per_second - s.begun else s.per_second end as left_now,\n    s.turn_at is not null and s.turn_at > $1::timestamptz - interval '1 second' as going_on\n  from unnest($2::bigint[], $3::text[]) as w(company_id, connection)\n  join orchestration.system s on s.company_id = w.company_id and s.connection = w.connection and s.active\n  where exists (select from orchestration.call c where c.company_id = s.company_id and c.system = s.code and c.due_at <= $1::timestamptz)\n  for no key update of s skip locked\n), room as (\n  select t.*, least(t.left_now, $4::integer, t.at_once - (select count(*) from orchestration.call c\n    where c.company_id = t.company_id and c.system = t.code and c.out_until > $1::timestamptz)) as room\n  from turn t\n), due as (\n  select f.place as turn_place, f.going_on, f.body, f.connection, c.place, c.was, k.running, k.facts\n  from room f\n  cross join lateral (\n    select c.ctid as place, c.state as was, c.order_id, c.task_id from orchestration.call c\n    where c.company_id = f.company_id and c.system = f.code and c.due_at <= $1::timestamptz\n    order by c.due_at limit greatest(f.room, 0)\n    for update of c skip locked\n  ) c\n  cross join lateral (select k.state as running, k.input -> 'facts' as facts from orchestration.task k\n    where k.company_id = f.company_id and k.order_id = c.order_id and k.id = c.task_id offset 0) k\n), counted as (\n  update orchestration.system s set\n    turn_at = case when d.going_on then s.turn_at else $1::timestamptz end,\n    begun = case when d.going_on then s.begun else 0 end + d.n\n  from (select x.turn_place, bool_or(x.going_on) as going_on, count(*)::integer as n from due x group by x.turn_place) d\n  where s.ctid = d.turn_place\n), dropped as (\n  update orchestration.call c set due_at = null, out_until = null, state = case when c.state = 'kept' then 'failed' else c.state end,\n    settled_at = case when c.state = 'kept' then $1::timestamptz end,\n    problem = case when c.state = 'kept' then 'nobody wants it any more' else c.problem end\n  from due d where c.ctid = d.place and d.running <> 'running'\n)\nupdate orchestration.call c set out_until = $5::timestamptz, due_at = $5::timestamptz,\n  state = case when c.state = 'kept' then 'sent' else c.state end,\n  attempt = c.attempt + (c.accepted_at is null)::integer\nfrom due d where c.ctid = d.place and d.running = 'running'\nreturning c.company_id, c.order_id, c.task_id, c.generation, c.mode, c.system, c.key, c.method, c.path, c.content, c.input, c.attempt,\n  c.accepted_at, c.answer_by, d.was, d.body, d.connection, d.facts",
}

/** The system has it, and says later what came of it. Told by an answer, of the step that it answers; by a reply that came by itself, of whatever step is under way, which goes on. */
export const awaitCalls: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; generation: number | null; mode: string | null; outUntil: Date | null; now: Date | null; answerBy: Date | null; dueAt: Date | null }, never> = {
  name: 'orchestration.calls.await_calls',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'generation', type: 'integer', array: true },
    { name: 'mode', type: 'text', array: true },
    { name: 'outUntil', type: 'timestamptz', array: true },
    { name: 'now', type: 'timestamptz', array: true },
    { name: 'answerBy', type: 'timestamptz', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "update orchestration.call c set state = 'sent', accepted_at = coalesce(c.accepted_at, r.now), answer_by = coalesce(c.answer_by, r.answer_by),\n  due_at = case when r.out_until is null and c.out_until > r.now then c.due_at else r.due_at end,\n  out_until = case when r.out_until is null then c.out_until end, problem = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as generation, unnest($5::text[]) as mode, unnest($6::timestamptz[]) as out_until, unnest($7::timestamptz[]) as now, unnest($8::timestamptz[]) as answer_by, unnest($9::timestamptz[]) as due_at) as r\nwhere c.company_id = r.company_id and c.order_id = r.order_id and c.task_id = r.task_id and c.generation = r.generation and c.mode = r.mode\n  and (r.out_until is null or c.out_until = r.out_until) and c.state in ('kept', 'sent', 'unknown')",
}

/** Nothing was done, for sure, or nobody knows: it is tried, or asked for, later. */
export const sendAgain: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; generation: number | null; mode: string | null; outUntil: Date | null; state: string | null; problem: string | null; dueAt: Date | null }, never> = {
  name: 'orchestration.calls.send_again',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'generation', type: 'integer', array: true },
    { name: 'mode', type: 'text', array: true },
    { name: 'outUntil', type: 'timestamptz', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'problem', type: 'text', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "update orchestration.call c set state = r.state, problem = r.problem, due_at = r.due_at, out_until = null,\n  accepted_at = case when r.state = 'kept' then null else c.accepted_at end, answer_by = case when r.state = 'kept' then null else c.answer_by end\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as generation, unnest($5::text[]) as mode, unnest($6::timestamptz[]) as out_until, unnest($7::text[]) as state, unnest($8::text[]) as problem, unnest($9::timestamptz[]) as due_at) as r\nwhere c.company_id = r.company_id and c.order_id = r.order_id and c.task_id = r.task_id and c.generation = r.generation and c.mode = r.mode\n  and (r.out_until is null or c.out_until = r.out_until) and c.state in ('kept', 'sent', 'unknown')",
}

/** What was said of a call is kept until its order goes on: nobody asks for it meanwhile. */
export const restCalls: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; generation: number | null; mode: string | null }, never> = {
  name: 'orchestration.calls.rest_calls',
  kind: 'write',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'generation', type: 'integer', array: true },
    { name: 'mode', type: 'text', array: true },
  ],
  text: "update orchestration.call c set due_at = null, out_until = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as generation, unnest($5::text[]) as mode) as r\nwhere c.company_id = r.company_id and c.order_id = r.order_id and c.task_id = r.task_id and c.generation = r.generation and c.mode = r.mode\n  and c.state in ('kept', 'sent', 'unknown')",
}

/** What came of calls; their order is locked, and each was open. */
export const settleCalls: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; generation: number | null; mode: string | null; state: string | null; status: string | null; data: Json | null; class: string | null; problem: string | null; now: Date | null }, { verified: boolean }> = {
  name: 'orchestration.calls.settle_calls',
  kind: 'write',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'generation', type: 'integer', array: true },
    { name: 'mode', type: 'text', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'status', type: 'text', array: true },
    { name: 'data', type: 'jsonb', array: true },
    { name: 'class', type: 'text', array: true },
    { name: 'problem', type: 'text', array: true },
    { name: 'now', type: 'timestamptz', array: true },
  ],
  text: "with given as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as generation, unnest($5::text[]) as mode, unnest($6::text[]) as state, unnest($7::text[]) as status, unnest($8::jsonb[]) as data, unnest($9::text[]) as class, unnest($10::text[]) as problem, unnest($11::timestamptz[]) as now) as r\n), settled as (\n  update orchestration.call c set state = g.state, status = g.status, data = g.data, class = g.class, problem = g.problem, due_at = null,\n    out_until = null, settled_at = case when g.state in ('answered', 'failed') then g.now end\n  from given g\n  where c.company_id = g.company_id and c.order_id = g.order_id and c.task_id = g.task_id and c.generation = g.generation and c.mode = g.mode\n    and c.state not in ('answered', 'failed')\n  returning c.task_id\n)\nselect platform.verify((select count(*) from settled) = (select count(*) from given)) as verified",
}

export const readReplies: ReadStatement<{ companyIds: readonly bigint[]; systems: readonly string[]; ids: readonly string[] }, { company_id: bigint; system: string; id: string; state: string; reason: string | null }> = {
  name: 'orchestration.calls.read_replies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'systems', type: 'text', array: true },
    { name: 'ids', type: 'text', array: true },
  ],
  text: "select p.company_id, p.system, p.id, p.state, p.reason\nfrom unnest($1::bigint[], $2::text[], $3::text[]) as w(company_id, system, id)\ncross join lateral (select * from orchestration.reply p where p.company_id = w.company_id and p.system = w.system and p.id = w.id offset 0) p",
}

/** One that came to another node just now stands; what both would move is guarded by the revision of its order. One that is kept is looked at again by itself, too: its order may have gone on, or ended, while it was kept. */
export const keepReplies: WriteStatement<{ companyId: bigint | null; system: string | null; id: string | null; key: string | null; orderId: bigint | null; taskId: bigint | null; means: string | null; status: string | null; problem: string | null; body: Json | null; receivedAt: Date | null; state: string | null; reason: string | null }, never> = {
  name: 'orchestration.calls.keep_replies',
  kind: 'write',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'system', type: 'text', array: true },
    { name: 'id', type: 'text', array: true },
    { name: 'key', type: 'text', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'means', type: 'text', array: true },
    { name: 'status', type: 'text', array: true },
    { name: 'problem', type: 'text', array: true },
    { name: 'body', type: 'jsonb', array: true },
    { name: 'receivedAt', type: 'timestamptz', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
  ],
  text: "insert into orchestration.reply (company_id, system, id, key, order_id, task_id, means, status, problem, body, received_at, state, reason, due_at)\nselect r.*, case when r.state = 'kept' then r.received_at + interval '30 seconds' end from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as system, unnest($3::text[]) as id, unnest($4::text[]) as key, unnest($5::bigint[]) as order_id, unnest($6::bigint[]) as task_id, unnest($7::text[]) as means, unnest($8::text[]) as status, unnest($9::text[]) as problem, unnest($10::jsonb[]) as body, unnest($11::timestamptz[]) as received_at, unnest($12::text[]) as state, unnest($13::text[]) as reason) as r\norder by r.company_id, r.system, r.id\non conflict do nothing",
}

/** An order goes on: what was said of it meanwhile is looked at. */
export const freeReplies: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; dueAt: Date | null }, never> = {
  name: 'orchestration.calls.free_replies',
  kind: 'write',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "update orchestration.reply p set due_at = r.due_at\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::timestamptz[]) as due_at) as r\nwhere p.company_id = r.company_id and p.order_id = r.order_id and p.state = 'kept'",
}

/** Replies that were kept while their order stood still, first those that came first. */
export const claimReplies: ReadStatement<{ now: Date | null; most: number | null; leaseUntil: Date | null }, { company_id: bigint; system: string; id: string; key: string | null; means: string; status: string; problem: string | null; body: Json | null; received_at: Date }> = {
  name: 'orchestration.calls.claim_replies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'most', type: 'integer', array: false },
    { name: 'leaseUntil', type: 'timestamptz', array: false },
  ],
  text: "with due as (\n  select p.ctid as place from orchestration.reply p where p.due_at <= $1::timestamptz\n  order by p.due_at, p.received_at limit $2::integer for update skip locked\n)\nupdate orchestration.reply p set due_at = $3::timestamptz where p.ctid = any (array(select d.place from due d))\nreturning p.company_id, p.system, p.id, p.key, p.means, p.status, p.problem, p.body, p.received_at",
}

export const endReplies: WriteStatement<{ companyId: bigint | null; system: string | null; id: string | null; state: string | null; reason: string | null }, never> = {
  name: 'orchestration.calls.end_replies',
  kind: 'write',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'system', type: 'text', array: true },
    { name: 'id', type: 'text', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
  ],
  text: "update orchestration.reply p set state = r.state, reason = r.reason, due_at = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as system, unnest($3::text[]) as id, unnest($4::text[]) as state, unnest($5::text[]) as reason) as r\nwhere p.company_id = r.company_id and p.system = r.system and p.id = r.id",
}

/** What is known of the lines of orders. */
export const readFacts: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; line_no: number; name: string; value: string }> = {
  name: 'orchestration.calls.read_facts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select f.company_id, f.order_id, f.line_no, f.name, f.value\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.fact f where f.company_id = w.company_id and f.order_id = w.order_id offset 0) f",
}

/** Their order is locked. */
export const writeFacts: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; lineNo: number | null; name: string | null; value: string | null; taskId: bigint | null; actor: string | null; at: Date | null }, never> = {
  name: 'orchestration.calls.write_facts',
  kind: 'write',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'value', type: 'text', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'at', type: 'timestamptz', array: true },
  ],
  text: "insert into orchestration.fact (company_id, order_id, line_no, name, value, task_id, actor, at)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::integer[]) as line_no, unnest($4::text[]) as name, unnest($5::text[]) as value, unnest($6::bigint[]) as task_id, unnest($7::text[]) as actor, unnest($8::timestamptz[]) as at) as r\non conflict (company_id, order_id, line_no, name) do update set value = excluded.value, task_id = excluded.task_id, actor = excluded.actor,\n  at = excluded.at",
}

export const deleteFacts: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; lineNo: number | null; name: string | null }, never> = {
  name: 'orchestration.calls.delete_facts',
  kind: 'write',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'name', type: 'text', array: true },
  ],
  text: "delete from orchestration.fact f using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::integer[]) as line_no, unnest($4::text[]) as name) as r\nwhere f.company_id = r.company_id and f.order_id = r.order_id and f.line_no = r.line_no and f.name = r.name",
}

/** Waits of orders that have begun, and last until something becomes known. */
export const readConditions: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; condition: string; lines: Json | null }> = {
  name: 'orchestration.calls.read_conditions',
  kind: 'read',
  lockClass: 'insert',
  sequence: 21,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.order_id, t.id, t.input ->> 'when' as condition, t.input -> 'lines' as lines\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id offset 0) t\nwhere t.kind = 'wait' and t.state = 'running' and t.input ? 'when'",
}

export const findSystems: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; code: string; connection: string | null; body: Json | null }> = {
  name: 'orchestration.calls.find_systems',
  kind: 'read',
  lockClass: 'insert',
  sequence: 22,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select w.company_id, w.code, s.connection, s.body\nfrom unnest($1::bigint[], $2::text[]) with ordinality as w(company_id, code, place)\nleft join lateral (select * from orchestration.system s where s.company_id = w.company_id and s.code = w.code offset 0) s on true\norder by w.place",
}

/** The calls of an order, in the order in which they were kept. */
export const listCalls: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; afterTask: bigint | null; afterGeneration: number | null; afterMode: string | null; fetch: bigint | null }, { task_id: bigint; generation: number; mode: string; system: string; key: string; method: string; path: string; content: Buffer | null; state: string; attempt: number; accepted_at: Date | null; answer_by: Date | null; status: string | null; data: Json | null; class: string | null; problem: string | null; kept_at: Date; settled_at: Date | null }> = {
  name: 'orchestration.calls.list_calls',
  kind: 'read',
  lockClass: 'insert',
  sequence: 23,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'afterTask', type: 'bigint', array: false },
    { name: 'afterGeneration', type: 'integer', array: false },
    { name: 'afterMode', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select c.task_id, c.generation, c.mode, c.system, c.key, c.method, c.path, c.content, c.state, c.attempt, c.accepted_at, c.answer_by, c.status,\n  c.data, c.class, c.problem, c.kept_at, c.settled_at\nfrom orchestration.call c\nwhere c.company_id = $1::bigint and c.order_id = $2::bigint\n  and (c.task_id, c.generation, c.mode) > ($3::bigint, $4::integer, $5::text)\norder by c.task_id, c.generation, c.mode limit $6::bigint",
}

/** What systems said that moved nothing, oldest first. */
export const listReplies: ReadStatement<{ companyId: bigint | null; afterUs: bigint | null; afterSystem: string | null; afterId: string | null; fetch: bigint | null }, { system: string; id: string; key: string | null; order_id: bigint | null; task_id: bigint | null; means: string; status: string; problem: string | null; body: Json | null; received_at: Date; state: string; reason: string | null; received_us: bigint }> = {
  name: 'orchestration.calls.list_replies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 24,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterUs', type: 'bigint', array: false },
    { name: 'afterSystem', type: 'text', array: false },
    { name: 'afterId', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select p.system, p.id, p.key, p.order_id, p.task_id, p.means, p.status, p.problem, p.body, p.received_at, p.state, p.reason,\n  (extract(epoch from p.received_at) * 1000000)::bigint as received_us\nfrom orchestration.reply p\nwhere p.company_id = $1::bigint and p.state = 'parked'\n  and (p.received_at, p.system, p.id) > ('epoch'::timestamptz + $2::bigint * interval '1 microsecond', $3::text, $4::text)\norder by p.received_at, p.system, p.id limit $5::bigint",
}

export const listFacts: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; afterLine: number | null; afterName: string | null; fetch: bigint | null }, { line_no: number; name: string; value: string; task_id: bigint | null; actor: string; at: Date }> = {
  name: 'orchestration.calls.list_facts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 25,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'afterLine', type: 'integer', array: false },
    { name: 'afterName', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select f.line_no, f.name, f.value, f.task_id, f.actor, f.at\nfrom orchestration.fact f\nwhere f.company_id = $1::bigint and f.order_id = $2::bigint and (f.line_no, f.name) > ($3::integer, $4::text)\norder by f.line_no, f.name limit $5::bigint",
}

/** Calls of orders, with what their components are. */
export const readCompensable: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; taskIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; task_id: bigint; name: string | null; kind: string; key: string; pattern: string; model_version: number; line_nos: number[] }> = {
  name: 'orchestration.calls.read_compensable',
  kind: 'read',
  lockClass: 'insert',
  sequence: 26,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'taskIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.order_id, t.id as task_id, t.name, c.kind, c.key, c.pattern, c.model_version, c.line_nos\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, order_id, task_id)\ncross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id offset 0) t\ncross join lateral (select * from orchestration.component c where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c",
}

/** What was done is undone, or done again, by a task of the plan as any. */
export const insertCompensating: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; componentId: bigint | null; name: string | null; mode: string | null; state: string | null; waits: number | null; frees: readonly (bigint | null)[] | null; input: Json | null }, never> = {
  name: 'orchestration.calls.insert_compensating',
  kind: 'write',
  lockClass: 'insert',
  sequence: 27,
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

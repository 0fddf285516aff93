// Written by `npm run generate` from queue.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'

/** Takes queues that have something to send, past those that another process is taking; the claim is its own transaction. Nobody else works on them before the lease ends, so that the order of an endpoint is kept. An endpoint that is set aside is tried when its time has come. `troubled`: how many of those that failed of late, which have slots of their own. */
export const claimQueues: ReadStatement<{ now: Date | null; count: number | null; troubled: number | null; lease: bigint | null; leaseUntil: Date | null }, { company_id: bigint; endpoint_id: bigint; id: bigint; pos: bigint; done: number; until_pos: bigint | null; until_n: number | null; only_failed: boolean; attempt: number; code: string; url: string; event_types: string[]; secret: Buffer; previous_secret: Buffer | null; previous_until: Date | null; channel_id: bigint | null; forward: string | null; failures: number }> = {
  name: 'channels.webhooks.claim_queues',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'count', type: 'integer', array: false },
    { name: 'troubled', type: 'integer', array: false },
    { name: 'lease', type: 'bigint', array: false },
    { name: 'leaseUntil', type: 'timestamptz', array: false },
  ],
  text: "with waiting as (\n  select q.ctid as place, q.due_at, s.failures > 0 as troubled\n  from channels.webhook_queue q\n  join channels.webhook_endpoint e on e.company_id = q.company_id and e.id = q.endpoint_id and e.enabled and not e.deleted\n  join channels.webhook_state s on s.company_id = q.company_id and s.endpoint_id = q.endpoint_id\n  join platform.head_public h on h.company_id = q.company_id\n  where q.lease_until <= $1::timestamptz and q.due_at <= $1::timestamptz and (q.until_pos is not null or q.pos < h.pos)\n    and (s.set_aside_at is null or s.probe_at <= $1::timestamptz)\n), due as (\n  (select w.place from waiting w where not w.troubled order by w.due_at limit $2::integer)\n  union all (select w.place from waiting w where w.troubled order by w.due_at limit $3::integer)\n), taken as (\n  select q.ctid as place from channels.webhook_queue q\n  where q.ctid = any (array(select d.place from due d)) and q.lease_until <= $1::timestamptz\n  for update of q skip locked\n)\nupdate channels.webhook_queue q set lease = $4::bigint, lease_until = $5::timestamptz\nfrom channels.webhook_endpoint e, channels.webhook_state s\nwhere q.ctid = any (array(select t.place from taken t)) and e.company_id = q.company_id and e.id = q.endpoint_id\n  and s.company_id = q.company_id and s.endpoint_id = q.endpoint_id\nreturning q.company_id, q.endpoint_id, q.id, q.pos, q.done, q.until_pos, q.until_n, q.only_failed, q.attempt, e.code, e.url,\n  e.event_types, e.secret, e.previous_secret, e.previous_until, e.channel_id, e.forward, s.failures",
}

/** Events that endpoints did not take, of each queue from where it stands. */
export const readFailedAhead: ReadStatement<{ companyIds: readonly bigint[]; endpointIds: readonly bigint[]; ids: readonly bigint[]; poss: readonly bigint[]; dones: readonly number[]; untilPoss: readonly bigint[]; untilNs: readonly number[]; most: number | null }, { company_id: bigint; endpoint_id: bigint; id: bigint; pos: bigint; n: number }> = {
  name: 'channels.webhooks.read_failed_ahead',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'endpointIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
    { name: 'poss', type: 'bigint', array: true },
    { name: 'dones', type: 'integer', array: true },
    { name: 'untilPoss', type: 'bigint', array: true },
    { name: 'untilNs', type: 'integer', array: true },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select w.company_id, w.endpoint_id, w.id, f.pos, f.n\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::integer[],\n  $6::bigint[], $7::integer[]) as w(company_id, endpoint_id, id, pos, done, until_pos, until_n)\ncross join lateral (\n  select f.pos, f.n from channels.webhook_failed f\n  where f.company_id = w.company_id and f.endpoint_id = w.endpoint_id and (f.pos, f.n) >= (w.pos + 1, w.done)\n    and (f.pos, f.n) <= (w.until_pos, w.until_n)\n  order by f.pos, f.n limit $8::integer\n) f\norder by w.company_id, w.endpoint_id, w.id, f.pos, f.n",
}

/** What was called, and what came of it. Twice when the first commit was believed lost. */
export const addAttempts: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null; id: bigint | null; at: Date | null; pos: bigint | null; n: number | null; eventId: string | null; type: string | null; orderId: bigint | null; queueId: bigint | null; attempt: number | null; outcome: string | null; durationMs: number | null; status: number | null; answer: string | null; problem: string | null }, never> = {
  name: 'channels.webhooks.add_attempts',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'at', type: 'timestamptz', array: true },
    { name: 'pos', type: 'bigint', array: true },
    { name: 'n', type: 'integer', array: true },
    { name: 'eventId', type: 'text', array: true },
    { name: 'type', type: 'text', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'queueId', type: 'bigint', array: true },
    { name: 'attempt', type: 'integer', array: true },
    { name: 'outcome', type: 'text', array: true },
    { name: 'durationMs', type: 'integer', array: true },
    { name: 'status', type: 'integer', array: true },
    { name: 'answer', type: 'text', array: true },
    { name: 'problem', type: 'text', array: true },
  ],
  text: "insert into channels.webhook_attempt (company_id, endpoint_id, id, at, pos, n, event_id, type, order_id, queue_id, attempt,\n  outcome, duration_ms, status, answer, problem)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id, unnest($3::bigint[]) as id, unnest($4::timestamptz[]) as at, unnest($5::bigint[]) as pos, unnest($6::integer[]) as n, unnest($7::text[]) as event_id, unnest($8::text[]) as type, unnest($9::bigint[]) as order_id, unnest($10::bigint[]) as queue_id, unnest($11::integer[]) as attempt, unnest($12::text[]) as outcome, unnest($13::integer[]) as duration_ms, unnest($14::integer[]) as status, unnest($15::text[]) as answer, unnest($16::text[]) as problem) as r\non conflict (company_id, endpoint_id, at, id) do nothing",
}

/** Where queues stand now. A queue whose lease went to another process stays where that one moves it. */
export const moveQueues: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null; id: bigint | null; lease: bigint | null; pos: bigint | null; done: number | null; attempt: number | null; dueAt: Date | null; released: boolean | null }, never> = {
  name: 'channels.webhooks.move_queues',
  kind: 'write',
  lockClass: 'computed',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'lease', type: 'bigint', array: true },
    { name: 'pos', type: 'bigint', array: true },
    { name: 'done', type: 'integer', array: true },
    { name: 'attempt', type: 'integer', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
    { name: 'released', type: 'boolean', array: true },
  ],
  text: "update channels.webhook_queue q set pos = r.pos, done = r.done, attempt = r.attempt, due_at = r.due_at,\n  lease_until = case when r.released then r.due_at else q.lease_until end\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as lease, unnest($5::bigint[]) as pos, unnest($6::integer[]) as done, unnest($7::integer[]) as attempt, unnest($8::timestamptz[]) as due_at, unnest($9::boolean[]) as released) as r\nwhere (q.company_id, q.endpoint_id, q.id) = (r.company_id, r.endpoint_id, r.id) and q.lease = r.lease",
}

/** Replays that have come to their end. */
export const endReplays: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null; id: bigint | null; lease: bigint | null }, never> = {
  name: 'channels.webhooks.end_replays',
  kind: 'write',
  lockClass: 'computed',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'lease', type: 'bigint', array: true },
  ],
  text: "delete from channels.webhook_queue q\nusing (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as lease) as r\nwhere (q.company_id, q.endpoint_id, q.id) = (r.company_id, r.endpoint_id, r.id) and q.lease = r.lease",
}

/** Events that were given up; one that is replayed in vain is still there. */
export const parkEvents: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null; pos: bigint | null; n: number | null; eventId: string | null; type: string | null; orderId: bigint | null; failedAt: Date | null; attempts: number | null; status: number | null; problem: string | null }, never> = {
  name: 'channels.webhooks.park_events',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
    { name: 'pos', type: 'bigint', array: true },
    { name: 'n', type: 'integer', array: true },
    { name: 'eventId', type: 'text', array: true },
    { name: 'type', type: 'text', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'failedAt', type: 'timestamptz', array: true },
    { name: 'attempts', type: 'integer', array: true },
    { name: 'status', type: 'integer', array: true },
    { name: 'problem', type: 'text', array: true },
  ],
  text: "insert into channels.webhook_failed as f (company_id, endpoint_id, pos, n, event_id, type, order_id, failed_at, attempts, status,\n  problem)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id, unnest($3::bigint[]) as pos, unnest($4::integer[]) as n, unnest($5::text[]) as event_id, unnest($6::text[]) as type, unnest($7::bigint[]) as order_id, unnest($8::timestamptz[]) as failed_at, unnest($9::integer[]) as attempts, unnest($10::integer[]) as status, unnest($11::text[]) as problem) as r\norder by r.company_id, r.endpoint_id, r.pos, r.n\non conflict (company_id, endpoint_id, pos, n) do update set failed_at = excluded.failed_at,\n  attempts = f.attempts + excluded.attempts, status = excluded.status, problem = excluded.problem",
}

/** Events that a replay delivered. */
export const healEvents: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null; pos: bigint | null; n: number | null }, never> = {
  name: 'channels.webhooks.heal_events',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
    { name: 'pos', type: 'bigint', array: true },
    { name: 'n', type: 'integer', array: true },
  ],
  text: "delete from channels.webhook_failed f\nusing (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id, unnest($3::bigint[]) as pos, unnest($4::integer[]) as n) as r\nwhere (f.company_id, f.endpoint_id, f.pos, f.n) = (r.company_id, r.endpoint_id, r.pos, r.n)",
}

/** In order: a replay and the queue of an endpoint may be worked on by two processes. */
export const lockStates: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null }, { endpoint_id: bigint }> = {
  name: 'channels.webhooks.lock_states',
  kind: 'lock',
  lockClass: 'order',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
  ],
  text: "select s.endpoint_id from channels.webhook_state s\nwhere (s.company_id, s.endpoint_id) in (select r.company_id, r.endpoint_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id) as r)\norder by s.company_id, s.endpoint_id for update of s",
}

/** One failure more in a row; after so many the endpoint is set aside, and tried now and then. */
export const noteFailures: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null; at: Date | null; most: number | null; probeAt: Date | null; problem: string | null }, never> = {
  name: 'channels.webhooks.note_failures',
  kind: 'write',
  lockClass: 'order',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
    { name: 'at', type: 'timestamptz', array: true },
    { name: 'most', type: 'integer', array: true },
    { name: 'probeAt', type: 'timestamptz', array: true },
    { name: 'problem', type: 'text', array: true },
  ],
  text: "update channels.webhook_state s set failures = s.failures + 1, failed_at = r.at, problem = r.problem,\n  set_aside_at = case when s.failures + 1 >= r.most then coalesce(s.set_aside_at, r.at) else s.set_aside_at end,\n  probe_at = r.probe_at\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id, unnest($3::timestamptz[]) as at, unnest($4::integer[]) as most, unnest($5::timestamptz[]) as probe_at, unnest($6::text[]) as problem) as r\nwhere (s.company_id, s.endpoint_id) = (r.company_id, r.endpoint_id)",
}

/** An endpoint that was in trouble answers again. */
export const noteSuccesses: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null }, never> = {
  name: 'channels.webhooks.note_successes',
  kind: 'write',
  lockClass: 'order',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
  ],
  text: "update channels.webhook_state s set failures = 0, set_aside_at = null, probe_at = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id) as r\nwhere (s.company_id, s.endpoint_id) = (r.company_id, r.endpoint_id) and s.failures > 0",
}

export const countSetAside: ReadStatement<{  }, { aside: bigint }> = {
  name: 'channels.webhooks.count_set_aside',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
  ],
  text: "select count(*) as aside from channels.webhook_state s\njoin channels.webhook_endpoint e on e.company_id = s.company_id and e.id = s.endpoint_id and e.enabled and not e.deleted\nwhere s.set_aside_at is not null",
}

/** Endpoints whose log may hold something to delete. */
export const readLogs: ReadStatement<{  }, { company_id: bigint; id: bigint; deleted: boolean }> = {
  name: 'channels.webhooks.read_logs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
  ],
  text: "select e.company_id, e.id, e.deleted from channels.webhook_endpoint e order by e.company_id, e.id",
}

/** Deletes the oldest attempts of endpoints, each before a time, so many of each at most. */
export const expireAttempts: ReadStatement<{ companyIds: readonly bigint[]; endpointIds: readonly bigint[]; befores: readonly Date[]; most: number | null }, { count: bigint }> = {
  name: 'channels.webhooks.expire_attempts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'endpointIds', type: 'bigint', array: true },
    { name: 'befores', type: 'timestamptz', array: true },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "with old as (\n  select a.ctid as place from unnest($1::bigint[], $2::bigint[], $3::timestamptz[])\n    as w(company_id, endpoint_id, before)\n  cross join lateral (\n    select a.ctid from channels.webhook_attempt a\n    where a.company_id = w.company_id and a.endpoint_id = w.endpoint_id and a.at < w.before\n    order by a.at, a.id limit $4::integer for update of a skip locked\n  ) a\n), gone as (\n  delete from channels.webhook_attempt a where a.ctid = any (array(select o.place from old o)) returning a.endpoint_id\n)\nselect count(*) as count from gone",
}

/** What deleted endpoints did not take. Of others it stands until it is sent again or taken off. */
export const expireFailed: ReadStatement<{  }, { count: bigint }> = {
  name: 'channels.webhooks.expire_failed',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
  ],
  text: "with gone as (\n  delete from channels.webhook_failed f\n  using channels.webhook_endpoint e\n  where e.deleted and f.company_id = e.company_id and f.endpoint_id = e.id\n  returning f.endpoint_id\n)\nselect count(*) as count from gone",
}

/** Deletes endpoints that were deleted and have no log any more. */
export const forgetEndpoints: ReadStatement<{  }, { count: bigint }> = {
  name: 'channels.webhooks.forget_endpoints',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
  ],
  text: "with gone as (\n  delete from channels.webhook_endpoint e\n  where e.deleted and not exists (\n    select 1 from channels.webhook_attempt a where a.company_id = e.company_id and a.endpoint_id = e.id)\n  returning e.id\n)\nselect count(*) as count from gone",
}

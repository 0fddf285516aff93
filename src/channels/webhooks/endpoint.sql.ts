// Written by `npm run generate` from endpoint.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'

export const endpointsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; url: string; event_types: string[]; enabled: boolean; secret: Buffer; previous_secret: Buffer | null; previous_until: Date | null; channel_id: bigint | null; forward: string | null }> = {
  name: 'channels.webhooks.endpoints_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select e.company_id, e.id, e.code, e.name, e.url, e.event_types, e.enabled, e.secret, e.previous_secret, e.previous_until,\n  e.channel_id, e.forward\nfrom channels.webhook_endpoint e where e.company_id = any($1::bigint[]) and not e.deleted\norder by e.company_id, e.code",
}

/** Verifies that nobody else made an endpoint of this code meanwhile: its secret would be another one than was shown. */
export const saveEndpoints: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; url: string | null; eventTypes: readonly (string | null)[] | null; enabled: boolean | null; secret: Buffer | null; previousSecret: Buffer | null; previousUntil: Date | null; channelId: bigint | null; forward: string | null }, { verified: boolean }> = {
  name: 'channels.webhooks.save_endpoints',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'url', type: 'text', array: true },
    { name: 'eventTypes', type: 'text', array: true, list: true },
    { name: 'enabled', type: 'boolean', array: true },
    { name: 'secret', type: 'bytea', array: true },
    { name: 'previousSecret', type: 'bytea', array: true },
    { name: 'previousUntil', type: 'timestamptz', array: true },
    { name: 'channelId', type: 'bigint', array: true },
    { name: 'forward', type: 'text', array: true },
  ],
  text: "with wanted as (\n  select * from (select u.company_id, u.id, u.code, u.name, u.url, ($6::text[])[coalesce(($7::integer[])[u.place - 1], 0) + 1 : ($7::integer[])[u.place]] as event_types, u.enabled, u.secret, u.previous_secret, u.previous_until, u.channel_id, u.forward from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($5::text[]) as url, unnest($8::boolean[]) as enabled, unnest($9::bytea[]) as secret, unnest($10::bytea[]) as previous_secret, unnest($11::timestamptz[]) as previous_until, unnest($12::bigint[]) as channel_id, unnest($13::text[]) as forward, generate_subscripts($1::bigint[], 1) as place) as u) as r\n), saved as (\n  insert into channels.webhook_endpoint as e (company_id, id, code, name, url, event_types, enabled, secret, previous_secret,\n    previous_until, channel_id, forward, deleted)\n  select w.*, false from wanted w order by w.company_id, w.code\n  on conflict (company_id, code) where not deleted do update set name = excluded.name, url = excluded.url,\n    event_types = excluded.event_types, enabled = excluded.enabled, secret = excluded.secret,\n    previous_secret = excluded.previous_secret, previous_until = excluded.previous_until, channel_id = excluded.channel_id,\n    forward = excluded.forward\n  returning e.company_id, e.code, e.id\n)\nselect platform.verify(not exists (\n  select 1 from wanted w join saved s on (s.company_id, s.code) = (w.company_id, w.code) and s.id <> w.id)) as verified",
}

export const openStates: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null }, never> = {
  name: 'channels.webhooks.open_states',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
  ],
  text: "insert into channels.webhook_state (company_id, endpoint_id, failures)\nselect r.company_id, r.endpoint_id, 0 from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id) as r\non conflict (company_id, endpoint_id) do nothing",
}

/** A new endpoint hears what becomes a fact from now on. */
export const openQueues: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null; now: Date | null }, never> = {
  name: 'channels.webhooks.open_queues',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
    { name: 'now', type: 'timestamptz', array: true },
  ],
  text: "insert into channels.webhook_queue (company_id, endpoint_id, id, pos, done, only_failed, attempt, due_at, lease, lease_until, actor,\n  made_at)\nselect r.company_id, r.endpoint_id, 0, h.pos, 0, false, 0, r.now, 0, r.now, '', r.now\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id, unnest($3::timestamptz[]) as now) as r\njoin platform.head_public h on h.company_id = r.company_id\non conflict (company_id, endpoint_id, id) do nothing",
}

/** It is tried at once, and no longer set aside. */
export const resumeStates: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null }, never> = {
  name: 'channels.webhooks.resume_states',
  kind: 'write',
  lockClass: 'order',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
  ],
  text: "update channels.webhook_state s set failures = 0, set_aside_at = null, probe_at = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id) as r\nwhere (s.company_id, s.endpoint_id) = (r.company_id, r.endpoint_id)",
}

/** What waited out a failure is due now: who released it made the end of its lease the time when it is due. The lease of one that is being sent stays. */
export const resumeQueues: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null; now: Date | null }, never> = {
  name: 'channels.webhooks.resume_queues',
  kind: 'write',
  lockClass: 'computed',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
    { name: 'now', type: 'timestamptz', array: true },
  ],
  text: "update channels.webhook_queue q set due_at = least(q.due_at, r.now),\n  lease_until = case when q.lease_until = q.due_at then least(q.lease_until, r.now) else q.lease_until end\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id, unnest($3::timestamptz[]) as now) as r\nwhere (q.company_id, q.endpoint_id) = (r.company_id, r.endpoint_id)",
}

/** Its log goes chunk by chunk (expire_attempts). */
export const deleteEndpoints: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null }, never> = {
  name: 'channels.webhooks.delete_endpoints',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
  ],
  text: "update channels.webhook_endpoint e set deleted = true, enabled = false, secret = '', previous_secret = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id) as r\nwhere (e.company_id, e.id) = (r.company_id, r.endpoint_id)",
}

export const deleteStates: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null }, never> = {
  name: 'channels.webhooks.delete_states',
  kind: 'write',
  lockClass: 'order',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
  ],
  text: "delete from channels.webhook_state s using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id) as r\nwhere (s.company_id, s.endpoint_id) = (r.company_id, r.endpoint_id)",
}

export const deleteQueues: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null }, never> = {
  name: 'channels.webhooks.delete_queues',
  kind: 'write',
  lockClass: 'computed',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
  ],
  text: "delete from channels.webhook_queue q using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id) as r\nwhere (q.company_id, q.endpoint_id) = (r.company_id, r.endpoint_id)",
}

/** Somebody decided that these need not be delivered. */
export const forgetFailed: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null; pos: bigint | null; n: number | null }, never> = {
  name: 'channels.webhooks.forget_failed',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
    { name: 'pos', type: 'bigint', array: true },
    { name: 'n', type: 'integer', array: true },
  ],
  text: "delete from channels.webhook_failed f using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id, unnest($3::bigint[]) as pos, unnest($4::integer[]) as n) as r\nwhere (f.company_id, f.endpoint_id, f.pos, f.n) = (r.company_id, r.endpoint_id, r.pos, r.n)",
}

export const addReplays: WriteStatement<{ companyId: bigint | null; endpointId: bigint | null; id: bigint | null; pos: bigint | null; done: number | null; untilPos: bigint | null; untilN: number | null; onlyFailed: boolean | null; actor: string | null; now: Date | null }, never> = {
  name: 'channels.webhooks.add_replays',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'endpointId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'pos', type: 'bigint', array: true },
    { name: 'done', type: 'integer', array: true },
    { name: 'untilPos', type: 'bigint', array: true },
    { name: 'untilN', type: 'integer', array: true },
    { name: 'onlyFailed', type: 'boolean', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'now', type: 'timestamptz', array: true },
  ],
  text: "insert into channels.webhook_queue (company_id, endpoint_id, id, pos, done, until_pos, until_n, only_failed, attempt, due_at, lease,\n  lease_until, actor, made_at)\nselect r.company_id, r.endpoint_id, r.id, r.pos, r.done, r.until_pos, r.until_n, r.only_failed, 0, r.now, 0, r.now, r.actor, r.now\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as endpoint_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as pos, unnest($5::integer[]) as done, unnest($6::bigint[]) as until_pos, unnest($7::integer[]) as until_n, unnest($8::boolean[]) as only_failed, unnest($9::text[]) as actor, unnest($10::timestamptz[]) as now) as r",
}

/** Endpoints of companies with what a replay has to know: where the company stands, how many replays there are. */
export const readTargets: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; head: bigint; replays: number }> = {
  name: 'channels.webhooks.read_targets',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select e.company_id, e.id, e.code, h.pos as head, (\n    select count(*) from channels.webhook_queue q where q.company_id = e.company_id and q.endpoint_id = e.id and q.id <> 0\n  )::integer as replays\nfrom channels.webhook_endpoint e\njoin platform.head_public h on h.company_id = e.company_id\nwhere e.company_id = any($1::bigint[]) and not e.deleted\norder by e.company_id, e.code",
}

/** The first place of a company at or after a time; behind its head when there is none. Places have no gaps and their times rise, so the log is halved again and again. */
export const findPlaces: ReadStatement<{ companyIds: readonly bigint[]; ats: readonly Date[] }, { pos: bigint }> = {
  name: 'channels.webhooks.find_places',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ats', type: 'timestamptz', array: true },
  ],
  text: "select (\n  with recursive half(lo, hi) as (\n    select 0::bigint, h.pos + 1 from platform.head_public h where h.company_id = w.company_id\n    union all\n    select case when g.at < w.at then g.pos else b.lo end, case when g.at < w.at then b.hi else g.pos end\n    from half b\n    join platform.log_public g on g.company_id = w.company_id and g.pos = (b.lo + b.hi) / 2\n    where b.hi - b.lo > 1\n  )\n  select min(b.hi) from half b\n) as pos\nfrom unnest($1::bigint[], $2::timestamptz[]) with ordinality as w(company_id, at, ordinal)\norder by w.ordinal",
}

/** Which endpoints did not take something of a range. */
export const readFailedIn: ReadStatement<{ companyIds: readonly bigint[]; poss: readonly bigint[]; ns: readonly number[]; untilPoss: readonly bigint[]; untilNs: readonly number[] }, { ordinal: bigint; id: bigint }> = {
  name: 'channels.webhooks.read_failed_in',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'poss', type: 'bigint', array: true },
    { name: 'ns', type: 'integer', array: true },
    { name: 'untilPoss', type: 'bigint', array: true },
    { name: 'untilNs', type: 'integer', array: true },
  ],
  text: "select w.ordinal, e.id\nfrom unnest($1::bigint[], $2::bigint[], $3::integer[], $4::bigint[], $5::integer[])\n  with ordinality as w(company_id, pos, n, until_pos, until_n, ordinal)\njoin channels.webhook_endpoint e on e.company_id = w.company_id and not e.deleted\nwhere exists (\n  select 1 from channels.webhook_failed f where f.company_id = w.company_id and f.endpoint_id = e.id\n    and (f.pos, f.n) >= (w.pos, w.n) and (f.pos, f.n) <= (w.until_pos, w.until_n))",
}

export const readFailedEvent: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[]; poss: readonly bigint[]; ns: readonly number[] }, { company_id: bigint; code: string; pos: bigint; n: number; endpoint_id: bigint }> = {
  name: 'channels.webhooks.read_failed_event',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
    { name: 'poss', type: 'bigint', array: true },
    { name: 'ns', type: 'integer', array: true },
  ],
  text: "select f.company_id, w.code, f.pos, f.n, f.endpoint_id from unnest($1::bigint[], $2::text[], $3::bigint[], $4::integer[]) as w(company_id, code, pos, n)\njoin channels.webhook_endpoint e on e.company_id = w.company_id and e.code = w.code and not e.deleted\njoin channels.webhook_failed f on f.company_id = e.company_id and f.endpoint_id = e.id and f.pos = w.pos and f.n = w.n",
}

// Written by `npm run generate` from log.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** How endpoints stand. `failed` counts at most a thousand. */
export const readEndpointStates: ReadStatement<{ companyId: bigint | null; after: string | null; code: string | null; most: number | null }, { id: bigint; code: string; name: string; url: string; event_types: string[]; enabled: boolean; previous_until: Date | null; forward: string | null; channel: string | null; failures: number; set_aside_at: Date | null; probe_at: Date | null; failed_at: Date | null; problem: string | null; pos: bigint; due_at: Date; head: bigint; failed: number }> = {
  name: 'channels.webhooks.read_endpoint_states',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'text', array: false },
    { name: 'code', type: 'text', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select e.id, e.code, e.name, e.url, e.event_types, e.enabled, e.previous_until, e.forward, c.code as channel, s.failures, s.set_aside_at, s.probe_at, s.failed_at,\n  s.problem, q.pos, q.due_at, h.pos as head, (\n    select count(*) from (\n      select 1 from channels.webhook_failed f where f.company_id = e.company_id and f.endpoint_id = e.id limit 1000) f\n  )::integer as failed\nfrom channels.webhook_endpoint e\njoin channels.webhook_state s on s.company_id = e.company_id and s.endpoint_id = e.id\njoin channels.webhook_queue q on q.company_id = e.company_id and q.endpoint_id = e.id and q.id = 0\njoin platform.head_public h on h.company_id = e.company_id\nleft join channels.channel c on c.company_id = e.company_id and c.id = e.channel_id\nwhere e.company_id = $1::bigint and not e.deleted and e.code > $2::text\n  and ($3::text is null or e.code = $3::text)\norder by e.code limit $4::integer",
}

export const readReplays: ReadStatement<{ companyId: bigint | null; endpointIds: readonly bigint[] }, { endpoint_id: bigint; id: bigint; pos: bigint; until_pos: bigint | null; only_failed: boolean; actor: string; made_at: Date }> = {
  name: 'channels.webhooks.read_replays',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'endpointIds', type: 'bigint', array: true },
  ],
  text: "select q.endpoint_id, q.id, q.pos, q.until_pos, q.only_failed, q.actor, q.made_at\nfrom channels.webhook_queue q\nwhere q.company_id = $1::bigint and q.endpoint_id = any($2::bigint[]) and q.id <> 0\norder by q.endpoint_id, q.id",
}

/** The newest calls of each endpoint, then of all of them: there are few endpoints. */
export const listAttempts: ReadStatement<{ since: Date | null; before: Date | null; beforeId: bigint | null; most: number | null; companyId: bigint | null; code: string | null }, { code: string; id: bigint; at: Date; event_id: string; type: string; order_id: bigint | null; queue_id: bigint; attempt: number; outcome: string; duration_ms: number; status: number | null; problem: string | null }> = {
  name: 'channels.webhooks.list_attempts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'since', type: 'timestamptz', array: false },
    { name: 'before', type: 'timestamptz', array: false },
    { name: 'beforeId', type: 'bigint', array: false },
    { name: 'most', type: 'integer', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'code', type: 'text', array: false },
  ],
  text: "select e.code, a.id, a.at, a.event_id, a.type, a.order_id, a.queue_id, a.attempt, a.outcome, a.duration_ms, a.status, a.problem\nfrom channels.webhook_endpoint e\ncross join lateral (\n  select * from channels.webhook_attempt a where a.company_id = e.company_id and a.endpoint_id = e.id\n    and a.at >= $1::timestamptz and (a.at, a.id) < ($2::timestamptz, $3::bigint)\n  order by a.at desc, a.id desc limit $4::integer\n) a\nwhere e.company_id = $5::bigint and not e.deleted and ($6::text is null or e.code = $6::text)\norder by a.at desc, a.id desc limit $4::integer",
}

/** The same of calls that delivered nothing, along an index of their own. */
export const listMissed: ReadStatement<{ since: Date | null; before: Date | null; beforeId: bigint | null; most: number | null; companyId: bigint | null; code: string | null }, { code: string; id: bigint; at: Date; event_id: string; type: string; order_id: bigint | null; queue_id: bigint; attempt: number; outcome: string; duration_ms: number; status: number | null; problem: string | null }> = {
  name: 'channels.webhooks.list_missed',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'since', type: 'timestamptz', array: false },
    { name: 'before', type: 'timestamptz', array: false },
    { name: 'beforeId', type: 'bigint', array: false },
    { name: 'most', type: 'integer', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'code', type: 'text', array: false },
  ],
  text: "select e.code, a.id, a.at, a.event_id, a.type, a.order_id, a.queue_id, a.attempt, a.outcome, a.duration_ms, a.status, a.problem\nfrom channels.webhook_endpoint e\ncross join lateral (\n  select * from channels.webhook_attempt a where a.company_id = e.company_id and a.endpoint_id = e.id and a.outcome <> 'delivered'\n    and a.at >= $1::timestamptz and (a.at, a.id) < ($2::timestamptz, $3::bigint)\n  order by a.at desc, a.id desc limit $4::integer\n) a\nwhere e.company_id = $5::bigint and not e.deleted and ($6::text is null or e.code = $6::text)\norder by a.at desc, a.id desc limit $4::integer",
}

/** The calls with one event, the newest first. */
export const readAttempts: ReadStatement<{ pos: bigint | null; n: number | null; companyId: bigint | null; code: string | null; most: number | null }, { code: string; channel_id: bigint | null; forward: string | null; id: bigint; at: Date; event_id: string; type: string; order_id: bigint | null; queue_id: bigint; attempt: number; outcome: string; duration_ms: number; status: number | null; problem: string | null; answer: string | null }> = {
  name: 'channels.webhooks.read_attempts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'pos', type: 'bigint', array: false },
    { name: 'n', type: 'integer', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'code', type: 'text', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select e.code, e.channel_id, e.forward, a.id, a.at, a.event_id, a.type, a.order_id, a.queue_id, a.attempt, a.outcome, a.duration_ms, a.status, a.problem,\n  a.answer\nfrom channels.webhook_endpoint e\njoin channels.webhook_attempt a on a.company_id = e.company_id and a.endpoint_id = e.id and a.pos = $1::bigint and a.n = $2::integer\nwhere e.company_id = $3::bigint and not e.deleted and e.code = $4::text\norder by a.at desc, a.id desc limit $5::integer",
}

/** What was given up, by endpoint, in the order of its facts. */
export const listFailed: ReadStatement<{ companyId: bigint | null; afterEndpoint: bigint | null; afterPos: bigint | null; afterN: number | null; code: string | null; most: number | null }, { code: string; endpoint_id: bigint; pos: bigint; n: number; event_id: string; type: string; order_id: bigint | null; failed_at: Date; attempts: number; status: number | null; problem: string | null }> = {
  name: 'channels.webhooks.list_failed',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterEndpoint', type: 'bigint', array: false },
    { name: 'afterPos', type: 'bigint', array: false },
    { name: 'afterN', type: 'integer', array: false },
    { name: 'code', type: 'text', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select e.code, f.endpoint_id, f.pos, f.n, f.event_id, f.type, f.order_id, f.failed_at, f.attempts, f.status, f.problem\nfrom channels.webhook_failed f\njoin channels.webhook_endpoint e on e.company_id = f.company_id and e.id = f.endpoint_id and not e.deleted\nwhere f.company_id = $1::bigint and (f.endpoint_id, f.pos, f.n) > ($2::bigint, $3::bigint, $4::integer)\n  and ($5::text is null or e.code = $5::text)\norder by f.endpoint_id, f.pos, f.n limit $6::integer",
}

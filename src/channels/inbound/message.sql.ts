// Written by `npm run generate` from message.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

/** The log of what came; its bytes stand in channels.intake under the same id. */
export const insertMessage: WriteStatement<{ companyId: bigint | null; id: bigint | null; channelId: bigint | null; event: string | null; key: string | null; version: bigint | null; receivedAt: Date | null; lastAt: Date | null; came: number | null; outcome: string | null; problems: Json | null; cut: boolean | null; place: string | null; batch: bigint | null }, never> = {
  name: 'channels.inbound.insert_message',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'channelId', type: 'bigint', array: true },
    { name: 'event', type: 'text', array: true },
    { name: 'key', type: 'text', array: true },
    { name: 'version', type: 'bigint', array: true },
    { name: 'receivedAt', type: 'timestamptz', array: true },
    { name: 'lastAt', type: 'timestamptz', array: true },
    { name: 'came', type: 'integer', array: true },
    { name: 'outcome', type: 'text', array: true },
    { name: 'problems', type: 'jsonb', array: true },
    { name: 'cut', type: 'boolean', array: true },
    { name: 'place', type: 'text', array: true },
    { name: 'batch', type: 'bigint', array: true },
  ],
  text: "insert into channels.message (company_id, id, channel_id, event, key, version, received_at, last_at, came, outcome, problems,\n  cut, place, batch, order_id, attempts, due_at)\nselect r.*, null, 0, case when r.outcome = 'waiting' then r.received_at end\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as channel_id, unnest($4::text[]) as event, unnest($5::text[]) as key, unnest($6::bigint[]) as version, unnest($7::timestamptz[]) as received_at, unnest($8::timestamptz[]) as last_at, unnest($9::integer[]) as came, unnest($10::text[]) as outcome, unnest($11::jsonb[]) as problems, unnest($12::boolean[]) as cut, unnest($13::text[]) as place, unnest($14::bigint[]) as batch) as r",
}

/** The same bytes came again. */
export const countAgain: WriteStatement<{ companyId: bigint | null; id: bigint | null; times: number | null; lastAt: Date | null }, never> = {
  name: 'channels.inbound.count_again',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'times', type: 'integer', array: true },
    { name: 'lastAt', type: 'timestamptz', array: true },
  ],
  text: "update channels.message d set came = d.came + r.times, last_at = greatest(d.last_at, r.last_at)\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::integer[]) as times, unnest($4::timestamptz[]) as last_at) as r\nwhere d.company_id = r.company_id and d.id = r.id",
}

/** What is due, the oldest first, in a transaction of its own: it is due again at `until`, when who claimed it died. */
export const claimMessages: ReadStatement<{ cut: boolean | null; now: Date | null; most: number | null; until: Date | null }, { company_id: bigint; id: bigint; channel_id: bigint; event: string; key: string; version: bigint | null; order_id: bigint | null; attempts: number }> = {
  name: 'channels.inbound.claim_messages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'cut', type: 'boolean', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'most', type: 'integer', array: false },
    { name: 'until', type: 'timestamptz', array: false },
  ],
  text: "with due as (\n  select d.company_id, d.id from channels.message d where d.cut = $1::boolean and d.due_at <= $2::timestamptz\n  order by d.due_at, d.id limit $3::integer for update skip locked\n), claimed as (\n  update channels.message d set due_at = $4::timestamptz, attempts = d.attempts + 1\n  from due where d.company_id = due.company_id and d.id = due.id\n  returning d.company_id, d.id, d.channel_id, d.event, d.key, d.version, d.order_id, d.attempts\n)\nselect c.company_id, c.id, c.channel_id, c.event, c.key, c.version, c.order_id, c.attempts from claimed c order by c.id",
}

export const readBodies: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; body: Buffer; key: Buffer | null; body_hash: Buffer; content_type: string }> = {
  name: 'channels.inbound.read_bodies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select i.company_id, i.id, i.body, i.key, i.body_hash, i.content_type\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\ncross join lateral (select * from channels.intake i where i.company_id = w.company_id and i.id = w.id offset 0) i",
}

/** What became of it. Who claimed it later has it now: an older claim changes nothing. */
export const settleMessage: WriteStatement<{ companyId: bigint | null; id: bigint | null; attempts: number | null; outcome: string | null; problems: Json | null; orderId: bigint | null; dueAt: Date | null }, never> = {
  name: 'channels.inbound.settle_message',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'attempts', type: 'integer', array: true },
    { name: 'outcome', type: 'text', array: true },
    { name: 'problems', type: 'jsonb', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "update channels.message d set outcome = r.outcome, problems = r.problems, order_id = coalesce(r.order_id, d.order_id),\n  due_at = r.due_at\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::integer[]) as attempts, unnest($4::text[]) as outcome, unnest($5::jsonb[]) as problems, unnest($6::bigint[]) as order_id, unnest($7::timestamptz[]) as due_at) as r\nwhere d.company_id = r.company_id and d.id = r.id and d.attempts = r.attempts and d.due_at is not null",
}

/** Which order a key of the channel is, and the newest version of it that led there. */
export const ordersOfKeys: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[] }, { company_id: bigint; channel_id: bigint; key: string; order_id: bigint; version: bigint | null; message_id: bigint; cut: boolean }> = {
  name: 'channels.inbound.orders_of_keys',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
  ],
  text: "select w.company_id, w.channel_id, w.key, o.order_id, o.version, o.id as message_id, o.cut\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) as w(company_id, channel_id, key)\ncross join lateral (\n  select d.id, d.order_id, d.version, d.cut from channels.message d\n  where d.company_id = w.company_id and d.channel_id = w.channel_id and d.key = w.key and d.event = 'order_submitted'\n    and d.outcome in ('accepted', 'draft', 'duplicate') and d.order_id is not null\n  order by d.version desc nulls last, d.id limit 1\n) o",
}

/** When a channel first spoke of returns by these names. */
export const firstOfKeys: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[] }, { company_id: bigint; channel_id: bigint; key: string; first_at: Date }> = {
  name: 'channels.inbound.first_of_keys',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
  ],
  text: "select w.company_id, w.channel_id, w.key, m.first_at\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) as w(company_id, channel_id, key)\ncross join lateral (\n  select min(d.received_at) as first_at from channels.message d\n  where d.company_id = w.company_id and d.channel_id = w.channel_id and d.key = w.key and d.event = 'return_updated'\n) m\nwhere m.first_at is not null",
}

/** Orders that the shop cancelled before they were here. */
export const cancelledKeys: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[] }, { company_id: bigint; channel_id: bigint; key: string }> = {
  name: 'channels.inbound.cancelled_keys',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
  ],
  text: "select w.company_id, w.channel_id, w.key\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) as w(company_id, channel_id, key)\nwhere exists (\n  select 1 from channels.message d\n  where d.company_id = w.company_id and d.channel_id = w.channel_id and d.key = w.key and d.event = 'order_cancelled'\n)",
}

/** Keys of which an order came that is not worked off yet, before the message `before`; `whole`: nobody is asked for it first. */
export const ordersOnTheirWay: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[]; before: readonly bigint[] }, { company_id: bigint; channel_id: bigint; key: string; whole: boolean }> = {
  name: 'channels.inbound.orders_on_their_way',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
    { name: 'before', type: 'bigint', array: true },
  ],
  text: "select w.company_id, w.channel_id, w.key, o.whole\nfrom unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) as w(company_id, channel_id, key, before)\ncross join lateral (\n  select bool_or(not d.cut) as whole from channels.message d\n  where d.company_id = w.company_id and d.channel_id = w.channel_id and d.key = w.key and d.event = 'order_submitted'\n    and d.outcome = 'waiting' and d.id < w.before\n) o\nwhere o.whole is not null",
}

/** The order that they came too early for is here: they are worked off again. Whoever has one in hand settles nothing more. */
export const wakeCancellations: WriteStatement<{ companyId: bigint | null; channelId: bigint | null; key: string | null; dueAt: Date | null }, never> = {
  name: 'channels.inbound.wake_cancellations',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'channelId', type: 'bigint', array: true },
    { name: 'key', type: 'text', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "update channels.message d set outcome = 'waiting', problems = '[]'::jsonb, attempts = d.attempts + 1, due_at = r.due_at\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as channel_id, unnest($3::text[]) as key, unnest($4::timestamptz[]) as due_at) as r\nwhere d.company_id = r.company_id and d.channel_id = r.channel_id and d.key = r.key and d.event = 'order_cancelled'\n  and d.outcome in ('kept', 'waiting')",
}

/** The newest first, between two ids (see `find_place`); each filter is a statement of its own, for plans are made without knowing which are given. */
export const listMessages: ReadStatement<{ companyId: bigint | null; channelId: bigint | null; fromId: bigint | null; beforeId: bigint | null; since: Date | null; until: Date | null; fetch: number | null }, { id: bigint; event: string; key: string; version: bigint | null; received_at: Date; last_at: Date; came: number; outcome: string; problems: Json; order_id: bigint | null; attempts: number; due_at: Date | null; place: string | null }> = {
  name: 'channels.inbound.list_messages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'channelId', type: 'bigint', array: false },
    { name: 'fromId', type: 'bigint', array: false },
    { name: 'beforeId', type: 'bigint', array: false },
    { name: 'since', type: 'timestamptz', array: false },
    { name: 'until', type: 'timestamptz', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select d.id, d.event, d.key, d.version, d.received_at, d.last_at, d.came, d.outcome, d.problems, d.order_id, d.attempts, d.due_at, d.place\nfrom channels.message d\nwhere d.company_id = $1::bigint and d.channel_id = $2::bigint\n  and d.id >= $3::bigint and d.id < $4::bigint\n  and d.received_at >= $5::timestamptz and d.received_at < $6::timestamptz\norder by d.id desc limit $7::integer",
}

/** The newest first. */
export const listMessagesOfKey: ReadStatement<{ companyId: bigint | null; channelId: bigint | null; fromId: bigint | null; beforeId: bigint | null; since: Date | null; until: Date | null; key: string | null; outcome: string | null; event: string | null; fetch: number | null }, { id: bigint; event: string; key: string; version: bigint | null; received_at: Date; last_at: Date; came: number; outcome: string; problems: Json; order_id: bigint | null; attempts: number; due_at: Date | null; place: string | null }> = {
  name: 'channels.inbound.list_messages_of_key',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'channelId', type: 'bigint', array: false },
    { name: 'fromId', type: 'bigint', array: false },
    { name: 'beforeId', type: 'bigint', array: false },
    { name: 'since', type: 'timestamptz', array: false },
    { name: 'until', type: 'timestamptz', array: false },
    { name: 'key', type: 'text', array: false },
    { name: 'outcome', type: 'text', array: false },
    { name: 'event', type: 'text', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select d.id, d.event, d.key, d.version, d.received_at, d.last_at, d.came, d.outcome, d.problems, d.order_id, d.attempts, d.due_at, d.place\nfrom channels.message d\nwhere d.company_id = $1::bigint and d.channel_id = $2::bigint\n  and d.id >= $3::bigint and d.id < $4::bigint\n  and d.received_at >= $5::timestamptz and d.received_at < $6::timestamptz\n  and d.key = $7::text and ($8::text is null or d.outcome = $8::text)\n  and ($9::text is null or d.event = $9::text)\norder by d.id desc limit $10::integer",
}

/** The newest first. */
export const listMessagesOfOutcome: ReadStatement<{ companyId: bigint | null; channelId: bigint | null; fromId: bigint | null; beforeId: bigint | null; since: Date | null; until: Date | null; outcome: string | null; event: string | null; fetch: number | null }, { id: bigint; event: string; key: string; version: bigint | null; received_at: Date; last_at: Date; came: number; outcome: string; problems: Json; order_id: bigint | null; attempts: number; due_at: Date | null; place: string | null }> = {
  name: 'channels.inbound.list_messages_of_outcome',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'channelId', type: 'bigint', array: false },
    { name: 'fromId', type: 'bigint', array: false },
    { name: 'beforeId', type: 'bigint', array: false },
    { name: 'since', type: 'timestamptz', array: false },
    { name: 'until', type: 'timestamptz', array: false },
    { name: 'outcome', type: 'text', array: false },
    { name: 'event', type: 'text', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select d.id, d.event, d.key, d.version, d.received_at, d.last_at, d.came, d.outcome, d.problems, d.order_id, d.attempts, d.due_at, d.place\nfrom channels.message d\nwhere d.company_id = $1::bigint and d.channel_id = $2::bigint\n  and d.id >= $3::bigint and d.id < $4::bigint\n  and d.received_at >= $5::timestamptz and d.received_at < $6::timestamptz\n  and d.outcome = $7::text and ($8::text is null or d.event = $8::text)\norder by d.id desc limit $9::integer",
}

/** The newest first. */
export const listMessagesOfEvent: ReadStatement<{ companyId: bigint | null; channelId: bigint | null; fromId: bigint | null; beforeId: bigint | null; since: Date | null; until: Date | null; event: string | null; fetch: number | null }, { id: bigint; event: string; key: string; version: bigint | null; received_at: Date; last_at: Date; came: number; outcome: string; problems: Json; order_id: bigint | null; attempts: number; due_at: Date | null; place: string | null }> = {
  name: 'channels.inbound.list_messages_of_event',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'channelId', type: 'bigint', array: false },
    { name: 'fromId', type: 'bigint', array: false },
    { name: 'beforeId', type: 'bigint', array: false },
    { name: 'since', type: 'timestamptz', array: false },
    { name: 'until', type: 'timestamptz', array: false },
    { name: 'event', type: 'text', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select d.id, d.event, d.key, d.version, d.received_at, d.last_at, d.came, d.outcome, d.problems, d.order_id, d.attempts, d.due_at, d.place\nfrom channels.message d\nwhere d.company_id = $1::bigint and d.channel_id = $2::bigint\n  and d.id >= $3::bigint and d.id < $4::bigint\n  and d.received_at >= $5::timestamptz and d.received_at < $6::timestamptz\n  and d.event = $7::text\norder by d.id desc limit $8::integer",
}

/** The id from which on messages of a channel were received at a time or later. Ids follow time closely, so their span is halved, a look along the index each, instead of reading all that is newer. */
export const findPlace: ReadStatement<{ companyId: bigint | null; channelId: bigint | null; at: Date | null }, { id: bigint }> = {
  name: 'channels.inbound.find_place',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'channelId', type: 'bigint', array: false },
    { name: 'at', type: 'timestamptz', array: false },
  ],
  text: "with recursive span(low, high) as (\n  select 0::bigint, coalesce((\n    select max(d.id) from channels.message d\n    where d.company_id = $1::bigint and d.channel_id = $2::bigint\n  ), 0) + 1\n  union all\n  select case when m.received_at < $3::timestamptz then m.id + 1 else s.low end,\n    case when m.received_at < $3::timestamptz then s.high else s.low + (s.high - s.low) / 2 end\n  from span s\n  left join lateral (\n    select d.id, d.received_at from channels.message d\n    where d.company_id = $1::bigint and d.channel_id = $2::bigint\n      and d.id >= s.low + (s.high - s.low) / 2 and d.id < s.high\n    order by d.id limit 1\n  ) m on true\n  where s.low < s.high\n)\nselect s.high as id from span s where s.low >= s.high",
}

/** One, with how its bytes are kept. */
export const readMessage: ReadStatement<{ companyId: bigint | null; channelId: bigint | null; id: bigint | null }, { id: bigint; event: string; key: string; version: bigint | null; received_at: Date; last_at: Date; came: number; outcome: string; problems: Json; order_id: bigint | null; attempts: number; due_at: Date | null; place: string | null; content_type: string; body_hash: Buffer; erased: boolean }> = {
  name: 'channels.inbound.read_message',
  kind: 'read',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'channelId', type: 'bigint', array: false },
    { name: 'id', type: 'bigint', array: false },
  ],
  text: "select d.id, d.event, d.key, d.version, d.received_at, d.last_at, d.came, d.outcome, d.problems, d.order_id, d.attempts, d.due_at,\n  d.place, i.content_type, i.body_hash, i.key is null as erased\nfrom channels.message d\njoin channels.intake i on i.company_id = d.company_id and i.id = d.id\nwhere d.company_id = $1::bigint and d.channel_id = $2::bigint and d.id = $3::bigint",
}

/** Those of a gateway are worked off by whoever they are handed on to: webhooks are replayed, not they. */
export const readMessages: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; channel_id: bigint; outcome: string }> = {
  name: 'channels.inbound.read_messages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select d.company_id, d.id, d.channel_id, case when d.batch is null then d.outcome else 'accepted' end as outcome\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\njoin channels.message d on d.company_id = w.company_id and d.id = w.id",
}

/** It is worked off anew, from its bytes, by the set-up that stands then. */
export const replayMessage: WriteStatement<{ companyId: bigint | null; id: bigint | null; dueAt: Date | null }, never> = {
  name: 'channels.inbound.replay_message',
  kind: 'write',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
  ],
  text: "update channels.message d set outcome = 'waiting', problems = '[]'::jsonb, attempts = d.attempts + 1, due_at = r.due_at\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::timestamptz[]) as due_at) as r\nwhere d.company_id = r.company_id and d.id = r.id and d.outcome in ('draft', 'kept', 'failed')",
}

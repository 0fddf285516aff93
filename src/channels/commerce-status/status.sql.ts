// Written by `npm run generate` from status.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** How far each channel has heard, and whether its shop is left alone for a while. */
export const readChannels: ReadStatement<{ companyIds: readonly bigint[]; sources: readonly string[] }, { company_id: bigint; source: string; heard_pos: bigint; due_at: Date | null; failures: number; problem: string | null }> = {
  name: 'channels.commerce-status.read_channels',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
  ],
  text: "select c.company_id, c.source, c.heard_pos, c.due_at, c.failures, c.problem\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, source)\njoin channels.status_channel c on c.company_id = w.company_id and c.source = w.source",
}

/** Moves the place of a channel on and queues what was heard, with the open returns of it, in a transaction of its own; of two that heard the same, the second one finds the place moved and changes nothing. */
export const hearOrders: ReadStatement<{ source: string | null; next: bigint | null; companyId: bigint | null; after: bigint | null; now: Date | null; orderIds: readonly bigint[]; positions: readonly bigint[] }, { moved: number; heard: number }> = {
  name: 'channels.commerce-status.hear_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'source', type: 'text', array: false },
    { name: 'next', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'positions', type: 'bigint', array: true },
  ],
  text: "with moved as (\n  insert into channels.status_channel as c (company_id, source, heard_pos)\n  select y.company_id, $1::text, $2::bigint from (select $3::bigint as company_id) y\n  where y.company_id is not null\n  on conflict (company_id, source) do update set heard_pos = excluded.heard_pos where c.heard_pos = $4::bigint\n  returning 1\n), heard as (\n  insert into channels.status_order as t (company_id, source, order_id, heard_pos, told_pos, attempt, failures, due_at)\n  select $3::bigint, $1::text, w.order_id, w.pos, 0, 0, 0, $5::timestamptz\n  from unnest($6::bigint[], $7::bigint[]) as w(order_id, pos)\n  where exists (select 1 from moved)\n  order by w.order_id\n  on conflict (company_id, source, order_id) do update\n  set heard_pos = greatest(t.heard_pos, excluded.heard_pos), due_at = coalesce(t.due_at, excluded.due_at)\n  returning 1\n), returns as (\n  update channels.open_return t set heard = t.heard + 1,\n    due_at = case when t.failures > 0 or t.lease_until is not null then coalesce(t.due_at, $5::timestamptz) else $5::timestamptz end\n  from (select distinct w.order_id from unnest($6::bigint[]) as w(order_id)) w\n  where t.company_id = $3::bigint and t.source = $1::text and t.order_id = w.order_id and t.state <> 'ended'\n    and exists (select 1 from moved)\n  returning 1\n)\nselect (select count(*) from moved)::integer as moved, (select count(*) from heard)::integer as heard",
}

/** The shop did not answer, or (with `failures` 0) answers again. In a transaction of its own. */
export const pauseChannel: ReadStatement<{ dueAt: Date | null; failures: number | null; problem: string | null; companyId: bigint | null; source: string | null }, { failures: number }> = {
  name: 'channels.commerce-status.pause_channel',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'dueAt', type: 'timestamptz', array: false },
    { name: 'failures', type: 'integer', array: false },
    { name: 'problem', type: 'text', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "update channels.status_channel c\nset due_at = $1::timestamptz, failures = $2::integer, problem = $3::text\nwhere c.company_id = $4::bigint and c.source = $5::text\nreturning c.failures",
}

/** The shop may answer again: what waits after failures is due now, returns too. What is due within a lease comes by itself, and may be what is being told. In a transaction of its own. */
export const hurryChannel: ReadStatement<{ companyId: bigint | null; source: string | null; now: Date | null; leaseUntil: Date | null }, { channels: number; orders: number }> = {
  name: 'channels.commerce-status.hurry_channel',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'leaseUntil', type: 'timestamptz', array: false },
  ],
  text: "with hurried as (\n  update channels.status_channel c set due_at = null\n  where c.company_id = $1::bigint and c.source = $2::text and c.due_at > $3::timestamptz\n  returning 1\n), orders as (\n  update channels.status_order t set due_at = $3::timestamptz\n  where t.company_id = $1::bigint and t.source = $2::text and t.due_at > $4::timestamptz\n  returning 1\n), returns as (\n  update channels.open_return t set due_at = $3::timestamptz\n  where t.company_id = $1::bigint and t.source = $2::text and t.due_at > $3::timestamptz and t.failures > 0\n    and (t.lease_until is null or t.lease_until <= $3::timestamptz)\n  returning 1\n)\nselect (select count(*) from hurried)::integer as channels, (select count(*) from orders)::integer as orders",
}

/** Takes orders that are due, past those another process is taking; the lease is the due time. A message that was begun stays the one to be told; else it is the last that was heard. In a transaction of its own. */
export const claimOrders: ReadStatement<{ companyId: bigint | null; source: string | null; now: Date | null; count: number | null; leaseUntil: Date | null }, { order_id: bigint; sending_pos: bigint; attempt: number; failures: number; told_hash: Buffer | null; shop_state: string | null; shop_since: Date | null; shop_message_id: bigint | null; over_state: string | null }> = {
  name: 'channels.commerce-status.claim_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'count', type: 'integer', array: false },
    { name: 'leaseUntil', type: 'timestamptz', array: false },
  ],
  text: "with due as (\n  select t.ctid as place from channels.status_order t\n  where t.company_id = $1::bigint and t.source = $2::text and t.due_at <= $3::timestamptz\n  order by t.due_at limit $4::integer\n  for update skip locked\n)\nupdate channels.status_order t\nset attempt = t.attempt + 1, due_at = $5::timestamptz, sending_pos = coalesce(t.sending_pos, t.heard_pos)\nwhere t.ctid = any (array(select d.place from due d))\nreturning t.order_id, t.sending_pos, t.attempt, t.failures, t.told_hash, t.shop_state, t.shop_since, t.shop_message_id, t.over_state",
}

/** Messages that were begun before. */
export const readBodies: ReadStatement<{ orderIds: readonly bigint[]; positions: readonly bigint[]; companyId: bigint | null; source: string | null }, { order_id: bigint; body: Buffer }> = {
  name: 'channels.commerce-status.read_bodies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'positions', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "select m.order_id, m.body\nfrom unnest($1::bigint[], $2::bigint[]) as w(order_id, pos)\njoin channels.status_message m on m.company_id = $3::bigint and m.source = $4::text\n  and m.order_id = w.order_id and m.pos = w.pos",
}

/** Before anything is said: what is said once is said in the same bytes ever after. In a transaction of its own. */
export const keepBodies: ReadStatement<{ companyId: bigint | null; source: string | null; now: Date | null; orderIds: readonly bigint[]; positions: readonly bigint[]; bodies: readonly Buffer[] }, { kept: number }> = {
  name: 'channels.commerce-status.keep_bodies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'positions', type: 'bigint', array: true },
    { name: 'bodies', type: 'bytea', array: true },
  ],
  text: "with kept as (\n  insert into channels.status_message (company_id, source, order_id, pos, body, first_at, state, attempts)\n  select $1::bigint, $2::text, w.order_id, w.pos, w.body, $3::timestamptz, 'sending', 0\n  from unnest($4::bigint[], $5::bigint[], $6::bytea[]) as w(order_id, pos, body)\n  order by w.order_id\n  on conflict do nothing\n  returning 1\n)\nselect count(*)::integer as kept from kept",
}

/** What became of claimed orders. An attempt that another one has followed settles nothing. told, unchanged: the shop knows; what was told with a problem is compared with the shop again next time. refused: it said no, and waits for a person or the next fact. waiting: nothing was said, the next fact goes before. later: it may have been said, so the same is said again. released: it was not this one's turn. `shop_states`: the state of the shop that contradicts, '' for none; `message_ids`: the message as which the shop's order was taken, 0 for none; `overs`: it was told over a state of the shop, as a person had wanted; `froms`, `versions`: of the shop's order before and after what was written, 0 for nothing. In a transaction of its own. */
export const settleOrders: ReadStatement<{ now: Date | null; orderIds: readonly bigint[]; attempts: readonly number[]; positions: readonly bigint[]; outcomes: readonly string[]; dueAts: readonly Date[]; hashes: readonly Buffer[]; problems: readonly string[]; shopStates: readonly string[]; messageIds: readonly bigint[]; overs: readonly boolean[]; froms: readonly bigint[]; versions: readonly bigint[]; companyId: bigint | null; source: string | null }, { settled: number }> = {
  name: 'channels.commerce-status.settle_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'attempts', type: 'integer', array: true },
    { name: 'positions', type: 'bigint', array: true },
    { name: 'outcomes', type: 'text', array: true },
    { name: 'dueAts', type: 'timestamptz', array: true },
    { name: 'hashes', type: 'bytea', array: true },
    { name: 'problems', type: 'text', array: true },
    { name: 'shopStates', type: 'text', array: true },
    { name: 'messageIds', type: 'bigint', array: true },
    { name: 'overs', type: 'boolean', array: true },
    { name: 'froms', type: 'bigint', array: true },
    { name: 'versions', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "with settled as (\n  update channels.status_order t\n  set told_pos = case when w.outcome in ('told', 'unchanged') then w.pos else t.told_pos end,\n    told_hash = case when w.outcome <> 'told' then t.told_hash when w.problem = '' then w.hash end,\n    sending_pos = case when w.outcome in ('later', 'released') then t.sending_pos end,\n    failures = case when w.outcome in ('later', 'waiting') then t.failures + 1 when w.outcome = 'released' then t.failures else 0 end,\n    problem = case when w.outcome = 'released' then t.problem else nullif(w.problem, '') end,\n    due_at = case when w.outcome not in ('later', 'released') and t.heard_pos > w.pos then $1::timestamptz\n      when w.outcome in ('later', 'waiting', 'released') then w.due_at end,\n    shop_state = case when w.outcome in ('later', 'released') then t.shop_state else nullif(w.shop_state, '') end,\n    shop_since = case when w.outcome in ('later', 'released') or t.shop_state = w.shop_state then t.shop_since\n      when w.shop_state <> '' then $1::timestamptz end,\n    shop_message_id = case when w.outcome in ('later', 'released') then t.shop_message_id\n      when t.shop_state = w.shop_state then coalesce(nullif(w.message_id, 0), t.shop_message_id)\n      else nullif(w.message_id, 0) end,\n    over_state = case when w.outcome in ('told', 'refused') then null else t.over_state end,\n    over_by = case when w.outcome in ('told', 'refused') then null else t.over_by end,\n    told_from = case when w.version = 0 or t.told_version = w.from_version then t.told_from else w.from_version end,\n    told_version = case when w.version = 0 then t.told_version else w.version end\n  from unnest($2::bigint[], $3::integer[], $4::bigint[], $5::text[], $6::timestamptz[],\n    $7::bytea[], $8::text[], $9::text[], $10::bigint[], $11::boolean[], $12::bigint[],\n    $13::bigint[])\n    as w(order_id, attempt, pos, outcome, due_at, hash, problem, shop_state, message_id, \"over\", from_version, version)\n  join channels.status_order b on b.company_id = $14::bigint and b.source = $15::text and b.order_id = w.order_id\n  where t.company_id = b.company_id and t.source = b.source and t.order_id = w.order_id\n    and t.attempt = w.attempt and t.sending_pos = w.pos\n  returning t.order_id, w.pos, w.outcome, w.problem, case when w.\"over\" then b.over_by end as over_by\n), noted as (\n  update channels.status_message m\n  set state = s.outcome, attempts = m.attempts + 1, answered_at = $1::timestamptz, problem = nullif(s.problem, ''),\n    over_by = coalesce(s.over_by, m.over_by)\n  from settled s\n  where s.outcome <> 'released'\n    and m.company_id = $14::bigint and m.source = $15::text and m.order_id = s.order_id and m.pos = s.pos\n)\nselect count(*)::integer as settled from settled",
}

/** A person wants it told again, from what is so now, and its returns with it. `over_state`: also over that state of the shop, if it still is what contradicts; '' for none. In a transaction of its own; one that is being told is left alone. */
export const retryOrders: ReadStatement<{ now: Date | null; companyId: bigint | null; source: string | null; orderId: bigint | null; overState: string | null; actor: string | null }, { order_id: bigint }> = {
  name: 'channels.commerce-status.retry_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'overState', type: 'text', array: false },
    { name: 'actor', type: 'text', array: false },
  ],
  text: "with returns as (\n  update channels.open_return t set due_at = $1::timestamptz\n  where t.company_id = $2::bigint and t.source = $3::text and t.order_id = $4::bigint\n    and t.state <> 'ended' and (t.lease_until is null or t.lease_until <= $1::timestamptz)\n)\nupdate channels.status_order t set due_at = $1::timestamptz, told_hash = null,\n  over_state = nullif($5::text, ''), over_by = case when $5::text <> '' then $6::text end\nwhere t.company_id = $2::bigint and t.source = $3::text and t.order_id = $4::bigint\n  and (t.sending_pos is null or t.failures > 0) and ($5::text = '' or t.shop_state = $5::text)\nreturning t.order_id",
}

/** By order. `troubled`: only those with a problem; `waiting`: only those the shop does not know all of. */
export const listOrders: ReadStatement<{ companyId: bigint | null; source: string | null; after: bigint | null; troubled: boolean | null; waiting: boolean | null; fetch: bigint | null }, { order_id: bigint; heard_pos: bigint; told_pos: bigint; sending_pos: bigint | null; attempt: number; failures: number; problem: string | null; due_at: Date | null; shop_state: string | null; shop_since: Date | null; shop_message_id: bigint | null }> = {
  name: 'channels.commerce-status.list_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'troubled', type: 'boolean', array: false },
    { name: 'waiting', type: 'boolean', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select t.order_id, t.heard_pos, t.told_pos, t.sending_pos, t.attempt, t.failures, t.problem, t.due_at, t.shop_state, t.shop_since,\n  t.shop_message_id\nfrom channels.status_order t\nwhere t.company_id = $1::bigint and t.source = $2::text and t.order_id > $3::bigint\n  and (not $4::boolean or t.problem is not null) and (not $5::boolean or t.due_at is not null)\norder by t.order_id limit $6::bigint",
}

/** What the shop was told of an order, the last first. */
export const readMessages: ReadStatement<{ companyId: bigint | null; source: string | null; orderId: bigint | null }, { pos: bigint; body: Buffer; first_at: Date; state: string; attempts: number; answered_at: Date | null; problem: string | null; over_by: string | null }> = {
  name: 'channels.commerce-status.read_messages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select m.pos, m.body, m.first_at, m.state, m.attempts, m.answered_at, m.problem, m.over_by\nfrom channels.status_message m\nwhere m.company_id = $1::bigint and m.source = $2::text and m.order_id = $3::bigint\norder by m.pos desc limit 200",
}

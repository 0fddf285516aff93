// Written by `npm run generate` from look-over.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** The place of a channel; it begins now. In a transaction of its own. */
export const startLook: ReadStatement<{ source: string | null; now: Date | null; companyId: bigint | null }, { since: Date; settled_to: Date }> = {
  name: 'channels.commerce-status.start_look',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'source', type: 'text', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "with started as (\n  insert into channels.shop_look as t (company_id, source, since, settled_to)\n  select y.company_id, $1::text, $2::timestamptz, $2::timestamptz from (select $3::bigint as company_id) y\n  where y.company_id is not null\n  on conflict do nothing\n  returning t.since, t.settled_to\n)\nselect s.since, s.settled_to from started s\nunion all\nselect t.since, t.settled_to from channels.shop_look t where t.company_id = $3::bigint and t.source = $1::text",
}

/** All up to there is settled. In a transaction of its own; of two that looked at once, none moves it back. */
export const moveLook: ReadStatement<{ settledTo: Date | null; companyId: bigint | null; source: string | null }, { settled_to: Date }> = {
  name: 'channels.commerce-status.move_look',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'settledTo', type: 'timestamptz', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "update channels.shop_look t set settled_to = $1::timestamptz\nwhere t.company_id = $2::bigint and t.source = $3::text and t.settled_to < $1::timestamptz\nreturning t.settled_to",
}

/** What messages of the channels of a source said of orders, by the shop's id of each: the newest version that was handed over, and whether it was taken back. However a message ended, it came and stands in the log. */
export const readSaid: ReadStatement<{ keys: readonly string[]; companyId: bigint | null; channelIds: readonly bigint[] }, { key: string; version: bigint | null; submitted: boolean; cancelled: boolean }> = {
  name: 'channels.commerce-status.read_said',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'keys', type: 'text', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'channelIds', type: 'bigint', array: true },
  ],
  text: "select w.key, max(d.version) filter (where d.event = 'order_submitted') as version,\n  bool_or(d.event = 'order_submitted') as submitted, bool_or(d.event = 'order_cancelled') as cancelled\nfrom unnest($1::text[]) as w(key)\njoin channels.message d on d.company_id = $2::bigint and d.channel_id = any($3::bigint[]) and d.key = w.key\n  and d.event in ('order_submitted', 'order_cancelled')\ngroup by w.key",
}

/** Which versions of the shop's orders are our own writes. */
export const readTold: ReadStatement<{ companyId: bigint | null; source: string | null; orderIds: readonly bigint[] }, { order_id: bigint; told_from: bigint; told_version: bigint }> = {
  name: 'channels.commerce-status.read_told',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select t.order_id, t.told_from, t.told_version\nfrom channels.status_order t\nwhere t.company_id = $1::bigint and t.source = $2::text and t.order_id = any($3::bigint[])\n  and t.told_version is not null",
}

/** What the shop has of these may contradict what is so here: they are compared with it, whatever was told. Those that contradict already are due by themselves. In a transaction of its own. */
export const wakeOrders: ReadStatement<{ now: Date | null; companyId: bigint | null; source: string | null; orderIds: readonly bigint[] }, { order_id: bigint }> = {
  name: 'channels.commerce-status.wake_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "update channels.status_order t set due_at = coalesce(t.due_at, $1::timestamptz), told_hash = null\nwhere t.company_id = $2::bigint and t.source = $3::text and t.order_id = any($4::bigint[])\n  and t.shop_state is null\nreturning t.order_id",
}

// Written by `npm run generate` from event.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Facts of orders (kind 0), merges of customers (1) and what was done with quotes (2) in the company's order of facts; a batch of many keeps them in order of id. */
export const readFeed: ReadStatement<{ companyId: bigint | null; after: bigint | null; fetch: bigint | null }, { pos: bigint; at: Date; kind: number; id: bigint; act: string; actor: string; reason: string | null; changes: Json | null; events: string[]; currency: string | null; number: string | null; into_number: string | null; head_number: string | null; rule: string | null; version: number | null; state: string | null }> = {
  name: 'insight.read_feed',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select g.pos, g.at, f.kind, f.id, f.act, f.actor, f.reason, f.changes, f.events, f.currency, f.number, f.into_number, f.head_number, f.rule,\n  f.version, f.state\nfrom platform.company_log g\ncross join lateral (\n  select 0 as kind, h.order_id as id, h.act, h.actor, h.reason, h.changes, h.events, o.currency, null::text as number,\n    null::text as into_number, null::text as head_number, null::text as rule, null::integer as version, null::text as state, 0::bigint as step\n  from orders.history h\n  join orders.order_state s on s.company_id = h.company_id and s.order_id = h.order_id\n  join orders.sales_order o on o.company_id = h.company_id and o.id = s.order_id and o.version = s.version\n  where h.company_id = $1::bigint and h.batch = g.batch\n  union all\n  select 1, m.customer_id, m.act, m.actor, m.reason, null, m.events, null, m.number, m.into_number, m.head_number, m.rule, null, null, 0\n  from customers.merge_told m\n  where m.company_id = $1::bigint and m.batch = g.batch\n  union all\n  select 2, q.quote_id, q.act, q.actor, q.reason, null, q.events, null, null, null, null, null, q.version, q.state, q.revision\n  from negotiation.quote_told q\n  where q.company_id = $1::bigint and q.batch = g.batch\n) f\nwhere g.company_id = $1::bigint and g.pos > $2::bigint\norder by g.pos, f.kind, f.id, f.step limit $3::bigint",
}

/** All facts of some places. */
export const readFeedPlaces: ReadStatement<{ companyIds: readonly bigint[]; places: readonly bigint[] }, { company_id: bigint; pos: bigint; at: Date; kind: number; id: bigint; act: string; actor: string; reason: string | null; changes: Json | null; events: string[]; currency: string | null; number: string | null; into_number: string | null; head_number: string | null; rule: string | null; version: number | null; state: string | null }> = {
  name: 'insight.read_feed_places',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'places', type: 'bigint', array: true },
  ],
  text: "select g.company_id, g.pos, g.at, f.kind, f.id, f.act, f.actor, f.reason, f.changes, f.events, f.currency, f.number, f.into_number, f.head_number, f.rule,\n  f.version, f.state\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, pos)\njoin platform.company_log g on g.company_id = w.company_id and g.pos = w.pos\ncross join lateral (\n  select 0 as kind, h.order_id as id, h.act, h.actor, h.reason, h.changes, h.events, o.currency, null::text as number,\n    null::text as into_number, null::text as head_number, null::text as rule, null::integer as version, null::text as state, 0::bigint as step\n  from orders.history h\n  join orders.order_state s on s.company_id = h.company_id and s.order_id = h.order_id\n  join orders.sales_order o on o.company_id = h.company_id and o.id = s.order_id and o.version = s.version\n  where h.company_id = g.company_id and h.batch = g.batch\n  union all\n  select 1, m.customer_id, m.act, m.actor, m.reason, null, m.events, null, m.number, m.into_number, m.head_number, m.rule, null, null, 0\n  from customers.merge_told m\n  where m.company_id = g.company_id and m.batch = g.batch\n  union all\n  select 2, q.quote_id, q.act, q.actor, q.reason, null, q.events, null, null, null, null, null, q.version, q.state, q.revision\n  from negotiation.quote_told q\n  where q.company_id = g.company_id and q.batch = g.batch\n) f\norder by g.company_id, g.pos, f.kind, f.id, f.step",
}

/** Facts that have events, of companies, each behind a place. `ordinal` counts what was asked for. */
export const readFeeds: ReadStatement<{ companyIds: readonly bigint[]; afters: readonly bigint[]; fetches: readonly bigint[] }, { ordinal: bigint; pos: bigint; at: Date; kind: number; id: bigint; act: string; actor: string; reason: string | null; changes: Json | null; events: string[]; currency: string | null; number: string | null; into_number: string | null; head_number: string | null; rule: string | null; version: number | null; state: string | null }> = {
  name: 'insight.read_feeds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'afters', type: 'bigint', array: true },
    { name: 'fetches', type: 'bigint', array: true },
  ],
  text: "select w.ordinal, a.pos, a.at, a.kind, a.id, a.act, a.actor, a.reason, a.changes, a.events, a.currency, a.number, a.into_number, a.head_number, a.rule,\n  a.version, a.state\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) with ordinality as w(company_id, after, facts, ordinal)\ncross join lateral (\n  select g.pos, g.at, f.kind, f.id, f.step, f.act, f.actor, f.reason, f.changes, f.events, f.currency, f.number, f.into_number, f.head_number, f.rule,\n    f.version, f.state\n  from platform.company_log g\n  cross join lateral (\n    select 0 as kind, h.order_id as id, h.act, h.actor, h.reason, h.changes, h.events, o.currency, null::text as number,\n      null::text as into_number, null::text as head_number, null::text as rule, null::integer as version, null::text as state, 0::bigint as step\n    from orders.history h\n    join orders.order_state s on s.company_id = h.company_id and s.order_id = h.order_id\n    join orders.sales_order o on o.company_id = h.company_id and o.id = s.order_id and o.version = s.version\n    where h.company_id = w.company_id and h.batch = g.batch and cardinality(h.events) > 0\n    union all\n    select 1, m.customer_id, m.act, m.actor, m.reason, null, m.events, null, m.number, m.into_number, m.head_number, m.rule, null, null, 0\n    from customers.merge_told m\n    where m.company_id = w.company_id and m.batch = g.batch\n    union all\n    select 2, q.quote_id, q.act, q.actor, q.reason, null, q.events, null, null, null, null, null, q.version, q.state, q.revision\n    from negotiation.quote_told q\n    where q.company_id = w.company_id and q.batch = g.batch\n  ) f\n  where g.company_id = w.company_id and g.pos > w.after\n  order by g.pos, f.kind, f.id, f.step limit w.facts\n) a\norder by w.ordinal, a.pos, a.kind, a.id, a.step",
}

export const readFeedHeads: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; pos: bigint; code: string; epoch: string }> = {
  name: 'insight.read_feed_heads',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select h.company_id, h.pos, y.code, n.epoch\nfrom platform.company_head h\njoin organization.company y on y.company_id = h.company_id\ncross join platform.installation n\nwhere h.company_id = any($1::bigint[])",
}

/** Signed heads as events of companies, each behind a place. One is told at a place of about the time at which it was signed, so those of a day before the place asked for are looked at, one or two, and not all that there are. */
export const readHeadEvents: ReadStatement<{ companyIds: readonly bigint[]; afters: readonly bigint[]; fetches: readonly bigint[] }, { ordinal: bigint; pos: bigint; at: Date; head_pos: bigint; head_at: Date; hash: Buffer; head_epoch: string; key_id: string; signature: Buffer }> = {
  name: 'insight.read_head_events',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'afters', type: 'bigint', array: true },
    { name: 'fetches', type: 'bigint', array: true },
  ],
  text: "select w.ordinal, f.pos, f.at, f.head_pos, f.head_at, f.hash, f.head_epoch, f.key_id, f.signature\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) with ordinality as w(company_id, after, facts, ordinal)\ncross join lateral (\n  select g.pos, g.at, s.pos as head_pos, s.at as head_at, s.hash, s.epoch as head_epoch, s.key_id, s.signature\n  from platform.signed_head s\n  join platform.company_log g on g.company_id = w.company_id and g.batch = s.batch\n  where s.company_id = w.company_id and g.pos > w.after\n    and s.signed_at >= coalesce((select b.at - interval '1 day' from platform.company_log b\n      where b.company_id = w.company_id and b.pos = w.after), '-infinity')\n  order by g.pos limit w.facts\n) f\norder by w.ordinal, f.pos",
}

/** Signed heads that were told at some places. */
export const readHeadEventsAt: ReadStatement<{ companyIds: readonly bigint[]; places: readonly bigint[] }, { company_id: bigint; pos: bigint; at: Date; head_pos: bigint; head_at: Date; hash: Buffer; head_epoch: string; key_id: string; signature: Buffer }> = {
  name: 'insight.read_head_events_at',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'places', type: 'bigint', array: true },
  ],
  text: "select g.company_id, g.pos, g.at, s.pos as head_pos, s.at as head_at, s.hash, s.epoch as head_epoch, s.key_id, s.signature\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, pos)\njoin platform.company_log g on g.company_id = w.company_id and g.pos = w.pos\njoin platform.signed_head s on s.company_id = g.company_id and s.batch = g.batch\norder by g.company_id, g.pos",
}

// Written by `npm run generate` from feed-snapshot.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

/** Snapshots by the names that their systems gave them. */
export const findFeedSnapshots: ReadStatement<{ companyIds: readonly bigint[]; feedIds: readonly bigint[]; names: readonly string[] }, { company_id: bigint; id: bigint; feed_id: bigint; name: string; as_of: Date; whole: boolean; pages: number | null; state: string }> = {
  name: 'inventory.feed.find_feed_snapshots',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'feedIds', type: 'bigint', array: true },
    { name: 'names', type: 'text', array: true },
  ],
  text: "select s.company_id, s.id, s.feed_id, s.name, s.as_of, s.whole, s.pages, s.state\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) as w(company_id, feed_id, name)\ncross join lateral (select * from inventory.feed_snapshot s where s.company_id = w.company_id and s.feed_id = w.feed_id\n  and s.name = w.name offset 0) s",
}

/** Which pages of snapshots are there. */
export const readFeedPages: ReadStatement<{ companyIds: readonly bigint[]; snapshotIds: readonly bigint[] }, { company_id: bigint; snapshot_id: bigint; page: number; content: Buffer }> = {
  name: 'inventory.feed.read_feed_pages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'snapshotIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.snapshot_id, p.page, p.content\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, snapshot_id)\ncross join lateral (select p.company_id, p.snapshot_id, p.page, p.content from inventory.feed_page p\n  where p.company_id = w.company_id and p.snapshot_id = w.snapshot_id offset 0) p",
}

/** The first page that comes makes it; the last one says how many it has. Of two that make it at once the second is decided again, and whoever brings a page locks it, so that one of them sees that all are there. One that is over takes no page. */
export const beginFeedSnapshots: WriteStatement<{ companyId: bigint | null; feedId: bigint | null; name: string | null; id: bigint | null; asOf: Date | null; whole: boolean | null; pages: number | null; begunAt: Date | null }, { verified: boolean }> = {
  name: 'inventory.feed.begin_feed_snapshots',
  kind: 'write',
  lockClass: 'key',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'feedId', type: 'bigint', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
    { name: 'whole', type: 'boolean', array: true },
    { name: 'pages', type: 'integer', array: true },
    { name: 'begunAt', type: 'timestamptz', array: true },
  ],
  text: "with wanted as materialized (\n  select r.company_id, r.feed_id, r.name, min(r.id) as id, min(r.as_of) as as_of, bool_or(r.whole) as whole, max(r.pages) as pages,\n    min(r.begun_at) as begun_at\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as feed_id, unnest($3::text[]) as name, unnest($4::bigint[]) as id, unnest($5::timestamptz[]) as as_of, unnest($6::boolean[]) as whole, unnest($7::integer[]) as pages, unnest($8::timestamptz[]) as begun_at) as r\n  group by 1, 2, 3\n), begun as (\n  insert into inventory.feed_snapshot as s (company_id, id, feed_id, name, as_of, whole, pages, state, begun_at)\n  select w.company_id, w.id, w.feed_id, w.name, w.as_of, w.whole, w.pages, 'coming', w.begun_at from wanted w\n  order by w.company_id, w.feed_id, w.name\n  on conflict (company_id, feed_id, name) do update set pages = coalesce(s.pages, excluded.pages)\n  returning s.company_id, s.id, s.state\n)\nselect platform.verify((select count(*) from begun b join wanted w on w.company_id = b.company_id and w.id = b.id\n  where b.state = 'coming') = (select count(*) from wanted)) as verified",
}

/** Their snapshot is locked. */
export const keepFeedPages: WriteStatement<{ companyId: bigint | null; snapshotId: bigint | null; page: number | null; content: Buffer | null; itemIds: readonly (bigint | null)[] | null; quantities: readonly (bigint | null)[] | null; supplies: Json | null; unknown: Json | null }, { verified: boolean }> = {
  name: 'inventory.feed.keep_feed_pages',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'snapshotId', type: 'bigint', array: true },
    { name: 'page', type: 'integer', array: true },
    { name: 'content', type: 'bytea', array: true },
    { name: 'itemIds', type: 'bigint', array: true, list: true },
    { name: 'quantities', type: 'numeric', array: true, list: true },
    { name: 'supplies', type: 'jsonb', array: true },
    { name: 'unknown', type: 'jsonb', array: true },
  ],
  text: "with wanted as materialized (\n  select * from (select u.company_id, u.snapshot_id, u.page, u.content, ($5::bigint[])[coalesce(($6::integer[])[u.place - 1], 0) + 1 : ($6::integer[])[u.place]] as item_ids, ($7::numeric[])[coalesce(($8::integer[])[u.place - 1], 0) + 1 : ($8::integer[])[u.place]] as quantities, u.supplies, u.unknown from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as snapshot_id, unnest($3::integer[]) as page, unnest($4::bytea[]) as content, unnest($9::jsonb[]) as supplies, unnest($10::jsonb[]) as unknown, generate_subscripts($1::bigint[], 1) as place) as u) as r\n), kept as (\n  insert into inventory.feed_page (company_id, snapshot_id, page, content, item_ids, quantities, supplies, unknown)\n  select w.company_id, w.snapshot_id, w.page, w.content, w.item_ids, w.quantities, w.supplies, w.unknown from wanted w\n  order by w.company_id, w.snapshot_id, w.page\n  on conflict do nothing\n  returning 1\n)\nselect platform.verify((select count(*) from kept) = (select count(*) from wanted)) as verified",
}

/** After the pages; the snapshot is locked. All are there: it is compared from now on. */
export const completeFeedSnapshots: WriteStatement<{ companyId: bigint | null; id: bigint | null; completedAt: Date | null }, never> = {
  name: 'inventory.feed.complete_feed_snapshots',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'completedAt', type: 'timestamptz', array: true },
  ],
  text: "update inventory.feed_snapshot s set state = 'complete', completed_at = r.completed_at\nfrom (select distinct on (r.company_id, r.id) r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::timestamptz[]) as completed_at) as r order by r.company_id, r.id) r\nwhere s.company_id = r.company_id and s.id = r.id and s.state = 'coming' and s.pages is not null\n  and s.pages = (select count(*) from inventory.feed_page p where p.company_id = s.company_id and p.snapshot_id = s.id)",
}

/** Snapshots that are to be compared, or whose differences are to be posted, the oldest of each feed first. */
export const findFeedWork: ReadStatement<{ most: number | null }, { company_id: bigint; id: bigint; feed_id: bigint; name: string; state: string }> = {
  name: 'inventory.feed.find_feed_work',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select distinct on (s.company_id, s.feed_id) s.company_id, s.id, s.feed_id, s.name, s.state\nfrom inventory.feed_snapshot s\nwhere s.state in ('complete', 'posting')\norder by s.company_id, s.feed_id, s.state = 'complete', s.as_of, s.id\nlimit $1::integer",
}

export const readFeedSnapshots: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; feed_id: bigint; name: string; as_of: Date; whole: boolean; state: string; decided_by: string | null; feed: string; gives: string; location_id: bigint | null; most_items_percent: number; most_value_percent: number; items_always: number; settle_seconds: number; patience_seconds: number; counted: bigint; events: bigint; taken_as_of: Date | null }> = {
  name: 'inventory.feed.read_feed_snapshots',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.id, s.feed_id, s.name, s.as_of, s.whole, s.state, s.decided_by, f.code as feed, f.gives, f.location_id,\n  f.most_items_percent, f.most_value_percent, f.items_always, f.settle_seconds, f.patience_seconds,\n  t.counted, t.events, t.as_of as taken_as_of\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\ncross join lateral (select * from inventory.feed_snapshot s where s.company_id = w.company_id and s.id = w.id offset 0) s\njoin inventory.feed f on f.company_id = s.company_id and f.id = s.feed_id\njoin inventory.feed_state t on t.company_id = f.company_id and t.feed_id = f.id",
}

/** What a place holds of each item as of an instant against what a snapshot says, where they differ, and where they differed by what was on its way. What moved since is left out: the moves of later days, and of the day those of later batches, as they are entered; one that is entered later for a day before was physically there. What the feed itself moved counts by the system's own time. `late_…` moved soon after the instant and may have moved before it with them, `early_…` the other way round. It is one statement, so that what is on hand and what moved are of one moment. Along the days of moves (stock_move_day). */
export const compareStock: ReadStatement<{ companyId: bigint | null; locationId: bigint | null; fromDay: string | null; feedId: bigint | null; earlyFrom: Date | null; snapshotId: bigint | null; whole: boolean | null; lateUntil: Date | null; asOf: Date | null; asOfDay: string | null; costOrganization: bigint | null }, { item_id: bigint; said: bigint; held: bigint; late_in: bigint; late_out: bigint; early_in: bigint; early_out: bigint; in_flight_since: Date | null; unit_cost: bigint | null }> = {
  name: 'inventory.feed.compare_stock',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'locationId', type: 'bigint', array: false },
    { name: 'fromDay', type: 'date', array: false },
    { name: 'feedId', type: 'bigint', array: false },
    { name: 'earlyFrom', type: 'timestamptz', array: false },
    { name: 'snapshotId', type: 'bigint', array: false },
    { name: 'whole', type: 'boolean', array: false },
    { name: 'lateUntil', type: 'timestamptz', array: false },
    { name: 'asOf', type: 'timestamptz', array: false },
    { name: 'asOfDay', type: 'date', array: false },
    { name: 'costOrganization', type: 'bigint', array: false },
  ],
  text: "with moved as materialized (\n  select m.item_id, m.batch, m.moved_on, m.quantity > 0 as comes, sum(m.quantity) as quantity\n  from inventory.stock_move m\n  where m.company_id = $1::bigint and m.location_id = $2::bigint and m.moved_on >= $3::date\n    and m.quantity <> 0 and m.source_id <> $4::bigint\n  group by 1, 2, 3, 4\n), logged as materialized (\n  select b.batch, l.at from (select distinct m.batch from moved m) b\n  cross join lateral (select l.at from platform.log_public l where l.company_id = $1::bigint and l.batch = b.batch offset 0) l\n  where l.at > $5::timestamptz\n), part as (\n  -- A part for each of what is known of an item, and summed: joined, tables that nobody has measured yet meet row by row.\n  select u.item_id, u.quantity as said, 0::numeric as held, 0::numeric as late_in, 0::numeric as late_out, 0::numeric as early_in,\n    0::numeric as early_out, true as present, null::timestamptz as in_flight_since, null::timestamptz as named_at\n  from inventory.feed_page p cross join lateral unnest(p.item_ids, p.quantities) as u(item_id, quantity)\n  where p.company_id = $1::bigint and p.snapshot_id = $6::bigint\n  union all\n  select g.item_id, 0, g.on_hand, 0, 0, 0, 0, $7::boolean, null, null from inventory.stock_gate g\n  where g.company_id = $1::bigint and g.location_id = $2::bigint\n  union all\n  select m.item_id, 0, case when m.later then -m.quantity else 0 end,\n    case when m.later and m.comes and m.at <= $8::timestamptz then m.quantity else 0 end,\n    case when m.later and not m.comes and m.at <= $8::timestamptz then -m.quantity else 0 end,\n    case when not m.later and m.comes then m.quantity else 0 end,\n    case when not m.later and not m.comes then -m.quantity else 0 end, false, null, null\n  from (select m.*, l.at, l.at > $9::timestamptz and m.moved_on >= $10::date as later\n    from moved m join logged l on l.batch = m.batch) m\n  union all\n  select e.item_id, 0, -e.quantity, 0, 0, 0, 0, false, null, null from inventory.feed_event e\n  where e.company_id = $1::bigint and e.feed_id = $4::bigint and e.applied and e.as_of > $9::timestamptz\n  union all\n  select f.item_id, 0, 0, 0, 0, 0, 0, false, f.in_flight_since, f.as_of from inventory.feed_item f\n  where f.company_id = $1::bigint and f.feed_id = $4::bigint\n), compared as (\n  select p.item_id, sum(p.said)::numeric(20, 6) as said, sum(p.held)::numeric(20, 6) as held, sum(p.late_in)::numeric(20, 6) as late_in,\n    sum(p.late_out)::numeric(20, 6) as late_out, sum(p.early_in)::numeric(20, 6) as early_in,\n    sum(p.early_out)::numeric(20, 6) as early_out, max(p.in_flight_since) as in_flight_since\n  from part p group by 1\n  -- Of one that a snapshot of later named alone nothing is said any more.\n  having bool_or(p.present) and coalesce(max(p.named_at) < $9::timestamptz, true)\n)\nselect c.item_id, c.said, c.held, c.late_in, c.late_out, c.early_in, c.early_out, c.in_flight_since, p.unit_cost\nfrom compared c\nleft join lateral (select case when p.method = 'standard' then p.standard_cost else p.last_cost end as unit_cost\n  from inventory.cost_pool p where p.company_id = $1::bigint and p.cost_organization = $11::bigint\n    and p.item_id = c.item_id offset 0) p on true\nwhere c.said <> c.held or c.in_flight_since is not null\norder by c.item_id",
}

/** Beside those that we do not know, of those that we do how many name an item that another page names, too. */
export const countOddRows: ReadStatement<{ companyId: bigint | null; snapshotId: bigint | null }, { unknown: number; twice: number }> = {
  name: 'inventory.feed.count_odd_rows',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'snapshotId', type: 'bigint', array: false },
  ],
  text: "select coalesce(sum(jsonb_array_length(p.unknown)), 0)::integer as unknown,\n  (select count(*) - count(distinct u.item_id) from inventory.feed_page q cross join lateral unnest(q.item_ids) as u(item_id)\n    where q.company_id = $1::bigint and q.snapshot_id = $2::bigint)::integer as twice\nfrom inventory.feed_page p\nwhere p.company_id = $1::bigint and p.snapshot_id = $2::bigint",
}

/** How many items a snapshot is compared with, and what is on hand of them is worth at what a unit costs now. */
export const weighStock: ReadStatement<{ companyId: bigint | null; snapshotId: bigint | null; locationId: bigint | null; costOrganization: bigint | null }, { items: number; held: number; worth: bigint }> = {
  name: 'inventory.feed.weigh_stock',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'snapshotId', type: 'bigint', array: false },
    { name: 'locationId', type: 'bigint', array: false },
    { name: 'costOrganization', type: 'bigint', array: false },
  ],
  text: "with part as (\n  select u.item_id, 0::numeric as held from inventory.feed_page p cross join lateral unnest(p.item_ids) as u(item_id)\n  where p.company_id = $1::bigint and p.snapshot_id = $2::bigint\n  union all\n  select g.item_id, g.on_hand from inventory.stock_gate g\n  where g.company_id = $1::bigint and g.location_id = $3::bigint and g.on_hand <> 0\n), item as materialized (select p.item_id, sum(p.held) as held from part p group by 1)\nselect count(*)::integer as items, count(*) filter (where i.held <> 0)::integer as held,\n  coalesce(sum(greatest(i.held, 0) * p.unit_cost), 0)::numeric(20, 6) as worth\nfrom item i\nleft join lateral (select case when p.method = 'standard' then p.standard_cost else p.last_cost end as unit_cost\n  from inventory.cost_pool p where p.company_id = $1::bigint and p.cost_organization = $4::bigint\n    and p.item_id = i.item_id offset 0) p on true",
}

/** What a snapshot says of supply, page by page. */
export const readSaidSupplies: ReadStatement<{ companyId: bigint | null; snapshotId: bigint | null }, { supplies: Json; unknown: Json }> = {
  name: 'inventory.feed.read_said_supplies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'snapshotId', type: 'bigint', array: false },
  ],
  text: "select p.supplies, p.unknown from inventory.feed_page p\nwhere p.company_id = $1::bigint and p.snapshot_id = $2::bigint order by p.page",
}

/** Supply orders that a snapshot names, and those that the feed spoke of and that are open still; with what was received of them after an instant, and soon before it. */
export const readFeedSupplies: ReadStatement<{ numbers: readonly string[]; whole: boolean | null; companyId: bigint | null; feedId: bigint | null; asOf: Date | null; asOfDay: string | null; earlyFrom: Date | null }, { id: bigint; number: string; item_id: bigint; location_id: bigint; due_on: string; quantity: bigint; received: bigint; unit_cost: bigint; kind: string; own: bigint | null; later: bigint | null; early: bigint | null }> = {
  name: 'inventory.feed.read_feed_supplies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'numbers', type: 'text', array: true },
    { name: 'whole', type: 'boolean', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'feedId', type: 'bigint', array: false },
    { name: 'asOf', type: 'timestamptz', array: false },
    { name: 'asOfDay', type: 'date', array: false },
    { name: 'earlyFrom', type: 'timestamptz', array: false },
  ],
  text: "with wanted as (\n  select n.number from unnest($1::text[]) as n(number)\n  union\n  select o.number from inventory.feed_supply o\n  join inventory.supply s on s.company_id = o.company_id and s.number = o.number and s.received < s.quantity\n  where $2::boolean and o.company_id = $3::bigint and o.feed_id = $4::bigint\n)\nselect s.id, s.number, s.item_id, s.location_id, s.due_on, s.quantity, s.received, s.unit_cost, s.kind,\n  o.feed_id as own, m.later, m.early\nfrom wanted w\ncross join lateral (select * from inventory.supply s where s.company_id = $3::bigint and s.number = w.number offset 0) s\nleft join inventory.feed_supply o on o.company_id = $3::bigint and o.number = s.number\nleft join lateral (\n  select sum(m.quantity) filter (where l.at > $5::timestamptz and m.moved_on >= $6::date)::numeric(20, 6) as later,\n    sum(m.quantity) filter (where l.at <= $5::timestamptz and l.at > $7::timestamptz)::numeric(20, 6) as early\n  from inventory.stock_move m\n  join platform.log_public l on l.company_id = m.company_id and l.batch = m.batch\n  where m.company_id = $3::bigint and m.root_id = s.id and m.kind = 'receipt'\n) m on true",
}

/** It was compared: it waits for a person, or is posted. The feed is locked. */
export const judgeFeedSnapshots: WriteStatement<{ companyId: bigint | null; id: bigint | null; state: string | null; comparedAt: Date | null; compared: number | null; differing: number | null; inFlight: number | null; valueHeld: bigint | null; valueDiffering: bigint | null; why: readonly (string | null)[] | null }, { verified: boolean }> = {
  name: 'inventory.feed.judge_feed_snapshots',
  kind: 'write',
  lockClass: 'key',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'comparedAt', type: 'timestamptz', array: true },
    { name: 'compared', type: 'integer', array: true },
    { name: 'differing', type: 'integer', array: true },
    { name: 'inFlight', type: 'integer', array: true },
    { name: 'valueHeld', type: 'bigint', array: true },
    { name: 'valueDiffering', type: 'bigint', array: true },
    { name: 'why', type: 'text', array: true, list: true },
  ],
  text: "with wanted as materialized (\n  select * from (select u.company_id, u.id, u.state, u.compared_at, u.compared, u.differing, u.in_flight, u.value_held, u.value_differing, ($10::text[])[coalesce(($11::integer[])[u.place - 1], 0) + 1 : ($11::integer[])[u.place]] as why from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as state, unnest($4::timestamptz[]) as compared_at, unnest($5::integer[]) as compared, unnest($6::integer[]) as differing, unnest($7::integer[]) as in_flight, unnest($8::bigint[]) as value_held, unnest($9::bigint[]) as value_differing, generate_subscripts($1::bigint[], 1) as place) as u) as r\n), judged as (\n  update inventory.feed_snapshot s set state = w.state, compared_at = w.compared_at, compared = w.compared, differing = w.differing,\n    in_flight = w.in_flight, value_held = w.value_held, value_differing = w.value_differing, why = coalesce(w.why, '{}')\n  from wanted w where s.company_id = w.company_id and s.id = w.id and s.state = 'complete'\n  returning 1\n)\nselect platform.verify((select count(*) from judged) = (select count(*) from wanted)) as verified",
}

/** A whole one of later was taken: what older ones say is over. */
export const overtakeFeedSnapshots: WriteStatement<{ companyId: bigint | null; feedId: bigint | null; asOf: Date | null }, never> = {
  name: 'inventory.feed.overtake_feed_snapshots',
  kind: 'write',
  lockClass: 'key',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'feedId', type: 'bigint', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
  ],
  text: "update inventory.feed_snapshot s set state = 'overtaken'\nfrom (select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as feed_id, unnest($3::timestamptz[]) as as_of) as r) r\nwhere s.company_id = r.company_id and s.feed_id = r.feed_id and s.as_of < r.as_of and s.state in ('coming', 'complete', 'held')",
}

/** It was held, and is compared anew: what it came to then is over. */
export const forgetFeedDifferences: WriteStatement<{ companyId: bigint | null; snapshotId: bigint | null }, never> = {
  name: 'inventory.feed.forget_feed_differences',
  kind: 'write',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'snapshotId', type: 'bigint', array: true },
  ],
  text: "delete from inventory.feed_difference d using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as snapshot_id) as r\nwhere d.company_id = r.company_id and d.snapshot_id = r.snapshot_id",
}

export const insertFeedDifferences: WriteStatement<{ companyId: bigint | null; snapshotId: bigint | null; place: number | null; change: string | null; itemId: bigint | null; locationId: bigint | null; said: bigint | null; held: bigint | null; inFlight: bigint | null; quantity: bigint | null; value: bigint | null; state: string | null; number: string | null; dueOn: string | null; dueBefore: string | null; unitCost: bigint | null; kind: string | null; problems: Json | null }, never> = {
  name: 'inventory.feed.insert_feed_differences',
  kind: 'write',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'snapshotId', type: 'bigint', array: true },
    { name: 'place', type: 'integer', array: true },
    { name: 'change', type: 'text', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'said', type: 'numeric', array: true },
    { name: 'held', type: 'numeric', array: true },
    { name: 'inFlight', type: 'numeric', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'value', type: 'bigint', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'number', type: 'text', array: true },
    { name: 'dueOn', type: 'date', array: true },
    { name: 'dueBefore', type: 'date', array: true },
    { name: 'unitCost', type: 'numeric', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'problems', type: 'jsonb', array: true },
  ],
  text: "insert into inventory.feed_difference (company_id, snapshot_id, place, change, item_id, location_id, said, held, in_flight, quantity, value,\n  state, number, due_on, due_before, unit_cost, kind, problems)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as snapshot_id, unnest($3::integer[]) as place, unnest($4::text[]) as change, unnest($5::bigint[]) as item_id, unnest($6::bigint[]) as location_id, unnest($7::numeric[]) as said, unnest($8::numeric[]) as held, unnest($9::numeric[]) as in_flight, unnest($10::numeric[]) as quantity, unnest($11::bigint[]) as value, unnest($12::text[]) as state, unnest($13::text[]) as number, unnest($14::date[]) as due_on, unnest($15::date[]) as due_before, unnest($16::numeric[]) as unit_cost, unnest($17::text[]) as kind, unnest($18::jsonb[]) as problems) as r",
}

/** The feed is locked. Items that differ by what is on its way, since when; others of a whole snapshot do not any more. */
export const settleFeedItems: WriteStatement<{ companyId: bigint | null; feedId: bigint | null; itemId: bigint | null; asOf: Date | null; inFlightSince: Date | null }, never> = {
  name: 'inventory.feed.settle_feed_items',
  kind: 'write',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'feedId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
    { name: 'inFlightSince', type: 'timestamptz', array: true },
  ],
  text: "insert into inventory.feed_item as i (company_id, feed_id, item_id, as_of, in_flight_since)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as feed_id, unnest($3::bigint[]) as item_id, unnest($4::timestamptz[]) as as_of, unnest($5::timestamptz[]) as in_flight_since) as r\norder by r.company_id, r.feed_id, r.item_id\non conflict (company_id, feed_id, item_id) do update\nset as_of = greatest(i.as_of, excluded.as_of), in_flight_since = excluded.in_flight_since",
}

/** What a snapshot of some items named counts as of then, also where nothing differed. */
export const nameFeedItems: WriteStatement<{ companyId: bigint | null; feedId: bigint | null; snapshotId: bigint | null; asOf: Date | null }, never> = {
  name: 'inventory.feed.name_feed_items',
  kind: 'write',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'feedId', type: 'bigint', array: true },
    { name: 'snapshotId', type: 'bigint', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
  ],
  text: "insert into inventory.feed_item as i (company_id, feed_id, item_id, as_of)\nselect distinct r.company_id, r.feed_id, u.item_id, r.as_of\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as feed_id, unnest($3::bigint[]) as snapshot_id, unnest($4::timestamptz[]) as as_of) as r\njoin inventory.feed_page p on p.company_id = r.company_id and p.snapshot_id = r.snapshot_id\ncross join lateral unnest(p.item_ids) as u(item_id)\norder by 1, 2, 3\non conflict (company_id, feed_id, item_id) do update set as_of = greatest(i.as_of, excluded.as_of)",
}

/** The feed speaks of these supply orders from now on; who spoke of one last does. */
export const ownSupplies: WriteStatement<{ companyId: bigint | null; feedId: bigint | null; number: string | null }, never> = {
  name: 'inventory.feed.own_supplies',
  kind: 'write',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'feedId', type: 'bigint', array: true },
    { name: 'number', type: 'text', array: true },
  ],
  text: "insert into inventory.feed_supply as o (company_id, feed_id, number)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as feed_id, unnest($3::text[]) as number) as r\norder by r.company_id, r.number\non conflict (company_id, number) do update set feed_id = excluded.feed_id where o.feed_id <> excluded.feed_id",
}

/** What of a snapshot is to be posted still, behind a place. */
export const readOpenDifferences: ReadStatement<{ companyId: bigint | null; snapshotId: bigint | null; after: number | null; most: number | null }, { place: number; change: string; item_id: bigint; sku: string; location: string; quantity: bigint; said: bigint; held: bigint; number: string | null; due_on: string | null; due_before: string | null; unit_cost: bigint | null; kind: string | null; open_now: bigint | null }> = {
  name: 'inventory.feed.read_open_differences',
  kind: 'read',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'snapshotId', type: 'bigint', array: false },
    { name: 'after', type: 'integer', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select d.place, d.change, d.item_id, i.sku, l.code as location, d.quantity, d.said, d.held, d.number, d.due_on, d.due_before, d.unit_cost, d.kind,\n  greatest(p.quantity - p.received, 0)::numeric(20, 6) as open_now\nfrom inventory.feed_difference d\nleft join inventory.supply p on p.company_id = d.company_id and p.number = d.number\njoin catalog.item_public i on i.company_id = d.company_id and i.id = d.item_id\njoin inventory.location l on l.company_id = d.company_id and l.id = d.location_id\nwhere d.company_id = $1::bigint and d.snapshot_id = $2::bigint and d.state = 'open' and d.place > $3::integer\norder by d.place limit $4::integer",
}

/** Differences by place, as they stand. */
export const readDifferencesAt: ReadStatement<{ companyIds: readonly bigint[]; snapshotIds: readonly bigint[]; places: readonly number[] }, { company_id: bigint; snapshot_id: bigint; place: number; state: string; quantity: bigint }> = {
  name: 'inventory.feed.read_differences_at',
  kind: 'read',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'snapshotIds', type: 'bigint', array: true },
    { name: 'places', type: 'integer', array: true },
  ],
  text: "select d.company_id, d.snapshot_id, d.place, d.state, d.quantity\nfrom unnest($1::bigint[], $2::bigint[], $3::integer[]) as w(company_id, snapshot_id, place)\ncross join lateral (select * from inventory.feed_difference d where d.company_id = w.company_id and d.snapshot_id = w.snapshot_id\n  and d.place = w.place offset 0) d",
}

/** A difference is posted once: one that another process posted meanwhile is decided again. */
export const postDifferences: WriteStatement<{ companyId: bigint | null; snapshotId: bigint | null; place: number | null; moveId: bigint | null }, { verified: boolean }> = {
  name: 'inventory.feed.post_differences',
  kind: 'write',
  lockClass: 'key',
  sequence: 21,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'snapshotId', type: 'bigint', array: true },
    { name: 'place', type: 'integer', array: true },
    { name: 'moveId', type: 'bigint', array: true },
  ],
  text: "with wanted as materialized (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as snapshot_id, unnest($3::integer[]) as place, unnest($4::bigint[]) as move_id) as r\n), ordered as materialized (\n  select d.company_id, d.snapshot_id, d.place from inventory.feed_difference d\n  where (d.company_id, d.snapshot_id, d.place) in (select w.company_id, w.snapshot_id, w.place from wanted w)\n  order by 1, 2, 3 for update of d\n), posted as (\n  update inventory.feed_difference d set state = 'posted', move_id = w.move_id\n  from ordered o join wanted w on w.company_id = o.company_id and w.snapshot_id = o.snapshot_id and w.place = o.place\n  where d.company_id = o.company_id and d.snapshot_id = o.snapshot_id and d.place = o.place and d.state = 'open'\n  returning 1\n)\nselect platform.verify((select count(*) from posted) = (select count(*) from wanted)) as verified",
}

/** What was done by another act, or refused. The snapshot is locked. */
export const endDifferences: WriteStatement<{ companyId: bigint | null; snapshotId: bigint | null; place: number | null; state: string | null; problems: Json | null }, never> = {
  name: 'inventory.feed.end_differences',
  kind: 'write',
  lockClass: 'insert',
  sequence: 22,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'snapshotId', type: 'bigint', array: true },
    { name: 'place', type: 'integer', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'problems', type: 'jsonb', array: true },
  ],
  text: "update inventory.feed_difference d set state = r.state, problems = r.problems\nfrom (select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as snapshot_id, unnest($3::integer[]) as place, unnest($4::text[]) as state, unnest($5::jsonb[]) as problems) as r) r\nwhere d.company_id = r.company_id and d.snapshot_id = r.snapshot_id and d.place = r.place and d.state = 'open'",
}

/** Who ends differences of a snapshot locks it. */
export const lockFeedSnapshots: WriteStatement<{ companyId: bigint | null; id: bigint | null }, { locked: bigint }> = {
  name: 'inventory.feed.lock_feed_snapshots',
  kind: 'write',
  lockClass: 'key',
  sequence: 23,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
  ],
  text: "with wanted as materialized (select distinct r.company_id, r.id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id) as r),\nordered as materialized (\n  select s.id from inventory.feed_snapshot s\n  where (s.company_id, s.id) in (select w.company_id, w.id from wanted w) order by s.company_id, s.id for update of s\n)\nselect count(*) as locked from ordered",
}

/** After the differences: nothing is open any more, so it was taken. */
export const endFeedSnapshots: WriteStatement<{ companyId: bigint | null; id: bigint | null }, never> = {
  name: 'inventory.feed.end_feed_snapshots',
  kind: 'write',
  lockClass: 'insert',
  sequence: 24,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
  ],
  text: "update inventory.feed_snapshot s set state = 'taken',\n  posted = (select count(*) from inventory.feed_difference d where d.company_id = s.company_id and d.snapshot_id = s.id and d.state = 'posted'),\n  refused = (select count(*) from inventory.feed_difference d where d.company_id = s.company_id and d.snapshot_id = s.id and d.state = 'refused')\nfrom (select distinct r.company_id, r.id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id) as r) r\nwhere s.company_id = r.company_id and s.id = r.id and s.state = 'posting'\n  and not exists (select from inventory.feed_difference d where d.company_id = s.company_id and d.snapshot_id = s.id and d.state = 'open')",
}

/** Its rows are not needed any more once it was taken, left or overtaken by one of later. */
export const dropFeedPages: WriteStatement<{ companyId: bigint | null; id: bigint | null; feedId: bigint | null; asOf: Date | null }, never> = {
  name: 'inventory.feed.drop_feed_pages',
  kind: 'write',
  lockClass: 'insert',
  sequence: 25,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'feedId', type: 'bigint', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
  ],
  text: "delete from inventory.feed_page p\nusing (select distinct r.company_id, r.id, r.feed_id, r.as_of from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as feed_id, unnest($4::timestamptz[]) as as_of) as r) r\njoin inventory.feed_snapshot s on s.company_id = r.company_id and s.feed_id = r.feed_id\n  and (s.id = r.id or s.as_of < r.as_of) and s.state in ('taken', 'left', 'overtaken')\nwhere p.company_id = s.company_id and p.snapshot_id = s.id",
}

/** A person decided: it is compared anew and posted whatever it changes, or left. */
export const decideFeedSnapshots: WriteStatement<{ companyId: bigint | null; id: bigint | null; state: string | null; decidedBy: string | null; decidedAt: Date | null; reason: string | null }, { verified: boolean }> = {
  name: 'inventory.feed.decide_feed_snapshots',
  kind: 'write',
  lockClass: 'key',
  sequence: 26,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'decidedBy', type: 'text', array: true },
    { name: 'decidedAt', type: 'timestamptz', array: true },
    { name: 'reason', type: 'text', array: true },
  ],
  text: "with wanted as materialized (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as state, unnest($4::text[]) as decided_by, unnest($5::timestamptz[]) as decided_at, unnest($6::text[]) as reason) as r\n), decided as (\n  update inventory.feed_snapshot s set state = w.state, decided_by = w.decided_by, decided_at = w.decided_at, reason = w.reason\n  from wanted w where s.company_id = w.company_id and s.id = w.id and s.state = 'held'\n  returning 1\n)\nselect platform.verify((select count(*) from decided) = (select count(*) from wanted)) as verified",
}

/** The newest first. */
export const listFeedSnapshots: ReadStatement<{ companyId: bigint | null; before: bigint | null; feed: string | null; state: string | null; fetch: bigint | null }, { id: bigint; feed: string; gives: string; location: string | null; name: string; as_of: Date; whole: boolean; pages: number | null; state: string; begun_at: Date; compared_at: Date | null; compared: number; differing: number; posted: number; refused: number; in_flight: number; value_held: bigint; value_differing: bigint; why: string[]; decided_by: string | null; decided_at: Date | null; reason: string | null }> = {
  name: 'inventory.feed.list_feed_snapshots',
  kind: 'read',
  lockClass: 'insert',
  sequence: 27,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'before', type: 'bigint', array: false },
    { name: 'feed', type: 'text', array: false },
    { name: 'state', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select s.id, f.code as feed, f.gives, l.code as location, s.name, s.as_of, s.whole, s.pages, s.state, s.begun_at, s.compared_at, s.compared,\n  s.differing, s.posted, s.refused, s.in_flight, s.value_held, s.value_differing, s.why, s.decided_by, s.decided_at, s.reason\nfrom inventory.feed_snapshot s\njoin inventory.feed f on f.company_id = s.company_id and f.id = s.feed_id\nleft join inventory.location l on l.company_id = f.company_id and l.id = f.location_id\nwhere s.company_id = $1::bigint and s.id < $2::bigint\n  and ($3::text is null or f.code = $3::text) and ($4::text is null or s.state = $4::text)\norder by s.id desc limit $5::bigint",
}

export const listFeedDifferences: ReadStatement<{ companyId: bigint | null; snapshotId: bigint | null; after: number | null; fetch: bigint | null }, { place: number; change: string; sku: string; name: string; location: string; said: bigint; held: bigint; in_flight: bigint; quantity: bigint; value: bigint; state: string; number: string | null; due_on: string | null; due_before: string | null; problems: Json | null }> = {
  name: 'inventory.feed.list_feed_differences',
  kind: 'read',
  lockClass: 'insert',
  sequence: 28,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'snapshotId', type: 'bigint', array: false },
    { name: 'after', type: 'integer', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select d.place, d.change, i.sku, i.name, l.code as location, d.said, d.held, d.in_flight, d.quantity, d.value, d.state, d.number, d.due_on,\n  d.due_before, d.problems\nfrom inventory.feed_difference d\njoin catalog.item_public i on i.company_id = d.company_id and i.id = d.item_id\njoin inventory.location l on l.company_id = d.company_id and l.id = d.location_id\nwhere d.company_id = $1::bigint and d.snapshot_id = $2::bigint and d.place > $3::integer\norder by d.place limit $4::bigint",
}

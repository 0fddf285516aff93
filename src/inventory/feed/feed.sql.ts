// Written by `npm run generate` from feed.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'

export const feedsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; gives: string; location_id: bigint | null; location: string | null; most_items_percent: number; most_value_percent: number; items_always: number; settle_seconds: number; patience_seconds: number; stale_seconds: number; active: boolean; counted: bigint | null; events: bigint | null; as_of: Date | null; heard_at: Date | null; heard_as_of: Date | null }> = {
  name: 'inventory.feed.feeds_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select f.company_id, f.id, f.code, f.name, f.gives, f.location_id, l.code as location, f.most_items_percent, f.most_value_percent,\n  f.items_always, f.settle_seconds, f.patience_seconds, f.stale_seconds, f.active,\n  s.counted, s.events, s.as_of, s.heard_at, s.heard_as_of\nfrom inventory.feed f\nleft join inventory.location l on l.company_id = f.company_id and l.id = f.location_id\nleft join inventory.feed_state s on s.company_id = f.company_id and s.feed_id = f.id\nwhere f.company_id = any($1::bigint[])\norder by f.company_id, f.code",
}

/** What it gives and of which place never changes: what it said before was of that. */
export const saveFeeds: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; gives: string | null; locationId: bigint | null; mostItemsPercent: number | null; mostValuePercent: number | null; itemsAlways: number | null; settleSeconds: number | null; patienceSeconds: number | null; staleSeconds: number | null; active: boolean | null }, never> = {
  name: 'inventory.feed.save_feeds',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'gives', type: 'text', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'mostItemsPercent', type: 'integer', array: true },
    { name: 'mostValuePercent', type: 'integer', array: true },
    { name: 'itemsAlways', type: 'integer', array: true },
    { name: 'settleSeconds', type: 'integer', array: true },
    { name: 'patienceSeconds', type: 'integer', array: true },
    { name: 'staleSeconds', type: 'integer', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into inventory.feed as f (company_id, id, code, name, gives, location_id, most_items_percent, most_value_percent, items_always,\n  settle_seconds, patience_seconds, stale_seconds, active)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($5::text[]) as gives, unnest($6::bigint[]) as location_id, unnest($7::integer[]) as most_items_percent, unnest($8::integer[]) as most_value_percent, unnest($9::integer[]) as items_always, unnest($10::integer[]) as settle_seconds, unnest($11::integer[]) as patience_seconds, unnest($12::integer[]) as stale_seconds, unnest($13::boolean[]) as active) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, most_items_percent = excluded.most_items_percent,\n  most_value_percent = excluded.most_value_percent, items_always = excluded.items_always, settle_seconds = excluded.settle_seconds,\n  patience_seconds = excluded.patience_seconds, stale_seconds = excluded.stale_seconds, active = excluded.active",
}

export const openFeedStates: WriteStatement<{ companyId: bigint | null; feedId: bigint | null }, never> = {
  name: 'inventory.feed.open_feed_states',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'feedId', type: 'bigint', array: true },
  ],
  text: "insert into inventory.feed_state (company_id, feed_id, counted, events)\nselect r.company_id, r.feed_id, 0, 0 from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as feed_id) as r\norder by 1, 2\non conflict do nothing",
}

export const readFeedEvents: ReadStatement<{ companyIds: readonly bigint[]; feedIds: readonly bigint[]; externalIds: readonly string[] }, { company_id: bigint; feed_id: bigint; external_id: string; item_id: bigint; quantity: bigint; as_of: Date; applied: boolean }> = {
  name: 'inventory.feed.read_feed_events',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'feedIds', type: 'bigint', array: true },
    { name: 'externalIds', type: 'text', array: true },
  ],
  text: "select e.company_id, e.feed_id, e.external_id, e.item_id, e.quantity, e.as_of, e.applied\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) as w(company_id, feed_id, external_id)\ncross join lateral (select * from inventory.feed_event e where e.company_id = w.company_id and e.feed_id = w.feed_id\n  and e.external_id = w.external_id offset 0) e",
}

/** Items that were named by a snapshot of them alone. */
export const readFeedItems: ReadStatement<{ companyIds: readonly bigint[]; feedIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; feed_id: bigint; item_id: bigint; as_of: Date }> = {
  name: 'inventory.feed.read_feed_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'feedIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select i.company_id, i.feed_id, i.item_id, i.as_of\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, feed_id, item_id)\ncross join lateral (select * from inventory.feed_item i where i.company_id = w.company_id and i.feed_id = w.feed_id\n  and i.item_id = w.item_id and i.as_of is not null offset 0) i",
}

/** Before any of its snapshots: who locks a snapshot and its feed, or several snapshots, locks the feed first. In a second decision neither a comparison nor an event of the feed comes in between. */
export const lockFeeds: WriteStatement<{ companyId: bigint | null; feedId: bigint | null }, { locked: bigint }> = {
  name: 'inventory.feed.lock_feeds',
  kind: 'lock',
  lockClass: 'key',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'feedId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from inventory.feed_state s\n  where (s.company_id, s.feed_id) in (select r.company_id, r.feed_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as feed_id) as r)\n  order by s.company_id, s.feed_id for update\n) l",
}

/** Locks the feed until the end of the batch. An event is judged by the snapshots that were taken, and a snapshot is compared with the events that came: what happened since is decided again. */
export const stepFeeds: WriteStatement<{ companyId: bigint | null; feedId: bigint | null; countedBefore: bigint | null; eventsBefore: bigint | null; events: bigint | null; counted: bigint | null; asOf: Date | null; heardAt: Date | null; heardAsOf: Date | null }, { verified: boolean }> = {
  name: 'inventory.feed.step_feeds',
  kind: 'write',
  lockClass: 'key',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'feedId', type: 'bigint', array: true },
    { name: 'countedBefore', type: 'bigint', array: true },
    { name: 'eventsBefore', type: 'bigint', array: true },
    { name: 'events', type: 'bigint', array: true },
    { name: 'counted', type: 'bigint', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
    { name: 'heardAt', type: 'timestamptz', array: true },
    { name: 'heardAsOf', type: 'timestamptz', array: true },
  ],
  text: "with wanted as materialized (\n  select r.company_id, r.feed_id, min(r.counted_before) as counted_before, max(r.events_before) as events_before,\n    sum(r.events)::bigint as events, max(r.counted) as counted, max(r.as_of) as as_of, max(r.heard_at) as heard_at,\n    max(r.heard_as_of) as heard_as_of\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as feed_id, unnest($3::bigint[]) as counted_before, unnest($4::bigint[]) as events_before, unnest($5::bigint[]) as events, unnest($6::bigint[]) as counted, unnest($7::timestamptz[]) as as_of, unnest($8::timestamptz[]) as heard_at, unnest($9::timestamptz[]) as heard_as_of) as r\n  group by 1, 2\n), ordered as materialized (\n  select s.company_id, s.feed_id from inventory.feed_state s\n  where (s.company_id, s.feed_id) in (select w.company_id, w.feed_id from wanted w)\n  order by s.company_id, s.feed_id for update\n), stepped as (\n  update inventory.feed_state s set counted = s.counted + w.counted, events = s.events + w.events, as_of = greatest(s.as_of, w.as_of),\n    heard_at = greatest(s.heard_at, w.heard_at), heard_as_of = greatest(s.heard_as_of, w.heard_as_of)\n  from ordered o join wanted w on w.company_id = o.company_id and w.feed_id = o.feed_id\n  where s.company_id = o.company_id and s.feed_id = o.feed_id and s.counted = w.counted_before\n    and (w.events_before is null or s.events = w.events_before)\n  returning s.feed_id\n)\nselect platform.verify((select count(*) from stepped) = (select count(*) from wanted)) as verified",
}

/** Locks the feed, too: pages of its snapshots come one after the other. */
export const hearFeeds: WriteStatement<{ companyId: bigint | null; feedId: bigint | null; heardAt: Date | null; asOf: Date | null }, never> = {
  name: 'inventory.feed.hear_feeds',
  kind: 'write',
  lockClass: 'key',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'feedId', type: 'bigint', array: true },
    { name: 'heardAt', type: 'timestamptz', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
  ],
  text: "update inventory.feed_state s set heard_at = greatest(s.heard_at, r.heard_at), heard_as_of = greatest(s.heard_as_of, r.as_of)\nfrom (select r.company_id, r.feed_id, max(r.heard_at) as heard_at, max(r.as_of) as as_of\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as feed_id, unnest($3::timestamptz[]) as heard_at, unnest($4::timestamptz[]) as as_of) as r group by 1, 2 order by 1, 2) r\nwhere s.company_id = r.company_id and s.feed_id = r.feed_id",
}

/** One that came meanwhile is decided again: then it is known. */
export const enterFeedEvents: WriteStatement<{ companyId: bigint | null; feedId: bigint | null; externalId: string | null; itemId: bigint | null; quantity: bigint | null; asOf: Date | null; applied: boolean | null; batch: bigint | null; rootId: bigint | null; moveId: bigint | null }, { verified: boolean }> = {
  name: 'inventory.feed.enter_feed_events',
  kind: 'write',
  lockClass: 'key',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'feedId', type: 'bigint', array: true },
    { name: 'externalId', type: 'text', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
    { name: 'applied', type: 'boolean', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'moveId', type: 'bigint', array: true },
  ],
  text: "with wanted as materialized (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as feed_id, unnest($3::text[]) as external_id, unnest($4::bigint[]) as item_id, unnest($5::numeric[]) as quantity, unnest($6::timestamptz[]) as as_of, unnest($7::boolean[]) as applied, unnest($8::bigint[]) as batch, unnest($9::bigint[]) as root_id, unnest($10::bigint[]) as move_id) as r\n), entered as (\n  insert into inventory.feed_event (company_id, feed_id, external_id, item_id, quantity, as_of, applied, batch, root_id, move_id)\n  select w.* from wanted w order by w.company_id, w.feed_id, w.external_id\n  on conflict do nothing\n  returning 1\n)\nselect platform.verify((select count(*) from entered) = (select count(*) from wanted)) as verified",
}

/** Deletes the oldest events of feeds, so many of each at most: of before a time, and of before every snapshot that is not over and so is compared with what came since. Law feeds asks no cause of moves of so long ago. */
export const expireFeedEvents: ReadStatement<{ before: Date | null; most: number | null }, { count: bigint }> = {
  name: 'inventory.feed.expire_feed_events',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'before', type: 'timestamptz', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "with feed as materialized (\n  select s.company_id, s.feed_id, least($1::timestamptz, (select min(n.as_of) from inventory.feed_snapshot n\n    where n.company_id = s.company_id and n.feed_id = s.feed_id and n.state in ('coming', 'complete', 'held', 'posting'))) as until\n  from inventory.feed_state s\n), old as (\n  select o.place from feed f cross join lateral (\n    select a.place from (select e.ctid as place from inventory.feed_event e\n      where e.company_id = f.company_id and e.feed_id = f.feed_id and e.applied and e.as_of < f.until\n      order by e.as_of limit $2::integer for update of e skip locked) a\n    union all\n    select c.place from (select e.ctid as place from inventory.feed_event e\n      where e.company_id = f.company_id and e.feed_id = f.feed_id and not e.applied and e.as_of < f.until\n      order by e.as_of limit $2::integer for update of e skip locked) c\n  ) o\n), gone as (\n  delete from inventory.feed_event e where e.ctid = any (array(select o.place from old o)) returning e.company_id, e.feed_id, e.batch\n), noted as (\n  update inventory.feed_state s set forgotten_batch = greatest(s.forgotten_batch, g.batch)\n  from (select g.company_id, g.feed_id, max(g.batch) as batch from gone g group by 1, 2 order by 1, 2) g\n  where s.company_id = g.company_id and s.feed_id = g.feed_id\n)\nselect count(*) as count from gone",
}

/** Deletes snapshots with their differences and pages, the oldest first: those that are over and not the newest of their feed, and those of which pages never came. */
export const expireFeedSnapshots: ReadStatement<{ before: Date | null; most: number | null }, { count: bigint }> = {
  name: 'inventory.feed.expire_feed_snapshots',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'before', type: 'timestamptz', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "with old as materialized (\n  select s.company_id, s.id, s.feed_id from inventory.feed_snapshot s\n  where s.begun_at < $1::timestamptz and (s.state = 'coming' or (s.state in ('taken', 'left', 'overtaken')\n    and exists (select from inventory.feed_snapshot n where n.company_id = s.company_id and n.feed_id = s.feed_id and n.state = 'taken'\n      and n.as_of > s.as_of)))\n  order by s.begun_at limit $2::integer for update of s skip locked\n), differences as (\n  delete from inventory.feed_difference d using old o where d.company_id = o.company_id and d.snapshot_id = o.id\n), pages as (\n  delete from inventory.feed_page p using old o where p.company_id = o.company_id and p.snapshot_id = o.id\n), gone as (\n  delete from inventory.feed_snapshot s using old o where s.company_id = o.company_id and s.id = o.id\n  returning o.company_id, o.feed_id, (select max(m.batch) from inventory.stock_move m where m.company_id = o.company_id and m.root_id = o.id)\n    as batch\n), noted as (\n  update inventory.feed_state s set forgotten_batch = greatest(s.forgotten_batch, g.batch)\n  from (select g.company_id, g.feed_id, max(g.batch) as batch from gone g where g.batch is not null group by 1, 2 order by 1, 2) g\n  where s.company_id = g.company_id and s.feed_id = g.feed_id\n)\nselect count(*) as count from gone",
}

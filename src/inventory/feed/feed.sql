-- name: feeds_of_companies :read
-- null: location_id, location, as_of, heard_at, heard_as_of, counted, events
select f.company_id, f.id, f.code, f.name, f.gives, f.location_id, l.code as location, f.most_items_percent, f.most_value_percent,
  f.items_always, f.settle_seconds, f.patience_seconds, f.stale_seconds, f.active,
  s.counted, s.events, s.as_of, s.heard_at, s.heard_as_of
from inventory.feed f
left join inventory.location l on l.company_id = f.company_id and l.id = f.location_id
left join inventory.feed_state s on s.company_id = f.company_id and s.feed_id = f.id
where f.company_id = any(:company_ids::bigint[])
order by f.company_id, f.code

-- name: save_feeds :write insert
-- What it gives and of which place never changes: what it said before was of that.
insert into inventory.feed as f (company_id, id, code, name, gives, location_id, most_items_percent, most_value_percent, items_always,
  settle_seconds, patience_seconds, stale_seconds, active)
select r.* from :rows(company_id bigint, id bigint, code text, name text, gives text, location_id bigint, most_items_percent integer,
  most_value_percent integer, items_always integer, settle_seconds integer, patience_seconds integer, stale_seconds integer, active boolean)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, most_items_percent = excluded.most_items_percent,
  most_value_percent = excluded.most_value_percent, items_always = excluded.items_always, settle_seconds = excluded.settle_seconds,
  patience_seconds = excluded.patience_seconds, stale_seconds = excluded.stale_seconds, active = excluded.active

-- name: open_feed_states :write insert
insert into inventory.feed_state (company_id, feed_id, counted, events)
select r.company_id, r.feed_id, 0, 0 from :rows(company_id bigint, feed_id bigint)
order by 1, 2
on conflict do nothing

-- name: read_feed_events :read
select e.company_id, e.feed_id, e.external_id, e.item_id, e.quantity, e.as_of, e.applied
from unnest(:company_ids::bigint[], :feed_ids::bigint[], :external_ids::text[]) as w(company_id, feed_id, external_id)
cross join lateral (select * from inventory.feed_event e where e.company_id = w.company_id and e.feed_id = w.feed_id
  and e.external_id = w.external_id offset 0) e

-- name: read_feed_items :read
-- Items that were named by a snapshot of them alone.
-- notnull: as_of
select i.company_id, i.feed_id, i.item_id, i.as_of
from unnest(:company_ids::bigint[], :feed_ids::bigint[], :item_ids::bigint[]) as w(company_id, feed_id, item_id)
cross join lateral (select * from inventory.feed_item i where i.company_id = w.company_id and i.feed_id = w.feed_id
  and i.item_id = w.item_id and i.as_of is not null offset 0) i

-- name: lock_feeds :lock key
-- Before any of its snapshots: who locks a snapshot and its feed, or several snapshots, locks the feed first. In a second decision
-- neither a comparison nor an event of the feed comes in between.
select count(*) as locked from (
  select 1 from inventory.feed_state s
  where (s.company_id, s.feed_id) in (select r.company_id, r.feed_id from :rows(company_id bigint, feed_id bigint))
  order by s.company_id, s.feed_id for update
) l

-- name: step_feeds :write key
-- Locks the feed until the end of the batch. An event is judged by the snapshots that were taken, and a snapshot is compared with the
-- events that came: what happened since is decided again.
with wanted as materialized (
  select r.company_id, r.feed_id, min(r.counted_before) as counted_before, max(r.events_before) as events_before,
    sum(r.events)::bigint as events, max(r.counted) as counted, max(r.as_of) as as_of, max(r.heard_at) as heard_at,
    max(r.heard_as_of) as heard_as_of
  from :rows(company_id bigint, feed_id bigint, counted_before bigint, events_before bigint, events bigint, counted bigint,
    as_of timestamptz, heard_at timestamptz, heard_as_of timestamptz)
  group by 1, 2
), ordered as materialized (
  select s.company_id, s.feed_id from inventory.feed_state s
  where (s.company_id, s.feed_id) in (select w.company_id, w.feed_id from wanted w)
  order by s.company_id, s.feed_id for update
), stepped as (
  update inventory.feed_state s set counted = s.counted + w.counted, events = s.events + w.events, as_of = greatest(s.as_of, w.as_of),
    heard_at = greatest(s.heard_at, w.heard_at), heard_as_of = greatest(s.heard_as_of, w.heard_as_of)
  from ordered o join wanted w on w.company_id = o.company_id and w.feed_id = o.feed_id
  where s.company_id = o.company_id and s.feed_id = o.feed_id and s.counted = w.counted_before
    and (w.events_before is null or s.events = w.events_before)
  returning s.feed_id
)
select platform.verify((select count(*) from stepped) = (select count(*) from wanted)) as verified

-- name: hear_feeds :write key
-- Locks the feed, too: pages of its snapshots come one after the other.
update inventory.feed_state s set heard_at = greatest(s.heard_at, r.heard_at), heard_as_of = greatest(s.heard_as_of, r.as_of)
from (select r.company_id, r.feed_id, max(r.heard_at) as heard_at, max(r.as_of) as as_of
  from :rows(company_id bigint, feed_id bigint, heard_at timestamptz, as_of timestamptz) group by 1, 2 order by 1, 2) r
where s.company_id = r.company_id and s.feed_id = r.feed_id

-- name: enter_feed_events :write key
-- One that came meanwhile is decided again: then it is known.
with wanted as materialized (
  select * from :rows(company_id bigint, feed_id bigint, external_id text, item_id bigint, quantity numeric, as_of timestamptz,
    applied boolean, batch bigint, root_id bigint, move_id bigint)
), entered as (
  insert into inventory.feed_event (company_id, feed_id, external_id, item_id, quantity, as_of, applied, batch, root_id, move_id)
  select w.* from wanted w order by w.company_id, w.feed_id, w.external_id
  on conflict do nothing
  returning 1
)
select platform.verify((select count(*) from entered) = (select count(*) from wanted)) as verified

-- name: expire_feed_events :read
-- Deletes the oldest events of feeds, so many of each at most: of before a time, and of before every snapshot that is not over and so is
-- compared with what came since. Law feeds asks no cause of moves of so long ago.
with feed as materialized (
  select s.company_id, s.feed_id, least(:before::timestamptz, (select min(n.as_of) from inventory.feed_snapshot n
    where n.company_id = s.company_id and n.feed_id = s.feed_id and n.state in ('coming', 'complete', 'held', 'posting'))) as until
  from inventory.feed_state s
), old as (
  select o.place from feed f cross join lateral (
    select a.place from (select e.ctid as place from inventory.feed_event e
      where e.company_id = f.company_id and e.feed_id = f.feed_id and e.applied and e.as_of < f.until
      order by e.as_of limit :most::integer for update of e skip locked) a
    union all
    select c.place from (select e.ctid as place from inventory.feed_event e
      where e.company_id = f.company_id and e.feed_id = f.feed_id and not e.applied and e.as_of < f.until
      order by e.as_of limit :most::integer for update of e skip locked) c
  ) o
), gone as (
  delete from inventory.feed_event e where e.ctid = any (array(select o.place from old o)) returning e.company_id, e.feed_id, e.batch
), noted as (
  update inventory.feed_state s set forgotten_batch = greatest(s.forgotten_batch, g.batch)
  from (select g.company_id, g.feed_id, max(g.batch) as batch from gone g group by 1, 2 order by 1, 2) g
  where s.company_id = g.company_id and s.feed_id = g.feed_id
)
-- notnull: count
select count(*) as count from gone

-- name: expire_feed_snapshots :read
-- Deletes snapshots with their differences and pages, the oldest first: those that are over and not the newest of their feed, and those of
-- which pages never came.
with old as materialized (
  select s.company_id, s.id, s.feed_id from inventory.feed_snapshot s
  where s.begun_at < :before::timestamptz and (s.state = 'coming' or (s.state in ('taken', 'left', 'overtaken')
    and exists (select from inventory.feed_snapshot n where n.company_id = s.company_id and n.feed_id = s.feed_id and n.state = 'taken'
      and n.as_of > s.as_of)))
  order by s.begun_at limit :most::integer for update of s skip locked
), differences as (
  delete from inventory.feed_difference d using old o where d.company_id = o.company_id and d.snapshot_id = o.id
), pages as (
  delete from inventory.feed_page p using old o where p.company_id = o.company_id and p.snapshot_id = o.id
), gone as (
  delete from inventory.feed_snapshot s using old o where s.company_id = o.company_id and s.id = o.id
  returning o.company_id, o.feed_id, (select max(m.batch) from inventory.stock_move m where m.company_id = o.company_id and m.root_id = o.id)
    as batch
), noted as (
  update inventory.feed_state s set forgotten_batch = greatest(s.forgotten_batch, g.batch)
  from (select g.company_id, g.feed_id, max(g.batch) as batch from gone g where g.batch is not null group by 1, 2 order by 1, 2) g
  where s.company_id = g.company_id and s.feed_id = g.feed_id
)
-- notnull: count
select count(*) as count from gone

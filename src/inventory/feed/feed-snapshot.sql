-- name: find_feed_snapshots :read
-- Snapshots by the names that their systems gave them.
select s.company_id, s.id, s.feed_id, s.name, s.as_of, s.whole, s.pages, s.state
from unnest(:company_ids::bigint[], :feed_ids::bigint[], :names::text[]) as w(company_id, feed_id, name)
cross join lateral (select * from inventory.feed_snapshot s where s.company_id = w.company_id and s.feed_id = w.feed_id
  and s.name = w.name offset 0) s

-- name: read_feed_pages :read
-- Which pages of snapshots are there.
select p.company_id, p.snapshot_id, p.page, p.content
from unnest(:company_ids::bigint[], :snapshot_ids::bigint[]) as w(company_id, snapshot_id)
cross join lateral (select p.company_id, p.snapshot_id, p.page, p.content from inventory.feed_page p
  where p.company_id = w.company_id and p.snapshot_id = w.snapshot_id offset 0) p

-- name: begin_feed_snapshots :write key
-- The first page that comes makes it; the last one says how many it has. Of two that make it at once the second is decided again, and
-- whoever brings a page locks it, so that one of them sees that all are there. One that is over takes no page.
with wanted as materialized (
  select r.company_id, r.feed_id, r.name, min(r.id) as id, min(r.as_of) as as_of, bool_or(r.whole) as whole, max(r.pages) as pages,
    min(r.begun_at) as begun_at
  from :rows(company_id bigint, feed_id bigint, name text, id bigint, as_of timestamptz, whole boolean, pages integer, begun_at timestamptz)
  group by 1, 2, 3
), begun as (
  insert into inventory.feed_snapshot as s (company_id, id, feed_id, name, as_of, whole, pages, state, begun_at)
  select w.company_id, w.id, w.feed_id, w.name, w.as_of, w.whole, w.pages, 'coming', w.begun_at from wanted w
  order by w.company_id, w.feed_id, w.name
  on conflict (company_id, feed_id, name) do update set pages = coalesce(s.pages, excluded.pages)
  returning s.company_id, s.id, s.state
)
select platform.verify((select count(*) from begun b join wanted w on w.company_id = b.company_id and w.id = b.id
  where b.state = 'coming') = (select count(*) from wanted)) as verified

-- name: keep_feed_pages :write insert
-- Their snapshot is locked.
with wanted as materialized (
  select * from :rows(company_id bigint, snapshot_id bigint, page integer, content bytea, item_ids bigint[], quantities numeric[],
    supplies jsonb, unknown jsonb)
), kept as (
  insert into inventory.feed_page (company_id, snapshot_id, page, content, item_ids, quantities, supplies, unknown)
  select w.company_id, w.snapshot_id, w.page, w.content, w.item_ids, w.quantities, w.supplies, w.unknown from wanted w
  order by w.company_id, w.snapshot_id, w.page
  on conflict do nothing
  returning 1
)
select platform.verify((select count(*) from kept) = (select count(*) from wanted)) as verified

-- name: complete_feed_snapshots :write insert
-- After the pages; the snapshot is locked. All are there: it is compared from now on.
update inventory.feed_snapshot s set state = 'complete', completed_at = r.completed_at
from (select distinct on (r.company_id, r.id) r.* from :rows(company_id bigint, id bigint, completed_at timestamptz) order by r.company_id, r.id) r
where s.company_id = r.company_id and s.id = r.id and s.state = 'coming' and s.pages is not null
  and s.pages = (select count(*) from inventory.feed_page p where p.company_id = s.company_id and p.snapshot_id = s.id)

-- name: find_feed_work :read
-- Snapshots that are to be compared, or whose differences are to be posted, the oldest of each feed first.
select distinct on (s.company_id, s.feed_id) s.company_id, s.id, s.feed_id, s.name, s.state
from inventory.feed_snapshot s
where s.state in ('complete', 'posting')
order by s.company_id, s.feed_id, s.state = 'complete', s.as_of, s.id
limit :most::integer

-- name: read_feed_snapshots :read
select s.company_id, s.id, s.feed_id, s.name, s.as_of, s.whole, s.state, s.decided_by, f.code as feed, f.gives, f.location_id,
  f.most_items_percent, f.most_value_percent, f.items_always, f.settle_seconds, f.patience_seconds,
  t.counted, t.events, t.as_of as taken_as_of
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
cross join lateral (select * from inventory.feed_snapshot s where s.company_id = w.company_id and s.id = w.id offset 0) s
join inventory.feed f on f.company_id = s.company_id and f.id = s.feed_id
join inventory.feed_state t on t.company_id = f.company_id and t.feed_id = f.id

-- name: compare_stock :read
-- What a place holds of each item as of an instant against what a snapshot says, where they differ, and where they differed by what was
-- on its way. What moved since is left out: the moves of later days, and of the day those of later batches, as they are
-- entered; one that is entered later for a day before was physically there. What the feed itself moved counts by the system's own time.
-- `late_…` moved soon after the instant and may have moved before it with them, `early_…` the other way round. It is one statement, so that
-- what is on hand and what moved are of one moment. Along the days of moves (stock_move_day).
-- null: unit_cost, in_flight_since
with moved as materialized (
  select m.item_id, m.batch, m.moved_on, m.quantity > 0 as comes, sum(m.quantity) as quantity
  from inventory.stock_move m
  where m.company_id = :company_id::bigint and m.location_id = :location_id::bigint and m.moved_on >= :from_day::date
    and m.quantity <> 0 and m.source_id <> :feed_id::bigint
  group by 1, 2, 3, 4
), logged as materialized (
  select b.batch, l.at from (select distinct m.batch from moved m) b
  cross join lateral (select l.at from platform.log_public l where l.company_id = :company_id::bigint and l.batch = b.batch offset 0) l
  where l.at > :early_from::timestamptz
), part as (
  -- A part for each of what is known of an item, and summed: joined, tables that nobody has measured yet meet row by row.
  select u.item_id, u.quantity as said, 0::numeric as held, 0::numeric as late_in, 0::numeric as late_out, 0::numeric as early_in,
    0::numeric as early_out, true as present, null::timestamptz as in_flight_since, null::timestamptz as named_at
  from inventory.feed_page p cross join lateral unnest(p.item_ids, p.quantities) as u(item_id, quantity)
  where p.company_id = :company_id::bigint and p.snapshot_id = :snapshot_id::bigint
  union all
  select g.item_id, 0, g.on_hand, 0, 0, 0, 0, :whole::boolean, null, null from inventory.stock_gate g
  where g.company_id = :company_id::bigint and g.location_id = :location_id::bigint
  union all
  select m.item_id, 0, case when m.later then -m.quantity else 0 end,
    case when m.later and m.comes and m.at <= :late_until::timestamptz then m.quantity else 0 end,
    case when m.later and not m.comes and m.at <= :late_until::timestamptz then -m.quantity else 0 end,
    case when not m.later and m.comes then m.quantity else 0 end,
    case when not m.later and not m.comes then -m.quantity else 0 end, false, null, null
  from (select m.*, l.at, l.at > :as_of::timestamptz and m.moved_on >= :as_of_day::date as later
    from moved m join logged l on l.batch = m.batch) m
  union all
  select e.item_id, 0, -e.quantity, 0, 0, 0, 0, false, null, null from inventory.feed_event e
  where e.company_id = :company_id::bigint and e.feed_id = :feed_id::bigint and e.applied and e.as_of > :as_of::timestamptz
  union all
  select f.item_id, 0, 0, 0, 0, 0, 0, false, f.in_flight_since, f.as_of from inventory.feed_item f
  where f.company_id = :company_id::bigint and f.feed_id = :feed_id::bigint
), compared as (
  select p.item_id, sum(p.said)::numeric(20, 6) as said, sum(p.held)::numeric(20, 6) as held, sum(p.late_in)::numeric(20, 6) as late_in,
    sum(p.late_out)::numeric(20, 6) as late_out, sum(p.early_in)::numeric(20, 6) as early_in,
    sum(p.early_out)::numeric(20, 6) as early_out, max(p.in_flight_since) as in_flight_since
  from part p group by 1
  -- Of one that a snapshot of later named alone nothing is said any more.
  having bool_or(p.present) and coalesce(max(p.named_at) < :as_of::timestamptz, true)
)
select c.item_id, c.said, c.held, c.late_in, c.late_out, c.early_in, c.early_out, c.in_flight_since, p.unit_cost
from compared c
left join lateral (select case when p.method = 'standard' then p.standard_cost else p.last_cost end as unit_cost
  from inventory.cost_pool p where p.company_id = :company_id::bigint and p.cost_organization = :cost_organization::bigint
    and p.item_id = c.item_id offset 0) p on true
where c.said <> c.held or c.in_flight_since is not null
order by c.item_id

-- name: count_odd_rows :read
-- Beside those that we do not know, of those that we do how many name an item that another page names, too.
-- notnull: unknown, twice
select coalesce(sum(jsonb_array_length(p.unknown)), 0)::integer as unknown,
  (select count(*) - count(distinct u.item_id) from inventory.feed_page q cross join lateral unnest(q.item_ids) as u(item_id)
    where q.company_id = :company_id::bigint and q.snapshot_id = :snapshot_id::bigint)::integer as twice
from inventory.feed_page p
where p.company_id = :company_id::bigint and p.snapshot_id = :snapshot_id::bigint

-- name: weigh_stock :read
-- How many items a snapshot is compared with, and what is on hand of them is worth at what a unit costs now.
-- notnull: items, held, worth
with part as (
  select u.item_id, 0::numeric as held from inventory.feed_page p cross join lateral unnest(p.item_ids) as u(item_id)
  where p.company_id = :company_id::bigint and p.snapshot_id = :snapshot_id::bigint
  union all
  select g.item_id, g.on_hand from inventory.stock_gate g
  where g.company_id = :company_id::bigint and g.location_id = :location_id::bigint and g.on_hand <> 0
), item as materialized (select p.item_id, sum(p.held) as held from part p group by 1)
select count(*)::integer as items, count(*) filter (where i.held <> 0)::integer as held,
  coalesce(sum(greatest(i.held, 0) * p.unit_cost), 0)::numeric(20, 6) as worth
from item i
left join lateral (select case when p.method = 'standard' then p.standard_cost else p.last_cost end as unit_cost
  from inventory.cost_pool p where p.company_id = :company_id::bigint and p.cost_organization = :cost_organization::bigint
    and p.item_id = i.item_id offset 0) p on true

-- name: read_said_supplies :read
-- What a snapshot says of supply, page by page.
-- notnull: supplies
select p.supplies, p.unknown from inventory.feed_page p
where p.company_id = :company_id::bigint and p.snapshot_id = :snapshot_id::bigint order by p.page

-- name: read_feed_supplies :read
-- Supply orders that a snapshot names, and those that the feed spoke of and that are open still; with what was received of them after an
-- instant, and soon before it.
-- null: own, later, early
with wanted as (
  select n.number from unnest(:numbers::text[]) as n(number)
  union
  select o.number from inventory.feed_supply o
  join inventory.supply s on s.company_id = o.company_id and s.number = o.number and s.received < s.quantity
  where :whole::boolean and o.company_id = :company_id::bigint and o.feed_id = :feed_id::bigint
)
select s.id, s.number, s.item_id, s.location_id, s.due_on, s.quantity, s.received, s.unit_cost, s.kind,
  o.feed_id as own, m.later, m.early
from wanted w
cross join lateral (select * from inventory.supply s where s.company_id = :company_id::bigint and s.number = w.number offset 0) s
left join inventory.feed_supply o on o.company_id = :company_id::bigint and o.number = s.number
left join lateral (
  select sum(m.quantity) filter (where l.at > :as_of::timestamptz and m.moved_on >= :as_of_day::date)::numeric(20, 6) as later,
    sum(m.quantity) filter (where l.at <= :as_of::timestamptz and l.at > :early_from::timestamptz)::numeric(20, 6) as early
  from inventory.stock_move m
  join platform.log_public l on l.company_id = m.company_id and l.batch = m.batch
  where m.company_id = :company_id::bigint and m.root_id = s.id and m.kind = 'receipt'
) m on true

-- name: judge_feed_snapshots :write key
-- It was compared: it waits for a person, or is posted. The feed is locked.
with wanted as materialized (
  select * from :rows(company_id bigint, id bigint, state text, compared_at timestamptz, compared integer, differing integer,
    in_flight integer, value_held bigint, value_differing bigint, why text[])
), judged as (
  update inventory.feed_snapshot s set state = w.state, compared_at = w.compared_at, compared = w.compared, differing = w.differing,
    in_flight = w.in_flight, value_held = w.value_held, value_differing = w.value_differing, why = coalesce(w.why, '{}')
  from wanted w where s.company_id = w.company_id and s.id = w.id and s.state = 'complete'
  returning 1
)
select platform.verify((select count(*) from judged) = (select count(*) from wanted)) as verified

-- name: overtake_feed_snapshots :write key
-- A whole one of later was taken: what older ones say is over.
update inventory.feed_snapshot s set state = 'overtaken'
from (select * from :rows(company_id bigint, feed_id bigint, as_of timestamptz)) r
where s.company_id = r.company_id and s.feed_id = r.feed_id and s.as_of < r.as_of and s.state in ('coming', 'complete', 'held')

-- name: forget_feed_differences :write insert
-- It was held, and is compared anew: what it came to then is over.
delete from inventory.feed_difference d using :rows(company_id bigint, snapshot_id bigint)
where d.company_id = r.company_id and d.snapshot_id = r.snapshot_id

-- name: insert_feed_differences :write insert
insert into inventory.feed_difference (company_id, snapshot_id, place, change, item_id, location_id, said, held, in_flight, quantity, value,
  state, number, due_on, due_before, unit_cost, kind, problems)
select r.* from :rows(company_id bigint, snapshot_id bigint, place integer, change text, item_id bigint, location_id bigint, said numeric,
  held numeric, in_flight numeric, quantity numeric, value bigint, state text, number text, due_on date, due_before date, unit_cost numeric,
  kind text, problems jsonb)

-- name: settle_feed_items :write insert
-- The feed is locked. Items that differ by what is on its way, since when; others of a whole snapshot do not any more.
insert into inventory.feed_item as i (company_id, feed_id, item_id, as_of, in_flight_since)
select r.* from :rows(company_id bigint, feed_id bigint, item_id bigint, as_of timestamptz, in_flight_since timestamptz)
order by r.company_id, r.feed_id, r.item_id
on conflict (company_id, feed_id, item_id) do update
set as_of = greatest(i.as_of, excluded.as_of), in_flight_since = excluded.in_flight_since

-- name: name_feed_items :write insert
-- What a snapshot of some items named counts as of then, also where nothing differed.
insert into inventory.feed_item as i (company_id, feed_id, item_id, as_of)
select distinct r.company_id, r.feed_id, u.item_id, r.as_of
from :rows(company_id bigint, feed_id bigint, snapshot_id bigint, as_of timestamptz)
join inventory.feed_page p on p.company_id = r.company_id and p.snapshot_id = r.snapshot_id
cross join lateral unnest(p.item_ids) as u(item_id)
order by 1, 2, 3
on conflict (company_id, feed_id, item_id) do update set as_of = greatest(i.as_of, excluded.as_of)

-- name: own_supplies :write insert
-- The feed speaks of these supply orders from now on; who spoke of one last does.
insert into inventory.feed_supply as o (company_id, feed_id, number)
select r.* from :rows(company_id bigint, feed_id bigint, number text)
order by r.company_id, r.number
on conflict (company_id, number) do update set feed_id = excluded.feed_id where o.feed_id <> excluded.feed_id

-- name: read_open_differences :read
-- What of a snapshot is to be posted still, behind a place.
-- null: number, due_on, due_before, unit_cost, kind, open_now
-- notnull: sku
select d.place, d.change, d.item_id, i.sku, l.code as location, d.quantity, d.said, d.held, d.number, d.due_on, d.due_before, d.unit_cost, d.kind,
  greatest(p.quantity - p.received, 0)::numeric(20, 6) as open_now
from inventory.feed_difference d
left join inventory.supply p on p.company_id = d.company_id and p.number = d.number
join catalog.item_public i on i.company_id = d.company_id and i.id = d.item_id
join inventory.location l on l.company_id = d.company_id and l.id = d.location_id
where d.company_id = :company_id::bigint and d.snapshot_id = :snapshot_id::bigint and d.state = 'open' and d.place > :after::integer
order by d.place limit :most::integer

-- name: read_differences_at :read
-- Differences by place, as they stand.
select d.company_id, d.snapshot_id, d.place, d.state, d.quantity
from unnest(:company_ids::bigint[], :snapshot_ids::bigint[], :places::integer[]) as w(company_id, snapshot_id, place)
cross join lateral (select * from inventory.feed_difference d where d.company_id = w.company_id and d.snapshot_id = w.snapshot_id
  and d.place = w.place offset 0) d

-- name: post_differences :write key
-- A difference is posted once: one that another process posted meanwhile is decided again.
with wanted as materialized (
  select * from :rows(company_id bigint, snapshot_id bigint, place integer, move_id bigint)
), ordered as materialized (
  select d.company_id, d.snapshot_id, d.place from inventory.feed_difference d
  where (d.company_id, d.snapshot_id, d.place) in (select w.company_id, w.snapshot_id, w.place from wanted w)
  order by 1, 2, 3 for update of d
), posted as (
  update inventory.feed_difference d set state = 'posted', move_id = w.move_id
  from ordered o join wanted w on w.company_id = o.company_id and w.snapshot_id = o.snapshot_id and w.place = o.place
  where d.company_id = o.company_id and d.snapshot_id = o.snapshot_id and d.place = o.place and d.state = 'open'
  returning 1
)
select platform.verify((select count(*) from posted) = (select count(*) from wanted)) as verified

-- name: end_differences :write insert
-- What was done by another act, or refused. The snapshot is locked.
update inventory.feed_difference d set state = r.state, problems = r.problems
from (select * from :rows(company_id bigint, snapshot_id bigint, place integer, state text, problems jsonb)) r
where d.company_id = r.company_id and d.snapshot_id = r.snapshot_id and d.place = r.place and d.state = 'open'

-- name: lock_feed_snapshots :write key
-- Who ends differences of a snapshot locks it.
with wanted as materialized (select distinct r.company_id, r.id from :rows(company_id bigint, id bigint)),
ordered as materialized (
  select s.id from inventory.feed_snapshot s
  where (s.company_id, s.id) in (select w.company_id, w.id from wanted w) order by s.company_id, s.id for update of s
)
select count(*) as locked from ordered

-- name: end_feed_snapshots :write insert
-- After the differences: nothing is open any more, so it was taken.
update inventory.feed_snapshot s set state = 'taken',
  posted = (select count(*) from inventory.feed_difference d where d.company_id = s.company_id and d.snapshot_id = s.id and d.state = 'posted'),
  refused = (select count(*) from inventory.feed_difference d where d.company_id = s.company_id and d.snapshot_id = s.id and d.state = 'refused')
from (select distinct r.company_id, r.id from :rows(company_id bigint, id bigint)) r
where s.company_id = r.company_id and s.id = r.id and s.state = 'posting'
  and not exists (select from inventory.feed_difference d where d.company_id = s.company_id and d.snapshot_id = s.id and d.state = 'open')

-- name: drop_feed_pages :write insert
-- Its rows are not needed any more once it was taken, left or overtaken by one of later.
delete from inventory.feed_page p
using (select distinct r.company_id, r.id, r.feed_id, r.as_of from :rows(company_id bigint, id bigint, feed_id bigint, as_of timestamptz)) r
join inventory.feed_snapshot s on s.company_id = r.company_id and s.feed_id = r.feed_id
  and (s.id = r.id or s.as_of < r.as_of) and s.state in ('taken', 'left', 'overtaken')
where p.company_id = s.company_id and p.snapshot_id = s.id

-- name: decide_feed_snapshots :write key
-- A person decided: it is compared anew and posted whatever it changes, or left.
with wanted as materialized (
  select * from :rows(company_id bigint, id bigint, state text, decided_by text, decided_at timestamptz, reason text)
), decided as (
  update inventory.feed_snapshot s set state = w.state, decided_by = w.decided_by, decided_at = w.decided_at, reason = w.reason
  from wanted w where s.company_id = w.company_id and s.id = w.id and s.state = 'held'
  returning 1
)
select platform.verify((select count(*) from decided) = (select count(*) from wanted)) as verified

-- name: list_feed_snapshots :read
-- The newest first.
-- null: location, compared_at, decided_by, decided_at, reason, pages
select s.id, f.code as feed, f.gives, l.code as location, s.name, s.as_of, s.whole, s.pages, s.state, s.begun_at, s.compared_at, s.compared,
  s.differing, s.posted, s.refused, s.in_flight, s.value_held, s.value_differing, s.why, s.decided_by, s.decided_at, s.reason
from inventory.feed_snapshot s
join inventory.feed f on f.company_id = s.company_id and f.id = s.feed_id
left join inventory.location l on l.company_id = f.company_id and l.id = f.location_id
where s.company_id = :company_id::bigint and s.id < :before::bigint
  and (:feed::text is null or f.code = :feed::text) and (:state::text is null or s.state = :state::text)
order by s.id desc limit :fetch::bigint

-- name: list_feed_differences :read
-- null: number, due_on, due_before, problems
-- notnull: sku, name
select d.place, d.change, i.sku, i.name, l.code as location, d.said, d.held, d.in_flight, d.quantity, d.value, d.state, d.number, d.due_on,
  d.due_before, d.problems
from inventory.feed_difference d
join catalog.item_public i on i.company_id = d.company_id and i.id = d.item_id
join inventory.location l on l.company_id = d.company_id and l.id = d.location_id
where d.company_id = :company_id::bigint and d.snapshot_id = :snapshot_id::bigint and d.place > :after::integer
order by d.place limit :fetch::bigint

-- name: read_locations :read
select company_id, id, code, country, region, rank, cost_organization, ship_lead_days, auto_confirm, backorders, confirms_once, pick_up_days,
  allow_partial, most_polls, stock_connection, stock_offline, transfer_method,
  shipping_calendar, cut_off, location_type, latitude, longitude, labor_cost
from inventory.location where company_id = any(:company_ids::bigint[])

-- name: read_gates :read
-- Stock of items at every location, without a lock: the gate is asked again by the writing statement.
select g.company_id, g.item_id, g.location_id, g.on_hand, g.reserved, g.safety, g.horizon_version, g.opened
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
cross join lateral (select * from inventory.stock_gate g where g.company_id = w.company_id and g.item_id = w.item_id offset 0) g

-- name: read_open_supply :read
select s.company_id, s.id, s.number, s.item_id, s.location_id, s.due_on, s.kind, s.quantity - s.received as open
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
cross join lateral (select * from inventory.supply s where s.company_id = w.company_id and s.item_id = w.item_id and s.received < s.quantity offset 0) s

-- name: read_dated_demand :read
-- Demand that was promised on a day; a backorder has none and takes from nobody's promise.
select d.company_id, d.item_id, d.location_id, d.quantity, d.promised_on
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
cross join lateral (select * from inventory.planned_demand d where d.company_id = w.company_id and d.item_id = w.item_id and d.promised_on is not null offset 0) d

-- name: read_planned_demand :read
-- What waits for stock of the items in the order in which it was asked for. Queues: what is bound to a place, and what may be served
-- anywhere (place 0); a queue is compared with what is there for it, and takes no room of another. Of each the oldest that what is
-- `free` at one place could cover, and the oldest without a day that only what comes `later` could: as many as `most` each, fewer when
-- there are many queues. What is larger cannot be served, and takes no room of those behind it; a dated promise is read all the same:
-- what it counts on is left to it. `more`: others of its queue may stand behind it. It steps from queue to queue of those in which somebody waits.
-- What is not served at some places (`not_at`) is read where another one could cover it: with what is free, or, in the third part, with what
-- comes, though a place that refused it has enough.
-- `brought`: what is bound to a place and has no day is read, too, where one of the places that send there (`way`; 0: any other) could cover it.
-- `held_back`: it waits for what comes before its day.
-- notnull: company_id, root_id, source_id, item_id, location_id, quantity, asked_at, bound, not_at, node, more, held_back
with recursive wanted as materialized (
  select * from unnest(:company_ids::bigint[], :item_ids::bigint[], :places::bigint[], :free::numeric[], :brought::numeric[], :later::numeric[])
    as w(company_id, item_id, place, free, brought, later)
), way as materialized (
  select * from unnest(:way_companies::bigint[], :way_places::bigint[], :way_senders::bigint[]) as y(company_id, place, sender)
), place as (
  select w.company_id, w.item_id, -1::bigint as place from wanted w group by 1, 2
  union all
  select p.company_id, p.item_id, n.place from place p
  cross join lateral (select case when d.bound then d.location_id else 0 end as place from inventory.planned_demand d
    where d.company_id = p.company_id and d.item_id = p.item_id and not d.waits_for_release and (case when d.bound then d.location_id else 0 end) > p.place
    order by d.company_id, d.item_id, (case when d.bound then d.location_id else 0 end) limit 1) n
), queue as materialized (
  select w.*, least(:most::integer, ceil(:most_of_all::integer / (count(*) over ())::numeric)::integer) as most
  from wanted w join place p on p.company_id = w.company_id and p.item_id = w.item_id and p.place = w.place
)
select d.company_id, d.root_id, d.source_id, d.item_id, d.location_id, d.quantity, d.promised_on, d.asked_at, d.bound, d.not_at, d.node, d.more, d.served_from is not null as held_back
from queue q
cross join lateral (
  (select d.*, row_number() over (order by d.asked_at, d.root_id, d.source_id) = q.most as more from inventory.planned_demand d
    where (q.free > 0 or q.brought > 0) and d.company_id = q.company_id and d.item_id = q.item_id and not d.waits_for_release
      and (case when d.bound then d.location_id else 0 end) = q.place and d.quantity <= greatest(q.free, q.brought)
      and (d.quantity <= q.free or d.promised_on is null)
      and (d.not_at = '{}' or exists (select from wanted w where w.company_id = d.company_id and w.item_id = d.item_id and w.place > 0
        and w.free >= d.quantity and w.place <> all(d.not_at) and (not d.bound or w.place = d.location_id
          or d.promised_on is null and exists (select from way y where y.company_id = w.company_id and y.place = d.location_id and y.sender in (0, w.place)))))
    order by d.asked_at, d.root_id, d.source_id limit q.most)
  union all
  (select d.*, row_number() over (order by d.asked_at, d.root_id, d.source_id) = q.most from inventory.planned_demand d
    where q.later > greatest(q.free, q.brought) and d.company_id = q.company_id and d.item_id = q.item_id and not d.waits_for_release
      and (case when d.bound then d.location_id else 0 end) = q.place and d.quantity <= q.later and d.quantity > greatest(q.free, q.brought)
      and d.promised_on is null
      and (d.not_at = '{}' or exists (select from wanted w where w.company_id = d.company_id and w.item_id = d.item_id and w.place > 0
        and w.later >= d.quantity and w.place <> all(d.not_at) and (not d.bound or w.place = d.location_id)))
    order by d.asked_at, d.root_id, d.source_id limit q.most)
  union all
  (select d.*, row_number() over (order by d.asked_at, d.root_id, d.source_id) = q.most from inventory.planned_demand d
    where q.later > 0 and d.company_id = q.company_id and d.item_id = q.item_id and not d.waits_for_release and d.not_at <> '{}'
      and (case when d.bound then d.location_id else 0 end) = q.place and d.quantity <= q.later and d.quantity <= greatest(q.free, q.brought)
      and d.promised_on is null
      and exists (select from wanted w where w.company_id = d.company_id and w.item_id = d.item_id and w.place > 0
        and w.later >= d.quantity and w.place <> all(d.not_at) and (not d.bound or w.place = d.location_id))
      and not exists (select from wanted w where w.company_id = d.company_id and w.item_id = d.item_id and w.place > 0
        and w.free >= d.quantity and w.place <> all(d.not_at) and (not d.bound or w.place = d.location_id
          or exists (select from way y where y.company_id = w.company_id and y.place = d.location_id and y.sender in (0, w.place))))
    order by d.asked_at, d.root_id, d.source_id limit q.most)
) d
union all
select d.company_id, d.root_id, d.source_id, d.item_id, d.location_id, d.quantity, d.promised_on, d.asked_at, d.bound, d.not_at, d.node, false, d.served_from is not null
from (select q.company_id, q.item_id from queue q where q.free > 0 group by 1, 2) i
cross join lateral (select * from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id
  and d.promised_on is not null offset 0) d
join queue q on q.company_id = d.company_id and q.item_id = d.item_id and q.place = case when d.bound then d.location_id else 0 end
  and q.free > 0 and q.free < d.quantity
order by company_id, item_id, asked_at, root_id, source_id

-- name: read_servable_items :read
-- Steps from item to item of those that wait, however much waits for each, and asks whether a place covers the smallest: with what
-- it has, or, of what has no day, with what comes to it and nobody was promised. `comes_by`: the last day such that what comes from
-- then on is enough. What waits for what comes before its day is not looked at before `served_from`. What is bound to a place and has
-- no day may be brought from places that send there (`way`; 0: any other), where any of the company has some of the item: of each place the
-- smallest is compared with those that have most, so that five hundred stores are not asked about each other. What a place refused is few.
-- notnull: company_id, item_id
with recursive way as materialized (
  select y.company_id, y.place, array_agg(y.sender) as senders
  from unnest(:way_companies::bigint[], :way_places::bigint[], :way_senders::bigint[]) as y(company_id, place, sender) group by 1, 2
), item as (
  (select d.company_id, d.item_id from inventory.planned_demand d
    where (d.company_id, d.item_id) > (:company_id::bigint, :item_id::bigint) order by 1, 2 limit 1)
  union all
  select n.company_id, n.item_id from item i
  cross join lateral (select d.company_id, d.item_id from inventory.planned_demand d
    where (d.company_id, d.item_id) > (i.company_id, i.item_id) order by 1, 2 limit 1) n
)
select i.company_id, i.item_id, later.comes_by from item i
cross join lateral (select exists (select from inventory.stock_gate g
  cross join lateral (select least(
    (select d.quantity from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id
      and not d.bound and not d.waits_for_release and g.location_id <> all(d.not_at)
      and (d.served_from is null or d.served_from <= :today::date)
      order by d.company_id, d.item_id, d.quantity limit 1),
    (select d.quantity from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id
      and d.bound and not d.waits_for_release and d.location_id = g.location_id and g.location_id <> all(d.not_at)
      and (d.served_from is null or d.served_from <= :today::date)
      order by d.company_id, d.item_id, d.location_id, d.quantity limit 1)) as quantity) smallest
  where g.company_id = i.company_id and g.item_id = i.item_id and g.on_hand > g.reserved
    and (g.on_hand - g.reserved - g.safety >= smallest.quantity or g.safety > 0 and exists (select from inventory.planned_demand d
      where d.company_id = i.company_id and d.item_id = i.item_id and d.promised_on is not null
        and d.quantity <= g.on_hand - g.reserved and (not d.bound or d.location_id = g.location_id)
        and (d.served_from is null or d.served_from <= :today::date)
        and g.location_id <> all(d.not_at))))
  or exists (
    with recursive free as materialized (
      select g.location_id, g.on_hand - g.reserved - g.safety as quantity from inventory.stock_gate g
      where g.company_id = i.company_id and g.item_id = i.item_id and g.on_hand - g.reserved > g.safety
        and exists (select from way y where y.company_id = i.company_id)
    ), waits as (
      select -1::bigint as place where exists (select from free)
      union all
      select n.location_id from waits w
      cross join lateral (select d.location_id from inventory.planned_demand d
        where d.company_id = i.company_id and d.item_id = i.item_id and d.bound and not d.waits_for_release and d.location_id > w.place
        order by d.company_id, d.item_id, d.location_id limit 1) n
    ), smallest as materialized (
      select w.place, d.quantity from waits w
      cross join lateral (select d.quantity from inventory.planned_demand d
        where d.company_id = i.company_id and d.item_id = i.item_id and d.bound and not d.waits_for_release and d.location_id = w.place
          and d.promised_on is null and d.not_at = '{}'
        order by d.company_id, d.item_id, d.location_id, d.quantity limit 1) d
      where d.quantity <= (select max(g.quantity) from free g)
    )
    select from smallest s
    join way y on y.company_id = i.company_id and y.place = s.place and 0 = any(y.senders)
    join (select g.location_id, g.quantity from free g order by g.quantity desc limit 2) g on g.location_id <> s.place and g.quantity >= s.quantity
    union all
    select from smallest s
    join way y on y.company_id = i.company_id and y.place = s.place
    join free g on g.quantity >= s.quantity and g.location_id = any(y.senders)
    union all
    select from inventory.planned_demand d
    where d.company_id = i.company_id and d.item_id = i.item_id and d.not_at <> '{}' and d.bound and not d.waits_for_release
      and d.promised_on is null and d.quantity <= (select max(g.quantity) from free g)
      and exists (select from way y join free g on g.location_id <> y.place and (0 = any(y.senders) or g.location_id = any(y.senders))
        where y.company_id = i.company_id and y.place = d.location_id and g.quantity >= d.quantity and g.location_id <> all(d.not_at))
    ) as enough) now
cross join lateral (
  select max(s.due_on) as comes_by
  from (
    select p.location_id, coalesce(g.on_hand - g.reserved - g.safety, 0) - coalesce((
      select sum(d.quantity) from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id
        and d.promised_on is not null and d.location_id = p.location_id), 0) - coalesce((
      select sum(n.quantity) from inventory.material_need n where n.company_id = i.company_id and n.item_id = i.item_id
        and n.location_id = p.location_id), 0) as quantity
    from (select distinct s.location_id from inventory.supply s
      where not now.enough and s.company_id = i.company_id and s.item_id = i.item_id and s.received < s.quantity) p
    left join inventory.stock_gate g
      on g.company_id = i.company_id and g.item_id = i.item_id and g.location_id = p.location_id
    offset 0
  ) place
  cross join lateral (select least(
    (select d.quantity from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id
      and d.promised_on is null and not d.bound and not d.waits_for_release and place.location_id <> all(d.not_at) order by d.company_id, d.item_id, d.quantity limit 1),
    (select d.quantity from inventory.planned_demand d where d.company_id = i.company_id and d.item_id = i.item_id and d.promised_on is null
      and d.bound and not d.waits_for_release and d.location_id = place.location_id and place.location_id <> all(d.not_at) order by d.company_id, d.item_id, d.location_id, d.quantity limit 1)) as quantity) undated
  cross join lateral (select s.due_on, sum(s.quantity - s.received) over (order by s.due_on desc) as quantity
    from inventory.supply s where s.company_id = i.company_id and s.item_id = i.item_id and s.received < s.quantity
      and s.location_id = place.location_id) s
  where place.quantity + s.quantity >= undated.quantity
) later
where now.enough or later.comes_by is not null
limit :most::integer

-- name: read_unit_costs :read
-- Cost as of now, shown at entry; the cost that counts is taken at relief.
-- notnull: unit_cost
select c.company_id, c.cost_organization, c.item_id,
  case when c.method = 'standard' then c.standard_cost else c.last_cost end as unit_cost
from unnest(:company_ids::bigint[], :cost_organizations::bigint[], :item_ids::bigint[]) as w(company_id, cost_organization, item_id)
cross join lateral (select * from inventory.cost_pool c where c.company_id = w.company_id
  and c.cost_organization = w.cost_organization and c.item_id = w.item_id offset 0) c

-- name: insert_reservation :write insert
-- The order is locked, or made by this batch: a part that is reserved later joins what stands.
insert into inventory.reservation as v (company_id, root_id, source_ids, item_ids, location_ids, quantities)
select r.* from :rows(company_id bigint, root_id bigint, source_ids bigint[], item_ids bigint[], location_ids bigint[], quantities numeric[])
order by r.company_id, r.root_id
on conflict (company_id, root_id) do update set source_ids = v.source_ids || excluded.source_ids,
  item_ids = v.item_ids || excluded.item_ids, location_ids = v.location_ids || excluded.location_ids,
  quantities = v.quantities || excluded.quantities

-- name: date_planned_demand :write insert
-- Demand that had no day, or another one, has this one now, and its goods when they come; its order is locked. It is there, else DK001 (as
-- below). In front of what deletes it: what is dated may be served in the same batch. What it needed by the day before goes.
with wanted as materialized (
  select r.* from :rows(company_id bigint, root_id bigint, source_id bigint, location_id bigint, promised_on date, made numeric)
), materials as (
  delete from inventory.material_need n using wanted r
  where n.company_id = r.company_id and n.root_id = r.root_id and n.source_id = r.source_id
), hours as (
  delete from inventory.resource_hours h using wanted r
  where h.company_id = r.company_id and h.root_id = r.root_id and h.source_id = r.source_id
), dated as (
  update inventory.planned_demand d set promised_on = r.promised_on, location_id = r.location_id, made = r.made, served_from = null,
    waits_for_release = d.waits_for_release and r.promised_on is null
  from wanted r
  where d.company_id = r.company_id and d.root_id = r.root_id and d.source_id = r.source_id
  returning d.company_id
)
select platform.verify((select count(*) from dated) = (select count(*) from wanted)) as verified

-- name: delete_planned_demand :write insert
-- Its order is locked: nobody else turns this demand into a reservation. It is there as it was read, else DK001: demand and its order are
-- read one after the other, and who was served between the two stands in both as if he waited. What it needs to be made goes with it.
with wanted as materialized (
  select r.* from :rows(company_id bigint, root_id bigint, source_id bigint, quantity numeric)
), materials as (
  delete from inventory.material_need n using wanted r
  where n.company_id = r.company_id and n.root_id = r.root_id and n.source_id = r.source_id
), hours as (
  delete from inventory.resource_hours h using wanted r
  where h.company_id = r.company_id and h.root_id = r.root_id and h.source_id = r.source_id
), gone as (
  delete from inventory.planned_demand d using wanted r
  where d.company_id = r.company_id and d.root_id = r.root_id and d.source_id = r.source_id and d.quantity = r.quantity
  returning d.company_id
)
select platform.verify((select count(*) from gone) = (select count(*) from wanted)) as verified

-- name: consume_reservation :write insert
-- What is shipped is no longer reserved; a part leaves the rest reserved. Its order is locked. What stands and what leaves
-- are added up by part and place: joined part by part, an order of 10,000 lines would look at each for each. A part that lost its
-- goods at one place may have got others at another one by this batch.
with wanted as materialized (
  select * from :rows(company_id bigint, root_id bigint, source_ids bigint[], location_ids bigint[], quantities numeric[])
), parts as (
  select x.company_id, x.root_id, x.source_id, x.location_id, max(x.item_id) as item_id, sum(x.quantity) as quantity
  from (
    select v.company_id, v.root_id, p.source_id, p.item_id, p.location_id, p.quantity
    from wanted w
    cross join lateral (select * from inventory.reservation v where v.company_id = w.company_id and v.root_id = w.root_id offset 0) v
    cross join lateral unnest(v.source_ids, v.item_ids, v.location_ids, v.quantities) as p(source_id, item_id, location_id, quantity)
    union all
    select w.company_id, w.root_id, u.source_id, null, u.location_id, -u.quantity
    from wanted w cross join lateral unnest(w.source_ids, w.location_ids, w.quantities) as u(source_id, location_id, quantity)
  ) x
  group by 1, 2, 3, 4
), rest as (
  select p.company_id, p.root_id, array_agg(p.source_id order by p.source_id) as source_ids, array_agg(p.item_id order by p.source_id) as item_ids,
    array_agg(p.location_id order by p.source_id) as location_ids, array_agg(p.quantity order by p.source_id) as quantities
  from parts p where p.quantity > 0
  group by 1, 2
), gone as (
  delete from inventory.reservation v using wanted w
  where v.company_id = w.company_id and v.root_id = w.root_id
    and not exists (select from rest r where r.company_id = w.company_id and r.root_id = w.root_id)
)
update inventory.reservation v
set source_ids = r.source_ids, item_ids = r.item_ids, location_ids = r.location_ids, quantities = r.quantities
from rest r where v.company_id = r.company_id and v.root_id = r.root_id

-- name: lock_stock_gates :lock stock
select count(*) as locked from (
  select 1 from inventory.stock_gate g
  where (g.company_id, g.item_id, g.location_id) in (
    select r.company_id, r.item_id, r.location_id from :rows(company_id bigint, item_id bigint, location_id bigint))
  order by g.company_id, g.item_id, g.location_id for update
) l

-- name: lock_item_gates :lock stock
-- Second decision: every candidate gate of the items.
select count(*) as locked from (
  select 1 from inventory.stock_gate g
  where (g.company_id, g.item_id) in (select r.company_id, r.item_id from :rows(company_id bigint, item_id bigint))
  order by g.company_id, g.item_id, g.location_id for update
) l

-- name: insert_gates :write key
-- A gate exists before anything moves through it; the first one wins.
insert into inventory.stock_gate (company_id, item_id, location_id, on_hand, reserved)
select distinct r.company_id, r.item_id, r.location_id, 0::numeric, 0::numeric
from :rows(company_id bigint, item_id bigint, location_id bigint)
order by r.company_id, r.item_id, r.location_id
on conflict do nothing

-- name: move_gates :write stock
-- Every change of stock, once a batch and gate; it is opened once. `promised` is what was decided to fit: the locked row is asked again
-- (free stock beyond the safety stock, which who was promised goods before may have: `past_safety`; the horizon when a dated promise or a share was weighed, and then no less free than there was, and that a backorder found no less than there is and than comes), else DK001. A physical fact is never refused;
-- what leaves by our own word (`covered`) waits while more is reserved than is there: whose it is has to be decided first.
with wanted as (
  select * from :rows(company_id bigint, item_id bigint, location_id bigint, on_hand numeric, reserved numeric,
    promised numeric, free_at_most numeric, free_at_least numeric, supply_at_most numeric, horizon_version bigint, horizon_step integer, opened boolean, covered boolean, past_safety boolean)
), moved as (
  update inventory.stock_gate g
  set on_hand = g.on_hand + w.on_hand, reserved = g.reserved + w.reserved, horizon_version = g.horizon_version + w.horizon_step,
    opened = g.opened or w.opened
  from wanted w
  where g.company_id = w.company_id and g.item_id = w.item_id and g.location_id = w.location_id
    and (w.promised is null
      or g.on_hand + greatest(w.on_hand, 0) - g.reserved - case when w.past_safety then 0 else g.safety end >= w.promised)
    and (w.free_at_most is null or g.on_hand - g.reserved - g.safety <= w.free_at_most)
    and (w.free_at_least is null or g.on_hand - g.reserved - g.safety >= w.free_at_least)
    and (w.supply_at_most is null or w.supply_at_most >= coalesce((select sum(s.quantity - s.received) from inventory.supply s
      where s.company_id = w.company_id and s.item_id = w.item_id and s.received < s.quantity), 0))
    and not (w.opened and g.opened)
    and not (w.covered and g.reserved > g.on_hand)
    and (w.horizon_version is null or g.horizon_version = w.horizon_version)
  returning g.company_id, g.item_id, g.location_id
)
select platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified

-- name: note_shortages :write stock
-- After the gates, which are locked: where goods that are reserved were taken away, somebody has to be promised anew. What was taken
-- since the place was whole stands beside it: no more may be lacking than that. A place that came right since it was looked at last,
-- as the gate before this batch says, begins anew.
with given as materialized (
  select r.*, g.reserved - g.on_hand as lacking, g.reserved - r.reserved <= greatest(g.on_hand - r.on_hand, 0) as was_whole
  from :rows(company_id bigint, item_id bigint, location_id bigint, taken_at timestamptz, batch bigint, taken numeric,
    on_hand numeric, reserved numeric)
  join inventory.stock_gate g on g.company_id = r.company_id and g.item_id = r.item_id and g.location_id = r.location_id
  where g.reserved > 0 and g.reserved > g.on_hand
)
insert into inventory.shortage as s (company_id, item_id, location_id, since, due_at, batch, taken)
select r.company_id, r.item_id, r.location_id, r.taken_at, r.taken_at, r.batch, least(r.taken, r.lacking)
from given r
order by 1, 2, 3
on conflict (company_id, item_id, location_id) do update
set due_at = least(s.due_at, excluded.due_at), (since, batch, taken) = (
  select case when r.was_whole then r.taken_at else s.since end, case when r.was_whole then r.batch else s.batch end,
    case when r.was_whole then excluded.taken else s.taken + excluded.taken end
  from given r where r.company_id = s.company_id and r.item_id = s.item_id and r.location_id = s.location_id)

-- name: settle_shortages :write stock
-- After the gates, which are locked: where what is reserved is there again nothing is left to do. What came back to a place or was
-- given up there is excused no more. Where nobody could be promised anew
-- it is tried again after as long as it lasts, a minute at least and an hour at most.
with given as materialized (
  select r.*, g.reserved - g.on_hand as lacking, g.reserved > 0 and g.reserved > g.on_hand as short
  from :rows(company_id bigint, item_id bigint, location_id bigint, tried_at timestamptz, vain boolean)
  join inventory.stock_gate g on g.company_id = r.company_id and g.item_id = r.item_id and g.location_id = r.location_id
), gone as (
  delete from inventory.shortage s using given r
  where s.company_id = r.company_id and s.item_id = r.item_id and s.location_id = r.location_id and not r.short
)
update inventory.shortage s
set taken = least(s.taken, r.lacking),
  due_at = case when r.vain then r.tried_at + least(greatest(r.tried_at - s.since, interval '1 minute'), interval '1 hour') else s.due_at end
from given r
where s.company_id = r.company_id and s.item_id = r.item_id and s.location_id = r.location_id and r.short

-- name: read_shortages :read
-- Where more may be reserved than is there, and how much; an item that lacks at several places comes with all of them.
-- notnull: lacking
with due as (
  select s.company_id, s.item_id from inventory.shortage s where s.due_at <= :now::timestamptz
  group by 1, 2 order by min(s.due_at), 1, 2 limit :most::integer
)
select s.company_id, s.item_id, s.location_id, greatest(least(g.reserved, g.reserved - g.on_hand), 0) as lacking
from due d
join inventory.shortage s on s.company_id = d.company_id and s.item_id = d.item_id and s.due_at <= :now::timestamptz
join inventory.stock_gate g on g.company_id = s.company_id and g.item_id = s.item_id and g.location_id = s.location_id
order by 1, 2, 3

-- name: read_noted_shortages :read
-- What of the queue is short still: usually nothing, and no more than one batch has use for.
select s.company_id, s.item_id, s.location_id
from inventory.shortage s
join inventory.stock_gate g on g.company_id = s.company_id and g.item_id = s.item_id and g.location_id = s.location_id
where s.company_id = any(:company_ids::bigint[]) and g.reserved > 0 and g.reserved > g.on_hand
limit :most::integer

-- name: read_short_gates :read
-- notnull: noted
select g.company_id, g.item_id, g.location_id,
  exists (select from inventory.shortage s
    where s.company_id = g.company_id and s.item_id = g.item_id and s.location_id = g.location_id) as noted
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
cross join lateral (select * from inventory.stock_gate g where g.company_id = w.company_id and g.item_id = w.item_id
  and g.reserved > g.on_hand offset 0) g

-- name: read_claims :read
-- Who holds goods of an item at a location: the newest causes before one, along the primary key; `budget` reservations are looked at.
-- A row without a source says how far it came; none behind it: that was all.
-- notnull: root_id
-- null: source_id, quantity
with looked as materialized (
  select v.root_id, v.source_ids, v.item_ids, v.location_ids, v.quantities from inventory.reservation v
  where v.company_id = :company_id::bigint and v.root_id < :before::bigint
  order by v.root_id desc limit :budget::integer
)
select v.root_id, p.source_id, p.quantity
from looked v
cross join lateral unnest(v.source_ids, v.item_ids, v.location_ids, v.quantities) as p(source_id, item_id, location_id, quantity)
where p.item_id = :item_id::bigint and p.location_id = :location_id::bigint
union all
select * from (select min(root_id), null::bigint, null::numeric from looked having count(*) = :budget::integer) e
order by 1 desc, 2 desc nulls last

-- name: insert_supply :write insert
insert into inventory.supply (company_id, id, number, item_id, location_id, due_on, quantity, unit_cost, kind)
select r.* from :rows(company_id bigint, id bigint, number text, item_id bigint, location_id bigint, due_on date,
  quantity numeric, unit_cost numeric, kind text)

-- name: receive_supply :write stock
-- After the gates: goods against a supply order. More than was ordered may arrive: a physical fact is never refused.
with wanted as (
  -- Several receipts of one batch add up over what the first one found.
  select r.company_id, r.id, min(r.received_before) as received_before, sum(r.quantity) as quantity
  from :rows(company_id bigint, id bigint, received_before numeric, quantity numeric) group by 1, 2
), moved as (
  update inventory.supply s set received = s.received + w.quantity from wanted w
  where s.company_id = w.company_id and s.id = w.id and s.received = w.received_before
  returning s.company_id, s.id
)
select platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified

-- name: change_supply :write stock
-- After the gates: it comes on another day, or another quantity of it; once a batch. What was received or changed meanwhile is decided again.
with wanted as (
  select * from :rows(company_id bigint, id bigint, received_before numeric, due_before date, quantity_before numeric, due_on date,
    quantity numeric)
), moved as (
  update inventory.supply s set due_on = w.due_on, quantity = w.quantity from wanted w
  where s.company_id = w.company_id and s.id = w.id and s.received = w.received_before and s.due_on = w.due_before
    and s.quantity = w.quantity_before
  returning s.company_id, s.id
)
select platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified

-- name: insert_supply_change :write insert
insert into inventory.supply_change (company_id, supply_id, id, batch, actor, reason, due_before, due_on, quantity_before, quantity)
select r.* from :rows(company_id bigint, supply_id bigint, id bigint, batch bigint, actor text, reason text, due_before date, due_on date,
  quantity_before numeric, quantity numeric)

-- name: insert_cost_pools :write key
insert into inventory.cost_pool (company_id, cost_organization, item_id, method, standard_cost, quantity, value, last_cost)
select distinct on (r.company_id, r.cost_organization, r.item_id)
  r.company_id, r.cost_organization, r.item_id, r.method, r.standard_cost, 0::numeric, 0::bigint, coalesce(r.standard_cost, 0)
from :rows(company_id bigint, cost_organization bigint, item_id bigint, method text, standard_cost numeric)
order by r.company_id, r.cost_organization, r.item_id
on conflict do nothing

-- name: lock_cost_pools :lock cost
select count(*) as locked from (
  select 1 from inventory.cost_pool c
  where (c.company_id, c.cost_organization, c.item_id) in (
    select r.company_id, r.cost_organization, r.item_id from :rows(company_id bigint, cost_organization bigint, item_id bigint))
  order by c.company_id, c.cost_organization, c.item_id for update
) l

-- name: read_supplies :read
select s.company_id, s.id, s.number, s.item_id, s.location_id, s.due_on, s.quantity, s.received, s.unit_cost, s.kind
from unnest(:company_ids::bigint[], :numbers::text[]) as w(company_id, number)
cross join lateral (select * from inventory.supply s where s.company_id = w.company_id and s.number = w.number offset 0) s

-- name: read_loads :read
-- How many orders places were given on their last day, without a lock: a limit is asked again by the writing statement.
select l.company_id, l.location_id, l.on_day, l.orders, l.last_root_id
from inventory.location_load l where l.company_id = any(:company_ids::bigint[])

-- name: lock_loads :lock stock
select count(*) as locked from (
  select 1 from inventory.location_load l where l.company_id in (select r.company_id from :rows(company_id bigint))
  order by l.company_id, l.location_id for update
) l

-- name: move_loads :write stock
-- After the gates. Another day begins anew; one that lies before counts for the day that stands. Past its limit it is decided again.
with wanted as (
  select * from :rows(company_id bigint, location_id bigint, on_day date, orders integer, last_root_id bigint, at_most integer)
), moved as (
  insert into inventory.location_load as l (company_id, location_id, on_day, orders, last_root_id)
  select w.company_id, w.location_id, w.on_day, w.orders, w.last_root_id from wanted w order by 1, 2
  on conflict (company_id, location_id) do update set on_day = greatest(l.on_day, excluded.on_day),
    orders = excluded.orders + case when l.on_day >= excluded.on_day then l.orders else 0 end,
    last_root_id = greatest(l.last_root_id, excluded.last_root_id)
  returning l.company_id, l.location_id, l.orders
)
select platform.verify(not exists (select from moved m join wanted w on w.company_id = m.company_id and w.location_id = m.location_id
  where m.orders > w.at_most)) as verified

-- name: insert_sourcing_searches :write insert
insert into inventory.sourcing_search (company_id, root_id, id, batch, attempt, rule, rule_version, record)
select r.* from :rows(company_id bigint, root_id bigint, id bigint, batch bigint, attempt integer, rule text, rule_version integer,
  record jsonb)

-- name: read_backlog :read
-- What of a company waits for goods, dated or not, in order of its keys; of these items, or of all when none is named.
-- `made`: so much of it is to be made, bought or moved for its order.
select d.root_id, d.source_id, d.item_id, d.location_id, d.quantity, d.promised_on, d.asked_at, d.bound, d.not_at, d.node, d.made
from inventory.planned_demand d
where d.company_id = :company_id::bigint and (cardinality(:item_ids::bigint[]) = 0 or d.item_id = any(:item_ids::bigint[]))
order by d.root_id, d.source_id limit :most::integer

-- name: read_demand_to_release :read
-- What of a company waits to be released, of these items, or of all when none is named, and of these orders and parts likewise. By orders, else
-- by items, each by its index, whatever the plan was made for: of one statement for all of them a plan that is kept reads all that waits.
-- notnull: root_id, source_id, item_id, location_id, quantity, asked_at, bound, not_at, node
select d.root_id, d.source_id, d.item_id, d.location_id, d.quantity, d.asked_at, d.bound, d.not_at, d.node
from (
  select d.* from (select distinct unnest(:root_ids::bigint[]) as root_id) w
  cross join lateral (select * from inventory.planned_demand d
    where d.company_id = :company_id::bigint and d.root_id = w.root_id and d.waits_for_release offset 0) d
  where cardinality(:item_ids::bigint[]) = 0 or d.item_id in (select unnest(:item_ids::bigint[]))
  union all
  select d.* from (select distinct unnest(:item_ids::bigint[]) as item_id where cardinality(:root_ids::bigint[]) = 0) w
  cross join lateral (select * from inventory.planned_demand d
    where d.company_id = :company_id::bigint and d.item_id = w.item_id and d.waits_for_release offset 0) d
  union all
  select d.* from inventory.planned_demand d
  where d.company_id = :company_id::bigint and d.waits_for_release
    and cardinality(:root_ids::bigint[]) = 0 and cardinality(:item_ids::bigint[]) = 0
) d
where cardinality(:source_ids::bigint[]) = 0 or d.source_id in (select unnest(:source_ids::bigint[]))
order by d.item_id, d.root_id, d.source_id limit :most::integer

-- name: replan_planned_demand :write insert
-- Demand has the day, the place and the turn of a plan; its order is locked. What is to be made has its day for good: it is no plan's.
update inventory.planned_demand d set promised_on = r.promised_on, location_id = r.location_id, asked_at = r.asked_at,
  served_from = null, waits_for_release = d.waits_for_release and r.promised_on is null
from :rows(company_id bigint, root_id bigint, source_id bigint, location_id bigint, promised_on date, asked_at timestamptz)
where d.company_id = r.company_id and d.root_id = r.root_id and d.source_id = r.source_id

-- name: read_material_needs :read
-- What promises count on of items, to make others; asked only of companies that look through the supply chain.
select n.company_id, n.root_id, n.source_id, n.item_id, n.location_id, n.needed_on, n.quantity
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
cross join lateral (select * from inventory.material_need n where n.company_id = w.company_id and n.item_id = w.item_id offset 0) n

-- name: read_resource_hours :read
-- Hours of resources that are promised, by part and day, with the version of what is promised of them.
-- notnull: company_id, resource, location_id, version
-- null: source_id, on_day, hours
select w.company_id, w.resource, w.location_id, coalesce(l.version, 0) as version, h.source_id, h.on_day, h.hours
from unnest(:company_ids::bigint[], :resources::text[], :location_ids::bigint[]) as w(company_id, resource, location_id)
left join inventory.resource_load l on l.company_id = w.company_id and l.resource = w.resource and l.location_id = w.location_id
left join lateral (select h.source_id, h.on_day, h.hours from inventory.resource_hours h
  where h.company_id = w.company_id and h.resource = w.resource and h.location_id = w.location_id offset 0) h on true

-- name: write_material_needs :write insert
-- Behind whatever takes away what a part needed before.
insert into inventory.material_need (company_id, root_id, source_id, place, item_id, location_id, needed_on, quantity)
select r.* from :rows(company_id bigint, root_id bigint, source_id bigint, place integer, item_id bigint, location_id bigint,
  needed_on date, quantity numeric)

-- name: write_resource_hours :write insert
insert into inventory.resource_hours (company_id, root_id, source_id, place, resource, location_id, on_day, hours)
select r.* from :rows(company_id bigint, root_id bigint, source_id bigint, place integer, resource text, location_id bigint,
  on_day date, hours numeric)

-- name: lock_resource_loads :lock stock
select count(*) as locked from (
  select 1 from inventory.resource_load l
  where (l.company_id, l.resource, l.location_id) in (
    select r.company_id, r.resource, r.location_id from :rows(company_id bigint, resource text, location_id bigint))
  order by l.company_id, l.resource, l.location_id for update
) l

-- name: move_resource_loads :write stock
-- After the gates and the loads of places. Whoever weighed other hours than there are decides again.
with wanted as (
  select * from :rows(company_id bigint, resource text, location_id bigint, version bigint)
), moved as (
  insert into inventory.resource_load as l (company_id, resource, location_id, version)
  select w.company_id, w.resource, w.location_id, w.version + 1 from wanted w order by 1, 2, 3
  on conflict (company_id, resource, location_id) do update set version = l.version + 1
  returning l.company_id, l.resource, l.location_id, l.version
)
select platform.verify(not exists (select from moved m join wanted w
  on w.company_id = m.company_id and w.resource = m.resource and w.location_id = m.location_id
  where m.version <> w.version + 1)) as verified

-- name: insert_shipment :write insert
insert into fulfillment.shipment (company_id, cause_id, id, location_id, released_on, state, task_ids, carrier, tracking_number,
  released_at)
select r.* from :rows(company_id bigint, cause_id bigint, id bigint, location_id bigint, released_on date, state text, task_ids bigint[],
  carrier text, tracking_number text, released_at timestamptz)

-- name: open_shipment :write insert
-- It is open until its last word; see move_shipment.
insert into fulfillment.open_shipment (company_id, id, cause_id, location_id, keep_until, remind_on)
select r.* from :rows(company_id bigint, id bigint, cause_id bigint, location_id bigint, keep_until date, remind_on date)

-- name: keep_shipment :write insert
-- Its order is locked. Of several of one batch the last stands.
update fulfillment.open_shipment o set keep_until = r.keep_until, remind_on = r.remind_on
from (select distinct on (r.company_id, r.id) r.* from :rows(company_id bigint, id bigint, step bigint, keep_until date, remind_on date)
  order by r.company_id, r.id, r.step desc) r
where o.company_id = r.company_id and o.id = r.id

-- name: close_shipment :write insert
-- Its order is locked: it is over.
delete from fulfillment.open_shipment o using :rows(company_id bigint, id bigint)
where o.company_id = r.company_id and o.id = r.id

-- name: find_unfetched :read
-- What of some companies was to be picked up by a day before their today, behind a place of each, longest ago first.
-- notnull: ordinal
select w.ordinal, o.company_id, o.id, o.cause_id, o.keep_until
from unnest(:company_ids::bigint[], :todays::date[], :after_days::date[], :after_ids::bigint[]) with ordinality
  as w(company_id, today, after_day, after_id, ordinal)
cross join lateral (
  select o.* from fulfillment.open_shipment o
  where o.company_id = w.company_id and o.keep_until is not null and o.keep_until < w.today
    and (o.keep_until, o.id) > (w.after_day, w.after_id)
  order by o.keep_until, o.id limit :fetch::bigint
) o
order by w.ordinal, o.keep_until, o.id

-- name: find_to_remind :read
-- Of what is to be picked up in some companies somebody is to be reminded by their today, behind a place of each.
-- notnull: ordinal
select w.ordinal, o.company_id, o.id, o.cause_id, o.remind_on
from unnest(:company_ids::bigint[], :todays::date[], :after_days::date[], :after_ids::bigint[]) with ordinality
  as w(company_id, today, after_day, after_id, ordinal)
cross join lateral (
  select o.* from fulfillment.open_shipment o
  where o.company_id = w.company_id and o.remind_on is not null and o.remind_on <= w.today
    and (o.remind_on, o.id) > (w.after_day, w.after_id)
  order by o.remind_on, o.id limit :fetch::bigint
) o
order by w.ordinal, o.remind_on, o.id

-- name: insert_shipment_line :write insert
insert into fulfillment.shipment_line (company_id, cause_id, shipment_id, source_id, item_id, requested, shipped)
select r.* from :rows(company_id bigint, cause_id bigint, shipment_id bigint, source_id bigint, item_id bigint, requested numeric, shipped numeric)

-- name: move_shipment :write insert
-- Its order is locked. Several confirmations of one batch: the furthest state stands.
update fulfillment.shipment s
set state = r.state, carrier = coalesce(r.carrier, s.carrier), tracking_number = coalesce(r.tracking_number, s.tracking_number)
from (
  select r.company_id, r.cause_id, r.id,
    (array['requested', 'partially_shipped', 'shipped', 'cancelled'])[
      max(array_position(array['requested', 'partially_shipped', 'shipped', 'cancelled'], r.state))] as state,
    max(r.carrier) as carrier, max(r.tracking_number) as tracking_number
  from :rows(company_id bigint, cause_id bigint, id bigint, state text, carrier text, tracking_number text) group by 1, 2, 3
) r
where s.company_id = r.company_id and s.cause_id = r.cause_id and s.id = r.id

-- name: move_shipment_line :write insert
-- Cumulative: of several confirmations of one batch the last one counts.
update fulfillment.shipment_line l set shipped = r.shipped
from (
  select r.company_id, r.cause_id, r.shipment_id, r.source_id, max(r.shipped) as shipped
  from :rows(company_id bigint, cause_id bigint, shipment_id bigint, source_id bigint, shipped numeric) group by 1, 2, 3, 4
) r
where l.company_id = r.company_id and l.cause_id = r.cause_id and l.shipment_id = r.shipment_id and l.source_id = r.source_id

-- name: recall_shipment_line :write insert
-- Its order is locked: what was confirmed before stands.
update fulfillment.shipment_line l set requested = l.requested - r.quantity, recalled = l.recalled + r.quantity
from (
  select r.company_id, r.cause_id, r.shipment_id, r.source_id, sum(r.quantity) as quantity
  from :rows(company_id bigint, cause_id bigint, shipment_id bigint, source_id bigint, quantity numeric) group by 1, 2, 3, 4
) r
where l.company_id = r.company_id and l.cause_id = r.cause_id and l.shipment_id = r.shipment_id and l.source_id = r.source_id

-- name: stray_shipment_line :write insert
-- Its order is locked. What left all the same is not to be heard of again.
update fulfillment.shipment_line l set recalled = greatest(l.recalled - r.quantity, 0)
from (
  select r.company_id, r.cause_id, r.shipment_id, r.source_id, sum(r.quantity) as quantity
  from :rows(company_id bigint, cause_id bigint, shipment_id bigint, source_id bigint, quantity numeric) group by 1, 2, 3, 4
) r
where l.company_id = r.company_id and l.cause_id = r.cause_id and l.shipment_id = r.shipment_id and l.source_id = r.source_id

-- name: work_shipment_line :write insert
-- Its order is locked. Cumulative: of several words of one batch the furthest counts.
update fulfillment.shipment_line l set accepted = r.accepted, picked = r.picked
from (
  select r.company_id, r.cause_id, r.shipment_id, r.source_id, max(r.accepted) as accepted, max(r.picked) as picked
  from :rows(company_id bigint, cause_id bigint, shipment_id bigint, source_id bigint, accepted numeric, picked numeric) group by 1, 2, 3, 4
) r
where l.company_id = r.company_id and l.cause_id = r.cause_id and l.shipment_id = r.shipment_id and l.source_id = r.source_id

-- name: offer_shipment :write insert
-- Its order is locked. Of several of one batch the last stands.
update fulfillment.open_shipment o set polls = r.polls, offer_at = r.offer_at
from (select distinct on (r.company_id, r.id) r.* from :rows(company_id bigint, id bigint, step bigint, polls integer, offer_at timestamptz)
  order by r.company_id, r.id, r.step desc) r
where o.company_id = r.company_id and o.id = r.id

-- name: find_offered :read
-- What places are to be told of by now, longest waiting first.
-- notnull: ordinal
select w.ordinal, o.company_id, o.id, o.cause_id
from unnest(:company_ids::bigint[], :location_ids::bigint[], :counts::bigint[]) with ordinality as w(company_id, location_id, most, ordinal)
cross join lateral (
  select o.* from fulfillment.open_shipment o
  where o.company_id = w.company_id and o.location_id = w.location_id and o.offer_at <= :now::timestamptz
  order by o.offer_at, o.id limit w.most
) o
order by w.ordinal, o.offer_at, o.id

-- name: insert_confirmation :write insert
insert into fulfillment.confirmation (company_id, cause_id, shipment_id, id, batch, message_key, shipped_on)
select r.* from :rows(company_id bigint, cause_id bigint, shipment_id bigint, id bigint, batch bigint, message_key text, shipped_on date)

-- name: find_shipments :read
-- The order of a shipment, by the shipment's id.
select s.company_id, s.id, s.cause_id
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
cross join lateral (select * from fulfillment.shipment s where s.company_id = w.company_id and s.id = w.id offset 0) s

-- name: read_shipments :read
-- null: keep_until, remind_on, polls, offer_at
select s.company_id, s.cause_id, s.id, s.location_id, s.released_on, s.state, s.task_ids, o.keep_until, o.remind_on, o.polls, o.offer_at
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from fulfillment.shipment s where s.company_id = w.company_id and s.cause_id = w.cause_id offset 0) s
left join fulfillment.open_shipment o on o.company_id = s.company_id and o.id = s.id
order by s.company_id, s.cause_id, s.id

-- name: read_shipment_lines :read
select l.company_id, l.cause_id, l.shipment_id, l.source_id, l.item_id, l.requested, l.shipped, l.recalled, l.accepted, l.picked
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from fulfillment.shipment_line l where l.company_id = w.company_id and l.cause_id = w.cause_id offset 0) l
order by l.company_id, l.cause_id, l.shipment_id, l.source_id

-- name: read_confirmations :read
select c.company_id, c.cause_id, c.shipment_id, c.message_key, c.shipped_on
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from fulfillment.confirmation c where c.company_id = w.company_id and c.cause_id = w.cause_id offset 0) c
order by c.company_id, c.cause_id, c.shipment_id, c.shipped_on, c.id

-- name: insert_return :write insert
insert into fulfillment.customer_return (company_id, cause_id, id, batch, order_id, account_id, returned_on, reason, reason_code, recorded_at)
select r.* from :rows(company_id bigint, cause_id bigint, id bigint, batch bigint, order_id bigint, account_id bigint, returned_on date, reason text,
  reason_code text, recorded_at timestamptz)

-- name: insert_return_line :write insert
insert into fulfillment.customer_return_line (company_id, cause_id, return_id, ordinal, source_id, item_id, location_id, quantity)
select r.* from :rows(company_id bigint, cause_id bigint, return_id bigint, ordinal integer, source_id bigint, item_id bigint,
  location_id bigint, quantity numeric)

-- name: insert_return_request :write insert
-- Which request of a sender a return answers.
insert into fulfillment.return_request (company_id, cause_id, source, name, return_id, batch)
select r.* from :rows(company_id bigint, cause_id bigint, source text, name text, return_id bigint, batch bigint)

-- name: returns_of_causes :read
-- What of causes came back, line by line, and the request that it answers.
-- null: source, name, recorded_at, source_id
select r.company_id, r.cause_id, r.id, r.batch, r.recorded_at, q.source, q.name, l.source_id, l.quantity
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from fulfillment.customer_return r where r.company_id = w.company_id and r.cause_id = w.cause_id offset 0) r
cross join lateral (select * from fulfillment.customer_return_line l where l.company_id = w.company_id and l.cause_id = w.cause_id
  and l.return_id = r.id offset 0) l
left join fulfillment.return_request q on q.company_id = r.company_id and q.cause_id = r.cause_id and q.return_id = r.id
order by r.company_id, r.cause_id, r.id, l.ordinal

-- name: read_asked_at :read
-- What places were asked to ship by an instant and have not confirmed, by item: it may have left, and we have not heard of it yet.
select o.company_id, o.location_id, l.item_id, sum(l.requested - l.shipped - l.recalled)::numeric(20, 6) as asked
from unnest(:company_ids::bigint[], :location_ids::bigint[], :asked_by::timestamptz[]) as w(company_id, location_id, asked_by)
cross join lateral (select * from fulfillment.open_shipment o where o.company_id = w.company_id and o.location_id = w.location_id offset 0) o
cross join lateral (select * from fulfillment.shipment s where s.company_id = o.company_id and s.cause_id = o.cause_id and s.id = o.id
  and (s.released_at is null or s.released_at <= w.asked_by) offset 0) s
join fulfillment.shipment_line l on l.company_id = s.company_id and l.cause_id = s.cause_id and l.shipment_id = s.id
where l.requested > l.shipped + l.recalled
group by 1, 2, 3

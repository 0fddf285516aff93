-- name: insert_transfer :write insert
insert into fulfillment.transfer (company_id, cause_id, id, source_id, item_id, from_location_id, to_location_id, requested, asked_on, due_on)
select r.* from :rows(company_id bigint, cause_id bigint, id bigint, source_id bigint, item_id bigint, from_id bigint, to_id bigint,
  requested numeric, asked_on date, due_on date)

-- name: move_transfer :write insert
-- Its order is locked. Of several of one batch the last stands.
update fulfillment.transfer t
set requested = r.requested, shipped = r.shipped, received = r.received, lost = r.lost, settled = r.settled, shipped_on = r.shipped_on
from (select distinct on (r.company_id, r.cause_id, r.id) r.* from :rows(company_id bigint, cause_id bigint, id bigint, step bigint,
  requested numeric, shipped numeric, received numeric, lost numeric, settled bigint, shipped_on date)
  order by r.company_id, r.cause_id, r.id, r.step desc) r
where t.company_id = r.company_id and t.cause_id = r.cause_id and t.id = r.id

-- name: find_transfers :read
-- What transfers belong to, and what of which item they bring.
select t.company_id, t.id, t.cause_id, t.source_id, t.item_id, t.from_location_id, t.to_location_id, t.requested, t.shipped,
  t.received, t.lost
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
cross join lateral (select * from fulfillment.transfer t where t.company_id = w.company_id and t.id = w.id offset 0) t

-- name: read_brought_at :read
-- What places were asked by a day to bring and have not sent, and what is on its way to them and they have not received, by item: it may
-- have left, or arrived, and we have not heard of it yet. At the cost of what is open.
with moving as (
  select t.company_id, t.from_location_id as location_id, t.item_id, t.requested - t.shipped as asked, 0::numeric as coming
  from unnest(:company_ids::bigint[], :location_ids::bigint[], :asked_by::date[]) as w(company_id, location_id, asked_by)
  cross join lateral (select * from fulfillment.transfer t where t.company_id = w.company_id and t.from_location_id = w.location_id
    and t.shipped < t.requested and t.asked_on <= w.asked_by offset 0) t
  union all
  select t.company_id, t.to_location_id, t.item_id, 0, t.shipped - t.received - t.lost
  from unnest(:company_ids::bigint[], :location_ids::bigint[], :asked_by::date[]) as w(company_id, location_id, asked_by)
  cross join lateral (select * from fulfillment.transfer t where t.company_id = w.company_id and t.to_location_id = w.location_id
    and t.received + t.lost < t.shipped and t.asked_on <= w.asked_by offset 0) t
)
select m.company_id, m.location_id, m.item_id, sum(m.asked)::numeric(20, 6) as asked, sum(m.coming)::numeric(20, 6) as coming
from moving m
group by 1, 2, 3

-- name: read_transfers :read
-- null: due_on, shipped_on
select t.company_id, t.cause_id, t.id, t.source_id, t.item_id, t.from_location_id, t.to_location_id, t.requested, t.shipped, t.received,
  t.lost, t.settled, t.asked_on, t.due_on, t.shipped_on
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from fulfillment.transfer t where t.company_id = w.company_id and t.cause_id = w.cause_id offset 0) t
order by t.company_id, t.cause_id, t.id

-- name: insert_planned_demand :write insert
-- In front of what shrinks it: what of a part was split off, waits and is cancelled in one batch leaves nothing. What promises it anew, or
-- writes what it needs to be made, stands behind both.
insert into inventory.planned_demand
  (company_id, root_id, source_id, item_id, location_id, quantity, promised_on, asked_at, bound, not_at, node, served_from, waits_for_release, made)
select r.* from :rows(company_id bigint, root_id bigint, source_id bigint, item_id bigint, location_id bigint, quantity numeric,
  promised_on date, asked_at timestamptz, bound boolean, not_at bigint[], node text, served_from date, waits_for_release boolean, made numeric)

-- name: promise_planned_demand :write insert
-- Demand that had no day has this one now, out of what comes; its order is locked. It is there, else DK001 (`delete_planned_demand`). In
-- front of what shrinks it: who has a day of what another one gives up, and is cancelled by the same batch, is gone.
with wanted as materialized (
  select r.* from :rows(company_id bigint, root_id bigint, source_id bigint, location_id bigint, promised_on date)
), materials as (
  delete from inventory.material_need n using wanted r
  where n.company_id = r.company_id and n.root_id = r.root_id and n.source_id = r.source_id
), hours as (
  delete from inventory.resource_hours h using wanted r
  where h.company_id = r.company_id and h.root_id = r.root_id and h.source_id = r.source_id
), dated as (
  update inventory.planned_demand d set promised_on = r.promised_on, location_id = r.location_id, made = 0, served_from = null,
    waits_for_release = false
  from wanted r
  where d.company_id = r.company_id and d.root_id = r.root_id and d.source_id = r.source_id
  returning d.company_id
)
select platform.verify((select count(*) from dated) = (select count(*) from wanted)) as verified

-- name: shrink_planned_demand :write insert
-- Demand that is cancelled in part waits with the rest, in its place; whole, it is gone. Its order is locked. What is to be made of it
-- is given up before what is there; what that needs shrinks with it, up to what is counted of a material.
with less as (
  select company_id, root_id, source_id, sum(quantity) as quantity
  from :rows(company_id bigint, root_id bigint, source_id bigint, quantity numeric) group by 1, 2, 3
), gone as (
  delete from inventory.planned_demand d using less l
  where d.company_id = l.company_id and d.root_id = l.root_id and d.source_id = l.source_id and d.quantity <= l.quantity
), part as materialized (
  select d.company_id, d.root_id, d.source_id, d.made as whole,
    case when d.quantity > l.quantity then greatest(d.made - l.quantity, 0) else 0 end as left
  from less l
  join inventory.planned_demand d on d.company_id = l.company_id and d.root_id = l.root_id and d.source_id = l.source_id
), materials_gone as (
  delete from inventory.material_need n using part p
  where n.company_id = p.company_id and n.root_id = p.root_id and n.source_id = p.source_id and p.left = 0
), hours_gone as (
  delete from inventory.resource_hours h using part p
  where h.company_id = p.company_id and h.root_id = p.root_id and h.source_id = p.source_id and p.left = 0
), materials as (
  update inventory.material_need n
  set quantity = (select ceil(n.quantity * p.left / p.whole * 10::numeric ^ i.decimals) / 10::numeric ^ i.decimals
    from catalog.item_public i where i.company_id = n.company_id and i.id = n.item_id)
  from part p
  where n.company_id = p.company_id and n.root_id = p.root_id and n.source_id = p.source_id and p.left > 0
), hours as (
  update inventory.resource_hours h set hours = ceil(h.hours * p.left / p.whole * 1000000) / 1000000 from part p
  where h.company_id = p.company_id and h.root_id = p.root_id and h.source_id = p.source_id and p.left > 0
)
update inventory.planned_demand d
set quantity = d.quantity - l.quantity, made = greatest(d.made - l.quantity, 0) from less l
where d.company_id = l.company_id and d.root_id = l.root_id and d.source_id = l.source_id and d.quantity > l.quantity

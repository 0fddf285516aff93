-- name: insert_stray :write insert
insert into fulfillment.stray (company_id, cause_id, id, batch, shipment_id, source_id, item_id, location_id, why, left_on, quantity, state)
select r.* from :rows(company_id bigint, cause_id bigint, id bigint, batch bigint, shipment_id bigint, source_id bigint, item_id bigint,
  location_id bigint, why text, left_on date, quantity numeric, state text)

-- name: move_stray :write insert
-- Its order is locked. Cumulative: of several acts of one batch the last one counts, whose quantities are the greatest; of two that
-- moved none, the one that left it open came first.
update fulfillment.stray s
set state = r.state, billed = r.billed, returned = r.returned, written_off = r.written_off, invoice_id = r.invoice_id
from (
  select distinct on (r.company_id, r.cause_id, r.id) r.*
  from :rows(company_id bigint, cause_id bigint, id bigint, state text, billed numeric, returned numeric, written_off numeric,
    invoice_id bigint)
  order by r.company_id, r.cause_id, r.id, r.billed + r.returned + r.written_off desc, r.state = 'open'
) r
where s.company_id = r.company_id and s.cause_id = r.cause_id and s.id = r.id

-- name: find_strays :read
-- The order of stray goods, by their id.
select s.company_id, s.id, s.cause_id
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
cross join lateral (select * from fulfillment.stray s where s.company_id = w.company_id and s.id = w.id offset 0) s

-- name: find_billed_stray :read
-- Along stray_invoice.
select s.id, s.cause_id from fulfillment.stray s
where s.company_id = :company_id::bigint and s.invoice_id = :invoice_id::bigint

-- name: read_strays :read
select s.company_id, s.cause_id, s.id, s.shipment_id, s.source_id, s.item_id, s.location_id, s.why, s.left_on, s.quantity, s.state,
  s.billed, s.returned, s.written_off, s.invoice_id
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from fulfillment.stray s where s.company_id = w.company_id and s.cause_id = w.cause_id offset 0) s
order by s.company_id, s.cause_id, s.id

-- name: insert_stray :write insert
insert into fulfillment.stray (company_id, cause_id, id, batch, shipment_id, source_id, item_id, location_id, why, left_on, quantity, state)
select r.* from :rows(company_id bigint, cause_id bigint, id bigint, batch bigint, shipment_id bigint, source_id bigint, item_id bigint,
  location_id bigint, why text, left_on date, quantity numeric, state text)

-- name: move_stray :write insert
-- Its order is locked; once a batch.
update fulfillment.stray s
set state = r.state, expected_until = r.expected_until, billed = r.billed, returned = r.returned, written_off = r.written_off,
  invoice_id = r.invoice_id
from :rows(company_id bigint, cause_id bigint, id bigint, state text, expected_until date, billed numeric, returned numeric,
  written_off numeric, invoice_id bigint)
where s.company_id = r.company_id and s.cause_id = r.cause_id and s.id = r.id

-- name: find_strays :read
-- Stray goods by their id, for what they belong to.
select s.company_id, s.id, s.cause_id, s.source_id, s.item_id, s.quantity - s.billed - s.returned - s.written_off as unsettled
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
cross join lateral (select * from fulfillment.stray s where s.company_id = w.company_id and s.id = w.id offset 0) s

-- name: find_billed_stray :read
-- Along stray_invoice.
select s.id, s.cause_id from fulfillment.stray s
where s.company_id = :company_id::bigint and s.invoice_id = :invoice_id::bigint

-- name: read_strays :read
-- null: expected_until, invoice_id
select s.company_id, s.cause_id, s.id, s.shipment_id, s.source_id, s.item_id, s.location_id, s.why, s.left_on, s.quantity, s.state,
  s.expected_until, s.billed, s.returned, s.written_off, s.invoice_id
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from fulfillment.stray s where s.company_id = w.company_id and s.cause_id = w.cause_id offset 0) s
order by s.company_id, s.cause_id, s.id

-- name: read_strays_of_sources :read
-- What strayed of sources (fulfillment lines), along stray_source: a decision is none of the rest of its order.
-- null: expected_until, invoice_id
select s.company_id, s.cause_id, s.id, s.shipment_id, s.source_id, s.item_id, s.location_id, s.why, s.left_on, s.quantity, s.state,
  s.expected_until, s.billed, s.returned, s.written_off, s.invoice_id
from unnest(:company_ids::bigint[], :cause_ids::bigint[], :source_ids::bigint[]) as w(company_id, cause_id, source_id)
cross join lateral (select * from fulfillment.stray s
  where s.company_id = w.company_id and s.cause_id = w.cause_id and s.source_id = w.source_id offset 0) s

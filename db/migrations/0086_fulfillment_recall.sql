-- Why: what a warehouse was asked to ship can be taken back whole; the line stays, with nothing requested.
-- Locks: fulfillment.shipment_line exclusively while its rows are read. Duration: a second for some million lines.
-- Breaking: no.
alter table fulfillment.shipment_line
  drop constraint shipment_line_requested_check,
  add constraint shipment_line_requested_check check (requested >= 0);

-- Why: a part of an order that is picked up at a place which lacks it is brought there from another one: which, until it is there.
-- Locks: orders.fulfillment_line exclusively, for the change of the catalog alone. Duration: at once, its rows are looked through by the
-- next migration, beside writers. Breaking: no; what is brought is agreed only where a location says how (transferMethod), and an older
-- version beside this one must not run any more by then.
alter table orders.fulfillment_line add column from_location_id bigint;
alter table orders.fulfillment_line drop constraint fulfillment_line_supply_check;
alter table orders.fulfillment_line add constraint fulfillment_line_supply_check
  check (supply in ('on_hand', 'dated', 'backorder', 'none', 'transfer')) not valid;

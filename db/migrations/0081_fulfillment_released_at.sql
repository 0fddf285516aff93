-- Why: a warehouse that does not confirm is found by how long ago it was asked (decision 0020); a day is too coarse.
-- Locks: fulfillment.shipment exclusively for an instant, then share while its index is built. Duration: seconds for a million
-- shipments; those that wait keep their day alone. Breaking: no, an older version leaves it empty.
alter table fulfillment.shipment add column released_at timestamptz;
create index shipment_requested on fulfillment.shipment (company_id, location_id, released_on) where state = 'requested';

-- Why: a place that asks is told of what it was not told of yet, however much is open there.
-- Locks: none that stops readers or writers of fulfillment.open_shipment. Duration: one read of it. Breaking: no.
-- Transaction: none
create index concurrently open_shipment_offer on fulfillment.open_shipment (company_id, location_id, offer_at, id) where offer_at is not null;

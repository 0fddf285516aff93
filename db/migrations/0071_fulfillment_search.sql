-- Why: a shipment is found by the number that its carrier gave, and the returns of a customer by its accounts.
-- Locks: share on fulfillment.shipment and customer_return while their indexes are built. Duration: seconds for a million
-- shipments. Breaking: no.
create index shipment_tracking on fulfillment.shipment (company_id, tracking_number) where tracking_number is not null;
create index customer_return_account on fulfillment.customer_return (company_id, account_id, id);

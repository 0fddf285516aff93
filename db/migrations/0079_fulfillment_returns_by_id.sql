-- Why: the returns of a company are listed, newest first.
-- Locks: share on fulfillment.customer_return while the index is built. Duration: seconds for a million returns. Breaking: no.
create index customer_return_id on fulfillment.customer_return (company_id, id);

-- Why: an order is found by the reference that its customer gave, whoever the customer is.
-- Locks: share on orders.sales_order while the index is built. Duration: seconds for a million orders. Breaking: no.
create index sales_order_said on orders.sales_order (company_id, customer_reference) where customer_reference is not null;

-- Why: an order refers to where it goes and who pays: a site of the customer, an address in customers.person_data, or both
-- (decision 0009). Orders of before have neither; country and region stay as they are.
-- Locks: orders.sales_order exclusively. Duration: instant. Breaking: no, an older version leaves the columns empty.
alter table orders.sales_order
  add column ship_to_site bigint,
  add column ship_to_address bigint,
  add column bill_to_site bigint,
  add column bill_to_address bigint;

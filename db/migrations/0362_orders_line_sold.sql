-- Why: a line keeps the unit that it is sold in, with its ratio and the price of it, where that is not the unit that its item is stocked in.
-- Locks: orders.order_line exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version does not
-- read it.
alter table orders.order_line add column sold jsonb;

-- Why: an order line keeps what it was charged beside its price, each charge with its own tax.
-- Locks: ACCESS EXCLUSIVE for an instant: a column that may be null. Duration: instant. Breaking: no; null says that there is none.
alter table orders.order_line add column charges jsonb;

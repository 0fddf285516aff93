-- Why: the priority of an order is always said by who writes its state; the default only served the rows that were there before.
-- Locks: orders.order_state exclusively. Duration: instant, no row is read. Breaking: no, every version since 0032 says it.
alter table orders.order_state alter column priority drop default;

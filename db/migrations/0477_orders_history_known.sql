-- Why: an order is told as it was known at any place of the company's order of facts. Its parts and tasks are updated in place, so each fact
-- keeps what those it changed were before, and what the order was shown as after it. Null: a fact of before this migration, or one that
-- changed neither.
-- Locks: orders.history for an instant. Duration: instant. Breaking: no.
alter table orders.history add column known jsonb;

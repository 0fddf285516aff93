-- Why: a receipt of a day before costs anew what left since. That is counted before the pool is locked, and what leaves meanwhile
-- is the difference of this count, which only grows.
-- Locks: exclusively on inventory.cost_pool, for an instant. Duration: none, whatever its size. Breaking: no; what a running older
-- version issues meanwhile is not counted, which matters to no receipt that is counted afterwards.
alter table inventory.cost_pool add column gone numeric(20, 6) not null default 0;

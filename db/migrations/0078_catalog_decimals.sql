-- Why: half a piece cannot be sold: an item says how many decimals a quantity of it may have. What stands may have all six
-- that quantities are kept in, so that nothing that was ordered or stocked is refused now; it is narrowed by set-up.
-- Locks: access exclusive on catalog.item for an instant (no rewrite). Duration: instant. Breaking: no.
alter table catalog.item add column decimals smallint not null default 6 check (decimals between 0 and 6);

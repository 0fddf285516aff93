-- Why: a row without a sku is named by its place in the round of asking; when the next round begins, that name means nothing any
-- more and goes. So the state keeps how many rows the round has answered, and such rows are told from an item of that name.
-- Locks: inventory.system_state exclusively, instant (a constant default). Duration: instant (at most 1,000 problems a
-- system). Breaking: no; an older version names such rows as before, and they stay.
alter table inventory.system_state add column round_rows integer not null default 0;
alter table inventory.system_state alter column round_rows drop default;
update inventory.system_problem set sku = '', place = sku where sku ~ '^row [0-9]+$' and place = '';

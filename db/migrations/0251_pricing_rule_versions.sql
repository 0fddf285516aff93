-- Why: a price says which version of its list and of its freight rule it is by, so that it can be told years later what they said then.
-- Locks: access exclusive on two tables of set-up, for the moment of adding a column with a constant default: nothing is rewritten.
-- Duration: instant. Breaking: no; an older version beside it does not raise the version of what it changes.
alter table pricing.price_list add column version integer not null default 1;
alter table pricing.freight_rule add column version integer not null default 1;

-- Why: what shipping costs depends on how something is shipped: standard and express have rules of their own.
-- Locks: ACCESS EXCLUSIVE on a table of set-up for an instant: a column that may be null. Duration: instant. Breaking: no; an older version
-- beside it takes a rule of a method for one of all, so describe none before all nodes are new.
alter table pricing.freight_rule add column ship_method text collate "C";

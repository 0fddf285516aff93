-- Why: a line of a quote keeps the unit that it is quoted in, with its ratio and the price of it, where that is not the unit that its item is
-- stocked in.
-- Locks: negotiation.quote_line exclusively, for the change of the catalog alone. Duration: at once. Breaking: no; an older version beside
-- this one quotes no such line, and refuses to order one (`not_as_agreed`).
alter table negotiation.quote_line add column sold jsonb;

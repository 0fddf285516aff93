-- Why: what an order takes of a quoted line by the unit that it is quoted in is kept in that, too: of what is measured so many units are not
-- exactly what they are in the unit of stock, and the parts have to come to what was quoted.
-- Locks: negotiation.quote_release exclusively, for the change of the catalog alone. Duration: at once. Breaking: no; an older version beside
-- this one writes none, and its releases count as near as six decimals are.
alter table negotiation.quote_release add column sold_quantity numeric(20,6);

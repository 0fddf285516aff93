-- Why: a pallet that was said as 40 cases stays 40 cases when a case comes to hold fewer: the unit of which a ratio was said is kept.
-- Locks: catalog.item_unit, for the moment in which it gets a column with a constant. Duration: at once. Breaking: no, as long as no unit is
-- said of another: a version between 0361 and this one would take its number for one of the unit that the item is stocked in.
alter table catalog.item_unit add column of_uom text collate "C" not null default '';

-- Why: 0364 checks what is written; this looks at the items that stood before.
-- Locks: catalog.item in share update exclusive: writers go on. Duration: a scan, some 100 ms for a million items. Breaking: no.
alter table catalog.item validate constraint item_kind_check;
alter table catalog.item validate constraint item_coverage_check;

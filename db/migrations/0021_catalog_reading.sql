-- Why: other modules show what an item is called.
-- Locks: none. Duration: instant. Breaking: no.
create view catalog.item_public as select company_id, id, sku, name, item_class, kind, uom, active from catalog.item;

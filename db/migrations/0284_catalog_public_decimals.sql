-- Why: what is shared out of an item is shared out in its smallest quantity.
-- Locks: catalog.item_public exclusively, for the change of the catalog alone. Duration: instant. Breaking: no.
create or replace view catalog.item_public as
select company_id, id, sku, name, item_class, kind, uom, active, decimals from catalog.item;

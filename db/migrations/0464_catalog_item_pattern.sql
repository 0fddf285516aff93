-- Why: whether items go by patterns that fit them is asked when patterns are deployed (decision 0071).
-- Locks: catalog.item_public for an instant. Duration: instant. Breaking: no.
create or replace view catalog.item_public as
select company_id, id, sku, name, item_class, kind, uom, active, decimals, pattern from catalog.item;

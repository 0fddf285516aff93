-- name: read_items :read
select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.tax_code, i.pattern, i.active
from unnest(:company_ids::bigint[], :skus::text[]) as w(company_id, sku)
join catalog.item i on i.company_id = w.company_id and i.sku = w.sku

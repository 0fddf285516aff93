-- name: read_items :read
select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.decimals, i.tax_code, i.pattern, i.active
from unnest(:company_ids::bigint[], :skus::text[]) as w(company_id, sku)
cross join lateral (select * from catalog.item i where i.company_id = w.company_id and i.sku = w.sku offset 0) i

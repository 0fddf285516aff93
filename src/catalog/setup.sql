-- name: items_by_sku :read
select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.decimals, i.tax_code, i.pattern, i.active, i.custom
from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, sku)
join catalog.item i on i.company_id = w.company_id and i.sku = w.sku

-- name: items_by_id :read
select i.company_id, i.id, i.sku, i.uom
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
join catalog.item i on i.company_id = w.company_id and i.id = w.id

-- name: list_items :read
select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.decimals, i.tax_code, i.pattern, i.active, i.custom
from catalog.item i
where i.company_id = :company_id::bigint and (:after::text is null or i.sku > :after::text)
  and (:sku::text is null or i.sku = :sku::text)
  and (:item_class::text is null or i.item_class = :item_class::text)
  and (:active::boolean is null or i.active = :active::boolean)
order by i.sku limit :fetch::integer

-- name: save_items :write insert
insert into catalog.item as i (company_id, id, sku, name, item_class, kind, uom, decimals, tax_code, pattern, active, custom)
select r.* from :rows(company_id bigint, id bigint, sku text, name text, item_class text, kind text, uom text, decimals smallint,
  tax_code text, pattern text, active boolean, custom jsonb)
order by r.company_id, r.sku
on conflict (company_id, sku) do update set name = excluded.name, item_class = excluded.item_class,
  decimals = excluded.decimals, tax_code = excluded.tax_code, pattern = excluded.pattern, active = excluded.active, custom = excluded.custom

-- name: read_items :read
-- With the units that they are sold in, if there are any.
-- null: units, coverage
select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.decimals, i.tax_code, i.pattern, i.active, i.backorders,
  i.coverage, (select jsonb_agg(jsonb_build_object('uom', u.uom, 'of', u.of_uom, 'active', u.active, 'numerator', u.numerator::text, 'denominator', u.denominator::text, 'whole', u.whole,
      'minQuantity', u.min_quantity::text, 'multipleOf', u.multiple_of::text))
    from catalog.item_unit u where u.company_id = i.company_id and u.item_id = i.id) as units
from unnest(:company_ids::bigint[], :skus::text[]) as w(company_id, sku)
cross join lateral (select * from catalog.item i where i.company_id = w.company_id and i.sku = w.sku offset 0) i

-- name: read_substitutes :read
-- What may stand for items, by rank.
select s.company_id, s.item_id, s.kind as standing, s.ratio, s.valid_from, s.valid_to, i.id, i.sku, i.name, i.item_class, i.kind, i.uom,
  i.decimals, i.tax_code, i.pattern, i.active, i.backorders
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
join catalog.substitute s on s.company_id = w.company_id and s.item_id = w.item_id and s.active
join catalog.item i on i.company_id = s.company_id and i.id = s.substitute_id and i.active
order by s.company_id, s.item_id, s.rank, i.sku

-- name: items_by_sku :read
-- null: coverage
select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.decimals, i.tax_code, i.pattern, i.active, i.backorders, i.custom, i.coverage
from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, sku)
join catalog.item i on i.company_id = w.company_id and i.sku = w.sku

-- name: items_by_id :read
select i.company_id, i.id, i.sku, i.uom
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
join catalog.item i on i.company_id = w.company_id and i.id = w.id

-- name: list_items :read
-- null: coverage
select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.decimals, i.tax_code, i.pattern, i.active, i.backorders, i.custom, i.coverage
from catalog.item i
where i.company_id = :company_id::bigint and (:after::text is null or i.sku > :after::text)
  and (:sku::text is null or i.sku = :sku::text)
  and (:item_class::text is null or i.item_class = :item_class::text)
  and (:active::boolean is null or i.active = :active::boolean)
order by i.sku limit :fetch::integer

-- name: save_items :write insert
insert into catalog.item as i (company_id, id, sku, name, item_class, kind, uom, decimals, tax_code, pattern, active, backorders, custom,
  coverage)
select r.* from :rows(company_id bigint, id bigint, sku text, name text, item_class text, kind text, uom text, decimals smallint,
  tax_code text, pattern text, active boolean, backorders boolean, custom jsonb, coverage jsonb)
order by r.company_id, r.sku
on conflict (company_id, sku) do update set name = excluded.name, item_class = excluded.item_class,
  decimals = excluded.decimals, tax_code = excluded.tax_code, pattern = excluded.pattern, active = excluded.active,
  backorders = excluded.backorders, custom = excluded.custom,
  coverage = excluded.coverage

-- name: substitutes_of_items :read
-- notnull: sku, substitute
select s.company_id, s.item_id, s.substitute_id, i.sku, o.sku as substitute, s.kind, s.rank, s.ratio, s.valid_from, s.valid_to, s.active
from catalog.substitute s
join catalog.item i on i.company_id = s.company_id and i.id = s.item_id
join catalog.item o on o.company_id = s.company_id and o.id = s.substitute_id
where s.company_id = any (:company_ids::bigint[]) and s.item_id = any (:item_ids::bigint[])

-- name: list_substitutes :read
-- In order of item, then of what stands for it.
-- notnull: sku, substitute
select s.company_id, s.item_id, s.substitute_id, i.sku, o.sku as substitute, s.kind, s.rank, s.ratio, s.valid_from, s.valid_to, s.active
from catalog.substitute s
join catalog.item i on i.company_id = s.company_id and i.id = s.item_id
join catalog.item o on o.company_id = s.company_id and o.id = s.substitute_id
where s.company_id = :company_id::bigint and (:sku::text is null or i.sku = :sku::text)
  and (:item_id::bigint is null or (s.item_id, s.substitute_id) > (:item_id::bigint, :substitute_id::bigint))
order by s.item_id, s.substitute_id limit :fetch::integer

-- name: save_substitutes :write insert
insert into catalog.substitute as s (company_id, item_id, substitute_id, kind, rank, ratio, valid_from, valid_to, active)
select r.company_id, r.item_id, r.substitute_id, r.kind, r.rank, r.ratio, r.valid_from, r.valid_to, r.active
from :rows(company_id bigint, item_id bigint, substitute_id bigint, kind text, rank integer, ratio numeric, valid_from date, valid_to date,
  active boolean)
order by r.company_id, r.item_id, r.substitute_id
on conflict (company_id, item_id, substitute_id) do update set kind = excluded.kind, rank = excluded.rank, ratio = excluded.ratio,
  valid_from = excluded.valid_from, valid_to = excluded.valid_to, active = excluded.active

-- name: units_of_items :read
-- notnull: sku
select u.company_id, u.item_id, i.sku, u.uom, u.of_uom, u.numerator, u.denominator, u.whole, u.min_quantity, u.multiple_of, u.active
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
join catalog.item_unit u on u.company_id = w.company_id and u.item_id = w.item_id
join catalog.item i on i.company_id = u.company_id and i.id = u.item_id

-- name: list_units :read
-- In order of item, then of unit.
-- notnull: sku
select u.company_id, u.item_id, i.sku, u.uom, u.of_uom, u.numerator, u.denominator, u.whole, u.min_quantity, u.multiple_of, u.active
from catalog.item_unit u
join catalog.item i on i.company_id = u.company_id and i.id = u.item_id
where u.company_id = :company_id::bigint and (:sku::text is null or i.sku = :sku::text)
  and (:item_id::bigint is null or (u.item_id, u.uom) > (:item_id::bigint, :uom::text))
order by u.item_id, u.uom limit :fetch::integer

-- name: save_units :write insert
insert into catalog.item_unit as u (company_id, item_id, uom, of_uom, numerator, denominator, whole, min_quantity, multiple_of, active)
select r.company_id, r.item_id, r.uom, r.of_uom, r.numerator, r.denominator, r.whole, r.min_quantity, r.multiple_of, r.active
from :rows(company_id bigint, item_id bigint, uom text, of_uom text, numerator bigint, denominator bigint, whole boolean, min_quantity numeric,
  multiple_of numeric, active boolean)
order by r.company_id, r.item_id, r.uom
on conflict (company_id, item_id, uom) do update set of_uom = excluded.of_uom, numerator = excluded.numerator, denominator = excluded.denominator,
  whole = excluded.whole, min_quantity = excluded.min_quantity, multiple_of = excluded.multiple_of, active = excluded.active

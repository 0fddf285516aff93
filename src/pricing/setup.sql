-- name: lists_of_companies :read
select l.company_id, l.id, l.code, l.currency, l.segment, l.rank, l.valid_from, l.valid_to from pricing.price_list l
where l.company_id = any(:company_ids::bigint[])

-- name: save_price_lists :write insert
insert into pricing.price_list as l (company_id, id, code, currency, segment, rank, valid_from, valid_to)
select r.* from :rows(company_id bigint, id bigint, code text, currency text, segment text, rank integer, valid_from date, valid_to date)
order by r.company_id, r.code
on conflict (company_id, code) do update set segment = excluded.segment, rank = excluded.rank, valid_from = excluded.valid_from,
  valid_to = excluded.valid_to

-- name: prices_of_items :read
select p.company_id, p.list_id, p.item_id, p.uom, p.valid_from, p.valid_to, p.unit_price, p.version
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
join pricing.price p on p.company_id = w.company_id and p.item_id = w.item_id

-- name: list_prices :read
select p.company_id, p.list_id, p.item_id, p.uom, p.valid_from, p.valid_to, p.unit_price
from pricing.price p
where p.company_id = :company_id::bigint
  and (:list_id::bigint is null
    or (p.list_id, p.item_id, p.uom, p.valid_from) > (:list_id::bigint, :item_id::bigint, :uom::text, :valid_from::date))
order by p.list_id, p.item_id, p.uom, p.valid_from limit :fetch::integer

-- name: save_prices :write insert
insert into pricing.price as p (company_id, list_id, item_id, uom, valid_from, valid_to, unit_price, version)
select r.* from :rows(company_id bigint, list_id bigint, item_id bigint, uom text, valid_from date, valid_to date, unit_price numeric, version integer)
order by r.company_id, r.list_id, r.item_id, r.uom, r.valid_from
on conflict (company_id, list_id, item_id, uom, valid_from) do update set valid_to = excluded.valid_to,
  unit_price = excluded.unit_price, version = excluded.version

-- name: promotions_of_companies :read
select p.company_id, p.id, p.code, p.kind, p.value, p.currency, p.condition, p.valid_from, p.valid_to, p.rank, p.version
from pricing.promotion p where p.company_id = any(:company_ids::bigint[])

-- name: save_promotions :write insert
insert into pricing.promotion as p (company_id, id, code, kind, value, currency, condition, valid_from, valid_to, rank, version)
select r.* from :rows(company_id bigint, id bigint, code text, kind text, value numeric, currency text, condition text, valid_from date,
  valid_to date, rank integer, version integer)
order by r.company_id, r.code
on conflict (company_id, code) do update set kind = excluded.kind, value = excluded.value, currency = excluded.currency,
  condition = excluded.condition, valid_from = excluded.valid_from, valid_to = excluded.valid_to, rank = excluded.rank,
  version = excluded.version

-- name: freight_of_companies :read
select f.company_id, f.id, f.currency, f.country, f.amount, f.free_above, f.tax_code, f.rank
from pricing.freight_rule f where f.company_id = any(:company_ids::bigint[])

-- name: save_freight_rules :write insert
insert into pricing.freight_rule as f (company_id, id, currency, country, amount, free_above, tax_code, rank)
select r.* from :rows(company_id bigint, id bigint, currency text, country text, amount bigint, free_above bigint, tax_code text, rank integer)
order by r.company_id, r.id
on conflict (company_id, id) do update set amount = excluded.amount, free_above = excluded.free_above,
  tax_code = excluded.tax_code, rank = excluded.rank

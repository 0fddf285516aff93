-- name: read_price_lists :read
-- Of one rank the first code comes first.
select company_id, id, code, currency, segment, rank, valid_from, valid_to, version, converted_from, markup_percent
from pricing.price_list where company_id = any(:company_ids::bigint[]) order by company_id, rank, code

-- name: read_prices :read
-- All prices of the asked items: which one holds is decided, not queried, so that the losers are known.
select p.company_id, p.list_id, p.item_id, p.uom, p.valid_from, p.valid_to, p.unit_price, p.tiers, p.charges, p.version,
  l.version as list_version
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
cross join lateral (select * from pricing.price p where p.company_id = w.company_id and p.item_id = w.item_id offset 0) p
join pricing.price_list l on l.company_id = p.company_id and l.id = p.list_id

-- name: read_promotions :read
-- notnull: budgeted
select p.company_id, p.id, p.code, p.kind, p.value, p.currency, p.condition, p.coupon, p.exclusive_group, p.skus, p.item_classes,
  p.buy_quantity, p.get_quantity, p.valid_from, p.valid_to, p.rank, p.version, b.promotion_id is not null as budgeted
from pricing.promotion p
left join pricing.promotion_budget b on b.company_id = p.company_id and b.promotion_id = p.id
where p.company_id = any(:company_ids::bigint[]) order by p.company_id, p.rank, p.code

-- name: read_freight_rules :read
-- Of one rank that of a method comes before that of all, then that of a country.
select company_id, id, currency, country, amount, free_above, tax_code, rank, version, ship_method
from pricing.freight_rule where company_id = any(:company_ids::bigint[])
order by company_id, rank, ship_method nulls last, country nulls last

-- name: read_adjustments :read
select company_id, id, code, kind, value, currency, skus, item_classes, segments, sources, condition, bucket, exclusive_group,
  precedence, quantity_over, min_quantity, max_quantity, valid_from, valid_to, version,
  converts, on_agreed
from pricing.adjustment_rule where company_id = any(:company_ids::bigint[]) order by company_id, code

-- name: read_strategies :read
select company_id, code, rank, segments, sources, order_types, countries, list_ids, price_day, valid_from, valid_to, version
from pricing.strategy where company_id = any(:company_ids::bigint[]) order by company_id, rank, code

-- name: read_reasons :read
select company_id, code, max_percent, over_limit, version
from pricing.discount_reason where company_id = any(:company_ids::bigint[]) and active

-- name: read_payment_fees :read
select company_id, method, percent, fixed, version from pricing.payment_fee where company_id = any(:company_ids::bigint[])

-- name: read_charge_types :read
select company_id, id, code, name, kind, category, period, usage_unit, tax_code, item_class, refundable, version
from pricing.charge_type where company_id = any(:company_ids::bigint[]) and active

-- name: read_margin_rules :read
select company_id, code, item_classes, segments, sources, floor_percent, action, version
from pricing.margin_rule where company_id = any(:company_ids::bigint[]) and active

-- name: read_agreed :read
-- Which companies have agreements with customers at all.
select distinct a.company_id from pricing.agreement a where a.company_id = any(:company_ids::bigint[])

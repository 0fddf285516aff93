-- name: read_price_lists :read
select company_id, id, code, currency, segment, rank, valid_from, valid_to
from pricing.price_list where company_id = any(:company_ids::bigint[])

-- name: read_prices :read
-- All prices of the asked items: which one holds is decided, not queried, so that the losers are known.
select p.company_id, p.list_id, p.item_id, p.uom, p.valid_from, p.valid_to, p.unit_price, p.tiers, p.version
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
cross join lateral (select * from pricing.price p where p.company_id = w.company_id and p.item_id = w.item_id offset 0) p

-- name: read_promotions :read
select company_id, id, code, kind, value, currency, condition, coupon, exclusive_group, skus, item_classes, buy_quantity, get_quantity,
  valid_from, valid_to, rank, version
from pricing.promotion where company_id = any(:company_ids::bigint[])

-- name: read_freight_rules :read
select company_id, id, currency, country, amount, free_above, tax_code, rank
from pricing.freight_rule where company_id = any(:company_ids::bigint[])

-- name: read_adjustments :read
select company_id, id, code, kind, value, currency, skus, item_classes, segments, sources, condition, bucket, exclusive_group,
  precedence, quantity_over, min_quantity, max_quantity, valid_from, valid_to, version
from pricing.adjustment_rule where company_id = any(:company_ids::bigint[]) order by company_id, code

-- name: read_strategies :read
select company_id, code, rank, segments, sources, order_types, countries, list_ids, price_day, valid_from, valid_to, version
from pricing.strategy where company_id = any(:company_ids::bigint[]) order by company_id, rank, code

-- name: read_reasons :read
select company_id, code, max_percent from pricing.discount_reason where company_id = any(:company_ids::bigint[]) and active

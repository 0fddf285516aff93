-- name: lists_of_companies :read
select l.company_id, l.id, l.code, l.currency, l.segment, l.rank, l.valid_from, l.valid_to, l.version, l.converted_from, l.markup_percent
from pricing.price_list l
where l.company_id = any(:company_ids::bigint[])

-- name: save_price_lists :write insert
insert into pricing.price_list as l (company_id, id, code, currency, segment, rank, valid_from, valid_to, version, converted_from,
  markup_percent)
select r.* from :rows(company_id bigint, id bigint, code text, currency text, segment text, rank integer, valid_from date, valid_to date,
  version integer, converted_from bigint, markup_percent numeric)
order by r.company_id, r.code
on conflict (company_id, code) do update set segment = excluded.segment, rank = excluded.rank, valid_from = excluded.valid_from,
  valid_to = excluded.valid_to, version = excluded.version, converted_from = excluded.converted_from,
  markup_percent = excluded.markup_percent

-- name: prices_of_items :read
select p.company_id, p.list_id, p.item_id, p.uom, p.valid_from, p.valid_to, p.unit_price, p.tiers, p.charges, p.version
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
join pricing.price p on p.company_id = w.company_id and p.item_id = w.item_id

-- name: list_prices :read
select p.company_id, p.list_id, p.item_id, p.uom, p.valid_from, p.valid_to, p.unit_price, p.tiers, p.charges
from pricing.price p
where p.company_id = :company_id::bigint
  and (:list_id::bigint is null
    or (p.list_id, p.item_id, p.uom, p.valid_from) > (:list_id::bigint, :item_id::bigint, :uom::text, :valid_from::date))
order by p.list_id, p.item_id, p.uom, p.valid_from limit :fetch::integer

-- name: save_prices :write insert
insert into pricing.price as p (company_id, list_id, item_id, uom, valid_from, valid_to, unit_price, tiers, charges, version)
select r.* from :rows(company_id bigint, list_id bigint, item_id bigint, uom text, valid_from date, valid_to date, unit_price numeric,
  tiers jsonb, charges jsonb, version integer)
order by r.company_id, r.list_id, r.item_id, r.uom, r.valid_from
on conflict (company_id, list_id, item_id, uom, valid_from) do update set valid_to = excluded.valid_to,
  unit_price = excluded.unit_price, tiers = excluded.tiers, charges = excluded.charges, version = excluded.version

-- name: promotions_of_companies :read
-- null: budget_amount, budget_uses, gives_back
select p.company_id, p.id, p.code, p.kind, p.value, p.currency, p.condition, p.coupon, p.exclusive_group, p.skus,
  p.item_classes, p.buy_quantity, p.get_quantity, p.valid_from, p.valid_to, p.rank, p.version, b.amount as budget_amount,
  b.uses as budget_uses, b.gives_back
from pricing.promotion p left join pricing.promotion_budget b on b.company_id = p.company_id and b.promotion_id = p.id
where p.company_id = any(:company_ids::bigint[])

-- name: save_promotions :write insert
insert into pricing.promotion as p (company_id, id, code, kind, value, currency, condition, coupon, exclusive_group, skus, item_classes,
  buy_quantity, get_quantity, valid_from, valid_to, rank, version)
select r.* from :rows(company_id bigint, id bigint, code text, kind text, value numeric, currency text, condition text, coupon text,
  exclusive_group text, skus text[], item_classes text[], buy_quantity numeric, get_quantity numeric, valid_from date, valid_to date,
  rank integer, version integer)
order by r.company_id, r.code
on conflict (company_id, code) do update set kind = excluded.kind, value = excluded.value, currency = excluded.currency,
  condition = excluded.condition, coupon = excluded.coupon, exclusive_group = excluded.exclusive_group, skus = excluded.skus,
  item_classes = excluded.item_classes, buy_quantity = excluded.buy_quantity, get_quantity = excluded.get_quantity, valid_from = excluded.valid_from, valid_to = excluded.valid_to, rank = excluded.rank,
  version = excluded.version

-- name: freight_of_companies :read
select f.company_id, f.id, f.currency, f.country, f.amount, f.free_above, f.tax_code, f.rank, f.version, f.ship_method
from pricing.freight_rule f where f.company_id = any(:company_ids::bigint[])

-- name: save_freight_rules :write insert
insert into pricing.freight_rule as f (company_id, id, currency, country, amount, free_above, tax_code, rank, version, ship_method)
select r.* from :rows(company_id bigint, id bigint, currency text, country text, amount bigint, free_above bigint, tax_code text, rank integer,
  version integer, ship_method text)
order by r.company_id, r.id
on conflict (company_id, id) do update set amount = excluded.amount, free_above = excluded.free_above,
  tax_code = excluded.tax_code, rank = excluded.rank, version = excluded.version

-- name: adjustments_of_companies :read
select a.company_id, a.id, a.code, a.kind, a.value, a.currency, a.skus, a.item_classes, a.segments, a.sources, a.condition, a.bucket,
  a.exclusive_group, a.precedence, a.quantity_over, a.min_quantity, a.max_quantity, a.valid_from, a.valid_to, a.version, a.converts, a.on_agreed
from pricing.adjustment_rule a where a.company_id = any(:company_ids::bigint[])

-- name: save_adjustments :write insert
insert into pricing.adjustment_rule as a (company_id, id, code, kind, value, currency, skus, item_classes, segments, sources, condition,
  bucket, exclusive_group, precedence, quantity_over, min_quantity, max_quantity, valid_from, valid_to, version,
  converts, on_agreed)
select r.* from :rows(company_id bigint, id bigint, code text, kind text, value numeric, currency text, skus text[], item_classes text[],
  segments text[], sources text[], condition text, bucket smallint, exclusive_group text, precedence integer, quantity_over text,
  min_quantity numeric, max_quantity numeric, valid_from date, valid_to date, version integer, converts boolean, on_agreed boolean)
order by r.company_id, r.code
on conflict (company_id, code) do update set kind = excluded.kind, value = excluded.value, currency = excluded.currency,
  skus = excluded.skus, item_classes = excluded.item_classes, segments = excluded.segments, sources = excluded.sources,
  condition = excluded.condition, bucket = excluded.bucket, exclusive_group = excluded.exclusive_group,
  precedence = excluded.precedence, quantity_over = excluded.quantity_over, min_quantity = excluded.min_quantity,
  max_quantity = excluded.max_quantity, valid_from = excluded.valid_from, valid_to = excluded.valid_to, version = excluded.version,
  converts = excluded.converts, on_agreed = excluded.on_agreed

-- name: strategies_of_companies :read
select s.company_id, s.id, s.code, s.rank, s.segments, s.sources, s.order_types, s.countries, s.list_ids, s.price_day, s.valid_from,
  s.valid_to, s.version
from pricing.strategy s where s.company_id = any(:company_ids::bigint[])

-- name: save_strategies :write insert
insert into pricing.strategy as s (company_id, id, code, rank, segments, sources, order_types, countries, list_ids, price_day, valid_from,
  valid_to, version)
select r.* from :rows(company_id bigint, id bigint, code text, rank integer, segments text[], sources text[], order_types text[],
  countries text[], list_ids bigint[], price_day text, valid_from date, valid_to date, version integer)
order by r.company_id, r.code
on conflict (company_id, code) do update set rank = excluded.rank, segments = excluded.segments, sources = excluded.sources,
  order_types = excluded.order_types, countries = excluded.countries, list_ids = excluded.list_ids, price_day = excluded.price_day,
  valid_from = excluded.valid_from, valid_to = excluded.valid_to, version = excluded.version

-- name: reasons_of_companies :read
select d.company_id, d.id, d.code, d.name, d.max_percent, d.over_limit, d.active, d.version
from pricing.discount_reason d where d.company_id = any(:company_ids::bigint[])

-- name: save_reasons :write insert
insert into pricing.discount_reason as d (company_id, id, code, name, max_percent, over_limit, active, version)
select r.* from :rows(company_id bigint, id bigint, code text, name text, max_percent numeric, over_limit text, active boolean,
  version integer)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, max_percent = excluded.max_percent, over_limit = excluded.over_limit,
  active = excluded.active, version = excluded.version

-- name: fees_of_companies :read
select f.company_id, f.id, f.method, f.percent, f.fixed, f.version
from pricing.payment_fee f where f.company_id = any(:company_ids::bigint[])

-- name: save_fees :write insert
insert into pricing.payment_fee as f (company_id, id, method, percent, fixed, version)
select r.* from :rows(company_id bigint, id bigint, method text, percent numeric, fixed bigint, version integer)
order by r.company_id, r.method
on conflict (company_id, method) do update set percent = excluded.percent, fixed = excluded.fixed, version = excluded.version

-- name: charge_types_of_companies :read
select c.company_id, c.id, c.code, c.name, c.kind, c.category, c.period, c.usage_unit, c.tax_code, c.item_class, c.refundable, c.active,
  c.version
from pricing.charge_type c where c.company_id = any(:company_ids::bigint[])

-- name: save_charge_types :write insert
insert into pricing.charge_type as c (company_id, id, code, name, kind, category, period, usage_unit, tax_code, item_class, refundable,
  active, version)
select r.* from :rows(company_id bigint, id bigint, code text, name text, kind text, category text, period text, usage_unit text,
  tax_code text, item_class text, refundable boolean, active boolean, version integer)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, category = excluded.category, period = excluded.period,
  usage_unit = excluded.usage_unit, tax_code = excluded.tax_code, item_class = excluded.item_class, refundable = excluded.refundable,
  active = excluded.active, version = excluded.version

-- name: margin_rules_of_companies :read
select m.company_id, m.id, m.code, m.item_classes, m.segments, m.sources, m.floor_percent, m.action, m.active, m.version
from pricing.margin_rule m where m.company_id = any(:company_ids::bigint[])

-- name: save_margin_rules :write insert
insert into pricing.margin_rule as m (company_id, id, code, item_classes, segments, sources, floor_percent, action, active, version)
select r.* from :rows(company_id bigint, id bigint, code text, item_classes text[], segments text[], sources text[], floor_percent numeric,
  action text, active boolean, version integer)
order by r.company_id, r.code
on conflict (company_id, code) do update set item_classes = excluded.item_classes, segments = excluded.segments,
  sources = excluded.sources, floor_percent = excluded.floor_percent, action = excluded.action, active = excluded.active,
  version = excluded.version

-- name: agreements_of_companies :read
-- notnull: account
select a.company_id, a.id, a.code, a.account_id, p.number as account, a.currency, a.over, a.active, a.valid_from, a.valid_to, a.lines, a.version
from pricing.agreement a join customers.account_public p on p.company_id = a.company_id and p.id = a.account_id
where a.company_id = :company_id::bigint and a.code > coalesce(:after::text, '') order by a.code limit :fetch::integer

-- name: accounts_by_number :read
-- notnull: company_id, id, number, currency
select p.company_id, p.id, p.number, p.currency
from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, number)
join customers.account_public p on p.company_id = w.company_id and p.number = w.number

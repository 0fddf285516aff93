// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const listsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; currency: string; segment: string | null; rank: number; valid_from: string; valid_to: string | null; version: number; converted_from: bigint | null; markup_percent: bigint | null }> = {
  name: 'pricing.lists_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select l.company_id, l.id, l.code, l.currency, l.segment, l.rank, l.valid_from, l.valid_to, l.version, l.converted_from, l.markup_percent\nfrom pricing.price_list l\nwhere l.company_id = any($1::bigint[])",
}

export const savePriceLists: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; currency: string | null; segment: string | null; rank: number | null; validFrom: string | null; validTo: string | null; version: number | null; convertedFrom: bigint | null; markupPercent: bigint | null }, never> = {
  name: 'pricing.save_price_lists',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'segment', type: 'text', array: true },
    { name: 'rank', type: 'integer', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'validTo', type: 'date', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'convertedFrom', type: 'bigint', array: true },
    { name: 'markupPercent', type: 'numeric', array: true },
  ],
  text: "insert into pricing.price_list as l (company_id, id, code, currency, segment, rank, valid_from, valid_to, version, converted_from,\n  markup_percent)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as currency, unnest($5::text[]) as segment, unnest($6::integer[]) as rank, unnest($7::date[]) as valid_from, unnest($8::date[]) as valid_to, unnest($9::integer[]) as version, unnest($10::bigint[]) as converted_from, unnest($11::numeric[]) as markup_percent) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set segment = excluded.segment, rank = excluded.rank, valid_from = excluded.valid_from,\n  valid_to = excluded.valid_to, version = excluded.version, converted_from = excluded.converted_from,\n  markup_percent = excluded.markup_percent",
}

export const pricesOfItems: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; list_id: bigint; item_id: bigint; uom: string; valid_from: string; valid_to: string | null; unit_price: bigint; tiers: Json | null; charges: Json | null; version: number }> = {
  name: 'pricing.prices_of_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.list_id, p.item_id, p.uom, p.valid_from, p.valid_to, p.unit_price, p.tiers, p.charges, p.version\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\njoin pricing.price p on p.company_id = w.company_id and p.item_id = w.item_id",
}

export const listPrices: ReadStatement<{ companyId: bigint | null; listId: bigint | null; itemId: bigint | null; uom: string | null; validFrom: string | null; fetch: number | null }, { company_id: bigint; list_id: bigint; item_id: bigint; uom: string; valid_from: string; valid_to: string | null; unit_price: bigint; tiers: Json | null; charges: Json | null }> = {
  name: 'pricing.list_prices',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'listId', type: 'bigint', array: false },
    { name: 'itemId', type: 'bigint', array: false },
    { name: 'uom', type: 'text', array: false },
    { name: 'validFrom', type: 'date', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select p.company_id, p.list_id, p.item_id, p.uom, p.valid_from, p.valid_to, p.unit_price, p.tiers, p.charges\nfrom pricing.price p\nwhere p.company_id = $1::bigint\n  and ($2::bigint is null\n    or (p.list_id, p.item_id, p.uom, p.valid_from) > ($2::bigint, $3::bigint, $4::text, $5::date))\norder by p.list_id, p.item_id, p.uom, p.valid_from limit $6::integer",
}

export const savePrices: WriteStatement<{ companyId: bigint | null; listId: bigint | null; itemId: bigint | null; uom: string | null; validFrom: string | null; validTo: string | null; unitPrice: bigint | null; tiers: Json | null; charges: Json | null; version: number | null }, never> = {
  name: 'pricing.save_prices',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'listId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'uom', type: 'text', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'validTo', type: 'date', array: true },
    { name: 'unitPrice', type: 'numeric', array: true },
    { name: 'tiers', type: 'jsonb', array: true },
    { name: 'charges', type: 'jsonb', array: true },
    { name: 'version', type: 'integer', array: true },
  ],
  text: "insert into pricing.price as p (company_id, list_id, item_id, uom, valid_from, valid_to, unit_price, tiers, charges, version)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as list_id, unnest($3::bigint[]) as item_id, unnest($4::text[]) as uom, unnest($5::date[]) as valid_from, unnest($6::date[]) as valid_to, unnest($7::numeric[]) as unit_price, unnest($8::jsonb[]) as tiers, unnest($9::jsonb[]) as charges, unnest($10::integer[]) as version) as r\norder by r.company_id, r.list_id, r.item_id, r.uom, r.valid_from\non conflict (company_id, list_id, item_id, uom, valid_from) do update set valid_to = excluded.valid_to,\n  unit_price = excluded.unit_price, tiers = excluded.tiers, charges = excluded.charges, version = excluded.version",
}

export const promotionsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; kind: string; value: bigint; currency: string | null; condition: string; coupon: string | null; exclusive_group: string; skus: string[]; item_classes: string[]; buy_quantity: bigint | null; get_quantity: bigint | null; valid_from: string; valid_to: string | null; rank: number; version: number; budget_amount: bigint | null; budget_uses: bigint | null; gives_back: string | null }> = {
  name: 'pricing.promotions_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.id, p.code, p.kind, p.value, p.currency, p.condition, p.coupon, p.exclusive_group, p.skus,\n  p.item_classes, p.buy_quantity, p.get_quantity, p.valid_from, p.valid_to, p.rank, p.version, b.amount as budget_amount,\n  b.uses as budget_uses, b.gives_back\nfrom pricing.promotion p left join pricing.promotion_budget b on b.company_id = p.company_id and b.promotion_id = p.id\nwhere p.company_id = any($1::bigint[])",
}

export const savePromotions: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; kind: string | null; value: bigint | null; currency: string | null; condition: string | null; coupon: string | null; exclusiveGroup: string | null; skus: readonly (string | null)[] | null; itemClasses: readonly (string | null)[] | null; buyQuantity: bigint | null; getQuantity: bigint | null; validFrom: string | null; validTo: string | null; rank: number | null; version: number | null }, never> = {
  name: 'pricing.save_promotions',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'value', type: 'numeric', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'condition', type: 'text', array: true },
    { name: 'coupon', type: 'text', array: true },
    { name: 'exclusiveGroup', type: 'text', array: true },
    { name: 'skus', type: 'text', array: true, list: true },
    { name: 'itemClasses', type: 'text', array: true, list: true },
    { name: 'buyQuantity', type: 'numeric', array: true },
    { name: 'getQuantity', type: 'numeric', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'validTo', type: 'date', array: true },
    { name: 'rank', type: 'integer', array: true },
    { name: 'version', type: 'integer', array: true },
  ],
  text: "insert into pricing.promotion as p (company_id, id, code, kind, value, currency, condition, coupon, exclusive_group, skus, item_classes,\n  buy_quantity, get_quantity, valid_from, valid_to, rank, version)\nselect r.* from (select u.company_id, u.id, u.code, u.kind, u.value, u.currency, u.condition, u.coupon, u.exclusive_group, ($10::text[])[coalesce(($11::integer[])[u.place - 1], 0) + 1 : ($11::integer[])[u.place]] as skus, ($12::text[])[coalesce(($13::integer[])[u.place - 1], 0) + 1 : ($13::integer[])[u.place]] as item_classes, u.buy_quantity, u.get_quantity, u.valid_from, u.valid_to, u.rank, u.version from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as kind, unnest($5::numeric[]) as value, unnest($6::text[]) as currency, unnest($7::text[]) as condition, unnest($8::text[]) as coupon, unnest($9::text[]) as exclusive_group, unnest($14::numeric[]) as buy_quantity, unnest($15::numeric[]) as get_quantity, unnest($16::date[]) as valid_from, unnest($17::date[]) as valid_to, unnest($18::integer[]) as rank, unnest($19::integer[]) as version, generate_subscripts($1::bigint[], 1) as place) as u) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set kind = excluded.kind, value = excluded.value, currency = excluded.currency,\n  condition = excluded.condition, coupon = excluded.coupon, exclusive_group = excluded.exclusive_group, skus = excluded.skus,\n  item_classes = excluded.item_classes, buy_quantity = excluded.buy_quantity, get_quantity = excluded.get_quantity, valid_from = excluded.valid_from, valid_to = excluded.valid_to, rank = excluded.rank,\n  version = excluded.version",
}

export const freightOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; currency: string; country: string | null; amount: bigint; free_above: bigint | null; tax_code: string; rank: number; version: number; ship_method: string | null }> = {
  name: 'pricing.freight_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select f.company_id, f.id, f.currency, f.country, f.amount, f.free_above, f.tax_code, f.rank, f.version, f.ship_method\nfrom pricing.freight_rule f where f.company_id = any($1::bigint[])",
}

export const saveFreightRules: WriteStatement<{ companyId: bigint | null; id: bigint | null; currency: string | null; country: string | null; amount: bigint | null; freeAbove: bigint | null; taxCode: string | null; rank: number | null; version: number | null; shipMethod: string | null }, never> = {
  name: 'pricing.save_freight_rules',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'country', type: 'text', array: true },
    { name: 'amount', type: 'bigint', array: true },
    { name: 'freeAbove', type: 'bigint', array: true },
    { name: 'taxCode', type: 'text', array: true },
    { name: 'rank', type: 'integer', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'shipMethod', type: 'text', array: true },
  ],
  text: "insert into pricing.freight_rule as f (company_id, id, currency, country, amount, free_above, tax_code, rank, version, ship_method)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as currency, unnest($4::text[]) as country, unnest($5::bigint[]) as amount, unnest($6::bigint[]) as free_above, unnest($7::text[]) as tax_code, unnest($8::integer[]) as rank, unnest($9::integer[]) as version, unnest($10::text[]) as ship_method) as r\norder by r.company_id, r.id\non conflict (company_id, id) do update set amount = excluded.amount, free_above = excluded.free_above,\n  tax_code = excluded.tax_code, rank = excluded.rank, version = excluded.version",
}

export const adjustmentsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; kind: string; value: bigint; currency: string | null; skus: string[]; item_classes: string[]; segments: string[]; sources: string[]; condition: string; bucket: number | null; exclusive_group: string | null; precedence: number | null; quantity_over: string; min_quantity: bigint | null; max_quantity: bigint | null; valid_from: string; valid_to: string | null; version: number; converts: boolean; on_agreed: boolean }> = {
  name: 'pricing.adjustments_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select a.company_id, a.id, a.code, a.kind, a.value, a.currency, a.skus, a.item_classes, a.segments, a.sources, a.condition, a.bucket,\n  a.exclusive_group, a.precedence, a.quantity_over, a.min_quantity, a.max_quantity, a.valid_from, a.valid_to, a.version, a.converts, a.on_agreed\nfrom pricing.adjustment_rule a where a.company_id = any($1::bigint[])",
}

export const saveAdjustments: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; kind: string | null; value: bigint | null; currency: string | null; skus: readonly (string | null)[] | null; itemClasses: readonly (string | null)[] | null; segments: readonly (string | null)[] | null; sources: readonly (string | null)[] | null; condition: string | null; bucket: number | null; exclusiveGroup: string | null; precedence: number | null; quantityOver: string | null; minQuantity: bigint | null; maxQuantity: bigint | null; validFrom: string | null; validTo: string | null; version: number | null; converts: boolean | null; onAgreed: boolean | null }, never> = {
  name: 'pricing.save_adjustments',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'value', type: 'numeric', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'skus', type: 'text', array: true, list: true },
    { name: 'itemClasses', type: 'text', array: true, list: true },
    { name: 'segments', type: 'text', array: true, list: true },
    { name: 'sources', type: 'text', array: true, list: true },
    { name: 'condition', type: 'text', array: true },
    { name: 'bucket', type: 'smallint', array: true },
    { name: 'exclusiveGroup', type: 'text', array: true },
    { name: 'precedence', type: 'integer', array: true },
    { name: 'quantityOver', type: 'text', array: true },
    { name: 'minQuantity', type: 'numeric', array: true },
    { name: 'maxQuantity', type: 'numeric', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'validTo', type: 'date', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'converts', type: 'boolean', array: true },
    { name: 'onAgreed', type: 'boolean', array: true },
  ],
  text: "insert into pricing.adjustment_rule as a (company_id, id, code, kind, value, currency, skus, item_classes, segments, sources, condition,\n  bucket, exclusive_group, precedence, quantity_over, min_quantity, max_quantity, valid_from, valid_to, version,\n  converts, on_agreed)\nselect r.* from (select u.company_id, u.id, u.code, u.kind, u.value, u.currency, ($7::text[])[coalesce(($8::integer[])[u.place - 1], 0) + 1 : ($8::integer[])[u.place]] as skus, ($9::text[])[coalesce(($10::integer[])[u.place - 1], 0) + 1 : ($10::integer[])[u.place]] as item_classes, ($11::text[])[coalesce(($12::integer[])[u.place - 1], 0) + 1 : ($12::integer[])[u.place]] as segments, ($13::text[])[coalesce(($14::integer[])[u.place - 1], 0) + 1 : ($14::integer[])[u.place]] as sources, u.condition, u.bucket, u.exclusive_group, u.precedence, u.quantity_over, u.min_quantity, u.max_quantity, u.valid_from, u.valid_to, u.version, u.converts, u.on_agreed from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as kind, unnest($5::numeric[]) as value, unnest($6::text[]) as currency, unnest($15::text[]) as condition, unnest($16::smallint[]) as bucket, unnest($17::text[]) as exclusive_group, unnest($18::integer[]) as precedence, unnest($19::text[]) as quantity_over, unnest($20::numeric[]) as min_quantity, unnest($21::numeric[]) as max_quantity, unnest($22::date[]) as valid_from, unnest($23::date[]) as valid_to, unnest($24::integer[]) as version, unnest($25::boolean[]) as converts, unnest($26::boolean[]) as on_agreed, generate_subscripts($1::bigint[], 1) as place) as u) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set kind = excluded.kind, value = excluded.value, currency = excluded.currency,\n  skus = excluded.skus, item_classes = excluded.item_classes, segments = excluded.segments, sources = excluded.sources,\n  condition = excluded.condition, bucket = excluded.bucket, exclusive_group = excluded.exclusive_group,\n  precedence = excluded.precedence, quantity_over = excluded.quantity_over, min_quantity = excluded.min_quantity,\n  max_quantity = excluded.max_quantity, valid_from = excluded.valid_from, valid_to = excluded.valid_to, version = excluded.version,\n  converts = excluded.converts, on_agreed = excluded.on_agreed",
}

export const strategiesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; rank: number; segments: string[]; sources: string[]; order_types: string[]; countries: string[]; list_ids: bigint[]; price_day: string; valid_from: string; valid_to: string | null; version: number }> = {
  name: 'pricing.strategies_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.id, s.code, s.rank, s.segments, s.sources, s.order_types, s.countries, s.list_ids, s.price_day, s.valid_from,\n  s.valid_to, s.version\nfrom pricing.strategy s where s.company_id = any($1::bigint[])",
}

export const saveStrategies: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; rank: number | null; segments: readonly (string | null)[] | null; sources: readonly (string | null)[] | null; orderTypes: readonly (string | null)[] | null; countries: readonly (string | null)[] | null; listIds: readonly (bigint | null)[] | null; priceDay: string | null; validFrom: string | null; validTo: string | null; version: number | null }, never> = {
  name: 'pricing.save_strategies',
  kind: 'write',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'rank', type: 'integer', array: true },
    { name: 'segments', type: 'text', array: true, list: true },
    { name: 'sources', type: 'text', array: true, list: true },
    { name: 'orderTypes', type: 'text', array: true, list: true },
    { name: 'countries', type: 'text', array: true, list: true },
    { name: 'listIds', type: 'bigint', array: true, list: true },
    { name: 'priceDay', type: 'text', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'validTo', type: 'date', array: true },
    { name: 'version', type: 'integer', array: true },
  ],
  text: "insert into pricing.strategy as s (company_id, id, code, rank, segments, sources, order_types, countries, list_ids, price_day, valid_from,\n  valid_to, version)\nselect r.* from (select u.company_id, u.id, u.code, u.rank, ($5::text[])[coalesce(($6::integer[])[u.place - 1], 0) + 1 : ($6::integer[])[u.place]] as segments, ($7::text[])[coalesce(($8::integer[])[u.place - 1], 0) + 1 : ($8::integer[])[u.place]] as sources, ($9::text[])[coalesce(($10::integer[])[u.place - 1], 0) + 1 : ($10::integer[])[u.place]] as order_types, ($11::text[])[coalesce(($12::integer[])[u.place - 1], 0) + 1 : ($12::integer[])[u.place]] as countries, ($13::bigint[])[coalesce(($14::integer[])[u.place - 1], 0) + 1 : ($14::integer[])[u.place]] as list_ids, u.price_day, u.valid_from, u.valid_to, u.version from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::integer[]) as rank, unnest($15::text[]) as price_day, unnest($16::date[]) as valid_from, unnest($17::date[]) as valid_to, unnest($18::integer[]) as version, generate_subscripts($1::bigint[], 1) as place) as u) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set rank = excluded.rank, segments = excluded.segments, sources = excluded.sources,\n  order_types = excluded.order_types, countries = excluded.countries, list_ids = excluded.list_ids, price_day = excluded.price_day,\n  valid_from = excluded.valid_from, valid_to = excluded.valid_to, version = excluded.version",
}

export const reasonsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; max_percent: bigint; over_limit: string; active: boolean; version: number }> = {
  name: 'pricing.reasons_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select d.company_id, d.id, d.code, d.name, d.max_percent, d.over_limit, d.active, d.version\nfrom pricing.discount_reason d where d.company_id = any($1::bigint[])",
}

export const saveReasons: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; maxPercent: bigint | null; overLimit: string | null; active: boolean | null; version: number | null }, never> = {
  name: 'pricing.save_reasons',
  kind: 'write',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'maxPercent', type: 'numeric', array: true },
    { name: 'overLimit', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'version', type: 'integer', array: true },
  ],
  text: "insert into pricing.discount_reason as d (company_id, id, code, name, max_percent, over_limit, active, version)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($5::numeric[]) as max_percent, unnest($6::text[]) as over_limit, unnest($7::boolean[]) as active, unnest($8::integer[]) as version) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, max_percent = excluded.max_percent, over_limit = excluded.over_limit,\n  active = excluded.active, version = excluded.version",
}

export const feesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; method: string; percent: bigint; fixed: bigint; version: number }> = {
  name: 'pricing.fees_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select f.company_id, f.id, f.method, f.percent, f.fixed, f.version\nfrom pricing.payment_fee f where f.company_id = any($1::bigint[])",
}

export const saveFees: WriteStatement<{ companyId: bigint | null; id: bigint | null; method: string | null; percent: bigint | null; fixed: bigint | null; version: number | null }, never> = {
  name: 'pricing.save_fees',
  kind: 'write',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'method', type: 'text', array: true },
    { name: 'percent', type: 'numeric', array: true },
    { name: 'fixed', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
  ],
  text: "insert into pricing.payment_fee as f (company_id, id, method, percent, fixed, version)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as method, unnest($4::numeric[]) as percent, unnest($5::bigint[]) as fixed, unnest($6::integer[]) as version) as r\norder by r.company_id, r.method\non conflict (company_id, method) do update set percent = excluded.percent, fixed = excluded.fixed, version = excluded.version",
}

export const chargeTypesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; kind: string; category: string; period: string | null; usage_unit: string | null; tax_code: string | null; item_class: string | null; refundable: boolean; active: boolean; version: number }> = {
  name: 'pricing.charge_types_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.id, c.code, c.name, c.kind, c.category, c.period, c.usage_unit, c.tax_code, c.item_class, c.refundable, c.active,\n  c.version\nfrom pricing.charge_type c where c.company_id = any($1::bigint[])",
}

export const saveChargeTypes: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; kind: string | null; category: string | null; period: string | null; usageUnit: string | null; taxCode: string | null; itemClass: string | null; refundable: boolean | null; active: boolean | null; version: number | null }, never> = {
  name: 'pricing.save_charge_types',
  kind: 'write',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'category', type: 'text', array: true },
    { name: 'period', type: 'text', array: true },
    { name: 'usageUnit', type: 'text', array: true },
    { name: 'taxCode', type: 'text', array: true },
    { name: 'itemClass', type: 'text', array: true },
    { name: 'refundable', type: 'boolean', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'version', type: 'integer', array: true },
  ],
  text: "insert into pricing.charge_type as c (company_id, id, code, name, kind, category, period, usage_unit, tax_code, item_class, refundable,\n  active, version)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($5::text[]) as kind, unnest($6::text[]) as category, unnest($7::text[]) as period, unnest($8::text[]) as usage_unit, unnest($9::text[]) as tax_code, unnest($10::text[]) as item_class, unnest($11::boolean[]) as refundable, unnest($12::boolean[]) as active, unnest($13::integer[]) as version) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, category = excluded.category, period = excluded.period,\n  usage_unit = excluded.usage_unit, tax_code = excluded.tax_code, item_class = excluded.item_class, refundable = excluded.refundable,\n  active = excluded.active, version = excluded.version",
}

export const marginRulesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; item_classes: string[]; segments: string[]; sources: string[]; floor_percent: bigint; action: string; active: boolean; version: number }> = {
  name: 'pricing.margin_rules_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select m.company_id, m.id, m.code, m.item_classes, m.segments, m.sources, m.floor_percent, m.action, m.active, m.version\nfrom pricing.margin_rule m where m.company_id = any($1::bigint[])",
}

export const saveMarginRules: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; itemClasses: readonly (string | null)[] | null; segments: readonly (string | null)[] | null; sources: readonly (string | null)[] | null; floorPercent: bigint | null; action: string | null; active: boolean | null; version: number | null }, never> = {
  name: 'pricing.save_margin_rules',
  kind: 'write',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'itemClasses', type: 'text', array: true, list: true },
    { name: 'segments', type: 'text', array: true, list: true },
    { name: 'sources', type: 'text', array: true, list: true },
    { name: 'floorPercent', type: 'numeric', array: true },
    { name: 'action', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'version', type: 'integer', array: true },
  ],
  text: "insert into pricing.margin_rule as m (company_id, id, code, item_classes, segments, sources, floor_percent, action, active, version)\nselect r.* from (select u.company_id, u.id, u.code, ($4::text[])[coalesce(($5::integer[])[u.place - 1], 0) + 1 : ($5::integer[])[u.place]] as item_classes, ($6::text[])[coalesce(($7::integer[])[u.place - 1], 0) + 1 : ($7::integer[])[u.place]] as segments, ($8::text[])[coalesce(($9::integer[])[u.place - 1], 0) + 1 : ($9::integer[])[u.place]] as sources, u.floor_percent, u.action, u.active, u.version from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($10::numeric[]) as floor_percent, unnest($11::text[]) as action, unnest($12::boolean[]) as active, unnest($13::integer[]) as version, generate_subscripts($1::bigint[], 1) as place) as u) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set item_classes = excluded.item_classes, segments = excluded.segments,\n  sources = excluded.sources, floor_percent = excluded.floor_percent, action = excluded.action, active = excluded.active,\n  version = excluded.version",
}

export const agreementsOfCompanies: ReadStatement<{ companyId: bigint | null; after: string | null; fetch: number | null }, { company_id: bigint; id: bigint; code: string; account_id: bigint; account: string; currency: string; over: string; active: boolean; valid_from: string; valid_to: string | null; lines: Json; version: number }> = {
  name: 'pricing.agreements_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 21,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'text', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select a.company_id, a.id, a.code, a.account_id, p.number as account, a.currency, a.over, a.active, a.valid_from, a.valid_to, a.lines, a.version\nfrom pricing.agreement a join customers.account_public p on p.company_id = a.company_id and p.id = a.account_id\nwhere a.company_id = $1::bigint and a.code > coalesce($2::text, '') order by a.code limit $3::integer",
}

export const accountsByNumber: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; id: bigint; number: string; currency: string }> = {
  name: 'pricing.accounts_by_number',
  kind: 'read',
  lockClass: 'insert',
  sequence: 22,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select p.company_id, p.id, p.number, p.currency\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, number)\njoin customers.account_public p on p.company_id = w.company_id and p.number = w.number",
}

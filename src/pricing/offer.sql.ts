// Written by `npm run generate` from offer.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Of one rank the first code comes first. */
export const readPriceLists: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; currency: string; segment: string | null; rank: number; valid_from: string; valid_to: string | null; version: number; converted_from: bigint | null; markup_percent: bigint | null }> = {
  name: 'pricing.read_price_lists',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, id, code, currency, segment, rank, valid_from, valid_to, version, converted_from, markup_percent\nfrom pricing.price_list where company_id = any($1::bigint[]) order by company_id, rank, code",
}

/** All prices of the asked items: which one holds is decided, not queried, so that the losers are known. */
export const readPrices: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; list_id: bigint; item_id: bigint; uom: string; valid_from: string; valid_to: string | null; unit_price: bigint; tiers: Json | null; charges: Json | null; version: number; list_version: number }> = {
  name: 'pricing.read_prices',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.list_id, p.item_id, p.uom, p.valid_from, p.valid_to, p.unit_price, p.tiers, p.charges, p.version,\n  l.version as list_version\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\ncross join lateral (select * from pricing.price p where p.company_id = w.company_id and p.item_id = w.item_id offset 0) p\njoin pricing.price_list l on l.company_id = p.company_id and l.id = p.list_id",
}

export const readPromotions: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; kind: string; value: bigint; currency: string | null; condition: string; coupon: string | null; exclusive_group: string; skus: string[]; item_classes: string[]; buy_quantity: bigint | null; get_quantity: bigint | null; valid_from: string; valid_to: string | null; rank: number; version: number; budgeted: boolean }> = {
  name: 'pricing.read_promotions',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.id, p.code, p.kind, p.value, p.currency, p.condition, p.coupon, p.exclusive_group, p.skus, p.item_classes,\n  p.buy_quantity, p.get_quantity, p.valid_from, p.valid_to, p.rank, p.version, b.promotion_id is not null as budgeted\nfrom pricing.promotion p\nleft join pricing.promotion_budget b on b.company_id = p.company_id and b.promotion_id = p.id\nwhere p.company_id = any($1::bigint[]) order by p.company_id, p.rank, p.code",
}

/** Of one rank that of a method comes before that of all, then that of a country. */
export const readFreightRules: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; currency: string; country: string | null; amount: bigint; free_above: bigint | null; tax_code: string; rank: number; version: number; ship_method: string | null }> = {
  name: 'pricing.read_freight_rules',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, id, currency, country, amount, free_above, tax_code, rank, version, ship_method\nfrom pricing.freight_rule where company_id = any($1::bigint[])\norder by company_id, rank, ship_method nulls last, country nulls last",
}

export const readAdjustments: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; kind: string; value: bigint; currency: string | null; skus: string[]; item_classes: string[]; segments: string[]; sources: string[]; condition: string; bucket: number | null; exclusive_group: string | null; precedence: number | null; quantity_over: string; min_quantity: bigint | null; max_quantity: bigint | null; valid_from: string; valid_to: string | null; version: number; converts: boolean; on_agreed: boolean }> = {
  name: 'pricing.read_adjustments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, id, code, kind, value, currency, skus, item_classes, segments, sources, condition, bucket, exclusive_group,\n  precedence, quantity_over, min_quantity, max_quantity, valid_from, valid_to, version,\n  converts, on_agreed\nfrom pricing.adjustment_rule where company_id = any($1::bigint[]) order by company_id, code",
}

export const readStrategies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; rank: number; segments: string[]; sources: string[]; order_types: string[]; countries: string[]; list_ids: bigint[]; price_day: string; valid_from: string; valid_to: string | null; version: number }> = {
  name: 'pricing.read_strategies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, code, rank, segments, sources, order_types, countries, list_ids, price_day, valid_from, valid_to, version\nfrom pricing.strategy where company_id = any($1::bigint[]) order by company_id, rank, code",
}

export const readReasons: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; max_percent: bigint; over_limit: string; version: number }> = {
  name: 'pricing.read_reasons',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, code, max_percent, over_limit, version\nfrom pricing.discount_reason where company_id = any($1::bigint[]) and active",
}

export const readPaymentFees: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; method: string; percent: bigint; fixed: bigint; version: number }> = {
  name: 'pricing.read_payment_fees',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, method, percent, fixed, version from pricing.payment_fee where company_id = any($1::bigint[])",
}

export const readChargeTypes: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; kind: string; category: string; period: string | null; usage_unit: string | null; tax_code: string | null; item_class: string | null; refundable: boolean; version: number }> = {
  name: 'pricing.read_charge_types',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, id, code, name, kind, category, period, usage_unit, tax_code, item_class, refundable, version\nfrom pricing.charge_type where company_id = any($1::bigint[]) and active",
}

export const readMarginRules: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; item_classes: string[]; segments: string[]; sources: string[]; floor_percent: bigint; action: string; version: number }> = {
  name: 'pricing.read_margin_rules',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, code, item_classes, segments, sources, floor_percent, action, version\nfrom pricing.margin_rule where company_id = any($1::bigint[]) and active",
}

/** Which companies have agreements with customers at all. */
export const readAgreed: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint }> = {
  name: 'pricing.read_agreed',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select distinct a.company_id from pricing.agreement a where a.company_id = any($1::bigint[])",
}

// Written by `npm run generate` from item.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** With the units that they are sold in, if there are any. */
export const readItems: ReadStatement<{ companyIds: readonly bigint[]; skus: readonly string[] }, { company_id: bigint; id: bigint; sku: string; name: string; item_class: string; kind: string; uom: string; decimals: number; tax_code: string; pattern: string; active: boolean; backorders: boolean; coverage: Json | null; units: Json | null }> = {
  name: 'catalog.read_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'skus', type: 'text', array: true },
  ],
  text: "select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.decimals, i.tax_code, i.pattern, i.active, i.backorders,\n  i.coverage, (select jsonb_agg(jsonb_build_object('uom', u.uom, 'of', u.of_uom, 'active', u.active, 'numerator', u.numerator::text, 'denominator', u.denominator::text, 'whole', u.whole,\n      'minQuantity', u.min_quantity::text, 'multipleOf', u.multiple_of::text))\n    from catalog.item_unit u where u.company_id = i.company_id and u.item_id = i.id) as units\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, sku)\ncross join lateral (select * from catalog.item i where i.company_id = w.company_id and i.sku = w.sku offset 0) i",
}

/** What may stand for items, by rank. */
export const readSubstitutes: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; standing: string; ratio: bigint; valid_from: string; valid_to: string | null; id: bigint; sku: string; name: string; item_class: string; kind: string; uom: string; decimals: number; tax_code: string; pattern: string; active: boolean; backorders: boolean }> = {
  name: 'catalog.read_substitutes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.item_id, s.kind as standing, s.ratio, s.valid_from, s.valid_to, i.id, i.sku, i.name, i.item_class, i.kind, i.uom,\n  i.decimals, i.tax_code, i.pattern, i.active, i.backorders\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\njoin catalog.substitute s on s.company_id = w.company_id and s.item_id = w.item_id and s.active\njoin catalog.item i on i.company_id = s.company_id and i.id = s.substitute_id and i.active\norder by s.company_id, s.item_id, s.rank, i.sku",
}

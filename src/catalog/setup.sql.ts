// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const itemsBySku: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; id: bigint; sku: string; name: string; item_class: string; kind: string; uom: string; decimals: number; tax_code: string; pattern: string; active: boolean; backorders: boolean; custom: Json; coverage: Json | null }> = {
  name: 'catalog.items_by_sku',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.decimals, i.tax_code, i.pattern, i.active, i.backorders, i.custom, i.coverage\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, sku)\njoin catalog.item i on i.company_id = w.company_id and i.sku = w.sku",
}

export const itemsById: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; sku: string; uom: string }> = {
  name: 'catalog.items_by_id',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select i.company_id, i.id, i.sku, i.uom\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\njoin catalog.item i on i.company_id = w.company_id and i.id = w.id",
}

export const listItems: ReadStatement<{ companyId: bigint | null; after: string | null; sku: string | null; itemClass: string | null; active: boolean | null; fetch: number | null }, { company_id: bigint; id: bigint; sku: string; name: string; item_class: string; kind: string; uom: string; decimals: number; tax_code: string; pattern: string; active: boolean; backorders: boolean; custom: Json; coverage: Json | null }> = {
  name: 'catalog.list_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'text', array: false },
    { name: 'sku', type: 'text', array: false },
    { name: 'itemClass', type: 'text', array: false },
    { name: 'active', type: 'boolean', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.decimals, i.tax_code, i.pattern, i.active, i.backorders, i.custom, i.coverage\nfrom catalog.item i\nwhere i.company_id = $1::bigint and ($2::text is null or i.sku > $2::text)\n  and ($3::text is null or i.sku = $3::text)\n  and ($4::text is null or i.item_class = $4::text)\n  and ($5::boolean is null or i.active = $5::boolean)\norder by i.sku limit $6::integer",
}

export const saveItems: WriteStatement<{ companyId: bigint | null; id: bigint | null; sku: string | null; name: string | null; itemClass: string | null; kind: string | null; uom: string | null; decimals: number | null; taxCode: string | null; pattern: string | null; active: boolean | null; backorders: boolean | null; custom: Json | null; coverage: Json | null }, never> = {
  name: 'catalog.save_items',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'sku', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'itemClass', type: 'text', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'uom', type: 'text', array: true },
    { name: 'decimals', type: 'smallint', array: true },
    { name: 'taxCode', type: 'text', array: true },
    { name: 'pattern', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'backorders', type: 'boolean', array: true },
    { name: 'custom', type: 'jsonb', array: true },
    { name: 'coverage', type: 'jsonb', array: true },
  ],
  text: "insert into catalog.item as i (company_id, id, sku, name, item_class, kind, uom, decimals, tax_code, pattern, active, backorders, custom,\n  coverage)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as sku, unnest($4::text[]) as name, unnest($5::text[]) as item_class, unnest($6::text[]) as kind, unnest($7::text[]) as uom, unnest($8::smallint[]) as decimals, unnest($9::text[]) as tax_code, unnest($10::text[]) as pattern, unnest($11::boolean[]) as active, unnest($12::boolean[]) as backorders, unnest($13::jsonb[]) as custom, unnest($14::jsonb[]) as coverage) as r\norder by r.company_id, r.sku\non conflict (company_id, sku) do update set name = excluded.name, item_class = excluded.item_class,\n  decimals = excluded.decimals, tax_code = excluded.tax_code, pattern = excluded.pattern, active = excluded.active,\n  backorders = excluded.backorders, custom = excluded.custom,\n  coverage = excluded.coverage",
}

export const substitutesOfItems: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; substitute_id: bigint; sku: string; substitute: string; kind: string; rank: number; ratio: bigint; valid_from: string; valid_to: string | null; active: boolean }> = {
  name: 'catalog.substitutes_of_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.item_id, s.substitute_id, i.sku, o.sku as substitute, s.kind, s.rank, s.ratio, s.valid_from, s.valid_to, s.active\nfrom catalog.substitute s\njoin catalog.item i on i.company_id = s.company_id and i.id = s.item_id\njoin catalog.item o on o.company_id = s.company_id and o.id = s.substitute_id\nwhere s.company_id = any ($1::bigint[]) and s.item_id = any ($2::bigint[])",
}

/** In order of item, then of what stands for it. */
export const listSubstitutes: ReadStatement<{ companyId: bigint | null; sku: string | null; itemId: bigint | null; substituteId: bigint | null; fetch: number | null }, { company_id: bigint; item_id: bigint; substitute_id: bigint; sku: string; substitute: string; kind: string; rank: number; ratio: bigint; valid_from: string; valid_to: string | null; active: boolean }> = {
  name: 'catalog.list_substitutes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'sku', type: 'text', array: false },
    { name: 'itemId', type: 'bigint', array: false },
    { name: 'substituteId', type: 'bigint', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select s.company_id, s.item_id, s.substitute_id, i.sku, o.sku as substitute, s.kind, s.rank, s.ratio, s.valid_from, s.valid_to, s.active\nfrom catalog.substitute s\njoin catalog.item i on i.company_id = s.company_id and i.id = s.item_id\njoin catalog.item o on o.company_id = s.company_id and o.id = s.substitute_id\nwhere s.company_id = $1::bigint and ($2::text is null or i.sku = $2::text)\n  and ($3::bigint is null or (s.item_id, s.substitute_id) > ($3::bigint, $4::bigint))\norder by s.item_id, s.substitute_id limit $5::integer",
}

export const saveSubstitutes: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; substituteId: bigint | null; kind: string | null; rank: number | null; ratio: bigint | null; validFrom: string | null; validTo: string | null; active: boolean | null }, never> = {
  name: 'catalog.save_substitutes',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'substituteId', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'rank', type: 'integer', array: true },
    { name: 'ratio', type: 'numeric', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'validTo', type: 'date', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into catalog.substitute as s (company_id, item_id, substitute_id, kind, rank, ratio, valid_from, valid_to, active)\nselect r.company_id, r.item_id, r.substitute_id, r.kind, r.rank, r.ratio, r.valid_from, r.valid_to, r.active\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as substitute_id, unnest($4::text[]) as kind, unnest($5::integer[]) as rank, unnest($6::numeric[]) as ratio, unnest($7::date[]) as valid_from, unnest($8::date[]) as valid_to, unnest($9::boolean[]) as active) as r\norder by r.company_id, r.item_id, r.substitute_id\non conflict (company_id, item_id, substitute_id) do update set kind = excluded.kind, rank = excluded.rank, ratio = excluded.ratio,\n  valid_from = excluded.valid_from, valid_to = excluded.valid_to, active = excluded.active",
}

export const unitsOfItems: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; sku: string; uom: string; of_uom: string; numerator: bigint; denominator: bigint; whole: boolean; min_quantity: bigint | null; multiple_of: bigint | null; active: boolean }> = {
  name: 'catalog.units_of_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select u.company_id, u.item_id, i.sku, u.uom, u.of_uom, u.numerator, u.denominator, u.whole, u.min_quantity, u.multiple_of, u.active\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\njoin catalog.item_unit u on u.company_id = w.company_id and u.item_id = w.item_id\njoin catalog.item i on i.company_id = u.company_id and i.id = u.item_id",
}

/** In order of item, then of unit. */
export const listUnits: ReadStatement<{ companyId: bigint | null; sku: string | null; itemId: bigint | null; uom: string | null; fetch: number | null }, { company_id: bigint; item_id: bigint; sku: string; uom: string; of_uom: string; numerator: bigint; denominator: bigint; whole: boolean; min_quantity: bigint | null; multiple_of: bigint | null; active: boolean }> = {
  name: 'catalog.list_units',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'sku', type: 'text', array: false },
    { name: 'itemId', type: 'bigint', array: false },
    { name: 'uom', type: 'text', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select u.company_id, u.item_id, i.sku, u.uom, u.of_uom, u.numerator, u.denominator, u.whole, u.min_quantity, u.multiple_of, u.active\nfrom catalog.item_unit u\njoin catalog.item i on i.company_id = u.company_id and i.id = u.item_id\nwhere u.company_id = $1::bigint and ($2::text is null or i.sku = $2::text)\n  and ($3::bigint is null or (u.item_id, u.uom) > ($3::bigint, $4::text))\norder by u.item_id, u.uom limit $5::integer",
}

export const saveUnits: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; uom: string | null; ofUom: string | null; numerator: bigint | null; denominator: bigint | null; whole: boolean | null; minQuantity: bigint | null; multipleOf: bigint | null; active: boolean | null }, never> = {
  name: 'catalog.save_units',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'uom', type: 'text', array: true },
    { name: 'ofUom', type: 'text', array: true },
    { name: 'numerator', type: 'bigint', array: true },
    { name: 'denominator', type: 'bigint', array: true },
    { name: 'whole', type: 'boolean', array: true },
    { name: 'minQuantity', type: 'numeric', array: true },
    { name: 'multipleOf', type: 'numeric', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into catalog.item_unit as u (company_id, item_id, uom, of_uom, numerator, denominator, whole, min_quantity, multiple_of, active)\nselect r.company_id, r.item_id, r.uom, r.of_uom, r.numerator, r.denominator, r.whole, r.min_quantity, r.multiple_of, r.active\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::text[]) as uom, unnest($4::text[]) as of_uom, unnest($5::bigint[]) as numerator, unnest($6::bigint[]) as denominator, unnest($7::boolean[]) as whole, unnest($8::numeric[]) as min_quantity, unnest($9::numeric[]) as multiple_of, unnest($10::boolean[]) as active) as r\norder by r.company_id, r.item_id, r.uom\non conflict (company_id, item_id, uom) do update set of_uom = excluded.of_uom, numerator = excluded.numerator, denominator = excluded.denominator,\n  whole = excluded.whole, min_quantity = excluded.min_quantity, multiple_of = excluded.multiple_of, active = excluded.active",
}

// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const itemsBySku: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; id: bigint; sku: string; name: string; item_class: string; kind: string; uom: string; decimals: number; tax_code: string; pattern: string; active: boolean; custom: Json }> = {
  name: 'catalog.items_by_sku',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.decimals, i.tax_code, i.pattern, i.active, i.custom\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, sku)\njoin catalog.item i on i.company_id = w.company_id and i.sku = w.sku",
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

export const listItems: ReadStatement<{ companyId: bigint | null; after: string | null; sku: string | null; itemClass: string | null; active: boolean | null; fetch: number | null }, { company_id: bigint; id: bigint; sku: string; name: string; item_class: string; kind: string; uom: string; decimals: number; tax_code: string; pattern: string; active: boolean; custom: Json }> = {
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
  text: "select i.company_id, i.id, i.sku, i.name, i.item_class, i.kind, i.uom, i.decimals, i.tax_code, i.pattern, i.active, i.custom\nfrom catalog.item i\nwhere i.company_id = $1::bigint and ($2::text is null or i.sku > $2::text)\n  and ($3::text is null or i.sku = $3::text)\n  and ($4::text is null or i.item_class = $4::text)\n  and ($5::boolean is null or i.active = $5::boolean)\norder by i.sku limit $6::integer",
}

export const saveItems: WriteStatement<{ companyId: bigint | null; id: bigint | null; sku: string | null; name: string | null; itemClass: string | null; kind: string | null; uom: string | null; decimals: number | null; taxCode: string | null; pattern: string | null; active: boolean | null; custom: Json | null }, never> = {
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
    { name: 'custom', type: 'jsonb', array: true },
  ],
  text: "insert into catalog.item as i (company_id, id, sku, name, item_class, kind, uom, decimals, tax_code, pattern, active, custom)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as sku, unnest($4::text[]) as name, unnest($5::text[]) as item_class, unnest($6::text[]) as kind, unnest($7::text[]) as uom, unnest($8::smallint[]) as decimals, unnest($9::text[]) as tax_code, unnest($10::text[]) as pattern, unnest($11::boolean[]) as active, unnest($12::jsonb[]) as custom) as r\norder by r.company_id, r.sku\non conflict (company_id, sku) do update set name = excluded.name, item_class = excluded.item_class,\n  decimals = excluded.decimals, tax_code = excluded.tax_code, pattern = excluded.pattern, active = excluded.active, custom = excluded.custom",
}

// Written by `npm run generate` from configuration.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

/** Without what they say: an act of set-up compares that of one version alone. */
export const modelsByCode: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[]; versions: readonly number[] }, { company_id: bigint; id: bigint; code: string; model_version: number; item_id: bigint; name: string; state: string; pricing: string; valid_from: string; valid_to: string | null; content: Json }> = {
  name: 'catalog.configuration.models_by_code',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
    { name: 'versions', type: 'integer', array: true },
  ],
  text: "select m.company_id, m.id, m.code, m.model_version, m.item_id, m.name, m.state, m.pricing, m.valid_from, m.valid_to, m.content\nfrom unnest($1::bigint[], $2::text[], $3::integer[]) as w(company_id, code, model_version)\njoin catalog.configuration_model m on m.company_id = w.company_id and m.code = w.code and m.model_version = w.model_version",
}

/** Which models items have: there is one for an item, in versions. */
export const modelsOfItems: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; code: string }> = {
  name: 'catalog.configuration.models_of_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select m.company_id, m.item_id, m.code from catalog.configuration_model m\nwhere (m.company_id, m.item_id) in (select * from unnest($1::bigint[], $2::bigint[]))\ngroup by 1, 2, 3",
}

/** Items that would be parts of themselves: by what is to be published, and by published models that it leads to. */
export const itemsInCircles: ReadStatement<{ companyIds: readonly bigint[]; skus: readonly string[]; parts: readonly string[] }, { company_id: bigint; sku: string }> = {
  name: 'catalog.configuration.items_in_circles',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'skus', type: 'text', array: true },
    { name: 'parts', type: 'text', array: true },
  ],
  text: "with recursive new_parts as (\n  select * from unnest($1::bigint[], $2::text[], $3::text[]) as w(company_id, sku, part)\n), reached(company_id, sku, part) as (\n  select company_id, sku, part from new_parts\n  union\n  select r.company_id, r.sku, next.part\n  from reached r cross join lateral (\n    select n.part from new_parts n where n.company_id = r.company_id and n.sku = r.part\n    union all\n    select named.part from catalog.item i\n      join catalog.configuration_model m on m.company_id = i.company_id and m.item_id = i.id and m.state = 'published'\n      cross join lateral jsonb_array_elements_text(\n        jsonb_path_query_array(m.content, '$.groups[*].options[*].sku')) as named(part)\n    where i.company_id = r.company_id and i.sku = r.part\n  ) as next\n)\nselect distinct company_id, sku from reached where part = sku",
}

/** All that a company may sell by, without what they say. */
export const publishedModels: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; model_version: number; sku: string; name: string; pricing: string; valid_from: string; valid_to: string | null }> = {
  name: 'catalog.configuration.published_models',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select m.company_id, m.id, m.code, m.model_version, i.sku, m.name, m.pricing, m.valid_from, m.valid_to\nfrom catalog.configuration_model m join catalog.item i on i.company_id = m.company_id and i.id = m.item_id\nwhere m.company_id = any($1::bigint[]) and m.state = 'published'\norder by m.company_id, i.sku, m.model_version desc",
}

export const modelContents: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; content: Json }> = {
  name: 'catalog.configuration.model_contents',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select m.company_id, m.id, m.content\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\njoin catalog.configuration_model m on m.company_id = w.company_id and m.id = w.id",
}

export const listModels: ReadStatement<{ companyId: bigint | null; afterCode: string | null; afterVersion: number | null; code: string | null; published: boolean | null; fetch: number | null }, { company_id: bigint; code: string; model_version: number; sku: string; name: string; state: string; pricing: string; valid_from: string; valid_to: string | null; content: Json }> = {
  name: 'catalog.configuration.list_models',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterCode', type: 'text', array: false },
    { name: 'afterVersion', type: 'integer', array: false },
    { name: 'code', type: 'text', array: false },
    { name: 'published', type: 'boolean', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select m.company_id, m.code, m.model_version, i.sku, m.name, m.state, m.pricing, m.valid_from, m.valid_to, m.content\nfrom catalog.configuration_model m join catalog.item i on i.company_id = m.company_id and i.id = m.item_id\nwhere m.company_id = $1::bigint\n  and ($2::text is null or (m.code, m.model_version) > ($2::text, $3::integer))\n  and ($4::text is null or m.code = $4::text) and (not $5::boolean or m.state = 'published')\norder by m.code, m.model_version limit $6::integer",
}

export const saveModels: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; modelVersion: number | null; itemId: bigint | null; name: string | null; state: string | null; pricing: string | null; validFrom: string | null; validTo: string | null; content: Json | null }, never> = {
  name: 'catalog.configuration.save_models',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'modelVersion', type: 'integer', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'pricing', type: 'text', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'validTo', type: 'date', array: true },
    { name: 'content', type: 'jsonb', array: true },
  ],
  text: "insert into catalog.configuration_model as m (company_id, id, code, model_version, item_id, name, state, pricing, valid_from, valid_to, content)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::integer[]) as model_version, unnest($5::bigint[]) as item_id, unnest($6::text[]) as name, unnest($7::text[]) as state, unnest($8::text[]) as pricing, unnest($9::date[]) as valid_from, unnest($10::date[]) as valid_to, unnest($11::jsonb[]) as content) as r\norder by r.company_id, r.code, r.model_version\non conflict (company_id, code, model_version) do update set item_id = excluded.item_id, name = excluded.name, state = excluded.state,\n  pricing = excluded.pricing, valid_from = excluded.valid_from, valid_to = excluded.valid_to, content = excluded.content",
}

// Written by `npm run generate` from read.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Stock by item and location in order of sku, with the cost pool behind each; at most `budget` items are looked at. */
export const listStock: ReadStatement<{ companyId: bigint | null; skuFrom: string | null; skuEnd: string | null; afterSku: string | null; budget: bigint | null; locationId: bigint | null; afterLocation: bigint | null; fetch: bigint | null }, { item_id: bigint; sku: string; name: string; location_id: bigint; location_code: string; location_name: string; on_hand: bigint; reserved: bigint; method: string | null; pool_quantity: bigint | null; pool_value: bigint | null; last_cost: bigint | null }> = {
  name: 'inventory.list_stock',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'skuFrom', type: 'text', array: false },
    { name: 'skuEnd', type: 'text', array: false },
    { name: 'afterSku', type: 'text', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'locationId', type: 'bigint', array: false },
    { name: 'afterLocation', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select g.item_id, i.sku, i.name, g.location_id, l.code as location_code, l.name as location_name, g.on_hand, g.reserved,\n  p.method, p.quantity as pool_quantity, p.value as pool_value, p.last_cost\nfrom (\n  select i.id, i.sku, i.name from catalog.item_public i\n  where i.company_id = $1::bigint and i.sku >= $2::text and i.sku < $3::text\n    and i.sku >= coalesce($4::text, '')\n  order by i.sku limit $5::bigint\n) i\njoin inventory.stock_gate g on g.company_id = $1::bigint and g.item_id = i.id\n  and g.location_id >= coalesce($6::bigint, 0)\n  and g.location_id <= coalesce($6::bigint, 9223372036854775807)\njoin inventory.location l on l.company_id = $1::bigint and l.id = g.location_id\nleft join inventory.cost_pool p\n  on p.company_id = $1::bigint and p.cost_organization = l.cost_organization and p.item_id = g.item_id\nwhere (i.sku, g.location_id) > (coalesce($4::text, ''), coalesce($7::bigint, -1))\norder by i.sku, g.location_id limit $8::bigint",
}

export const findStockBudgetEnd: ReadStatement<{ companyId: bigint | null; skuFrom: string | null; skuEnd: string | null; afterSku: string | null; budget: bigint | null }, { sku: string }> = {
  name: 'inventory.find_stock_budget_end',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'skuFrom', type: 'text', array: false },
    { name: 'skuEnd', type: 'text', array: false },
    { name: 'afterSku', type: 'text', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select i.sku from catalog.item_public i\nwhere i.company_id = $1::bigint and i.sku >= $2::text and i.sku < $3::text\n  and i.sku >= coalesce($4::text, '')\norder by i.sku offset $5::bigint - 1 limit 1",
}

/** Active goods in order of sku, behind one. */
export const pageOfGoods: ReadStatement<{ companyId: bigint | null; afterSku: string | null; fetch: bigint | null }, { id: bigint; sku: string }> = {
  name: 'inventory.page_of_goods',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterSku', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select i.id, i.sku from catalog.item_public i\nwhere i.company_id = $1::bigint and i.sku > $2::text and i.kind = 'goods' and i.active\norder by i.sku limit $3::bigint",
}

export const findFilters: ReadStatement<{ companyId: bigint | null; sku: string | null; location: string | null }, { item_known: boolean; location_id: bigint | null }> = {
  name: 'inventory.find_filters',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'sku', type: 'text', array: false },
    { name: 'location', type: 'text', array: false },
  ],
  text: "select exists (select 1 from catalog.item_public i where i.company_id = $1::bigint and i.sku = $2::text) as item_known,\n  (select l.id from inventory.location l where l.company_id = $1::bigint and l.code = $3::text) as location_id",
}

export const findItem: ReadStatement<{ companyId: bigint | null; sku: string | null }, { id: bigint; sku: string; name: string }> = {
  name: 'inventory.find_item',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'sku', type: 'text', array: false },
  ],
  text: "select i.id, i.sku, i.name from catalog.item_public i where i.company_id = $1::bigint and i.sku = $2::text",
}

export const readItemGates: ReadStatement<{ companyId: bigint | null; sku: string | null }, { location_id: bigint; location_code: string; rank: number; on_hand: bigint; reserved: bigint; safety: bigint }> = {
  name: 'inventory.read_item_gates',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'sku', type: 'text', array: false },
  ],
  text: "select g.location_id, l.code as location_code, l.rank, g.on_hand, g.reserved, g.safety\nfrom catalog.item_public i\njoin inventory.stock_gate g on g.company_id = $1::bigint and g.item_id = i.id\njoin inventory.location l on l.company_id = $1::bigint and l.id = g.location_id\nwhere i.company_id = $1::bigint and i.sku = $2::text\norder by l.rank, l.code",
}

export const readItemSupply: ReadStatement<{ companyId: bigint | null; sku: string | null }, { location_id: bigint; location_code: string; rank: number; number: string; kind: string; due_on: string; open: bigint }> = {
  name: 'inventory.read_item_supply',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'sku', type: 'text', array: false },
  ],
  text: "select s.location_id, l.code as location_code, l.rank, s.number, s.kind, s.due_on, s.quantity - s.received as open\nfrom catalog.item_public i\njoin inventory.supply s on s.company_id = $1::bigint and s.item_id = i.id and s.received < s.quantity\njoin inventory.location l on l.company_id = $1::bigint and l.id = s.location_id\nwhere i.company_id = $1::bigint and i.sku = $2::text\norder by s.due_on, s.number",
}

/** By promised day; no day is a backorder, which holds no supply. What is needed to make something else is promised, too. */
export const readItemDemand: ReadStatement<{ companyId: bigint | null; sku: string | null }, { location_id: bigint; promised_on: string | null; quantity: bigint }> = {
  name: 'inventory.read_item_demand',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'sku', type: 'text', array: false },
  ],
  text: "select d.location_id, d.promised_on, sum(d.quantity) as quantity\nfrom catalog.item_public i\ncross join lateral (\n  select d.location_id, d.promised_on, d.quantity from inventory.planned_demand d\n  where d.company_id = $1::bigint and d.item_id = i.id\n  union all\n  select n.location_id, n.needed_on, n.quantity from inventory.material_need n\n  where n.company_id = $1::bigint and n.item_id = i.id\n) d\nwhere i.company_id = $1::bigint and i.sku = $2::text\ngroup by d.location_id, d.promised_on\norder by d.location_id, d.promised_on",
}

/** Moves of an item, newest cause first, along the primary key; at most `budget` moves are looked at. */
export const listMoves: ReadStatement<{ companyId: bigint | null; afterRoot: bigint | null; afterId: bigint | null; budget: bigint | null; itemId: bigint | null; fetch: bigint | null }, { root_id: bigint; id: bigint; kind: string; location_code: string; quantity: bigint; value: bigint; moved_on: string; source_id: bigint }> = {
  name: 'inventory.list_moves',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterRoot', type: 'bigint', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'itemId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select m.root_id, m.id, m.kind, l.code as location_code, m.quantity, m.value, m.moved_on, m.source_id\nfrom (\n  select m.* from (\n    select m.* from inventory.stock_move m\n    where m.company_id = $1::bigint\n      and (m.root_id, m.id) < (coalesce($2::bigint, 9223372036854775807), coalesce($3::bigint, 0))\n    order by m.root_id desc, m.id desc limit $4::bigint\n  ) m\n  where m.item_id = $5::bigint\n  limit $6::bigint\n) m\njoin inventory.location l on l.company_id = $1::bigint and l.id = m.location_id\norder by m.root_id desc, m.id desc",
}

export const findMoveBudgetEnd: ReadStatement<{ companyId: bigint | null; afterRoot: bigint | null; afterId: bigint | null; budget: bigint | null }, { root_id: bigint; id: bigint }> = {
  name: 'inventory.find_move_budget_end',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterRoot', type: 'bigint', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select m.root_id, m.id from inventory.stock_move m\nwhere m.company_id = $1::bigint\n  and (m.root_id, m.id) < (coalesce($2::bigint, 9223372036854775807), coalesce($3::bigint, 0))\norder by m.root_id desc, m.id desc offset $4::bigint - 1 limit 1",
}

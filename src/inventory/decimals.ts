import { keepDecimals } from '../catalog/index.ts'
import { decimalsHeld } from './setup.sql.ts'

// An item cannot be counted less finely than what there is of it.
keepDecimals(async (db, items) => {
  const rows = await db.read(decimalsHeld, {
    companyIds: [...new Set(items.map((item) => item.companyId))],
    itemIds: items.map((item) => item.id),
  })
  return new Map(rows.map((row) => [row.item_id, row.decimals]))
})

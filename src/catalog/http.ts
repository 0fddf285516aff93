import type { Route } from '../platform/http/index.ts'
import { camelRows } from '../platform/setup.ts'
import { setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { ItemInput, saveItem } from './save-item.ts'
import { listItems } from './setup.sql.ts'

/** Routes of what can be sold. */
export function catalogRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    noun: 'item',
    plural: 'items',
    path: 'items',
    tag: 'Catalog',
    read: 'catalog:read',
    write: 'catalog:write',
    rows: 'scoped',
    schema: ItemInput,
    act: saveItem,
    keyShape: 's',
    async list(db, companyId, { after, fetch }) {
      const rows = await db.read(listItems, {
        companyId,
        after: (after?.[0] ?? null) as string | null,
        fetch,
      })
      return camelRows(listItems, rows).map(({ companyId: _company, id: _id, ...body }) => ({
        key: [body.sku],
        body,
      }))
    },
  })
}

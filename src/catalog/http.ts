import { Type } from 'typebox'
import type { Route } from '../platform/http/index.ts'
import { encodeId } from '../platform/public-id.ts'
import { camelRows } from '../platform/setup.ts'
import { setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { IdShape } from '../platform/wire.ts'
import { ItemInput, saveItem } from './save-item.ts'
import { listItems } from './setup.sql.ts'

interface ItemFilter {
  sku?: string
  itemClass?: string
  active?: boolean
}

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
    shown: { id: IdShape },
    filters: {
      sku: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      itemClass: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      active: Type.Optional(Type.Boolean({ description: 'false: those that are not sold any more' })),
    },
    async list(db, companyId, { after, fetch }, filter) {
      const { sku = null, itemClass = null, active = null } = filter as ItemFilter
      const rows = await db.read(listItems, {
        companyId,
        after: (after?.[0] ?? null) as string | null,
        fetch,
        sku,
        itemClass,
        active,
      })
      return camelRows(listItems, rows).map(({ companyId: _company, id, ...body }) => ({
        key: [body.sku],
        body: { id: encodeId('itm', id), ...body },
      }))
    },
  })
}

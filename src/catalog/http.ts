import { Type } from 'typebox'
import type { Route } from '../platform/http/index.ts'
import type { Json } from '../platform/json.ts'
import { formatMicro } from '../platform/money.ts'
import { encodeId } from '../platform/public-id.ts'
import { scopeOf } from '../platform/row-scope.ts'
import { camelRows } from '../platform/setup.ts'
import { setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { IdShape } from '../platform/wire.ts'
import { listModels } from './configuration/configuration.sql.ts'
import { ConfigurationModelInput, saveConfigurationModel } from './configuration/save-model.ts'
import { ItemInput, saveItem } from './save-item.ts'
import { saveSubstitute, SubstituteInput } from './save-substitute.ts'
import { ItemUnitInput, saveUnit } from './save-unit.ts'
import { listItems, listSubstitutes, listUnits } from './setup.sql.ts'

interface ItemFilter {
  sku?: string
  itemClass?: string
  active?: boolean
}

/** Routes of what can be sold. */
export function catalogRoutes(routing: SetupRouting): Route[] {
  return [
    ...itemRoutes(routing),
    ...unitRoutes(routing),
    ...substituteRoutes(routing),
    ...modelRoutes(routing),
  ]
}

function itemRoutes(routing: SetupRouting): Route[] {
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
      return camelRows(listItems, rows).map(({ companyId: _company, id, coverage, ...body }) => ({
        key: [body.sku],
        body: {
          id: encodeId('itm', id),
          ...body,
          ...(coverage === null ? {} : { coverage: coverageShown(coverage) }),
        },
      }))
    },
  })
}

function coverageShown(kept: Json): object {
  const { percent, ...coverage } = kept as Record<string, string | null>
  return percent === null ? coverage : { percent, ...coverage }
}

/** What units items are sold in; a row of the list may be sent back as it is. */
function unitRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    noun: 'item unit',
    plural: 'item units',
    path: 'item-units',
    tag: 'Catalog',
    read: 'catalog:read',
    write: 'catalog:write',
    rows: 'scoped',
    schema: ItemUnitInput,
    act: saveUnit,
    named: ['sku', 'uom'],
    keyShape: 'bs',
    filters: { sku: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
    async list(db, companyId, { after, fetch }, filter) {
      const { sku = null } = filter as { sku?: string }
      const [itemId = null, uom = null] = (after ?? []) as [bigint?, string?]
      const rows = await db.read(listUnits, { companyId, itemId, uom, fetch, sku })
      return camelRows(listUnits, rows).map((row) => ({
        key: [row.itemId, row.uom],
        body: {
          sku: row.sku,
          uom: row.uom,
          quantity: String(row.numerator),
          per: String(row.denominator),
          ...(row.ofUom === '' ? {} : { of: row.ofUom }),
          whole: row.whole,
          ...(row.minQuantity === null ? {} : { minQuantity: formatMicro(row.minQuantity) }),
          ...(row.multipleOf === null ? {} : { multipleOf: formatMicro(row.multipleOf) }),
          active: row.active,
        },
      }))
    },
  })
}

/** What may be sold in place of what; a row of the list may be sent back as it is. */
function substituteRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    noun: 'item substitute',
    plural: 'item substitutes',
    path: 'item-substitutes',
    tag: 'Catalog',
    read: 'catalog:read',
    write: 'catalog:write',
    schema: SubstituteInput,
    act: saveSubstitute,
    named: ['sku', 'substitute'],
    keyShape: 'bb',
    filters: { sku: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
    async list(db, companyId, { after, fetch }, filter) {
      const { sku = null } = filter as { sku?: string }
      const [itemId = null, substituteId = null] = (after ?? []) as [bigint?, bigint?]
      const rows = await db.read(listSubstitutes, { companyId, itemId, substituteId, fetch, sku })
      return camelRows(listSubstitutes, rows).map((row) => {
        const { companyId: _company, itemId: item, substituteId: other, ratio, validTo, ...body } = row
        return {
          key: [item, other],
          body: { ...body, ratio: formatMicro(ratio), ...(validTo === null ? {} : { validTo }) },
        }
      })
    },
  })
}

/** Versions of configuration models; a row of the list may be sent back as it is. */
function modelRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    noun: 'configuration model',
    plural: 'configuration models',
    path: 'configuration-models',
    tag: 'Catalog',
    read: 'catalog:read',
    write: 'catalog:write',
    // Who orders for some accounts chooses of what is published, and sees nothing else.
    rows: 'scoped',
    schema: ConfigurationModelInput,
    act: saveConfigurationModel,
    named: ['code'],
    keyShape: 'sn',
    filters: { code: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) },
    async list(db, companyId, { after, fetch }, filter, { rowScope }) {
      const { code = null } = filter as { code?: string }
      const [afterCode = null, afterVersion = null] = (after ?? []) as [string?, number?]
      const rows = await db.read(listModels, {
        companyId,
        afterCode,
        afterVersion: afterVersion === null ? null : Number(afterVersion),
        fetch,
        code,
        published: scopeOf(rowScope) !== null,
      })
      return rows.map((row) => ({
        key: [row.code, row.model_version],
        body: {
          code: row.code,
          version: row.model_version,
          sku: row.sku,
          name: row.name,
          state: row.state,
          pricing: row.pricing,
          validFrom: row.valid_from,
          ...(row.valid_to === null ? {} : { validTo: row.valid_to }),
          ...(row.content as object),
        },
      }))
    },
  })
}

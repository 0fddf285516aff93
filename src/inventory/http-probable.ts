import { Type } from 'typebox'
import { readCompanies } from '../organization/index.ts'
import type { Database } from '../platform/database/index.ts'
import { pageParameters, pageRequest, route, type Route } from '../platform/http/index.ts'
import { listReply } from '../platform/list-reply.ts'
import { formatMicro } from '../platform/money.ts'
import { readClock } from '../platform/platform.sql.ts'
import { InstantShape, listOf, orNull, QuantityShape } from '../platform/wire.ts'
import { availableOf } from './locate.ts'
import { readLocationsOf } from './places.ts'
import { pageOfGoods } from './read.sql.ts'
import { isOfRule, ruleFor } from './sourcing-rule.ts'
import { noAllocation } from './share-facts.ts'
import { addSourcing, noSourcing } from './sourcing-setup.ts'
import { readGates } from './stock.sql.ts'

const Row = Type.Object(
  {
    sku: Type.String(),
    quantity: { ...QuantityShape, description: 'Of all its locations together' },
    locations: Type.Array(Type.Object({ location: Type.String(), quantity: QuantityShape }), {
      description: 'Those that have something to show, by rank',
    }),
    rule: orNull(Type.String({ description: 'Code of the sourcing rule that was asked' })),
    asOf: InstantShape,
  },
  { title: 'ProbableQuantityRow' },
)
const ProbableQuantityList = listOf(Row, 'ProbableQuantityList')

/** The route that a web site reads to say what it can sell (C13-5). */
export function probableQuantityRoutes({ db }: { db: Database }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/probable-quantities',
      operationId: 'listProbableQuantities',
      summary: 'What a web site may show as there, by item, in order of sku',
      description:
        'Of each active item that is goods: on hand less reserved, the safety stock, and what the sourcing rule of such orders keeps back (`safetyMinimum`, `used`), at the locations of that rule. An item of which nothing is left to show has 0. The stock itself is not changed by it.',
      tags: ['inventory'],
      scope: 'inventory:read',
      query: Type.Object({
        ...pageParameters,
        orderType: Type.Optional(
          Type.String({
            maxLength: 100,
            description: 'With `source` and `shipMethod`: whose sourcing rule holds',
          }),
        ),
        source: Type.Optional(Type.String({ maxLength: 100 })),
        shipMethod: Type.Optional(Type.String({ maxLength: 100 })),
      }),
      responses: { 200: { description: 'A page of them', schema: ProbableQuantityList } },
      async handle(asked) {
        const { companyId, query } = asked
        const request = pageRequest(asked, 's')
        const [afterSku = ''] = (request.after ?? []) as [string?]
        const { orderType = '', source = '', shipMethod = '' } = query
        const fetch = BigInt(request.limit + 1)
        const [companies, found, [clock]] = await Promise.all([
          readCompanies(db, [companyId]),
          db.read(pageOfGoods, { companyId, afterSku, fetch }),
          db.read(readClock, {}),
        ])
        const company = companies.get(companyId)!
        const items = found.slice(0, request.limit)
        const ids = items.map(({ id }) => ({ companyId, itemId: id }))
        const facts = { sourcing: noSourcing(), allocation: noAllocation() }
        const [locations, gates] = await Promise.all([
          readLocationsOf(db, [company]),
          items.length === 0
            ? []
            : db.read(readGates, {
                companyIds: ids.map(() => companyId),
                itemIds: ids.map(({ itemId }) => itemId),
              }),
          addSourcing(db, facts, [company], ids),
        ])
        const setup = facts.sourcing.setups.get(companyId)
        const rule = setup && ruleFor(setup.rules, { orderType, source, shipMethod })
        const places = locations.get(companyId)!.filter((place) => !rule || isOfRule(rule, place))
        const stock = new Map(gates.map((gate) => [`${gate.item_id}/${gate.location_id}`, gate]))
        const rows = items.map(({ id: itemId, sku }) => {
          const shown = places.flatMap((place) => {
            const gate = stock.get(`${itemId}/${place.id}`)
            if (!gate) return []
            const sellThrough = facts.sourcing.sellThrough.get(`${companyId}/${itemId}/${place.id}`) ?? 0n
            const { on_hand: onHand, reserved, safety } = gate
            const available = availableOf({ onHand, reserved, safety, sellThrough }, place, rule)
            return available > 0n ? [{ location: place.code, available }] : []
          })
          return {
            sku,
            quantity: formatMicro(shown.reduce((sum, { available }) => sum + available, 0n)),
            locations: shown.map(({ location, available }) => ({
              location,
              quantity: formatMicro(available),
            })),
            rule: rule?.code ?? null,
            asOf: clock!.now.toISOString(),
          }
        })
        return listReply(asked, rows, found.length > items.length ? [items.at(-1)!.sku] : null)
      },
    }),
  ]
}

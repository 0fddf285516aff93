import { Type, type Static } from 'typebox'
import { readItems, tooFine, type Item } from '../catalog/index.ts'
import { readCompanies, type Company } from '../organization/index.ts'
import type { Database } from '../platform/database/index.ts'
import { HttpProblem, ok, route, type Route } from '../platform/http/index.ts'
import { formatMicro, MICRO, MOST_QUANTITY, readMicro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { readClock } from '../platform/platform.sql.ts'
import { InstantShape, orNull, QuantityShape } from '../platform/wire.ts'
import {
  locate,
  NOT_THERE,
  passedOver,
  type Candidate,
  type LocatedStock,
  type LocateItem,
  type LocatePlace,
  type LocateQuestion,
} from './locate.ts'
import { LIVE_LIMITS, LiveStock, type LiveAnswer } from './outside/live-stock.ts'
import type { InventorySystem } from './outside/port.ts'
import { readLocationsOf, type Location } from './places.ts'
import { microDegrees } from './save-location.ts'
import { ruleFor } from './sourcing-rule.ts'
import { noAllocation } from './share-facts.ts'
import { addSourcing, noSourcing, pointOf, type Point, type SourcingFacts } from './sourcing-setup.ts'
import { readGates } from './stock.sql.ts'

/** What the search for goods reads with. */
export interface LocateRouting {
  db: Database
  /** The system of a connection, if this process has it and it was given to the company. */
  inventorySystem(connection: string, company: { code: string }): Promise<InventorySystem | undefined>
}

/** Places of one system that are asked about in one question, nearest by rank first; of others what we know is told. */
const MOST_ASKED = 50

const Question = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          sku: Type.String({ minLength: 1, maxLength: 200 }),
          quantity: Type.Optional(
            Type.Union([Type.String({ maxLength: 32 }), Type.Number()], { description: '1 when absent' }),
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 20 },
    ),
    near: Type.Optional(
      Type.Object(
        {
          country: Type.Optional(
            Type.String({ pattern: '^[A-Z]{2}$', form: 'two capital letters, such as GB' }),
          ),
          postcode: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
          latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
          longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
        },
        {
          additionalProperties: false,
          description: 'A country and a postcode, which `postcode-areas` describe, or a point in degrees',
        },
      ),
    ),
    radiusKm: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 20_040,
        description: 'Absent: that of the preferences of the sourcing rule, else any distance',
      }),
    ),
    locationTypes: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: 20 }),
    ),
    onlyWithAll: Type.Optional(Type.Boolean({ description: 'Only locations that have all of it alone' })),
    orderType: Type.Optional(
      Type.String({
        maxLength: 100,
        description: 'With `source` and `shipMethod`: whose sourcing rule holds',
      }),
    ),
    source: Type.Optional(Type.String({ maxLength: 100 })),
    shipMethod: Type.Optional(Type.String({ maxLength: 100 })),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, description: 'Most candidates; 20 when absent' }),
    ),
  },
  { $id: 'LocationSearch', title: 'LocationSearch', additionalProperties: false },
)
type Question = Static<typeof Question>

const Found = Type.Object(
  {
    near: orNull(
      Type.Object(
        { area: orNull(Type.String()), latitude: Type.Number(), longitude: Type.Number() },
        {
          description: 'Where it was looked from; null: nobody said, or no postcode area says where that is',
        },
      ),
    ),
    rule: orNull(Type.String({ description: 'The sourcing rule whose places and preferences hold' })),
    candidates: Type.Array(
      Type.Object({
        location: Type.String(),
        locationType: Type.String(),
        distanceKm: orNull(Type.Number()),
        hasAll: Type.Boolean(),
        items: Type.Array(
          Type.Object({
            sku: Type.String(),
            onHand: QuantityShape,
            reserved: QuantityShape,
            available: {
              ...QuantityShape,
              description: 'On hand less reserved, the safety stock, and what the sourcing rule keeps back',
            },
            source: Type.String({
              description:
                '`live`: its system said so now; `known`: it is what we know; `stale`: its system was to say, and did not',
            }),
            asOf: InstantShape,
          }),
        ),
      }),
    ),
    more: Type.Integer({ description: 'Candidates beside these' }),
    others: Type.Array(Type.Object({ location: Type.String(), why: Type.String() }), {
      description: `Locations that are none, 100 at most, and why: ${NOT_THERE.join(', ')}`,
    }),
    connections: Type.Array(
      Type.Object({
        connection: Type.String(),
        answered: Type.Boolean(),
        why: orNull(
          Type.String({ description: '`no_connection`, `busy`, `resting` after a failure, `no_answer`' }),
        ),
        message: orNull(Type.String()),
      }),
      { description: 'Those that were to be asked' },
    ),
  },
  { $id: 'LocationsFound' },
)

/** The route that finds places which have goods. */
export function locateRoutes({ db, inventorySystem }: LocateRouting): Route[] {
  const live = new LiveStock(LIVE_LIMITS)
  return [
    route({
      method: 'POST',
      url: '/api/v1/locations/search',
      operationId: 'searchLocations',
      summary: 'Find locations that have goods, nearest first',
      description:
        'A location with a `stockConnection` that is not `stockOffline` is asked now, for at most 1.5 seconds; of all others what we know is told, and of what age. What we reserved is taken off either. Writes nothing and promises nothing.',
      tags: ['inventory'],
      scope: 'inventory:read',
      body: Question,
      responses: { 200: { description: 'They', schema: Found } },
      async handle({ body, companyId, signal }) {
        const company = (await readCompanies(db, [companyId])).get(companyId)!
        const asked = await read(db, company, body)
        const answers = await askLive(asked, async (connection, question) =>
          live.ask(connection, await inventorySystem(connection, company), question, signal),
        )
        return ok(render(body, asked, answers))
      },
    }),
  ]
}

interface Asked {
  companyId: bigint
  items: readonly { item: Item; quantity: bigint }[]
  near: { area: string | null; point: Point } | undefined
  question: LocateQuestion
  locations: readonly Location[]
  gates: ReadonlyMap<string, { onHand: bigint; reserved: bigint; safety: bigint }>
  sourcing: SourcingFacts
  now: Date
}

/** @throws HttpProblem `invalid_body` with everything that is wrong */
async function read(db: Database, company: Company, body: Question): Promise<Asked> {
  const companyId = company.id
  const itemOf = await readItems(
    db,
    body.items.map(({ sku }) => ({ company, sku })),
  )
  const problems: Problem[] = []
  const items = judgeItems(body, (sku) => itemOf(companyId, sku), problems)
  const ids = items.map(({ item }) => ({ companyId, itemId: item.id }))
  const facts = { sourcing: noSourcing(), allocation: noAllocation() }
  const [locations, gates, [clock]] = await Promise.all([
    readLocationsOf(db, [company]),
    ids.length === 0
      ? []
      : db.read(readGates, { companyIds: ids.map(() => companyId), itemIds: ids.map((one) => one.itemId) }),
    db.read(readClock, {}),
    addSourcing(db, facts, [company], ids),
  ])
  const setup = facts.sourcing.setups.get(companyId)
  const near = judgeNear(body, (country, postcode) => setup && pointOf(setup, country, postcode), problems)
  if (problems.length > 0) throw new HttpProblem('invalid_body', { errors: problems })
  const { orderType = '', source = '', shipMethod = '' } = body
  return {
    companyId,
    items,
    near,
    question: {
      items: items.map(({ item, quantity }): LocateItem => ({ itemId: item.id, quantity })),
      near: near?.point,
      radiusKm: body.radiusKm ?? null,
      locationTypes: new Set(body.locationTypes),
      onlyWithAll: body.onlyWithAll ?? false,
      rule: setup && ruleFor(setup.rules, { orderType, source, shipMethod }),
    },
    locations: locations.get(companyId) ?? [],
    gates: new Map(
      gates.map(({ item_id: itemId, location_id: at, on_hand: onHand, reserved, safety }) => [
        `${itemId}/${at}`,
        { onHand, reserved, safety },
      ]),
    ),
    sourcing: facts.sourcing,
    now: clock!.now,
  }
}

function judgeItems(
  { items }: Question,
  itemOf: (sku: string) => Item | undefined,
  problems: Problem[],
): { item: Item; quantity: bigint }[] {
  const seen = new Set<string>()
  return items.flatMap(({ sku, quantity: said }, index) => {
    const at = `/items/${index}`
    const item = itemOf(sku)
    if (seen.has(sku))
      problems.push({ path: `${at}/sku`, code: 'duplicate_item', message: 'it is named twice' })
    else if (!item)
      problems.push({ path: `${at}/sku`, code: 'unknown_item', message: `there is no item ${sku}` })
    seen.add(sku)
    const quantity = said === undefined ? MICRO : readMicro(said, MOST_QUANTITY)
    const path = `${at}/quantity`
    if (typeof quantity !== 'bigint')
      problems.push({ path, code: quantity, message: 'a decimal such as 2.5, with at most 6 decimals' })
    else if (quantity <= 0n) problems.push({ path, code: 'bad_quantity', message: 'a quantity above 0' })
    else {
      const wrong = item && tooFine(item, quantity)
      if (wrong) problems.push({ path, ...wrong })
      if (item) return [{ item, quantity }]
    }
    return []
  })
}

function judgeNear(
  { near }: Question,
  areaOf: (country: string, postcode: string) => { prefix: string; point: Point } | undefined,
  problems: Problem[],
): { area: string | null; point: Point } | undefined {
  if (near === undefined) return undefined
  const { country, postcode, latitude, longitude } = near
  const point = latitude !== undefined && longitude !== undefined
  const place = country !== undefined && postcode !== undefined
  const given = Object.keys(near).length
  if (given !== 2 || (!point && !place)) {
    const message = 'a country and a postcode, or a latitude and a longitude'
    problems.push({ path: '/near', code: 'half_a_place', message })
    return undefined
  }
  if (point)
    return { area: null, point: { latitude: microDegrees(latitude), longitude: microDegrees(longitude) } }
  const area = areaOf(country!, postcode!)
  return area && { area: area.prefix, point: area.point }
}

type Ask = (connection: string, question: { skus: string[]; locations: string[] }) => Promise<LiveAnswer>

/** The answers for places that are looked at, over each connection one question, all at the same time. */
async function askLive({ locations, items, question }: Asked, ask: Ask): Promise<Map<string, LiveAnswer>> {
  const online = locations.filter((one) => isOnline(one) && passedOver(one, question) === undefined)
  const skus = items.map(({ item }) => item.sku)
  return new Map(
    await Promise.all(
      Array.from(
        Map.groupBy(online, (one) => one.stockConnection),
        async ([connection, places]): Promise<[string, LiveAnswer]> => {
          const some = places.slice(0, MOST_ASKED).map((one) => one.code)
          return [connection, await ask(connection, { skus, locations: some })]
        },
      ),
    ),
  )
}

function isOnline({ stockConnection, stockOffline }: Location): boolean {
  return stockConnection !== '' && !stockOffline
}

function render(body: Question, asked: Asked, answers: ReadonlyMap<string, LiveAnswer>) {
  const { near, items, question, locations } = asked
  const said = new Map(
    [...answers].flatMap(([connection, answer]) =>
      answer.ok
        ? answer.said.map(
            ({ sku, location, onHand }) =>
              [`${connection} ${location} ${sku}`, { onHand, asOf: answer.asOf }] as const,
          )
        : [],
    ),
  )
  const places = locations.map((one): LocatePlace => ({
    ...one,
    stock: new Map(items.map(({ item }) => [item.id, stockOf(asked, said, one, item)])),
  }))
  const { candidates, others } = locate(places, question)
  const skuOf = new Map(items.map(({ item }) => [item.id, item.sku]))
  const limit = body.limit ?? 20
  return {
    near: near
      ? {
          area: near.area,
          latitude: Number(near.point.latitude) / 1e6,
          longitude: Number(near.point.longitude) / 1e6,
        }
      : null,
    rule: question.rule?.code ?? null,
    candidates: candidates.slice(0, limit).map((one) => candidateView(one, skuOf)),
    more: Math.max(0, candidates.length - limit),
    others: others.slice(0, 100).map(({ place, why }) => ({ location: place.code, why })),
    connections: Array.from(answers, ([connection, answer]) => ({
      connection,
      answered: answer.ok,
      why: answer.ok ? null : answer.why,
      message: answer.ok ? null : answer.message,
    })),
  }
}

/** What a place has of an item: as its system says now, else as we know it, which is stale where the system was to say. */
function stockOf(
  { companyId, gates, sourcing, now }: Asked,
  said: ReadonlyMap<string, { onHand: bigint; asOf: Date }>,
  place: Location,
  { id: itemId, sku }: Item,
): LocatedStock {
  const { id, code, stockConnection } = place
  const none = { onHand: 0n, reserved: 0n, safety: 0n }
  const { onHand, reserved, safety } = gates.get(`${itemId}/${id}`) ?? none
  const sellThrough = sourcing.sellThrough.get(`${companyId}/${itemId}/${id}`) ?? 0n
  const live = isOnline(place) ? said.get(`${stockConnection} ${code} ${sku}`) : undefined
  if (live) return { onHand: live.onHand, reserved, safety, sellThrough, source: 'live', asOf: live.asOf }
  const source = isOnline(place) ? 'stale' : 'known'
  return { onHand, reserved, safety, sellThrough, source, asOf: now }
}

function candidateView({ place, distanceKm, hasAll, items }: Candidate, skuOf: ReadonlyMap<bigint, string>) {
  return {
    location: place.code,
    locationType: place.locationType,
    distanceKm,
    hasAll,
    items: items.map(({ itemId, stock, available }) => ({
      sku: skuOf.get(itemId)!,
      onHand: formatMicro(stock.onHand),
      reserved: formatMicro(stock.reserved),
      available: formatMicro(available),
      source: stock.source,
      asOf: stock.asOf.toISOString(),
    })),
  }
}

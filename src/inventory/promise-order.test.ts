import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { promiseOrder } from './promise-order.ts'
import { unpromiseLine, type Want } from './promise.ts'
import { emptyStock, stockAt } from './stock-facts.ts'
import { rankPlaces, type Criterion, type SourcingRule } from './sourcing-rule.ts'

const unit = 1_000_000n
const today = '2026-03-02'
const question = { orderType: '', source: '', shipMethod: '', country: 'GB', postcode: 'LS1', segment: '' }
const rule: SourcingRule = {
  code: 'R',
  version: 3,
  precedence: 1,
  orderType: '',
  source: '',
  shipMethod: '',
  locations: new Set(),
  exceptLocations: new Set(),
  locationTypes: new Set(),
  criteria: [],
  splitOrders: true,
  splitLines: true,
  minFillPercent: 0,
  maxLocations: 5,
  preferences: [],
  used: [],
  maxAttempts: 3,
  defaultLocation: null,
  latePenalty: 0n,
}

/** Fifty places at most around Leeds, with so much of items 7 and 8. */
function stocked(
  places: readonly { south: number; rank: number; free: readonly number[] }[],
  of: SourcingRule,
) {
  const locations = places.map(({ south, rank }, index) => ({
    id: BigInt(index + 1),
    code: `P${String(index).padStart(2, '0')}`,
    country: 'GB',
    region: '',
    rank,
    costOrganization: 1n,
    locationType: '',
    point: { latitude: 53_800_000n - BigInt(south), longitude: -1_550_000n },
    laborCost: null,
    shipLeadDays: 0,
    autoConfirm: false,
    backorders: true,
    confirmsOnce: false,
    pickUpDays: 14,
    allowPartial: true,
    mostPolls: 5,
    transferMethod: '',
    stockConnection: '',
    stockOffline: false,
    shipping: undefined,
    lanes: [],
  }))
  const facts = emptyStock(new Map([[1n, locations]]))
  const point = { latitude: 53_800_000n, longitude: -1_550_000n }
  const areas = new Map([['GB', new Map([['LS', point]])]])
  facts.sourcing.setups.set(1n, { rules: [of], digits: 2, areas })
  places.forEach(({ free }, index) =>
    free.forEach((units, item) => {
      stockAt(facts, 1n, BigInt(7 + item), BigInt(index + 1)).onHand = BigInt(units) * unit
    }),
  )
  return facts
}

const want = (itemId: bigint, units: number): Want => ({
  companyId: 1n,
  itemId,
  quantity: BigInt(units) * unit,
  requestedOn: today,
  allowSplit: true,
  minSplit: null,
  boundTo: null,
  time: '10:00',
  arriveOn: null,
  way: null,
})

const anyPlaces = fc.array(
  fc.record({
    south: fc.nat(2_000_000),
    rank: fc.integer({ min: 1, max: 9 }),
    free: fc.tuple(fc.nat(12), fc.nat(12)),
  }),
  { minLength: 1, maxLength: 50 },
)
const anyCriteria = fc.constantFrom<SourcingRule['criteria']>(
  [{ by: 'proximity', percent: null }],
  [
    { by: 'priority', percent: null },
    { by: 'on_hand', percent: null },
  ],
  [
    { by: 'proximity', percent: 50 },
    { by: 'on_hand', percent: 30 },
    { by: 'priority', percent: 20 },
  ],
)

test('N-14 C13-6 a kept search, ranked again without rule or stock, comes to the same place', () => {
  fc.assert(
    fc.property(anyPlaces, anyCriteria, fc.integer({ min: 1, max: 9 }), (places, criteria, units) => {
      const facts = stocked(places, { ...rule, criteria })
      const { parts, search } = promiseOrder(facts, [want(7n, units)], question, today)
      type Told = { location: string; fills: number; values: Partial<Record<Criterion, number>> }
      const record = JSON.parse(JSON.stringify(search!.record)) as {
        outcome: string
        criteria: { by: Criterion; percent?: number }[]
        places: Told[]
      }
      const ranked = record.places.filter((one) => record.outcome !== 'one_fills_all' || one.fills === 1)
      const again = rankPlaces(
        ranked
          .map(({ location: code, values }) => ({ location: 0n, code, values, free: new Map() }))
          .toReversed(),
        record.criteria.map(({ by, percent = null }) => ({ by, percent })),
      )
      const [first] = again
      if (record.outcome === 'one_fills_all')
        assert.equal(`P${String(parts[0]![0]!.location - 1n).padStart(2, '0')}`, first!.code)
      assert.deepEqual(
        again.map(({ code }) => code),
        ranked.map(({ location }) => location),
      )
    }),
  )
})

test('D16 what is promised adds up to what is wanted, takes no more than there is, and is put back whole', () => {
  fc.assert(
    fc.property(anyPlaces, anyCriteria, fc.integer({ min: 1, max: 40 }), (places, criteria, units) => {
      const facts = stocked(places, { ...rule, criteria })
      const wants = [want(7n, units), want(8n, 5), want(7n, 3)]
      const { parts } = promiseOrder(facts, wants, question, today)
      wants.forEach(({ quantity }, index) =>
        assert.equal(
          parts[index]!.reduce((sum, part) => sum + part.quantity, 0n),
          quantity,
        ),
      )
      const stocks = [...facts.stock.get(1n)!.values()].flatMap((of) => [...of.values()])
      assert.ok(stocks.every(({ onHand, reserved }) => reserved <= onHand))
      wants
        .map((one, index) => ({ one, parts: parts[index]! }))
        .toReversed()
        .forEach(({ one, parts: taken }) => unpromiseLine(facts, one, taken))
      assert.ok(stocks.every(({ reserved }) => reserved === 0n))
    }),
  )
})

test('C13-6 the most places of a rule hold for the whole order, however many lines are split, and an order that is not split is at one', () => {
  fc.assert(
    fc.property(
      anyPlaces,
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      (places, maxLocations, splitOrders) => {
        const criteria: SourcingRule['criteria'] = [{ by: 'priority', percent: null }]
        const facts = stocked(places, { ...rule, criteria, maxLocations, splitOrders })
        const { parts } = promiseOrder(facts, [want(7n, 15), want(8n, 15), want(7n, 4)], question, today)
        const at = new Set(
          parts.flat().flatMap(({ location, supply }) => (supply === 'on_hand' ? [location] : [])),
        )
        assert.ok(at.size <= (splitOrders ? maxLocations : 1), `${at.size} places`)
      },
    ),
  )
})

import { baseFor, shapeFor, type Base } from '../support/base.ts'
import { accountOf, locations, skuOf } from '../support/company.ts'
import type { OrderShape } from '../support/orders.ts'
import { costColumns, linesPerCpuSecond, microsPerLine, report, type Result } from '../support/result.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { mustHold, type Bench } from './workload.ts'

const LINES = 5
const WARM = 1000
const SETTLE_MS = 300_000
const LEAST_RATIO = 0.35
const FROM = '2020-01-01'

type Call = (path: string, body: object) => Promise<unknown>

/** A family of rules: what describes them, and what orders say so that they are asked. */
interface Family {
  name: string
  describe(put: Call): Promise<void>
  orders?: Partial<OrderShape>
}

const SHIP_METHOD = 'ground'
const PAYMENT_METHOD = 'card'
const some = (count: number) => Array.from({ length: count }, (_one, index) => index)

/**
 * Rules that are asked of every order, and that no order of the run is stopped by: what is measured is the asking. Their numbers
 * are those of a large company.
 */
const FAMILIES: readonly Family[] = [
  {
    name: 'strategies and adjustments',
    async describe(put) {
      for (const segment of ['trade', 'staff', 'club', 'export'])
        await put('/price-strategies', {
          code: segment,
          rank: 10,
          segments: [segment],
          lists: ['TRADE', 'RETAIL'],
          validFrom: FROM,
        })
      await put('/price-strategies', { code: 'all', rank: 900, lists: ['RETAIL'], validFrom: FROM })
      for (const index of some(60))
        await put('/adjustment-rules', {
          code: `RULE-${index}`,
          percent: '1',
          ...(index % 3 === 0 ? { itemClasses: ['kitchen'] } : {}),
          ...(index % 3 === 1 ? { segments: ['trade'] } : {}),
          condition: `line.quantity >= ${2 + (index % 2)} && order.country == "GB"`,
          bucket: 1 + (index % 5),
          group: `G${index % 10}`,
          validFrom: FROM,
        })
    },
  },
  {
    name: 'promotions with conditions and a budget',
    async describe(put) {
      for (const index of some(200))
        await put('/promotions', {
          code: `PROMO-${index}`,
          percent: '1',
          condition: `order.net > ${100 + index} && order.country == "GB" && order.segment == "s${index}"`,
          rank: 200 + index,
          validFrom: FROM,
        })
      await put('/promotions', {
        code: 'BUDGET',
        percent: '1',
        condition: 'order.net > 0',
        group: 'budget',
        budget: { amount: '900000000.00', currency: 'GBP' },
        validFrom: FROM,
      })
    },
  },
  {
    name: 'agreements',
    async describe(put) {
      for (const customer of some(100))
        await put('/agreements', {
          code: `AGREED-${customer}`,
          account: accountOf(customer),
          currency: 'GBP',
          validFrom: FROM,
          lines: some(20).map((line) => ({
            line: line + 1,
            sku: skuOf(line * 400 + customer),
            unitPrice: { amount: '9.99', currency: 'GBP' },
            quantity: '1000000',
          })),
        })
    },
  },
  {
    name: 'margins and approvals',
    orders: { paymentMethod: PAYMENT_METHOD },
    async describe(put) {
      await put('/payment-fees', {
        method: PAYMENT_METHOD,
        percent: '1.4',
        fixed: { amount: '0.20', currency: 'GBP' },
      })
      for (const itemClass of ['kitchen', 'living', 'garden'])
        await put('/margin-rules', {
          code: itemClass,
          floorPercent: '-1000',
          action: 'block',
          itemClasses: [itemClass],
        })
      for (const index of some(10))
        await put('/approval-rules', {
          code: `ASK-${index}`,
          condition: `order.total > ${1_000_000_000 + index}`,
          levels: ['credit:write'],
        })
    },
  },
  {
    name: 'calendars and lanes',
    orders: { shipMethod: SHIP_METHOD },
    async describe(put) {
      await put('/calendars', { code: 'DAILY', workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: [] })
      for (const [place, code] of locations.entries())
        await put('/locations', {
          code,
          name: code,
          country: 'GB',
          rank: place + 1,
          shippingCalendar: 'DAILY',
          ...(place === 0 ? {} : { costOrganization: locations[0]! }),
        })
      for (const location of locations)
        await put('/transit-lanes', {
          shipMethod: SHIP_METHOD,
          location,
          country: 'GB',
          transitDays: 2,
          carrierCalendar: 'DAILY',
          cost: { amount: '3.20', currency: 'GBP' },
        })
    },
  },
  {
    name: 'sourcing rules and safety stock',
    async describe(put) {
      await put('/sourcing-rules', {
        code: 'NEAR',
        name: 'Near and cheap',
        criteria: [
          { by: 'priority', percent: 50 },
          { by: 'on_hand', percent: 30 },
          { by: 'last_assigned', percent: 20 },
        ],
      })
      for (const item of some(500))
        await put('/safety-stocks', { sku: skuOf(item), location: locations[0]!, quantity: '10' })
    },
  },
]

/**
 * What rules cost the path of an order: order to cash as it is on the easy rules that every benchmark has, with each family of
 * rules alone, and with all of them.
 */
export async function ruleTax(bench: Bench): Promise<Result[]> {
  const base = await baseFor(bench.cluster, shapeFor(1))
  const off = await run(bench, base, 'easy rules', [])
  const results = [off.result]
  for (const family of FAMILIES) results.push((await run(bench, base, family.name, [family], off)).result)
  results.push((await run(bench, base, 'all rules', FAMILIES, off)).result)
  return results
}

interface Run {
  value: number
  micros: number
  result: Result
}

async function run(
  { cluster, seconds }: Bench,
  base: Base,
  phase: string,
  families: readonly Family[],
  off?: Run,
): Promise<Run> {
  const stage = await openStage(cluster, base, 'rule_tax')
  try {
    await describe(stage, families)
    const shape: OrderShape = {
      ...base.shape,
      run: 'tax',
      lines: LINES,
      spread: 'uniform',
      ...Object.assign({}, ...families.map(({ orders }) => orders)),
    }
    const stream = { kind: 'stream', shape, connections: 2, perRequest: 500, rate: 0 } as const
    await stage.ask({ ...stream, from: 0, count: WARM, ms: 60_000 })
    await stage.settle(SETTLE_MS)
    await stage.admin.sql('analyze')
    const stop = await stage.meter()
    stage.startPaying()
    const done = await stage.ask({ ...stream, from: WARM, count: 1_000_000, ms: seconds * 1000 })
    await stage.settle(SETTLE_MS)
    const cost = await stop()
    if (done.refused > 0) throw new Error(`${done.refused} orders were refused: ${done.firstRefusal}`)
    const { rows, deadlocks } = await stage.end()
    mustHold(phase, await stage.laws(), deadlocks)
    const value = linesPerCpuSecond(cost, done.lines)
    const micros = microsPerLine(cost, done.lines)
    const isAll = off !== undefined && families.length === FAMILIES.length
    const added = off ? ` (${Math.round(micros - off.micros)} µs a line more)` : ''
    const result = report({
      workload: 'rule-tax',
      phase: `${phase}${added}`,
      value,
      unit: 'lines per CPU second',
      ratioTo: off ? 'easy rules' : null,
      ratio: off ? value / off.value : null,
      ...costColumns(cost, done.lines, done.latencies),
      rowsPerLine: rows / (done.lines + WARM * LINES),
      target: isAll ? `ratio >= ${LEAST_RATIO}` : null,
      reached: isAll ? value / off.value >= LEAST_RATIO : null,
    })
    return { value, micros, result }
  } finally {
    await stage.close()
  }
}

async function describe(stage: Stage, families: readonly Family[]): Promise<void> {
  const put: Call = (path, body) => stage.call('PUT', `/api/v1${path}`, body)
  for (const family of families) await family.describe(put)
}

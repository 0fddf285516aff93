import { saveItem } from '../../src/catalog/index.ts'
import { saveLocation } from '../../src/inventory/index.ts'
import { receiveStock, type StockRequest } from '../../src/orchestration/index.ts'
import { inquire, type InquiryRequest } from '../../src/orders/index.ts'
import { Door, Fault } from '../../src/platform/batch/index.ts'
import { addDays } from '../../src/platform/clock.ts'
import { Database } from '../../src/platform/database/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import { isRefusal } from '../../src/platform/setup.ts'
import { baseFor, shapeFor } from '../support/base.ts'
import { cpuOfProcess, cpuOfTree } from '../support/cpu.ts'
import { report, type Result } from '../support/result.ts'
import type { Bench, Workload } from './workload.ts'

const LOCATIONS = 50
const DAYS = 90
const ITEMS = 200
const MICRO = 1_000_000n
/** Questions that wait at the same time, each for one line. */
const CLIENTS = 200

const skuOf = (item: number) => `ASKED-${item}`
const codeOf = (place: number) => `PLACE-${place}`

/**
 * What would be promised: questions of one line each about items at fifty places, with supply on each of ninety days, a third of them
 * for what is there, the others for days to come or for more than there is. Beside it one row read by its primary key a statement, by
 * as many readers, of the same server from the same process. No HTTP on either side.
 */
export const promise = promiseOf(LOCATIONS, DAYS, ITEMS)

/** The same with other numbers: a test runs it in miniature. */
export function promiseOf(locations: number, days: number, items: number): Workload {
  return (bench) => measure(bench, locations, days, items)
}

async function measure(
  { cluster, seconds }: Bench,
  locations: number,
  days: number,
  items: number,
): Promise<Result[]> {
  const base = await baseFor(cluster, shapeFor(1))
  const database = await cluster.make('promise', base.database)
  const db = new Database({ url: database.url, name: 'bench-promise', max: 7 })
  const door = new Door({ db, ids: new Ids(db) })
  try {
    const companyId = base.companies[0]!.id
    const today = await fill(door, companyId, locations, days, items)
    const admin = cluster.admin(database)
    await admin.sql('vacuum analyze inventory.stock_gate, inventory.supply')
    const ids = await admin.sql<{ id: bigint }>(
      `select id from catalog.item where sku like 'ASKED-%' order by sku`,
    )
    await admin.close()
    const gate = `select on_hand, reserved from inventory.stock_gate where company_id = $1 and item_id = $2 and location_id = $3`
    const [place] = await db.sql<{ id: bigint }>(
      `select id from inventory.location where code = '${codeOf(0)}'`,
    )
    const read = async (n: number) => {
      const rows = await db.use((connection) =>
        connection.client.query({
          name: 'read_one',
          text: gate,
          values: [companyId, ids[n % ids.length]!.id, place!.id].map(String),
        }),
      )
      if (rows.rows.length !== 1) throw new Error('no gate')
    }
    const ask = async (n: number) => {
      const outcome = await door.request(inquire, questionOf(companyId, n, today, days, items))
      if (!outcome.ok) throw new Error(JSON.stringify(outcome))
    }
    const cost = async (
      one: (n: number) => Promise<void>,
      load: (ms: number, one: (n: number) => Promise<void>) => Promise<number> = during,
    ) => {
      await load(Math.min(2, seconds) * 1000, one)
      const before = [cpuOfProcess(process.pid), cpuOfTree(cluster.postmaster())] as const
      const began = performance.now()
      const count = await load(seconds * 1000, one)
      const node = cpuOfProcess(process.pid) - before[0]
      const postgres = cpuOfTree(cluster.postmaster()) - before[1]
      return { node, postgres, count, wallSeconds: (performance.now() - began) / 1000 }
    }
    const reads = await cost(read)
    const asked = await cost(ask)
    const latencies: number[] = []
    const rate = asked.count / asked.wallSeconds / 2
    const half = await cost(ask, (ms, one) => atRate(ms, rate, one, latencies))
    // The first ones warm up.
    const sorted = latencies.slice(-half.count).toSorted((a, b) => a - b)
    const perSecond = ({ count, node, postgres }: typeof reads) => count / (node + postgres)
    const ratio = perSecond(asked) / perSecond(reads)
    const of = ({ node, postgres, wallSeconds }: typeof reads) => ({
      cpuSeconds: { node, postgres },
      wallSeconds,
      p50Ms: null,
      p99Ms: null,
      rowsPerLine: null,
      walBytesPerLine: null,
    })
    return [
      report({
        workload: 'promise',
        phase: 'reads by primary key',
        value: perSecond(reads),
        unit: 'reads per CPU second',
        ratioTo: null,
        ratio: null,
        ...of(reads),
        target: null,
        reached: null,
      }),
      report({
        workload: 'promise',
        phase: `${locations} locations, ${days} days`,
        value: perSecond(asked),
        unit: 'questions per CPU second',
        ratioTo: 'promise reads by primary key',
        ratio,
        ...of(asked),
        target: 'ratio >= 0.3',
        reached: ratio >= 0.3,
      }),
      report({
        workload: 'promise',
        phase: `${locations} locations, ${days} days, half as many`,
        value: half.count / half.wallSeconds,
        unit: 'questions a second',
        ratioTo: null,
        ratio: null,
        ...of(half),
        p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? null,
        p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? null,
        target: null,
        reached: null,
      }),
    ]
  } finally {
    await door.drain()
    await db.close()
    await cluster.drop(database)
  }
}

/** As many at the same time as there are clients, one after another each, for so long. @returns how many were done */
async function during(ms: number, one: (n: number) => Promise<void>): Promise<number> {
  const end = performance.now() + ms
  let n = 0
  const client = async () => {
    while (performance.now() < end) await one(n++)
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return n
}

/** So many a second whether or not they are answered. @returns how many were done */
async function atRate(
  ms: number,
  rate: number,
  one: (n: number) => Promise<void>,
  latencies: number[],
): Promise<number> {
  const began = performance.now()
  const asked: Promise<void>[] = []
  const timed = async (n: number) => {
    const at = performance.now()
    await one(n)
    latencies.push(performance.now() - at)
  }
  while (performance.now() - began < ms) {
    const due = Math.floor(((performance.now() - began) / 1000) * rate)
    while (asked.length < due) asked.push(timed(asked.length))
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(asked)
  return asked.length
}

function questionOf(
  companyId: bigint,
  n: number,
  today: string,
  days: number,
  items: number,
): InquiryRequest {
  const spread = (n * 7919) % 104_729
  return {
    companyId,
    accounts: null,
    outsider: false,
    alternatives: false,
    showsCosts: false,
    requestedOn: spread % 3 === 0 ? null : addDays(today, spread % days),
    lines: [
      {
        sku: skuOf(spread % items),
        quantity: BigInt(1 + (spread % 40)) * MICRO,
        allowSplit: spread % 2 === 0,
        minSplit: null,
        unitPrice: null,
        priceCurrency: null,
      },
    ],
  }
}

/** Locations, items, four of each item at each place, and supply on each day at one place after another. @returns the business date */
async function fill(
  door: Door,
  companyId: bigint,
  locations: number,
  days: number,
  items: number,
): Promise<string> {
  const all = async (outcomes: Promise<unknown>[]) => {
    for (const one of await Promise.all(outcomes)) if (isRefusal(one)) throw new Error(JSON.stringify(one))
  }
  const places = Array.from({ length: locations }, (_, place) => place)
  const asked = Array.from({ length: items }, (_, item) => item)
  await all(
    places.map((place) => {
      const input = { code: codeOf(place), name: codeOf(place), country: 'GB', rank: 1 + place }
      return door.request(saveLocation, { companyId, input }, { internal: true })
    }),
  )
  await all(
    asked.map((item) => {
      const input = { sku: skuOf(item), name: skuOf(item), itemClass: 'tools', taxCode: 'standard' }
      return door.request(saveItem, { companyId, input }, { internal: true })
    }),
  )
  const today = new Date().toISOString().slice(0, 10)
  const row = { companyId, actor: 'bench', unitCost: MICRO, standardCost: null }
  const rows = asked.flatMap((item): StockRequest[] => [
    ...places.map((place): StockRequest => ({
      ...row,
      kind: 'opening',
      sku: skuOf(item),
      location: codeOf(place),
      quantity: 4n * MICRO,
      supplyNumber: null,
      on: null,
    })),
    ...Array.from({ length: days }, (_, day): StockRequest => ({
      ...row,
      kind: 'announcement',
      sku: skuOf(item),
      location: codeOf((item + day) % locations),
      quantity: 5n * MICRO,
      supplyNumber: `ASKED-${item}-${day}`,
      on: addDays(today, 1 + day),
    })),
  ])
  for (let from = 0; from < rows.length; from += 3000) {
    for (const outcome of await door.requestAll(receiveStock, rows.slice(from, from + 3000), {
      internal: true,
    })) {
      if (outcome instanceof Fault) throw outcome
      if (!outcome.ok) throw new Error(JSON.stringify(outcome))
    }
  }
  return today
}

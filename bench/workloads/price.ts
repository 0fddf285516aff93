import type { Database } from '../../src/platform/database/index.ts'
import { baseFor, shapeFor, type Base } from '../support/base.ts'
import type { Cluster } from '../support/cluster.ts'
import { cpuOfProcess, cpuOfTree } from '../support/cpu.ts'
import { costColumns, linesPerCpuSecond, report, type Result } from '../support/result.ts'
import { openStage } from '../support/stage.ts'
import { mustHold, type Bench } from './workload.ts'

const ITEMS = 100_000
const LISTS = 10
const PROMOTIONS = 1000
const LINES = 5
const LEAST_LINES = 5000
const LEAST_RATIO = 0.3
const MOST_P99_MS = 30
const CLIENTS = 32

/**
 * What carts cost (A9-23), with 1,000,000 lines in price lists and 1,000 promotions: as many as are answered, then half as
 * many as are asked for, at a rate. Beside it, reads of one price by its key from the same server, compared by CPU, since another load
 * may run on the machine.
 */
export async function price({ cluster, seconds }: Bench): Promise<Result[]> {
  const base = await baseFor(cluster, shapeFor(1))
  const stage = await openStage(cluster, base, 'price')
  const results: Result[] = []
  try {
    await fill(stage.admin, base)
    const reads = await readByKey(cluster, stage.admin, base, seconds * 1000)
    const shape = { ...base.shape, items: ITEMS, run: 'cart', lines: LINES, spread: 'uniform' as const }
    const ask = (ms: number, rate: number, carts: number) =>
      stage.ask({ kind: 'prices', shape, ms, clients: CLIENTS, rate, carts })
    await ask(6000, 0, 1)
    const phases = [
      { phase: `one cart of ${LINES} lines a request, ${CLIENTS} clients`, rate: 0, carts: 1 },
      { phase: `20 carts of ${LINES} lines a request, ${CLIENTS} clients`, rate: 0, carts: 20 },
      {
        phase: `${LEAST_LINES / 2} lines a second, one cart a request`,
        rate: LEAST_LINES / 2 / LINES,
        carts: 1,
      },
    ]
    for (const { phase, rate, carts } of phases) {
      const stop = await stage.meter()
      const done = await ask(seconds * 1000, rate, carts)
      const cost = await stop()
      if (done.refused > 0) throw new Error(`${done.refused} carts were refused: ${done.firstRefusal}`)
      const columns = costColumns(cost, done.lines, done.latencies)
      const value = done.lines / (done.wallMs / 1000)
      const ratio = linesPerCpuSecond(cost, done.lines) / reads
      const enough = value >= LEAST_LINES && ratio >= LEAST_RATIO
      results.push(
        report({
          workload: 'price',
          phase,
          value,
          unit: 'lines a second',
          ratioTo: 'reads of one price by its key, by CPU',
          ratio,
          ...columns,
          rowsPerLine: null,
          target:
            rate > 0
              ? `p99 < ${MOST_P99_MS} ms`
              : `>= ${LEAST_LINES} lines a second, ratio >= ${LEAST_RATIO}`,
          reached: rate > 0 ? (columns.p99Ms ?? Infinity) < MOST_P99_MS : enough,
        }),
      )
    }
    const { deadlocks } = await stage.end()
    mustHold('price', await stage.laws(), deadlocks)
    return results
  } finally {
    await stage.close()
  }
}

/** Items, lists, prices and promotions as a large company has them; made in the database, as a load by the API takes minutes. */
async function fill(admin: Database, base: Base): Promise<void> {
  const { id: companyId } = base.companies[0]!
  const free = 1n << 52n
  await admin.sql(
    `insert into catalog.item (company_id, id, sku, name, item_class, kind, uom, decimals, tax_code, pattern)
     select i.company_id, ${free} + n, 'ITEM-' || lpad(n::text, 5, '0'), 'Item ' || n, (array['kitchen', 'living', 'garden'])[1 + n % 3],
       i.kind, i.uom, i.decimals, i.tax_code, i.pattern
     from catalog.item i, generate_series(${base.shape.items}, ${ITEMS - 1}) n
     where i.company_id = ${companyId} and i.sku = 'ITEM-00000'`,
  )
  await admin.sql(
    `insert into pricing.price_list (company_id, id, code, currency, segment, rank, valid_from)
     select ${companyId}, ${2n * free} + n, 'LIST-' || n, 'GBP', case when n % 2 = 0 then null else 'segment-' || n end, 200 + n, '2020-01-01'
     from generate_series(1, ${LISTS - 2}) n`,
  )
  await admin.sql(
    `insert into pricing.price (company_id, list_id, item_id, uom, valid_from, unit_price)
     select i.company_id, l.id, i.id, i.uom, '2020-01-01', 5 + (i.id % 4000) / 100.0
     from catalog.item i join pricing.price_list l on l.company_id = i.company_id where i.company_id = ${companyId}
     on conflict do nothing`,
  )
  await admin.sql(
    `insert into pricing.promotion (company_id, id, code, kind, value, condition, valid_from, rank)
     select ${companyId}, ${3n * free} + n, 'PROMO-' || n, 'percent', 5, case n % 4
         when 0 then 'order.segment == "segment-' || n || '" && order.net > 1000'
         when 1 then 'order.source == "shop-' || n || '"'
         when 2 then 'order.country in ["DE", "FR"] && order.quantity > ' || n
         else 'order.net >= ' || 1000000 + n end,
       '2020-01-01', 10 + n
     from generate_series(1, ${PROMOTIONS - 1}) n`,
  )
  await admin.sql(
    `update organization.company set setup_version = setup_version + 1 where company_id = ${companyId}`,
  )
  await admin.sql('vacuum analyze pricing.price, pricing.promotion, catalog.item')
  const [{ lines }] = (await admin.sql<{ lines: bigint }>('select count(*) as lines from pricing.price')) as [
    { lines: bigint },
  ]
  if (lines < BigInt(ITEMS * LISTS)) throw new Error(`${lines} price list lines stand`)
}

/** Prices read one by one by their key, over as many connections as the server has. @returns reads a CPU second */
async function readByKey(cluster: Cluster, admin: Database, base: Base, ms: number): Promise<number> {
  const { id: companyId } = base.companies[0]!
  const keys = await admin.sql<{ list_id: bigint; item_id: bigint; uom: string }>(
    'select list_id, item_id, uom from pricing.price tablesample system (1) limit 5000',
  )
  const cpu = () => cpuOfProcess(process.pid) + cpuOfTree(cluster.postmaster())
  const [before, began] = [cpu(), performance.now()]
  let read = 0
  await Promise.all(
    Array.from({ length: 4 }, async (_one, reader) => {
      for (let n = reader; performance.now() - began < ms; n += 4) {
        const { list_id, item_id, uom } = keys[n % keys.length]!
        const values = [companyId, list_id, item_id, uom].map(String)
        await admin.use(({ client }) => client.query({ name: 'read_price', text: READ_PRICE, values }))
        read++
      }
    }),
  )
  return read / (cpu() - before)
}

const READ_PRICE = `select unit_price from pricing.price
  where company_id = $1 and list_id = $2 and item_id = $3 and uom = $4 and valid_from = '2020-01-01'`

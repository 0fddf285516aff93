import assert from 'node:assert/strict'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from './flow.ts'

/** Three warehouses, with a van and a bike from each; what could be promised otherwise is asked of them, and carried out. */

export let flow: Flow

export let today: string

export const day = (offset: number) => addDays(today, offset)

export async function open(): Promise<void> {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  for (const [place, [code, rank]] of [
    ['North', ['NORTH', 60]],
    ['South', ['SOUTH', 70]],
    ['West', ['WEST', 80]],
  ] as const)
    await flow.put('/locations', { code, name: place, country: 'GB', rank })
  const lane = (shipMethod: string, transitDays: number, amount: string, location?: string) =>
    flow.put('/transit-lanes', {
      shipMethod,
      country: 'GB',
      transitDays,
      cost: { amount, currency: 'GBP' },
      ...(location ? { location } : {}),
    })
  await lane('van', 3, '2.00')
  await lane('van', 1, '4.00', 'SOUTH')
  await lane('bike', 1, '9.00')
  later.requestedOn = day(9)
}

export const close = (): Promise<void> => flow.close()

export const item = (sku: string, onHand: Record<string, string> = {}) => flow.stockedItem(sku, onHand, '2')

async function told({ outcomes }: Seen): Promise<Seen[]> {
  for (const outcome of outcomes) assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcomes.map((one: Seen) => one.answer)
}

export const comes = async (sku: string, location: string, on: number, quantity: string) =>
  told(
    await flow.ok('/supply-orders', [
      { sku, location, quantity, unitCost: '2', number: `${sku} ${location} ${on}`, dueOn: day(on) },
    ]),
  )

export const arrived = async (sku: string, location: string, quantity: string) =>
  told(await flow.ok('/stock/receipts', [{ sku, location, quantity, unitCost: '2' }]))

export async function buy(
  sku: string,
  quantity: string,
  line: Record<string, unknown> = {},
  more: Record<string, unknown> = { shipMethod: 'van' },
): Promise<Seen> {
  const order = await flow.order([{ sku, quantity, net: '10.00', tax: '20.00', ...line }], more)
  const { fulfillmentLines } = await flow.read(order.id)
  assert.equal(fulfillmentLines.length, 1, JSON.stringify(fulfillmentLines))
  return { orderId: order.id, line: fulfillmentLines[0].id }
}

/** Wanted in nine days. */
export const later = { requestedOn: '' }

export const ask = async (...lines: Seen[]): Promise<Seen[]> =>
  told(await flow.ok('/promises/what-if', lines))

export const carryOut = async (line: Seen, option: Seen): Promise<Seen> =>
  (
    await flow.ok('/promises/re-source', [
      { ...line, token: option.token, ...(option.kind === 'ahead' ? { takeFromOthers: true } : {}) },
    ])
  ).outcomes[0]

export const promised = (one: Seen) =>
  one.promises.map((part: Seen) => [
    part.location,
    part.quantity,
    part.supply,
    part.promisedOn,
    part.arrivesOn,
  ])

export const cost = (one: Seen) => [
  one.goodsCost?.amount,
  one.freightCost.amount,
  one.margin?.amount,
  one.costChange?.amount,
]

/** How the parts of an order stand, as an option says it. */
export async function stands({ orderId }: Seen): Promise<Seen[]> {
  const { fulfillmentLines } = await flow.read(orderId)
  return fulfillmentLines.map((one: Seen) => [
    one.location.code,
    one.quantity,
    one.supply,
    one.promisedOn,
    one.decision.arrivesOn ?? null,
  ])
}

/** Where the log stands, and how many rows every table has. */
export async function everything(): Promise<Seen> {
  const tables = await flow.server.database.sql<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)' order by 1`,
  )
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*) as rows from ${name}`)
  return flow.server.database.sql(
    `select jsonb_object_agg(t.name, t.rows) as rows, (select max(batch) from platform.log_public) as log,
      (select jsonb_agg(g order by g.item_id, g.location_id) from inventory.stock_gate g) as gates
      from (${counts.join(' union all ')}) t`,
  )
}

export const refusal = (one: Seen): Seen[] => [
  one.code,
  ...one.problems.map(({ path, code }: Seen) => [path, code]),
]

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { assertWithin } from '../support/pace.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const sql = (text: string) => flow.server.database.sql(text)
const eventsOf = async (orderId?: string): Promise<Seen[]> => {
  const { events } = (await flow.server.request('GET', '/api/v1/events?limit=1000')).body
  return events.filter((one: Seen) => orderId === undefined || one.subject === orderId)
}
const ordersCount = async () => {
  const [row] = await flow.server.database.sql<{ count: bigint }>('select count(*) from orders.sales_order')
  return row!.count
}
const orderNumbered = (externalId: string) =>
  flow.post('/orders', {
    source: 'webshop',
    externalId,
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'KIT-101', quantity: '1' }],
  })

/** From now on the database session dies when it writes a row of the table: always, or the first time. */
async function dieAt(table: string, times: 'always' | 'once') {
  await sql('drop sequence if exists platform.deaths')
  await sql('create sequence platform.deaths')
  const condition = times === 'always' ? 'true' : `nextval('platform.deaths') = 1`
  await sql(`create or replace function platform.die() returns trigger language plpgsql as
    $$ begin if ${condition} then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$`)
  await sql(
    `create trigger die before insert or update on ${table} for each row execute function platform.die()`,
  )
  return () => sql(`drop trigger die on ${table}`)
}

test('P-39 an order and its events commit together: a crash between them leaves neither, and another try makes each once', async () => {
  // The history row, which is the event, is written after the order; the place in the feed after that.
  for (const table of ['orders.history', 'platform.company_log']) {
    // Of submission alone: workers ship the order before meanwhile.
    const submittedOf = async (id?: string) =>
      (await eventsOf(id)).filter((one) => one.type === 'order.submitted').length
    const standing = [await ordersCount(), await submittedOf()]
    const heal = await dieAt(table, 'always')
    let lost: Awaited<ReturnType<typeof orderNumbered>>
    try {
      lost = await orderNumbered(`CRASH-${table}`)
    } finally {
      await heal()
    }
    assert.equal(lost.status, 503, lost.bytes.toString())
    assert.deepEqual([await ordersCount(), await submittedOf()], standing)

    const once = await dieAt(table, 'once')
    try {
      const made = await orderNumbered(`CRASH-${table}`)
      assert.equal(made.status, 201, made.bytes.toString())
      assert.equal(await ordersCount(), BigInt(standing[0]!) + 1n)
      assert.equal(await submittedOf(made.body.id), 1)
    } finally {
      await once()
    }
  }
  await flow.lawful()
})

test('A1-5 a slow warehouse does not hold up the capture of orders; what waits goes on when it is there again', async () => {
  const made = await flow.server.database.db.use(async ({ client }) => {
    await client.query('begin; set local idle_in_transaction_session_timeout = 0')
    // Nothing can be handed to a warehouse while this stands.
    await client.query('lock table fulfillment.shipment in exclusive mode')
    const start = performance.now()
    const orders: Seen[] = []
    for (let one = 1; one <= 5; one += 1) {
      const answer = await orderNumbered(`SLOW-${one}`)
      assert.equal(answer.status, 201, answer.bytes.toString())
      orders.push(answer.body)
    }
    const each = (performance.now() - start) / orders.length
    assertWithin(each, 1000, 'capture')
    for (const order of orders) assert.equal((await flow.read(order.id)).shipments.length, 0)
    await client.query('rollback')
    return orders
  })
  for (const order of made) await flow.until(order.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

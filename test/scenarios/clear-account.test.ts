import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'

const ORDERS = 1_200

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

async function until<T>(what: string, ask: () => Promise<T>, is: (value: T) => boolean): Promise<T> {
  const end = performance.now() + 120_000
  for (;;) {
    const value = await ask()
    if (is(value)) return value
    assert.ok(performance.now() < end, `waited too long for ${what}: ${String(value)}`)
    await sleep(200)
  }
}

test('D11 F-10 a customer pays 1,200 orders at once: every invoice is settled and every order is closed', async (context) => {
  const [sku, account] = ['CLEAR-1', 'MANY-1']
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity: `${ORDERS}`, unitCost: '1' }])
  await flow.put('/customer-accounts', {
    number: account,
    kind: 'organization',
    currency: 'GBP',
    shipToCountry: 'GB',
    termsDays: 30,
    creditLimit: { amount: '100000.00', currency: 'GBP' },
  })
  const gbp = (amount: string) => ({ amount, currency: 'GBP' })
  const orders = Array.from({ length: ORDERS }, (_, place) =>
    JSON.stringify({
      source: 'marketplace',
      externalId: `CLEAR-${place}`,
      customer: { account },
      currency: 'GBP',
      shipTo: { country: 'GB' },
      lines: [{ sku, quantity: '1', unitPrice: gbp('10.00'), taxAmount: gbp('2.00') }],
    }),
  )
  const taken = await flow.server.request('POST', '/api/v1/orders/batch', `${orders.join('\n')}\n`, {
    'content-type': 'application/x-ndjson',
    'idempotency-key': 'clear',
  })
  assert.equal(taken.status, 200, taken.bytes.toString().slice(0, 500))
  const owed = async () =>
    (
      await flow.server.db.sql<{ items: number; open: bigint }>(
        `select count(*)::integer as items, coalesce(sum(i.open), 0)::bigint as open from billing.open_item i
         join customers.account a on a.company_id = i.company_id and a.id = i.account_id
         where a.number = $1 and i.open <> 0`,
        [account],
      )
    )[0]!
  const { open } = await until('invoices', owed, ({ items }) => items === ORDERS)
  const start = performance.now()
  const amount = gbp(`${open / 100n}.${`${open % 100n}`.padStart(2, '0')}`)
  const paid: Seen = await flow.ok('/receipts', { account, amount, method: 'bank' })
  context.diagnostic(`paid in ${(performance.now() - start).toFixed(0)} ms`)
  assert.deepEqual(
    [paid.rules, paid.applications.length, paid.unapplied.amount],
    [['clear_account'], ORDERS, '0.00'],
  )
  assert.ok(paid.applications.every((one: Seen) => one.settled))
  assert.deepEqual(await owed(), { items: 0, open: 0n })
  const [closed] = await flow.server.db.sql<{ count: number }>(
    `select count(*)::integer as count from orders.sales_order o
     join orders.order_state s on s.company_id = o.company_id and s.order_id = o.id
     where o.external_id like 'CLEAR-%' and s.state = 'completed'`,
  )
  assert.equal(closed!.count, ORDERS)
  await flow.lawful()
})

/**
 * Places an order and follows it until it is billed, with the typed client.
 *
 *   DOCKET_API_KEY=dk_… node examples/place-order.ts
 *
 * DOCKET_URL is http://127.0.0.1:3000 when unset, DOCKET_COMPANY is SAMPLE.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { docketClient, expectData } from '../clients/typescript/index.ts'

const {
  DOCKET_URL: url = 'http://127.0.0.1:3000',
  DOCKET_API_KEY: apiKey = '',
  DOCKET_COMPANY: company = 'SAMPLE',
} = process.env
const client = docketClient({ url, apiKey, company })

const placed = expectData(
  await client.POST('/api/v1/orders', {
    params: { header: { 'idempotency-key': randomUUID() } },
    body: {
      source: 'webshop',
      externalId: `example-${randomUUID()}`,
      customer: { account: 'GB-0001' },
      currency: 'GBP',
      lines: [{ sku: 'KIT-101', quantity: '2' }],
    },
  }),
)
console.log(`${placed.number} is ${placed.status}: ${placed.total.amount} ${placed.total.currency}`)
for (const problem of placed.problems) console.log(`  ${problem.path} ${problem.message}`)

// A warehouse that confirms itself ships within a moment; what waits for goods or for a person does not.
const end = Date.now() + 5000
for (;;) {
  const order = expectData(
    await client.GET('/api/v1/orders/{id}', {
      params: { path: { id: placed.id }, query: { include: 'invoices' } },
    }),
  )
  if (order.billingStatus === 'billed' || Date.now() > end) {
    const invoices = order.invoices?.map((one) => one.number).join(', ')
    console.log(`${order.number} is ${order.statusName}, invoices: ${invoices || 'none'}`)
    break
  }
  await sleep(100)
}

import assert from 'node:assert/strict'
import type { Flow, Seen } from './flow.ts'

export const gbp = (amount: string) => ({ amount, currency: 'GBP' })

/** The sample company, as it is set up. */
export const COMPANY = {
  code: 'SAMPLE',
  name: 'Sample',
  currency: 'GBP',
  country: 'GB',
  timeZone: 'Europe/London',
}

export const noFreight = { freight: gbp('0.00') }

/** An item of a class of its own, with its price in the list of the sample company. */
export async function newItem(flow: Flow, sku: string, price: string, more: object = {}) {
  await flow.put('/items', {
    sku,
    name: sku,
    itemClass: sku.toLowerCase(),
    kind: 'service',
    taxCode: 'standard',
  })
  return flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(price), ...more })
}

/** A rule that adjusts prices. */
export const rule = (flow: Flow, code: string, more: object) =>
  flow.put('/adjustment-rules', { code, validFrom: '2020-01-01', ...more })

/** What a cart of the first account comes to, which has no problems. */
export async function cart(flow: Flow, lines: readonly object[], more: object = {}): Promise<Seen> {
  const asked = {
    source: 'webshop',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    ...noFreight,
    lines,
    ...more,
  }
  const { status, body, bytes } = await flow.server.request('POST', '/api/v1/prices', { carts: [asked] })
  assert.equal(status, 200, bytes.toString())
  assert.deepEqual(body.carts[0].problems, [])
  return body.carts[0]
}

/** What its lines come to. */
export const nets = (of: Seen) => of.lines.map((line: Seen) => line.net.amount)

/** The steps of a line, with what each leaves. */
export const results = (line: Seen) =>
  line.waterfall.map((step: Seen) => `${step.step} ${step.result.amount}`)

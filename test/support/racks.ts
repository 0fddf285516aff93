import { Flow, type Seen } from './flow.ts'
import type { TestAnswer } from './server.ts'

export const gbp = (amount: string): { amount: string; currency: string } => ({ amount, currency: 'GBP' })
export const noFreight = { freight: gbp('0.00') }

export const RACK = {
  code: 'RACK',
  version: 1,
  sku: 'RACK',
  name: 'Rack',
  state: 'published',
  validFrom: '2020-01-01',
  groups: [
    {
      code: 'FRAME',
      min: 1,
      max: 1,
      options: [
        { code: 'LOW', sku: 'R-LOW' },
        { code: 'HIGH', sku: 'R-HIGH' },
      ],
    },
    {
      code: 'FIXED',
      options: [{ code: 'SCREWS', sku: 'R-SCREW', included: true, quantity: { min: 4, max: 4 } }],
    },
    { code: 'EXTRA', options: [{ code: 'DOOR', sku: 'R-DOOR' }, { code: 'LAMP' }] },
  ],
  rules: [{ kind: 'excludes', code: 'NO_DOOR', text: 'a low rack has no door', a: 'LOW', b: 'DOOR' }],
}

/** A line of an order for something that is configured. */
export const configuredLine = (sku: string, quantity: string, choices: object[]): Seen => ({
  sku,
  quantity,
  configuration: { choices },
})

/** The sample company with a rack that is configured. */
export class Racks {
  readonly flow: Flow
  #sent = 0

  private constructor(flow: Flow) {
    this.flow = flow
  }

  static async open(): Promise<Racks> {
    const flow = await Flow.open()
    const item = async (sku: string, price: string, kind: string): Promise<void> => {
      await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind, taxCode: 'none' })
      await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(price) })
    }
    await item('RACK', '10.71', 'service')
    await item('FLAT', '50.00', 'service')
    await item('R-LOW', '5.66', 'service')
    await item('R-HIGH', '7.004', 'service')
    await item('R-SCREW', '0', 'service')
    await item('R-DOOR', '3.00', 'service')
    await flow.put('/configuration-models', RACK)
    return new Racks(flow)
  }

  close(): Promise<void> {
    return this.flow.close()
  }

  /** Asks, whatever is answered; each time with a key of its own. */
  send(method: string, path: string, body?: object, headers: object = {}): Promise<TestAnswer> {
    const key = `c-${(this.#sent += 1)}`
    return this.flow.server.request(method, `/api/v1${path}`, body, { 'idempotency-key': key, ...headers })
  }

  check(choices: object[], more: object = {}): Promise<Seen> {
    return this.flow.ok('/configurations/check', { model: 'RACK', choices, ...more })
  }
}

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from './flow.ts'
import { startTestServer } from './server.ts'

/** The sample company where goods are lost: who carries orders out, and who promises them anew, is started where a test wants it. */
export class LossDesk {
  readonly flow: Flow

  private constructor(flow: Flow) {
    this.flow = flow
  }

  static async open(): Promise<LossDesk> {
    const flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
    const dock = { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 90, autoConfirm: false }
    await flow.put('/locations', dock)
    const stall = { code: 'STALL', name: 'Stall', country: 'IE', rank: 900, autoConfirm: false }
    await flow.put('/locations', { ...stall, transferMethod: 'van' })
    await flow.put('/transit-lanes', { shipMethod: 'van', country: 'IE', transitDays: 2 })
    return new LossDesk(flow)
  }

  close(): Promise<void> {
    return this.flow.close()
  }

  async during(roles: string, work: () => Promise<void>): Promise<void> {
    const other = await startTestServer({ beside: this.flow.server, roles })
    await work().finally(() => other.close())
  }

  async stock(sku: string, places: Readonly<Record<string, number>>): Promise<void> {
    await this.flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
    const rows = Object.entries(places).map(([location, quantity]) => ({
      sku,
      location,
      quantity,
      unitCost: '5',
    }))
    if (rows.length > 0) await this.flow.ok('/stock/opening', rows)
  }

  count(sku: string, location: string, quantity: number) {
    return this.flow.ok('/stock/adjustments', [{ sku, location, quantity }])
  }

  /** What each line waits for, or has, and where. */
  async promised(id: string): Promise<string[]> {
    return promises(await this.flow.read(id))
  }

  /** On hand and reserved, by location. */
  async stockOf(sku: string): Promise<Record<string, string>> {
    const { body } = await this.flow.server.request('GET', `/api/v1/stock?sku=${sku}`)
    return Object.fromEntries(body.rows.map((row: Seen) => [row.location, `${row.onHand} ${row.reserved}`]))
  }

  /** What was lost and is not decided yet. */
  waits() {
    return this.flow.server.database.sql('select 1 from inventory.shortage')
  }

  /** Everything that was taken away is promised anew. */
  async again(): Promise<void> {
    await this.during('scheduler', async () => {
      const end = performance.now() + 10_000
      while ((await this.waits()).length > 0) {
        assert.ok(performance.now() < end, 'nobody looks at it')
        await sleep(50)
      }
    })
  }
}

export const promises = ({ fulfillmentLines }: Seen): string[] =>
  fulfillmentLines.map((one: Seen) => `${one.supply} ${one.quantity} ${one.location.code} ${one.shipped}`)

export const lineOf = (sku: string, quantity: number, more: object = {}) => ({
  sku,
  quantity: `${quantity}`,
  unitPrice: '10',
  net: `${quantity * 10}.00`,
  tax: `${quantity * 2}.00`,
  ...more,
})

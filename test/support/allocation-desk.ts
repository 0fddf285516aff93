import { Flow, type Seen } from './flow.ts'

/** Seven of ten for the marketplace, the rest for the outlet. */
export const TWO = [
  { code: 'MARKET', sources: ['marketplace'], percent: 70 },
  { code: 'OUTLET', sources: ['outlet'], percent: 30 },
]

/** The sample company with two channels more, and what is asked of shares of goods. */
export class AllocationDesk {
  readonly flow: Flow
  readonly today: string

  private constructor(flow: Flow, today: string) {
    this.flow = flow
    this.today = today
  }

  static async open(): Promise<AllocationDesk> {
    const flow = await Flow.open()
    const { today } = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body
    for (const code of ['outlet', 'fair']) {
      await flow.put('/source-systems', { code, name: code, prePriced: true, createCustomers: true })
      const condition = `order.source == "${code}"`
      await flow.put('/recognition-rules', { name: code, condition, orderType: 'standard' })
    }
    return new AllocationDesk(flow, today)
  }

  close(): Promise<void> {
    return this.flow.close()
  }

  /** A new item with so much of it in stock. */
  async stocked(sku: string, quantity: string, location = 'PORT'): Promise<void> {
    await this.flow.newItem(sku)
    if (quantity !== '0') await this.flow.ok('/stock/opening', [{ sku, location, quantity, unitCost: '1' }])
  }

  /** A plan of shares of these items only. */
  split(code: string, skus: readonly string[], nodes: readonly object[] = TWO): Promise<Seen> {
    return this.flow.put('/allocation-plans', { code, name: code, skus, nodes })
  }

  buy(source: string, sku: string, quantity: string, more: object = {}): Promise<Seen> {
    return this.flow.order([{ sku, quantity, net: '10.00', tax: '2.00', ...more }], { source })
  }

  /** Quantity and supply of each part of an order. */
  async partsOf(orderId: string): Promise<string[][]> {
    const { fulfillmentLines } = await this.flow.read(orderId)
    return fulfillmentLines.map((part: Seen) => [part.quantity, part.supply])
  }

  async available(sku: string, source?: string): Promise<string> {
    const of = source === undefined ? '' : `&source=${source}`
    return (await this.flow.server.request('GET', `/api/v1/availability?sku=${sku}${of}`)).body.availableOn
  }

  /** What a channel would be promised. */
  async asked(source: string, sku: string, quantity: string): Promise<Seen> {
    const { outcomes } = await this.flow.ok('/promises', [{ source, lines: [{ sku, quantity }] }])
    return outcomes[0].answer.lines[0]
  }
}

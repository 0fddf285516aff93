import { parseMicro } from '../../platform/money.ts'
import type { FrontDoor } from './front-door.ts'
import { sampleReceived } from './stock.ts'

/** The warehouse of the sample company: it confirms what it was asked to ship, takes goods in, and takes goods back. */
export interface Warehouse {
  /** Confirms shipments that wait; a few are left for a person. @returns how many messages it sent */
  confirmShipments(): Promise<number>
  /** Takes in the supply orders that arrive today. @returns their numbers */
  receiveSupply(): Promise<string[]>
  /** Takes one piece back from each of some buyers. @returns how many */
  takeReturns(): Promise<number>
}

interface ShippingOrder {
  id: string
  externalId: string
  shipments: {
    id: string
    state: string
    lines: { fulfillmentLineId: string; requested: string; shipped: string }[]
    confirmations: unknown[]
  }[]
}

interface ReturnableOrder {
  id: string
  fulfillmentLines: { id: string; location: unknown; shipped: string; returned: string }[]
}

const REASONS = ['Damaged on the way', 'Not the color that was ordered', 'Changed my mind']
const ONE_OF = 10
const AT_ONCE = 10
const ONE = 1_000_000n

export function warehouseAt(door: FrontDoor): Warehouse {
  const listed = async (statuses: string) =>
    (await door.get<{ rows: { id: string }[] }>(`/orders?status=${statuses}&limit=500`)).rows
  return {
    async confirmShipments() {
      let sent = 0
      const rows = await listed('awaiting_shipping,partially_shipped')
      for (let from = 0; from < rows.length; from += AT_ONCE) {
        const group = rows.slice(from, from + AT_ONCE)
        const orders = await Promise.all(
          group.map(({ id }) => door.get<ShippingOrder>(`/orders/${id}?include=shipments`)),
        )
        for (const order of orders) {
          for (const shipment of order.shipments) {
            const part = partOf(order, shipment)
            if (part === undefined) continue
            const key = `confirmation-${shipment.id}-${shipment.confirmations.length + 1}`
            const body = {
              ...part,
              carrier: 'Coastal Carriers',
              trackingNumber: `CC${shipment.id.slice(-8).toUpperCase()}`,
            }
            if ((await door.post(`/shipments/${shipment.id}/confirm`, key, body)).taken) sent++
          }
        }
      }
      return sent
    },
    async receiveSupply() {
      const numbers: string[] = []
      for (const supply of sampleReceived) {
        const { number: supplyNumber, sku, location, quantity } = supply
        const rows = [{ supplyNumber, sku, location, quantity }]
        const answer = await door.post('/stock/receipts', `supply-${supplyNumber}`, rows)
        const { outcomes } = answer.body as { outcomes?: { ok: boolean }[] }
        if (outcomes?.[0]?.ok === true) numbers.push(supplyNumber)
      }
      return numbers
    },
    async takeReturns() {
      let taken = 0
      const rows = (await listed('closed')).toReversed()
      for (const reason of REASONS) {
        const index = REASONS.indexOf(reason)
        const row = rows[Math.floor((rows.length * (2 * index + 1)) / (2 * REASONS.length))]
        if (row === undefined) continue
        const order = await door.get<ReturnableOrder>(`/orders/${row.id}?include=fulfillmentLines`)
        const part = order.fulfillmentLines.find((one) => one.location !== null && one.shipped !== '0')
        if (part === undefined) continue
        const body = { orderId: order.id, reason, lines: [{ fulfillmentLineId: part.id, quantity: '1' }] }
        // The key names the turn, not the order: begun again, the day has the same three returns.
        if ((await door.post('/returns', `return-${index + 1}`, body)).taken) taken++
      }
      return taken
    },
  }
}

/**
 * What is confirmed of a shipment now; undefined: nothing. Of ten orders one is left alone and one is left half
 * shipped, so that there is something to confirm in the console; two are shipped in two parts.
 */
function partOf(
  order: ShippingOrder,
  shipment: ShippingOrder['shipments'][number],
): { lines?: { fulfillmentLineId: string; quantity: string }[] } | undefined {
  if (shipment.state !== 'requested' && shipment.state !== 'partially_shipped') return undefined
  const fate = Number(/\d+$/.exec(order.externalId)?.[0] ?? '0') % ONE_OF
  if (fate === 0) return undefined
  if (fate > 3) return {}
  const pieces = shipment.lines.reduce((sum, line) => sum + parseMicro(line.requested)!, 0n)
  if (shipment.confirmations.length > 0) return fate === 1 ? undefined : {}
  if (pieces < 2n * ONE) return {}
  return { lines: [{ fulfillmentLineId: shipment.lines[0]!.fulfillmentLineId, quantity: '1' }] }
}

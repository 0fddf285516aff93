import { confirmShipment } from '../../src/orchestration/index.ts'
import type { Auditor } from './auditor.ts'
import type { Dice } from './dice.ts'
import type { Judge } from './judge.ts'
import type { Sender } from './sender.ts'

/** The warehouse of the yard, which says itself what it shipped. */
export class Warehouse {
  readonly #dice: Dice
  readonly #judge: Judge
  readonly #auditor: Auditor
  readonly #sender: Sender

  constructor(dice: Dice, judge: Judge, sender: Sender) {
    this.#dice = dice
    this.#judge = judge
    this.#auditor = judge.auditor
    this.#sender = sender
  }

  /** It tells what it shipped: in parts, twice, too much, and what was cancelled meanwhile. */
  async confirm(share = 40): Promise<void> {
    const dice = this.#dice
    const rows = await this.#judge.sql<{
      id: bigint
      order_id: bigint
      lines: [string, string, string, string, number][]
    }>(
      `select s.id, s.cause_id as order_id, jsonb_agg(jsonb_build_array(l.source_id::text, (l.requested * 1000000)::bigint::text,
         (l.shipped * 1000000)::bigint::text, (l.recalled * 1000000)::bigint::text, (select count(*) from orders.fulfillment_line f
           where f.company_id = s.company_id and f.order_id = s.cause_id and f.id < l.source_id)) order by l.source_id) as lines
       from fulfillment.shipment s join fulfillment.shipment_line l
         on l.company_id = s.company_id and l.cause_id = s.cause_id and l.shipment_id = s.id
       where s.company_id = $1 group by s.company_id, s.cause_id, s.id
       having s.state in ('requested', 'partially_shipped') or ($2 and s.state = 'cancelled' and sum(l.recalled) > 0) order by s.id`,
      // What was cancelled leaves now and then all the same.
      [this.#judge.companyId, share < 100 && dice.percent(40)],
    )
    if (rows.length === 0) return
    const confirmed = dice.shuffle(rows).slice(0, share === 100 ? rows.length : dice.between(1, 3))
    await this.#sender.ask(
      confirmShipment,
      'confirmShipment',
      confirmed.map(({ id, order_id: orderId, lines }) => {
        const wishes: { place: number; quantity: bigint }[] = []
        const stated = lines.flatMap(([source, requested, shipped, recalled, place]) => {
          const left = BigInt(requested) - BigInt(shipped) || BigInt(share === 100 ? 0n : recalled)
          if (left === 0n) return []
          const quantity =
            share === 100 || dice.percent(60) ? left : dice.percent(90) ? left / 2n + 1n : left + 1n
          wishes.push({ place, quantity })
          return [{ fulfillmentLineId: BigInt(source), quantity }]
        })
        const request = {
          shipmentId: id,
          messageKey: `m${this.#sender.nextKey()}`,
          lines: share === 100 ? null : stated,
          carrier: null,
          trackingNumber: null,
          shippedOn: null,
        }
        return {
          request,
          audit: () => this.#auditor.goods.confirm(this.#judge.keyOf(orderId), wishes, share === 100),
        }
      }),
    )
  }
}

import type { Database } from '../platform/database/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import { quantity } from '../platform/wire.ts'
import { readOrder } from './order.ts'
import type { Sight } from './sight.ts'
import { WHY_SECTIONS, type Beside, type OrderWhy, type Seen } from './why-shapes.ts'
import { whyOf } from './why.ts'
import { orderIn } from './why-steps.ts'
import { readBasesOfOrder, readBringing, readFreeForWaiting } from './why.sql.ts'

/** Parts of which it is told what is free for them, or how they are brought: those of the largest orders, each of its lines parted once. */
const MOST_PARTS = 20_000n

/**
 * Why an order is where it is.
 *
 * @returns with the account that owns it (for the row scope), or undefined when there is no such order
 */
export async function readWhy(
  db: Database,
  key: { companyId: bigint; orderId: bigint },
  sight: Sight,
  now: Date,
): Promise<{ why: OrderWhy; accountId: bigint | null } | undefined> {
  const found = await readOrder(db, key, new Set(WHY_SECTIONS), sight)
  if (found === undefined) return undefined
  const order = found.view as Seen
  return { why: whyOf(order, await readBeside(db, key, order, sight), now), accountId: found.accountId }
}

const NOTHING: Beside = { free: new Map(), bringing: new Map(), bases: new Map() }

/** What is free is told to whom costs are: who sees all rows, and stock. */
async function readBeside(
  db: Database,
  key: { companyId: bigint; orderId: bigint },
  { fulfillmentLines, plan }: Seen,
  { costs }: Sight,
): Promise<Beside> {
  const supplies = new Set(fulfillmentLines.map(({ supply }) => supply))
  // What it waits for of others is told to whom its tasks are: their input names it.
  const others = plan.tasks.some(({ kind, input }) => kind === 'wait' && orderIn(input) !== undefined)
  if (!supplies.has('backorder') && !supplies.has('transfer') && !others) return NOTHING
  const asked = { ...key, most: MOST_PARTS }
  const {
    free = [],
    bringing = [],
    bases = [],
  } = await readTogether(db, (reader) => ({
    free: costs && supplies.has('backorder') ? reader.read(readFreeForWaiting, asked) : undefined,
    bringing: supplies.has('transfer') ? reader.read(readBringing, asked) : undefined,
    bases: others ? reader.read(readBasesOfOrder, key) : undefined,
  }))
  return {
    free: new Map(
      free.map((row) => [
        encodeId('ful', row.source_id),
        {
          waitsForRelease: row.waits_for_release,
          quantity: quantity(row.free),
          places: row.location_codes.map((location, place) => ({
            location,
            quantity: quantity(row.quantities[place]!),
          })),
        },
      ]),
    ),
    bringing: Map.groupBy(
      bringing.map((row) => ({
        part: encodeId('ful', row.source_id),
        id: encodeId('trf', row.id),
        from: row.from_code,
        toSend: row.to_send > 0n ? quantity(row.to_send) : null,
        askedOn: row.asked_on,
        onTheWay: row.on_way > 0n ? quantity(row.on_way) : null,
        sentOn: row.shipped_on,
      })),
      ({ part }) => part,
    ),
    bases: new Map(
      bases.map(({ task_id: taskId, base_order_id: id, state }) => [
        encodeId('tsk', taskId),
        id === null || state === null ? null : { id: encodeId('ord', id), number: orderNumber(id), state },
      ]),
    ),
  }
}

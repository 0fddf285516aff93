import { readClock } from '../../platform/platform.sql.ts'
import type { KnownOrders } from './follow-orders.ts'
import { firstOfKeys } from './message.sql.ts'
import { endReturns, keepOpenReturns } from './open-return.sql.ts'
import type { Mapped } from './port.ts'
import { keysOf, nameOf, type Of, type Understood, type WorkOffOptions } from './work.ts'

const isOpen = ({ mapped }: { mapped: Mapped }) => mapped.what === 'nothing' && mapped.open !== undefined

/** Returns that a sender waits for, and those that it has ended: of the first it is told what came back here (C-28). */
export async function followReturns(
  understood: readonly Understood[],
  known: KnownOrders,
  { db }: WorkOffOptions,
): Promise<void> {
  const of = understood.filter(({ work }) => work.event === 'return_updated')
  const open = of.filter((one): one is Of<'nothing'> => isOpen(one))
  const ended = of.filter((one) => !isOpen(one) && one.mapped.what !== 'refused')
  if (open.length > 0) {
    const firsts = await db.read(firstOfKeys, keysOf(open.map(({ work }) => ({ work, key: work.key }))))
    const firstAt = new Map(firsts.map((row) => [`${row.channel_id}/${row.key}`, row.first_at]))
    const rows = open.flatMap(({ work, mapped }) => {
      const order = mapped.order === null ? undefined : known.get(nameOf(work, mapped.order))?.order
      const first = firstAt.get(nameOf(work, work.key))
      return order && first ? [{ work, order, first, request: mapped.open!.request }] : []
    })
    const [clock] = await db.read(readClock, {})
    await db.read(keepOpenReturns, {
      now: clock!.now,
      companyIds: rows.map(({ work }) => work.companyId),
      sources: rows.map(({ work }) => work.channel.source),
      names: rows.map(({ work }) => work.key),
      requests: rows.map(({ request }) => request),
      orderIds: rows.map(({ order }) => order.id),
      firstAts: rows.map(({ first }) => first),
    })
  }
  if (ended.length > 0)
    await db.read(endReturns, {
      companyIds: ended.map(({ work }) => work.companyId),
      sources: ended.map(({ work }) => work.channel.source),
      names: ended.map(({ work }) => work.key),
    })
}

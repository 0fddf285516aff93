import { readAccountsOf } from '../../customers/index.ts'
import { cancelOrder } from '../../orchestration/index.ts'
import { readOrders, type Order } from '../../orders/index.ts'
import { ordersOfKeys, ordersOnTheirWay } from './message.sql.ts'
import { actorOf } from './take-message.ts'
import {
  BACKGROUND,
  keyOf,
  keysOf,
  nameOf,
  outcomeOf,
  type Of,
  type Verdicts,
  type Work,
  type WorkOffOptions,
} from './work.ts'

/** Orders that messages speak of, with the customer of each. */
export type KnownOrders = Map<string, { order: Order; customerId: bigint | undefined }>

/** The orders that messages of their channel brought, by the names that it has for them. */
export async function knownOrders(
  wanted: readonly { work: Work; key: string }[],
  { db }: WorkOffOptions,
): Promise<KnownOrders> {
  if (wanted.length === 0) return new Map()
  const rows = await db.read(ordersOfKeys, keysOf(wanted))
  const orders = await readOrders(
    db,
    rows.map((row) => ({ companyId: row.company_id, orderId: row.order_id })),
  )
  const accounts = await readAccountsOf(
    db,
    [...orders.values()].flatMap(({ companyId, accountId }) =>
      accountId === null ? [] : [{ companyId, id: accountId }],
    ),
  )
  return new Map(
    rows.flatMap((row) => {
      const order = orders.get(`${row.company_id}/${row.order_id}`)
      if (!order) return []
      const customerId = accounts.byId.get(`${order.companyId}/${order.accountId}`)?.customerId
      return [[`${row.channel_id}/${row.key}`, { order, customerId }] as const]
    }),
  )
}

/** What the log says of a message about an order that is here. */
export const aboutOrder = (known: { order: Order; customerId: bigint | undefined } | undefined) =>
  known ? { orderId: known.order.id, customerId: known.customerId } : {}

/**
 * Orders that the shop cancelled: whole, and only while nothing of them has left (C-24, C-25). What comes too late is kept
 * with its reason: a person decides, and the shop hears what is so.
 */
export async function cancelOrders(
  all: readonly Of<'cancellation'>[],
  known: KnownOrders,
  { db, door }: WorkOffOptions,
  verdicts: Verdicts,
): Promise<void> {
  const kept = (code: string, message: string) => ({
    outcome: 'kept' as const,
    problems: [{ path: '/order/state', code, message }],
  })
  const here: (Of<'cancellation'> & { order: Order })[] = []
  const unknown: Of<'cancellation'>[] = []
  for (const one of all) {
    const found = known.get(nameOf(one.work, one.mapped.order))
    if (found) here.push({ ...one, order: found.order })
    else unknown.push(one)
  }
  // An order that is in hand may have been read before its cancellation was there: it would go on.
  const coming = await onTheirWay(
    unknown.map(({ work, mapped }) => ({ work, key: mapped.order, before: LAST_ID })),
    db,
  )
  for (const { work, mapped } of unknown) {
    const verdict = kept('unknown_order', 'the order is not here; when it comes, it is cancelled')
    verdicts.set(work.id, coming.has(nameOf(work, mapped.order)) ? { ...verdict, outcome: 'again' } : verdict)
  }
  const requests = here.map(({ work, mapped, order }) => ({
    companyId: work.companyId,
    orderId: order.id,
    actor: actorOf(work.channel.code),
    reason: mapped.reason,
    lines: null,
    onlyIfNothingShipped: true,
    key: keyOf(work, `cancelOrder ${order.id}`, work.id.toString()),
  }))
  const outcomes = await door.requestAll(cancelOrder, requests, BACKGROUND)
  for (const [index, { work, mapped }] of here.entries()) {
    const verdict = outcomeOf(outcomes[index]!, () => ({ outcome: 'accepted' as const, problems: [] }))
    const late = verdict.problems.some(({ code }) => TOO_LATE.has(code))
    verdicts.set(work.id, {
      ...verdict,
      ...(late ? { outcome: 'kept' as const } : {}),
      ...aboutOrder(known.get(nameOf(work, mapped.order))),
    })
  }
}

/** Whatever its number. */
const LAST_ID = 2n ** 63n - 1n

/** Of which names an order came before the message `before` and is not worked off yet. */
export async function onTheirWay(
  wanted: readonly { work: Work; key: string; before: bigint }[],
  db: WorkOffOptions['db'],
): Promise<Map<string, { whole: boolean }>> {
  if (wanted.length === 0) return new Map()
  const rows = await db.read(ordersOnTheirWay, {
    companyIds: wanted.map(({ work }) => work.companyId),
    channelIds: wanted.map(({ work }) => work.channelId),
    keys: wanted.map(({ key }) => key),
    before: wanted.map(({ before }) => before),
  })
  return new Map(rows.map(({ channel_id: channel, key, whole }) => [`${channel}/${key}`, { whole }]))
}

const TOO_LATE: ReadonlySet<string> = new Set(['already_shipped', 'nothing_to_cancel'])

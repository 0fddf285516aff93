import { earmarkCredit, type EarmarkRequest } from '../../orchestration/index.ts'
import { findOrdersOfSources } from '../../orders/index.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { keepExchanges, linkExchanges, readExchanges } from './exchange.sql.ts'
import type { KnownOrders } from './follow-orders.ts'
import { actorOf } from './take-message.ts'
import {
  BACKGROUND,
  keyOf,
  keysOf,
  nameOf,
  outcomeOf,
  type Of,
  type Understood,
  type Verdict,
  type Verdicts,
  type Work,
  type WorkOffOptions,
} from './work.ts'

type Exchange = CamelRow<typeof readExchanges>
type OfReturn = Of<'return'> | Of<'nothing'>

/**
 * Goods that are exchanged (C-27, A12-7): the order that replaces what came back is an order of its own, and the credit of the return
 * pays it, whichever of both is here first. What the return says is kept before it is looked whether the order is here, and the order
 * is here before it is looked whether a return names it: so of two that come at once one sees the other.
 */
export async function exchangeGoods(
  understood: readonly Understood[],
  known: KnownOrders,
  options: WorkOffOptions,
  verdicts: Verdicts,
): Promise<void> {
  const told = understood.filter((one): one is OfReturn => {
    const { mapped } = one
    return (mapped.what === 'return' || mapped.what === 'nothing') && (mapped.replacedBy ?? []).length > 0
  })
  await keep(told, known, options, verdicts)
  const orders = understood.filter(({ work, mapped }) => {
    const verdict = verdicts.get(work.id)
    return mapped.what === 'order' && verdict?.orderId != null
  })
  const works = [...told, ...orders].map(({ work }) => work)
  if (works.length === 0) return
  const found = await options.db.read(readExchanges, keysOf(works.map((work) => ({ work, key: work.key }))))
  await settle(camelRows(readExchanges, found), works, options, verdicts)
}

async function keep(
  told: readonly OfReturn[],
  known: KnownOrders,
  { db }: WorkOffOptions,
  verdicts: Verdicts,
): Promise<void> {
  const rows = told.flatMap(({ work, mapped }) => {
    const order = mapped.order === null ? undefined : known.get(nameOf(work, mapped.order))?.order
    if (!order) return []
    const { companyId, channelId, key: name } = work
    const creditMemoId = verdicts.get(work.id)?.creditMemoId ?? 0n
    return mapped.replacedBy!.map((replacement) => ({
      companyId,
      channelId,
      name,
      replacement,
      orderId: order.id,
      creditMemoId,
    }))
  })
  if (rows.length === 0) return
  await db.read(keepExchanges, {
    companyIds: rows.map((row) => row.companyId),
    channelIds: rows.map((row) => row.channelId),
    names: rows.map((row) => row.name),
    replacements: rows.map((row) => row.replacement),
    orderIds: rows.map((row) => row.orderId),
    creditMemoIds: rows.map((row) => row.creditMemoId),
  })
}

async function settle(
  exchanges: readonly Exchange[],
  works: readonly Work[],
  { db, door }: WorkOffOptions,
  verdicts: Verdicts,
): Promise<void> {
  if (exchanges.length === 0) return
  const workOf = new Map(works.map((work) => [nameOf(work, work.key), work]))
  const about = ({ channelId, name, replacement }: Exchange): Work =>
    (workOf.get(`${channelId}/${name}`) ?? workOf.get(`${channelId}/${replacement}`))!
  const keyed = exchanges.map((one) => ({
    one,
    asked: { companyId: one.companyId, source: about(one).channel.source, externalId: one.replacement },
  }))
  const orders = await findOrdersOfSources(
    db,
    keyed.map(({ asked }) => asked),
  )
  const here = keyed.flatMap(({ one, asked: { companyId, source, externalId } }) => {
    const replacementId = orders.get(`${companyId}/${source}/${externalId}`)
    return replacementId === undefined ? [] : [{ one, replacementId, settled: false }]
  })
  const credited = here.filter(({ one }) => one.creditMemoId !== null)
  const requests = credited.map(({ one, replacementId }): EarmarkRequest => {
    const work = about(one)
    return {
      companyId: one.companyId,
      actor: actorOf(work.channel.code),
      creditMemoId: one.creditMemoId!,
      orderId: replacementId,
      key: keyOf(work, `earmarkCredit ${replacementId}`, one.creditMemoId!.toString()),
    }
  })
  const outcomes = await door.requestAll(earmarkCredit, requests, BACKGROUND)
  for (const [index, exchange] of credited.entries()) {
    const work = about(exchange.one)
    const verdict = outcomeOf(outcomes[index]!, () => ({ outcome: 'accepted', problems: [] }))
    exchange.settled = verdict.outcome === 'accepted'
    const own = verdicts.get(work.id)!
    // A draft is mended and replayed, and is asked for then.
    if (!exchange.settled && own.outcome !== 'draft') verdicts.set(work.id, joined(own, verdict))
  }
  const [clock] = await db.read(readClock, {})
  await db.read(linkExchanges, {
    now: clock!.now,
    companyIds: here.map(({ one }) => one.companyId),
    channelIds: here.map(({ one }) => one.channelId),
    names: here.map(({ one }) => one.name),
    replacements: here.map(({ one }) => one.replacement),
    replacementIds: here.map(({ replacementId }) => replacementId),
    settled: here.map(({ settled }) => settled),
  })
}

/** What is booked stays; an order that is not agreed yet is asked for again, of all else a person decides. */
function joined(of: Verdict, { outcome, problems }: Verdict): Verdict {
  const later = outcome === 'again' || problems.every(({ code }) => code === 'not_agreed')
  return { ...of, outcome: later ? 'again' : 'failed', problems: [...of.problems, ...problems] }
}

import { readCreditTotals, readMemoLines } from '../../billing/index.ts'
import { readTakenReturns, type TakenReturn } from '../../fulfillment/index.ts'
import { readOrders, type Order } from '../../orders/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { claimReturns, settleReturns } from './return.sql.ts'
import { isOf, nextStep, type CameBack } from './return-steps.ts'
import { ShopFailure, type ShopClient } from './shop-client.ts'
import { linkOf } from './wanted.ts'

/** Limits of telling returns; see docs/reference/settings.md. */
export const RETURN_LIMITS = {
  claim: 16,
  /** Steps of one attempt: as many as a return has, and some that somebody came before. */
  steps: 8,
  /** A claim that is not settled by then is due again; telling ends well before. */
  leaseMs: 20_000,
  tellMs: 12_000,
  backOffMs: 1000,
  mostBackOffMs: 900_000,
} as const

type Claim = CamelRow<typeof claimReturns>

/** What became of one. `pauseMs`: it is tried again after that; 0: at the next fact. */
interface Told {
  told: boolean
  problem: string
  pauseMs: number
}

/**
 * Tells a shop what came back here for its open returns, and what it is to give back (C-28, decision 0038). Facts are what was taken
 * back since the return was asked for and answers no other; they do not change, so each attempt says the same.
 *
 * @returns the failure when the shop as a whole did not answer
 */
export async function tellReturns(
  db: Database,
  { companyId, source, client }: { companyId: bigint; source: string; client: ShopClient },
  signal: AbortSignal,
): Promise<ShopFailure | undefined> {
  const [clock] = await db.read(readClock, {})
  const { now } = clock!
  const leaseUntil = new Date(now.getTime() + RETURN_LIMITS.leaseMs)
  const rows = await db.read(claimReturns, { companyId, source, now, count: RETURN_LIMITS.claim, leaseUntil })
  if (rows.length === 0) return undefined
  const claims = camelRows(claimReturns, rows)
  const came = await cameBack(db, { companyId, source }, claims)
  const ends = AbortSignal.any([signal, AbortSignal.timeout(RETURN_LIMITS.tellMs)])
  let away: ShopFailure | undefined
  const outcomes: Told[] = []
  for (const claim of claims) {
    const backs = came.get(claim) ?? []
    if (backs.length === 0) outcomes.push({ told: false, problem: '', pauseMs: 0 })
    else if (away || ends.aborted)
      outcomes.push({ told: false, problem: away?.message ?? '', pauseMs: pauseOf(claim) })
    else {
      const [told, failure] = await tellOne(client, claim, backs, ends)
      outcomes.push(told)
      away = failure
    }
  }
  const [settledAt] = await db.read(readClock, {})
  await db.read(settleReturns, {
    companyId,
    source,
    now: settledAt!.now,
    names: claims.map((one) => one.name),
    attempts: claims.map((one) => one.attempt),
    heards: claims.map((one) => one.heard),
    tolds: outcomes.map((one) => one.told),
    problems: outcomes.map((one) => one.problem.slice(0, 500)),
    pauses: outcomes.map((one) => one.pauseMs),
  })
  return away
}

/** One step after the other, each decided on the return as the shop has it by then. */
async function tellOne(
  client: ShopClient,
  claim: Claim,
  backs: readonly CameBack[],
  signal: AbortSignal,
): Promise<[Told, ShopFailure?]> {
  const later = (problem: string): Told => ({ told: false, problem, pauseMs: pauseOf(claim) })
  try {
    for (let steps = 0; steps < RETURN_LIMITS.steps; steps += 1) {
      const request = await client.readReturn(claim.request, signal)
      const back = backs.find((one) => isOf(request, one) === 'whole')
      if (!back) {
        // Goods that it does not ask for are another matter.
        const mixed = backs.some((one) => isOf(request, one) === 'partly')
        const problem = mixed ? `return ${claim.name}: more came back here than it asks for` : ''
        return [{ told: false, problem, pauseMs: 0 }]
      }
      const step = nextStep(request, back)
      if (step.kind === 'known') return [{ told: step.problem === '', problem: step.problem, pauseMs: 0 }]
      try {
        await client.writeReturn(claim.request, step.body, request, signal)
      } catch (error) {
        // Somebody came before: what is so by now is looked at anew.
        if (!(error instanceof ShopFailure) || error.kind !== 'changed') throw error
      }
    }
    return [later('others keep writing the return')]
  } catch (error) {
    if (!(error instanceof ShopFailure)) throw error
    if (error.kind === 'refused') return [{ told: false, problem: error.message, pauseMs: 0 }]
    return [later(signal.aborted ? 'the time was over' : error.message), signal.aborted ? undefined : error]
  }
}

const pauseOf = ({ failures }: Claim) =>
  Math.min(RETURN_LIMITS.mostBackOffMs, RETURN_LIMITS.backOffMs * 2 ** Math.min(failures, 20))

/** What was taken back for each return: since it was asked for, and for no other; the whole of what it asks for first. */
async function cameBack(
  db: Database,
  { companyId, source }: { companyId: bigint; source: string },
  claims: readonly Claim[],
): Promise<Map<Claim, CameBack[]>> {
  const orderIds = [...new Set(claims.map((one) => one.orderId))]
  const causes = orderIds.map((causeId) => ({ companyId, causeId }))
  const taken = await readTakenReturns(db, causes)
  const of = claims.map((claim) => ({
    claim,
    returns: (taken.get(`${companyId}/${claim.orderId}`) ?? []).filter(
      ({ asked, recordedAt }) =>
        (asked === null && recordedAt !== null && recordedAt >= claim.firstAt) ||
        (asked?.source === source && asked.name === claim.name),
    ),
  }))
  if (of.every(({ returns }) => returns.length === 0)) return new Map()
  const [orders, totals] = await Promise.all([
    readOrders(
      db,
      orderIds.map((orderId) => ({ companyId, orderId })),
      { lines: true, holds: false, parts: 'each' },
    ),
    readCreditTotals(db, causes),
  ])
  const memoOf = (claim: Claim, { batch }: TakenReturn) =>
    totals.get(`${companyId}/${claim.orderId}/${batch}`)?.creditMemoId
  const memos = of.flatMap(({ claim, returns }) => returns.flatMap((one) => memoOf(claim, one) ?? []))
  const lines = await readMemoLines(db, companyId, memos)
  return new Map(
    of.map(({ claim, returns }) => {
      const order = orders.get(`${companyId}/${claim.orderId}`)
      const backs = returns.flatMap((one): CameBack[] => {
        const memo = memoOf(claim, one)
        const credited = memo === undefined ? undefined : lines.get(memo)
        return order && credited ? [backOf(order, one, credited)] : []
      })
      return [claim, backs.toSorted((a, b) => Number(quantityOf(b) - quantityOf(a)))]
    }),
  )
}

const quantityOf = ({ items }: CameBack) =>
  [...items.values()].reduce((sum, { quantity }) => sum + quantity, 0n)

function backOf(
  order: Order,
  one: TakenReturn,
  credited: readonly { sourceId: bigint | null; net: bigint; tax: bigint; freight: bigint }[],
): CameBack {
  const lineOf = new Map(order.lines.map((line) => [line.lineNo, line]))
  const itemOf = new Map(
    order.parts.map((part) => {
      const { externalLineId, custom } = lineOf.get(part.lineNo)!
      return [part.id, linkOf({ externalLineId, custom }).item ?? `line ${part.lineNo}`]
    }),
  )
  const items = new Map<string, { quantity: bigint; net: bigint }>()
  const add = (sourceId: bigint | null, quantity: bigint, net: bigint) => {
    const item = (sourceId === null ? undefined : itemOf.get(sourceId)) ?? ''
    const standing = items.get(item) ?? { quantity: 0n, net: 0n }
    items.set(item, { quantity: standing.quantity + quantity, net: standing.net + net })
  }
  for (const { sourceId, quantity } of one.lines) add(sourceId, quantity, 0n)
  let [tax, freight, other] = [0n, 0n, 0n]
  // Prices that hold their tax: it is given back with them.
  const within = order.taxInclusive
  for (const line of credited) {
    if (!within) tax += line.tax
    freight += line.freight
    const net = within ? line.net + line.tax : line.net
    if (line.sourceId === null) other += net
    else add(line.sourceId, 0n, net)
  }
  return { items, tax, freight, other, currency: order.currency }
}

import { readOrders, findSourceOrders } from '../../orders/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import {
  CLOSED,
  gatewayKeyOf,
  gatewayRequest,
  inDoubt,
  namesOf,
  PAYMENT_LIMITS,
  paymentsNamed,
  resultOf,
  settlementOf,
  type Payment,
  type Result,
} from './payment.ts'
import {
  claimDuePayments,
  companiesWithPayments,
  hearCancelled,
  releaseAuthorizations,
  restAuthorizations,
  settlePayments,
} from './payment.sql.ts'
import { GatewayFailure, type PaymentGateway } from './port.ts'

/** Limits of settling; see docs/reference/settings.md. */
export const SETTLE_LIMITS = {
  everyMs: 1000,
  /** Payments of a claim, calls of the gateway at once, claims of one run. */
  claim: 200,
  atOnce: 16,
  claims: 20,
  /** Calls of one claim end so long after it, within the lease. */
  askMs: 10_000,
  /** The first pause after a failure; it doubles, */
  backOffMs: 2000,
  /** up to this. */
  mostBackOffMs: 900_000,
  /** Facts of one page of the feed, and pages of one run. */
  facts: 500,
  pages: 20,
} as const

export interface SettleOptions {
  db: Database
  log: JobLog
  name: string
  gateway: PaymentGateway
}

/**
 * Ends what is in doubt at a gateway, and voids authorizations that nobody needs (C-31): those whose order did not come in its
 * time, or was cancelled, and those that were not of the whole amount.
 */
export function settlePaymentsOf({ db, log, name, gateway }: SettleOptions): Job {
  return {
    name: `payments-${name.replaceAll('_', '-')}`,
    title: `Settles and voids payments of ${name}`,
    everyMs: SETTLE_LIMITS.everyMs,
    async run(signal) {
      let evaluated = 0
      let processed = 0
      for (let claims = 0; claims < SETTLE_LIMITS.claims && !signal.aborted; claims += 1) {
        const now = await timeOf(db)
        const leaseUntil = new Date(now.getTime() + PAYMENT_LIMITS.leaseMs)
        const count = SETTLE_LIMITS.claim
        const claimed = await db.read(claimDuePayments, { gateway: name, now, leaseUntil, count })
        const names = claimed.map(({ company_id: companyId, channel_id: channelId, key }) => {
          return { companyId, channelId, key }
        })
        const payments = await paymentsNamed(db, names)
        evaluated += payments.length
        const given = payments.filter(({ state }) => state === 'approved' || state === 'partial')
        const inDoubt = payments.filter(({ state }) => state === 'asking' || state === 'unknown')
        processed += await release(given, db)
        const away = await endDoubts(inDoubt, { db, log, name, gateway }, signal)
        processed += inDoubt.length
        // While the gateway does not answer, the next run asks it again.
        if (away || claimed.length < count) break
      }
      return { evaluated, processed }
    },
  }
}

/** @returns whether the gateway did not answer one of them */
async function endDoubts(
  payments: readonly Payment[],
  { db, log, name, gateway }: SettleOptions,
  signal: AbortSignal,
): Promise<boolean> {
  if (payments.length === 0) return false
  const ends = AbortSignal.any([signal, AbortSignal.timeout(SETTLE_LIMITS.askMs)])
  const results = new Map<Payment, Result>()
  const waiting = [...payments]
  let away: string | undefined
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      // One that did not answer asks for all of this claim.
      if (away !== undefined) continue
      try {
        results.set(one, await endDoubt(one, gateway, ends))
      } catch (error) {
        if (!(error instanceof GatewayFailure)) throw error
        away = error.message.slice(0, 300)
      }
    }
  }
  await Promise.all(Array.from({ length: SETTLE_LIMITS.atOnce }, next))
  if (away !== undefined) log.error({ gateway: name, problem: away }, 'a payment gateway did not answer')
  const now = await timeOf(db)
  const settled = payments.map((payment) => {
    const result = results.get(payment) ?? waitingOn(away ?? 'it was not its turn')
    return { ...payment, result, dueAt: dueAfter(payment, result, now) }
  })
  await db.read(settlePayments, { ...settlementOf(settled), now, heard: false })
  return away !== undefined
}

/**
 * A void is wanted: it is asked for until it is answered. Of anything else the shop heard no yes, so it is closed: what was not
 * done by now never will be.
 */
async function endDoubt(payment: Payment, gateway: PaymentGateway, signal: AbortSignal): Promise<Result> {
  if (payment.kind === 'void')
    return resultOf(payment, await gateway.transact(gatewayRequest(payment, null), signal))
  const answer = await gateway.close(gatewayKeyOf(payment), signal)
  return answer === null ? CLOSED : resultOf(payment, answer)
}

/** Still in doubt: nothing was answered that would be worth a row. */
function waitingOn(problem: string): Result {
  return { ...inDoubt(problem), outcome: null }
}

function dueAfter(payment: Payment, { state }: Result, now: Date): Date | null {
  const after = (ms: number) => new Date(now.getTime() + ms)
  if (state === 'unknown') {
    const doublings = Math.min(payment.attempt, 10)
    return after(Math.min(SETTLE_LIMITS.backOffMs * 2 ** doublings, SETTLE_LIMITS.mostBackOffMs))
  }
  if (state === 'partial') return now
  // The shop was told nothing: it asks again soon, or has given it up.
  if (state === 'approved' && payment.kind === 'authorization') return after(PAYMENT_LIMITS.unheardMs)
  return null
}

/** Authorizations that are due: whose order is here rest, when the shop knows of them and no later one took their place; the others are voided. @returns how many were voided */
async function release(payments: readonly Payment[], db: Database): Promise<number> {
  if (payments.length === 0) return 0
  const states = await orderStates(payments, db)
  const reasons = payments.map((payment) => {
    if (payment.state === 'partial') return 'it was not of the whole amount'
    const state = states.get(nameOf(payment))
    if (state === undefined) return 'its order did not come'
    // The shop goes by what it was told: another one pays its order.
    if (!payment.heard) return 'the shop never heard of it'
    if (payment.superseded) return 'a later one took its place'
    return GIVEN_UP.has(state) ? `its order is ${state}` : null
  })
  const needed = payments.filter((_one, index) => reasons[index] === null)
  const others = payments.flatMap((payment, index) => {
    const reason = reasons[index]
    return reason == null ? [] : [{ ...payment, reason }]
  })
  if (needed.length > 0)
    await db.read(restAuthorizations, {
      ...namesOf(needed),
      attempts: needed.map(({ attempt }) => attempt),
    })
  if (others.length === 0) return 0
  const [released] = await db.read(releaseAuthorizations, {
    ...namesOf(others),
    attempts: others.map(({ attempt }) => attempt),
    reasons: others.map(({ reason }) => reason),
    now: await timeOf(db),
  })
  return released!.voids
}

/** States in which an order never costs its customer anything. */
const GIVEN_UP: ReadonlySet<string> = new Set(['cancelled', 'aborted', 'rejected'])

const nameOf = ({ companyId, source, orderKey }: Payment) => `${companyId}/${source}/${orderKey}`

/** States of the orders that payments are of, by company, source and the source's own id; one that is not here is absent. */
async function orderStates(payments: readonly Payment[], db: Database): Promise<Map<string, string>> {
  const bySource = Map.groupBy(payments, ({ companyId, source }) => `${companyId}/${source}`)
  const found = await Promise.all(
    [...bySource.values()].map(async (ofSource) => {
      const { companyId, source } = ofSource[0]!
      const keys = [...new Set(ofSource.map(({ orderKey }) => orderKey))]
      const ids = await findSourceOrders(db, companyId, source, keys)
      return [...ids].map(([orderKey, orderId]) => ({ companyId, source, orderKey, orderId }))
    }),
  )
  const known = found.flat()
  const orders = await readOrders(db, known, HEADS)
  return new Map(
    known.flatMap(({ companyId, source, orderKey, orderId }): [string, string][] => {
      const order = orders.get(`${companyId}/${orderId}`)
      return order ? [[`${companyId}/${source}/${orderKey}`, order.state]] : []
    }),
  )
}

const HEADS = { lines: false, holds: false, parts: 'sum' } as const

export interface HearOptions {
  db: Database
  /** Orders of a company that something happened to behind a place. */
  hear(
    companyId: bigint,
    after: bigint,
    limit: number,
  ): Promise<{ orderIds: readonly bigint[]; next: bigint }>
}

/**
 * Looks through the facts of orders for those that were cancelled: their authorizations are voided by the jobs of their gateways.
 * The facts of a company are read once, whichever of its channels names a gateway, or named one.
 */
export function hearCancelledOrders({ db, hear }: HearOptions): Job {
  return {
    name: 'payments-of-cancelled-orders',
    title: 'Finds authorizations of orders that were cancelled',
    everyMs: SETTLE_LIMITS.everyMs,
    async run(signal) {
      for (const { company_id: companyId, heard_pos: from } of await db.read(companiesWithPayments, {})) {
        let after = from
        for (let pages = 0; pages < SETTLE_LIMITS.pages && !signal.aborted; pages += 1) {
          const { orderIds, next } = await hear(companyId, after, SETTLE_LIMITS.facts)
          if (next === after) break
          const wanted = orderIds.map((orderId) => ({ companyId, orderId }))
          const found = await readOrders(db, wanted, HEADS)
          const cancelled = [...found.values()].filter(({ state }) => GIVEN_UP.has(state))
          const sources = cancelled.map(({ source }) => source)
          const orderKeys = cancelled.map(({ externalId }) => externalId)
          const now = await timeOf(db)
          const [moved] = await db.read(hearCancelled, { companyId, after, next, now, sources, orderKeys })
          if (moved!.moved === 0) break
          after = next
        }
      }
    },
  }
}

async function timeOf(db: Database): Promise<Date> {
  const [clock] = await db.read(readClock, {})
  return clock!.now
}

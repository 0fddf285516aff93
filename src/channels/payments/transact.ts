import { setTimeout as pause } from 'node:timers/promises'
import { allCompanies } from '../../organization/index.ts'
import { givenTo, type Given } from '../../platform/connections.ts'
import type { Database } from '../../platform/database/index.ts'
import type { JobLog } from '../../platform/jobs.ts'
import { formatAmount, type Minor } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import { readClock } from '../../platform/platform.sql.ts'
import {
  doubtful,
  gatewayRequest,
  namesOf,
  PAYMENT_LIMITS,
  paymentsNamed,
  resultOf,
  settlementOf,
  type Payment,
  type PaymentName,
  type Result,
} from './payment.ts'
import {
  beginPayments,
  findAuthorizations,
  keepPayments,
  settlePayments,
  takeUpPayments,
} from './payment.sql.ts'
import { GatewayFailure, type PaymentGateway, type PaymentKind } from './port.ts'

/** A transaction as a shop asks for it. */
export interface AskedPayment {
  /** The shop's own id of the transaction: by it the same one is told. */
  key: string
  kind: PaymentKind
  /** The shop's own ids of the order and of the payment in it. */
  order: string
  part: string
  method: string
  amount: Minor
  currency: string
  /** Goes to the gateway and is kept nowhere. */
  token: string | null
}

/** Who asks. */
export interface PaymentAsker {
  companyId: bigint
  channelId: bigint
  source: string
  actor: string
  /** Name of the gateway that this payment method has; undefined: none. */
  gateway: string | undefined
}

/** `doubt`: nobody can say yet; the shop asks again, or a job ends it. */
export type Transacted =
  | { what: 'settled'; payment: Payment }
  | { what: 'refused'; problems: Problem[] }
  | { what: 'doubt'; message: string }

/** A payment gateway with the companies that it was given to. */
export interface GivenGateway {
  gateway: PaymentGateway
  companies: Given
}

export interface TransactOptions {
  db: Database
  log: JobLog
  gateways: ReadonlyMap<string, GivenGateway>
  /** So long an authorization waits for its order. */
  authorizationDays: number
}

const DAY_MS = 86_400_000
const FIRST_PAUSE_MS = 20
const MOST_PAUSE_MS = 400
const FINAL: ReadonlySet<string> = new Set([
  'approved',
  'declined',
  'partial',
  'failed',
  'closed',
  'released',
])
/** A call of a shop is ended by its own time, so that what the gateway says is kept whether or not the shop still listens. */
const NEVER = new AbortController().signal

/**
 * Carries a transaction out once (C-31, decision 0036): it is kept before the gateway hears of it, and its answer before the shop
 * does. Who asks for the same again hears the same; while somebody else asks the gateway, it waits for that answer; and one that was
 * left in doubt is asked for again by the same key, under which a gateway does nothing twice.
 */
export async function transact(
  asked: AskedPayment,
  asker: PaymentAsker,
  options: TransactOptions,
): Promise<Transacted> {
  const { db, gateways } = options
  const deadline = performance.now() + PAYMENT_LIMITS.timeoutMs - MOST_PAUSE_MS
  const refused = (path: string, code: string, message: string): Transacted => ({
    what: 'refused',
    problems: [{ path, code, message }],
  })
  const name = { companyId: asker.companyId, channelId: asker.channelId, key: asked.key }
  const [known] = await paymentsNamed(db, [name])
  if (known && differs(known, asked))
    return refused('/transactionId', 'transaction_reused', 'another transaction had this id')
  let about: string | null = null
  let gatewayName = known?.gateway ?? asker.gateway
  if (!known && (asked.kind === 'void' || asked.kind === 'refund')) {
    const found = await authorizationOf(asked, asker, db)
    if (!found) return refused('/paymentId', 'not_authorized', 'nothing of this payment was authorized here')
    const wrong = amountProblem(asked, found)
    if (wrong) return refused('/amount', 'amount_differs', wrong)
    about = found.key
    gatewayName = found.gateway
  }
  const noGateway = (message: string) => refused('/paymentMethod', 'no_gateway', message)
  if (gatewayName === undefined) return noGateway(`no payment gateway is set up for "${asked.method}"`)
  const given = gateways.get(gatewayName)
  if (!given) return noGateway(`this process knows no payment gateway "${gatewayName}"`)
  // What was begun there before is ended there: its money is held.
  if (!known && about === null && !(await isGiven(given, asker.companyId, db)))
    return noGateway(`the payment gateway "${gatewayName}" was not given to this company`)
  const { gateway } = given
  let attempt = known ? 0 : await begin(asked, asker, { gateway: gatewayName, about }, db)
  for (let waitMs = FIRST_PAUSE_MS; ; waitMs = Math.min(2 * waitMs, MOST_PAUSE_MS)) {
    const [payment] = await paymentsNamed(db, [name])
    if (!payment) throw new Error(`payment ${asked.key} is not there`)
    // Two that began the same id at the same time.
    if (differs(payment, asked))
      return refused('/transactionId', 'transaction_reused', 'another transaction had this id')
    if (attempt === 0) {
      if (FINAL.has(payment.state)) return { what: 'settled', payment: await heard(payment, options) }
      attempt = await takeUp(name, db)
    }
    if (attempt > 0) {
      const settled = await askGateway({ payment, attempt, token: asked.token, gateway }, options)
      if (settled) return settled
      attempt = 0
    }
    if (performance.now() + waitMs > deadline)
      return { what: 'doubt', message: 'the payment gateway is still being asked' }
    await pause(waitMs)
  }
}

async function isGiven(gateway: GivenGateway, companyId: bigint, db: Database): Promise<boolean> {
  return givenTo(gateway, await allCompanies(db)).some(({ id }) => id === companyId)
}

/** What makes a transaction another one. */
function differs(payment: Payment, asked: AskedPayment): boolean {
  return (
    payment.kind !== asked.kind ||
    payment.orderKey !== asked.order ||
    payment.part !== asked.part ||
    payment.amount !== asked.amount ||
    payment.currency !== asked.currency
  )
}

async function authorizationOf(asked: AskedPayment, asker: PaymentAsker, db: Database) {
  const { companyId, channelId, source } = asker
  const of = { companyId, channelId, source, orderKeys: [asked.order], parts: [asked.part] }
  return (await db.read(findAuthorizations, of))[0]
}

/** A void is of all of it; how much was refunded before is for the gateway to say. */
function amountProblem(
  { kind, amount, currency }: AskedPayment,
  authorized: { amount: Minor; currency: string },
): string | undefined {
  const fits = kind === 'void' ? amount === authorized.amount : amount <= authorized.amount
  if (fits && currency === authorized.currency) return undefined
  return `${formatAmount(authorized.amount, authorized.currency)} ${authorized.currency} were authorized`
}

/** @returns the attempt that is ours; 0: somebody else has begun it */
async function begin(
  asked: AskedPayment,
  { companyId, channelId, source, actor }: PaymentAsker,
  { gateway, about }: { gateway: string; about: string | null },
  db: Database,
): Promise<number> {
  const begun = await db.read(beginPayments, {
    ...namesOf([{ companyId, channelId, key: asked.key }]),
    ...(await attemptTimes(db)),
    sources: [source],
    gateways: [gateway],
    kinds: [asked.kind],
    orderKeys: [asked.order],
    parts: [asked.part],
    methods: [asked.method],
    amounts: [asked.amount],
    currencies: [asked.currency],
    abouts: [about ?? ''],
    actors: [actor],
  })
  return begun.length
}

/** @returns the attempt that is ours; 0: somebody asks the gateway just now, or it is settled */
async function takeUp(name: PaymentName, db: Database): Promise<number> {
  const taken = await db.read(takeUpPayments, { ...namesOf([name]), ...(await attemptTimes(db)) })
  return taken[0]?.attempt ?? 0
}

async function attemptTimes(db: Database) {
  const [clock] = await db.read(readClock, {})
  const { now } = clock!
  const after = (ms: number) => new Date(now.getTime() + ms)
  return { now, leaseUntil: after(PAYMENT_LIMITS.leaseMs), dueAt: after(PAYMENT_LIMITS.doubtMs) }
}

/** @returns undefined when another attempt has followed meanwhile: its answer counts */
async function askGateway(
  work: { payment: Payment; attempt: number; token: string | null; gateway: PaymentGateway },
  options: TransactOptions,
): Promise<Transacted | undefined> {
  const { db, log } = options
  const { payment, attempt, token, gateway } = work
  let result: Result
  try {
    result = resultOf(payment, await gateway.transact(gatewayRequest(payment, token), NEVER))
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error
    log.error({ gateway: payment.gateway, problem: error.message }, 'a payment gateway did not answer')
    result = doubtful(error, attempt)
  }
  const [clock] = await db.read(readClock, {})
  const { now } = clock!
  const dueAt = dueAfter(result, payment.kind, now, options)
  const settled = await db.read(settlePayments, {
    ...settlementOf([{ ...payment, attempt, result, dueAt }]),
    now,
    heard: true,
  })
  if (settled.length === 0) return undefined
  const [standing] = await paymentsNamed(db, [payment])
  if (result.state === 'unknown') return { what: 'doubt', message: result.message! }
  return { what: 'settled', payment: standing! }
}

function dueAfter(
  { state }: Result,
  kind: string,
  now: Date,
  { authorizationDays }: TransactOptions,
): Date | null {
  if (state === 'unknown') return new Date(now.getTime() + PAYMENT_LIMITS.doubtMs)
  if (state === 'partial') return now
  if (state === 'approved' && kind === 'authorization')
    return new Date(now.getTime() + authorizationDays * DAY_MS)
  return null
}

/** An authorization that the shop hears of (again) waits for its order from now on, unless it is being voided. */
async function heard(payment: Payment, { db, authorizationDays }: TransactOptions): Promise<Payment> {
  if (payment.kind !== 'authorization' || payment.state !== 'approved' || payment.dueAt === null)
    return payment
  const [clock] = await db.read(readClock, {})
  const dueAt = new Date(clock!.now.getTime() + authorizationDays * DAY_MS)
  const kept = await db.read(keepPayments, { ...namesOf([payment]), dueAt })
  if (kept.length > 0) return payment
  const [standing] = await paymentsNamed(db, [payment])
  return standing!
}

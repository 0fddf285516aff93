import { setTimeout as pause } from 'node:timers/promises'
import { allCompanies } from '../../organization/index.ts'
import { givenTo, type Given } from '../../platform/connections.ts'
import type { Database } from '../../platform/database/index.ts'
import type { JobLog } from '../../platform/jobs.ts'
import { formatAmount, type Minor } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import { gathered } from '../../platform/gather.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { camelRows } from '../../platform/setup.ts'
import {
  doubtful,
  gatewayRequest,
  namesOf,
  newGatewayKey,
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
  /** Of the installation. */
  epoch: string
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

export interface PaymentRequest {
  asked: AskedPayment
  asker: PaymentAsker
}

/** What a gateway is asked for, and by which attempt. */
interface Ours {
  what: 'ask'
  payment: Asking
  attempt: number
  gateway: PaymentGateway
}

type Asking = PaymentName &
  Pick<
    Payment,
    'gatewayKey' | 'kind' | 'method' | 'amount' | 'currency' | 'orderKey' | 'about' | 'aboutKey' | 'gateway'
  >

/** `wait`: somebody else asks the gateway just now. */
type Turn = Transacted | Ours | { what: 'wait' }

/**
 * Carries transactions out once each (C-31, decision 0036): they are kept before their gateway hears of them, and its answers before
 * the shops do. Who asks for the same again hears the same; while somebody else asks the gateway, it waits for that answer; and one that
 * was left in doubt is asked for again by the same key, under which a gateway does nothing twice.
 *
 * Callers come one by one and are gathered: what is read and written is so for all that are there, gateways are asked for each on its
 * own, as many at once as may be under way, and no answer waits for that of another.
 */
export function transactor(options: TransactOptions): (request: PaymentRequest) => Promise<Transacted> {
  const turnOf = gathered(PAYMENT_LIMITS.batch, (batch: readonly PaymentRequest[]) =>
    takeTurns(batch, options),
  )
  const settled = gathered(PAYMENT_LIMITS.batch, (batch: readonly Answered[]) => settleAll(batch, options))
  return async (request) => {
    const deadline = performance.now() + PAYMENT_LIMITS.timeoutMs - MOST_PAUSE_MS
    for (let waitMs = FIRST_PAUSE_MS; ; waitMs = Math.min(2 * waitMs, MOST_PAUSE_MS)) {
      const turn = await turnOf(request)
      if (turn.what === 'ask') {
        const result = await askGateway(turn, request.asked.token, options)
        const payment = await settled({ ...turn, result })
        // Another attempt has followed meanwhile: its answer counts.
        if (payment)
          return result.state === 'unknown'
            ? { what: 'doubt', message: result.message! }
            : { what: 'settled', payment }
      } else if (turn.what !== 'wait') return turn
      if (performance.now() + waitMs > deadline)
        return { what: 'doubt', message: 'the payment gateway is still being asked' }
      await pause(waitMs)
    }
  }
}

/** Reads how all of them stand, decides what becomes of each, and writes that: those that begin, are taken up, and are heard of. */
async function takeTurns(batch: readonly PaymentRequest[], options: TransactOptions): Promise<Turn[]> {
  const { db, authorizationDays } = options
  const [known, [clock]] = await Promise.all([paymentsNamed(db, batch.map(nameOf)), db.read(readClock, {})])
  const payments = new Map(known.map((one) => [wordOf(one), one]))
  const begun = batch.filter((one) => !payments.has(wordOf(nameOf(one))))
  const [authorized, companies] = await Promise.all([
    authorizationsOf(begun, db),
    begun.length > 0 ? allCompanies(db) : [],
  ])
  const decided = decideAll(batch, { payments, authorized, companies, options })

  const after = (ms: number) => new Date(clock!.now.getTime() + ms)
  const times = {
    now: clock!.now,
    leaseUntil: after(PAYMENT_LIMITS.leaseMs),
    dueAt: after(PAYMENT_LIMITS.doubtMs),
  }
  const of = (what: Decided['what']) => decided.filter((one) => one.what === what)
  // First, and alone: what the database does not take changes nothing of the others.
  const asked = await begin(of('begin') as Begin[], times, db)
  const [taken, kept] = await Promise.all([
    takeUp(of('take') as Standing[], times, db),
    keep(of('hear') as Standing[], after(authorizationDays * DAY_MS), db),
  ])
  return decided.map((one): Turn => {
    if (one.what === 'refused' || one.what === 'settled' || one.what === 'wait') return one
    if (one.what === 'hear') return { what: 'settled', payment: kept.get(wordOf(one.payment))! }
    const { payment, gateway } = one
    const attempt =
      one.what === 'begin' ? (asked.has(wordOf(payment)) ? 1 : 0) : (taken.get(wordOf(payment)) ?? 0)
    return attempt > 0 ? { what: 'ask', payment, attempt, gateway } : { what: 'wait' }
  })
}

interface Begin {
  what: 'begin'
  payment: Asking
  gateway: PaymentGateway
  request: PaymentRequest
}
interface Standing {
  /** take: it is in doubt; hear: the shop hears (again) that it was given. */
  what: 'take' | 'hear'
  payment: Payment
  gateway: PaymentGateway
}
type Decided = Exclude<Transacted, { what: 'doubt' }> | Begin | Standing | { what: 'wait' }

interface Facts {
  payments: ReadonlyMap<string, Payment>
  /** What a request ends or gives back. */
  authorized: ReadonlyMap<PaymentRequest, Authorization>
  companies: Awaited<ReturnType<typeof allCompanies>>
  options: Pick<TransactOptions, 'gateways' | 'epoch'>
}

/** What becomes of each; of two of a batch that are the same, the first is carried out and the second waits for its answer. */
function decideAll(
  batch: readonly PaymentRequest[],
  { payments, authorized, companies, options: { gateways, epoch } }: Facts,
): Decided[] {
  const ours = new Set<string>()
  const given = new Map(
    [...gateways].map(([name, one]) => [name, new Set(givenTo(one, companies).map(({ id }) => id))]),
  )
  return batch.map((request) => {
    const { asked, asker } = request
    const name = nameOf(request)
    const known = payments.get(wordOf(name))
    if (known && differs(known, asked))
      return refused('/transactionId', 'transaction_reused', 'another transaction had this id')
    const found = authorized.get(request)
    if (!known && (asked.kind === 'void' || asked.kind === 'refund')) {
      if (!found)
        return refused('/paymentId', 'not_authorized', 'nothing of this payment was authorized here')
      const wrong = amountProblem(asked, found)
      if (wrong) return refused('/amount', 'amount_differs', wrong)
    }
    const gatewayName = known?.gateway ?? found?.gateway ?? asker.gateway
    if (gatewayName === undefined) return noGateway(`no payment gateway is set up for "${asked.method}"`)
    const gateway = gateways.get(gatewayName)?.gateway
    if (!gateway) return noGateway(`this process knows no payment gateway "${gatewayName}"`)
    // What was begun there before is ended there: its money is held.
    if (!known && !found && !given.get(gatewayName)!.has(asker.companyId))
      return noGateway(`the payment gateway "${gatewayName}" was not given to this company`)
    if (known && FINAL.has(known.state))
      return isWaited(known) ? { what: 'hear', payment: known, gateway } : { what: 'settled', payment: known }
    if (ours.has(wordOf(name))) return { what: 'wait' }
    ours.add(wordOf(name))
    if (known) return { what: 'take', payment: known, gateway }
    const { order: orderKey, kind, method, amount, currency } = asked
    const payment = {
      ...name,
      gatewayKey: newGatewayKey(epoch, name.channelId, name.key),
      orderKey,
      kind,
      method,
      amount,
      currency,
      about: found?.key ?? null,
      aboutKey: found?.gatewayKey ?? null,
      gateway: gatewayName,
    }
    return { what: 'begin', payment, gateway, request }
  })
}

const noGateway = (message: string) => refused('/paymentMethod', 'no_gateway', message)

function refused(path: string, code: string, message: string): Decided {
  return { what: 'refused', problems: [{ path, code, message }] }
}

const nameOf = ({ asked, asker }: PaymentRequest): PaymentName => ({
  companyId: asker.companyId,
  channelId: asker.channelId,
  key: asked.key,
})
const wordOf = ({ companyId, channelId, key }: PaymentName) => `${companyId}/${channelId}/${key}`

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

/** An authorization that the shop hears of (again) waits for its order from now on, unless it is being voided. */
const isWaited = ({ kind, state, dueAt }: Payment) =>
  kind === 'authorization' && state === 'approved' && dueAt !== null

interface Authorization {
  key: string
  /** null: of one that was begun before such keys were kept. */
  gatewayKey: string | null
  gateway: string
  amount: Minor
  currency: string
}

/** What was authorized of the payments that are to be voided or refunded. */
async function authorizationsOf(
  batch: readonly PaymentRequest[],
  db: Database,
): Promise<Map<PaymentRequest, Authorization>> {
  const wanted = batch.filter(({ asked }) => asked.kind === 'void' || asked.kind === 'refund')
  if (wanted.length === 0) return new Map()
  const rows = await db.read(findAuthorizations, {
    companyIds: wanted.map(({ asker }) => asker.companyId),
    channelIds: wanted.map(({ asker }) => asker.channelId),
    sources: wanted.map(({ asker }) => asker.source),
    orderKeys: wanted.map(({ asked }) => asked.order),
    parts: wanted.map(({ asked }) => asked.part),
  })
  return new Map(camelRows(findAuthorizations, rows).map((row) => [wanted[Number(row.ordinal) - 1]!, row]))
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

interface Times {
  now: Date
  leaseUntil: Date
  dueAt: Date
}

/** @returns those that are ours; somebody else has begun the others */
async function begin(begins: readonly Begin[], times: Times, db: Database): Promise<Set<string>> {
  if (begins.length === 0) return new Set()
  const begun = await db.read(beginPayments, {
    ...namesOf(begins.map(({ payment }) => payment)),
    ...times,
    gatewayKeys: begins.map(({ payment }) => payment.gatewayKey!),
    sources: begins.map(({ request }) => request.asker.source),
    gateways: begins.map(({ payment }) => payment.gateway),
    kinds: begins.map(({ payment }) => payment.kind),
    orderKeys: begins.map(({ payment }) => payment.orderKey),
    parts: begins.map(({ request }) => request.asked.part),
    methods: begins.map(({ payment }) => payment.method),
    amounts: begins.map(({ payment }) => payment.amount),
    currencies: begins.map(({ payment }) => payment.currency),
    abouts: begins.map(({ payment }) => payment.about ?? ''),
    actors: begins.map(({ request }) => request.asker.actor),
  })
  const names = new Set(begun.map(({ channel_id: channelId, key }) => `${channelId}/${key}`))
  return new Set(
    begins
      .filter(({ payment }) => names.has(`${payment.channelId}/${payment.key}`))
      .map(({ payment }) => wordOf(payment)),
  )
}

/** @returns the attempts that are ours; somebody asks the gateway about the others just now, or they are settled */
async function takeUp(takes: readonly Standing[], times: Times, db: Database): Promise<Map<string, number>> {
  if (takes.length === 0) return new Map()
  const taken = await db.read(takeUpPayments, { ...namesOf(takes.map(({ payment }) => payment)), ...times })
  const attempts = new Map(taken.map((row) => [`${row.channel_id}/${row.key}`, row.attempt]))
  return new Map(
    takes.map(({ payment }) => [wordOf(payment), attempts.get(`${payment.channelId}/${payment.key}`) ?? 0]),
  )
}

/** @returns how each stands that was heard of: one that is being voided meanwhile stands otherwise */
async function keep(hears: readonly Standing[], dueAt: Date, db: Database): Promise<Map<string, Payment>> {
  if (hears.length === 0) return new Map()
  const payments = hears.map(({ payment }) => payment)
  const kept = await db.read(keepPayments, { ...namesOf(payments), dueAt })
  const names = new Set(kept.map((row) => `${row.channel_id}/${row.key}`))
  const others = payments.filter(({ channelId, key }) => !names.has(`${channelId}/${key}`))
  return new Map([...payments, ...(await paymentsNamed(db, others))].map((one) => [wordOf(one), one]))
}

async function askGateway(
  { payment, attempt, gateway }: Ours,
  token: string | null,
  { log }: TransactOptions,
): Promise<Result> {
  try {
    return resultOf(payment, await gateway.transact(gatewayRequest(payment, token), NEVER))
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error
    log.error({ gateway: payment.gateway, problem: error.message }, 'a payment gateway did not answer')
    return doubtful(error, attempt)
  }
}

interface Answered extends Ours {
  result: Result
}

/** Keeps what gateways said. @returns how each stands; undefined: another attempt has followed, and settles it */
async function settleAll(
  batch: readonly Answered[],
  options: TransactOptions,
): Promise<(Payment | undefined)[]> {
  const { db } = options
  const [clock] = await db.read(readClock, {})
  const { now } = clock!
  const settled = await db.read(settlePayments, {
    ...settlementOf(
      batch.map(({ payment, attempt, result }) => {
        const { companyId, channelId, key, kind } = payment
        return { companyId, channelId, key, attempt, result, dueAt: dueAfter(result, kind, now, options) }
      }),
    ),
    now,
    heard: true,
  })
  const names = new Set(settled.map((row) => `${row.channel_id}/${row.key}`))
  const ours = batch.filter(({ payment }) => names.has(`${payment.channelId}/${payment.key}`))
  const standing = await paymentsNamed(
    db,
    ours.map(({ payment }) => payment),
  )
  const byName = new Map(standing.map((one) => [wordOf(one), one]))
  return batch.map((one) => (ours.includes(one) ? byName.get(wordOf(one.payment)) : undefined))
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

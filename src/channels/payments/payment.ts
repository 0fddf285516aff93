import type { Reader } from '../../platform/database/index.ts'
import { formatAmount, type Minor } from '../../platform/money.ts'
import { encodeId } from '../../platform/public-id.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { readPayments } from './payment.sql.ts'
import type { GatewayFailure, GatewayAnswer, GatewayRequest, PaymentKind } from './port.ts'

/** Limits of payments; see docs/reference/settings.md. */
export const PAYMENT_LIMITS = {
  /** An answer to a shop that takes longer is 503: longer than a call of the gateway, and shorter than the lease. */
  timeoutMs: 10_000,
  /** Payments under way in one process; who asks beyond is told to come again. A company alone gets half of them. */
  atOnce: 200,
  /** Payments of a batch that is read and written together. */
  batch: 200,
  bytes: 262_144,
  /** Nobody else calls the gateway about a payment within it; a call ends before it does. */
  leaseMs: 12_000,
  /** So long the shop may ask again about one in doubt, before a job ends the doubt. */
  doubtMs: 60_000,
  /** So long one that a job found authorized waits for the shop to ask again, before it is voided. */
  unheardMs: 3_600_000,
} as const

/** A payment as it stands, with its last answer. */
export type Payment = CamelRow<typeof readPayments>

/**
 * asking: a gateway is being asked. unknown: it did not answer. approved, declined: it did. partial: it authorized less than it
 * was asked for, which is voided. failed: it cannot have been done. closed: it was not done, and never will be. released: an
 * authorization that is voided; it is what it was before when the gateway declines that.
 */
export type PaymentState =
  | 'asking'
  | 'unknown'
  | 'approved'
  | 'declined'
  | 'partial'
  | 'failed'
  | 'closed'
  | 'released'

export interface PaymentName {
  companyId: bigint
  channelId: bigint
  key: string
}

/** Names column by column. */
export const namesOf = (names: readonly PaymentName[]) => ({
  companyIds: names.map(({ companyId }) => companyId),
  channelIds: names.map(({ channelId }) => channelId),
  keys: names.map(({ key }) => key),
})

export async function paymentsNamed(db: Reader, names: readonly PaymentName[]): Promise<Payment[]> {
  return names.length === 0 ? [] : camelRows(readPayments, await db.read(readPayments, namesOf(names)))
}

/**
 * By what a gateway knows a transaction: two channels may use the same ids, and a copy of this installation, or its life after a
 * restore, is another one (decision 0018). It is kept with the payment and never made anew.
 */
export const newGatewayKey = (epoch: string, channelId: bigint, key: string): string =>
  `${epoch}.${firstGatewayKey(channelId, key)}`

/** What payments have that were begun before their key was kept. */
const firstGatewayKey = (channelId: bigint, key: string): string => `${encodeId('chn', channelId)}.${key}`

export const gatewayKeyOf = ({
  channelId,
  key,
  gatewayKey,
}: Pick<Payment, 'channelId' | 'key' | 'gatewayKey'>): string => gatewayKey ?? firstGatewayKey(channelId, key)

/** @param token null: of a void or a refund */
export function gatewayRequest(
  payment: Pick<
    Payment,
    | 'channelId'
    | 'key'
    | 'gatewayKey'
    | 'method'
    | 'amount'
    | 'currency'
    | 'orderKey'
    | 'about'
    | 'aboutKey'
    | 'kind'
  >,
  token: string | null,
): GatewayRequest {
  const { channelId, kind, method, amount, currency, orderKey, about, aboutKey } = payment
  return {
    key: gatewayKeyOf(payment),
    kind: kind as PaymentKind,
    method,
    amount,
    currency,
    order: orderKey,
    token,
    about: about === null ? null : gatewayKeyOf({ channelId, key: about, gatewayKey: aboutKey }),
  }
}

/** What an attempt came to: the answer of the gateway as a row, and the state that follows from it. */
export interface Result {
  state: PaymentState
  problem: string | null
  outcome: string | null
  amount: Minor | null
  balance: Minor | null
  reference: string | null
  code: string | null
  message: string | null
}

const NOTHING = { amount: null, balance: null, reference: null, code: null, message: null }

/**
 * An authorization is exactly of what was asked for, or it is not approved (C-31): what was taken all the same is given back. A void
 * is of all of it, whatever amount its answer has. A refund is done with the amount that it gave: less is told, and seen.
 */
export function resultOf(
  { kind, amount: wanted, currency: own }: { kind: string; amount: Minor; currency: string },
  answer: GatewayAnswer,
): Result {
  const { approved, amount, currency, balance, reference, code, message } = answer
  if (currency !== own) return inDoubt(`it answers in ${currency}, not in ${own}`)
  const told = { amount, balance, reference, code, message }
  if (!approved) {
    const problem = kind === 'void' ? `it was not voided: ${message || code}` : null
    return { ...told, state: 'declined', outcome: 'declined', problem }
  }
  if (kind === 'balance' || kind === 'void' || amount === wanted)
    return { ...told, state: 'approved', outcome: 'approved', problem: null }
  const of = `${formatAmount(amount, currency)} ${currency} of ${formatAmount(wanted, currency)} ${currency} was`
  if (kind === 'refund') return { ...told, state: 'approved', outcome: 'approved', problem: `${of} refunded` }
  return { ...told, state: 'partial', outcome: 'partial', problem: `${of} authorized` }
}

/**
 * No answer of a call. "Nothing was done" is said of that call alone: where an earlier one of the same key may have been done,
 * it ends no doubt; an answer about the key, or `close`, does.
 */
export function doubtful(failure: GatewayFailure, attempt: number): Result {
  const state = failure.kind === 'not_done' && attempt === 1 ? 'failed' : 'unknown'
  return { ...inDoubt(failure.message), state, outcome: state }
}

/** Nobody can say whether it was done. */
export function inDoubt(problem: string): Result {
  const message = problem.slice(0, 300)
  return { ...NOTHING, state: 'unknown', outcome: 'unknown', problem: message, message }
}

/** It was not done, and never will be. */
export const CLOSED: Result = {
  ...NOTHING,
  state: 'closed',
  outcome: 'closed',
  problem: null,
  message: 'the gateway was never asked for it',
}

const EPOCH = new Date(0)

/** Results column by column, for `settle_payments`, in whose arrays nothing is null. */
export function settlementOf(
  settled: readonly (PaymentName & { attempt: number; dueAt: Date | null; result: Result })[],
) {
  const of = <T>(what: (result: Result) => T) => settled.map(({ result }) => what(result))
  return {
    ...namesOf(settled),
    attempts: settled.map(({ attempt }) => attempt),
    states: of(({ state }) => state),
    dueAts: settled.map(({ dueAt }) => dueAt ?? EPOCH),
    problems: of(({ problem }) => problem ?? ''),
    outcomes: of(({ outcome }) => outcome ?? ''),
    amounts: of(({ amount }) => amount ?? -1n),
    balances: of(({ balance }) => balance ?? -1n),
    refs: of(({ reference }) => reference ?? ''),
    codes: of(({ code }) => code ?? ''),
    messages: of(({ message }) => message ?? ''),
  }
}

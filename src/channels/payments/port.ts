import type { Minor } from '../../platform/money.ts'

/** What a payment gateway is asked to do. */
export const PAYMENT_KINDS = ['authorization', 'void', 'refund', 'balance'] as const
export type PaymentKind = (typeof PAYMENT_KINDS)[number]

/** A transaction as a gateway hears of it. */
export interface GatewayRequest {
  /** One transaction for ever: whoever asks again by it hears the same, and nothing is done twice. */
  key: string
  kind: PaymentKind
  /** Code of the payment method. */
  method: string
  /** Minor units of `currency`; all of it or nothing. */
  amount: Minor
  currency: string
  /** The sender's own id of the order. */
  order: string
  /** What stands for the card; never the number of one. Null of a void or a refund. */
  token: string | null
  /** The key of the authorization that is voided or refunded. */
  about: string | null
}

export interface GatewayAnswer {
  approved: boolean
  /** What was authorized, voided or refunded; minor units of `currency`. */
  amount: Minor
  currency: string
  /** The gateway's own id of the transaction. */
  reference: string
  /** Its reason, as a code and for people. */
  code: string
  message: string
  /** What is left on the card: of an inquiry alone. */
  balance: Minor | null
}

/**
 * A payment gateway. Any process may call it at any time, and may die before it hears the answer; so both calls can be
 * repeated. `payment-gateway.test.ts` is the suite that every connector passes.
 */
export interface PaymentGateway {
  /**
   * Does a transaction, or answers what became of it when it was done before.
   *
   * @throws GatewayFailure
   */
  transact(request: GatewayRequest, signal: AbortSignal): Promise<GatewayAnswer>
  /**
   * Ends the doubt about a transaction that was not answered.
   *
   * @returns its answer, if it was done; null: it was not, and will not be, even if it is still on its way
   * @throws GatewayFailure
   */
  close(key: string, signal: AbortSignal): Promise<GatewayAnswer | null>
}

/** No answer that could be used. The message names the host, and no credential. */
export class GatewayFailure extends Error {
  /** `not_done`: nothing happened, for sure. `unknown`: it may have been done. */
  readonly kind: 'not_done' | 'unknown'
  constructor(kind: GatewayFailure['kind'], message: string) {
    super(message)
    this.name = 'GatewayFailure'
    this.kind = kind
  }
}

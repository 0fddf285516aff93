import type { Available } from '../../inventory/index.ts'
import type { OrderInput, Quote } from '../../orders/index.ts'
import type { Micro } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import type { Wanted } from '../commerce-status/wanted.ts'
import type { Payment } from '../payments/payment.ts'
import type { AskedPayment } from '../payments/transact.ts'

/** What a shop may ask while its shopper waits. A kind of channel has those that its shops know. */
export const FUNCTIONS = [
  'order-qualification',
  'price-validation',
  'shipping',
  'tax',
  'order-validation',
  'return-validation',
  'inventory',
  'order-status',
] as const
export type FunctionName = (typeof FUNCTIONS)[number]

/** What a shop has paid by Docket's payment gateways: questions that do something. */
export const PAYMENT_FUNCTIONS = ['card-payment', 'generic-payment'] as const
export type PaymentFunctionName = (typeof PAYMENT_FUNCTIONS)[number]

/** A payment function as a kind of channel serves it; `C` is what it may know of the channel. */
export interface PaymentFunction<C> {
  read(content: unknown, channel: C): PaymentQuestion
  /** A payment that is settled, in the shop's own words. */
  answer(content: unknown, payment: Payment): Answer
  /** The shop's own form of a decline, with every reason. */
  refuse(content: unknown, problems: readonly Problem[]): unknown
}

/** What is asked for, and the gateway that its payment method has; undefined: none. */
export type PaymentQuestion =
  | { ok: true; asked: AskedPayment; gateway: string | undefined }
  | { ok: false; problems: Problem[] }

/** A function as a kind of channel serves it; `C` is what it may know of the channel. Both speak the words of the shop. */
export interface ChannelFunction<C> {
  answer(content: unknown, channel: C, ask: Ask): Promise<Answer>
  /** The shop's own form of "no", when nothing can be answered. */
  refuse(problems: readonly Problem[]): unknown
}

/** `refused`: it is a "no", or an answer with something left out of it. */
export interface Answer {
  outcome: 'answered' | 'refused'
  body: unknown
}

/** What can be asked: reads, and nothing that leaves a trace. */
export interface Ask {
  quote(orders: readonly OrderInput[]): Promise<Quote[]>
  attempt(order: OrderInput, found: readonly Problem[]): Promise<Attempt>
  /** Orders of the channel by the shop's own ids of them. */
  placed(orders: readonly string[]): Promise<Map<string, Placed>>
  /** How far orders of the channel are at this moment, by the shop's own ids; one that is not here is absent. */
  progress(orders: readonly string[]): Promise<Map<string, Wanted>>
  /** By SKU; one that is unknown is absent. */
  available(skus: readonly string[]): Promise<Map<string, Stocked>>
}

/** What would become of an order: would it be agreed as it stands, and which lines could not be promised whole? */
export interface Attempt {
  agreed: boolean
  problems: Problem[]
  /** By index of the line: what of it nothing is there or announced for. */
  short: { line: number; quantity: Micro; waits: boolean }[]
}

/** What of an order has left and may come back, by the shop's own id of a line. */
export interface Placed {
  /** Nothing of it has left, so all of it may still be cancelled. */
  whole: boolean
  lines: { line: string; ordered: Micro; shipped: Micro; returned: Micro; returnable: Micro }[]
}

/** Null: it is no goods, so there is always enough of it. */
export interface Stocked {
  active: boolean
  stock: Available | null
}

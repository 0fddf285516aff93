import type { TObject } from 'typebox'
import type { CustomerInput } from '../../customers/index.ts'
import type { OrderInput } from '../../orders/index.ts'
import type { Micro, Minor } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import type {
  ChannelFunction,
  FunctionName,
  PaymentFunction,
  PaymentFunctionName,
} from '../functions/port.ts'

/**
 * What a kind of channel has to know: whether a message is genuine, what it speaks of, and what it says in our words.
 * Everything else (keeping, once-only, retries, the log, replay, the acts) is the same for every kind. A kind is pure but for
 * `complete`; `inbound.test.ts` is the suite that every kind passes.
 */
export interface InboundKind<S = unknown> {
  readonly kind: string
  /** What a channel of this kind is set up with, besides its secrets. */
  readonly settings: TObject
  /** What is wrong with settings that have the right form, all at once; paths begin in the settings. */
  check?(settings: S): Problem[]
  /** Did somebody who knows one of the secrets send exactly these bytes? Takes the same time whatever is wrong. */
  isGenuine(message: RawMessage, secrets: readonly string[], settings: S): boolean
  /** The messages of a body that may hold several, each of which is kept and worked off on its own. */
  split?(bytes: Buffer, settings: S): MessagePart[]
  /** What the bytes speak of; called once when they come and again when they are worked off. */
  recognize(bytes: Buffer, settings: S): Recognized
  /** The path of what was left out of the message because it is long; null when it is whole. */
  leftOut(content: unknown, event: InboundEvent): string | null
  /** Asks the sender for the whole of a message that was cut. @throws OutsideFailure */
  complete?(content: unknown, path: string, sender: Sender, signal: AbortSignal): Promise<unknown>
  /** Tries whether the sender takes the application key. @throws OutsideFailure */
  logIn?(sender: Sender, signal: AbortSignal): Promise<void>
  /** Asks the sender for an order that never came. @returns the message by which it would have come; undefined: there is none */
  fetchOrder?(id: string, sender: Sender, signal: AbortSignal): Promise<Buffer | undefined>
  /** The message in our words, with everything in it that has none. */
  map(content: unknown, event: InboundEvent, channel: MappedFor<S>): Mapped
  /** What its shops may ask while a shopper waits; none when absent. */
  readonly functions?: Readonly<Partial<Record<FunctionName, ChannelFunction<MappedFor<S>>>>>
  /** What its shops may have paid by a payment gateway; none when absent. */
  readonly payments?: Readonly<Record<PaymentFunctionName, PaymentFunction<MappedFor<S>>>>
}

/** What messages are about; a kind need not know all of them. */
export const INBOUND_EVENTS = [
  'order_submitted',
  'order_cancelled',
  'remorse_started',
  'return_updated',
  'customer_saved',
  'unknown',
] as const
export type InboundEvent = (typeof INBOUND_EVENTS)[number]

export interface RawMessage {
  bytes: Buffer
  header(name: string): string | undefined
}

/** One message of a body. `place`: where in it, for people; null: it is the whole body. */
export interface MessagePart {
  bytes: Buffer
  place: string | null
}

export const partsOf = <S>(kind: InboundKind<S>, bytes: Buffer, settings: S): MessagePart[] =>
  kind.split?.(bytes, settings) ?? [{ bytes, place: null }]

export type Recognized =
  | {
      ok: true
      event: InboundEvent
      /** The sender's own name of what it speaks of. */
      key: string
      /** Grows with each change of it; null where the sender does not say. */
      version: bigint | null
      content: unknown
    }
  /** `forbidden`: it holds what must never be kept; it is refused, and nothing of it stays. */
  | { ok: false; problems: Problem[]; forbidden?: true }

/** How the sender is asked back. */
export interface Sender {
  baseUrl: string
  /** Logs in; absent: it cannot be asked. */
  applicationKey: string
  /** True: the address may be one of a private network. */
  allowPrivate: boolean
}

/** What a mapping may know. */
export interface MappedFor<S> {
  source: string
  /** Currency and time zone of the company. */
  currency: string
  country: string
  timeZone: string
  settings: S
}

/** A message in our words. `problems` are what it says and we cannot: with them an order waits as a draft. */
export type Mapped =
  | {
      what: 'order'
      input: OrderInput
      problems: Problem[]
      /** What the sender says that it comes to; versions of it are compared by that. */
      total?: Minor
      /** How the sender has it paid, by its own ids. */
      payments?: MappedPayment[]
    }
  /**
   * Goods of an order that are back; `credit`: what the sender gives for them, if it says so. `problems`: what of the return is
   * not among them, and why; without a line nothing is credited.
   */
  | {
      what: 'return'
      order: string
      name: string
      lines: MappedReturn[]
      credit: Minor | null
      reason: string
      problems: Problem[]
      /** The goods are exchanged: the sender's own names of the orders that replace them (C-27). */
      replacedBy?: string[]
      /** What the sender gives back, part by part; absent: it does not say, or it does not come to `credit`. */
      agreed?: AgreedRefund
    }
  | { what: 'cancellation'; order: string; reason: string }
  | { what: 'customer'; input: CustomerInput }
  /** Nothing that can be done now: it stands in the log with its reason. */
  | { what: 'nothing'; order: string | null; problems: Problem[]; replacedBy?: string[]; open?: OpenReturn }
  /** It cannot be understood. */
  | { what: 'refused'; problems: Problem[] }

/**
 * A payment of an order. `placeholder`: it stands for what is paid in the store later. `settled`: the sender has the money for
 * us.
 */
export interface MappedPayment {
  id: string
  method: string
  amount: Minor
  placeholder: boolean
  settled: boolean
}

/** `line`: the sender's own id of the line. `net`: what it gives back for the goods, before tax; null: it does not say. */
export interface MappedReturn {
  line: string
  quantity: Micro
  restock: boolean
  net: Minor | null
}

/** A return that the sender waits for. `request`: the id by which it is told of it. */
export interface OpenReturn {
  request: string
}

/** Parts of a refund beside its goods. `other`: what is given, or with a minus kept, for nothing of the order. */
export interface AgreedRefund {
  tax: Minor
  freight: Minor
  other: Minor
}

/** An outside system that was asked and did not help; its message names no credential. */
export class OutsideFailure extends Error {
  /** What it answered; undefined: nothing, or nothing that is HTTP. */
  readonly status: number | undefined

  constructor(message: string, options?: ErrorOptions & { status?: number }) {
    super(message, options)
    this.status = options?.status
  }
}

import type { ActingPicture } from '../customers/index.ts'
import type { CaptureFacts, OrderPolicies } from '../orchestration/index.ts'
import type { Draft, DraftEdit, Order, SubmitRequest } from '../orders/index.ts'
import type { Problem, Refusal } from '../platform/outcome.ts'
import type { RequestKey, UsedKeys } from '../platform/request-key.ts'
import type { Received } from './received.ts'

/** One order handed over by a channel, or a draft that is edited or submitted. */
export interface CaptureRequest extends Omit<Received, 'content'> {
  companyId: bigint
  /** Absent for a draft that is edited or submitted: that is made of what stands. */
  content?: Received['content']
  /** `key:dk_…` or `user:7`: who, for history and keys. */
  actor: string
  /** By which names the caller goes; absent: by its actor alone. */
  by?: readonly string[]
  /** Accounts that the caller may order for; null: all. */
  accounts: readonly bigint[] | null
  /** The firm whose caller it is: a customer that its order makes is its own. */
  partnerId?: bigint | null
  /** It has no leave to state an exchange rate; absent: it has, or is a channel that is trusted with it. */
  statesNoRates?: true
  key: RequestKey | null
  draft?: DraftRequest
  /** Lines that an order may have; as many as the schema allows when absent. */
  mostLines?: number
  /** Its bytes were kept before it was understood, as this intake, which is settled now. */
  kept?: bigint
  /** What its channel could not say in our words: with any of it the order is a draft. */
  found?: readonly Problem[]
  /** How urgent its channel says that it is, while no rule of the company says otherwise. */
  priority?: number
  /** An order of the past, taken over from another system. */
  historic?: { series: string }
}

export interface DraftRequest {
  orderId: bigint
  /** What is changed; null: submit it as it stands, or as the content of the request states it anew. */
  edit: DraftEdit | null
  /** Header If-Match: the revision that the caller saw. */
  ifMatch: string | undefined
  /** Lines that it has or will have: its weight in a batch. */
  lines: number
}

export type FirstChange = 'new' | 'edited' | 'duplicate' | 'amended' | 'skipped'

export type Captured =
  | { ok: true; change: 'new' | 'edited'; order: Order }
  /** It came before: the first outcome stands. `first`: under the same `Idempotency-Key`, what it led to then. */
  | { ok: true; change: 'duplicate'; orderId: bigint; first?: FirstChange }
  /** `revises`: the order that runs, which it is another version of. */
  | (Refusal & { intakeId?: bigint; revises?: bigint })

export interface CaptureRead {
  used: UsedKeys
  acting: ActingPicture
  /** Absent when nothing of the batch can be understood. */
  capture: CaptureFacts | undefined
  /** What is to be decided of each request, or why it cannot be. */
  prepared: Map<CaptureRequest, SubmitRequest | Refusal>
  drafts: Map<string, Draft>
  /** Of companies whose drafts are edited or submitted. */
  policies: OrderPolicies
  /** SEAL_BYTES of chance a request. */
  chance: Buffer
  sealed: number
}

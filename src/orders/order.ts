import type { JsonObject, Json } from '../platform/json.ts'
import type { Micro, Minor } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import type { LineCharge } from '../pricing/index.ts'
import type { Sold } from './sold.ts'

/** Stored states of an order; few, and moved by acts alone (decision 0006). */
export const ORDER_STATES = [
  'draft',
  'pending_approval',
  'rejected',
  'not_started',
  'in_progress',
  'suspended',
  'amending',
  'cancelling',
  'waiting_for_revision',
  'failed',
  'cancelled',
  'completed',
  'aborted',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

/** Is an order over? Nothing more of it is invoiced. */
export function isOver(state: OrderState): boolean {
  return ['cancelled', 'completed', 'aborted', 'rejected'].includes(state)
}

/** What can be done to an order as a whole. */
export type OrderAct =
  | 'edit'
  | 'submit'
  | 'progress'
  | 'complete'
  | 'cancel'
  | 'approve'
  | 'reject'
  | 'suspend'
  | 'resume'

/**
 * The total table of moves: a state and an act give the next state, or null: refused (A2-5). A state or act that is
 * missing here does not compile.
 */
export const TRANSITIONS: Readonly<Record<OrderState, Readonly<Record<OrderAct, OrderState | null>>>> = {
  draft: {
    edit: 'draft',
    submit: 'in_progress',
    progress: null,
    complete: null,
    cancel: 'cancelled',
    approve: null,
    reject: null,
    suspend: null,
    resume: null,
  },
  pending_approval: {
    edit: 'draft',
    submit: null,
    progress: null,
    complete: null,
    cancel: 'cancelled',
    approve: 'in_progress',
    reject: 'draft',
    suspend: null,
    resume: null,
  },
  rejected: {
    edit: null,
    submit: null,
    progress: null,
    complete: null,
    cancel: null,
    approve: null,
    reject: null,
    suspend: null,
    resume: null,
  },
  not_started: {
    edit: null,
    submit: null,
    progress: 'in_progress',
    complete: null,
    cancel: 'cancelled',
    approve: null,
    reject: null,
    suspend: null,
    resume: null,
  },
  in_progress: {
    edit: null,
    submit: null,
    progress: 'in_progress',
    complete: 'completed',
    cancel: 'cancelled',
    approve: null,
    reject: null,
    suspend: 'suspended',
    resume: null,
  },
  suspended: {
    edit: null,
    submit: null,
    progress: 'suspended',
    complete: 'completed',
    cancel: 'cancelled',
    approve: null,
    reject: null,
    suspend: null,
    resume: 'in_progress',
  },
  amending: {
    edit: null,
    submit: null,
    progress: null,
    complete: null,
    cancel: null,
    approve: null,
    reject: null,
    suspend: null,
    resume: null,
  },
  cancelling: {
    edit: null,
    submit: null,
    progress: null,
    complete: null,
    cancel: null,
    approve: null,
    reject: null,
    suspend: null,
    resume: null,
  },
  waiting_for_revision: {
    edit: null,
    submit: null,
    progress: null,
    complete: null,
    cancel: null,
    approve: null,
    reject: null,
    suspend: null,
    resume: null,
  },
  failed: {
    edit: 'draft',
    submit: null,
    progress: null,
    complete: null,
    cancel: 'cancelled',
    approve: null,
    reject: null,
    suspend: null,
    resume: null,
  },
  cancelled: {
    edit: null,
    submit: null,
    progress: null,
    complete: null,
    cancel: null,
    approve: null,
    reject: null,
    suspend: null,
    resume: null,
  },
  completed: {
    edit: null,
    submit: null,
    progress: null,
    complete: null,
    cancel: null,
    approve: null,
    reject: null,
    suspend: null,
    resume: null,
  },
  aborted: {
    edit: null,
    submit: null,
    progress: null,
    complete: null,
    cancel: null,
    approve: null,
    reject: null,
    suspend: null,
    resume: null,
  },
}

/** How urgent an order is: 9 is the most urgent; its tasks overtake others in the queue (O-40). */
export const LEAST_PRIORITY = 0
export const USUAL_PRIORITY = 4
export const MOST_PRIORITY = 9

/** One version of an order, with its state. Amounts are minor units of its currency. */
export interface Order {
  companyId: bigint
  id: bigint
  version: number
  revision: bigint
  state: OrderState
  /** Those that stop all of it. */
  openHolds: number
  priority: number
  orderType: string
  source: string
  externalId: string
  customerReference: string | null
  accountId: bigint | null
  currency: string
  /** Functional units per unit, times 10^10. */
  rateE10: bigint
  prePriced: boolean
  taxInclusive: boolean
  prepaid: boolean
  termsDays: number
  placedAt: Date
  /** Business date on which it was placed. */
  orderedOn: string
  requestedOn: string | null
  shipToCountry: string
  shipToRegion: string
  shipTo: PlaceRef
  billTo: PlaceRef
  total: Minor
  taxTotal: Minor
  freight: Minor
  freightTax: Minor
  /** What of `total` was cancelled; read of prepaid orders alone, 0n of others. */
  cancelledTotal: Minor
  problems: Problem[]
  decisions: JsonObject
  intakeId: bigint | null
  custom: JsonObject
  lines: OrderLine[]
  parts: FulfillmentLine[]
  holds: Hold[]
}

/** Where something goes or who pays: references alone, what is personal stands with the customer. */
export interface PlaceRef {
  siteId: bigint | null
  addressId: bigint | null
}

/** What the customer asked for. `net` is without tax and freight, after every discount, with what is charged once beside the price. */
export interface OrderLine {
  lineNo: number
  externalLineId: string | null
  itemId: bigint | null
  sku: string
  itemClass: string
  kind: string
  uom: string
  /** In `uom`, that its item is stocked in, as the price is of one. */
  quantity: Micro
  unitPrice: Micro
  /** The unit that it is sold in; absent: `uom`. */
  sold?: Sold
  net: Minor
  tax: Minor
  freight: Minor
  taxRateId: bigint | null
  taxPercent: Micro
  unitCost: Micro | null
  waterfall: Json
  /** What is charged beside the price: once, which is in `net` and `tax`, in each period or by use (A9-3). */
  charges: readonly LineCharge[]
  custom: JsonObject
}

/** Amounts of a line, or of a share of it, in minor units of the order's currency. */
export interface Amounts {
  net: Minor
  tax: Minor
  freight: Minor
}

/** The part of a line that moves together: one source, one date. Quantities are cumulative. */
export interface FulfillmentLine {
  id: bigint
  lineNo: number
  itemId: bigint
  locationId: bigint | null
  quantity: Micro
  /** `transfer`: it is brought from another place, and is not here yet. */
  supply: 'on_hand' | 'dated' | 'backorder' | 'none' | 'transfer'
  /** The place from which it is brought; null: from none. */
  fromId: bigint | null
  requestedOn: string | null
  promisedOn: string | null
  /** Of a part that was promised just now: the day on which its place begins to pick. */
  startsOn?: string | undefined
  /** Told of a part that is promised anew; of the others it stands in `decision`. */
  arrivesOn?: string | null
  decision: Json
  shipped: Micro
  invoiced: Micro
  returned: Micro
  cancelled: Micro
  billedNet: Minor
  billedTax: Minor
  billedFreight: Minor
  /** Its location alone may serve it: it is picked up there. */
  bound: boolean
  /** It goes by another ship method than its order says. */
  shipMethod?: string
  /** Its order asked for it in one piece. */
  whole?: boolean
  /** Number of the line of its kit: it leaves when all goods of that are there, with them. */
  together?: number
  /** The least that its order takes as the first part when it is split, and only when the rest comes. */
  minSplit?: Micro
  /** It is not parted below so many: what is in a unit that its line is sold in (decision 0066), or in one kit of a line that brought it (0078). */
  unit?: Micro
  /** The part that it was split from; null: it was promised with its order. */
  splitFrom: bigint | null
  /** The quantity that its amounts are shares of; null: its own. */
  shareWhole: Micro | null
  /** Where in that its own begins. */
  shareFrom: Micro
  /** Its line was amended: what that whole comes to; absent: its share of the line. */
  share?: Amounts
}

/** What a hold can stop and let the rest pass. `ship`: that goods leave, and that a place is asked for them. */
export const HOLD_KINDS = ['transfer', 'reserve', 'ship', 'invoice', 'work', 'call', 'wait'] as const
export type HoldKind = (typeof HOLD_KINDS)[number]

export interface Hold {
  id: bigint
  /** The one that was named; null: none, or several. */
  lineNo: number | null
  /** What it stops, with what goes with the lines that were named; null: all of the order. */
  lineNos: readonly number[] | null
  /** The kind of task that it stops; null: whatever comes first. */
  taskKind: HoldKind | null
  kind: 'generic' | 'service' | 'system'
  code: string
  reason: string
  placedBy: string
  expiresOn: string | null
  released: boolean
}

/** The number that people see. */
export function orderNumber(id: bigint): string {
  return `SO${id}`
}

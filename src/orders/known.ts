import type { Json } from '../platform/json.ts'
import type { FulfillmentLine, Order } from './order.ts'
import type { ShownStatus } from './status.ts'

/**
 * What a fact keeps of what is updated in place, so that the order can be told as it was known before it (N-7): of each part, and of
 * each task, that it changed what stood before; null: it was not there.
 */
export interface Known {
  parts: [id: bigint, before: PartBefore | null][]
  tasks: [id: bigint, before: string | null][]
  /** What the order was shown as after it; null: it says nothing of that. */
  shown: ShownStatus | null
}

/** What of a part changes while it is carried out. */
export interface PartBefore {
  quantity: bigint
  locationId: bigint | null
  fromId: bigint | null
  supply: string
  promisedOn: string | null
  shipped: bigint
  invoiced: bigint
  returned: bigint
  cancelled: bigint
}

/** The parts of an order as a batch read them. */
export type PartsRead = ReadonlyMap<bigint, PartBefore>

export function partsRead({ parts }: Pick<Order, 'parts'>): PartsRead {
  return new Map(parts.map((part) => [part.id, beforeOf(part)]))
}

function beforeOf(part: FulfillmentLine): PartBefore {
  const { quantity, locationId, fromId, supply, promisedOn, shipped, invoiced, returned, cancelled } = part
  return { quantity, locationId, fromId, supply, promisedOn, shipped, invoiced, returned, cancelled }
}

/** The parts that a batch changed or made, each as it read it. */
export function partsBefore({ parts }: Pick<Order, 'parts'>, read: PartsRead): Known['parts'] {
  return parts.flatMap((part): Known['parts'] => {
    const before = read.get(part.id)
    if (before === undefined) return [[part.id, null]]
    return sameParts(before, part) ? [] : [[part.id, before]]
  })
}

function sameParts(one: PartBefore, other: FulfillmentLine): boolean {
  return (
    one.quantity === other.quantity &&
    one.shipped === other.shipped &&
    one.invoiced === other.invoiced &&
    one.returned === other.returned &&
    one.cancelled === other.cancelled &&
    one.supply === other.supply &&
    one.promisedOn === other.promisedOn &&
    one.locationId === other.locationId &&
    one.fromId === other.fromId
  )
}

/** As it is kept: short, for there is one of it in each fact. */
export function knownJson({ parts, tasks, shown }: Known): Json {
  return {
    ...(shown && { s: [shown.status, shown.fulfillmentStatus, shown.billingStatus, shown.paymentStatus] }),
    ...(parts.length === 0 ? {} : { p: parts.map(([id, before]) => [String(id), ...partJson(before)]) }),
    ...(tasks.length === 0 ? {} : { t: tasks.map(([id, before]) => [String(id), before]) }),
  }
}

function partJson(before: PartBefore | null): Json[] {
  if (before === null) return []
  const { quantity, locationId, fromId, supply, promisedOn, shipped, invoiced, returned, cancelled } = before
  return [
    supply,
    promisedOn,
    locationId === null ? null : String(locationId),
    fromId === null ? null : String(fromId),
    ...[quantity, shipped, invoiced, returned, cancelled].map(String),
  ]
}

/** What a fact kept, as `knownJson` wrote it. */
export function knownOf(kept: Json): Known {
  const {
    p = [],
    t = [],
    s,
  } = (kept ?? {}) as {
    p?: (string | null)[][]
    t?: [string, string | null][]
    s?: [string, string, string, string]
  }
  return {
    shown: s ? { status: s[0], fulfillmentStatus: s[1], billingStatus: s[2], paymentStatus: s[3] } : null,
    parts: p.map(([id, ...before]) => [BigInt(id!), before.length === 0 ? null : partOf(before)]),
    tasks: t.map(([id, before]) => [BigInt(id), before]),
  }
}

function partOf(kept: readonly (string | null)[]): PartBefore {
  const [supply, promisedOn, locationId, fromId, ...numbers] = kept
  const [quantity, shipped, invoiced, returned, cancelled] = numbers.map((one) => BigInt(one!))
  return {
    supply: supply!,
    promisedOn: promisedOn!,
    locationId: locationId == null ? null : BigInt(locationId),
    fromId: fromId == null ? null : BigInt(fromId),
    quantity: quantity!,
    shipped: shipped!,
    invoiced: invoiced!,
    returned: returned!,
    cancelled: cancelled!,
  }
}

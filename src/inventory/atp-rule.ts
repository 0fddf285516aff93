import { addOpenDays, type WorkingDays } from '../organization/index.ts'
import type { AtpOptions } from './atp-table.ts'

/**
 * ATP rules (A10-1 … A10-7): what counts as available of an item at a place, and from when on anything is. Pure: which rule is for an item
 * at a place, and what it comes to on a day.
 */

/** How goods come: what a supply order is. */
export const SUPPLY_KINDS = [
  'purchase_order',
  'requisition',
  'work_order',
  'planned_order',
  'transfer',
  'in_transit',
] as const

export const ATP_MODES = ['stock', 'lead_time', 'infinite'] as const
export type AtpMode = (typeof ATP_MODES)[number]

/** A rule as it is decided by; days are working days. */
export interface AtpRule extends AtpOptions {
  code: string
  name: string
  version: number
  mode: AtpMode
  onHand: boolean
  supplies: ReadonlySet<string>
  /** Lines of orders that were promised a day and hold no goods yet. */
  datedDemand: boolean
  /** Supply that is late for no more days than these counts as of today. */
  pastDueSupplyDays: number
  /** The same of demand; null: however late. */
  pastDueDemandDays: number | null
  /** So many days goods serve demand; null: without an end. */
  windowDays: number | null
  /** From so many days on anything is available; null: never. */
  fenceDays: number | null
  /** In mode lead_time anything is available after so many days. */
  leadDays: number
  /** Who wants goods on a later day is served by what comes before it, and leaves what is there to who wants it earlier. */
  latestSupplyFirst: boolean
  /** What is short is looked for through the supply chain (A10-9). */
  capable: boolean
  /** By which its days are counted; undefined: by that of the place, or every day. */
  calendar: WorkingDays | undefined
}

/** What a rule comes to at a place on a day. */
export interface AtpTerms extends AtpOptions {
  rule: AtpRule
  onHand: boolean
  datedDemand: boolean
  /** Does supply of this kind count? */
  counts(kind: string | undefined): boolean
  /** Of what is past due from this day on counts as of today. */
  supplyFence: string
  demandFence: string
  /** From this day on anything is available; undefined: never. */
  fence: string | undefined
  /** Stock and supply say nothing: anything is available from the fence on. */
  unsearched: boolean
  latestSupplyFirst: boolean
  /** The last day on which goods of a day serve; undefined: without an end. */
  lastsUntil: ((day: string) => string) | undefined
}

/** For what a rule is assigned: each is null where it is for any. */
export interface Assignment {
  itemId: bigint | null
  /** Of items that have no rule of their own. */
  itemClass: string | null
  locationId: bigint | null
}

export const MATCHES = [
  'item_and_location',
  'item',
  'class_and_location',
  'class',
  'location',
  'everything',
] as const
export type Match = (typeof MATCHES)[number]

/** Rules of a company by what they are assigned to. */
export class AssignedRules<R> {
  readonly #rules = new Map<string, R>()
  /** Some rule is assigned to a class of items. */
  asksClass = false

  add(rule: R, { itemId, itemClass, locationId }: Assignment): void {
    if (itemClass !== null) this.asksClass = true
    this.#rules.set(keyOf(itemId === null ? itemClass : itemId, locationId), rule)
  }

  get any(): boolean {
    return this.#rules.size > 0
  }

  /** The rule that is most particular to an item at a place, and by what it is (A10-3, A10-8); undefined: none is for it. */
  at(itemId: bigint, itemClass: string, locationId: bigint): { rule: R; match: Match } | undefined {
    const ways = [
      keyOf(itemId, locationId),
      keyOf(itemId, null),
      keyOf(itemClass, locationId),
      keyOf(itemClass, null),
      keyOf(null, locationId),
      keyOf(null, null),
    ]
    for (const [place, key] of ways.entries()) {
      const rule = this.#rules.get(key)
      if (rule) return { rule, match: MATCHES[place]! }
    }
    return undefined
  }
}

function keyOf(of: bigint | string | null, locationId: bigint | null): string {
  const item = of === null ? '*' : typeof of === 'bigint' ? `item ${of}` : `class ${of}`
  return `${locationId ?? '*'} ${item}`
}

/** What a rule comes to on a day, counted by its calendar or that of the place. */
export function termsOf(rule: AtpRule, ofPlace: WorkingDays | undefined, today: string): AtpTerms {
  const calendar = rule.calendar ?? ofPlace
  const { mode, supplies, windowDays, pastDueDemandDays, fenceDays } = rule
  const fenceAfter = { stock: fenceDays, lead_time: rule.leadDays, infinite: 0 }[mode]
  const lasting = new Map<string, string>()
  return {
    rule,
    onHand: rule.onHand,
    datedDemand: rule.datedDemand,
    backward: rule.backward,
    forward: rule.forward,
    accumulate: rule.accumulate,
    counts: (kind) => supplies.has(kind ?? 'purchase_order'),
    supplyFence: addOpenDays(calendar, today, -rule.pastDueSupplyDays),
    demandFence: pastDueDemandDays === null ? '' : addOpenDays(calendar, today, -pastDueDemandDays),
    fence: fenceAfter === null ? undefined : addOpenDays(calendar, today, fenceAfter),
    unsearched: mode !== 'stock',
    latestSupplyFirst: rule.latestSupplyFirst,
    lastsUntil:
      windowDays === null
        ? undefined
        : (day) => {
            let until = lasting.get(day)
            if (until === undefined) lasting.set(day, (until = addOpenDays(calendar, day, windowDays)))
            return until
          },
  }
}

/** Is what is on hand today available for a day at all, or are there options by which it is not? */
export function onHandServes(
  { onHand, accumulate, lastsUntil }: AtpTerms,
  today: string,
  day: string,
): boolean {
  if (!onHand) return false
  if (day <= today) return true
  return accumulate && (lastsUntil === undefined || day <= lastsUntil(today))
}

import type { Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import {
  availability,
  availabilityBy,
  beforeFence,
  earliestFor,
  type Availability,
  type DatedQuantity,
} from './atp.ts'
import type { AtpTerms } from './atp-rule.ts'
import { termsAt } from './atp-setup.ts'
import { shippedFrom } from './places.ts'
import type { KeptFrom } from './kept-from-waiting.ts'
import { gateMove } from './gates.ts'
import { knownStock, type GateAt, type StockFacts } from './stock-facts.ts'
import { shareOfWaiting } from './shares.ts'
import { takeUse } from './take-shares.ts'
import type { Share } from './sourced.ts'
import { promisePlannedDemand } from './shrink.sql.ts'
import { datePlannedDemand } from './stock.sql.ts'
import { countServed, keptAt, type ItemKey, type PlannedDemand } from './waiting.ts'

/**
 * Promises what comes to the demand that waits for an item and has no day yet, in the order in which it was asked for: whole, from the
 * location that covers it first, and from nothing that an earlier promise counts on. Who cannot be covered is passed over; nobody has a
 * day before those of its turn who were not read (`more`).
 *
 * @param waiting demand for the item, oldest first; it stays there, with its day
 * @param askedOf the day for which demand was asked, and how it goes
 * @param keptFrom what the rule of its order keeps from it
 * @returns what has a day now
 */
export function promiseWaiting(
  facts: StockFacts,
  context: Context,
  { companyId, itemId }: ItemKey,
  waiting: readonly PlannedDemand[],
  {
    today,
    askedOf,
    keptFrom,
  }: {
    today: string
    askedOf: (demand: PlannedDemand) => Asked
    keptFrom: (demand: PlannedDemand) => KeptFrom | undefined
  },
): (PlannedDemand & { arrivesOn: string | null })[] {
  const undated = waiting.filter(({ reachable, promisedOn }) => reachable && promisedOn === null)
  if (undated.length === 0) return []
  const horizons = (facts.locations.get(companyId) ?? []).flatMap(({ id }) => {
    const stock = knownStock(facts, companyId, itemId, id)
    const terms = termsAt(facts, companyId, itemId, id, today)
    if (!stock || terms === null) return []
    const mayCome = stock.supplies.length > 0 || terms?.fence !== undefined
    return mayCome ? [new Horizon(id, stock, today, terms)] : []
  })
  let behindUnread = false
  return undated.flatMap((demand) => {
    if (behindUnread) return []
    const { rootId, sourceId, quantity } = demand
    const asked = askedOf(demand)
    const keptBy = keptFrom(demand)
    const { requestedOn } = asked
    const own = shareOfWaiting(facts, { companyId, itemId }, demand.node, today)
    let best: { horizon: Horizon; promisedOn: string; arrivesOn: string | null } | undefined
    for (const horizon of horizons) {
      const kept = keptAt(demand, horizon.id, keptBy)
      if (kept === null) continue
      const from = requestedOn < today ? today : requestedOn
      const leaves = (goodsOn: string) =>
        shippedFrom(facts, { companyId, locationId: horizon.id, goodsOn }, asked, today)
      const leavesOn = (goodsOn: string) => leaves(goodsOn).promisedOn
      const goodsOn = horizon.earliest({ quantity, kept }, from, own?.at(horizon.id), leavesOn)
      if (goodsOn === undefined) continue
      const days = leaves(goodsOn)
      if (!best || days.promisedOn < best.promisedOn) best = { horizon, ...days }
    }
    if (!best) return []
    behindUnread = demand.more
    const { horizon, promisedOn, arrivesOn } = best
    const gate = gateMove(facts, companyId, itemId, horizon.id)
    const share = own?.at(horizon.id)
    if (share) {
      const at = { companyId, itemId, rootId, sourceId, locationId: horizon.id }
      const { stock } = horizon
      takeUse(facts.allocation, at, share, { stock, quantity, day: promisedOn })
      gate.freeAtLeast = stock.freeRead ?? 0n
    }
    horizon.promise(promisedOn, quantity)
    gate.horizonStep = 1
    gate.horizonVersion = horizon.version
    countServed(demand, horizon.id, keptBy)
    Object.assign(demand, { promisedOn, locationId: horizon.id })
    const dated = { companyId, rootId, sourceId, locationId: horizon.id, promisedOn }
    // What was promised anew by this batch has its day behind that.
    if (facts.anew.has(sourceId)) context.writes.add(datePlannedDemand, { ...dated, made: 0n })
    else context.writes.add(promisePlannedDemand, dated)
    return [Object.assign(demand, { arrivesOn })]
  })
}

type Asked = Parameters<typeof shippedFrom>[2]

/** What comes of an item to a location and is not promised, over time: by day, however many promises were made for each. */
class Horizon {
  readonly id: bigint
  readonly version: bigint
  readonly stock: GateAt
  readonly #today: string
  readonly #supplies: readonly DatedQuantity[]
  readonly #demands: Map<string, Micro>
  /** Undefined: something was promised since. */
  #available: Availability | undefined
  readonly #terms: AtpTerms | undefined

  constructor(id: bigint, stock: GateAt, today: string, terms: AtpTerms | undefined) {
    this.id = id
    this.#terms = terms
    this.version = stock.horizonVersion
    this.stock = stock
    this.#today = today
    this.#supplies = terms ? stock.supplies : asList(byDay(stock.supplies))
    this.#demands = byDay(stock.demands)
  }

  /** @param kept what has to stay beside it, whoever's share that is */
  earliest(
    { quantity, kept }: { quantity: Micro; kept: Micro },
    from: string,
    share: Share | undefined,
    leavesOn: (goodsOn: string) => string,
  ): string | undefined {
    const terms = this.#terms
    const fence = terms?.fence
    if (terms?.unsearched) return fence! > from ? fence : from
    const input = {
      today: this.#today,
      free: this.stock.onHand - this.stock.reserved - (this.stock.safety ?? 0n),
      supplies: this.#supplies,
      demands: asList(this.#demands),
    }
    this.#available ??= terms ? availabilityBy(terms, input) : availability(input)
    const whole = this.#available
    if (!share) return beforeFence(earliestFor(whole, quantity + kept, from), fence, from)
    const own = share.cap(this.stock, whole, leavesOn)
    for (let day = from; ;) {
      const there = earliestFor(whole, quantity + kept, day)
      const allowed = there === undefined ? undefined : earliestFor(own, quantity, there)
      if (allowed === undefined || allowed === there) return beforeFence(allowed, fence, from)
      day = allowed
    }
  }

  promise(on: string, quantity: Micro): void {
    this.stock.demands.push({ on, quantity })
    this.#demands.set(on, (this.#demands.get(on) ?? 0n) + quantity)
    this.#available = undefined
  }
}

function byDay(quantities: readonly DatedQuantity[]): Map<string, Micro> {
  const days = new Map<string, Micro>()
  for (const { on, quantity } of quantities) days.set(on, (days.get(on) ?? 0n) + quantity)
  return days
}

function asList(days: ReadonlyMap<string, Micro>): DatedQuantity[] {
  return Array.from(days, ([on, quantity]) => ({ on, quantity }))
}

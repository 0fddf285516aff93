import type { Micro, Minor } from '../../src/platform/money.ts'
import { ONE, rounded } from './arithmetic.ts'
import { places } from './world.ts'

/** Stock as an auditor keeps it: promises by D3, cost by D10, in memory, slowly and plainly. */

/** A part of a promise. */
export interface Slice {
  place: string
  quantity: Micro
  supply: 'on_hand' | 'dated' | 'backorder' | 'none'
  on: string | null
  /** Whose turn it is among those who asked for goods. */
  turn: number
  /** Of the quantity nobody wants this any more. */
  cancelled?: Micro
}

/** What of a part is wanted. */
export function wanted({ quantity, cancelled = 0n }: Slice): Micro {
  return quantity - cancelled
}

interface Bin {
  onHand: Micro
  reserved: Micro
}

interface Incoming {
  number: string
  sku: string
  place: string
  due: string
  quantity: Micro
  received: Micro
  unitCost: Micro
}

/** Demand that holds no stock yet; `slice` is shared with the order. */
interface Waiting {
  sku: string
  slice: Slice
  requestedOn: string
}

/** A part that lost its goods. */
export interface Lost {
  slice: Slice
  inParts: boolean
  /** Splits a piece off it. */
  split: (quantity: Micro) => Slice
}

interface Promised {
  place: string
  on: string
  quantity: Micro
}

interface Pool {
  quantity: Micro
  value: Minor
  last: Micro
}

/** A move that stands in the books. */
interface Moved {
  /** The day on which it was entered. */
  on: string
  quantity: Micro
  /** What left, or came back of it. */
  isGone: boolean
  /** What it took from the pool. */
  taken: Minor
}

interface Move {
  pool: Pool
  today: string
  quantity: Micro
  /** Given for what comes in. */
  value: Minor | undefined
  post(value: Minor): void
  trueUp(value: Minor): void
  /** Of what was bought: its day. It is not what left, or came back of it. */
  bought?: string
  /** Bought on a day before: what left since costs so much more. */
  backDated?(value: Minor): void
}

export class StockModel {
  readonly bins = new Map<string, Bin>()
  readonly pools = new Map<string, Pool>()
  readonly incoming = new Map<string, Incoming>()
  waiting: Waiting[] = []
  #turns = 0
  /** Made by this batch: nobody knows a cost of it yet. */
  readonly #fresh = new Set<Pool>()
  #moves: Move[] = []
  /** What was moved, as it was entered. */
  readonly #moved = new Map<Pool, Moved[]>()

  bin(sku: string, place: string): Bin {
    const key = `${sku} at ${place}`
    let bin = this.bins.get(key)
    if (!bin) this.bins.set(key, (bin = { onHand: 0n, reserved: 0n }))
    return bin
  }

  pool(sku: string, place: string): Pool | undefined {
    const pool = this.pools.get(this.#poolKey(sku, place))
    return pool && this.#fresh.has(pool) ? undefined : pool
  }

  #poolKey(sku: string, place: string): string {
    return `${sku} in ${places.find((one) => one.code === place)!.pool}`
  }

  // What can be taken on `day` and break no later promise: max(0, least projected balance from that day on) (D3).
  #available(sku: string, place: string, day: string, today: string): Micro {
    if (day < today) return 0n
    const { supplies, demands } = this.#dated(sku, place, today)
    const bin = this.bin(sku, place)
    const balance = (until: string): Micro =>
      bin.onHand -
      bin.reserved +
      supplies.reduce((sum, one) => (one.on <= until ? sum + one.quantity : sum), 0n) -
      demands.reduce((sum, one) => (one.on <= until ? sum + one.quantity : sum), 0n)
    const later = [...supplies, ...demands].map((one) => one.on).filter((on) => on > day)
    const least = [day, ...later].map(balance).reduce((a, b) => (a < b ? a : b))
    return least > 0n ? least : 0n
  }

  /** Past-due supply is not counted on, past-due demand is. */
  #dated(sku: string, place: string, today: string) {
    const supplies = [...this.incoming.values()]
      .filter(
        (one) => one.sku === sku && one.place === place && one.received < one.quantity && one.due >= today,
      )
      .map((one) => ({ on: one.due, quantity: one.quantity - one.received }))
    const demands = this.waiting
      .filter((one) => one.sku === sku && one.slice.place === place && one.slice.on !== null)
      .map(({ slice }) => ({ on: slice.on! < today ? today : slice.on!, quantity: wanted(slice) }))
    return { supplies, demands }
  }

  #days(sku: string, place: string, today: string): string[] {
    const { supplies, demands } = this.#dated(sku, place, today)
    return [...new Set([today, ...supplies.map((one) => one.on), ...demands.map((one) => one.on)])].sort()
  }

  #earliest(sku: string, place: string, quantity: Micro, from: string, today: string): string | undefined {
    const start = from < today ? today : from
    return [start, ...this.#days(sku, place, today).filter((day) => day > start)].find(
      (day) => this.#available(sku, place, day, today) >= quantity,
    )
  }

  /**
   * Promises goods: whole from the first place that has them, else from several, else from the place that can complete
   * first, else backordered at the first place.
   */
  promise(
    want: { sku: string; quantity: Micro; requestedOn: string; allowSplit: boolean },
    today: string,
  ): Slice[] {
    const { sku, quantity, requestedOn, allowSplit } = want
    const readyOn = requestedOn < today ? today : requestedOn
    const slices: Slice[] = []
    const now = places.map(({ code }, rank) => {
      const bin = this.bin(sku, code)
      const free = bin.onHand - bin.reserved
      const safe = this.#available(sku, code, today, today)
      return { code, rank, free: free < safe ? (free > 0n ? free : 0n) : safe }
    })
    const reserve = (place: string, taken: Micro) => {
      this.bin(sku, place).reserved += taken
      slices.push({ place, quantity: taken, supply: 'on_hand', on: readyOn, turn: ++this.#turns })
    }
    const wait = (place: string, taken: Micro, on: string | null) => {
      const supply = on === null ? 'backorder' : 'dated'
      const slice: Slice = { place, quantity: taken, supply, on, turn: ++this.#turns }
      slices.push(slice)
      this.waiting.push({ sku, slice, requestedOn })
    }
    const whole = now.find((one) => one.free >= quantity)
    if (whole) {
      reserve(whole.code, quantity)
      return slices
    }
    let left = quantity
    if (allowSplit) {
      const most = now
        .filter((one) => one.free > 0n)
        .sort((a, b) => (a.free === b.free ? a.rank - b.rank : a.free > b.free ? -1 : 1))
      for (const { code, free } of most) {
        if (left === 0n) break
        const taken = free < left ? free : left
        reserve(code, taken)
        left -= taken
      }
    }
    while (left > 0n) {
      const parts = this.#later(sku, left, requestedOn, allowSplit, today)
      if (!parts) break
      for (const { place, quantity: taken, on } of parts) {
        wait(place, taken, on)
        left -= taken
      }
    }
    if (left > 0n) wait(places[0]!.code, left, null)
    return slices
  }

  #later(sku: string, left: Micro, requestedOn: string, allowSplit: boolean, today: string) {
    const wanted = requestedOn < today ? today : requestedOn
    let best: { last: string; parts: { place: string; quantity: Micro; on: string }[] } | undefined
    let most: { place: string; quantity: Micro } | undefined
    for (const { code: place } of places) {
      const on = this.#earliest(sku, place, left, wanted, today)
      if (on === undefined) {
        const last = this.#days(sku, place, today).at(-1)!
        const ever = this.#available(sku, place, last, today)
        if (ever > (most?.quantity ?? 0n)) most = { place, quantity: ever }
        continue
      }
      if (best && best.last <= on) continue
      const first = allowSplit && on > wanted ? this.#available(sku, place, wanted, today) : 0n
      const parts = [{ place, quantity: left - first, on }]
      if (first > 0n) parts.unshift({ place, quantity: first, on: wanted })
      best = { last: on, parts }
    }
    if (best) return best.parts
    if (!most || !allowSplit) return undefined
    return [{ ...most, on: this.#earliest(sku, most.place, most.quantity, wanted, today)! }]
  }

  /**
   * Gives free stock to the demand that waits, in the order in which it was asked for. Nobody takes what an earlier dated
   * promise counts on, as long as that one can be kept; who cannot be covered by one place is passed over.
   */
  serve(sku: string, today: string): void {
    this.#give(sku, today)
    this.#date(sku, today)
  }

  /** As `serve`; of what lost its goods, and may be split, places that have not all of it give what they have before it gets a day. */
  serveLost(sku: string, today: string, lost: readonly Lost[]): void {
    this.#give(sku, today)
    const bySlice = new Map(lost.map((one) => [one.slice, one]))
    let left = this.waiting.filter(({ slice }) => bySlice.has(slice))
    while (left.length > 0)
      left = left.filter((demand) => this.#giveSome(demand, bySlice.get(demand.slice)!, today))
    this.#date(sku, today)
  }

  /** Whole from the first place that has it, else the most that one has. @returns whether more is wanted and may be had */
  #giveSome({ sku, slice, requestedOn }: Waiting, { inParts, split }: Lost, today: string): boolean {
    const free = places.map(({ code }) => this.#unpromised(sku, code, today))
    const whole = free.findIndex((most) => most >= wanted(slice))
    const some = free.map((most) => (inParts && most > 0n ? most : 0n))
    const rank = whole >= 0 ? whole : some.indexOf(some.reduce((a, b) => (b > a ? b : a)))
    const quantity = whole >= 0 ? wanted(slice) : some[rank]!
    if (quantity === 0n) return false
    const served = whole >= 0 ? slice : split(quantity)
    this.bin(sku, places[rank]!.code).reserved += quantity
    const on = requestedOn > today ? requestedOn : today
    Object.assign(served, { place: places[rank]!.code, supply: 'on_hand', on })
    if (whole >= 0) this.waiting = this.waiting.filter((one) => one.slice !== slice)
    return whole < 0
  }

  /** What can leave a place today and leaves the promises of each day, that can be kept, what they count on. */
  #unpromised(sku: string, place: string, today: string): Micro {
    const days = Map.groupBy(
      this.waiting.filter((one) => one.sku === sku && one.slice.place === place && one.slice.on !== null),
      ({ slice }) => slice.on!,
    )
    const kept: Promised[] = []
    for (const on of [...days.keys()].sort()) {
      const quantity = days.get(on)!.reduce((sum, { slice }) => sum + wanted(slice), 0n)
      if (this.#balance(sku, place, '9999-12-31', kept) >= quantity) kept.push({ place, on, quantity })
    }
    const at = [today, ...kept.map(({ on }) => on).filter((on) => on > today)]
    const { onHand, reserved } = this.bin(sku, place)
    return at
      .map((day) => this.#balance(sku, place, day, kept))
      .reduce((a, b) => (a < b ? a : b), onHand - reserved)
  }

  /** What is there, and came until a day, beside what is promised until then. */
  #balance(sku: string, place: string, until: string, promised: readonly Promised[]): Micro {
    const bin = this.bin(sku, place)
    let sum = bin.onHand - bin.reserved
    // What is late can come today.
    for (const one of this.incoming.values()) {
      if (one.sku !== sku || one.place !== place || one.received >= one.quantity) continue
      if (one.due <= until) sum += one.quantity - one.received
    }
    for (const one of promised) if (one.place === place && one.on <= until) sum -= one.quantity
    return sum
  }

  #give(sku: string, today: string): void {
    const earlier: Promised[] = []
    const balance = (place: string, until: string) => this.#balance(sku, place, until, earlier)
    for (const demand of this.waiting.filter((one) => one.sku === sku)) {
      const { slice, requestedOn } = demand
      const place = places.find(({ code }) => {
        const bin = this.bin(sku, code)
        if (bin.onHand - bin.reserved < wanted(slice)) return false
        const mine = earlier.filter((one) => one.place === code)
        const days = [today, ...mine.map((one) => one.on).filter((on) => on > today)]
        return mine.length === 0 || days.every((day) => balance(code, day) >= wanted(slice))
      })
      if (place) {
        this.bin(sku, place.code).reserved += wanted(slice)
        slice.place = place.code
        slice.supply = 'on_hand'
        slice.on = requestedOn > today ? requestedOn : today
        this.waiting = this.waiting.filter((one) => one !== demand)
      } else if (slice.on !== null && balance(slice.place, '9999-12-31') >= wanted(slice)) {
        earlier.push({ place: slice.place, on: slice.on, quantity: wanted(slice) })
      }
    }
  }

  /** Who has no day yet gets one of what comes, whole and in the same order; nobody takes what is promised. */
  #date(sku: string, today: string): void {
    for (const { slice, requestedOn } of this.waiting.filter((one) => one.sku === sku)) {
      if (slice.on !== null) continue
      const [day] = this.#later(sku, wanted(slice), requestedOn, false, today) ?? []
      if (!day) continue
      slice.place = day.place
      slice.supply = 'dated'
      slice.on = day.on
    }
  }

  /** More is reserved at a place than is there. */
  isShort(sku: string, place: string): boolean {
    return this.lackingAt(sku, place) > 0n
  }

  /** By so much. */
  lackingAt(sku: string, place: string): Micro {
    const { onHand, reserved } = this.bin(sku, place)
    return reserved > 0n && reserved > onHand ? reserved - (onHand > 0n ? onHand : 0n) : 0n
  }

  /** What a part held is gone: it waits again, in the turn that it had. */
  lose(sku: string, slice: Slice, requestedOn: string): void {
    this.bin(sku, slice.place).reserved -= wanted(slice)
    slice.supply = 'backorder'
    slice.on = null
    const later = this.waiting.findIndex((one) => one.slice.turn > slice.turn)
    this.waiting.splice(later < 0 ? this.waiting.length : later, 0, { sku, slice, requestedOn })
  }

  /** A part is wanted for so much less: what it held is free, what waits waits for the rest. */
  giveUp(sku: string, slice: Slice, quantity: Micro): void {
    slice.cancelled = (slice.cancelled ?? 0n) + quantity
    if (slice.supply === 'on_hand') this.bin(sku, slice.place).reserved -= quantity
    if (wanted(slice) === 0n) this.waiting = this.waiting.filter((one) => one.slice !== slice)
  }

  /** A physical move; its value is known when the batch ends. */
  move(
    sku: string,
    place: string,
    quantity: Micro,
    today: string,
    move: Omit<Move, 'pool' | 'today' | 'quantity'>,
  ): void {
    const key = this.#poolKey(sku, place)
    let pool = this.pools.get(key)
    if (!pool) {
      this.pools.set(key, (pool = { quantity: 0n, value: 0n, last: 0n }))
      this.#fresh.add(pool)
    }
    this.bin(sku, place).onHand += quantity
    this.#moves.push({ pool, today, quantity, ...move })
  }

  /** Values the moves of a batch: what came in before what went out, running shares so that nothing is lost (D10). */
  endBatch(): void {
    for (const [pool, moves] of Map.groupBy(this.#moves, (move) => move.pool)) {
      const moved = this.#moved.get(pool) ?? []
      this.#moved.set(pool, moved)
      for (const move of moves) {
        if (!move.backDated) continue
        const since = moved.slice(firstSince(moved, move.bought!))
        const before = { ...pool }
        foldBackDated(pool, move, goneIn(since))
        checkInTime(before, pool, move, since)
        moved.push(movedBy(move, 0n))
      }
      const others = moves.filter((move) => !move.backDated)
      const told = others.map((move) => ({
        ...move,
        post(value: Minor) {
          moved.push(movedBy(move, value))
          move.post(value)
        },
      }))
      if (told.length > 0) fold(pool, told)
    }
    this.#moves = []
    this.#fresh.clear()
  }
}

function movedBy({ today, quantity, bought }: Move, value: Minor): Moved {
  return { on: today, quantity, isGone: bought === undefined, taken: quantity < 0n ? value : 0n }
}

function firstSince(moved: readonly Moved[], day: string): number {
  const first = moved.findIndex(({ on, isGone }) => isGone && on >= day)
  return first < 0 ? moved.length : first
}

const goneIn = (moved: readonly Moved[]): Micro =>
  moved.reduce((sum, one) => (one.isGone ? sum - one.quantity : sum), 0n)

/**
 * Had the receipt come in time: all that was there before the moves since its day, and the receipt, at one cost; then what left
 * since leaves at it (decision 0034 §2). Where goods only left since, and some are left, the books come to that, but for what
 * the roundings of these moves shift the average by.
 */
function checkInTime(before: Pool, after: Pool, move: Move, since: readonly Moved[]): void {
  if (since.length === 0 || before.quantity <= 0n || since.some(({ quantity }) => quantity > 0n)) return
  const taken = since.reduce((sum, one) => sum + one.taken, 0n)
  const all = before.quantity + goneIn(since) + move.quantity
  const inTime = rounded((before.value + taken + move.value!) * after.quantity, all)
  const off = after.value > inTime ? after.value - inTime : inTime - after.value
  const roundings = BigInt(since.length)
  if (off > 2n + roundings + (roundings * move.quantity) / before.quantity)
    throw new Error(`a late receipt leaves a pool worth ${after.value}, in time it were ${inTime}`)
}

/** All that was there since the day of a receipt has one cost; what left of it has cost less, or more, until now. */
function foldBackDated(pool: Pool, move: Move, gone: Micro): void {
  const { quantity, value, last } = { ...pool }
  let trueUp = 0n
  fold(pool, [{ ...move, trueUp: (amount) => ((trueUp = amount), move.trueUp(amount)) }])
  if (gone <= 0n || gone + quantity <= 0n || pool.quantity <= 0n) return
  const [worth, of] = quantity === 0n ? [last, 10_000n * ONE] : [value, quantity]
  const dearer = rounded((move.value! * of - worth * move.quantity) * gone, of * (gone + pool.quantity))
  move.backDated!(dearer - trueUp)
  pool.value -= dearer - trueUp
  pool.last = rounded(pool.value * 10_000n * ONE, pool.quantity)
}

function fold(pool: Pool, moves: readonly Move[]): void {
  const arrived = moves.filter((move) => move.quantity > 0n)
  const quantityIn = arrived.reduce((sum, move) => sum + move.quantity, 0n)
  const valueIn = arrived.reduce((sum, move) => sum + move.value!, 0n)
  let trueUp = 0n
  if (pool.quantity < 0n && quantityIn > 0n) {
    const covered = quantityIn < -pool.quantity ? quantityIn : -pool.quantity
    trueUp = rounded(valueIn * covered, quantityIn) - rounded(pool.value * covered, pool.quantity)
  }
  for (const move of arrived) move.post(move.value!)
  if (trueUp !== 0n) arrived[0]!.trueUp(trueUp)
  const quantity = pool.quantity + quantityIn
  const value = pool.value + valueIn - trueUp
  if (quantity > 0n && value >= 0n) pool.last = rounded(value * 10_000n * ONE, quantity)
  const relieved = (gone: Micro): Minor => {
    if (quantity <= 0n) return rounded(gone * pool.last, 10_000_000_000n)
    const covered = gone < quantity ? gone : quantity
    return rounded(value * covered, quantity) + rounded((gone - covered) * value, quantity)
  }
  let gone = 0n
  for (const move of moves) {
    if (move.quantity > 0n) continue
    const before = relieved(gone)
    gone -= move.quantity
    move.post(relieved(gone) - before)
  }
  pool.quantity = quantity - gone
  pool.value = value - relieved(gone)
}

import {
  divRound,
  MICRO,
  minorToMicro,
  mulPriceQuantity,
  type Micro,
  type Minor,
} from '../../src/platform/money.ts'

/**
 * The value of stock (D10) as pure functions: what the statement that moves cost must come to, told a second time in
 * another language. A pool keeps a quantity and a value, never an average, and every unit of money that a rounding or a
 * correction leaves over has a name.
 */

/** The cost pool of an item in a cost organization. Value is minor units; costs are currency per unit as Micro. */
export interface CostPool {
  method: 'moving_average' | 'standard'
  quantity: Micro
  value: Minor
  /** Used for what goes below zero. */
  lastCost: Micro
  /** Required for 'standard'. */
  standardCost?: Micro
}

/** A move: positive comes in with its value, negative goes out (with a value only if it must leave at that value). */
export interface CostMove {
  quantity: Micro
  value?: Minor
}

/**
 * Money that belongs to no unit in stock; positive is a cost to us.
 * - true_up: units issued below zero turned out to cost more than the last known cost
 * - back_dated: units that had left would have cost more, had a receipt of a day before been there
 * - standard_variance: what was paid differs from the standard
 * - residue: value left in a pool of quantity 0
 * - revaluation: a new standard cost (positive lowers the stock)
 */
export interface CostVariance {
  kind: 'true_up' | 'back_dated' | 'standard_variance' | 'residue' | 'revaluation'
  amount: Minor
}

/** What a move did to the value of the pool, and the variances that it caused. */
export interface CostedMove {
  /** Signed: what the move itself adds to the pool before its variances. */
  value: Minor
  variances: CostVariance[]
}

/**
 * Folds the moves of one batch into a pool (decision: what comes in before what goes out). Moving average: an issue
 * takes round(value × cum ÷ quantity) − round(value × (cum − q) ÷ quantity), cum over the issues of the batch; below
 * zero it takes the last known cost, and the next receipt trues that up. Standard: the pool is always worth
 * round(standard × quantity). Sum of move values less variances = change of the pool's value.
 */
export function foldMoves(
  pool: CostPool,
  moves: readonly CostMove[],
  digits: number,
): { pool: CostPool; moves: CostedMove[] } {
  const costed: CostedMove[] = moves.map(() => ({ value: 0n, variances: [] }))
  const next = { ...pool }
  if (pool.method === 'standard') foldStandard(next, moves, costed, digits)
  else foldAverage(next, moves, costed, digits)
  return { pool: next, moves: costed }
}

function foldStandard(
  pool: CostPool,
  moves: readonly CostMove[],
  costed: CostedMove[],
  digits: number,
): void {
  const standard = standardOf(pool)
  moves.forEach((move, index) => {
    const quantity = pool.quantity + move.quantity
    const value = mulPriceQuantity(standard, quantity, digits)
    const atStandard = value - pool.value
    const given = move.value === undefined ? atStandard : move.quantity < 0n ? -move.value : move.value
    note(costed[index]!, given, 'standard_variance', given - atStandard)
    pool.quantity = quantity
    pool.value = value
  })
  pool.lastCost = standard
}

function foldAverage(pool: CostPool, moves: readonly CostMove[], costed: CostedMove[], digits: number): void {
  const received = moves.filter((move) => move.quantity > 0n)
  if (received.length > 0) {
    const quantity = received.reduce((total, move) => total + move.quantity, 0n)
    const value = received.reduce((total, move) => total + givenValue(move), 0n)
    let first = true
    moves.forEach((move, index) => {
      if (move.quantity <= 0n) return
      // The true-up belongs to what came in as a whole and is booked with the first of it.
      note(costed[index]!, givenValue(move), 'true_up', first ? trueUp(pool, quantity, value) : 0n)
      first = false
    })
    pool.value += value - trueUp(pool, quantity, value)
    pool.quantity += quantity
  }
  if (pool.quantity > 0n && pool.value >= 0n) {
    pool.lastCost = divRound(minorToMicro(pool.value, digits) * MICRO, pool.quantity)
  }
  const { quantity: whole, value: worth, lastCost } = pool
  let gone = 0n
  moves.forEach((move, index) => {
    if (move.quantity >= 0n || move.value !== undefined) return
    const before = relieved(worth, whole, gone, lastCost, digits)
    gone -= move.quantity
    const taken = relieved(worth, whole, gone, lastCost, digits) - before
    costed[index]!.value = -taken
    pool.value -= taken
    pool.quantity += move.quantity
  })
  moves.forEach((move, index) => {
    if (move.quantity >= 0n || move.value === undefined) return
    pool.quantity += move.quantity
    pool.value -= move.value
    const residue = pool.quantity === 0n ? pool.value : 0n
    note(costed[index]!, -move.value, 'residue', residue)
    pool.value -= residue
  })
}

/**
 * A receipt of a day before, entered after `gone` units had left since. All units that were there since cost one average: what
 * left costs so much more than it was issued at, less what is trued up, and the pool keeps the rest. Of a receipt of which
 * nothing is left in the pool, or since whose day nothing left that was there, there is no more than the true-up.
 */
export function foldBackDated(
  pool: CostPool,
  receipt: Required<CostMove>,
  gone: Micro,
  digits: number,
): { pool: CostPool; move: CostedMove } {
  const { pool: next, moves } = foldMoves(pool, [receipt], digits)
  const move = moves[0]!
  if (pool.method === 'standard' || next.quantity <= 0n || gone + pool.quantity <= 0n || gone <= 0n)
    return { pool: next, move }
  // Worth of all that was there, times what turns the unit cost of before into whole numbers.
  const [unitValue, units] =
    pool.quantity === 0n ? [pool.lastCost, 10n ** BigInt(12 - digits)] : [pool.value, pool.quantity]
  const all = gone + pool.quantity + receipt.quantity
  const dearer = (receipt.value * units - unitValue * receipt.quantity) * gone
  const sign = units < 0n ? -1n : 1n
  const whole = divRound(sign * dearer, sign * units * all)
  const amount = whole - move.variances.reduce((sum, one) => sum + one.amount, 0n)
  if (amount !== 0n) move.variances.push({ kind: 'back_dated', amount })
  next.value -= amount
  next.lastCost = divRound(minorToMicro(next.value, digits) * MICRO, next.quantity)
  return { pool: next, move }
}

/** Value that has left a pool once `gone` units are out: pro rata while there is stock, at last cost below zero. */
function relieved(value: Minor, quantity: Micro, gone: Micro, lastCost: Micro, digits: number): Minor {
  if (quantity <= 0n) return mulPriceQuantity(lastCost, gone, digits)
  if (gone <= quantity) return divRound(value * gone, quantity)
  return value + mulPriceQuantity(lastCost, gone - quantity, digits)
}

/** The real cost of units issued below zero, less what they were issued at. */
function trueUp(pool: CostPool, quantity: Micro, value: Minor): Minor {
  if (pool.quantity >= 0n) return 0n
  const covered = quantity < -pool.quantity ? quantity : -pool.quantity
  return divRound(value * covered, quantity) - divRound(pool.value * covered, pool.quantity)
}

function note(costed: CostedMove, value: Minor, kind: CostVariance['kind'], amount: Minor): void {
  costed.value = value
  if (amount !== 0n) costed.variances.push({ kind, amount })
}

function givenValue(move: CostMove): Minor {
  if (move.value === undefined) throw new RangeError('what comes in needs a value')
  return move.value
}

function standardOf(pool: CostPool): Micro {
  if (pool.standardCost === undefined) throw new RangeError('the pool has no standard cost')
  return pool.standardCost
}

/** A new standard cost: the stock on hand is worth more or less from now on (D9 row 38); issues stay as they were. */
export function changeStandard(
  pool: CostPool,
  standardCost: Micro,
  digits: number,
): { pool: CostPool; variance: CostVariance } {
  const value = mulPriceQuantity(standardCost, pool.quantity, digits)
  return {
    pool: { ...pool, standardCost, lastCost: standardCost, value },
    variance: { kind: 'revaluation', amount: pool.value - value },
  }
}

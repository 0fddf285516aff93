import type { Books, Entry, PostingQuestion } from '../ledger/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { power10, type Micro, type Minor } from '../platform/money.ts'
import { moveCost } from './cost.sql.ts'
import { gateMove, type StockFacts } from './promise.ts'
import { consumeReservation, insertCostPools, lockCostPools } from './stock.sql.ts'

/** One physical change of stock. `rootId` and `sourceId` are the cause's, opaque. */
export interface StockMove {
  companyId: bigint
  rootId: bigint
  sourceId: bigint
  itemId: bigint
  locationId: bigint
  costOrganization: bigint
  /** Decimals of the books' currency. */
  digits: number
  /** Always positive; the kind says which way. */
  quantity: Micro
  on: string
  /** The entry that gets the posting of the value. */
  entry: Entry
  question: PostingQuestion
  lineId: bigint | null
}

type Moves = Pick<StockFacts, 'moves'>

/**
 * Goods leave for a reservation: the reservation is consumed, gate and pool go down, and the books get the cost that
 * the pool has at that moment (D9 row 2, D10). Returns the id of the move.
 */
export function issueStock(facts: Moves, books: Books, context: Context, move: StockMove): bigint {
  const { companyId, rootId, sourceId, itemId, locationId, quantity } = move
  context.writes.add(consumeReservation, { companyId, rootId, sourceId, quantity })
  const gate = gateMove(facts, companyId, itemId, locationId)
  gate.onHand -= quantity
  gate.reserved -= quantity
  return writeMove(books, context, move, 'issue', -quantity, null, 'shipment.confirmed', 'cost')
}

/** Ways in which goods come in, with the event that posts them (D9 rows 25, 41, 42, 43). */
const incoming = {
  opening: ['stock.opened', 'cost'],
  receipt: ['stock.received', 'cost'],
  return: ['return.received', 'cost'],
  adjustment: ['stock.adjusted', 'gain'],
} as const

/**
 * Goods come in at a known value: opening, receipt, return at original cost, found by a count.
 *
 * @param value minor units of the books' currency
 */
export function takeInStock(
  facts: Moves,
  books: Books,
  context: Context,
  move: StockMove & {
    kind: keyof typeof incoming
    value: Minor
    method?: 'moving_average' | 'standard'
    standardCost?: Micro
  },
): bigint {
  const { companyId, itemId, locationId, costOrganization, quantity } = move
  context.writes.add(insertCostPools, {
    companyId,
    costOrganization,
    itemId,
    method: move.method ?? 'moving_average',
    standardCost: move.standardCost ?? null,
  })
  const gate = gateMove(facts, companyId, itemId, locationId)
  gate.onHand += quantity
  gate.horizonStep = 1
  const [event, kind] = incoming[move.kind]
  return writeMove(books, context, move, move.kind, quantity, move.value, event, kind)
}

/** Goods are missing at a count: a physical fact, never refused (D9 row 43). */
export function writeOffStock(facts: Moves, books: Books, context: Context, move: StockMove): bigint {
  const { companyId, costOrganization, itemId } = move
  // An item may be missing before it was ever received: its pool begins below zero.
  context.writes.add(insertCostPools, {
    companyId,
    costOrganization,
    itemId,
    method: 'moving_average',
    standardCost: null,
  })
  const gate = gateMove(facts, companyId, itemId, move.locationId)
  // What this batch took in and promised before the count was there then: the gate is not asked for it again.
  const arrived = gate.onHand > 0n ? gate.onHand : 0n
  if (gate.promised !== null) gate.promised -= move.quantity < arrived ? move.quantity : arrived
  gate.onHand -= move.quantity
  gate.horizonStep = 1
  return writeMove(books, context, move, 'adjustment', -move.quantity, null, 'stock.adjusted', 'loss')
}

function writeMove(
  books: Books,
  context: Context,
  move: StockMove,
  kind: string,
  quantity: Micro,
  givenValue: Minor | null,
  event: string,
  amountKind: string,
): bigint {
  const { companyId, costOrganization, itemId, rootId, sourceId, entry, question } = move
  const moveId = context.ids.next()
  const accounts = books.determine(companyId, event, amountKind, question)
  const ordinal = entry.ordinal
  // The next number is kept for a variance, should the statement find one.
  entry.ordinal += 2
  context.writes.add(lockCostPools, { companyId, costOrganization, itemId })
  context.writes.add(moveCost, {
    companyId,
    costOrganization,
    itemId,
    // Ids rise in the order of decision: that is the order in which moves fold.
    ordinal: moveId,
    rootId,
    moveId,
    batch: context.batch,
    kind,
    locationId: move.locationId,
    quantity,
    givenValue,
    movedOn: move.on,
    sourceId,
    minorPerUnit: Number(power10(move.digits)),
    entryId: entry.id,
    postingOrdinal: ordinal,
    debitAccount: accounts.debit,
    creditAccount: accounts.credit,
    postingKind: amountKind,
    ruleId: accounts.ruleId,
    standardVarianceAccount: books.determine(companyId, 'stock.received', 'price_variance', question).debit,
    trueUpAccount: books.determine(companyId, 'cost.adjusted', 'true_up', question).debit,
    period: entry.period,
    lineId: move.lineId,
  })
  return moveId
}

import type { Books, ComputedEntry, ComputedEvent, Determination, PostingQuestion } from '../ledger/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { power10, type Micro, type Minor } from '../platform/money.ts'
import type { Gone } from './back-dated.ts'
import { addBackDated, addCosted, type DecidedMove } from './costed.ts'
import { gateMove } from './gates.ts'
import type { StockFacts } from './stock-facts.ts'
import { reserve, useReserved } from './reservation.ts'
import { insertCostPools } from './stock.sql.ts'

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
  /** The entry that gets the posting of the value, and its day. */
  entry: ComputedEntry
  question: PostingQuestion
  lineId: bigint | null
}

type Moves = Pick<StockFacts, 'moves' | 'costed' | 'reservations'>

/**
 * Goods leave for a reservation: the reservation is consumed, gate and pool go down, and the books get the cost that
 * the pool has at that moment (D9 row 2, D10). Returns the id of the move.
 */
export function issueStock(facts: Moves, books: Books, context: Context, move: StockMove): bigint {
  const { companyId, rootId, sourceId, itemId, locationId, quantity } = move
  useReserved(facts.reservations, { companyId, rootId, sourceId, locationId, quantity })
  const gate = gateMove(facts, companyId, itemId, locationId)
  gate.onHand -= quantity
  gate.reserved -= quantity
  return writeMove(facts, books, context, move, 'issue', -quantity, null, 'shipment.confirmed', 'cost')
}

/**
 * Goods that are held at a place leave it for another one of ours: at the cost that their pool has at that moment they are on their way
 * (D9 row 29). `sourceId` is the transfer; `heldBy` whose reservation is consumed.
 */
export function sendStock(
  facts: Moves,
  books: Books,
  context: Context,
  move: StockMove & { heldBy: bigint },
): bigint {
  const { companyId, rootId, heldBy: sourceId, itemId, locationId, quantity } = move
  useReserved(facts.reservations, { companyId, rootId, sourceId, locationId, quantity })
  const gate = gateMove(facts, companyId, itemId, locationId)
  gate.onHand -= quantity
  gate.reserved -= quantity
  return writeMove(facts, books, context, move, 'transfer', -quantity, null, 'transfer.shipped', 'cost')
}

/** Of what came in just now so much is held for whom it was brought: nobody else is promised it. */
export function keepArrived(
  facts: Pick<StockFacts, 'moves' | 'reservations'>,
  of: Pick<StockMove, 'companyId' | 'rootId' | 'sourceId' | 'itemId' | 'locationId' | 'quantity'>,
): void {
  const { companyId, rootId, sourceId, itemId, locationId, quantity } = of
  reserve(facts.reservations, { companyId, rootId, sourceId, itemId, locationId, quantity })
  gateMove(facts, companyId, itemId, locationId).reserved += quantity
}

/** Ways in which goods come in, with the kind of their move and what posts them (D9 rows 25, 41, 42, 43). */
const incoming = {
  opening: ['opening', 'stock.opened', 'cost'],
  receipt: ['receipt', 'stock.received', 'cost'],
  return: ['return', 'return.received', 'cost'],
  adjustment: ['adjustment', 'stock.adjusted', 'gain'],
  reconciled: ['adjustment', 'stock.reconciled', 'gain'],
  stray: ['adjustment', 'stray.returned', 'cost'],
  transfer: ['transfer', 'transfer.received', 'cost'],
} as const

/**
 * Goods come in at a known value: opening, receipt, return at original cost, found by a count.
 *
 * @param value minor units of the books' currency
 * @param gone of a receipt of a day before: what left the pool since that day
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
    gone?: Gone
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
  const [kind, event, amount] = incoming[move.kind]
  return writeMove(facts, books, context, move, kind, quantity, move.value, event, amount, move.gone)
}

/** Ways in which goods are gone that no reservation covers. */
const outgoing = {
  counted: ['stock.adjusted', 'loss'],
  reconciled: ['stock.reconciled', 'loss'],
  stray: ['stray.left', 'cost'],
} as const

/** Goods are missing at a count, or left without a sale: a physical fact, never refused (D9 row 43). */
export function writeOffStock(
  facts: Moves,
  books: Books,
  context: Context,
  move: StockMove & { why: keyof typeof outgoing },
): bigint {
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
  // It may have been reserved: the locked gate says so.
  gate.taken += move.quantity
  const [event, amount] = outgoing[move.why]
  return writeMove(facts, books, context, move, 'adjustment', -move.quantity, null, event, amount)
}

function writeMove(
  facts: Moves,
  books: Books,
  context: Context,
  move: StockMove,
  kind: string,
  quantity: Micro,
  givenValue: Minor | null,
  event: ComputedEvent,
  amountKind: string,
  gone?: Gone,
): bigint {
  const { companyId, costOrganization, itemId, entry, question } = move
  const moveId = context.ids.next()
  const { currency } = entry.header
  const accounts = books.determine(companyId, event, amountKind, question, currency)
  // Only what comes in can differ from what it is worth.
  const variance = (of: ComputedEvent, amount: string): Determination | undefined =>
    quantity > 0n ? books.determine(companyId, of, amount, question, currency) : undefined
  const priceVariance = variance('stock.received', 'price_variance')
  const trueUp = variance('cost.adjusted', 'true_up')
  const decided: DecidedMove = {
    companyId,
    costOrganization,
    itemId,
    rootId: move.rootId,
    moveId,
    batch: context.batch,
    kind,
    locationId: move.locationId,
    quantity,
    givenValue,
    sourceId: move.sourceId,
    minorPerUnit: Number(power10(move.digits)),
    debitAccount: accounts.debit,
    creditAccount: accounts.credit,
    postingKind: amountKind,
    ruleId: accounts.ruleId,
    lineId: move.lineId,
    standardVarianceAccount: priceVariance?.debit ?? null,
    standardVarianceRule: priceVariance?.ruleId ?? null,
    trueUpAccount: trueUp?.debit ?? null,
    trueUpRule: trueUp?.ruleId ?? null,
    trueUpId: quantity > 0n ? context.ids.next() : null,
  }
  if (gone) {
    const { debit, ruleId } = books.determine(companyId, 'cost.adjusted', 'back_dated', question, currency)
    const { since: goneSince, counted: goneCounted } = gone
    const more = { goneSince, goneCounted, backDatedAccount: debit, backDatedRule: ruleId }
    addBackDated(facts.costed, entry, { ...decided, ...more })
  } else addCosted(facts.costed, entry, decided)
  return moveId
}

import type { ComputedEntry } from '../ledger/index.ts'
import type { WriteSet } from '../platform/batch/index.ts'
import type { WriteStatement } from '../platform/database/index.ts'
import type { Micro, Minor } from '../platform/money.ts'
import { moveBackDated } from './back-dated.sql.ts'
import { moveCost } from './cost.sql.ts'
import { lockCostPools } from './stock.sql.ts'

type RowOf<S> = S extends WriteStatement<infer P, unknown> ? P : never
type Row = RowOf<typeof moveCost>
type BackDatedRow = RowOf<typeof moveBackDated>
type Folded = 'quantityIn' | 'valueIn' | 'goneBefore' | 'movedBefore' | 'firstIn' | 'lastOfPool'
type Header = 'event' | 'sourceType' | 'entrySourceId' | 'causeId' | 'currency'

/** A move as it was decided; what its pool and its entry add is not known yet. */
export type DecidedMove = Omit<Row, Folded | Header | 'entryId' | 'movedOn'> & { quantity: Micro }

/** What a receipt of a day before needs beside: what left its pool since, and where what that cost otherwise goes. */
export type BackDated = Pick<BackDatedRow, 'goneSince' | 'goneCounted' | 'backDatedAccount' | 'backDatedRule'>

/** What a batch does to one cost pool. */
interface PoolFold {
  quantityIn: Micro
  valueIn: Minor
  gone: Micro
  last: Row | undefined
}

/**
 * The moves of a batch that the statement under the locks will value. What they do to a pool together is folded here, in the
 * order of decision: the statement needs no windows, and the time under the locks is the shorter for it.
 */
export interface CostedMoves {
  pools: Map<string, PoolFold>
  rows: { row: Row; pool: PoolFold }[]
  /** Entries whose header stands with a move already. */
  entries: Set<ComputedEntry>
  /** Receipts of a day before. */
  backDated: BackDatedRow[]
}

export function noMoves(): CostedMoves {
  return { pools: new Map(), rows: [], entries: new Set(), backDated: [] }
}

/** Adds a move and the posting of its value. */
export function addCosted(costed: CostedMoves, entry: ComputedEntry, move: DecidedMove): void {
  const { header } = entry
  const first = !costed.entries.has(entry)
  if (first) costed.entries.add(entry)
  const pool = poolOf(costed, `${move.companyId}/${move.costOrganization}/${move.itemId}`)
  const row: Row = {
    ...move,
    movedOn: header.postedOn,
    quantityIn: null,
    valueIn: null,
    goneBefore: pool.gone,
    movedBefore: pool.quantityIn - pool.gone,
    firstIn: move.quantity > 0n && pool.quantityIn === 0n,
    lastOfPool: false,
    entryId: entry.id,
    event: first ? header.event : null,
    sourceType: first ? header.sourceType : null,
    entrySourceId: first ? header.sourceId : null,
    causeId: first ? header.causeId : null,
    currency: first ? header.currency : null,
  }
  costed.rows.push({ row, pool })
  pool.last = row
  if (move.quantity > 0n) {
    pool.quantityIn += move.quantity
    pool.valueIn += move.givenValue ?? 0n
  } else pool.gone -= move.quantity
}

/** Adds a receipt of a day before, of an entry of its own. */
export function addBackDated(
  costed: CostedMoves,
  { id, header }: ComputedEntry,
  move: DecidedMove & BackDated,
): void {
  const { event, postedOn, sourceType, sourceId, causeId, currency } = header
  const row = { ...move, movedOn: postedOn, entryId: id, event, sourceType, causeId, currency }
  costed.backDated.push({ ...row, entrySourceId: sourceId })
}

function poolOf(costed: CostedMoves, key: string): PoolFold {
  let pool = costed.pools.get(key)
  if (!pool) costed.pools.set(key, (pool = { quantityIn: 0n, valueIn: 0n, gone: 0n, last: undefined }))
  return pool
}

/** Writes the moves, each with what the batch does to its pool in all; a pool is locked once. */
export function writeCosts({ costed }: { costed: CostedMoves }, writes: WriteSet): void {
  // Before the others, which came later.
  for (const row of costed.backDated) {
    writes.add(lockCostPools, row)
    writes.add(moveBackDated, row)
  }
  for (const { row, pool } of costed.rows) {
    row.quantityIn = pool.quantityIn
    row.valueIn = pool.valueIn
    row.lastOfPool = pool.last === row
    if (row.lastOfPool) writes.add(lockCostPools, row)
    writes.add(moveCost, row)
  }
}

import type { Database } from '../platform/database/index.ts'
import type { Job } from '../platform/jobs.ts'
import { foldDeltas, foldFolds } from './fold.sql.ts'

/** Limits of folding balances; see docs/reference/settings.md. */
export const FOLD_LIMITS = {
  everyMs: 60_000,
  /** Places of a fold, a batch each: a trial balance reads the deltas of fewer. */
  places: 1000n,
  /** Folds of a wide fold: a trial balance reads fewer of them. */
  folds: 1000n,
  /** Companies of one statement: some 100,000 deltas at most, well within the limit of a statement. */
  companies: 10n,
} as const

/**
 * Folds what batches did to balances, so that a trial balance reads folds and the deltas behind them. No act knows of it:
 * what is not folded yet is summed when asked.
 */
export function foldJob(db: Database): Job {
  return {
    name: 'balance-fold',
    title: 'Sums up what batches did to balances',
    everyMs: FOLD_LIMITS.everyMs,
    alone: true,
    async run(signal) {
      const folded = await foldBalances(db, FOLD_LIMITS, signal)
      return { evaluated: folded, processed: folded }
    },
  }
}

/**
 * Folds all that can be, or until `signal` ends it: each statement is a transaction of its own.
 *
 * @returns folds that were made
 */
export async function foldBalances(
  db: Database,
  { places, folds, companies }: { places: bigint; folds: bigint; companies: bigint },
  signal?: AbortSignal,
): Promise<number> {
  let made = 0
  const all = async (fold: () => Promise<{ companies: number }[]>) => {
    for (;;) {
      const [due] = await fold()
      made += due!.companies
      if (due!.companies === 0 || signal?.aborted) return
    }
  }
  await all(() => db.read(foldDeltas, { places, companies }))
  await all(() => db.read(foldFolds, { folds, companies }))
  return made
}

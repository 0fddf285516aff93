import { readFileSync } from 'node:fs'
import { isOutOfTime, type Reader, type ReadStatement } from '../platform/database/index.ts'
import * as booksAndStock from './invariants.sql.ts'
import * as counts from './count-laws.sql.ts'
import * as charges from './charge-laws.sql.ts'
import * as margins from './margin-laws.sql.ts'
import * as orders from './order-laws.sql.ts'
import * as payments from './payment-laws.sql.ts'
import * as plans from './plan-laws.sql.ts'
import * as transfers from './transfer-laws.sql.ts'

/** A row that breaks a law. */
export interface Breach {
  companyId: bigint | null
  what: string | null
  expected: string
  actual: string
}

/** What the check of one law came to; no rows: it holds. */
export interface LawResult {
  law: string
  sentence: string
  rows: Breach[]
  /** False: the statement ran out of time, or there was none left for it. */
  checked: boolean
}

type LawStatement = ReadStatement<
  { companyId: bigint | null; most: bigint | null },
  { company_id: bigint | null; what: string | null; expected: string; actual: string }
>

interface Law {
  law: string
  sentence: string
  statement: LawStatement
}

let known: readonly Law[] | undefined

/** All laws in the order of their files. The sentence of a law is the first comment of its query. */
export function listLaws(): readonly Law[] {
  return (known ??= [
    ...lawsOf('./invariants.sql', booksAndStock),
    ...lawsOf('./order-laws.sql', orders),
    ...lawsOf('./plan-laws.sql', plans),
    ...lawsOf('./margin-laws.sql', margins),
    ...lawsOf('./charge-laws.sql', charges),
    ...lawsOf('./payment-laws.sql', payments),
    ...lawsOf('./transfer-laws.sql', transfers),
    ...lawsOf('./count-laws.sql', counts),
  ])
}

function lawsOf(file: string, statements: Record<string, LawStatement>): Law[] {
  const sentences = new Map<string, string>()
  let name: string | undefined
  for (const line of readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')) {
    const head = /^-- name: (law_\w+) /.exec(line)
    if (head) name = head[1]!
    else if (name !== undefined && line.startsWith('-- ') && !/^-- (?:not)?null:/.test(line)) {
      sentences.set(name, line.slice(3))
      name = undefined
    }
  }
  return Object.values(statements)
    .toSorted((a, b) => a.sequence - b.sequence)
    .map((statement) => {
      const law = statement.name.replace(/^monitoring\.law_/, '')
      return { law, sentence: sentences.get(`law_${law}`) ?? '', statement }
    })
}

/** Breaches shown of one law. */
const MOST = 100n

/**
 * Checks the laws one by one: no snapshot outlives one of them. A batch that commits in between cannot break a law, for
 * each is one statement.
 *
 * @param options.companyId one company; all when absent
 * @param options.laws names of the laws; all when absent
 * @param options.enough no law is begun after it: those that are left are told as not checked
 */
export async function checkInvariants(
  db: Reader,
  options: { companyId?: bigint; laws?: readonly string[]; most?: bigint; enough?: AbortSignal } = {},
): Promise<LawResult[]> {
  const results: LawResult[] = []
  for (const { law, sentence, statement } of listLaws()) {
    if (options.laws !== undefined && !options.laws.includes(law)) continue
    const asked = { companyId: options.companyId ?? null, most: options.most ?? MOST }
    const rows = options.enough?.aborted ? undefined : await db.read(statement, asked).catch(noneInTime)
    results.push({
      law,
      sentence,
      checked: rows !== undefined,
      rows: (rows ?? []).map((row) => ({
        companyId: row.company_id,
        what: row.what,
        expected: row.expected,
        actual: row.actual,
      })),
    })
  }
  return results
}

function noneInTime(error: unknown): undefined {
  if (!isOutOfTime(error)) throw error
}

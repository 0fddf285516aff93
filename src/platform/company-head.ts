import { createHash } from 'node:crypto'
import type { WriteSet } from './batch/index.ts'
import { openHeads, openSeries as openSeriesRows } from './company-head.sql.ts'

/** Opens a company's own order of facts: position 0, the chain begins with the hash of its code. */
export function openHead(writes: WriteSet, company: { companyId: bigint; code: string }, at: Date): void {
  const chainHash = createHash('sha256').update(company.code).digest()
  writes.add(openHeads, { companyId: company.companyId, at, chainHash })
}

/** Opens the counter of a document series; year 0 counts on over the years. A counter that stands is left alone. */
export function openSeries(
  writes: WriteSet,
  series: { companyId: bigint; series: string; year: number; policy: 'monotone' | 'free' },
): void {
  writes.add(openSeriesRows, series)
}

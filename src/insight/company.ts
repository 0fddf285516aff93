import { businessDate, readCompanies, type Company } from '../organization/index.ts'
import type { Reader } from '../platform/database/index.ts'

/** What answers need to know of a company. */
export interface CompanyFacts {
  currency: string
  timeZone: string
  /** Business date. */
  today: string
}

const KEPT_MS = 2_000

/** Tells facts of companies; the rows are read again after two seconds, the business date is always of now. */
export function companyFacts(db: Reader, now: () => Date): (companyId: bigint) => Promise<CompanyFacts> {
  const known = new Map<bigint, { readMs: number; company: Promise<Company> }>()
  return async (companyId) => {
    const at = now()
    let kept = known.get(companyId)
    if (kept === undefined || at.getTime() - kept.readMs > KEPT_MS) {
      const company = readCompanies(db, [companyId]).then((companies) => companies.get(companyId)!)
      kept = { readMs: at.getTime(), company }
      known.set(companyId, kept)
      company.catch(() => known.delete(companyId))
    }
    const company = await kept.company
    return { currency: company.currency, timeZone: company.timeZone, today: businessDate(company, at) }
  }
}

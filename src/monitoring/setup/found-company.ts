import { saveLocation } from '../../inventory/index.ts'
import { installDefaultBooks } from '../../ledger/index.ts'
import { saveSourceSystem } from '../../orders/index.ts'
import { businessDate, readCompanies, saveCalendar, saveCompany } from '../../organization/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Refusal } from '../../platform/outcome.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { isRefusal } from '../../platform/setup.ts'
import { savePriceList } from '../../pricing/index.ts'

/** What a company is asked for first. */
export interface Basics {
  code: string
  name: string
  currency: string
  country: string
  timeZone: string
  publicUrl?: string
}

/**
 * Makes a company in set-up, with what nearly every company has alike: chart of accounts, posting rules, periods of this
 * and the next year, a calendar from Monday to Friday, one location, one price list for everyone, one shop that brings its
 * customers. Each may be changed afterwards. A company that is there is refused: nothing of it is overwritten.
 */
export async function foundCompany(
  door: Door,
  db: Database,
  basics: Basics,
): Promise<{ ok: true; id: bigint } | Refusal> {
  const { publicUrl, ...said } = basics
  const settings = publicUrl === undefined ? {} : { publicUrl }
  const company = await door.request(saveCompany, { input: { ...said, live: false, settings }, fresh: true })
  if (isRefusal(company)) return company
  const companyId = company.id
  const [clock] = await db.read(readClock, {})
  const standing = (await readCompanies(db, [companyId])).get(companyId)!
  const year = Number(businessDate(standing, clock!.now).slice(0, 4))
  await installDefaultBooks(door, companyId, [year, year + 1])
  const { country, currency } = basics
  const validFrom = `${year}-01-01`
  const saved = await Promise.all([
    door.request(saveCalendar, {
      companyId,
      input: { code: 'MAIN', workingDays: [1, 2, 3, 4, 5], holidays: [] },
    }),
    door.request(saveLocation, {
      companyId,
      input: { code: 'MAIN', name: 'Main location', country, rank: 1 },
    }),
    door.request(savePriceList, { companyId, input: { code: 'RETAIL', currency, validFrom } }),
    door.request(saveSourceSystem, {
      companyId,
      input: { code: 'webshop', name: 'Web shop', createCustomers: true },
    }),
  ])
  const refused = saved.find(isRefusal)
  if (refused) throw new Error(refused.problems.map(({ message }) => message).join(' '))
  return { ok: true, id: companyId }
}

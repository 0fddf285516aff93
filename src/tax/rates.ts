import type { Reader } from '../platform/database/index.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { readTaxRates } from './rate.sql.ts'
import { pickRate, type TaxPlace, type TaxRate } from './tax.ts'

/** The tax code of what no state taxes. */
export const UNTAXED = 'none'

interface RatePicture {
  loaded: boolean
  byCode: Map<string, TaxRate[]>
}

/** Answers which rate of a code is due at a place; undefined if none is set up. */
export type RateBook = (companyId: bigint, taxCode: string, place: TaxPlace) => TaxRate | undefined

/** Reads the rates of companies; kept in memory while their set-up stands. */
export async function readRateBook(db: Reader, companies: Iterable<Versioned>): Promise<RateBook> {
  const pictures = db.memory.get(
    'tax.rates',
    () => new Pictures<RatePicture>(() => ({ loaded: false, byCode: new Map() })),
  )
  const found = new Map<bigint, RatePicture>()
  for (const company of companies) found.set(company.id, pictures.of(company))
  const missing = [...found].filter(([, picture]) => !picture.loaded).map(([id]) => id)
  if (missing.length > 0) {
    for (const row of await db.read(readTaxRates, { companyIds: missing })) {
      const { byCode } = found.get(row.company_id)!
      const rate: TaxRate = {
        id: row.id,
        taxCode: row.tax_code,
        country: row.country,
        region: row.region === '' ? undefined : row.region,
        percent: row.percent,
        validFrom: row.valid_from,
        validTo: row.valid_to ?? undefined,
      }
      const list = byCode.get(rate.taxCode)
      if (list) list.push(rate)
      else byCode.set(rate.taxCode, [rate])
    }
    for (const id of missing) found.get(id)!.loaded = true
  }
  return (companyId, taxCode, place) =>
    pickRate(found.get(companyId)?.byCode.get(taxCode) ?? [], taxCode, place)
}

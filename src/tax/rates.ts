import type { Reader } from '../platform/database/index.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { readTaxRates } from './rate.sql.ts'
import { pickRate, type TaxPlace, type TaxRate } from './tax.ts'

/** The tax code of what no state taxes. */
export const UNTAXED = 'none'

interface RatePicture {
  byCode: Map<string, TaxRate[]>
  byId: Map<bigint, TaxRate>
}

/** Which rate is due. */
export interface RateBook {
  /** The rate of a code at a place; undefined if none is set up. */
  due(companyId: bigint, taxCode: string, place: TaxPlace): TaxRate | undefined
  /** The rate that is due at a place where this one was due before: of its code. */
  dueAfter(companyId: bigint, rateId: bigint, place: TaxPlace): TaxRate | undefined
}

/** Reads the rates of companies; kept in memory while their set-up stands. */
export async function readRateBook(db: Reader, companies: Iterable<Versioned>): Promise<RateBook> {
  const pictures = db.memory.get(
    'tax.rates',
    () => new Pictures<RatePicture>(() => ({ byCode: new Map(), byId: new Map() })),
  )
  const found = await pictures.load(companies, async (companyIds, made) => {
    for (const row of await db.read(readTaxRates, { companyIds })) {
      const { byCode, byId } = made.get(row.company_id)!
      const rate: TaxRate = {
        id: row.id,
        taxCode: row.tax_code,
        country: row.country,
        region: row.region === '' ? undefined : row.region,
        percent: row.percent,
        validFrom: row.valid_from,
        validTo: row.valid_to ?? undefined,
      }
      byId.set(rate.id, rate)
      const list = byCode.get(rate.taxCode)
      if (list) list.push(rate)
      else byCode.set(rate.taxCode, [rate])
    }
  })
  const due: RateBook['due'] = (companyId, taxCode, place) =>
    pickRate(found.get(companyId)?.byCode.get(taxCode) ?? [], taxCode, place)
  return {
    due,
    dueAfter(companyId, rateId, place) {
      const before = found.get(companyId)?.byId.get(rateId)
      return before && due(companyId, before.taxCode, place)
    },
  }
}

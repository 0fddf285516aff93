import { findAccount } from '../customers/index.ts'
import { tooFine, type Item, inStockUnits, notSold, type ItemUnit } from '../catalog/index.ts'
import { unitOf, unitOfPart } from './sold.ts'
import type { Want } from '../inventory/index.ts'
import { businessDate, type Company } from '../organization/index.ts'
import { formatMicro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { judgeCovers } from './coverage.ts'
import { broughtBy, toldAtParents, type Brought } from './explode.ts'
import { itemOf } from './judge-facts.ts'
import { judgeLineIds } from './parse.ts'
import {
  backordersOf,
  lineWantOf,
  placeOf,
  rulesMissing,
  timeOf,
  wantOf,
  waysMissing,
  type WholeWant,
} from './want.ts'
import type { InquiryRequest, InquiredLine, InquiryFacts } from './inquiry.ts'

/** A question with its answers to what is sold configured. */
export interface Judged {
  whole: WholeWant
  /** The stated lines, and behind them those that they bring. */
  lines: InquiredLine[]
  brought: Brought
  problems: Problem[]
}

/** What is asked for as a whole, its lines with the parts that they bring behind them, and everything that is wrong with it. */
export function judgeInquiry(
  request: Omit<InquiryRequest, 'alternatives' | 'showsCosts' | 'outsider'>,
  company: Company,
  facts: InquiryFacts,
  now: Date,
): Judged {
  const { companyId, lines: stated, customer: number, accounts } = request
  const fault = facts.faults.get(request)
  if (fault) throw fault
  const { country = company.country, region = '' } = request.shipTo ?? {}
  const today = businessDate(company, now)
  const brought = broughtBy(stated, facts.configured.get(request) ?? [], today)
  const lines = [
    ...stated,
    ...brought.components.map((one) => {
      const line = stated[one.parent]!
      return partOf(line, one, facts.items(companyId, line.sku))
    }),
  ]
  const named = number === undefined ? undefined : findAccount(facts.accounts, companyId, number)
  // Whoever sees some accounts only is not told of others.
  const customer = named && (accounts?.includes(named.id) ?? true) ? named : undefined
  const whole = { ...request, country, region, today, time: timeOf(company, now), orderedBy: customer }
  const wrong = lines.flatMap((line, index) => problemsOf(line, `/lines/${index}`, companyId, facts))
  const items = lines.map(({ sku }) => facts.items(companyId, sku))
  const covering = stated.map((line) => ({ ...line, quantity: formatMicro(line.quantity) }))
  wrong.push(
    ...rulesMissing(lines, items, facts.stock, companyId),
    ...judgeLineIds(stated),
    ...judgeCovers({ lines: covering }, items),
  )
  const unknown = { path: '/customer', code: 'unknown_customer', message: `there is no account ${number}` }
  const problems = [
    ...(number !== undefined && !customer ? [unknown] : []),
    ...waysMissing(stated, whole, facts.stock, companyId),
    ...toldAtParents(wrong, stated.length, brought),
    ...brought.problems,
  ]
  return { whole, lines, brought, problems }
}

/** A part of a configured line, as an order would ask for it: so many go with one of what the item of that is stocked in. */
function partOf(
  line: InquiredLine,
  { sku, perParent }: Brought['components'][number],
  item: Item | undefined,
): InquiredLine {
  const { quantity, minSplit, unit } = item ? inquiredUnits(line, item) : { ...line, unit: undefined }
  return {
    sku,
    quantity: quantity * BigInt(perParent),
    minSplit: minSplit === null ? null : minSplit * BigInt(perParent),
    unit: unitOfPart(unit, perParent),
    unitPrice: null,
    priceCurrency: null,
    ...lineWantOf(line),
  }
}

function problemsOf(line: InquiredLine, path: string, companyId: bigint, facts: InquiryFacts): Problem[] {
  const { item, problem } = itemOf(line, path, companyId, facts)
  const problems = problem ? [problem] : []
  const unit = item && unitNamed(line, item)
  const fine = item && (unit ? notSold(item, unit, line.quantity) : tooFine(item, line.quantity))
  if (fine) problems.push({ path: `${path}/quantity`, ...fine })
  const { location, priceCurrency } = line
  const { currency } = facts.companies.get(companyId)!
  if (priceCurrency !== null && priceCurrency !== currency) {
    const message = `what it leaves is told in ${currency}, the currency of the books`
    problems.push({ path: `${path}/unitPrice/currency`, code: 'wrong_currency', message })
  }
  if (location !== undefined && !placeOf(facts.stock, companyId, location)) {
    const message = `there is no location ${location}`
    problems.push({ path: `${path}/location`, code: 'unknown_location', message })
  }
  return problems
}

/** What a line of a question wants. */
export interface WantedLine {
  want: Want
  line: InquiredLine
  item: Item
  isGoods: boolean
}

/** What the lines of a question without problems want. */
export function wantsOf(
  { whole, lines, brought }: Judged,
  company: Company,
  { items, stock }: InquiryFacts,
): WantedLine[] {
  const stated = lines.length - brought.components.length
  const known = lines.map(({ sku }) => items(company.id, sku)!)
  const backorders = backordersOf(whole.orderedBy, known, brought.components)
  const bringing = new Set(brought.components.map(({ parent }) => parent))
  return lines.map((line, index) => {
    const item = known[index]!
    const { quantity, minSplit, unit } = inquiredUnits(line, item)
    const of = {
      companyId: company.id,
      itemId: item.id,
      quantity,
      minSplit,
      ofConfigured: index >= stated,
      kit: brought.components[index - stated]?.parent ?? (bringing.has(index) ? index : undefined),
      backorders: backorders[index],
      unit,
    }
    return { want: wantOf(of, line, whole, stock, company), line, item, isGoods: item.kind === 'goods' }
  })
}

/** What a line asks for in what its item is stocked in, and what it is not to be parted below. */
function inquiredUnits(line: InquiredLine, item: Item): Pick<Want, 'quantity' | 'minSplit' | 'unit'> {
  const { quantity, minSplit } = line
  const named = unitNamed(line, item)
  if (!named) return { quantity, minSplit, ...(line.unit === undefined ? {} : { unit: line.unit }) }
  const unit = unitOf(named)
  return {
    quantity: inStockUnits(named, item, quantity),
    minSplit: minSplit === null ? null : inStockUnits(named, item, minSplit),
    ...(unit === undefined ? {} : { unit }),
  }
}

function unitNamed({ uom }: InquiredLine, item: Item): ItemUnit | undefined {
  return uom === undefined || uom === item.uom ? undefined : item.units?.get(uom)
}

import type { Static } from 'typebox'
import { findAccount, readAccounts, type AccountPicture } from '../customers/index.ts'
import {
  readItems,
  readPublishedModels,
  readSubstitutes,
  tooFine,
  type Item,
  type Substitute,
  inStockUnits,
  notSold,
  type ItemUnit,
} from '../catalog/index.ts'
import { unitOf } from './sold.ts'
import {
  addCosts,
  addSourcing,
  locationOf,
  promiseOrder,
  readPromisable,
  unpromiseLine,
  type PromisedPart,
  type SourcingSearch,
  type StockFacts,
  type Want,
} from '../inventory/index.ts'
import { businessDate, readCompanies, type Company } from '../organization/index.ts'
import type { Act, Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { refuseMalformed, type Malformed } from '../platform/http/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import type { Answered } from '../platform/keyed.ts'
import { MICRO, formatMicro, type Micro, type Minor } from '../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { money } from '../platform/wire.ts'
import { allocationShown } from './agree.ts'
import {
  alternativesTo,
  worthOf,
  type Alternative,
  type AlternativePart,
  type Worth,
} from './alternatives.ts'
import type { ConfigurationInput } from './configuration.ts'
import {
  broughtBy,
  readConfigured,
  skusOf,
  toldAtParents,
  type Brought,
  type ConfiguredLine,
} from './explode.ts'
import { coversDecided, judgeCovers } from './coverage.ts'
import { followProposed, gathersDecided } from './followers.ts'
import { itemOf } from './judge-facts.ts'
import type { CoversInput } from './order-input.ts'
import { judgeLineIds } from './parse.ts'
import {
  backordersOf,
  lineWantOf,
  placeOf,
  questionFor,
  rulesMissing,
  timeOf,
  wantOf,
  waysMissing,
  type WholeWant,
} from './want.ts'

/** What would be promised if an order with these lines came now? Each question is answered as if nobody else asked. */
export interface InquiryRequest {
  companyId: bigint
  /** Of lines that state no day of their own; null: today. */
  requestedOn: string | null
  /** Of such lines: the day by which it is to arrive. */
  requestedArrivalOn?: string | undefined
  shipMethod?: string | undefined
  /** Where to; within the country of the company when absent. */
  shipTo?: { country?: string; region?: string; postcode?: string } | undefined
  /** Number of the account that would order; of nobody nothing is asked. */
  customer?: string | undefined
  /** Accounts that the caller sees; null: all. */
  accounts: readonly bigint[] | null
  /** What sourcing rules ask of an order. */
  orderType?: string | undefined
  source?: string | undefined
  /** Of the account that it is for: where supply is shared out. */
  segment?: string | undefined
  /** Other ways to serve each line, with what they cost and leave. */
  alternatives: boolean
  /** Whoever may not see what goods cost is not told. */
  showsCosts: boolean
  /** Whoever sees part of the rows is not told which places lost. */
  outsider: boolean
  lines: readonly InquiredLine[]
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

export interface InquiredLine {
  sku: string
  quantity: Micro
  minSplit: Micro | null
  /** Of what a configured line brings: so many go with one of it. */
  each?: Micro
  /** Net, major units of the books' currency; null: no margin is told. */
  unitPrice: Micro | null
  priceCurrency: string | null
  uom?: string
  requestedOn?: string
  requestedArrivalOn?: string
  allowSplit?: boolean
  /** Code of the only place that may serve it. */
  location?: string
  configuration?: ConfigurationInput
  /** By what another line may say that it covers this one. */
  lineId?: string
  covers?: Static<typeof CoversInput>
}

/** What a question asks for: its lines, those that are sold configured answered. */
type AskedFor = Pick<InquiryRequest, 'companyId' | 'lines' | 'customer'>

export interface InquiryFacts {
  /** Configured lines of the questions that have any. */
  configured: Map<AskedFor, ConfiguredLine[]>
  faults: Map<AskedFor, Error>
  companies: Map<bigint, Company>
  accounts: AccountPicture
  items(company: bigint, sku: string): Item | undefined
  stock: StockFacts
}

interface AnswerFacts extends InquiryFacts {
  /** By item, for questions about alternatives. */
  substitutes: ReadonlyMap<bigint, readonly Substitute[]>
}

/** A part of a line as it would be promised: null days and places are those that nobody could name. */
interface WouldBe {
  location: string | null
  /** Of what stands for the item of the line. */
  sku?: string
  quantity: Micro
  /** cancelled: nobody has it, and it may not wait (B6-1). */
  supply: PromisedPart['supply'] | 'none' | 'transfer' | 'cancelled'
  /** From where it is brought to its location. */
  broughtFrom?: string
  promisedOn: string | null
  arrivesOn: string | null
  reason: PromisedPart['reason'] | null
  /** Where it is shared out: out of whose share. */
  allocation?: JsonObject
  /** What is short of it, and how that comes (A10-9). */
  made?: JsonObject
}

/**
 * Answers what would be promised, a batch at a time and without a trace: nothing is written, locked or numbered (A10-16, P-30). Lines
 * of a question see what the ones before them took, as those of an order do; questions do not see each other.
 *
 * Refusals: `unknown_company`, `promise_refused` (every problem at once).
 */
export const inquire: Act<InquiryRequest, AnswerFacts, Answered | Refusal> = {
  name: 'orders.inquire',
  intake: true,
  weigh: ({ lines, alternatives }) => lines.length * (alternatives ? ALTERNATIVES_WEIGH : 1),
  companyOf: ({ companyId }) => companyId,
  read: readInquiries,
  decide: decideInquiry,
}

/** A line with its alternatives is sourced some twenty times. */
const ALTERNATIVES_WEIGH = 10

async function readInquiries(db: Reader, requests: readonly InquiryRequest[]): Promise<AnswerFacts> {
  const { goods: own, ...asked } = await readAsked(db, requests)
  const { companies } = asked
  const asking = new Set(requests.flatMap((one) => (one.alternatives ? [one.companyId] : [])))
  const substitutes = await readSubstitutes(
    db,
    own.filter(({ companyId }) => asking.has(companyId)),
  )
  const others = own.flatMap(({ companyId, itemId }) =>
    (substitutes.get(itemId) ?? []).map(({ item }) => ({ companyId, itemId: item.id })),
  )
  const goods = [...new Map([...own, ...others].map((one) => [one.itemId, one])).values()]
  const stock = await readPromisable(db, companies.values(), goods)
  await addSourcing(db, stock, [...companies.values()], goods)
  if (requests.some(({ alternatives }) => alternatives))
    await addCosts(db, stock, [...companies.values()], goods)
  return { ...asked, substitutes, stock }
}

/** The companies and items of questions, and which of these are goods. */
export async function readAsked(
  db: Reader,
  requests: readonly AskedFor[],
): Promise<Omit<InquiryFacts, 'stock'> & { goods: { companyId: bigint; itemId: bigint }[] }> {
  const companies = await readCompanies(db, new Set(requests.map(({ companyId }) => companyId)))
  const known = requests.filter(({ companyId }) => companies.has(companyId))
  const models = await readPublishedModels(db, companies.values())
  const asked = new Map(known.map((request) => [request, request.lines]))
  const { configured, faults } = await readConfigured(db, asked, companies, models)
  const skus = known.flatMap((request) => {
    const company = companies.get(request.companyId)!
    const brought = skusOf(configured.get(request) ?? [])
    return [...request.lines.map(({ sku }) => sku), ...brought].map((sku) => ({ company, sku }))
  })
  const named = known.flatMap(({ companyId, customer: number }) =>
    number === undefined ? [] : [{ companyId, number }],
  )
  const [items, accounts] = await Promise.all([readItems(db, skus), readAccounts(db, named)])
  const wanted = new Map<bigint, { companyId: bigint; itemId: bigint }>()
  for (const { company, sku } of skus) {
    const item = items(company.id, sku)
    if (item?.kind === 'goods') wanted.set(item.id, { companyId: company.id, itemId: item.id })
  }
  return { companies, configured, faults, items, accounts, goods: [...wanted.values()] }
}

/** A question with its answers to what is sold configured. */
interface Judged {
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

/** What a line of a question wants. */
interface Wanted {
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
): Wanted[] {
  const stated = lines.length - brought.components.length
  const known = lines.map(({ sku }) => items(company.id, sku)!)
  const backorders = backordersOf(whole.orderedBy, known, brought.components)
  return lines.map((line, index) => {
    const item = known[index]!
    const { quantity, minSplit, unit } = inquiredUnits(line, item)
    const of = {
      companyId: company.id,
      itemId: item.id,
      quantity,
      minSplit,
      ofConfigured: index >= stated,
      backorders: backorders[index],
      unit,
    }
    return { want: wantOf(of, line, whole, stock, company), line, item, isGoods: item.kind === 'goods' }
  })
}

function decideInquiry(request: InquiryRequest, facts: AnswerFacts, context: Context): Answered | Refusal {
  const { companyId, lines: stated, malformed, outsider } = request
  const company = facts.companies.get(companyId)
  if (!company) return refuse('unknown_company', 'there is no such company')
  const judged = judgeInquiry(request, company, facts, context.now)
  const { whole, problems, brought } = judged
  const { today } = whole
  if (malformed) return refuseMalformed(malformed, problems)
  if (problems.length > 0) return refuse('promise_refused', problems)
  const wants = wantsOf(judged, company, facts)
  const goods = wants.flatMap(({ want, isGoods }) => (isGoods ? [want] : []))
  const question = questionFor(whole, { ...request, postcode: request.shipTo?.postcode })
  const { parts: promised, search } = promiseOrder(facts.stock, goods, question, today)
  const codeOf = (id: bigint) => locationOf(facts.stock, companyId, id)!.code
  const promises = promisesShown(judged, wants, promised, codeOf, outsider)
  const taken = goods.map((want, index) => ({ want, parts: promised[index]! }))
  // A line is put back before those that took their goods before it: its alternatives are of what these left.
  const putBack = () => {
    const { want, parts } = taken.pop()!
    unpromiseLine(facts.stock, want, parts)
    return parts
  }
  try {
    const answers = wants.toReversed().map(({ want, line, isGoods }, index): Record<string, Json> => {
      const place = wants.length - 1 - index
      const isPart = place >= stated.length
      if (!isGoods) return renderLine(line, want, promises[place]!)
      const parts = putBack()
      const losers = outsider ? [] : (parts[0]?.losers ?? [])
      const shown = renderLine(line, want, promises[place]!, losers, codeOf)
      // A part goes with its line: it is not asked for in another way.
      if (!request.alternatives || isPart) return shown
      const at = { stock: facts.stock, company, today, question }
      const others = alternativesTo(want, parts, at, line, facts.substitutes.get(want.itemId) ?? [])
      const worth = (of: Worth) => (request.showsCosts ? renderWorth(of, company.currency) : {})
      return {
        ...shown,
        ...worth(worthOf(want, parts, at, line.unitPrice)),
        alternatives: others.map((other) => ({
          kind: other.kind,
          ask: renderAsk(other.ask),
          ...renderPromises(partsShown(other.parts, codeOf, outsider)),
          ...worth(other.worth),
        })),
      }
    })
    const answer: JsonObject = { lines: withParts(answers.reverse(), stated.length, brought) }
    if (search && !outsider) answer.sourcing = renderSearch(search)
    return { ok: true, answer }
  } finally {
    while (taken.length > 0) putBack()
  }
}

function renderAsk({ lines, ...ask }: Alternative['ask']): Record<string, Json> {
  if (!lines) return ask
  return { ...ask, lines: lines.map(({ sku, quantity }) => ({ sku, quantity: formatMicro(quantity) })) }
}

/** By which rule places were chosen, and what it knew of each: as an order keeps it. */
function renderSearch({ rule: { code, version }, record }: SourcingSearch): Json {
  return { rule: code, ruleVersion: version, ...record }
}

/** A part of a configured line, as an order would ask for it: so many go with one of what the item of that is stocked in. */
function partOf(
  line: InquiredLine,
  { sku, perParent }: Brought['components'][number],
  item: Item | undefined,
): InquiredLine {
  const { quantity, minSplit } = item ? inquiredUnits(line, item) : line
  return {
    sku,
    quantity: quantity * BigInt(perParent),
    minSplit: minSplit === null ? null : minSplit * BigInt(perParent),
    each: BigInt(perParent) * MICRO,
    unitPrice: null,
    priceCurrency: null,
    ...lineWantOf(line),
  }
}

/** Answers of the stated lines, those of configured ones with their parts: such a line is complete when all of them are. */
export function withParts(
  answers: readonly Record<string, Json>[],
  stated: number,
  { components, configured }: Brought,
): Json[] {
  return answers.slice(0, stated).map((line, index) => {
    if (!configured.has(index)) return line
    const parts = components.flatMap(({ parent, option, perParent }, place): Record<string, Json>[] =>
      parent === index ? [{ option, perParent, ...answers[stated + place]! }] : [],
    )
    const days = [line, ...parts].map(({ completeOn }) => completeOn as string | null)
    const last = days.reduce((most, day) => (most === null || day === null ? null : day > most ? day : most))
    return { ...line, completeOn: last, parts }
  })
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

function unitNamed({ uom }: InquiredLine, item: Item): ItemUnit | undefined {
  return uom === undefined || uom === item.uom ? undefined : item.units?.get(uom)
}

/** What a line asks for in what its item is stocked in, and what it is not to be parted below. */
function inquiredUnits(line: InquiredLine, item: Item): Pick<Want, 'quantity' | 'minSplit' | 'unit'> {
  const { quantity, minSplit, each } = line
  const unit = unitNamed(line, item)
  if (!unit) return { quantity, minSplit, ...(each === undefined ? {} : { unit: each }) }
  const own = unitOf(unit)
  return {
    quantity: inStockUnits(unit, item, quantity),
    minSplit: minSplit === null ? null : inStockUnits(unit, item, minSplit),
    ...(own === undefined ? {} : { unit: own }),
  }
}

/** Of each line of a question its parts as they would be promised: what goes with others with these (decision 0077). */
export function promisesShown(
  { whole, brought }: Judged,
  wants: readonly Wanted[],
  promised: readonly (readonly PromisedPart[])[],
  codeOf: (location: bigint) => string,
  outsider: boolean,
): WouldBe[][] {
  let next = 0
  const parts = wants.map(({ want, isGoods }) =>
    isGoods ? partsShown(promised[next++]!, codeOf, outsider) : [withoutGoods(want, whole.today)],
  )
  const { components } = brought
  const places = wants.map((_, index) => index)
  const items = wants.map(({ item }) => item)
  const going = {
    ...coversDecided(
      wants.map(({ line }) => ({ input: line })),
      places,
      items,
    ),
    ...gathersDecided(components, wants.length - components.length, places, items),
  }
  return followProposed(going, parts)
}

/** What moves no stock is there on the day that was asked for. */
function withoutGoods({ requestedOn, quantity }: Want, today: string): WouldBe {
  const promisedOn = requestedOn < today ? today : requestedOn
  return { location: null, quantity, supply: 'none', promisedOn, arrivesOn: null, reason: null }
}

/** @param outsider who sees some accounts only is not told what is shared out to whom, nor how goods are made */
function partsShown(
  parts: readonly AlternativePart[],
  codeOf: (location: bigint) => string,
  outsider: boolean,
): WouldBe[] {
  return parts.map((part) => {
    const { sku, location, quantity, supply, promisedOn, arrivesOn, reason, refused, brought } = part
    return {
      ...(sku === undefined ? {} : { sku }),
      location: codeOf(brought?.to ?? location),
      ...(brought ? { broughtFrom: codeOf(location) } : {}),
      quantity,
      supply: refused ? 'cancelled' : brought ? 'transfer' : supply,
      promisedOn: brought?.on ?? promisedOn ?? null,
      arrivesOn: arrivesOn ?? null,
      reason,
      ...(part.allocation && !outsider ? { allocation: allocationShown(part) } : {}),
      ...(part.made && !outsider ? { made: part.made } : {}),
    }
  })
}

export function renderLine(
  { sku, quantity }: InquiredLine,
  { requestedOn, arriveOn }: Want,
  parts: readonly WouldBe[],
  losers: PromisedPart['losers'] = [],
  codeOf: (location: bigint) => string = String,
): Record<string, Json> {
  const asked = losers.filter(({ why }) => why !== 'ranked_lower')
  return {
    sku,
    quantity: formatMicro(quantity),
    requestedOn: arriveOn === null ? requestedOn : null,
    requestedArrivalOn: arriveOn,
    ...renderPromises(parts),
    notChosen: asked.map(({ location, why, note, available, toOthers }) => ({
      location: codeOf(location),
      why,
      ...(note === undefined ? {} : { note }),
      available: formatMicro(available),
      ...(toOthers === undefined ? {} : { toOthers: formatMicro(toOthers) }),
    })),
  }
}

/** The parts, and the day on which the last of them leaves; null: of some nobody knows. */
function renderPromises(parts: readonly WouldBe[]): Record<string, Json> {
  const days = parts.map(({ promisedOn }) => promisedOn ?? '')
  const complete = days.length > 0 && !days.includes('')
  return {
    completeOn: complete ? days.reduce((last, day) => (day > last ? day : last)) : null,
    promises: parts.map((part) => ({ ...part, quantity: formatMicro(part.quantity) })),
  }
}

function renderWorth({ goods, freight, margin }: Worth, currency: string): Record<string, Json> {
  const told = (amount: Minor | null) => (amount === null ? null : money(amount, currency))
  return { goodsCost: told(goods), freightCost: told(freight), margin: told(margin) }
}

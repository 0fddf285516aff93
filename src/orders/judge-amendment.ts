import { inUnits, type Item } from '../catalog/index.ts'
import { addressOf, findAddress, findSite, type Account } from '../customers/index.ts'
import { businessTime, type Company } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { divRound, formatMicro, type Micro, type Minor } from '../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import type { LineToPrice } from '../pricing/index.ts'
import {
  compareLines,
  matchLines,
  type Amendment,
  type LineDelta,
  type Matched,
  type StandingLine,
} from './amendment.ts'
import { judgeContent, type JudgedContent } from './judge-content.ts'
import { judgeOrder } from './judge.ts'
import { frozenLines } from './lines-to-price.ts'
import { linesOf } from './new-order.ts'
import type { LineAmounts } from './order-amounts.ts'
import type { OrderInput, OrderLineInput } from './order-input.ts'
import type { Order, OrderLine } from './order.ts'
import type { ParsedLine, ParsedOrder } from './parse.ts'
import { stateOf } from './submitted-state.ts'
import type { SubmitFacts } from './submit-facts.ts'
import type { SubmitRequest } from './submit-request.ts'

/** What an amendment is judged by. */
export interface AmendmentQuestion {
  order: Order
  account: Account
  company: Company
  standing: readonly StandingLine[]
  amendment: Amendment
  /** As its head was understood; lines are those of the amendment. */
  request: SubmitRequest
  hasPattern(item: Item): boolean
}

/** What of a line is priced: what is wanted more of it, or what of it has not left. */
export interface Piece {
  delta: LineDelta
  /** As it would stand alone. */
  line: OrderLine
  amounts: LineAmounts
  item: Item
  parsed: ParsedLine
  /** Of it: what was not wanted before. */
  more: Micro
}

export interface JudgedAmendment {
  ok: true
  deltas: LineDelta[]
  pieces: Piece[]
  /** By the places of the lines that are stated. */
  stated: readonly ParsedLine[]
  /** What its pieces are as an order; undefined: there are none. */
  judged: JudgedContent | undefined
  /** Where it goes is another place. */
  moved: 'elsewhere' | 'readdressed' | null
  /** The whole input, for where it goes. */
  input: OrderInput
}

/**
 * Judges what an amendment says of a running order (A5-1, A5-8, A5-11, A5-13): everything that is wrong with it at once, else what becomes of
 * each line and what it comes to. Pure.
 *
 * Refusals: `amendment_refused`.
 */
export function judgeAmendment(
  question: AmendmentQuestion,
  facts: SubmitFacts,
  context: Context,
): JudgedAmendment | Refusal {
  const { order, account, company, standing, amendment, request } = question
  const { companyId } = order
  const understood = facts.understood.get(request)
  if (!understood) throw facts.faults.get(request)!
  const problems: Problem[] = []
  if (understood.recognition.failed) problems.push(understood.recognition.failed)
  problems.push(...understood.problems)
  const source = facts.receptions.get(companyId)!.sources.get(order.source)
  const changes = amendment.lines.map((change, index) => ({
    ...change,
    says: change.remove
      ? change.says
      : { ...change.says, ...converted(understood.input, index, change.says) },
  }))
  const { matched, unnamed, problems: misnamed } = matchLines(standing, { ...amendment, lines: changes })
  problems.push(...misnamed)
  const moved = movedOf(understood.input, order, account, facts)
  const all = matchedOf(matched, unnamed, amendment, moved)
  const prePriced = source?.prePriced === true
  const lines = all.flatMap(({ input, standing: of }): OrderLineInput[] => {
    if (!input) return []
    const states = !prePriced || input.unitPrice !== undefined || !of
    return [states ? input : { ...input, unitPrice: statedPrice(order, of.line) }]
  })
  const { order: parsed, problems: wrong } = judgeOrder(
    { ...understood.input, lines },
    source,
    businessTime(company, context.now),
    (sku) => facts.items(companyId, sku),
  )
  const frozen = prePriced && wrong.length === 0 ? frozenLines(parsed) : undefined
  const placesOfLines = all.filter(({ input }) => input !== null)
  const tell = (found: readonly Problem[]) => found.map((one) => toldAt(one, placesOfLines))
  problems.push(...tell(wrong))
  const { deltas, problems: not } = compareLines(all, amendment.whole ? unnamed : [], parsed.lines, {
    whole: amendment.whole,
    prices: amendment.prices,
    requestedOn: amendment.requestedOn,
    moved: moved === 'elsewhere',
    pricedOtherwise: (place, of) =>
      frozen !== undefined && otherPrice(order, of, parsed.lines[place]!.quantity, frozen[place]!),
  })
  problems.push(...not)
  const others = amendment.whole
    ? []
    : unnamed.filter(({ line }) => !all.some((one) => one.standing?.line === line))
  if (deltas.length > 0 && others.length === 0 && deltas.every(({ kind }) => kind === 'removed'))
    problems.push({
      path: '/lines',
      code: 'nothing_left',
      message: 'it would leave nothing: cancel the order',
    })
  const wanting = deltas.filter(
    ({ place, target, wanted, repriced }) => place !== null && (target > wanted || repriced),
  )
  problems.push(...(wanting.some(({ repriced }) => repriced) ? leftInPart(order, wanting) : []))
  if (problems.length > 0) return refuse('amendment_refused', problems)
  const made = { ok: true as const, deltas, stated: parsed.lines, moved, input: understood.input }
  if (wanting.length === 0) return { ...made, pieces: [], judged: undefined }
  const byNo = new Map(standing.map((one) => [one.line.lineNo, one]))
  const toPrice = wanting.map((delta): ParsedLine => {
    const of = delta.lineNo === null ? undefined : byNo.get(delta.lineNo)
    const stated = parsed.lines[delta.place!]!
    const quantity = pricedOf(delta, of)
    const line = withQuantity(stated, quantity)
    const price = priceOf(order, of, delta, stated, line, frozen?.[delta.place!], amendment)
    return price ? { ...line, ...price } : line
  })
  const carried = wanting.reduce((sum, delta) => sum + carriedFreight(order, delta, byNo), 0n)
  const piecesOrder: ParsedOrder = {
    ...parsed,
    input: { ...parsed.input, lines: toPrice.map(({ input }) => input) },
    discounts: [],
    freight: carried,
    freightTaxed: order.freightTax !== 0n,
    lines: toPrice,
  }
  const asked: SubmitRequest = { ...request, input: piecesOrder.input }
  const judged = judgeContent(asked, facts, context, {
    ...understood,
    company,
    reception: facts.receptions.get(companyId)!,
    source: { ...source!, prePriced: false, duplicateReference: 'ignore' },
    parsed: piecesOrder,
    hasPattern: question.hasPattern,
    unplannable: undefined,
  })
  const tellPieces = (found: readonly Problem[]) =>
    found.map((one) =>
      toldAt(
        one,
        wanting.map(({ place }) => placesOfLines[place!]!),
      ),
    )
  if ('ok' in judged) return refuse('amendment_refused', tellPieces(judged.problems))
  const models = new Set((facts.configured.get(request) ?? []).map(({ index }) => index))
  const configured = wanting.flatMap(({ place, kind }, index) =>
    kind === 'added' ? notAdded(judged.items[index], models, placesOfLines[place!]!) : [],
  )
  const outcome = stateOf(
    asked,
    {
      ...understood,
      company,
      reception: facts.receptions.get(companyId)!,
      source: source!,
      parsed: piecesOrder,
      hasPattern: question.hasPattern,
      unplannable: undefined,
    },
    judged,
    request.actor,
  )
  const found = [...tellPieces(outcome.problems), ...configured]
  if (outcome.wanted) found.push(APPROVAL_REQUIRED)
  if (found.length > 0 || outcome.state !== 'in_progress' || !judged.amounts)
    return refuse('amendment_refused', found)
  const { amounts } = judged
  const numbers = numbersOf(order, wanting)
  const drawn = linesOf(judged.parsed, numbers, judged.items, amounts, judged.costs)
  const pieces = wanting.map((delta, index): Piece => {
    const more = delta.target > delta.wanted ? delta.target - delta.wanted : 0n
    return {
      delta,
      line: drawn[index]!,
      amounts: amounts.lines[index]!,
      item: judged.items[index]!,
      parsed: toPrice[index]!,
      more,
    }
  })
  return { ...made, pieces, judged }
}

const APPROVAL_REQUIRED: Problem = {
  path: '',
  code: 'approval_required',
  message: 'what it adds has to be approved first: place an order of its own for it',
}

/** What rules of the company set of a line, for what was said of it alone. */
function converted(
  { lines }: OrderInput,
  index: number,
  says: Partial<OrderLineInput>,
): Partial<OrderLineInput> {
  const line = lines[index]
  if (!line) return {}
  const { sku, quantity, ...set } = line
  return {
    ...set,
    ...(says.sku === undefined ? {} : { sku }),
    ...(says.quantity === undefined ? {} : { quantity }),
  }
}

/** Every line that something is said of: by its number, or of all of them. */
function matchedOf(
  matched: readonly Matched[],
  unnamed: readonly StandingLine[],
  { whole, requestedOn, prices }: Amendment,
  moved: JudgedAmendment['moved'],
): Matched[] {
  const concernsAll = requestedOn !== undefined || prices === 'today' || moved === 'elsewhere'
  if (whole || !concernsAll) return [...matched]
  const others = unnamed.map((standing): Matched => {
    const { line, wanted, boundTo } = standing
    const change = { index: -1, lineNo: line.lineNo, says: {} }
    const { matched: one } = matchLines([standing], { whole: false, lines: [change], prices })
    return (
      one[0] ?? { change, standing, input: { sku: line.sku, quantity: String(wanted), location: boundTo! } }
    )
  })
  return [...matched, ...others]
}

/** Where a problem of a line stands in the amendment. */
function toldAt(problem: Problem, lines: readonly Matched[]): Problem {
  const [, place, rest = ''] = /^\/lines\/(\d+)(\/.*)?$/.exec(problem.path) ?? []
  const found = place === undefined ? undefined : lines[Number(place)]
  if (!found) return problem
  const { index } = found.change
  if (index >= 0) return { ...problem, path: `/lines/${index}${rest}` }
  const lineNo = found.standing!.line.lineNo
  return { ...problem, path: '/lines', message: `line ${lineNo}: ${problem.message}` }
}

/** Is where it goes another place, and is it taxed and promised otherwise there? */
function movedOf(
  { shipTo }: OrderInput,
  order: Order,
  account: Account,
  { places }: SubmitFacts,
): JudgedAmendment['moved'] {
  if (!shipTo) return null
  const { country = order.shipToCountry, region = '' } = shipTo
  if (country !== order.shipToCountry || region !== order.shipToRegion) return 'elsewhere'
  if (shipTo.site !== undefined)
    return findSite(places.sites, account, shipTo.site)?.id === order.shipTo.siteId ? null : 'readdressed'
  const address = addressOf(shipTo)
  if (!address) return null
  const known = findAddress(places, account, address)
  return known !== undefined && known === order.shipTo.addressId ? null : 'readdressed'
}

/** What has left in part keeps its price, and where it went: the rest of it would be of two kinds. */
function leftInPart({ parts }: Order, wanting: readonly LineDelta[]): Problem[] {
  const anew = new Map(
    wanting.flatMap((one) => (one.repriced && one.lineNo !== null ? [[one.lineNo, one]] : [])),
  )
  const found = new Set<number>()
  for (const { lineNo, shipped, invoiced, quantity, cancelled } of parts)
    if (anew.has(lineNo) && (shipped > 0n || invoiced > 0n) && shipped < quantity - cancelled)
      found.add(lineNo)
  return [...found].map((lineNo) => {
    const index = anew.get(lineNo)!.index
    const path = index === null || index < 0 ? '/lines' : `/lines/${index}`
    const message = `line ${lineNo} has left in part: wait for the rest, or cancel it`
    return { path, code: 'has_left', message }
  })
}

/** What brings other lines, or covers some, is no line alone. */
function notAdded(
  item: Item | undefined,
  models: ReadonlySet<number>,
  { change: { index } }: Matched,
): Problem[] {
  if (!models.has(index) && item?.kind !== 'coverage') return []
  const message = 'what brings other lines, or covers them, is ordered by itself'
  return [{ path: `/lines/${index}/sku`, code: 'goes_with_others', message }]
}

/** The numbers of lines that are priced; those that are added stand behind every number that the order has. */
function numbersOf(order: Order, wanting: readonly LineDelta[]): number[] {
  let last = order.lines.reduce((most, { lineNo }) => (lineNo > most ? lineNo : most), 0)
  return wanting.map(({ lineNo }) => lineNo ?? (last += 1))
}

function pricedOf({ target, wanted, repriced }: LineDelta, of: StandingLine | undefined): Micro {
  if (!of) return target
  return repriced ? target - of.begun : target - wanted
}

/** So much of a line, in the unit that it is stated in where that is a number of it. */
function withQuantity(line: ParsedLine, quantity: Micro): ParsedLine {
  if (quantity === line.quantity) return line
  if (!line.sold) return { ...line, quantity }
  const { sold, ...rest } = line
  const units = inUnits(sold.unit, quantity)
  return units === undefined
    ? { ...rest, quantity }
    : { ...line, quantity, sold: { ...sold, quantity: units } }
}

/** The price that stays, or that its source states; undefined: the lists say it. */
function priceOf(
  order: Order,
  of: StandingLine | undefined,
  { repriced }: LineDelta,
  stated: ParsedLine,
  { quantity }: ParsedLine,
  frozen: LineToPrice | undefined,
  { prices, whole }: Amendment,
): Pick<ParsedLine, 'agreed' | 'taxAmount'> | undefined {
  const none = { budgets: new Map<bigint, Minor>(), agreement: null }
  if (frozen) {
    const { unitPrice, extended = 0n } = frozen.frozen!
    const part = (amount: Minor) => divRound(amount * quantity, stated.quantity)
    const taxAmount = stated.taxAmount === null ? null : part(stated.taxAmount)
    return { agreed: { unitPrice, extended: part(extended), ...none }, taxAmount }
  }
  if (!of || prices === 'today') return undefined
  const named = !whole && (stated.input.unitPrice !== undefined || stated.discounts.length > 0)
  if (named && repriced) return undefined
  const { line } = of
  const extended = divRound(baseOf(order, line) * quantity, line.quantity)
  const unitPrice = stated.sold ? (line.sold?.unitPrice ?? line.unitPrice) : line.unitPrice
  return { agreed: { unitPrice, extended, ...none }, taxAmount: null }
}

/** What a line comes to before tax, or with it where prices include it. */
function baseOf({ taxInclusive }: Order, { net, tax }: OrderLine): Minor {
  return taxInclusive ? net + tax : net
}

function statedPrice(order: Order, line: OrderLine) {
  return { amount: formatMicro(line.sold?.unitPrice ?? line.unitPrice), currency: order.currency }
}

/** Does what a source states of a line come to another price than what stands? A unit of its currency more or less is its rounding. */
function otherPrice(order: Order, { line }: StandingLine, quantity: Micro, { frozen }: LineToPrice): boolean {
  const stands = divRound(baseOf(order, line) * quantity, line.quantity)
  const off = frozen!.extended! - stands
  return quantity === line.quantity ? off !== 0n : off > 1n || off < -1n
}

/** Freight that what is priced anew bore. */
function carriedFreight(
  { freight: all, freightTax, taxInclusive }: Order,
  { repriced, wanted, target, lineNo }: LineDelta,
  byNo: ReadonlyMap<number, StandingLine>,
): Minor {
  if (!repriced || lineNo === null) return 0n
  const { line, begun } = byNo.get(lineNo)!
  const stays = target < wanted ? target : wanted
  const own = divRound(line.freight * (stays - begun), line.quantity)
  return taxInclusive && all > 0n ? divRound(own * (all + freightTax), all) : own
}

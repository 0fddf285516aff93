import type { Item } from '../catalog/index.ts'
import { findAccount, type Account } from '../customers/index.ts'
import { locationOf, promiseOrder, unpromiseLine, type PromisedPart, type Want } from '../inventory/index.ts'
import { businessTime } from '../organization/index.ts'
import type { Micro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import type { Judged } from '../pricing/index.ts'
import { askedForDiscounts, wantApproval, type Wanted } from './approval.ts'
import { coversDecided } from './coverage.ts'
import { kitsOf, explode, includedParts, toldAtParents, withComponents } from './explode.ts'
import { followProposed, gathersDecided } from './followers.ts'
import { askedBy, blockedBy, judgeLines } from './guardrail.ts'
import { itemsOf, otherCurrency, tooFineOf, unknownCustomer } from './judge-facts.ts'
import { judgeOrder } from './judge.ts'
import { marginsAtEntry, type LineMargin } from './margin.ts'
import { costsMissing, costsShown } from './outside.ts'
import { judgeSites, withoutSiteCountry } from './place.ts'
import { unitOfLine } from './sold.ts'
import { tooGreat, type LineAmounts } from './order-amounts.ts'
import { priceWhatCanBe } from './price-order.ts'
import { questionOf, termsOf } from './price-question.ts'
import { validate } from './recognize.ts'
import { approvalFactsOf, validationFactsOf } from './rule-facts.ts'
import type { SubmitFacts } from './submit-facts.ts'
import type { SubmitRequest } from './submit-request.ts'
import {
  backordersOf,
  placesMissing,
  questionFor,
  timeOf,
  wantOf,
  wayOf,
  rulesMissing,
  waysMissing,
} from './want.ts'

/** A line as an order would have it: those that were stated, then what configured ones bring. */
export interface ProposedLine {
  sku: string
  itemName: string
  quantity: Micro
  uom: string
  amounts: LineAmounts
  /** Of what a configured line brings: the place of that line, and how many of it a unit takes. */
  parent: { index: number; option: string; perParent: number } | null
  requestedOn: string
  /** As it would be promised; null days are those that nobody could name. */
  promises: ProposedPart[]
}

export interface ProposedPart {
  location: string | null
  quantity: Micro
  /** cancelled: nobody has it, and it may not wait. */
  supply: PromisedPart['supply'] | 'none' | 'transfer' | 'cancelled'
  promisedOn: string | null
  arrivesOn: string | null
}

/** What an order would come to if it were submitted now; or all that keeps it from being agreed, at its path in the order. */
export type Proposal =
  | {
      ok: true
      account: Account
      orderType: string
      pricedOn: string
      freightTaxed: boolean
      lines: ProposedLine[]
      /** The greatest discount by hand that is in it, in percent. */
      discountPercent: Micro
      /** Who would be asked about it before it is agreed; undefined: nobody. */
      approval: Wanted | undefined
    }
  | { ok: false; problems: Problem[] }

/**
 * Prices and promises an order as `decideSubmit` would, and leaves no trace: the stock that it takes of the picture it gives back
 * (B2-5, C1-6). Credit is not asked: what is offered owes nothing. A margin rule that would block the order is a problem (N-10), and who
 * would have to agree to it is told.
 */
export function proposeOrder(request: SubmitRequest, facts: SubmitFacts, now: Date): Proposal {
  const { companyId } = request
  const company = facts.companies.get(companyId)!
  const understood = facts.understood.get(request)
  if (!understood) throw facts.faults.get(request)!
  const { input, recognition, problems: unconverted } = understood
  const reception = facts.receptions.get(companyId)!
  const source = reception.sources.get(input.source)
  const judged = withoutSiteCountry(request.input, input)
  const { order: stated, problems } = judgeOrder(judged, source, businessTime(company, now), (sku) =>
    facts.items(companyId, sku),
  )
  const account = findAccount(facts.accounts, companyId, input.customer.account)
  if (!account && source) problems.push(unknownCustomer(input.customer.account, source, false))
  problems.push(...otherCurrency(account, input.currency), ...judgeSites(input, account, facts.places))
  const terms = termsOf(company, input, stated, account, now)
  const { today, country, region } = terms
  const brought = explode(stated, facts.configured.get(request) ?? [], today)
  const parsed = withComponents(stated, brought)
  const { items, problems: unknown } = itemsOf(parsed.input, facts, companyId)
  problems.push(...unknown, ...brought.problems, ...tooFineOf(items, parsed), ...unconverted)
  problems.push(
    ...waysMissing(input.lines, { ...input, country, region }, facts.stock, companyId),
    ...rulesMissing(parsed.input.lines, items, facts.stock, companyId),
  )
  const costs = costsShown(facts, companyId, items)
  problems.push(...costsMissing(costs, items))
  problems.push(...placesMissing(input.lines, facts.stock, companyId))
  const rate = facts.exchange(company, input.currency, terms.orderedOn)
  if (rate === undefined) {
    const message = `no exchange rate from ${input.currency} to ${company.currency} is set up`
    problems.push({ path: '/currency', code: 'rate_not_found', message })
  }
  if (recognition.failed) problems.push(recognition.failed)
  const tell = (found: Problem[]) => toldAtParents(found, stated.lines.length, brought)
  if (!account || !source?.active || parsed.lines.some(({ quantity }) => quantity <= 0n))
    return { ok: false, problems: tell(problems) }
  const { orderType } = recognition
  const of = { company, account, source, parsed, items, orderType }
  const question = questionOf(terms, of, facts.stock, facts.exchange)
  const { amounts, problems: unpriced } = priceWhatCanBe(question, facts.offers.get(companyId)!, facts.rates)
  problems.push(...unpriced)
  problems.push(...chargesNotOffered(parsed.lines, amounts?.lines ?? []))
  if (amounts) problems.push(...tooGreat(amounts, 0n))
  const { marginRules, fees } = facts.offers.get(companyId)!
  let margins: LineMargin[] = []
  let judgedLines: Judged[] = []
  if (amounts && rate !== undefined && marginRules.length + reception.approvals.length > 0) {
    const of = parsed.lines.map(({ quantity, input: { location } }) => ({
      quantity,
      collected: location !== undefined,
    }))
    const whose = {
      segment: account.segment,
      source: source.code,
      within: includedParts(brought, stated.lines.length),
      fee: fees.get(input.paymentMethod ?? ''),
      way: wayOf({ shipMethod: input.shipMethod, country, region }),
    }
    const weighed = { company, currency: input.currency, rateE10: rate, lines: of, items, costs, amounts }
    margins = marginsAtEntry(weighed, whose, facts.stock)
    judgedLines = judgeLines(marginRules, whose, items, amounts.lines, margins)
    problems.push(...blockedBy(judgedLines))
  }
  if (problems.length > 0 || !amounts) return { ok: false, problems: tell(problems) }
  const known = items as Item[]
  const found = validationFactsOf(input, {
    country,
    region,
    orderedOn: terms.orderedOn,
    prePriced: source.prePriced,
    account,
    orderType,
    items: known,
    amounts,
  })
  const invalid = validate(reception, orderType, () => found)
  if (invalid.length > 0) return { ok: false, problems: tell(invalid) }
  const { byHand: discountPercent = 0n } = amounts
  const approval = wantApproval(
    reception.approvals,
    source.code,
    () => approvalFactsOf(found, { discountPercent, overLimit: amounts.overLimit !== undefined }, margins),
    [...askedBy(judgedLines), ...askedForDiscounts(amounts)],
    request.actor,
    NOBODY_AGREED,
  )

  const whole = { ...parsed.input, country, region, today, time: timeOf(company, now), orderedBy: account }
  const backorders = backordersOf(account, known, brought.components)
  const kits = kitsOf(parsed.lines)
  const wants = parsed.lines.map((line, index) => {
    const { quantity, minSplit, partOf } = line
    const ofConfigured = partOf !== undefined
    const itemId = known[index]!.id
    const stated = { companyId, itemId, quantity, minSplit, ofConfigured, backorders: backorders[index] }
    return wantOf(
      { ...stated, kit: kits[index], unit: unitOfLine(line) },
      line.input,
      whole,
      facts.stock,
      company,
    )
  })
  const goods = wants.filter((_, index) => known[index]!.kind === 'goods')
  const asked = questionFor(whole, {
    orderType,
    source: input.source,
    postcode: parsed.input.shipTo?.postcode,
    segment: account.segment,
  })
  const { parts } = promiseOrder(facts.stock, goods, asked, today)
  const taken = goods.map((want, index) => ({ want, parts: parts[index]! }))
  try {
    let place = 0
    const promised = wants.map((want, index) =>
      known[index]!.kind === 'goods' ? shown(parts[place++]!) : [unmoved(want, today)],
    )
    const places = wants.map((_, index) => index)
    const going = {
      ...coversDecided(parsed.lines, places, items),
      ...gathersDecided(brought.components, stated.lines.length, places, items),
    }
    const promises = followProposed(going, promised)
    const lines = parsed.lines.map((line, index): ProposedLine => {
      const item = known[index]!
      const component = brought.components[index - stated.lines.length]
      return {
        sku: item.sku,
        itemName: item.name,
        quantity: line.quantity,
        uom: item.uom,
        amounts: amounts.lines[index]!,
        parent: component
          ? { index: component.parent, option: component.option, perParent: component.perParent }
          : null,
        requestedOn: wants[index]!.requestedOn,
        promises: promises[index]!,
      }
    })
    return {
      ok: true,
      account,
      orderType,
      pricedOn: String(amounts.decisions['pricedOn'] ?? question.on),
      freightTaxed: amounts.freightTaxed,
      lines,
      discountPercent,
      approval,
    }
  } finally {
    for (const { want, parts } of taken.reverse()) unpromiseLine(facts.stock, want, parts)
  }

  function shown(promised: readonly PromisedPart[]): ProposedPart[] {
    return promised.map(({ location, quantity, supply, promisedOn, arrivesOn, refused, brought }) => ({
      location: locationOf(facts.stock, companyId, brought?.to ?? location)!.code,
      quantity,
      supply: refused ? 'cancelled' : brought ? 'transfer' : supply,
      promisedOn: brought?.on ?? promisedOn ?? null,
      arrivesOn: arrivesOn ?? null,
    }))
  }
}

const NOBODY_AGREED: ReadonlySet<string> = new Set()

/** What moves no stock is there on the day that was asked for. */
function unmoved({ requestedOn, quantity }: Want, today: string): ProposedPart {
  const promisedOn = requestedOn < today ? today : requestedOn
  return { location: null, quantity, supply: 'none', promisedOn, arrivesOn: null }
}

/** What is quoted is kept as the price of a line alone: a charge beside it could not be kept as it was offered. */
function chargesNotOffered(
  lines: readonly { input: { sku: string } }[],
  amounts: readonly LineAmounts[],
): Problem[] {
  return amounts.flatMap(({ charges }, index) => {
    if (!charges) return []
    const names = charges.map(({ code }) => code).join(', ')
    const message = `${lines[index]!.input.sku} is charged ${names} beside its price, which no quote keeps`
    return [{ path: `/lines/${index}/sku`, code: 'charges_not_quoted', message }]
  })
}

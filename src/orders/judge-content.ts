import type { Item } from '../catalog/index.ts'
import { findAccount, newAccount, type Account, type NewCustomer } from '../customers/index.ts'
import type { Way } from '../inventory/index.ts'
import { RATE_ONE, type Company } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { asAgreed } from './agreed.ts'
import { itemsOf, otherCurrency, tooFineOf, unknownCustomer } from './judge-facts.ts'
import { explode, includedParts, toldAtParents, withComponents, type Exploded } from './explode.ts'
import { costsMissing, costsShown, type ShownCost } from './outside.ts'
import type { ParsedOrder } from './parse.ts'
import { blockedBy, judgeLines } from './guardrail.ts'
import { marginsAtEntry, type LineMargin } from './margin.ts'
import { judgeSites } from './place.ts'
import { tooGreat, type OrderAmounts } from './order-amounts.ts'
import { priceWhatCanBe } from './price-order.ts'
import { questionOf, termsOf, type Terms } from './price-question.ts'
import { MOST_LINES, type OrderInput } from './order-input.ts'
import type { Judged, PaymentFee } from '../pricing/index.ts'
import type { Reception, SourceSystem } from './recognize.ts'
import type { SubmitFacts } from './submit-facts.ts'
import type { SubmitRequest } from './submit-request.ts'
import type { Understood } from './transform.ts'
import { placesMissing, rulesMissing, wayOf, waysMissing } from './want.ts'

/** An order that is understood: for whom it is, where it came from, and what it states. */
export interface Content extends Understood {
  company: Company
  reception: Reception
  source: SourceSystem
  parsed: ParsedOrder
  hasPattern(item: Item): boolean
  /** Why no plan can be drawn of it once it is agreed. */
  unplannable: Problem | undefined
}

/** What is known of an order by the facts of its batch: whom it is for, what it comes to and leaves, and everything that is wrong with it. */
export interface JudgedContent {
  account: Account | undefined
  /** It is for an account that no other order had before. */
  isNew: boolean
  /** The customer that is to be made for it, once nothing refuses it. */
  made: NewCustomer | undefined
  terms: Terms
  /** What its configured lines bring. */
  brought: Exploded
  /** With the lines of components behind those that were stated. */
  parsed: ParsedOrder
  items: (Item | undefined)[]
  amounts: OrderAmounts | undefined
  /** Prices some of its lines alone. */
  priceOf(lines: ParsedOrder, items: readonly (Item | undefined)[]): OrderAmounts | undefined
  rate: bigint | undefined
  costs: ShownCost[]
  margined: Margined
  atEntry: AtEntry
  /** What is kept of how it was judged. */
  decisions: JsonObject
  problems: Problem[]
  /** Tells what is wrong with components at the lines that bring them. */
  tell(problems: readonly Problem[]): Problem[]
}

/** What of an order its margins depend on. */
interface Margined {
  segment: string
  source: string
  /** The places of lines whose price includes others, by the places of these. */
  within: ReadonlyMap<number, number>
  fee: PaymentFee | undefined
  way: Way | null
}

/** What an order would leave if it were served from the first place. */
interface AtEntry {
  /** Somebody asks: a margin rule, or an approval rule that may. */
  weighed: boolean
  margins: LineMargin[]
  judged: Judged[]
}

/**
 * Looks at all of what an order says, with everything that is wrong with it. What cannot even be a draft is refused: `invalid_order`,
 * `duplicate_reference`.
 */
export function judgeContent(
  request: SubmitRequest,
  facts: SubmitFacts,
  context: Context,
  content: Content,
): JudgedContent | Refusal {
  const { company, source, input, parsed: stated, recognition } = content
  const { companyId } = request
  const problems: Problem[] = [...(request.found ?? [])]
  const standing = findAccount(facts.accounts, companyId, input.customer.account)
  const made = standing ? undefined : customerOf(input, source, company)
  if (!standing && !made) {
    const { account: number, create } = input.customer
    problems.push(unknownCustomer(number, source, create !== undefined))
  }
  const account = standing ?? (made && newAccount(facts.accounts, companyId, made, context))
  problems.push(...otherCurrency(account, input.currency), ...judgeSites(input, account, facts.places))
  const terms = termsOf(company, input, stated, account, context.now)
  const { orderedOn, today, country, region } = terms
  const brought = explode(stated, facts.configured.get(request) ?? [], today, MOST_LINES)
  const whole = withComponents(stated, brought)
  const { items, problems: unknown } = itemsOf(whole.input, facts, companyId)
  const { parsed, problems: otherwise } = request.agreed
    ? asAgreed(whole, request.agreed, items)
    : { parsed: whole, problems: [] }
  problems.push(...otherwise, ...unknown, ...brought.problems)
  const tell = (found: readonly Problem[]) => toldAtParents(found, input.lines.length, brought)
  // The past was sold as it was.
  const fine = request.historic ? [] : tooFineOf(items, parsed)
  if (fine.length > 0) return refuse('invalid_order', tell([...fine, ...problems]))
  const decisions = decisionsOf(request, content)
  const duplicate = duplicateReference(request, input, facts, source, account)
  if (duplicate && source.duplicateReference === 'refuse') return refuse('duplicate_reference', [duplicate])
  if (duplicate) decisions.duplicateReference = duplicate.message

  const priceOf = (lines: ParsedOrder, of: readonly (Item | undefined)[]) => {
    if (!account) return { amounts: undefined, problems: [] }
    const { orderType } = recognition
    const asked = { company, account, source, parsed: lines, items: of, orderType }
    const question = questionOf(terms, asked, facts.stock, facts.exchange)
    return priceWhatCanBe(question, facts.offers.get(companyId)!, facts.rates)
  }
  const { amounts, problems: unpriced } = priceOf(parsed, items)
  problems.push(...unpriced)
  const costs = costsShown(facts, companyId, items)
  // The past was sold at the cost that it has in the books.
  if (!request.historic) problems.push(...costsMissing(costs, items))
  const rate = facts.exchange(company, input.currency, orderedOn)
  if (rate === undefined) {
    const message = `no exchange rate from ${input.currency} to ${company.currency} is set up`
    problems.push({ path: '/currency', code: 'rate_not_found', message })
  }
  problems.push(...placesMissing(input.lines, facts.stock, companyId))
  // The past left as it did.
  if (!request.historic)
    problems.push(
      ...waysMissing(input.lines, { ...input, country, region }, facts.stock, companyId),
      ...rulesMissing(parsed.input.lines, items, facts.stock, companyId),
    )
  const great = amounts ? tooGreat(amounts, (amounts.total * (rate ?? RATE_ONE)) / RATE_ONE) : []
  if (great.length > 0) return refuse('invalid_order', tell([...great, ...problems]))

  const margined = {
    segment: account?.segment ?? '',
    source: source.code,
    within: includedParts(brought, stated.lines.length),
    fee: facts.offers.get(companyId)!.fees.get(input.paymentMethod ?? ''),
    way: wayOf({ shipMethod: input.shipMethod, country, region }),
  }
  const atEntry = weighAtEntry(request, content, { parsed, items, costs, amounts, rate, margined }, facts)
  problems.push(...blockedBy(atEntry.judged))

  // What came while the company is set up is kept, and promises nothing (decision 0019); its past may be taken in.
  if (!company.live && !request.historic) {
    const message = 'the company is not live yet: submit this draft again when it is'
    problems.push({ path: '', code: 'company_not_live', message })
  }
  return {
    account,
    isNew: standing === undefined,
    made,
    terms,
    brought,
    parsed,
    items,
    amounts,
    priceOf: (lines, of) => priceOf(lines, of).amounts,
    rate,
    costs,
    margined,
    atEntry,
    decisions,
    problems,
    tell,
  }
}

/** The customer of an order that no account has yet, where the source may make one. */
function customerOf(input: OrderInput, source: SourceSystem, company: Company): NewCustomer | undefined {
  const { account, create } = input.customer
  if (!create || !source.createCustomers) return undefined
  return {
    number: account,
    kind: create.kind ?? 'person',
    name: create.name ?? null,
    email: create.email ?? null,
    currency: input.currency,
    country: input.shipTo?.country ?? company.country,
    region: input.shipTo?.region ?? '',
  }
}

/** What is kept of where an order comes from, and of what made it what it is. */
function decisionsOf(request: SubmitRequest, { input, recognition, rules }: Content): JsonObject {
  const decisions: JsonObject = {}
  if (request.agreed) decisions.quote = request.agreed.name
  if (request.historic) decisions.historic = { series: request.historic.series }
  if (recognition.rule) decisions.recognition = recognition.rule
  if (input.shipMethod !== undefined) decisions.shipMethod = input.shipMethod
  if (input.paymentMethod !== undefined) decisions.paymentMethod = input.paymentMethod
  if (rules.length > 0) decisions.transformations = rules
  return decisions
}

function duplicateReference(
  { companyId, draft }: SubmitRequest,
  input: OrderInput,
  facts: SubmitFacts,
  source: SourceSystem,
  account: Account | undefined,
): Problem | undefined {
  if (source.duplicateReference === 'ignore' || !account || !input.customerReference) return undefined
  const key = `${companyId}/${account.id}/${input.customerReference}`
  const other = facts.references.get(key)
  if (other === undefined) facts.references.set(key, draft?.orderId ?? 0n)
  if (other === undefined || other === draft?.orderId) return undefined
  const message = `account ${account.number} has an order with reference ${input.customerReference} already`
  return { path: '/customerReference', code: 'duplicate_reference', message }
}

/** What its lines would leave, where a rule may ask for it. */
function weighAtEntry(
  { companyId, historic }: SubmitRequest,
  { company, reception, input }: Content,
  of: Pick<JudgedContent, 'parsed' | 'items' | 'costs' | 'amounts' | 'rate' | 'margined'>,
  facts: SubmitFacts,
): AtEntry {
  const { parsed, items, costs, amounts, rate, margined } = of
  const { marginRules } = facts.offers.get(companyId)!
  const weighed = marginRules.length > 0 || reception.approvals.length > 0
  // The past was sold for what it was.
  if (!weighed || !amounts || rate === undefined || historic) return { weighed, margins: [], judged: [] }
  const lines = parsed.lines.map(({ quantity, input: { location } }) => ({
    quantity,
    collected: location !== undefined,
  }))
  const asked = { company, currency: input.currency, rateE10: rate, lines, items, costs, amounts }
  const margins = marginsAtEntry(asked, margined, facts.stock)
  return { weighed, margins, judged: judgeLines(marginRules, margined, items, amounts.lines, margins) }
}

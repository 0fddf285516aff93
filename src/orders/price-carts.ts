import { Type, type Static } from 'typebox'
import type { Item } from '../catalog/index.ts'
import {
  findAccount,
  readAccounts,
  USUAL_DELIVERY_PRIORITY,
  type Account,
  type AccountPicture,
} from '../customers/index.ts'
import {
  addCosts,
  emptyStock,
  readLocationsOf,
  readSnapshots,
  type Snapshots,
  type StockFacts,
} from '../inventory/index.ts'
import { businessTime, RATE_ONE, readCompanies, type Company } from '../organization/index.ts'
import type { Act } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { inScope } from '../platform/row-scope.ts'
import { readOffers, type Offer, type PaymentFee } from '../pricing/index.ts'
import { itemsOf, otherCurrency, tooFineOf, unknownCustomer } from './judge-facts.ts'
import { judgeOrder } from './judge.ts'
import {
  explode,
  includedParts,
  MOST_CONFIGURED,
  toldAtParents,
  withComponents,
  type Exploded,
} from './explode.ts'
import { blockedBy, judgeLines } from './guardrail.ts'
import { marginsAtEntry, type LineMargin } from './margin.ts'
import { MOST_LINES, OrderInput } from './order-input.ts'
import { costsShown, withSources } from './outside.ts'
import { judgeSites, withoutSiteCountry } from './place.ts'
import { tooGreat, type OrderAmounts } from './order-amounts.ts'
import { priceWhatCanBe } from './price-order.ts'
import { questionOf, termsOf, type Terms } from './price-question.ts'
import { statedPrices } from './stated-prices.ts'
import { hear, type Heard } from './submit-facts.ts'
import type { SubmitRequest } from './submit-request.ts'
import { placesMissing, wayOf } from './want.ts'

const {
  externalId: _id,
  version: _version,
  submit: _submit,
  customerReference: _reference,
  billTo: _billTo,
  prepaid: _prepaid,
  ...stated
} = OrderInput.properties

/** An order that nobody has placed: what says what it would cost, in the words of an order. */
export const CartInput = Type.Object(
  {
    id: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Answered as it is' })),
    ...stated,
  },
  { title: 'CartInput', additionalProperties: false },
)
export type CartInput = Static<typeof CartInput>

/** Carts of one caller, priced together. */
export interface CartsRequest {
  companyId: bigint
  carts: readonly CartInput[]
  /** The accounts that the caller may order for; null: all. */
  accounts: readonly bigint[] | null
  /** Whoever may not see what goods cost is told no margin. */
  showsCosts: boolean
}

/** What a cart comes to, as far as it can be priced, and all that keeps an order like it from being agreed. */
export interface PricedCart {
  /** With the lines that its configured lines bring behind those that were stated (A8-11). */
  input: OrderInput
  /** What each of those lines is part of: the place of a stated line, and the option. */
  parts: readonly Pick<Exploded['components'][number], 'parent' | 'option'>[]
  orderType: string
  /** The day whose prices hold. */
  pricedOn: string
  items: readonly (Item | undefined)[]
  quantities: readonly Micro[]
  amounts: OrderAmounts | undefined
  /** What each line leaves, in the currency of the books; none for whom costs are not shown to, and without a price or an exchange rate. */
  margins: readonly LineMargin[]
  /** What taking its money costs. */
  fee: PaymentFee | undefined
  /** Functional units per unit, times 10^10. */
  rateE10: bigint
  problems: Problem[]
}

export interface PricedCarts {
  ok: true
  company: Company
  carts: PricedCart[]
  /** What the rules of the waterfalls are called, by their ids. */
  names: ReadonlyMap<string, string>
}

interface Facts {
  companies: Map<bigint, Company>
  accounts: AccountPicture
  /** The carts of each request, as the orders that they would be. */
  asked: Map<CartsRequest, SubmitRequest[]>
  heard: Heard
  offers: Map<bigint, Offer>
  /** Without gates; with costs when somebody sees them. */
  stock: StockFacts
  snapshots: Snapshots
}

const NOTHING = Buffer.alloc(0)

/**
 * Prices carts as orders are priced when they are submitted, and writes nothing (A9-23). Refusals: `account_forbidden` and
 * `prices_forbidden` for a caller who sees some accounts only; everything else that is wrong is a problem of its cart.
 */
export const priceCarts: Act<CartsRequest, Facts, PricedCarts> = {
  name: 'orders.price_carts',
  intake: true,
  weigh: ({ carts }) => carts.reduce((sum, { lines }) => sum + lines.length, 0),
  companyOf: ({ companyId }) => companyId,
  async read(db, requests) {
    const asked = new Map(
      requests.map((request) => [request, request.carts.map((cart) => asOrder(request, cart))]),
    )
    const orders = [...asked.values()].flat()
    const [companies, accounts] = await Promise.all([
      readCompanies(db, new Set(requests.map(({ companyId }) => companyId))),
      readAccounts(
        db,
        orders.map(({ companyId, input: { customer } }) => ({
          companyId,
          number: customer.account,
          made: customer.create !== undefined,
        })),
      ),
    ])
    const known = [...companies.values()]
    // Carts of one caller share what one order may have.
    const shares = [...asked.values()].flatMap((own) => {
      const share = { left: MOST_CONFIGURED }
      return own.map((order) => [order, share] as const)
    })
    const heard = await hear(db, orders, companies, accounts, new Map(shares))
    const [offers, snapshots, locations] = await Promise.all([
      readOffers(db, known, heard.all, accounts.byId.values()),
      readSnapshots(db, known, heard.all),
      readLocationsOf(db, known),
    ])
    const stock = emptyStock(locations)
    const judged = [...offers.values()].some(({ marginRules }) => marginRules.length > 0)
    if (judged || requests.some(({ showsCosts }) => showsCosts)) {
      const goods = heard.all.filter(({ kind }) => kind === 'goods')
      if (goods.length > 0) await addCosts(db, stock, known, goods)
    }
    const sourced = withSources(offers, snapshots, heard.all)
    return { companies, accounts, asked, heard, offers: sourced, stock, snapshots }
  },
  decide(request, facts, { now }) {
    const company = facts.companies.get(request.companyId)
    if (!company) return refuse('unknown_company', 'there is no such company')
    const orders = facts.asked.get(request)!
    const forbidden = request.accounts === null ? undefined : forbiddenOf(request.accounts, orders, facts)
    if (forbidden) return forbidden
    let brought = 0
    const carts = orders.map((order, place) => {
      const fault = facts.heard.faults.get(order)
      if (fault) throw fault
      const priced = priceCart(company, order, facts, now, {
        room: MOST_LINES - brought,
        showsCosts: request.showsCosts,
      })
      brought += priced.parts.length
      const problems = priced.problems.map((one) => ({ ...one, path: `/carts/${place}${one.path}` }))
      return { ...priced, problems }
    })
    return { ok: true, company, carts, names: facts.offers.get(company.id)!.names }
  },
}

function asOrder({ companyId }: CartsRequest, { id = '-', ...cart }: CartInput): SubmitRequest {
  return {
    companyId,
    actor: '',
    input: { ...cart, externalId: id },
    bodyHash: NOTHING,
    intakeId: null,
  }
}

/** Who orders for some accounts prices for these, and states no prices. */
function forbiddenOf(
  accounts: readonly bigint[],
  orders: readonly SubmitRequest[],
  facts: Facts,
): Refusal | undefined {
  const others = orders.flatMap(({ companyId, input }, place): Problem[] => {
    const account = findAccount(facts.accounts, companyId, input.customer.account)
    if (account && inScope(accounts, account.id)) return []
    const message = 'it is none of your own accounts'
    return [{ path: `/carts/${place}/customer/account`, code: 'account_forbidden', message }]
  })
  if (others.length > 0) return refuse('account_forbidden', others)
  const prices = orders.flatMap(({ companyId, input }, place) =>
    statedPrices(input, facts.heard.receptions.get(companyId)!.sources.get(input.source)).map((one) => ({
      ...one,
      path: `/carts/${place}${one.path}`,
    })),
  )
  return prices.length > 0 ? refuse('prices_forbidden', prices) : undefined
}

/** @param room lines that it may have with those that its configured lines bring */
function priceCart(
  company: Company,
  order: SubmitRequest,
  facts: Facts,
  now: Date,
  { room, showsCosts }: { room: number; showsCosts: boolean },
): PricedCart {
  const { accounts, heard, offers } = facts
  const { input, recognition, problems: unconverted } = heard.understood.get(order)!
  const source = heard.receptions.get(company.id)!.sources.get(input.source)
  const judged = withoutSiteCountry(order.input, input)
  const { order: stated, problems } = judgeOrder(judged, source, businessTime(company, now), (sku) =>
    heard.items(company.id, sku),
  )
  const standing = findAccount(accounts, company.id, input.customer.account)
  const made = input.customer.create !== undefined && (source?.createCustomers ?? false)
  const account = standing ?? (made ? newcomer(company, input) : undefined)
  if (!account && source)
    problems.push(unknownCustomer(input.customer.account, source, input.customer.create !== undefined))
  const terms = termsOf(company, input, stated, account, now)
  const brought = explode(stated, heard.configured.get(order) ?? [], terms.today, room)
  const parsed = withComponents(stated, brought)
  const { items: named, problems: unknown } = itemsOf(parsed.input, heard, company.id)
  // How many cannot be read, or its channel did not say for how much: the line has no price, as one of an unknown item; the others
  // have theirs.
  const items = named.map((item, index) => {
    const { quantity, unitPrice } = parsed.lines[index]!
    return quantity > 0n && (unitPrice !== null || !source?.prePriced) ? item : undefined
  })
  problems.push(
    ...otherCurrency(account, input.currency),
    ...judgeSites(input, standing, heard),
    ...unknown,
    ...brought.problems,
    ...tooFineOf(items, parsed),
    ...placesMissing(input.lines, facts.stock, company.id),
    ...unconverted,
    ...(recognition.failed ? [recognition.failed] : []),
  )
  const { orderType } = recognition
  let amounts: OrderAmounts | undefined
  let pricedOn = terms.today
  if (account && source) {
    const asked = { company, account, source, parsed, items, orderType }
    const question = questionOf(terms, asked, facts.stock, heard.exchange)
    pricedOn = question.on
    const priced = priceWhatCanBe(question, offers.get(company.id)!, heard.rates)
    problems.push(...priced.problems)
    amounts = priced.amounts
    pricedOn = String(amounts?.decisions['pricedOn'] ?? pricedOn)
    if (amounts) problems.push(...tooGreat(amounts, 0n))
  }
  const rate = facts.heard.exchange(company, input.currency, terms.orderedOn)
  const quantities = parsed.lines.map((one) => one.quantity)
  const { fees, marginRules } = offers.get(company.id)!
  const fee = fees.get(input.paymentMethod ?? '')
  const within = includedParts(brought, stated.lines.length)
  const priced = { input: parsed.input, items, quantities, amounts, fee, within }
  let margins: LineMargin[] = []
  if (amounts && rate !== undefined && (showsCosts || marginRules.length > 0)) {
    const found = marginsOfCart(company, priced, facts, { ...terms, segment: account!.segment }, rate)
    problems.push(...found.blocked)
    if (showsCosts) margins = found.margins
  }
  return {
    ...priced,
    parts: brought.components,
    orderType,
    pricedOn,
    margins,
    rateE10: rate ?? RATE_ONE,
    problems: toldAtParents(problems, input.lines.length, brought),
  }
}

/** What the lines leave, and what keeps them from being sold for it. */
function marginsOfCart(
  company: Company,
  {
    input,
    items,
    quantities,
    amounts,
    fee,
    within,
  }: Pick<PricedCart, 'input' | 'items' | 'quantities' | 'amounts' | 'fee'> & {
    within: ReadonlyMap<number, number>
  },
  { stock, snapshots, offers }: Facts,
  terms: Terms & { segment: string },
  rateE10: bigint,
): { margins: LineMargin[]; blocked: Problem[] } {
  const costs = costsShown({ stock, snapshots }, company.id, items)
  const lines = input.lines.map(({ location }, index) => ({
    quantity: quantities[index]!,
    collected: location !== undefined,
  }))
  const of = { company, currency: input.currency, rateE10, lines, items, costs, amounts: amounts! }
  const by = { within, fee, way: wayOf({ ...input, ...terms }) }
  const margins = marginsAtEntry(of, by, stock)
  const { marginRules } = offers.get(company.id)!
  const whose = { ...by, segment: terms.segment, source: input.source }
  return { margins, blocked: blockedBy(judgeLines(marginRules, whose, items, amounts!.lines, margins)) }
}

/** Somebody of no segment whom nothing exempts, where the cart goes. */
function newcomer(company: Company, { customer, currency, shipTo }: OrderInput): Account {
  return {
    id: 0n,
    companyId: company.id,
    customerId: 0n,
    number: customer.account,
    currency,
    termsDays: 0,
    segment: '',
    shipToCountry: shipTo?.country ?? company.country,
    shipToRegion: shipTo?.region ?? '',
    taxExempt: false,
    backorders: true,
    partialShipments: true,
    deliveryPriority: USUAL_DELIVERY_PRIORITY,
    creditLimit: null,
    openOrders: 0n,
    openReceivables: 0n,
    unapplied: 0n,
    partnerLimits: [],
  }
}

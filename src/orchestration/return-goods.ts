import {
  issueCreditMemo,
  readCredited,
  type BillLine,
  type Credited,
  type CreditedLine,
} from '../billing/index.ts'
import { readItems, type Item } from '../catalog/index.ts'
import {
  accountById,
  findAccount,
  readAccounts,
  type Account,
  type AccountPicture,
} from '../customers/index.ts'
import { recordReturn } from '../fulfillment/index.ts'
import {
  readIssued,
  returnValue,
  stockOf,
  takeInStock,
  type Issued,
  type Location,
} from '../inventory/index.ts'
import type { Entry } from '../ledger/index.ts'
import { orderNumber, type FulfillmentLine, type Order } from '../orders/index.ts'
import {
  businessDate,
  RATE_ONE,
  readCompanies,
  readRateTable,
  type Company,
  type RateTable,
} from '../organization/index.ts'
import type { Act, Context } from '../platform/batch/index.ts'
import type { Json } from '../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../platform/keyed.ts'
import {
  currencyDigits,
  formatAmount,
  isCurrency,
  mulPriceQuantity,
  type Micro,
  type Minor,
} from '../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { encodeId } from '../platform/public-id.ts'
import {
  actDate,
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type Progress,
} from './progress.ts'
import { readServing, serveWaiting, watchGate, type Waiting } from './serve-waiting.ts'
import { amountsBack, itemsBack, takeBack, type Returnable } from './returnable.ts'
import { invoiceSettled } from './settlement.ts'

/** Goods that a customer sends back, or a credit without goods. */
export interface ReturnRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** The order that they came from; null: nobody knows (an unreferenced credit). */
  orderId: bigint | null
  /** Number of the account; needed without an order. */
  account: string | null
  /** null: the order's; needed without an order. */
  currency: string | null
  reason: string
  /** Business date; null: today, of an order of the past its own day. */
  on: string | null
  /** Series of the credit memo; null: the order's own or the company's. */
  series: string | null
  lines: readonly ReturnLine[]
}

export interface ReturnLine {
  /** Which line of the order: its number, its fulfillment line, or every line with the SKU, in order. */
  lineNo: number | null
  fulfillmentLineId: bigint | null
  sku: string | null
  quantity: Micro
  /** Code of the location that takes the goods in; null: the one that they left. */
  location: string | null
  /** What is credited of a unit; null: what was paid for it. Needed without an order. */
  unitPrice: Micro | null
  /** What a unit is worth to stock, major units of the books' currency; null: what it cost when it left. */
  unitCost: Micro | null
  /** Does it go back to stock? Else it is scrapped, or there are no goods. */
  restock: boolean
}

interface ReturnFacts {
  progress: Progress
  waiting: Waiting
  companies: Map<bigint, Company>
  accounts: AccountPicture
  items(company: bigint, sku: string): Item | undefined
  exchange: RateTable
  /** By company/fulfillment line. */
  credited: Map<string, CreditedLine[]>
  issued: Map<string, Issued>
}

/**
 * Takes goods back and credits them (D9 rows 23 to 25, F-4). With an order: never more than was billed less what came back
 * before, at what was paid and at the tax of the line, into stock at what they cost when they left. Without one: at the
 * price that is given, on account.
 */
export const returnGoods = keyed<ReturnRequest, ReturnFacts>({
  name: 'orchestration.return_goods',
  weigh: (request) => 2 + 3 * request.lines.length,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const companies = await readCompanies(db, new Set(requests.map((request) => request.companyId)))
    const sound = requests.filter((request) => companies.has(request.companyId))
    const keys = sound.flatMap(({ companyId, orderId }) => (orderId === null ? [] : [{ companyId, orderId }]))
    const unique = [...new Map(keys.map((key) => [`${key.companyId}/${key.orderId}`, key])).values()]
    const named = sound.flatMap(({ companyId, account }) =>
      account === null ? [] : [{ companyId, number: account }],
    )
    const [accounts, items] = await Promise.all([
      readAccounts(db, named),
      readItems(
        db,
        sound.flatMap(({ companyId, lines }) =>
          lines.flatMap(({ sku }) => (sku === null ? [] : [{ company: companies.get(companyId)!, sku }])),
        ),
      ),
    ])
    const free = sound.flatMap((request) => {
      const account =
        request.orderId === null &&
        request.account !== null &&
        findAccount(accounts, request.companyId, request.account)
      return account ? [{ companyId: request.companyId, accountId: account.id }] : []
    })
    const needs = { billing: free, lines: true, companyIds: [...companies.keys()] }
    const found = await readProgress(db, keys, needs)
    const stocked = sound.flatMap(({ companyId, orderId, lines }) => {
      const order = orderId === null ? undefined : orderOf(found, { companyId, orderId })
      const ids = itemsBack(lines, order, (sku) => items(companyId, sku)?.id)
      return ids.map((itemId) => ({ companyId, itemId }))
    })
    const { progress, waiting } =
      stocked.length === 0
        ? { progress: found, waiting: new Map() }
        : await readServing(db, keys, stocked, needs)
    // After the orders: what came back since then moved their revision, and the batch is decided again.
    const [exchange, credited, issued] = await Promise.all([
      readRateTable(db, companies.values()),
      readCredited(
        db,
        unique.map(({ companyId, orderId }) => ({ companyId, causeId: orderId })),
      ),
      readIssued(
        db,
        unique.map(({ companyId, orderId }) => ({ companyId, rootId: orderId })),
      ),
    ])
    return { progress, waiting, companies, accounts, items, exchange, credited, issued }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context): Answered | Refusal {
    const { companyId } = request
    const company = facts.companies.get(companyId)
    if (!company) return refuse('unknown_company', 'there is no such company')
    const problems: Problem[] = []
    const note = (path: string, code: string, message: string) => problems.push({ path, code, message })
    const made =
      request.orderId === null
        ? freely(request, facts, context, company, note)
        : fromOrder(request, facts, context, company, note)
    if (problems.length > 0 || !made) return refuse('return_refused', problems)
    return carryOut(request, facts, context, company, made)
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<ReturnRequest, ReturnFacts, Answered | Refusal>)

type Note = (path: string, code: string, message: string) => void

/** A return that was found to be right: what is credited, and what goes where at which value. */
interface Made {
  order: Order | undefined
  account: Account
  currency: string
  rateE10: bigint
  on: string
  series: string
  pieces: Piece[]
}

/** A quantity of one fulfillment line, or of an item, that comes back. */
interface Piece {
  of: Returnable | undefined
  itemId: bigint
  bill: BillLine
  location: Location | undefined
  /** Minor units of the books' currency. */
  value: Minor
}

function fromOrder(
  request: ReturnRequest,
  facts: ReturnFacts,
  context: Context,
  company: Company,
  note: Note,
): Made | undefined {
  const { companyId } = request
  const { progress } = facts
  const order = orderOf(progress, { companyId, orderId: request.orderId! })
  const account =
    order?.accountId == null ? undefined : accountById(progress.accounts, companyId, order.accountId)
  if (!order || !account) {
    note('/orderId', 'unknown_order', 'there is no such order')
    return undefined
  }
  if (request.account !== null && request.account !== account.number) {
    note('/account', 'other_account', `order ${orderNumber(order.id)} is not of account ${request.account}`)
  }
  if (request.currency !== null && request.currency !== order.currency) {
    note('/currency', 'mixed_currency', `order ${orderNumber(order.id)} is in ${order.currency}`)
  }
  const historic = order.decisions.historic as { series: string } | undefined
  const series = request.series ?? historic?.series ?? company.settings.creditSeries ?? 'CM'
  const on = checkDate(company, context, request.on ?? actDate(progress, order, context.now), note)
  checkSeries(facts, companyId, series, note)
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  const wanted = new Map<FulfillmentLine, Returnable>()
  const returnable = (part: FulfillmentLine): Returnable => {
    let found = wanted.get(part)
    if (!found) {
      const key = `${companyId}/${part.id}`
      const issued = facts.issued.get(key) ?? {
        issued: 0n,
        issuedValue: 0n,
        returned: 0n,
        returnedValue: 0n,
        standard: false,
      }
      // A copy: a return that is refused leaves the picture as it was.
      found = {
        part,
        line: lines.get(part.lineNo)!,
        returned: part.returned,
        credited: [...(facts.credited.get(key) ?? [])],
        issued: { ...issued },
      }
      wanted.set(part, found)
    }
    return found
  }
  const pieces = request.lines.flatMap((line, index) =>
    piecesOf(
      { request, line, path: `/lines/${index}`, facts, company, order, historic: historic !== undefined },
      returnable,
      note,
    ),
  )
  if (request.lines.length === 0) note('/lines', 'required', 'a return has lines')
  return { order, account, currency: order.currency, rateE10: order.rateE10, on, series, pieces }
}

interface Asked {
  request: ReturnRequest
  line: ReturnLine
  path: string
  facts: ReturnFacts
  company: Company
  order: Order
  historic: boolean
}

/** The fulfillment lines that a line of the return names, each with what of it comes back, in order. */
function piecesOf(asked: Asked, returnable: (part: FulfillmentLine) => Returnable, note: Note): Piece[] {
  const { line, path, order } = asked
  if (line.quantity <= 0n) {
    note(`${path}/quantity`, 'bad_quantity', 'a quantity above 0')
    return []
  }
  checkCost(line, path, note)
  const numbers = new Set(
    order.lines.filter((one) => line.sku === null || one.sku === line.sku).map((one) => one.lineNo),
  )
  const parts = order.parts.filter(
    (part) =>
      numbers.has(part.lineNo) &&
      (line.lineNo === null || part.lineNo === line.lineNo) &&
      (line.fulfillmentLineId === null || part.id === line.fulfillmentLineId),
  )
  if (parts.length === 0 || (line.lineNo === null && line.fulfillmentLineId === null && line.sku === null)) {
    note(path, 'unknown_line', `order ${orderNumber(order.id)} has no such line`)
    return []
  }
  const known = parts.map(returnable)
  const shipped = known.reduce((sum, one) => sum + one.part.shipped - one.returned, 0n)
  const billed = known.reduce((sum, one) => sum + one.part.invoiced - one.returned, 0n)
  if (line.quantity > billed) {
    if (line.quantity <= shipped)
      note(`${path}/quantity`, 'not_billed_yet', 'it was shipped, but is not billed yet: try again')
    else
      note(
        `${path}/quantity`,
        'more_than_shipped',
        'more comes back than was shipped and has not come back before',
      )
    return []
  }
  const pieces: Piece[] = []
  let left = line.quantity
  for (const of of known) {
    const fits = of.part.invoiced - of.returned
    const quantity = left < fits ? left : fits
    if (quantity <= 0n) continue
    left -= quantity
    const piece = pieceOf(asked, of, quantity, note)
    if (piece) pieces.push(piece)
  }
  return pieces
}

function pieceOf(asked: Asked, of: Returnable, quantity: Micro, note: Note): Piece | undefined {
  const { line, path, order, company, facts, historic } = asked
  const { part, line: ordered } = of
  const amounts = amountsBack(of, quantity, line.unitPrice, currencyDigits(order.currency))
  // A price of the past is a fact; today nobody gets back more than was paid.
  if (!historic && amounts.net > part.billedNet - of.credited.reduce((sum, one) => sum + one.net, 0n)) {
    note(`${path}/unitPrice`, 'more_than_paid', 'more would be credited than was paid')
  }
  const bill: BillLine = {
    sourceId: part.id,
    itemId: part.itemId,
    sku: ordered.sku,
    itemClass: ordered.itemClass,
    quantity,
    unitPrice: line.unitPrice ?? ordered.unitPrice,
    ...amounts,
    taxRateId: ordered.taxRateId,
    taxPercent: ordered.taxPercent,
    taxDifference: null,
  }
  takeBack(of, bill)
  const piece: Piece = { of, itemId: part.itemId, bill, location: undefined, value: 0n }
  if (!line.restock || ordered.kind !== 'goods') return piece
  const locations = facts.progress.stock.locations.get(order.companyId) ?? []
  piece.location = locations.find((one) =>
    line.location === null ? one.id === part.locationId : one.code === line.location,
  )
  if (!piece.location) {
    note(
      `${path}/location`,
      'unknown_location',
      line.location === null ? 'a location that takes it in' : `there is no location ${line.location}`,
    )
    return undefined
  }
  if (line.unitCost !== null) piece.value = mulPriceQuantity(line.unitCost, quantity, company.digits)
  else if (of.issued.returned + quantity <= of.issued.issued) piece.value = returnValue(of.issued, quantity)
  else note(`${path}/unitCost`, 'required', 'it did not leave stock: the cost of a unit is needed')
  of.issued.returned += quantity
  of.issued.returnedValue += piece.value
  return piece
}

/** A credit that refers to no order (D9 row 24): at the price that is given, without tax. */
function freely(
  request: ReturnRequest,
  facts: ReturnFacts,
  context: Context,
  company: Company,
  note: Note,
): Made | undefined {
  const { companyId } = request
  const { progress } = facts
  const found = request.account === null ? undefined : findAccount(facts.accounts, companyId, request.account)
  const account = found && accountById(progress.accounts, companyId, found.id)
  if (!account)
    note(
      '/account',
      'unknown_customer',
      request.account === null ? 'an account or an order' : `there is no account ${request.account}`,
    )
  const currency = request.currency ?? account?.currency ?? ''
  if (account && account.currency !== currency)
    note('/currency', 'mixed_currency', `account ${account.number} is in ${account.currency}`)
  const on = checkDate(company, context, request.on ?? businessDate(company, context.now), note)
  const series = request.series ?? company.settings.creditSeries ?? 'CM'
  if (account) checkSeries(facts, companyId, series, note)
  const rateE10 = isCurrency(currency) ? facts.exchange(company, currency, on) : undefined
  if (account && rateE10 === undefined)
    note('/currency', 'rate_not_found', `no exchange rate from ${currency} is set up`)
  if (request.lines.length === 0) note('/lines', 'required', 'a return has lines')
  const pieces = request.lines.flatMap((line, index): Piece[] => {
    const path = `/lines/${index}`
    const item = line.sku === null ? undefined : facts.items(companyId, line.sku)
    if (line.lineNo !== null || line.fulfillmentLineId !== null)
      note('/orderId', 'required', 'a line of an order is named without its order')
    if (!item)
      note(`${path}/sku`, 'unknown_item', line.sku === null ? 'an item' : `there is no item ${line.sku}`)
    if (line.quantity <= 0n) note(`${path}/quantity`, 'bad_quantity', 'a quantity above 0')
    if (line.unitPrice === null || line.unitPrice < 0n)
      note(`${path}/unitPrice`, 'required', 'what is credited of a unit')
    const stocked = line.restock && item?.kind === 'goods'
    const location = stocked
      ? progress.stock.locations.get(companyId)?.find((one) => one.code === line.location)
      : undefined
    if (stocked && !location) note(`${path}/location`, 'unknown_location', 'a location that takes it in')
    if (stocked && line.unitCost === null)
      note(`${path}/unitCost`, 'required', 'what a unit is worth to stock')
    checkCost(line, path, note)
    if (!item || !isCurrency(currency) || line.unitPrice === null || line.unitPrice < 0n) return []
    const { quantity, unitPrice } = line
    const net = mulPriceQuantity(unitPrice, quantity, currencyDigits(currency))
    const shown = { itemId: item.id, sku: item.sku, itemClass: item.itemClass, quantity, unitPrice }
    const bill = {
      sourceId: null,
      ...shown,
      net,
      tax: 0n,
      freight: 0n,
      taxRateId: null,
      taxPercent: 0n,
      taxDifference: null,
    }
    return [
      {
        of: undefined,
        itemId: item.id,
        bill,
        location,
        value: mulPriceQuantity(line.unitCost ?? 0n, quantity, company.digits),
      },
    ]
  })
  if (!account || rateE10 === undefined) return undefined
  return { order: undefined, account, currency, rateE10, on, series, pieces }
}

function checkCost({ unitCost }: ReturnLine, path: string, note: Note): void {
  if (unitCost !== null && unitCost < 0n) note(`${path}/unitCost`, 'bad_price', 'a cost of 0 or more')
}

function checkDate(company: Company, { now }: Context, on: string, note: Note): string {
  if (on > businessDate(company, now)) note('/on', 'in_future', 'goods come back today or came back before')
  return on
}

function checkSeries({ progress }: ReturnFacts, companyId: bigint, series: string, note: Note): void {
  if (!progress.billing.series.has(`${companyId}/${series}/0`))
    note('/series', 'unknown_series', `there is no number series ${series}`)
}

/** Writes the return, its credit memo and its stock moves; the order, if any, moves on. */
function carryOut(
  request: ReturnRequest,
  facts: ReturnFacts,
  context: Context,
  company: Company,
  made: Made,
): Answered {
  const { progress } = facts
  const { companyId, reason } = request
  const { order, account, currency, rateE10, on, series, pieces } = made
  const causeId = order?.id ?? null
  const orderType = order?.orderType ?? ''
  for (const { of } of pieces) {
    if (!of) continue
    const key = `${companyId}/${of.part.id}`
    of.part.returned = of.returned
    facts.credited.set(key, of.credited)
    facts.issued.set(key, of.issued)
  }
  const lines = pieces.map(({ itemId, bill, location }) => ({
    sourceId: bill.sourceId,
    itemId,
    locationId: location?.id ?? null,
    quantity: bill.quantity,
  }))
  const returnId = recordReturn(
    { companyId, causeId, orderId: causeId, accountId: account.id, on, reason, lines },
    context,
  )
  const credited = issueCreditMemo(progress.billing, progress.books, progress.accounts, context, {
    companyId,
    causeId,
    account,
    orderType,
    currency,
    digits: currencyDigits(currency),
    rateE10,
    functionalDigits: company.digits,
    series,
    numberYear: 0,
    issuedOn: on,
    dueOn: on,
    releasedExposure: 0n,
    lines: pieces.map(({ bill }) => bill),
    referenced: order !== undefined,
  })
  takeIn(facts, context, company, { ...made, returnId, orderType, actor: request.actor })
  if (order) {
    const act = { act: 'return', actor: request.actor, reason }
    touch(progress, order, act, {
      changes: pieces.map(({ bill }): Json => [
        'returned',
        bill.sourceId!.toString(),
        null,
        bill.quantity.toString(),
      ]),
      events: [
        'return.received',
        'credit_memo.issued',
        ...credited.applications.flatMap((one) => (one.settled ? ['invoice.settled'] : [])),
      ],
      parts: pieces.map(({ bill }) => bill.sourceId!),
    })
    for (const applied of credited.applications)
      if (applied.settled) invoiceSettled(progress, context, order, { act: 'return', actor: request.actor })
  }
  return { ok: true, answer: answerOf(returnId, credited, made) }
}

/** Goods go back to stock, one entry a return (D9 row 25). */
function takeIn(
  facts: ReturnFacts,
  context: Context,
  company: Company,
  made: Made & { returnId: bigint; orderType: string; actor: string },
): void {
  const { progress } = facts
  const companyId = company.id
  const { order, on, returnId, orderType, actor } = made
  let entry: Entry | undefined
  for (const { of, itemId, bill, location, value } of made.pieces) {
    if (!location) continue
    entry ??= progress.books.open(context, {
      companyId,
      event: 'return.received',
      postedOn: on,
      sourceType: 'return',
      sourceId: returnId,
      causeId: order?.id ?? null,
      currency: company.currency,
      rateE10: RATE_ONE,
    })
    // Names the gate in the picture: one that nothing has passed yet is made by this batch.
    const at = stockOf(progress.stock, companyId, itemId, location.id)
    takeInStock(progress.stock, progress.books, context, {
      companyId,
      kind: 'return',
      rootId: order?.id ?? returnId,
      sourceId: of?.part.id ?? returnId,
      itemId,
      locationId: location.id,
      costOrganization: location.costOrganization,
      digits: company.digits,
      quantity: bill.quantity,
      value,
      on,
      entry,
      question: { orderType, itemClass: bill.itemClass },
      lineId: bill.sourceId,
    })
    at.onHand += bill.quantity
    watchGate(progress, { companyId, itemId }, location.id)
    serveWaiting(facts, context, company, { companyId, itemId }, actor)
  }
}

function answerOf(returnId: bigint, credited: Credited, { order, currency, pieces }: Made): Json {
  const money = (minor: Minor) => ({ amount: formatAmount(minor, currency), currency })
  return {
    id: encodeId('ret', returnId),
    orderId: order ? encodeId('ord', order.id) : null,
    creditMemoId: encodeId('inv', credited.creditMemoId),
    issuedOn: credited.issuedOn,
    total: money(credited.total),
    lines: pieces.map(({ bill }) => ({
      fulfillmentLineId: bill.sourceId === null ? null : encodeId('ful', bill.sourceId),
      sku: bill.sku,
      net: money(bill.net),
      tax: money(bill.tax),
      freight: money(bill.freight),
    })),
    applications: credited.applications.map((applied) => ({
      invoiceId: encodeId('inv', applied.invoiceId),
      amount: money(applied.amount),
      settled: applied.settled,
    })),
    onAccount: money(credited.left),
  }
}

import { issueDate, issueInvoice, type BillLine } from '../../billing/index.ts'
import { readItems, tooFine } from '../../catalog/index.ts'
import { accountById } from '../../customers/index.ts'
import {
  findStrays,
  readStraysOfSources,
  unsettled,
  writeStrays,
  type FoundStray,
  type Stray,
} from '../../fulfillment/index.ts'
import { readStrayed, stockOf, strayedValue, takeInStock, type Strayed } from '../../inventory/index.ts'
import { readLinesOfParts, type LineOfParts, type Order, type OrderLine } from '../../orders/index.ts'
import { businessDate, RATE_ONE } from '../../organization/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import { addDays } from '../../platform/clock.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import {
  currencyDigits,
  cumulativeShare,
  formatAmount,
  formatMicro,
  MOST_AMOUNT,
  tooGreat,
  type Micro,
  type Minor,
} from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { taxDocument } from '../../tax/index.ts'
import { wrongDate } from '../plan/dated.ts'
import { seriesOf } from '../run/invoice.ts'
import {
  actDate,
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type Progress,
} from '../plan/progress.ts'
import { goodsOf } from '../money/charged.ts'
import { taxPlaceOf } from '../money/tax-place.ts'
import { readServing, serveWaiting, watchGate, type Waiting } from '../waiting/serve-waiting.ts'

/** What a person decides of goods that left without a sale, or what the world says of them. */
export interface SettleStrayRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  strayId: bigint
  /**
   * `bill`: what is left of them is sold at the price of their line. `expect`: they are to come back. `receive`: they came
   * back. `write_off`: nobody will see them again.
   */
  act: 'bill' | 'expect' | 'receive' | 'write_off'
  reason: string
  /** Of `expect`: the last day; null: so many days from today. */
  until: string | null
  expectedDays: number
  /** Of `receive`; null: all that is left. */
  quantity: Micro | null
  /** Of `receive`: code of the location that takes them in; null: the one that they left. */
  location: string | null
  /** Of `receive`: the business date; null: today. */
  on: string | null
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

interface StrayFacts {
  progress: Progress
  waiting: Waiting
  found: Map<string, FoundStray>
  /** All that strayed of the lines of those, by company/id. */
  strays: Map<string, Stray>
  /** The lines that they left for, by company/part. */
  lines: Map<string, LineOfParts>
  strayed: Map<string, Strayed>
  items: Awaited<ReturnType<typeof readItems>>
  settled: Set<Stray>
}

/** Stray goods with all that they belong to. */
interface Found {
  stray: Stray
  order: Order
  line: OrderLine
  /** All parts of the line. */
  partIds: readonly bigint[]
  /** Where its line is picked up; null: it is sent. */
  boundTo: bigint | null
  strayed: Strayed
}

/**
 * Decides what becomes of goods that left without a sale (decision 0028). Their cost goes to the cost of sales when they are
 * billed, back to stock when they come back, by the cumulative method: together it is what their leaving took from stock.
 */
export const settleStray = keyed<SettleStrayRequest, StrayFacts>({
  name: 'orchestration.settle_stray',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const found = await findStrays(db, requests)
    const strayed = [...found.values()]
    const keys = strayed.map(({ companyId, causeId }) => ({ companyId, orderId: causeId }))
    const back = requests.flatMap(({ companyId, strayId, act, quantity }) => {
      const stray = act === 'receive' ? found.get(`${companyId}/${strayId}`) : undefined
      return stray
        ? [{ companyId, itemId: stray.itemId, locationId: null, incoming: quantity ?? stray.unsettled }]
        : []
    })
    const needs = { billing: [], summed: keys }
    const serving =
      back.length === 0
        ? { progress: await readProgress(db, keys, needs), waiting: new Map() }
        : await readServing(db, keys, back, needs)
    // After the orders: what was decided since then moved their revision, and the batch is decided again.
    const [lines, worth] = await Promise.all([
      readLinesOfParts(
        db,
        strayed.map(({ companyId, causeId, sourceId }) => ({
          companyId,
          orderId: causeId,
          partId: sourceId,
        })),
      ),
      readStrayed(
        db,
        strayed.map(({ companyId, causeId, id }) => ({ companyId, rootId: causeId, sourceId: id })),
      ),
    ])
    const sources = strayed.flatMap(({ companyId, causeId, sourceId }) =>
      lines.get(`${companyId}/${sourceId}`)!.partIds.map((id) => ({ companyId, causeId, sourceId: id })),
    )
    const { companies } = serving.progress
    const [strays, items] = await Promise.all([
      readStraysOfSources(db, [
        ...new Map(sources.map((one) => [`${one.companyId}/${one.sourceId}`, one])).values(),
      ]),
      readItems(
        db,
        strayed.map(({ companyId, sourceId }) => ({
          company: companies.get(companyId)!,
          sku: lines.get(`${companyId}/${sourceId}`)!.line.sku,
        })),
      ),
    ])
    return { ...serving, found, strays, lines, strayed: worth, items, settled: new Set() }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context): Answered | Refusal {
    const found = findStray(request, facts)
    if (!found) return refuse('not_found', 'there are no such goods')
    const { malformed } = request
    const { stray, order } = found
    const left = unsettled(stray)
    if (left === 0n && !malformed) return refuse('nothing_left', 'all of it was decided on before')
    const problems: Problem[] = []
    const carryOut = PREPARE[request.act](request, facts, context, found, problems)
    if (malformed) return refuseMalformed(malformed, problems)
    if (problems.length > 0 || !carryOut) return refuse('stray_refused', problems)
    const change = carryOut()
    if (unsettled(stray) === 0n) stray.state = 'settled'
    facts.settled.add(stray)
    const { actor, reason } = request
    touch(
      facts.progress,
      order,
      { act: `stray_${request.act}`, actor, reason },
      {
        changes: [[change.what, stray.sourceId.toString(), null, change.quantity.toString()]],
        events: change.events,
      },
    )
    return { ok: true, answer: answerOf(stray) }
  },
  conclude({ progress, settled }, context) {
    writeStrays(settled, context)
    concludeProgress(progress, context)
  },
} satisfies Act<SettleStrayRequest, StrayFacts, Answered | Refusal>)

interface Change {
  what: string
  quantity: Micro
  events: string[]
}

/** Looks for what is wrong, and gives what is to be done if nothing is. */
type Prepare = (
  request: SettleStrayRequest,
  facts: StrayFacts,
  context: Context,
  found: Found,
  problems: Problem[],
) => (() => Change) | undefined

const PREPARE: Readonly<Record<SettleStrayRequest['act'], Prepare>> = {
  bill,
  receive,
  expect(request, { progress }, { now }, { stray }, problems) {
    const today = businessDate(progress.companies.get(stray.companyId)!, now)
    const until = request.until ?? addDays(today, request.expectedDays)
    if (until < today) problems.push({ path: '/until', code: 'in_the_past', message: `today is ${today}` })
    return () => {
      Object.assign(stray, { state: 'expected', expectedUntil: until })
      return { what: 'stray_expected', quantity: unsettled(stray), events: ['stray.expected'] }
    }
  },
  write_off(_request, _facts, _context, { stray }) {
    // Its cost stands where it went when they left.
    return () => {
      const quantity = unsettled(stray)
      stray.writtenOff += quantity
      return { what: 'stray_written_off', quantity, events: ['stray.written_off'] }
    }
  },
}

function findStray({ companyId, strayId }: SettleStrayRequest, facts: StrayFacts): Found | undefined {
  const key = `${companyId}/${strayId}`
  const stray = facts.strays.get(key)
  const order = stray && orderOf(facts.progress, { companyId, orderId: stray.causeId })
  if (!order) return undefined
  const of = facts.lines.get(`${companyId}/${stray.sourceId}`)!
  return { stray, order, ...of, strayed: facts.strayed.get(key)! }
}

/** The cost of the next of stray goods, in minor units of the books' currency. */
function costOf({ stray, strayed }: Found, quantity: Micro): Minor {
  return strayedValue(strayed, stray.quantity - unsettled(stray), quantity)
}

/** They become a sale of their own: invoice, receivable, cost of sales. The order and its money stay as they are. */
function bill(
  _request: SettleStrayRequest,
  facts: StrayFacts,
  context: Context,
  found: Found,
  problems: Problem[],
): (() => Change) | undefined {
  const { progress } = facts
  const { stray, order } = found
  const { companyId } = order
  const account =
    order.accountId === null ? undefined : accountById(progress.accounts, companyId, order.accountId)
  if (!account) {
    problems.push({ path: '', code: 'unknown_customer', message: 'the order has no account to bill' })
    return undefined
  }
  const company = progress.companies.get(companyId)!
  const { series, year } = seriesOf(progress, order)
  const issuedOn = issueDate(
    progress.billing,
    { companyId, series, year },
    actDate(progress, order, context.now),
  )
  const quantity = unsettled(stray)
  const line = billLine(facts, found, quantity, { issuedOn, exempt: account.taxExempt })
  // A warehouse may say any quantity; a document bears none.
  if (line.net + line.tax > MOST_AMOUNT) {
    const message = `billed, ${tooGreat(formatAmount(MOST_AMOUNT, order.currency))}`
    problems.push({ path: '', code: 'too_great', message })
    return undefined
  }
  return () => {
    const issued = issueInvoice(progress.billing, progress.books, progress.accounts, context, {
      companyId,
      // Not of the order: that one is billed for what it sold.
      causeId: null,
      account,
      orderType: order.orderType,
      currency: order.currency,
      digits: currencyDigits(order.currency),
      rateE10: order.rateE10,
      functionalDigits: company.digits,
      series,
      numberYear: year,
      issuedOn,
      dueOn: addDays(issuedOn, order.termsDays),
      prepaid: order.prepaid,
      releasedExposure: 0n,
      lines: [line],
    })
    const entry = progress.books.open(context, {
      companyId,
      event: 'stray.billed',
      postedOn: issued.issuedOn,
      sourceType: 'stray',
      sourceId: stray.id,
      causeId: order.id,
      currency: company.currency,
      rateE10: RATE_ONE,
    })
    const cost = costOf(found, quantity)
    const question = { orderType: order.orderType, itemClass: found.line.itemClass }
    const amount = { transaction: cost, functional: cost }
    progress.books.add(entry, 'stray.billed', 'cost', question, amount, found.stray.sourceId)
    stray.billed += quantity
    stray.invoiceId = issued.invoiceId
    return { what: 'stray_billed', quantity, events: ['stray.billed', 'invoice.issued'] }
  }
}

/**
 * At the price of the line and the tax of the day, which an inclusive price contains: it stays what it was. Freight was agreed for
 * what was ordered, and is not billed again.
 */
function billLine(
  { progress, strays }: StrayFacts,
  { stray, order, line, partIds, boundTo }: Found,
  quantity: Micro,
  { issuedOn: on, exempt }: { issuedOn: string; exempt: boolean },
): BillLine {
  const { companyId, taxInclusive: inclusive } = order
  const ofLine = new Set(partIds)
  let before = 0n
  for (const one of strays.values())
    if (one.companyId === companyId && ofLine.has(one.sourceId)) before += one.billed
  // Cumulative over all that left of the line: in pieces it comes to what it comes to at once.
  const share = (amount: Minor) =>
    cumulativeShare(
      amount,
      before + quantity,
      line.quantity,
      cumulativeShare(amount, before, line.quantity, 0n),
    )
  // What is charged once beside the price was charged for what was ordered.
  const goods = goodsOf(line)
  const onGoods = taxOnGoods(order, goods)
  const price = share(inclusive ? goods.net + onGoods : goods.net)
  const place = taxPlaceOf(progress, order, boundTo, on)
  const rate =
    line.taxRateId === null || order.prePriced || exempt
      ? undefined
      : progress.rates.dueAfter(companyId, line.taxRateId, place)
  const { taxRounding: level, rounding } = progress.companies.get(companyId)!
  const tax =
    rate === undefined
      ? share(onGoods)
      : taxDocument([{ base: price, quantity, rate }], { level, rounding, inclusive }).lines[0]!.amount
  return {
    // The line that it left for, which does not count it as invoiced: the document is of no order.
    sourceId: stray.sourceId,
    itemId: stray.itemId,
    sku: line.sku,
    itemClass: line.itemClass,
    owedOn: false,
    quantity,
    unitPrice: line.unitPrice,
    net: inclusive ? price - tax : price,
    tax,
    freight: 0n,
    taxRateId: rate?.id ?? line.taxRateId,
    taxPercent: rate?.percent ?? line.taxPercent,
    taxDifference: null,
  }
}

/** What of the tax of a line is that of its goods: never more than it was, so that no inclusive price grows. */
function taxOnGoods({ freightTax }: Order, { net, tax, freight }: OrderLine): Minor {
  return freightTax === 0n || freight === 0n ? tax : (tax * net) / (net + freight)
}

/** They came back: into stock at what their leaving took from it. */
function receive(
  request: SettleStrayRequest,
  facts: StrayFacts,
  context: Context,
  found: Found,
  problems: Problem[],
): (() => Change) | undefined {
  const { progress } = facts
  const { stray, order, line } = found
  const { companyId } = order
  const company = progress.companies.get(companyId)!
  const left = unsettled(stray)
  const quantity = request.quantity ?? left
  const on = request.on ?? actDate(progress, order, context.now)
  const location = progress.stock.locations
    .get(companyId)
    ?.find((one) => (request.location === null ? one.id === stray.locationId : one.code === request.location))
  const item = facts.items(companyId, line.sku)
  const fine = quantity === left || !item ? undefined : tooFine(item, quantity)
  if (quantity <= 0n)
    problems.push({ path: '/quantity', code: 'bad_quantity', message: 'a quantity above 0' })
  else if (quantity > left)
    problems.push({
      path: '/quantity',
      code: 'more_than_left',
      message: `${formatMicro(left)} are left; what came beyond them is a receiving of its own`,
    })
  else if (fine) problems.push({ path: '/quantity', ...fine })
  if (!location)
    problems.push({
      path: '/location',
      code: 'unknown_location',
      message: `there is no location ${request.location}`,
    })
  const wrong = wrongDate(progress, companyId, context.now, on, { on: stray.leftOn, what: 'the goods left' })
  if (wrong) problems.push({ path: '/receivedOn', ...wrong })
  if (!location) return undefined
  return () => {
    const entry = progress.books.openComputed(context, {
      companyId,
      event: 'stray.returned',
      postedOn: on,
      sourceType: 'stray',
      sourceId: stray.id,
      causeId: order.id,
      currency: company.currency,
      rateE10: RATE_ONE,
    })
    // Names the gate in the picture: one that nothing has passed yet is made by this batch.
    const at = stockOf(progress.stock, companyId, stray.itemId, location.id)
    takeInStock(progress.stock, progress.books, context, {
      companyId,
      kind: 'stray',
      rootId: order.id,
      sourceId: stray.id,
      itemId: stray.itemId,
      locationId: location.id,
      costOrganization: location.costOrganization,
      digits: company.digits,
      quantity,
      value: costOf(found, quantity),
      entry,
      question: { orderType: order.orderType, itemClass: line.itemClass },
      lineId: found.stray.sourceId,
    })
    at.onHand += quantity
    stray.returned += quantity
    watchGate(progress, { companyId, itemId: stray.itemId }, location.id)
    serveWaiting(facts, context, company, { companyId, itemId: stray.itemId }, request.actor)
    return { what: 'stray_returned', quantity, events: ['stray.returned'] }
  }
}

function answerOf(stray: Stray): Json {
  return {
    id: encodeId('str', stray.id),
    orderId: encodeId('ord', stray.causeId),
    state: stray.state,
    expectedUntil: stray.state === 'expected' ? stray.expectedUntil : null,
    quantity: formatMicro(stray.quantity),
    billed: formatMicro(stray.billed),
    returned: formatMicro(stray.returned),
    writtenOff: formatMicro(stray.writtenOff),
    left: formatMicro(unsettled(stray)),
    invoiceId: stray.invoiceId === null ? null : encodeId('inv', stray.invoiceId),
  }
}

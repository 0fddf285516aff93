import { handOver, issueDate, issueInvoice, type BillLine } from '../../billing/index.ts'
import { accountById } from '../../customers/index.ts'
import { amountOf, lineShareOf, type FulfillmentLine, type Order } from '../../orders/index.ts'
import { Fault, isSeriesClosed, type Act, type Context } from '../../platform/batch/index.ts'
import { addDays } from '../../platform/clock.ts'
import type { Json } from '../../platform/json.ts'
import { taxDocument } from '../../tax/index.ts'
import { currencyDigits, type Minor } from '../../platform/money.ts'
import { beginRecurring, billCharges } from '../money/charged.ts'
import {
  actDate,
  claimed,
  concludeProgress,
  lockProgress,
  readProgress,
  tasksOf,
  touch,
  type Progress,
  type TaskOutcome,
  type TaskRequest,
} from '../plan/progress.ts'
import { followersDue } from './follow.ts'
import { awaitPayment, finishIfSettled } from '../plan/settlement.ts'
import { complete } from '../plan/task.ts'
import { soldIn } from '../money/sold-lines.ts'
import { taxPlaceOf } from '../money/tax-place.ts'

/** Invoices what of a component was shipped and not billed yet (D9 row 5); deposits of the order pay it at once. */
export const invoice: Act<TaskRequest, Progress, TaskOutcome> = {
  name: 'orchestration.invoice',
  weigh: () => 5,
  companyOf: (request) => request.companyId,
  read: (db, requests) => readProgress(db, requests, { billing: [], lines: true }),
  lock: lockProgress,
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    invoiceDue(progress, context, found.order, { act: 'invoice', actor: 'system' })
    return { ok: true, taskId: found.task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}

/**
 * Invoices every component whose invoice is due, on one document: an order is not billed twice for what left together.
 * Their tasks are done; an order that waits for nothing more is closed at once.
 */
export function invoiceDue(
  progress: Progress,
  context: Context,
  order: Order,
  act: { act: string; actor: string },
): void {
  const tasks = tasksOf(progress, { companyId: order.companyId, orderId: order.id })
  const due = tasks.filter((one) => one.kind === 'invoice' && one.state === 'ready')
  const billed = new Set(due.flatMap((one) => one.partIds))
  const following = followersDue(progress, order, billed)
  const parts = order.parts.filter(
    (part) => (billed.has(part.id) || following.has(part.id)) && part.shipped > part.invoiced,
  )
  const changes: Json[] = []
  const events: string[] = []
  if (parts.length > 0) {
    const wished = actDate(progress, order, context.now)
    const issuedOn = issueDate(progress.billing, seriesOf(progress, order), wished)
    const lines = taxedOn(progress, order, issuedOn, billLines(order, parts))
    const issued = bill(progress, context, order, issuedOn, lines)
    for (const { sourceId, quantity, tax, taxDifference, charge } of lines) {
      const id = sourceId!.toString()
      if (charge === undefined) changes.push(['invoiced', id, null, quantity.toString()])
      if (taxDifference !== null)
        changes.push(['tax_difference', id, (tax - taxDifference).toString(), tax.toString()])
    }
    events.push('invoice.issued')
    const recurring = beginRecurring(order, lines, issued.issuedOn)
    handOver(recurring, context)
    if (recurring.length > 0) events.push('charges.handed_over')
    if (!issued.settled) awaitPayment(progress, order)
  }
  for (const one of due) complete(progress.moved, one)
  touch(progress, order, act, {
    changes,
    events,
    parts: parts.map((part) => part.id),
  })
  finishIfSettled(progress, order, act, context)
}

/** Whether an invoice of the order gets a number now: not while its series is closed since a restore. */
export function getsNumber(progress: Progress, order: Order): boolean {
  return !isSeriesClosed(progress.billing.series, seriesOf(progress, order))
}

export function seriesOf(progress: Progress, { companyId, decisions }: Order) {
  const historic = decisions.historic as { series: string } | undefined
  const series = historic?.series ?? progress.companies.get(companyId)!.settings.invoiceSeries ?? 'INV'
  return { companyId, series, year: 0 }
}

function bill(
  progress: Progress,
  context: Context,
  order: Order,
  issuedOn: string,
  lines: readonly BillLine[],
) {
  const { companyId } = order
  const company = progress.companies.get(companyId)!
  const account =
    order.accountId === null ? undefined : accountById(progress.accounts, companyId, order.accountId)
  if (!account) throw new Fault(`order ${order.id} has no account`, 'account_missing')
  const { series, year } = seriesOf(progress, order)
  const agreed = lines.reduce(
    (sum, line) => sum + line.net + line.tax + line.freight - beyond(order, line),
    0n,
  )
  return issueInvoice(progress.billing, progress.books, progress.accounts, context, {
    companyId,
    causeId: order.id,
    account,
    orderType: order.orderType,
    currency: order.currency,
    digits: currencyDigits(order.currency),
    rateE10: order.rateE10,
    functionalDigits: company.digits,
    series,
    numberYear: year,
    issuedOn,
    dueOn: addDays(issuedOn, order.prepaid ? 0 : order.termsDays),
    prepaid: order.prepaid,
    releasedExposure: order.prepaid ? 0n : agreed,
    lines,
  })
}

/** What a line comes to beyond what the order agreed; an inclusive price stays the same, whatever the tax in it. */
function beyond(order: Order, line: BillLine): Minor {
  return order.taxInclusive ? 0n : (line.taxDifference ?? 0n)
}

/**
 * What is to be billed of parts, as agreed: the cumulative method gives each invoice the difference to what was billed
 * before, so that the invoices of a line add up to the line (D1-6). The parts are moved on.
 */
function billLines(order: Order, parts: readonly FulfillmentLine[]): BillLine[] {
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  const siblings = Map.groupBy(order.parts, (part) => part.lineNo)
  return parts.flatMap((part) => {
    const line = lines.get(part.lineNo)!
    const share = lineShareOf(line, part, siblings.get(part.lineNo)!)
    const { invoiced: before } = part
    part.invoiced = part.shipped
    // What was billed before may hold tax and, in an inclusive price, net of another rate than the agreed one.
    const shareNow = (amount: Minor, billed: Minor) =>
      amountOf(part, amount, part.invoiced) -
      (line.taxRateId === null && line.charges.length === 0 ? billed : amountOf(part, amount, before))
    const net = shareNow(share.net, part.billedNet)
    const tax = shareNow(share.tax, part.billedTax)
    const freight = amountOf(part, share.freight, part.invoiced) - part.billedFreight
    part.billedNet += net
    part.billedTax += tax
    part.billedFreight += freight
    const whole: BillLine = {
      sourceId: part.id,
      itemId: part.itemId,
      sku: line.sku,
      itemClass: line.itemClass,
      owedOn: line.kind === 'gift_card',
      quantity: part.invoiced - before,
      unitPrice: line.unitPrice,
      ...soldIn(line, part.invoiced - before),
      net,
      tax,
      freight,
      taxRateId: line.taxRateId,
      taxPercent: line.taxPercent,
      taxDifference: null,
    }
    if (line.charges.length === 0) return [whole]
    return billCharges(whole, line, part, siblings.get(part.lineNo)!, { from: before, to: part.invoiced })
  })
}

/**
 * Lines with the tax of the day on which they are billed: a rate that changed since the order holds for what is billed
 * now, and the difference to the agreed tax has a name (decision 0006). Prices of a channel keep the tax that it stated,
 * and an inclusive price keeps its total.
 */
function taxedOn(
  progress: Progress,
  order: Order,
  issuedOn: string,
  lines: readonly BillLine[],
): readonly BillLine[] {
  const { companyId, taxInclusive: inclusive } = order
  const exempt =
    order.accountId !== null && accountById(progress.accounts, companyId, order.accountId)?.taxExempt
  if (order.prePriced || exempt) return lines
  const parts = new Map(order.parts.map((part) => [part.id, part]))
  const anew = lines.flatMap((line) => {
    if (line.taxRateId === null) return []
    const { bound, locationId } = parts.get(line.sourceId!)!
    const place = taxPlaceOf(progress, order, bound ? locationId : null, issuedOn)
    const rate = progress.rates.dueAfter(companyId, line.taxRateId, place)
    return rate === undefined || rate.percent === line.taxPercent ? [] : [{ line, rate }]
  })
  if (anew.length === 0) return lines
  // Freight that bore no tax when it was agreed bears none now.
  const onFreight = order.freightTax !== 0n
  const company = progress.companies.get(companyId)!
  const taxed = taxDocument(
    anew.map(({ line: { net, tax, freight, quantity }, rate }) => ({
      base: net + (onFreight ? freight : 0n) + (inclusive ? tax : 0n),
      quantity,
      rate,
    })),
    { level: company.taxRounding, rounding: company.rounding, inclusive },
  )
  const changed = new Map(
    anew.map(({ line, rate }, place) => {
      const tax = taxed.lines[place]!.amount
      const taxDifference = tax - line.tax
      const net = inclusive ? line.net - taxDifference : line.net
      const part = parts.get(line.sourceId!)!
      part.billedTax += taxDifference
      part.billedNet += net - line.net
      return [line, { ...line, net, tax, taxRateId: rate.id, taxPercent: rate.percent, taxDifference }]
    }),
  )
  return lines.map((line) => changed.get(line) ?? line)
}

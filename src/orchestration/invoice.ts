import { issueDate, issueInvoice, type BillLine } from '../billing/index.ts'
import { accountById } from '../customers/index.ts'
import type { FulfillmentLine, Order, OrderLine } from '../orders/index.ts'
import { Fault, type Act, type Context } from '../platform/batch/index.ts'
import { addDays } from '../platform/clock.ts'
import { allocate, cumulativeShare, currencyDigits, type Minor } from '../platform/money.ts'
import {
  actDate,
  claimed,
  concludeProgress,
  lockProgress,
  partsOf,
  readProgress,
  touch,
  type Progress,
  type Task,
  type TaskOutcome,
  type TaskRequest,
} from './progress.ts'
import { awaitPayment, completeTask, finishIfSettled } from './settlement.ts'

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
    invoiceTask(progress, context, found.order, found.task, { act: 'invoice', actor: 'system' })
    return { ok: true, taskId: found.task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}

/** Invoices a component and completes its task; an order that waits for nothing more is closed at once. */
export function invoiceTask(
  progress: Progress,
  context: Context,
  order: Order,
  task: Task,
  act: { act: string; actor: string },
): void {
  const lines = billLines(order, partsOf(order, task))
  const events: string[] = []
  if (lines.length > 0) {
    const issued = bill(progress, context, order, lines)
    events.push('invoice.issued')
    if (!issued.settled) awaitPayment(progress, context, order)
  }
  completeTask(progress, order, task)
  touch(progress, order, act, {
    changes: lines.map((line) => ['invoiced', line.sourceId!.toString(), null, line.quantity.toString()]),
    events,
    parts: lines.map((line) => line.sourceId!),
  })
  finishIfSettled(progress, order, act)
}

function bill(progress: Progress, context: Context, order: Order, lines: readonly BillLine[]) {
  const { companyId } = order
  const company = progress.companies.get(companyId)!
  const account =
    order.accountId === null ? undefined : accountById(progress.accounts, companyId, order.accountId)
  if (!account) throw new Fault(`order ${order.id} has no account`, 'account_missing')
  const historic = order.decisions.historic as { series: string } | undefined
  const series = historic?.series ?? company.settings.invoiceSeries ?? 'INV'
  const issuedOn = issueDate(
    progress.billing,
    { companyId, series, year: 0 },
    actDate(progress, order, context.now),
  )
  const total = lines.reduce((sum, line) => sum + line.net + line.tax + line.freight, 0n)
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
    numberYear: 0,
    issuedOn,
    dueOn: addDays(issuedOn, order.prepaid ? 0 : order.termsDays),
    releasedExposure: order.prepaid ? 0n : total,
    lines,
  })
}

/**
 * What is to be billed of parts: the cumulative method gives each invoice the difference to what was billed before, so
 * that the invoices of a line add up to the line (D1-6). The parts are moved on.
 */
export function billLines(order: Order, parts: readonly FulfillmentLine[]): BillLine[] {
  const billed: BillLine[] = []
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  const siblings = Map.groupBy(order.parts, (part) => part.lineNo)
  for (const part of parts) {
    const quantity = part.shipped - part.invoiced
    if (quantity <= 0n) continue
    const line = lines.get(part.lineNo)!
    const share = shareOf(line, part, siblings.get(part.lineNo)!)
    part.invoiced = part.shipped
    const whole = part.quantity - part.cancelled
    const net = cumulativeShare(share.net, part.invoiced, whole, part.billedNet)
    const tax = cumulativeShare(share.tax, part.invoiced, whole, part.billedTax)
    const freight = cumulativeShare(share.freight, part.invoiced, whole, part.billedFreight)
    part.billedNet += net
    part.billedTax += tax
    part.billedFreight += freight
    billed.push({
      sourceId: part.id,
      itemId: part.itemId,
      sku: line.sku,
      itemClass: line.itemClass,
      quantity,
      unitPrice: line.unitPrice,
      net,
      tax,
      freight,
      taxRateId: line.taxRateId,
      taxPercent: line.taxPercent,
    })
  }
  return billed
}

/** A part's share of its line's amounts, by largest remainder over the parts in order (D1-5). */
function shareOf(
  line: OrderLine,
  part: FulfillmentLine,
  siblings: readonly FulfillmentLine[],
): { net: Minor; tax: Minor; freight: Minor } {
  if (siblings.length === 1) return line
  const weights = siblings.map((one) => one.quantity)
  const place = siblings.indexOf(part)
  const of = (amount: Minor) => allocate(amount, weights)[place]!
  return { net: of(line.net), tax: of(line.tax), freight: of(line.freight) }
}

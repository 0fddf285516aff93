import type { Item } from '../catalog/index.ts'
import { RATE_ONE } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { JsonObject } from '../platform/json.ts'
import type { Problem } from '../platform/outcome.ts'
import type { Order, OrderLine, OrderState } from './order.ts'
import { coversDecided } from './coverage.ts'
import { gathersDecided } from './followers.ts'
import { costsDecided, type ShownCost } from './outside.ts'
import type { ParsedLine, ParsedOrder } from './parse.ts'
import { referTo } from './place.ts'
import type { LineAmounts, OrderAmounts } from './order-amounts.ts'
import { soldAs, stockPrice } from './sold.ts'
import type { SubmitFacts } from './submit-facts.ts'
import { lineNumbers, type SubmitRequest } from './submit-request.ts'
import type { Content, JudgedContent } from './judge-content.ts'

/** What of an order stands: all its lines with what they come to, or of one that is not agreed those that were stated. */
export interface StandingLines {
  lines: ParsedOrder
  amounts: OrderAmounts | undefined
}

/** The order as it stands from now on, before anything is promised. */
export function orderOf(
  request: SubmitRequest,
  content: Content,
  judged: JudgedContent,
  stands: StandingLines & { state: OrderState; problems: Problem[] },
  facts: SubmitFacts,
  context: Context,
): Order {
  const { source, input, parsed: stated, recognition } = content
  const { account, items, costs, brought } = judged
  const { placedAt, orderedOn, country, region } = judged.terms
  const { lines, amounts, state, problems } = stands
  const lineNos = numbersOf(request, lines.lines.length)
  return {
    companyId: request.companyId,
    id: request.draft?.orderId ?? context.ids.next(),
    version: request.draft ? request.draft.version + 1 : (input.version ?? 1),
    revision: request.draft ? request.draft.revision + 1n : 1n,
    state,
    openHolds: 0,
    priority: content.priority,
    orderType: recognition.orderType,
    source: input.source,
    externalId: input.externalId,
    customerReference: input.customerReference ?? null,
    accountId: account?.id ?? null,
    currency: input.currency,
    rateE10: judged.rate ?? RATE_ONE,
    prePriced: source.prePriced,
    taxInclusive: input.taxInclusive ?? false,
    prepaid: input.prepaid ?? false,
    termsDays: account?.termsDays ?? 0,
    placedAt,
    orderedOn,
    requestedOn: input.requestedOn ?? null,
    shipToCountry: country,
    shipToRegion: region,
    ...referTo(input, account, facts.places, context, judged.isNew),
    total: amounts?.total ?? 0n,
    taxTotal: amounts?.tax ?? 0n,
    freight: amounts?.freight ?? 0n,
    freightTax: amounts?.freightTax ?? 0n,
    cancelledTotal: 0n,
    problems: judged.tell(problems),
    decisions: {
      ...judged.decisions,
      ...costsDecided(costs.slice(0, lineNos.length), lineNos),
      ...coversDecided(lines.lines, lineNos, items),
      ...gathersDecided(brought.components, stated.lines.length, lineNos, items),
      ...amounts?.decisions,
    },
    intakeId: request.intakeId,
    custom: (input.custom ?? {}) as JsonObject,
    lines: linesOf(lines, lineNos, items, amounts, costs),
    parts: [],
    holds: [],
  }
}

/** Numbers of the stated lines, then of those that they bring: behind every number that the order has or had. */
function numbersOf(request: SubmitRequest, count: number): readonly number[] {
  const stated = lineNumbers(request)
  if (count === stated.length) return stated
  const had = request.draft?.before.lines.map((line) => line.lineNo) ?? []
  const last = [...stated, ...had].reduce((most, number) => Math.max(most, number), 0)
  return [...stated, ...Array.from({ length: count - stated.length }, (_, index) => last + 1 + index)]
}

/** Lines as they stand from now on. */
export function linesOf(
  parsed: ParsedOrder,
  lineNos: readonly number[],
  items: readonly (Item | undefined)[],
  amounts: OrderAmounts | undefined,
  costs: readonly ShownCost[],
): OrderLine[] {
  return parsed.lines.map((line, index): OrderLine => {
    const item = items[index]
    const amount = amounts?.lines[index]
    return {
      lineNo: lineNos[index]!,
      externalLineId: line.input.lineId ?? null,
      itemId: item?.id ?? null,
      sku: line.input.sku,
      itemClass: item?.itemClass ?? '',
      kind: item?.kind ?? '',
      uom: item?.uom ?? line.input.uom ?? '',
      quantity: line.quantity,
      unitPrice: amount?.unitPrice ?? stockPrice(line, line.unitPrice ?? 0n),
      ...soldLine(line, amount),
      net: amount?.net ?? 0n,
      tax: amount?.tax ?? 0n,
      freight: amount?.freight ?? 0n,
      taxRateId: amount?.taxRate?.id ?? null,
      taxPercent: amount?.taxRate?.percent ?? 0n,
      unitCost: costs[index]!.unitCost,
      waterfall: (amount?.waterfall ?? []) as OrderLine['waterfall'],
      charges: amount?.charges ?? [],
      custom: (line.input.custom ?? {}) as JsonObject,
    }
  })
}

/** The unit that a line is sold in, where that is not the one that its item is stocked in. */
function soldLine(line: ParsedLine, amount: LineAmounts | undefined): Pick<OrderLine, 'sold'> {
  const sold = amount?.sold ?? soldAs(line, line.unitPrice ?? 0n)
  return sold ? { sold } : {}
}

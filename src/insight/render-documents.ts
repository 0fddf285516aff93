import type { RowOf } from '../platform/database/index.ts'
import { documentNumber } from '../platform/document-number.ts'
import { encodeId } from '../platform/public-id.ts'
import { money, moneyOrNull, quantity } from '../platform/wire.ts'
import type {
  readConfirmations,
  readExchanges,
  readOrderApplications,
  readOrderDeposits,
  readOrderInvoices,
  readReturns,
  readShipmentLines,
  readShipments,
} from './order.sql.ts'
import { placeOf, type LineOf } from './place.ts'
import type { SectionOf } from './order-shapes.ts'

export function renderShipments(
  shipments: RowOf<typeof readShipments>[],
  lines: RowOf<typeof readShipmentLines>[],
  confirmations: RowOf<typeof readConfirmations>[],
  lineOf: LineOf,
): SectionOf<'shipments'> {
  const linesOf = Map.groupBy(lines, (row) => row.shipment_id)
  const confirmationsOf = Map.groupBy(confirmations, (row) => row.shipment_id)
  return shipments.map((row) => ({
    id: encodeId('shp', row.id),
    state: row.state,
    location: placeOf(row),
    releasedOn: row.released_on,
    keepUntil: row.keep_until,
    carrier: row.carrier,
    trackingNumber: row.tracking_number,
    lines: (linesOf.get(row.id) ?? []).map((line) => ({
      fulfillmentLineId: encodeId('ful', line.source_id),
      lineNo: lineOf.get(line.source_id) ?? null,
      itemId: encodeId('itm', line.item_id),
      sku: line.sku,
      requested: quantity(line.requested),
      shipped: quantity(line.shipped),
    })),
    confirmations: (confirmationsOf.get(row.id) ?? []).map((one) => ({
      id: encodeId('cfm', one.id),
      shippedOn: one.shipped_on,
      messageKey: one.message_key,
    })),
  }))
}

export function renderReturns(rows: RowOf<typeof readReturns>[], lineOf: LineOf): SectionOf<'returns'> {
  return [...Map.groupBy(rows, (row) => row.id).values()].map((lines) => ({
    id: encodeId('ret', lines[0]!.id),
    returnedOn: lines[0]!.returned_on,
    reason: lines[0]!.reason,
    reasonCode: lines[0]!.reason_code,
    lines: lines.map((line) => ({
      fulfillmentLineId: line.source_id === null ? null : encodeId('ful', line.source_id),
      lineNo: line.source_id === null ? null : (lineOf.get(line.source_id) ?? null),
      itemId: encodeId('itm', line.item_id),
      sku: line.sku,
      location: placeOf(line),
      quantity: quantity(line.quantity),
    })),
  }))
}

export function renderExchange(row: RowOf<typeof readExchanges>): SectionOf<'exchanges'>[number] {
  const { replacement_id: replacementId, credit_memo_id: creditMemoId } = row
  return {
    name: row.name,
    orderId: encodeId('ord', row.order_id),
    replacement: row.replacement,
    replacementOrderId: replacementId === null ? null : encodeId('ord', replacementId),
    creditMemoId: creditMemoId === null ? null : encodeId('inv', creditMemoId),
    settledAt: row.settled_at?.toISOString() ?? null,
  }
}

export function renderInvoices(
  invoices: RowOf<typeof readOrderInvoices>[],
  applications: RowOf<typeof readOrderApplications>[],
): SectionOf<'invoices'> {
  const appliedTo = Map.groupBy(applications, (one) => one.invoice_id)
  const appliedFrom = Map.groupBy(
    applications.filter((one) => one.from_type === 'credit_memo'),
    (one) => one.from_id,
  )
  return invoices.map((row) => ({
    id: encodeId('inv', row.id),
    strayId: row.stray_id === null ? null : encodeId('str', row.stray_id),
    kind: row.kind,
    number: documentNumber(row),
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    net: money(row.net, row.currency),
    tax: money(row.tax, row.currency),
    freight: money(row.freight, row.currency),
    total: money(row.total, row.currency),
    open: moneyOrNull(row.open, row.currency),
    applications: [...(appliedTo.get(row.id) ?? []), ...(appliedFrom.get(row.id) ?? [])].map((one) => ({
      id: encodeId('apl', one.id),
      fromType: one.from_type,
      fromId: encodeId(one.from_type === 'receipt' ? 'rct' : 'inv', one.from_id),
      appliedOn: one.applied_on,
      amount: money(one.amount, row.currency),
      rule: one.rule,
    })),
  }))
}

export function renderDeposit(row: RowOf<typeof readOrderDeposits>): SectionOf<'deposits'>[number] {
  return {
    receiptId: encodeId('rct', row.id),
    kind: row.kind,
    receivedOn: row.received_on,
    amount: money(row.amount, row.currency),
    unapplied: money(row.unapplied, row.currency),
    method: row.method,
    reference: row.reference,
  }
}

import type { Json } from '../platform/json.ts'
import { formatAmount, formatMicro } from '../platform/money.ts'
import type { Order, OrderLine } from './order.ts'

/** Most differences that one edit tells one by one; an edit that touches more lines says how many. */
const MOST = 100

/**
 * What an edit changed, field by field (P-72), as `[what, key, from, to]`: header fields without a key, those of a line
 * under its number. A line that came or went is one difference.
 */
export function differences(before: Order, after: Order): Json[] {
  const found: Json[] = []
  const compare = (what: string, key: string | null, from: Json, to: Json) => {
    if (from !== to) found.push([what, key, from, to])
  }
  for (const field of HEADER) compare(field, null, before[field], after[field])
  compare('account', null, text(before.accountId), text(after.accountId))
  for (const place of ['shipTo', 'billTo'] as const) {
    compare(`${place}Site`, null, text(before[place].siteId), text(after[place].siteId))
    compare(`${place}Address`, null, text(before[place].addressId), text(after[place].addressId))
  }
  compare('total', null, total(before), total(after))

  const own = found.length
  let lines = 0
  const stood = new Map(before.lines.map((line) => [line.lineNo, line]))
  const stands = new Map(after.lines.map((line) => [line.lineNo, line]))
  for (const lineNo of new Set([...stood.keys(), ...stands.keys()])) {
    const from = stood.get(lineNo)
    const to = stands.get(lineNo)
    const standing = found.length
    const key = String(lineNo)
    if (from && to) {
      compare('sku', key, from.sku, to.sku)
      compare('quantity', key, formatMicro(from.quantity), formatMicro(to.quantity))
      compare('unitPrice', key, formatMicro(from.unitPrice), formatMicro(to.unitPrice))
      compare('net', key, formatAmount(from.net, before.currency), formatAmount(to.net, after.currency))
    } else compare('line', key, from ? shortly(from) : null, to ? shortly(to) : null)
    if (found.length > standing) lines += 1
  }
  if (found.length <= own + MOST) return found
  return [...found.slice(0, own), ['lines', null, null, `${lines} lines changed`]]
}

const HEADER = [
  'orderType',
  'customerReference',
  'currency',
  'requestedOn',
  'shipToCountry',
  'shipToRegion',
  'prepaid',
  'taxInclusive',
] as const

const text = (id: bigint | null): string | null => (id === null ? null : id.toString())
const total = (order: Order): string => `${formatAmount(order.total, order.currency)} ${order.currency}`
const shortly = (line: OrderLine): string => `${formatMicro(line.quantity)} × ${line.sku}`

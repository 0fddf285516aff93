import type { OrderInput } from '../../orders/index.ts'
import {
  allocate,
  currencyDigits,
  divRound,
  formatAmount,
  formatMicro,
  isCurrency,
  MICRO,
  minorToMicro,
  mulPriceQuantity,
  type Micro,
  type Minor,
} from '../../platform/money.ts'
import type { Mapped, MappedFor } from '../inbound/port.ts'
import { checkOrder } from '../received.ts'
import type { Reader } from './reader.ts'
import type { AddressMapping, MappedSettings, OrderLines, OrderMapping } from './settings.ts'

type Line = OrderInput['lines'][number]

/** A line with what its sums need. */
interface Priced {
  input: Line
  net: Minor
  tax: Minor | undefined
}

/**
 * An order by its mapping. Without what an order cannot be without it is refused; whatever else has no value of ours is a
 * problem with its place in the message, and the order waits as a draft.
 */
export function mapOrder(
  body: Reader,
  { settings, source, currency: ours }: MappedFor<MappedSettings>,
): Mapped {
  const { problems } = body
  const mapping = settings.order
  const refused: Mapped = { what: 'refused', problems }
  const externalId = body.required('/externalId', mapping.id)
  const account = body.required('/customer/account', mapping.customer.account)
  const currency = mapping.currency === undefined ? ours : body.required('/currency', mapping.currency)
  if (currency !== '' && !isCurrency(currency))
    body.note('/currency', 'unknown_currency', `${currency} is not a currency of ISO 4217`)
  if (problems.length > 0) return refused
  const lines = linesOf(body, mapping.lines, currency)
  if (lines === undefined) return refused

  const money = (amount: Minor) => ({ amount: formatAmount(amount, currency), currency })
  const discount = body.amount('/discount', mapping.discount, currency) ?? 0n
  const freight = body.amount('/freight', mapping.freight, currency)
  const taxInclusive = body.truth('/taxInclusive', mapping.taxInclusive) === true
  const taxes = taxesOf(body, mapping, lines, currency)
  const sums = { discount, freight: freight ?? 0n, tax: taxInclusive ? 0n : taxes.sum }
  checkTotal(body, mapping, lines, sums, currency)
  const input: OrderInput = {
    source,
    externalId,
    currency,
    customer: { account, ...customerOf(body, mapping.customer) },
    ...said({
      orderType: body.text('/orderType', mapping.orderType),
      customerReference: body.text('/customerReference', mapping.customerReference),
      placedAt: body.instant('/placedAt', mapping.placedAt)?.toISOString(),
      requestedOn: body.day('/requestedOn', mapping.requestedOn),
      shipTo: addressOf(body, '/shipTo', mapping.shipTo),
      billTo: addressOf(body, '/billTo', mapping.billTo),
      prepaid: body.truth('/prepaid', mapping.prepaid),
      freight: freight === undefined ? undefined : money(freight),
      custom: customOf(body, '/custom', mapping.custom),
    }),
    ...(taxInclusive ? { taxInclusive } : {}),
    ...(discount > 0n ? { discounts: [{ amount: money(discount), reason: 'discounts on the order' }] } : {}),
    lines: lines.map(({ input: line }, index) => {
      const tax = taxes.each[index]
      return tax === undefined ? line : { ...line, taxAmount: money(tax) }
    }),
  }
  const fits = checkOrder(input)
  if (fits.ok) return { what: 'order', input, problems }
  for (const { path, code, message } of fits.problems) body.note(path, code, `${path}: ${message}`)
  return refused
}

/** The lines of an order; undefined: without one of them it cannot be taken. */
function linesOf(body: Reader, mapping: OrderLines, currency: string): Priced[] | undefined {
  const found = body.each(mapping.each)
  if (found === undefined) return undefined
  const before = body.problems.length
  const lines: Priced[] = []
  for (const line of found) {
    const path = `/lines/${lines.length}`
    if (mapping.where !== undefined && line.truth(`${path}/where`, mapping.where) !== true) continue
    const sku = line.required(`${path}/sku`, mapping.sku)
    const quantity = line.decimal(`${path}/quantity`, mapping.quantity)
    if (quantity === undefined || quantity <= 0n)
      line.note(`${path}/quantity`, 'bad_quantity', 'a line has a quantity above 0')
    // What an order cannot be without; each line is looked at before it is refused.
    if (sku === '' || quantity === undefined || quantity <= 0n) continue
    lines.push(lineOf(line, path, { sku, quantity }, mapping, currency))
  }
  const whole = found.length > 0 && lines.length > 0
  if (!whole && body.problems.length === before)
    body.note('/lines', 'required', `there is no line at ${mapping.each}`)
  return whole && !body.problems.slice(before).some(({ code }) => NEEDED.has(code)) ? lines : undefined
}

const NEEDED: ReadonlySet<string> = new Set(['required', 'bad_quantity'])

function lineOf(
  line: Reader,
  path: string,
  { sku, quantity }: { sku: string; quantity: Micro },
  mapping: OrderLines,
  currency: string,
): Priced {
  const each = (amount: Minor) => perUnit(line, path, amount, quantity, currency)
  const unit = unitPriceOf(line, path, each, mapping, currency)
  const off = line.amount(`${path}/discount`, mapping.discount, currency) ?? 0n
  const tax = line.amount(`${path}/taxAmount`, mapping.taxAmount, currency)
  // A discount of a line is said for each unit.
  const less = { amount: formatMicro(off > 0n ? each(off) : 0n), currency }
  const input: Line = {
    sku,
    quantity: formatMicro(quantity),
    ...said({
      lineId: line.text(`${path}/lineId`, mapping.lineId),
      uom: line.text(`${path}/uom`, mapping.uom),
      unitPrice: unit === undefined ? undefined : { amount: formatMicro(unit), currency },
      requestedOn: line.day(`${path}/requestedOn`, mapping.requestedOn),
      custom: customOf(line, `${path}/custom`, mapping.custom),
    }),
    ...(off > 0n ? { discounts: [{ amount: less, reason: 'discounts on the line' }] } : {}),
  }
  return { input, tax, net: mulPriceQuantity(unit ?? 0n, quantity, currencyDigits(currency)) - off }
}

/** Said as it is, or what the amount of a line comes to for each. */
function unitPriceOf(
  line: Reader,
  path: string,
  each: (amount: Minor) => Micro,
  mapping: OrderLines,
  currency: string,
): Micro | undefined {
  if (mapping.unitPrice === undefined) {
    const amount = line.amount(`${path}/amount`, mapping.amount, currency)
    return amount === undefined ? undefined : each(amount)
  }
  const unit = line.decimal(`${path}/unitPrice`, mapping.unitPrice)
  if (unit === undefined || unit >= 0n) return unit
  line.note(`${path}/unitPrice`, 'bad_amount', 'a price is not below 0')
  return undefined
}

function perUnit(line: Reader, path: string, amount: Minor, quantity: Micro, currency: string): Micro {
  const digits = currencyDigits(currency)
  const unit = divRound(minorToMicro(amount, digits) * MICRO, quantity)
  if (mulPriceQuantity(unit, quantity, digits) !== amount)
    line.note(
      path,
      'price_not_exact',
      `nothing of six decimals for each comes to ${formatAmount(amount, currency)}`,
    )
  return unit
}

/** Tax of each line: as it says, and what no line says (that of freight, or all of it) by what a line costs. */
function taxesOf(
  body: Reader,
  mapping: OrderMapping,
  lines: readonly Priced[],
  currency: string,
): { sum: Minor; each: (Minor | undefined)[] } {
  const stated = lines.reduce((sum, { tax }) => sum + (tax ?? 0n), 0n)
  const tax = body.amount('/tax', mapping.tax, currency)
  if (tax === undefined) return { sum: stated, each: lines.map((line) => line.tax) }
  if (tax < stated) {
    const [all, parts] = [formatAmount(tax, currency), formatAmount(stated, currency)]
    body.note('/tax', 'tax_differs', `the lines state tax of ${parts}, the order ${all}`)
    return { sum: stated, each: lines.map((line) => line.tax) }
  }
  const left = allocate(
    tax - stated,
    lines.map(({ net }) => (net > 0n ? net : 0n)),
  )
  return { sum: tax, each: lines.map((line, index) => (line.tax ?? 0n) + left[index]!) }
}

/** Does what was said come to its total? */
function checkTotal(
  body: Reader,
  mapping: OrderMapping,
  lines: readonly Priced[],
  { discount, freight, tax }: { discount: Minor; freight: Minor; tax: Minor },
  currency: string,
): void {
  const total = body.amount('/total', mapping.total, currency)
  if (total === undefined) return
  const sum = lines.reduce((all, { net }) => all + net, 0n) - discount + freight + tax
  if (sum === total) return
  const [parts, whole] = [formatAmount(sum, currency), formatAmount(total, currency)]
  body.note('/total', 'totals_differ', `its parts come to ${parts}; it says ${whole}`)
}

function customerOf(body: Reader, mapping: OrderMapping['customer']) {
  const kind = body.text('/customer/create/kind', mapping.kind)
  const create = said({
    name: body.text('/customer/create/name', mapping.name),
    email: body.text('/customer/create/email', mapping.email),
    kind: kind as 'person' | undefined,
  })
  return Object.keys(create).length === 0 ? {} : { create }
}

function addressOf(body: Reader, path: string, mapping: AddressMapping | undefined) {
  if (mapping === undefined) return undefined
  const { lines = [], ...members } = mapping
  const texts = Object.entries(members).map(
    ([name, field]) => [name, body.text(`${path}/${name}`, field)] as const,
  )
  const found = lines.flatMap((field, index) => body.text(`${path}/lines/${index}`, field) ?? [])
  const address = said({
    ...(Object.fromEntries(texts) as Record<keyof typeof members, string | undefined>),
    lines: found.length === 0 ? undefined : found,
  })
  return Object.keys(address).length === 0 ? undefined : address
}

function customOf(reader: Reader, path: string, mapping: Record<string, string> | undefined) {
  if (mapping === undefined) return undefined
  const texts = Object.entries(mapping).map(([name, field]) => [name, reader.text(`${path}/${name}`, field)])
  return said(Object.fromEntries(texts) as Record<string, string | undefined>)
}

type Said<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without what was not said. */
function said<T extends object>(all: T): Said<T> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Said<T>
}

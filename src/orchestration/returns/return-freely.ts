import { issueDate, type BillLine } from '../../billing/index.ts'
import { tooFine, type Item } from '../../catalog/index.ts'
import { accountById, findAccount, type Account } from '../../customers/index.ts'
import { businessDate, type Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { currencyDigits, isCurrency, mulPriceQuantity } from '../../platform/money.ts'
import { taxDocument, UNTAXED, type TaxRate } from '../../tax/index.ts'
import type { Progress } from '../plan/progress.ts'
import {
  checkCost,
  checkDate,
  checkSeries,
  type Made,
  type Note,
  type Piece,
  type ReturnFacts,
  type ReturnRequest,
} from './returned.ts'

/** A credit that refers to no order (D9 row 24): at the price that is given, and the tax of the day on top of it. */
export function freely(
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
  if (request.reasonCode != null)
    note('/reasonCode', 'order_required', 'a fee is kept of what an order sold: name the order')
  const on = request.on ?? businessDate(company, context.now)
  checkDate(progress, company, context, on, note)
  const series = request.series ?? company.settings.creditSeries ?? 'CM'
  if (account) checkSeries(facts, companyId, series, note)
  // The day that the credit memo will bear: its tax and its rate are those of that day.
  const issuedOn = issueDate(progress.billing, { companyId, series, year: 0 }, on)
  const rateE10 = isCurrency(currency) ? facts.exchange(company, currency, issuedOn) : undefined
  if (account && rateE10 === undefined)
    note('/currency', 'rate_not_found', `no exchange rate from ${currency} is set up`)
  if (request.lines.length === 0) note('/lines', 'required', 'a return has lines')
  const taxable: { bill: BillLine; rate: TaxRate }[] = []
  const pieces = request.lines.flatMap((line, index): Piece[] => {
    const path = `/lines/${index}`
    const item = line.sku === null ? undefined : facts.items(companyId, line.sku)
    if (line.lineNo !== null || line.fulfillmentLineId !== null)
      note('/orderId', 'required', 'a line of an order is named without its order')
    if (!item)
      note(`${path}/sku`, 'unknown_item', line.sku === null ? 'an item' : `there is no item ${line.sku}`)
    const wrong = item && tooFine(item, line.quantity)
    if (line.quantity <= 0n) note(`${path}/quantity`, 'bad_quantity', 'a quantity above 0')
    else if (wrong) note(`${path}/quantity`, wrong.code, wrong.message)
    if (line.uom !== undefined)
      note(`${path}/uom`, 'unknown_unit', 'without an order goods come back in what they are stocked in')
    if (line.unitPrice === null) note(`${path}/unitPrice`, 'required', 'what is credited of a unit')
    else if (line.unitPrice < 0n) note(`${path}/unitPrice`, 'bad_price', 'a price of 0 or more')
    const stocked = line.restock && item?.kind === 'goods'
    const location = stocked
      ? progress.stock.locations.get(companyId)?.find((one) => one.code === line.location)
      : undefined
    if (stocked && !location) note(`${path}/location`, 'unknown_location', 'a location that takes it in')
    if (stocked && line.unitCost === null)
      note(`${path}/unitCost`, 'required', 'what a unit is worth to stock')
    checkCost(line, path, note)
    const rate = item && account && taxRate(progress, account, item, issuedOn)
    if (rate === 'missing')
      note(
        `${path}/sku`,
        'tax_rate_not_found',
        `no rate of tax code ${item!.taxCode} holds there on ${issuedOn}`,
      )
    if (!item || !isCurrency(currency) || line.unitPrice === null || line.unitPrice < 0n) return []
    if (rate === 'missing' || line.quantity <= 0n) return []
    const { quantity, unitPrice } = line
    const net = mulPriceQuantity(unitPrice, quantity, currencyDigits(currency), company.rounding)
    const shown = { itemId: item.id, sku: item.sku, itemClass: item.itemClass, quantity, unitPrice }
    const bill: BillLine = {
      sourceId: null,
      ...shown,
      owedOn: item.kind === 'gift_card',
      net,
      tax: 0n,
      freight: 0n,
      taxRateId: rate?.id ?? null,
      taxPercent: rate?.percent ?? 0n,
      taxDifference: null,
    }
    if (rate) taxable.push({ bill, rate })
    return [
      {
        of: undefined,
        returnedBefore: 0n,
        itemId: item.id,
        bill,
        location,
        value: mulPriceQuantity(line.unitCost ?? 0n, quantity, company.digits),
      },
    ]
  })
  const taxed = taxDocument(
    taxable.map(({ bill: { net, quantity }, rate }) => ({ base: net, quantity, rate })),
    { level: company.taxRounding, rounding: company.rounding, inclusive: false },
  )
  taxable.forEach(({ bill }, place) => (bill.tax = taxed.lines[place]!.amount))
  if (!account || rateE10 === undefined) return undefined
  return { order: undefined, account, currency, rateE10, on, series, pieces }
}

/** The rate of an item at the account's place on a day; undefined: it bears no tax there. */
function taxRate(
  progress: Progress,
  account: Account,
  item: Item,
  on: string,
): TaxRate | 'missing' | undefined {
  if (account.taxExempt || item.taxCode === UNTAXED) return undefined
  const { companyId, shipToCountry: country, shipToRegion } = account
  const place = { country, region: shipToRegion || undefined, on }
  return progress.rates.due(companyId, item.taxCode, place) ?? 'missing'
}

import { differ, lineNamed, linesNamed, quantityOf, soldIn } from '../money/sold-lines.ts'
import type { BillLine } from '../../billing/index.ts'
import { tooFine } from '../../catalog/index.ts'
import { accountById } from '../../customers/index.ts'
import { returnValue } from '../../inventory/index.ts'
import { orderNumber, type FulfillmentLine, type Order } from '../../orders/index.ts'
import type { Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { currencyDigits, mulPriceQuantity, type Micro } from '../../platform/money.ts'
import { withBrought } from './brought.ts'
import { creditCharges, keptOf } from '../money/charged.ts'
import { actDate, orderOf, type Progress } from '../plan/progress.ts'
import { keepFreight } from './kept-freight.ts'
import { creditAgreed } from './return-agreed.ts'
import { fitRoom, netOf, roomOf, unitsBilled } from './return-room.ts'
import { restockingFee } from './restocking.ts'
import { amountsBack, takeBack, type Returnable } from './returnable.ts'
import {
  checkCost,
  checkDate,
  checkSeries,
  type Made,
  type Note,
  type Piece,
  type ReturnFacts,
  type ReturnLine,
  type ReturnRequest,
} from './returned.ts'

/** A return of what an order sold: at what was paid for it, with the tax of its line, at what it cost (D9 rows 23, 25). */
export function fromOrder(
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
  const on = request.on ?? actDate(progress, order, context.now)
  checkSeries(facts, companyId, series, note)
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  const siblings = Map.groupBy(order.parts, (part) => part.lineNo)
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
      if (found.line.charges.length > 0) found.kept = keptOf(found.line, part, siblings.get(part.lineNo)!)
      wanted.set(part, found)
    }
    return found
  }
  const brought = facts.components.get(`${companyId}/${order.id}`) ?? []
  const byLine: Piece[][] = request.lines.map(() => [])
  for (const { line, index } of withBrought(request.lines, brought, order, facts.itemOf)) {
    const asked = {
      request,
      line,
      path: `/lines/${index}`,
      facts,
      company,
      order,
      historic: historic !== undefined,
    }
    byLine[index]!.push(...piecesOf(asked, returnable, note))
  }
  const pieces = byLine.flat()
  const { agreed } = request
  const digits = currencyDigits(order.currency)
  const before = {
    credited: ({ id }: FulfillmentLine) => facts.credited.get(`${companyId}/${id}`) ?? [],
    beside: facts.beside.get(`${companyId}/${order.id}`) ?? 0n,
  }
  let beside: BillLine | undefined
  let keptFreight: BillLine[] = []
  if (agreed && pieces.length > 0) {
    const back = (part: FulfillmentLine) => unitsBilled(wanted.get(part) ?? { part, returned: part.returned })
    beside = creditAgreed(byLine, agreed, digits, roomOf(order, before, back))
  } else if (historic === undefined) {
    const room = roomOf(order, before, ({ billedNet }) => billedNet)
    // What was given beside goods before is not given again.
    const own = request.lines.findIndex(({ unitPrice }) => unitPrice !== null)
    if (own < 0) fitRoom(pieces, room)
    else if (netOf(pieces) > room && netOf(pieces) <= room + before.beside)
      note(`/lines/${own}/unitPrice`, 'more_than_paid', 'more would be credited than was paid for the order')
  }
  if (request.reasonCode != null && !agreed) {
    const terms = facts.terms.get(`${companyId}/${request.reasonCode}`)
    if (terms === undefined) {
      note('/reasonCode', 'unknown_reason', `there is no reason ${request.reasonCode} for returns`)
    } else if (pieces.length > 0) {
      const { feePercent, freightRefund } = terms
      keptFreight = keepFreight(goodsBack(pieces, siblings), freightRefund, {
        before: facts.keptFreight.get(`${companyId}/${order.id}`) ?? [],
        isLast: allBack(order, wanted),
        freightTaxed: order.freightTax !== 0n,
        digits,
      })
      beside = restockingFee(netOf(pieces), feePercent, { digits, itemClass: pieces[0]!.bill.itemClass })
    }
  }
  if (request.lines.length === 0) note('/lines', 'required', 'a return has lines')
  checkDate(progress, company, context, on, note, shippedBefore(progress, order, pieces))
  return {
    order,
    account,
    currency: order.currency,
    rateE10: order.rateE10,
    on,
    series,
    pieces,
    beside,
    keptFreight,
  }
}

/** The goods of pieces, without what was charged beside them: freight stands with these. */
function goodsBack(
  pieces: readonly Piece[],
  siblings: ReadonlyMap<number, readonly FulfillmentLine[]>,
): BillLine[] {
  return pieces.map(({ of, bill, returnedBefore }) =>
    of ? creditCharges(bill, of.line, of.part, siblings.get(of.part.lineNo)!, returnedBefore)[0]! : bill,
  )
}

/** Has all that the order still wants come back, this return among it? */
function allBack(order: Order, wanted: ReadonlyMap<FulfillmentLine, Returnable>): boolean {
  return order.parts.every(
    (part) => (wanted.get(part)?.returned ?? part.returned) === part.quantity - part.cancelled,
  )
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
function piecesOf(stated: Asked, returnable: (part: FulfillmentLine) => Returnable, note: Note): Piece[] {
  const { path, order, historic } = stated
  const fitting = linesNamed(order, stated.line)
  const bySku = stated.line.lineNo === null && stated.line.fulfillmentLineId === null
  // The past came back, of whichever.
  if (bySku && !historic && differ(fitting)) {
    const message = `it may be of line ${fitting.map(({ lineNo }) => lineNo).join(' or ')}: say which by lineNo`
    note(`${path}/sku`, 'ambiguous_line', message)
    return []
  }
  const line = inStock(stated, note)
  if (!line) return []
  const asked = { ...stated, line }
  if (line.quantity <= 0n) {
    note(`${path}/quantity`, 'bad_quantity', 'a quantity above 0')
    return []
  }
  checkCost(line, path, note)
  const numbers = new Set(
    fitting.filter((one) => line.sku === null || one.sku === line.sku).map((one) => one.lineNo),
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
  const item = asked.facts.itemOf(order, parts[0]!.lineNo)
  // All that is there may come back, however it was agreed.
  const wrong = item && line.quantity < billed ? tooFine(item, line.quantity) : undefined
  if (wrong) note(`${path}/quantity`, wrong.code, wrong.message)
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

/** The line with its quantity in what its item is stocked in; undefined: it names a unit that it was not sold in. */
function inStock({ line, path, order, facts }: Asked, note: Note): ReturnLine | undefined {
  const { uom, quantity } = line
  if (uom === undefined) return line
  const named = lineNamed(order, line)
  const item = named && facts.itemOf(order, named.lineNo)
  const stocked = named && quantityOf(named, item, { uom, quantity })
  if (!named) return line
  if (stocked === undefined) {
    const units = [named.uom, ...(named.sold ? [named.sold.uom] : [])].join(' and ')
    note(`${path}/uom`, 'unknown_unit', `it was sold in ${units}`)
    return undefined
  }
  if (line.unitPrice === null || uom === named.uom) return { ...line, quantity: stocked }
  note(`${path}/uom`, 'unit_and_price', `state the price, and the quantity, of ${named.uom}`)
  return undefined
}

function pieceOf(asked: Asked, of: Returnable, quantity: Micro, note: Note): Piece | undefined {
  const { line, path, order, company, facts, historic } = asked
  const { part, line: ordered } = of
  if (line.unitPrice !== null && line.unitPrice < 0n) {
    note(`${path}/unitPrice`, 'bad_price', 'a price of 0 or more')
    return undefined
  }
  const amounts = amountsBack(of, quantity, {
    ownPrice: line.unitPrice,
    capped: !historic,
    freightTaxed: order.freightTax !== 0n,
    digits: currencyDigits(order.currency),
  })
  // A price of the past is a fact; today nobody gets back more than was paid.
  if (!historic && amounts.net > part.billedNet - of.credited.reduce((sum, one) => sum + one.net, 0n)) {
    note(`${path}/unitPrice`, 'more_than_paid', 'more would be credited than was paid')
  }
  const bill: BillLine = {
    sourceId: part.id,
    itemId: part.itemId,
    sku: ordered.sku,
    itemClass: ordered.itemClass,
    owedOn: ordered.kind === 'gift_card',
    quantity,
    unitPrice: line.unitPrice ?? ordered.unitPrice,
    ...(line.unitPrice === null ? soldIn(ordered, quantity) : {}),
    ...amounts,
    taxRateId: ordered.taxRateId,
    taxPercent: ordered.taxPercent,
    taxDifference: null,
  }
  const returnedBefore = of.returned
  takeBack(of, bill)
  const piece: Piece = { of, returnedBefore, itemId: part.itemId, bill, location: undefined, value: 0n }
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
  else note(`${path}/unitCost`, 'cost_required', 'it did not leave stock: the cost of a unit is needed')
  of.issued.returned += quantity
  of.issued.returnedValue += piece.value
  return piece
}

/** Nothing comes back before it left: the latest of the days on which the goods began to leave. */
function shippedBefore(
  progress: Progress,
  { companyId, id }: Order,
  pieces: readonly Piece[],
): { on: string; what: string } | undefined {
  const first = new Map<bigint, string>()
  for (const { lines, shippedOn } of progress.shipments.get(`${companyId}/${id}`) ?? [])
    for (const { sourceId } of shippedOn === null ? [] : lines) {
      const known = first.get(sourceId)
      if (known === undefined || shippedOn! < known) first.set(sourceId, shippedOn!)
    }
  const days = pieces.flatMap(({ of }) => (of && first.get(of.part.id)) ?? []).sort()
  const on = days.at(-1)
  return on === undefined ? undefined : { on, what: 'the goods were shipped' }
}

import type { Member, Props, ShopOrder } from './order.ts'
import { relationshipsOf } from './order.ts'
import { Refused } from './refused.ts'

export interface ReturnRequest extends Props {
  id: string
  orderId: string
  state: string
  returnItemList: ReturnItem[]
  refundMethodList: RefundMethod[]
  actualShippingRefund: number
  actualTaxRefund: number
  otherRefund: number
  returnFee: number
  replacementOrder: { id: string } | null
  /** What was done with it, in order; it has no such member in a shop. */
  operations: string[]
}

interface ReturnItem extends Props {
  returnItemId: string
  commerceItemId: string
  quantityToReturn: number
  quantityReceived: number
  refundAmount: number
}

interface RefundMethod extends Props {
  id: string
  amount: number
  state: string
}

export interface AskedReturn {
  items: { commerceItemId: string; quantity: number; reason?: string | undefined }[]
  exchange?: boolean | undefined
  /** What the shopper takes instead; it is an order of its own. */
  replacement?: { sku: string; quantity: number; price?: string | undefined }[] | undefined
}

/** C-29: may this item come back? A whole order that is done, or an item that arrived where the shop allows parts. */
export function mayReturn(order: ShopOrder, item: Member, partial: boolean): boolean {
  if (order.state === 'NO_PENDING_ACTION') return true
  if (!partial) return false
  const parts = order.shippingGroups
    .flatMap(relationshipsOf)
    .filter((one) => one['commerceItemId'] === item.id)
  return parts.length > 0 && parts.every((one) => one['state'] === 'DELIVERED')
}

const pence = (amount: unknown) => Math.round(Number(amount) * 100)

/** A return as the shopper asks for it; the refund is what was paid for the units, with their tax. @throws Refused */
export function askReturn(
  order: ShopOrder,
  asked: AskedReturn,
  { partial, refundsShipping }: { partial: boolean; refundsShipping: boolean },
  ids: (prefix: string) => string,
): ReturnRequest {
  let goods = 0
  const returnItemList = asked.items.map(({ commerceItemId, quantity, reason }): ReturnItem => {
    const item = order.commerceItems.find((one) => one.id === commerceItemId)
    if (!item) throw new Refused(404, '86001', `No item ${commerceItemId} is in the order.`)
    if (!mayReturn(order, item, partial))
      throw new Refused(400, '86002', `${commerceItemId} is not returnable.`)
    const left = Number(item['quantity']) - Number(item['returnedQuantity'])
    if (quantity > left) throw new Refused(400, '86003', `${left} of ${commerceItemId} can be returned.`)
    const paid = pence((item['priceInfo'] as Props)['amount'])
    const refund = Math.round((paid * quantity) / Number(item['quantity']))
    goods += refund
    return {
      returnItemId: ids('ri'),
      commerceItemId,
      catalogRefId: item['catalogRefId'],
      quantityToReturn: quantity,
      quantityReceived: 0,
      returnReason: reason ?? 'didNotLike',
      refundAmount: refund / 100,
    }
  })
  const { tax, amount, shipping } = order['priceInfo'] as Props
  const part = (of: unknown) => (pence(amount) === 0 ? 0 : Math.round((pence(of) * goods) / pence(amount)))
  const taxRefund = part(tax)
  const shippingRefund = refundsShipping ? part(shipping) : 0
  const id = ids('rr')
  return {
    id,
    orderId: order.id,
    authorizationNumber: id,
    processName: asked.exchange === true ? 'Exchange' : 'Return',
    state: 'PENDING_CUSTOMER_ACTION',
    returnItemList,
    refundMethodList: [
      {
        id: ids('rm'),
        refundType: order.paymentGroups[0]?.['paymentMethod'] ?? 'manualRefund',
        paymentGroupId: order.paymentGroups[0]?.id ?? null,
        amount: (goods + taxRefund + shippingRefund) / 100,
        state: 'INCOMPLETE',
      },
    ],
    actualShippingRefund: shippingRefund / 100,
    actualTaxRefund: taxRefund / 100,
    otherRefund: 0,
    returnFee: 0,
    nonReturnItemCostAdjustments: [],
    replacingItems: false,
    replacementOrder: null,
    relatedReplacementOrders: [],
    operations: [],
  }
}

/**
 * The refund of an exchange: what the order that replaces the goods costs is credit of the store, with which it is paid, the rest
 * goes back as it came.
 *
 * @param cost of that order, in pence
 */
export function payReplacement(
  request: ReturnRequest,
  replacement: { id: string; cost: number },
  ids: (prefix: string) => string,
): { request: ReturnRequest; covered: number } {
  const [method] = request.refundMethodList
  const whole = pence(method!.amount)
  const covered = Math.min(whole, replacement.cost)
  const credit = {
    ...method!,
    id: ids('rm'),
    refundType: STORE_CREDIT,
    paymentGroupId: null,
    amount: covered / 100,
  }
  const rest = { ...method!, amount: (whole - covered) / 100 }
  const { id } = replacement
  return {
    covered,
    request: {
      ...request,
      replacingItems: true,
      replacementOrder: { id },
      relatedReplacementOrders: [{ id }],
      refundMethodList: rest.amount === 0 ? [credit] : [credit, rest],
    },
  }
}

export const STORE_CREDIT = 'storeCredit'

/** Members of a list by their id, changed as they are given. @throws Refused when one is not there */
function changed<T extends Props>(
  standing: readonly T[],
  given: unknown,
  key: string,
  fields: string[],
): T[] {
  if (given === undefined) return [...standing]
  const list = given as Props[]
  for (const one of list)
    if (!standing.some((member) => member[key] === one[key]))
      throw new Refused(404, '86004', `There is no ${key} ${JSON.stringify(one[key])}.`)
  return standing.map((member) => {
    const found = list.find((one) => one[key] === member[key])
    const taken = Object.entries(found ?? {}).filter(([name]) => fields.includes(name))
    return { ...member, ...Object.fromEntries(taken) }
  })
}

const DISPOSITIONS: ReadonlySet<unknown> = new Set([
  'acceptedWithRefund',
  'acceptedWithoutRestock',
  'rejected',
])

/** C-28: what the refund methods give is what its parts come to. @throws Refused */
function checkSums(request: ReturnRequest): void {
  const refunded = request.refundMethodList.reduce((sum, one) => sum + pence(one.amount), 0)
  const owed =
    request.returnItemList.reduce((sum, one) => sum + pence(one.refundAmount), 0) +
    pence(request.actualShippingRefund) +
    pence(request.actualTaxRefund) +
    pence(request.otherRefund) -
    pence(request.returnFee)
  if (refunded !== owed)
    throw new Refused(
      400,
      '86006',
      `The refund methods sum to ${refunded / 100}, the return to ${owed / 100}.`,
    )
}

/** C-28: what an order system may do with a return. */
const OPERATIONS: Readonly<Record<string, (standing: ReturnRequest, given: Props) => ReturnRequest>> = {
  receiveReturns(standing, given) {
    const fields = ['quantityReceived', 'dispositionReason']
    for (const one of (given['returnItemList'] ?? []) as Props[])
      if (one['dispositionReason'] !== undefined && !DISPOSITIONS.has(one['dispositionReason']))
        throw new Refused(400, '86010', `dispositionReason is one of ${[...DISPOSITIONS].join(', ')}.`)
    const returnItemList = changed(standing.returnItemList, given['returnItemList'], 'returnItemId', fields)
    for (const one of returnItemList)
      if (!(one.quantityReceived >= 0 && one.quantityReceived <= one.quantityToReturn))
        throw new Refused(400, '86005', `Of ${one.returnItemId} ${one.quantityToReturn} are to return.`)
    for (const [index, one] of returnItemList.entries())
      if (one.quantityReceived < standing.returnItemList[index]!.quantityReceived)
        throw new Refused(400, '86011', `Of ${one.returnItemId} more was received before.`)
    const whole = returnItemList.every((one) => one.quantityReceived === one.quantityToReturn)
    return { ...standing, returnItemList, state: whole ? 'FULL_RETURN' : 'PARTIAL_RETURN' }
  },
  adjustRefundAmounts(standing, given) {
    const amounts = ['actualShippingRefund', 'actualTaxRefund', 'otherRefund', 'returnFee']
    const next = { ...standing }
    for (const name of amounts) if (given[name] !== undefined) Object.assign(next, { [name]: given[name] })
    next.returnItemList = changed(standing.returnItemList, given['returnItemList'], 'returnItemId', [
      'refundAmount',
    ])
    next.refundMethodList = changed(standing.refundMethodList, given['refundMethodList'], 'id', ['amount'])
    checkSums(next)
    for (const { id, amount } of (given['paymentGroups'] ?? []) as Props[]) {
      const paid = next.refundMethodList.filter((one) => one['paymentGroupId'] === id)
      const sum = paid.reduce((all, one) => all + pence(one.amount), 0)
      if (paid.length === 0 || sum !== pence(amount))
        throw new Refused(400, '86012', `Payment group ${JSON.stringify(id)} is given ${sum / 100}.`)
    }
    return next
  },
  initiateRefund(standing) {
    if (!['FULL_RETURN', 'PARTIAL_RETURN'].includes(standing.state))
      throw new Refused(400, '86007', 'Nothing of this return was received.')
    checkSums(standing)
    const refundMethodList = standing.refundMethodList.map((one) => ({ ...one, state: 'COMPLETE' }))
    return { ...standing, refundMethodList, state: 'COMPLETE' }
  },
  markManualRefund(standing) {
    if (!['FULL_RETURN', 'PARTIAL_RETURN'].includes(standing.state))
      throw new Refused(400, '86007', 'Nothing of this return was received.')
    checkSums(standing)
    return { ...standing, state: 'MANUAL_REFUND' }
  },
  markAsComplete(standing) {
    if (standing.state !== 'MANUAL_REFUND')
      throw new Refused(400, '86013', 'Its refund was not marked as made by hand.')
    return { ...standing, state: 'COMPLETE' }
  },
}

/** @throws Refused */
export function operate(standing: ReturnRequest, given: Props): ReturnRequest {
  const op = String(given['op'])
  const operation = Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : undefined
  if (!operation) throw new Refused(400, '86008', `op is one of ${Object.keys(OPERATIONS).join(', ')}.`)
  if (['COMPLETE', 'CANCELLED'].includes(standing.state))
    throw new Refused(400, '86009', `The return is ${standing.state}.`)
  const { operations, ...changed } = operation(standing, given)
  return { ...changed, operations: [...operations, op] } as ReturnRequest
}

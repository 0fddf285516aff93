import {
  allocate,
  currencyDigits,
  formatAmount,
  formatMicro,
  parseMicro,
  type Micro,
  type Minor,
} from '../../platform/money.ts'
import type { ShopObject } from './merge.ts'

/** What came back here for a return of a shop, and was credited for it. */
export interface CameBack {
  /** By commerce item. */
  items: ReadonlyMap<string, { quantity: Micro; net: Minor }>
  tax: Minor
  freight: Minor
  /** Given beside the goods, or with a minus kept of them. */
  other: Minor
  currency: string
}

export type Step =
  | { kind: 'write'; op: string; body: ShopObject }
  /** It knows. `problem`: what it cannot be told, for people. */
  | { kind: 'known'; problem: string }

/** The shop does nothing more with it. */
const OVER: ReadonlySet<unknown> = new Set(['COMPLETE', 'CANCELLED'])
const MANUAL = 'manualRefund'

/**
 * The next thing that a shop is to be told of a return whose goods came back here (C-28): that they came, what they are credited by, and
 * that the refund may go out. Each step is decided on the return as the shop has it, so that one whose answer was lost is found done,
 * and nothing is said twice or before its turn. Nothing that the shop has received is taken back.
 */
export function nextStep(request: ShopObject, back: CameBack): Step {
  const { state } = request
  const known = (problem = ''): Step => ({ kind: 'known', problem })
  if (OVER.has(state)) return known()
  const items = list(request, 'returnItemList')
  const shares = sharesOf(items, back)
  const came = (item: ShopObject) => shares.get(item)!
  const received = (item: ShopObject) => micro(item['quantityReceived'])
  if (items.some((item) => received(item) > came(item).quantity))
    return known('the shop received more of it than came back here: complete it there')
  const fewer = items.filter((item) => received(item) < came(item).quantity)
  if (fewer.length > 0) {
    const returnItemList = fewer.map((item) => ({
      returnItemId: item['returnItemId'],
      quantityReceived: Number(formatMicro(came(item).quantity)),
      dispositionReason: 'acceptedWithRefund',
    }))
    return write('receiveReturns', { returnItemList })
  }
  // The rest is awaited, or somebody completes it in the shop.
  if (items.some((item) => came(item).quantity < micro(item['quantityToReturn']))) return known()
  const adjusted = adjustment(request, items, shares, back)
  if (adjusted) return write('adjustRefundAmounts', adjusted)
  if (state === 'MANUAL_REFUND') return write('markAsComplete', {})
  const isManual = list(request, 'refundMethodList').some((method) => method['refundType'] === MANUAL)
  return write(isManual ? 'markManualRefund' : 'initiateRefund', {})
}

/**
 * What came back and what is credited for it, of each item of the return: a commerce item may stand on several (groups, reasons), which
 * share it, each first what the shop has received of it, then up to what it asks for.
 */
function sharesOf(
  items: readonly ShopObject[],
  back: CameBack,
): Map<ShopObject, { quantity: Micro; net: Minor }> {
  const shares = new Map<ShopObject, { quantity: Micro; net: Minor }>()
  for (const [key, own] of Map.groupBy(items, (item) => String(item['commerceItemId']))) {
    const { quantity, net } = back.items.get(key) ?? { quantity: 0n, net: 0n }
    let left = quantity
    const take = (most: Micro): Micro => {
      const part = left < most ? left : most
      left -= part > 0n ? part : 0n
      return part > 0n ? part : 0n
    }
    const held = own.map((item) => take(micro(item['quantityReceived'])))
    const parts = own.map(
      (item, index) => held[index]! + take(micro(item['quantityToReturn']) - held[index]!),
    )
    const nets = allocate(net, parts)
    own.forEach((item, index) => shares.set(item, { quantity: parts[index]!, net: nets[index]! }))
  }
  return shares
}

const write = (op: string, body: ShopObject): Step => ({ kind: 'write', op, body: { op, ...body } })

/** What the refund is to be by what was credited; undefined: it is that. Refund methods, and what they pay to, move with it. */
function adjustment(
  request: ShopObject,
  items: readonly ShopObject[],
  shares: ReadonlyMap<ShopObject, { net: Minor }>,
  back: CameBack,
): ShopObject | undefined {
  const { currency, tax, freight, other } = back
  const amount = (minor: Minor) => Number(formatAmount(minor, currency))
  const minor = (value: unknown): Minor => {
    const scale = 10n ** BigInt(6 - currencyDigits(currency))
    return micro(value) / scale
  }
  const net = (item: ShopObject) => shares.get(item)!.net
  const total = items.reduce((sum, item) => sum + net(item), tax + freight + other)
  const methods = list(request, 'refundMethodList')
  const standing = methods.reduce((sum, method) => sum + minor(method['amount']), 0n)
  const isSame =
    items.every((item) => minor(item['refundAmount']) === net(item)) &&
    minor(request['actualTaxRefund']) === tax &&
    minor(request['actualShippingRefund']) === freight &&
    minor(request['otherRefund']) - minor(request['returnFee']) === other &&
    standing === total
  if (isSame || methods.length === 0) return undefined
  // The first methods give what they gave, the last one the rest.
  let left = total
  const refundMethodList = methods.map((method, index) => {
    const most = minor(method['amount'])
    const share = index === methods.length - 1 || left < most ? left : most
    left -= share
    return { id: method['id'], paymentGroupId: method['paymentGroupId'], amount: amount(share) }
  })
  return {
    returnItemList: items.map((item) => ({
      returnItemId: item['returnItemId'],
      refundAmount: amount(net(item)),
    })),
    actualTaxRefund: amount(tax),
    actualShippingRefund: amount(freight),
    otherRefund: amount(other > 0n ? other : 0n),
    returnFee: amount(other < 0n ? -other : 0n),
    refundMethodList: refundMethodList.map(({ id, amount: given }) => ({ id, amount: given })),
    paymentGroups: refundMethodList.flatMap(({ paymentGroupId: id, amount: given }) =>
      id === null || id === undefined ? [] : [{ id, amount: given }],
    ),
  }
}

function micro(value: unknown): Micro {
  if (typeof value === 'number' && Math.abs(value) < 1e12) return parseMicro(value.toFixed(6)) ?? 0n
  return typeof value === 'string' ? (parseMicro(value) ?? 0n) : 0n
}

function list(object: ShopObject, name: string): ShopObject[] {
  const members = object[name]
  return Array.isArray(members) ? (members as ShopObject[]) : []
}

/** Whether nothing more happens with a return in the shop. */
export const isOver = (request: ShopObject): boolean => OVER.has(request['state'])

/** What a return asks for, by commerce item, and what the shop has received of it. */
export function askedOf(request: ShopObject): Map<string, { asked: Micro; received: Micro }> {
  const found = new Map<string, { asked: Micro; received: Micro }>()
  for (const item of list(request, 'returnItemList')) {
    const key = String(item['commerceItemId'])
    const { asked, received } = found.get(key) ?? { asked: 0n, received: 0n }
    found.set(key, {
      asked: asked + micro(item['quantityToReturn']),
      received: received + micro(item['quantityReceived']),
    })
  }
  return found
}

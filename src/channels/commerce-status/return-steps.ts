import {
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
  const came = (item: ShopObject) =>
    back.items.get(String(item['commerceItemId'])) ?? { quantity: 0n, net: 0n }
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
  const adjusted = adjustment(request, items, back)
  if (adjusted) return write('adjustRefundAmounts', adjusted)
  if (state === 'MANUAL_REFUND') return write('markAsComplete', {})
  const isManual = list(request, 'refundMethodList').some((method) => method['refundType'] === MANUAL)
  return write(isManual ? 'markManualRefund' : 'initiateRefund', {})
}

const write = (op: string, body: ShopObject): Step => ({ kind: 'write', op, body: { op, ...body } })

/** What the refund is to be by what was credited; undefined: it is that. Refund methods, and what they pay to, move with it. */
function adjustment(
  request: ShopObject,
  items: readonly ShopObject[],
  back: CameBack,
): ShopObject | undefined {
  const { currency, tax, freight, other } = back
  const amount = (minor: Minor) => Number(formatAmount(minor, currency))
  const minor = (value: unknown): Minor => {
    const scale = 10n ** BigInt(6 - currencyDigits(currency))
    return micro(value) / scale
  }
  const net = (item: ShopObject) => back.items.get(String(item['commerceItemId']))?.net ?? 0n
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

/** Whether goods that came back are those of a return: none of another item, and no more of any than it asks for; or other goods. */
export function isOf(request: ShopObject, { items }: Pick<CameBack, 'items'>): 'whole' | 'partly' | 'other' {
  const asked = new Map<string, Micro>()
  for (const item of list(request, 'returnItemList')) {
    const key = String(item['commerceItemId'])
    asked.set(key, (asked.get(key) ?? 0n) + micro(item['quantityToReturn']))
  }
  const fits = [...items].map(([item, { quantity }]) => quantity <= (asked.get(item) ?? 0n))
  if (fits.every(Boolean)) return 'whole'
  return [...items.keys()].some((item) => asked.has(item)) ? 'partly' : 'other'
}

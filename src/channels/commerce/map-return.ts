import { isCurrency, type Minor } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import type { AgreedRefund, Mapped, MappedFor, MappedReturn, OpenReturn } from '../inbound/port.ts'
import { Said } from './said.ts'
import type { CommerceSettings } from './settings.ts'

/** Words of the shop for what it took back; whatever else it says of an item, nothing is given for it. */
const ACCEPTED: ReadonlySet<string> = new Set(['acceptedWithRefund', 'acceptedWithoutRestock'])

/** So many orders that replace what comes back are looked at; a shop makes one. */
const MOST_REPLACEMENTS = 20

/**
 * A return request of the shop (C-27, C-28), of goods that are exchanged too: the order that replaces them comes by itself. Before it is complete the shop may still receive more, reject items and change the
 * refund: it is worked off once, when nothing of it changes any more, with what was received and accepted by then. What cannot be
 * done stands in the log with its reason.
 */
export function mapReturn(said: Said, { currency: ours }: MappedFor<CommerceSettings>): Mapped {
  const original = said.part('originatingOrder')
  const order = original.text('id') ?? said.required('orderId')
  const name =
    said.text('authorizationNumber', 'id', 'returnRequestId') ?? said.required('authorizationNumber')
  const items = said.list('returnItemList')
  if (items.length === 0) said.note('returnItemList', 'required', 'a return has items')
  const exchange = replacedBy(said)
  const request = said.text('id', 'returnRequestId', 'authorizationNumber') ?? name
  const nothing = (member: string, code: string, message: string, open: { open?: OpenReturn }): Mapped => {
    const problems: Problem[] = [{ path: said.at(member), code, message }]
    return { what: 'nothing', order, problems, ...exchange, ...open }
  }
  const state = (said.text('state') ?? '').toUpperCase()
  if (state === 'CANCELLED') return nothing('state', 'return_cancelled', 'the return was called off', {})
  const stated = original.part('priceInfo').text('currencyCode')
  const currency = stated !== undefined && isCurrency(stated) ? stated : ours
  let missing = false
  const left: Problem[] = []
  const lines = items.flatMap((item): MappedReturn[] => {
    const line = item.text('commerceItemId') ?? item.required('commerceItemId')
    const asked = item.decimal('quantityToReturn') ?? 0n
    const quantity = item.decimal('quantityReceived') ?? 0n
    if (quantity <= 0n || quantity < asked) {
      missing = true
      const came = `${item.text('quantityReceived') ?? '0'} of ${item.text('quantityToReturn') ?? '0'} came back`
      const message = `item ${line}: ${came}; the rest stays with the customer`
      left.push({ path: item.at('quantityReceived'), code: 'not_received', message: message.slice(0, 300) })
    }
    if (quantity <= 0n) return []
    const disposition = item.text('dispositionReason') ?? 'acceptedWithRefund'
    if (!ACCEPTED.has(disposition)) {
      const message = `item ${line}: the shop says "${disposition}" of what came back, and nothing is credited for it`
      left.push({ path: item.at('dispositionReason'), code: 'not_accepted', message: message.slice(0, 300) })
      return []
    }
    const net = new Said(item.value, item.path, []).price('refundAmount', currency) ?? null
    return [{ line, quantity, restock: disposition !== 'acceptedWithoutRestock', net }]
  })
  const refunds = said.list('refundMethodList').map((method) => method.price('amount', currency) ?? 0n)
  if (said.problems.length > 0) return { what: 'refused', problems: said.problems }
  if (state !== 'COMPLETE')
    return missing
      ? nothing(
          'returnItemList',
          'not_received_yet',
          'it is credited when the shop has refunded what comes back',
          { open: { request } },
        )
      : nothing(
          'state',
          'not_refunded_yet',
          'everything came back: it is credited when the shop has refunded it',
          { open: { request } },
        )
  const refunded = refunds.length === 0 ? null : refunds.reduce((sum, one) => sum + one, 0n)
  const { credit, agreed } = agreedIn(said, original, {
    lines,
    currency,
    refunded,
    exchanged: exchange !== undefined,
  })
  const reason = (items[0]?.text('returnReason') ?? `return ${name}`).slice(0, 500)
  return {
    what: 'return',
    order,
    name,
    lines,
    credit,
    reason,
    problems: left,
    ...exchange,
    ...(agreed && { agreed }),
  }
}

/** The orders that replace what comes back, by their ids in the shop; undefined: it is no exchange. */
function replacedBy(said: Said): { replacedBy: string[] } | undefined {
  if (said.text('processName')?.toLowerCase() !== 'exchange') return undefined
  const idOf = (one: unknown) =>
    new Said({ one }, '', []).text('one') ?? new Said(one, '', []).text('id', 'orderId')
  const related = said.value['relatedReplacementOrders']
  const all = [said.value['replacementOrder'], ...(Array.isArray(related) ? related : [])]
  const ids = all.slice(0, MOST_REPLACEMENTS).flatMap((one) => idOf(one)?.slice(0, 200) ?? [])
  return { replacedBy: [...new Set(ids)] }
}

/**
 * What the shop gives back, part by part, where it says each and they come to what it refunds (C-28): that is what it agreed with the
 * shopper, and it stands as the prices of its orders do. With tax in its prices no part can be told apart.
 *
 * @returns `credit`: what is given back in all, whatever pays it out; of an exchange the refund is what the replacement leaves
 */
function agreedIn(
  { value, path }: Said,
  original: Said,
  {
    lines,
    currency,
    refunded,
    exchanged,
  }: { lines: readonly MappedReturn[]; currency: string; refunded: Minor | null; exchanged: boolean },
): { credit: Minor | null; agreed?: AgreedRefund } {
  // What cannot be read is as good as not said.
  const said = new Said(value, path, [])
  const inclusive = original.part('taxPriceInfo').value['isTaxIncluded'] === true
  const tax = said.amount('actualTaxRefund', currency)
  const freight = said.amount('actualShippingRefund', currency)
  const nets = lines.map(({ net }) => net)
  if (inclusive || tax === undefined || freight === undefined || nets.includes(null))
    return { credit: refunded }
  const other = (said.amount('otherRefund', currency) ?? 0n) - (said.amount('returnFee', currency) ?? 0n)
  const sum = nets.reduce<Minor>((total, net) => total + net!, 0n) + tax + freight + other
  if (tax < 0n || freight < 0n || said.problems.length > 0) return { credit: refunded }
  if (refunded === null ? !exchanged : exchanged ? refunded > sum : refunded !== sum)
    return { credit: refunded }
  return { credit: sum, agreed: { tax, freight, other } }
}

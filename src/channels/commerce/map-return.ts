import { isCurrency, type Minor } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import type { Mapped, MappedFor, MappedReturn } from '../inbound/port.ts'
import type { Said } from './said.ts'
import type { CommerceSettings } from './settings.ts'

/** Words of the shop for what it took back; whatever else it says of an item, nothing is given for it. */
const ACCEPTED: ReadonlySet<string> = new Set(['acceptedWithRefund', 'acceptedWithoutRestock'])

/**
 * A return request of the shop (C-27, C-28). Before it is complete the shop may still receive more, reject items and change the
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
  const nothing = (member: string, code: string, message: string): Mapped => {
    const problems: Problem[] = [{ path: said.at(member), code, message }]
    return { what: 'nothing', order, problems }
  }
  const state = (said.text('state') ?? '').toUpperCase()
  if (state === 'CANCELLED') return nothing('state', 'return_cancelled', 'the return was called off')
  if (said.text('processName')?.toLowerCase() === 'exchange')
    return nothing(
      'processName',
      'not_supported_yet',
      'goods cannot be exchanged yet: take them back and sell anew',
    )
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
    return [{ line, quantity, restock: disposition !== 'acceptedWithoutRestock' }]
  })
  const stated = original.part('priceInfo').text('currencyCode')
  const currency = stated !== undefined && isCurrency(stated) ? stated : ours
  const refunds = said.list('refundMethodList').map((method) => method.price('amount', currency) ?? 0n)
  if (said.problems.length > 0) return { what: 'refused', problems: said.problems }
  if (state !== 'COMPLETE')
    return missing
      ? nothing(
          'returnItemList',
          'not_received_yet',
          'it is credited when the shop has refunded what comes back',
        )
      : nothing(
          'state',
          'not_refunded_yet',
          'everything came back: it is credited when the shop has refunded it',
        )
  const credit: Minor | null = refunds.length === 0 ? null : refunds.reduce((sum, one) => sum + one, 0n)
  const reason = (items[0]?.text('returnReason') ?? `return ${name}`).slice(0, 500)
  return { what: 'return', order, name, lines, credit, reason, problems: left }
}

import { isCurrency, type Minor } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import type { Mapped, MappedFor, MappedReturn } from '../inbound/port.ts'
import type { Said } from './said.ts'
import type { CommerceSettings } from './settings.ts'

/**
 * A return request of the shop (C-27). It is worked off once, when everything of it has come back: goods that are on their
 * way are no fact of ours yet. What cannot be done stands in the log with its reason.
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
  if ((said.text('state') ?? '').toUpperCase() === 'CANCELLED')
    return nothing('state', 'return_cancelled', 'the return was called off')
  if (said.text('processName')?.toLowerCase() === 'exchange')
    return nothing(
      'processName',
      'not_supported_yet',
      'goods cannot be exchanged yet: take them back and sell anew',
    )
  let missing = false
  const lines = items.flatMap((item): MappedReturn[] => {
    const line = item.text('commerceItemId') ?? item.required('commerceItemId')
    const asked = item.decimal('quantityToReturn') ?? 0n
    const quantity = item.decimal('quantityReceived') ?? 0n
    if (quantity <= 0n || quantity < asked) missing = true
    return [{ line, quantity, restock: item.text('dispositionReason') !== 'acceptedWithoutRestock' }]
  })
  if (said.problems.length > 0) return { what: 'refused', problems: said.problems }
  if (missing)
    return nothing('returnItemList', 'not_received_yet', 'it is credited when everything of it has come back')
  const stated = original.part('priceInfo').text('currencyCode')
  const currency = stated !== undefined && isCurrency(stated) ? stated : ours
  const refunds = said.list('refundMethodList').map((method) => method.price('amount', currency) ?? 0n)
  const credit: Minor | null = refunds.length === 0 ? null : refunds.reduce((sum, one) => sum + one, 0n)
  const reason = (items[0]?.text('returnReason') ?? `return ${name}`).slice(0, 500)
  return { what: 'return', order, name, lines, credit, reason }
}

import type { JsonObject } from '../../platform/json.ts'
import { formatAmount, type Minor } from '../../platform/money.ts'
import { addressIn } from './map-address.ts'
import type { MappedPayment } from '../inbound/port.ts'
import type { Group } from './map-group.ts'
import type { Said } from './said.ts'
import type { CommerceSettings } from './settings.ts'

/** How an order is paid. Nothing of a card is taken over, whichever variant of the webhook brought it (C-08). */
export function paymentIn(
  order: Said,
  places: readonly Pick<Group, 'place'>[],
  total: Minor,
  currency: string,
  settings: CommerceSettings,
): {
  prepaid: boolean
  billTo: ReturnType<typeof addressIn>
  custom: JsonObject
  groups: JsonObject[]
  payments: MappedPayment[]
} {
  const show = (amount: Minor) => formatAmount(amount, currency)
  let paid = 0n
  let prepaid = true
  const codes = new Set<string>()
  const payments: MappedPayment[] = []
  const isOneStore = places[0]?.place !== undefined && places.every(({ place }) => place === places[0]!.place)
  const said = order.list('paymentGroups')
  const groups = said.map((group): JsonObject => {
    const method = group.required('paymentMethod')
    const ours = settings.paymentMethods?.[method]
    if (method !== '' && !ours)
      group.note('paymentMethod', 'unmapped', `payment method "${method}" is none of ours: say which it is`)
    if (ours) codes.add(ours.code)
    if (ours?.inStore && !isOneStore)
      group.note('paymentMethod', 'not_one_store', 'what is paid in a store is all picked up in that store')
    if (!ours?.prepaid) prepaid = false
    const amount = group.price('amount', currency) ?? 0n
    paid += amount
    payments.push({
      id: group.text('id') ?? '',
      method: ours?.code ?? method,
      amount,
      placeholder: ours?.inStore === true,
      settled: group.text('state') === 'SETTLED',
    })
    const authorized = group.price('amountAuthorized', currency)
    // Who pays in the store has authorized nothing before.
    if (!ours?.inStore && authorized !== undefined && authorized < amount)
      group.note(
        'amountAuthorized',
        'not_authorized',
        `${show(authorized)} of ${show(amount)} are authorized`,
      )
    if (settings.payment === 'with_details') judgeAuthorization(group)
    return {
      id: group.text('id') ?? null,
      method: ours?.code ?? null,
      ...(ours?.inStore ? { inStore: true } : {}),
      amount: show(amount),
      ...(authorized === undefined ? {} : { authorized: show(authorized) }),
    }
  })
  if (said.length > 0 && paid !== total)
    order.note('paymentGroups', 'payment_differs', `they pay ${show(paid)} of ${show(total)}`)
  const address = said
    .map((group) => addressIn(group.part('billingAddress')))
    .find((one) => one !== undefined)
  return {
    prepaid: said.length > 0 && prepaid,
    billTo: address?.country === undefined ? undefined : address,
    custom: codes.size === 0 ? {} : { paymentMethods: [...codes] },
    groups,
    payments,
  }
}

/** The last thing that the shop heard of the money is what holds. */
function judgeAuthorization(group: Said): void {
  const last = group.list('authorizationStatus').at(-1)
  if (last && last.value['transactionSuccess'] === false)
    last.note('transactionSuccess', 'not_authorized', 'the last authorization was refused')
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseJson } from '../../platform/http/index.ts'
import { refuse, type Problem } from '../../platform/outcome.ts'
import {
  OutsideFailure,
  type InboundEvent,
  type InboundKind,
  type Mapped,
  type Recognized,
} from '../inbound/port.ts'
import { askShop, logIn } from './ask-shop.ts'
import { functions, payments } from './functions/index.ts'
import { mapCustomer } from './map-customer.ts'
import { mapOrder } from './map-order.ts'
import { mapReturn } from './map-return.ts'
import { epochMs, isObject, isTruncated, Said } from './said.ts'
import { CommerceSettings } from './settings.ts'
import { isTakenBack, orderStateOf } from './states.ts'

const SIGNATURE = 'x-oracle-cc-webhook-signature'

/**
 * Oracle CX Commerce (C-06, C-08, C-09, C-14, C-16). The signature covers the body alone, so what a message is about is
 * read from the body, never from its address: nobody can send the body of an order to where cancellations go.
 */
export const commerce: InboundKind<CommerceSettings> = {
  kind: 'commerce',
  settings: CommerceSettings,
  functions,
  payments,

  isGenuine({ bytes, header }, secrets, { algorithm }) {
    const given = Buffer.from(header(SIGNATURE) ?? '', 'base64')
    // Every secret is tried, so that the time does not tell which one, or whether any, was near.
    let genuine = false
    for (const secret of secrets) {
      const wanted = createHmac(algorithm, secret).update(bytes).digest()
      const same = timingSafeEqual(
        wanted,
        given.length === wanted.length ? given : Buffer.alloc(wanted.length),
      )
      genuine = (same && given.length === wanted.length) || genuine
    }
    return genuine
  },

  recognize(bytes, settings): Recognized {
    const parsed = parseJson(bytes)
    if (!parsed.ok) return { ok: false, problems: [parsed.problem] }
    const content = parsed.value
    const card = cardNumberIn(content)
    if (card) return { ok: false, problems: [card], forbidden: true }
    const named = eventOf(content, settings)
    if (!named)
      return refuse(
        'unknown_message',
        'it is no order, return or customer: nothing here knows what to do with it',
      )
    const { event, about, names } = named
    const key = about.text(...names)?.slice(0, MOST_KEY)
    if (key === undefined) return refuse('unknown_message', `it has no ${names[0]}`, about.at(names[0]!))
    const ms = epochMs(about.value['lastModifiedTime'])
    return { ok: true, event, key, version: ms === undefined ? null : BigInt(ms), content }
  },

  leftOut(content, event) {
    if (!isTruncated(content)) return null
    const body = new Said(content, '', [])
    const [folder, id] =
      event === 'return_updated'
        ? ['returnRequests', returnIn(body).text('id', 'returnRequestId', 'authorizationNumber')]
        : event === 'customer_saved'
          ? ['profiles', body.part('profile').text('id')]
          : ['orders', body.part('order').text('id')]
    return `/ccadmin/v1/${folder}/${encodeURIComponent(id ?? '')}`
  },

  async complete(content, path, sender, signal) {
    const whole = await askShop(path, sender, signal)
    const body = content as Record<string, unknown>
    const name = ['order', 'return', 'returnRequest', 'profile'].find((one) => isObject(body[one]))!
    return { ...body, [name]: isObject(whole[name]) ? whole[name] : whole }
  },

  async logIn(sender, signal) {
    await logIn(sender, signal)
  },

  async fetchOrder(id, sender, signal) {
    try {
      const order = await askShop(`/ccadmin/v1/orders/${encodeURIComponent(id)}`, sender, signal)
      return messageOf(order)
    } catch (error) {
      if (error instanceof OutsideFailure && error.status === 404) return undefined
      throw error
    }
  },

  map(content, event, channel): Mapped {
    const body = new Said(content, '', [])
    switch (event) {
      case 'order_submitted':
        return mapOrder(body, channel)
      case 'return_updated':
        return mapReturn(returnIn(body), channel)
      case 'customer_saved':
        return mapCustomer(body, channel)
      case 'order_cancelled': {
        const order = body.part('order')
        const reason = (order.text('cancelReason', 'cancellationReason') ?? 'cancelled in the shop').slice(
          0,
          500,
        )
        return { what: 'cancellation', order: order.required('id'), reason }
      }
      case 'remorse_started': {
        const order = body.part('order')
        const price = order.part('priceInfo')
        const items = order.list('commerceItems').length
        const total = [price.text('total'), price.text('currencyCode')].filter(Boolean).join(' ')
        const message = `it is coming (items: ${items}, total: ${total || 'not said'}): the shopper may change or cancel it yet, and the order itself comes when that time is over`
        const problems = [{ path: '/order/state', code: 'remorse_period', message: message.slice(0, 300) }]
        return { what: 'nothing', order: order.text('id') ?? null, problems }
      }
      case 'unknown':
        return {
          what: 'refused',
          problems: [{ path: '', code: 'unknown_message', message: 'nothing knows it' }],
        }
    }
  },
}

const MOST_KEY = 200

/** The message by which the shop would have said what it has of an order. */
export const messageOf = (order: object): Buffer => Buffer.from(JSON.stringify({ order }))

/** The message by which the shop would have said what it has of a return. */
export const returnMessageOf = (request: object): Buffer => Buffer.from(JSON.stringify({ return: request }))

const returnIn = (body: Said): Said => body.part(body.has('return') ? 'return' : 'returnRequest')

function eventOf(
  content: unknown,
  settings: CommerceSettings,
): { event: InboundEvent; about: Said; names: string[] } | undefined {
  const body = new Said(content, '', [])
  const inside = returnIn(body)
  if (isObject(body.value['return']) || isObject(body.value['returnRequest']))
    return { event: 'return_updated', about: inside, names: ['authorizationNumber', 'id', 'returnRequestId'] }
  if (isObject(body.value['order'])) {
    const about = body.part('order')
    const state = orderStateOf(about, settings)
    const event = isTakenBack(state)
      ? 'order_cancelled'
      : state === 'QUEUED'
        ? 'remorse_started'
        : 'order_submitted'
    return { event, about, names: ['id'] }
  }
  for (const name of ['profile', 'organization', 'account']) {
    if (isObject(body.value[name])) return { event: 'customer_saved', about: body.part(name), names: ['id'] }
  }
  return undefined
}

/** A whole card number never enters; the last digits of one may (decision 0009). */
function cardNumberIn(content: unknown): Problem | undefined {
  const order = new Said(content, '', []).part('order')
  for (const group of order.list('paymentGroups')) {
    for (const [name, value] of Object.entries(group.value)) {
      if (!/card.?number/i.test(name) || !/^\d{12,19}$/.test(String(value).replaceAll(/[ -]/g, ''))) continue
      return { path: group.at(name), code: 'card_number', message: 'a whole card number must not be sent' }
    }
  }
  return undefined
}

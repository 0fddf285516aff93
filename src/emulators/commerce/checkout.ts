import type { Member, Props, ShopOrder } from './order.ts'
import { Refused } from './refused.ts'
import { ALGORITHMS, newSecret, signatureOf, withoutPayment, type Webhook } from './webhooks.ts'

/** Function webhooks in the order in which a checkout asks them (C-11): before it prices the order anew, while, and after. */
const ASKED = [
  'orderQualification',
  'externalPriceValidation',
  'shippingCalculator',
  'externalTaxCalculation',
  'orderValidation',
] as const
/** And what it asks whenever somebody opens an order (C-21). */
export const FUNCTIONS = [...ASKED, 'orderStatus', 'creditCardPayment'] as const
export type FunctionId = (typeof FUNCTIONS)[number]

/** Where a function is answered; without an address the shop goes by its own. */
export type FunctionWebhook = { url: string | null } & Pick<Webhook, 'secretKey' | 'algorithm'>

export function freshFunctions(): Record<FunctionId, FunctionWebhook> {
  return Object.fromEntries(
    FUNCTIONS.map((id) => [id, { url: null, secretKey: newSecret(), algorithm: ALGORITHMS[2] }]),
  ) as Record<FunctionId, FunctionWebhook>
}

export interface Asking {
  functions: Record<FunctionId, FunctionWebhook>
  timeoutMs: number
  say(what: string, detail: Props): void
}

/**
 * Asks what the shop is told to ask about an order that is to be submitted, and prices it by the answers.
 *
 * @throws Refused when an answer is no: nothing is paid and nothing submitted
 */
export async function checkOut(order: ShopOrder, asking: Asking): Promise<void> {
  const price = order['priceInfo'] as Props
  const currencyCode = price['currencyCode']
  const whole = { site: { siteURL: 'https://shop.example.com' }, order: withoutPayment(order) }
  judge(await ask('orderQualification', whole, asking))
  judge(
    await ask(
      'externalPriceValidation',
      {
        operation: 'externalPricing',
        currencyCode,
        profileId: order.profileId,
        externalPrices: order.commerceItems.map((item) => ({
          catRefId: item['catalogRefId'],
          externalPrice: (item['priceInfo'] as Props)['listPrice'],
          externalPriceQuantity: -1,
        })),
      },
      asking,
    ),
  )
  // Once for each shipping group (C-33).
  for (const group of order.shippingGroups) {
    const request = { currencyCode, items: itemsOf(order, group), address: group['shippingAddress'] }
    const answer = await ask('shippingCalculator', { profileId: order.profileId, request }, asking)
    if (answer) takeShipping(group, answer)
  }
  const taxed = await ask('externalTaxCalculation', { order: withoutPayment(order) }, asking)
  judge(taxed)
  if (taxed) takeTax(order, taxed)
  addUp(order)
  judge(await ask('orderValidation', { ...whole, order: withoutPayment(order) }, asking))
}

/** So often the same payment is asked for before the shop gives it up. */
const PAYMENT_TRIES = 3

/**
 * Has the cards of an order authorized (C-31): asked for after everything else, under an id of the shop's own, and again under the same one
 * when nobody answers. Without an address the shop has its own gateway, which says yes.
 *
 * @throws Refused when it is declined or not answered: nothing is submitted
 */
export async function pay(order: ShopOrder, now: number, asking: Asking): Promise<void> {
  if (asking.functions.creditCardPayment.url === null) return
  for (const group of order.paymentGroups.filter((one) => one['paymentMethod'] === 'creditCard')) {
    const transactionId = `${order.id}-${group.id}-${now}`
    const units = pence(Number(group['amount']))
    const body = {
      transactionType: '0100',
      orderId: order.id,
      paymentId: group.id,
      transactionId,
      transactionTimestamp: new Date(now).toISOString().replace(/\.\d+Z$/, '+0000'),
      channel: 'storefront',
      locale: order['locale'],
      gatewayId: 'docket',
      paymentMethod: 'card',
      amount: String(units).padStart(12, '0'),
      currencyCode: group['currencyCode'],
      cardDetails: {
        token: group['token'],
        maskedCardNumber: 'xxxxxxxxxxxx1111',
        expirationMonth: group['expirationMonth'],
        expirationYear: group['expirationYear'],
      },
    }
    let told = await call('creditCardPayment', body, asking)
    for (let tries = 1; tries < PAYMENT_TRIES && told.answer === undefined; tries += 1)
      told = await call('creditCardPayment', body, asking)
    const answer = told.answer as
      | { transactionId?: string; amount?: string; authorizationResponse?: Props }
      | undefined
    if (!answer) throw new Refused(400, '28203', `The payment was not answered: ${told.status}.`)
    const response = answer.authorizationResponse ?? {}
    if (response['responseCode'] !== '1000')
      throw new Refused(400, '28204', String(response['responseDescription'] ?? 'The card was declined.'))
    if (answer.transactionId !== transactionId || Number(answer.amount) !== units)
      throw new Refused(400, '28205', 'The payment that was answered is another one.')
    group['authorizationStatus'] = [
      {
        transactionId,
        transactionUuid: response['hostTransactionId'],
        transactionSuccess: true,
        authorizationDecision: 'ACCEPT',
        reasonCode: response['responseCode'],
        amount: group['amount'],
        currency: group['currencyCode'],
      },
    ]
  }
}

/** The answer; undefined when the function has no address, or its service fails by 5xx and the shop goes on by its own (C-34). */
async function ask(id: FunctionId, body: Props, asking: Asking): Promise<Props | undefined> {
  if (asking.functions[id].url === null) return undefined
  const { status, answer } = await call(id, body, asking)
  if (answer) return answer
  const fallsBack = id === 'shippingCalculator' || id === 'externalTaxCalculation'
  if (fallsBack && (typeof status === 'string' || status >= 500)) return undefined
  throw new Refused(400, '28200', `${id} was not answered: ${status}.`)
}

/** Calls the address of a function. @returns its answer if it is one, and the status or what went wrong */
export async function call(
  id: FunctionId,
  body: Props,
  { functions, timeoutMs, say }: Asking,
): Promise<{ status: number | string; answer?: Props }> {
  const { url, ...signing } = functions[id]
  if (url === null) return { status: 'no address' }
  const text = JSON.stringify(body)
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: text,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'x-oracle-cc-webhook-signature': signatureOf(signing, text),
      },
    })
    const { status } = response
    const answer = (await response.json()) as Props
    say('function asked', { function: id, status, code: answer['ResponseCode'] ?? null })
    return status === 200 ? { status, answer } : { status }
  } catch (error) {
    const status = (error as Error).name
    say('function asked', { function: id, status, code: null })
    return { status }
  }
}

function judge(answer: Props | undefined): void {
  if (answer === undefined || answer['ResponseCode'] === '5001') return
  const errors = (answer['errors'] as Props[] | undefined) ?? []
  throw new Refused(
    400,
    '28201',
    errors.map((one) => one['description']).join('; ') || 'The order is refused.',
  )
}

function itemsOf(order: ShopOrder, group: Member) {
  const parts = group['commerceItemRelationships'] as Member[]
  return parts.map(({ commerceItemId, quantity }) => {
    const item = order.commerceItems.find(({ id }) => id === commerceItemId)!
    const { amount } = item['priceInfo'] as { amount: number }
    const part = (amount * Number(quantity)) / Number(item['quantity'])
    return { catalogRefId: item['catalogRefId'], quantity, amount: pence(part) / 100 }
  })
}

function takeShipping(group: Member, answer: Props): void {
  const methods = (answer['shippingMethods'] as Props[] | undefined) ?? []
  const method = methods.find((one) => one['shippingMethodId'] === group['shippingMethod'])
  if (!method) throw new Refused(400, '28202', `${String(group['shippingMethod'])} does not ship there.`)
  const cost = method['shippingCost']
  group['priceInfo'] = { ...(group['priceInfo'] as Props), amount: cost, rawShipping: cost }
}

function takeTax(order: ShopOrder, answer: Props): void {
  const taxes = new Map<unknown, number>()
  for (const group of answer['shippingGroups'] as { items: { commerceItemId: string; tax: number }[] }[])
    for (const { commerceItemId, tax } of group.items)
      taxes.set(commerceItemId, (taxes.get(commerceItemId) ?? 0) + pence(tax))
  for (const item of order.commerceItems) {
    const price = item['priceInfo'] as { currentPriceDetailsSorted: Props[] }
    const [first, ...others] = price.currentPriceDetailsSorted
    const tax = (taxes.get(item.id) ?? 0) / 100
    item['priceInfo'] = { ...price, currentPriceDetailsSorted: [{ ...first, tax }, ...others] }
  }
  const { amount } = answer['taxPriceInfo'] as { amount: number }
  order['taxPriceInfo'] = { ...(order['taxPriceInfo'] as Props), amount }
  order['priceInfo'] = { ...(order['priceInfo'] as Props), tax: amount }
}

/** The order comes to what its parts come to, and that is what is paid. */
function addUp(order: ShopOrder): void {
  const price = order['priceInfo'] as { amount: number; tax: number }
  const shipping = order.shippingGroups.reduce(
    (sum, group) => sum + pence((group['priceInfo'] as { amount: number }).amount),
    0,
  )
  const total = (pence(price.amount) + shipping + pence(price.tax)) / 100
  order['priceInfo'] = { ...price, shipping: shipping / 100, total }
  for (const group of order.paymentGroups) {
    group['amount'] = total
    if (group['amountAuthorized'] !== 0) group['amountAuthorized'] = total
    for (const one of (group['authorizationStatus'] as Props[] | undefined) ?? []) one['amount'] = total
  }
}

const pence = (amount: number): number => Math.round(amount * 100)

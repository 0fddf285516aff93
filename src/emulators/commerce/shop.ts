import type { Clock } from '../../platform/clock.ts'
import { mayCancel } from './cancel.ts'
import { checkOut, pay } from './checkout.ts'
import { deliverDue } from './deliver.ts'
import { readLive, type LiveStatus } from './live-status.ts'
import type { Props, ShopOrder } from './order.ts'
import { dice, paidByCredit, placeOrder, type Basket } from './place.ts'
import { putOrder } from './put-order.ts'
import { Refused } from './refused.ts'
import { askReturn, operate, payReplacement, type AskedReturn, type ReturnRequest } from './returns.ts'
import type { KeptOrder, ShopState } from './state.ts'
import { EVENTS, truncated, withoutPayment, type Happening, type WebhookId } from './webhooks.ts'

/** So that a test that runs away does not fill the memory. */
export const SHOP_LIMITS = { orders: 10_000, lines: 500, deliveries: 50_000, copies: 20 } as const

/** Deliveries that ended well are kept as a log of so many. */
const LOG = 1000
const TICK_MS = 100
const MINUTE = 60_000
const DAY = 86_400_000

export interface ShopOptions {
  state: ShopState
  clock: Clock
  seed: number
  /** What the shop does, one line each. */
  say(what: string, detail: Props): void
  /** Called after every change. */
  changed(): void
}

/** The shop: shoppers act in it, an order system reads and writes its orders, and it tells the world by webhooks. */
export class Shop {
  readonly state: ShopState
  readonly say: ShopOptions['say']
  readonly #options: ShopOptions
  readonly #roll: (sides: number) => number
  /** One at a time: the tick, and whoever moves the clock. */
  #work: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(options: ShopOptions) {
    this.#options = options
    this.state = options.state
    this.say = options.say
    this.#roll = dice(options.seed + 7919 * Object.keys(options.state.orders).length)
  }

  start(): void {
    this.#timer = setInterval(() => void this.settle(), TICK_MS)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#work
  }

  touch(): void {
    this.#options.changed()
  }

  /** Epoch milliseconds by the shop's own clock. */
  now(): number {
    return this.#options.clock.now().getTime() + this.state.clockAheadMs
  }

  readonly ids = (prefix: string): string => {
    const next = (this.state.ids[prefix] ?? 10_000) + 1
    this.state.ids[prefix] = next
    return `${prefix}${next}`
  }

  /** Does what is due by now. */
  settle(): Promise<void> {
    return this.#queue(() => this.#due())
  }

  /** Moves the clock on, stopping wherever something is due on the way, so that each thing happens at its time. */
  advance(ms: number): Promise<void> {
    return this.#queue(async () => {
      const target = this.now() + ms
      for (let next = this.#nextDue(); next !== undefined && next <= target; next = this.#nextDue()) {
        if (next > this.now()) this.state.clockAheadMs += next - this.now()
        await this.#due()
      }
      this.state.clockAheadMs += Math.max(0, target - this.now())
      this.say('clock moved', { now: new Date(this.now()).toISOString() })
      this.touch()
    })
  }

  #queue(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work)
    this.#work = done.catch((error: unknown) => this.say('fault', { problem: String(error) }))
    return done
  }

  async #due(): Promise<void> {
    const now = this.now()
    for (const kept of Object.values(this.state.orders))
      if (kept.releaseAt !== null && kept.releaseAt <= now) this.#submit(kept)
    await deliverDue(this)
    const done = this.state.deliveries.filter((one) => one.state === 'delivered')
    if (done.length > LOG) {
      const old = new Set(done.slice(0, done.length - LOG))
      this.state.deliveries = this.state.deliveries.filter((one) => !old.has(one))
    }
  }

  #nextDue(): number | undefined {
    const times = [
      ...Object.values(this.state.orders).flatMap(({ releaseAt }) => (releaseAt === null ? [] : [releaseAt])),
      ...this.state.deliveries.flatMap((one) => (one.state === 'waiting' ? [one.dueAt] : [])),
    ]
    return times.length === 0 ? undefined : times.reduce((least, time) => Math.min(least, time))
  }

  order(id: string): KeptOrder {
    const found = Object.hasOwn(this.state.orders, id) ? this.state.orders[id] : undefined
    if (!found) throw new Refused(404, '28001', `There is no order ${id}.`)
    return found
  }

  /** An order as its page shows it, with how far it is by its order system. The page never fails for want of that. */
  async open(id: string): Promise<{ order: ShopOrder; live: LiveStatus }> {
    const kept = this.order(id)
    const { functions, settings } = this.state
    const asking = { functions, timeoutMs: settings.statusTimeoutMs, say: this.say }
    const live = await readLive(kept, asking, () => this.now())
    this.touch()
    return { order: kept.order, live }
  }

  #write(kept: KeptOrder, order: ShopOrder): void {
    // Two changes in one millisecond are two times all the same: readers tell them apart by it.
    const lastModifiedTime = Math.max(this.now(), kept.order.lastModifiedTime + 1)
    kept.order = { ...order, lastModifiedTime }
    kept.revision += 1
    this.touch()
  }

  /** @throws Refused also when what the shop asks in its checkout is answered by no */
  async place(basket: Basket): Promise<ShopOrder> {
    this.#hasRoom()
    const order = placeOrder(basket, this.ids, this.#roll, this.now())
    const { functions, settings } = this.state
    const asking = { functions, timeoutMs: settings.webhookTimeoutMs, say: this.say }
    await checkOut(order, asking)
    await pay(order, this.now(), asking)
    return this.#keep(order)
  }

  #hasRoom(): void {
    if (Object.keys(this.state.orders).length >= SHOP_LIMITS.orders)
      throw new Refused(429, '28002', `The shop keeps ${SHOP_LIMITS.orders} orders.`)
  }

  #keep(order: ShopOrder): ShopOrder {
    const kept: KeptOrder = { order, revision: 1, releaseAt: null, submittedAt: null }
    this.state.orders[order.id] = kept
    this.#moveStock(order, -1)
    this.say('order placed', {
      order: order.id,
      lines: order.commerceItems.length,
      total: order['priceInfo'],
    })
    const { remorseMinutes } = this.state.settings
    if (remorseMinutes > 0) {
      kept.releaseAt = this.now() + remorseMinutes * MINUTE
      this.#write(kept, { ...order, state: 'QUEUED' })
      this.#tell('remorse', kept.order)
    } else this.#submit(kept)
    return kept.order
  }

  /** Hands the order over: once. */
  #submit(kept: KeptOrder): void {
    kept.releaseAt = null
    kept.submittedAt = this.now()
    this.#write(kept, { ...kept.order, state: 'SUBMITTED', submittedDate: kept.submittedAt })
    this.say('order submitted', { order: kept.order.id })
    this.#tell('order', kept.order)
  }

  /** Sends the Order Submit of an order once more, as it now is. */
  resubmit(id: string): void {
    this.#tell('order', this.order(id).order)
  }

  cancel(id: string, reason: string): ShopOrder {
    const kept = this.order(id)
    const { remorseMinutes, extendedRemorseDays } = this.state.settings
    const until =
      kept.submittedAt === null ? (kept.releaseAt ?? 0) : kept.submittedAt + extendedRemorseDays * DAY
    const remorse = { enabled: remorseMinutes > 0 || extendedRemorseDays > 0, over: this.now() >= until }
    if (!mayCancel(kept.order, remorse))
      throw new Refused(400, '28004', `The order is ${kept.order.state} and cannot be cancelled any more.`)
    // An order that nobody was told of is nobody's to cancel.
    const told = kept.submittedAt !== null
    kept.releaseAt = null
    this.#write(kept, { ...kept.order, state: 'CANCELLED', cancelReason: reason })
    this.#moveStock(kept.order, 1)
    this.say('order cancelled', { order: id, told })
    if (told) this.#tell('cancel', kept.order)
    return kept.order
  }

  /** @param revision the ETag that the writer saw, if it said one */
  put(id: string, given: Props, revision: number | undefined): KeptOrder {
    const kept = this.order(id)
    if (revision !== undefined && revision !== kept.revision)
      throw new Refused(412, '28005', 'The order has changed meanwhile.')
    const before = kept.order
    this.#write(kept, putOrder(before, given, this.ids))
    this.say('order written', { order: id, from: before.state, to: kept.order.state, given })
    return kept
  }

  /** @throws Refused */
  askReturn(id: string, asked: AskedReturn): ReturnRequest {
    const { order } = this.order(id)
    const { allowReturnOnPartiallyFulfilledOrder: partial, refundsShipping } = this.state.settings
    let request = askReturn(order, asked, { partial, refundsShipping }, this.ids)
    let replacement: ShopOrder | undefined
    if (asked.exchange && asked.replacement) {
      this.#hasRoom()
      const { profileId } = order
      const basket = { items: asked.replacement, profileId }
      const placed = placeOrder(basket, this.ids, this.#roll, this.now())
      const cost = Math.round(Number((placed['priceInfo'] as Props)['total']) * 100)
      const paid = payReplacement(request, { id: placed.id, cost }, this.ids)
      request = paid.request
      replacement = paidByCredit(placed, paid.covered, this.ids)
    }
    this.state.returns[request.id] = request
    this.say('return asked', { order: id, return: request.id, replacement: replacement?.id ?? null })
    this.#tellReturn(request)
    if (replacement) this.#keep(replacement)
    return request
  }

  return(id: string): ReturnRequest {
    const found = Object.hasOwn(this.state.returns, id) ? this.state.returns[id] : undefined
    if (!found) throw new Refused(404, '86000', `There is no return request ${id}.`)
    return found
  }

  operate(id: string, given: Props): ReturnRequest {
    const standing = this.return(id)
    const request = operate(standing, given)
    this.state.returns[id] = request
    if (given['op'] === 'receiveReturns') this.#receive(request, standing)
    this.say('return operated', { return: id, op: given['op'], state: request.state })
    this.#tellReturn(request)
    this.touch()
    return request
  }

  #receive(request: ReturnRequest, standing: ReturnRequest): void {
    const kept = this.order(request.orderId)
    const more = new Map(
      request.returnItemList.map((one, index) => [
        one.commerceItemId,
        one.quantityReceived - standing.returnItemList[index]!.quantityReceived,
      ]),
    )
    const commerceItems = kept.order.commerceItems.map((item) => ({
      ...item,
      returnedQuantity: Number(item['returnedQuantity']) + (more.get(item.id) ?? 0),
    }))
    this.#write(kept, { ...kept.order, commerceItems })
  }

  saveAccount(id: string | undefined, given: Props): Props {
    const known = id !== undefined && Object.hasOwn(this.state.accounts, id)
    const key = id ?? this.ids('acct')
    const account = { ...(known ? this.state.accounts[key] : {}), ...given, id: key }
    this.state.accounts[key] = account
    this.say(known ? 'account updated' : 'account created', { account: key })
    this.#send(known ? 'accountUpdate' : 'accountCreate', () => ({ profile: account }))
    return account
  }

  #moveStock(order: ShopOrder, sign: 1 | -1): void {
    for (const item of order.commerceItems) {
      const sku = String(item['catalogRefId'])
      const stock = Object.hasOwn(this.state.inventories, sku) ? this.state.inventories[sku] : undefined
      if (stock) stock.stockLevel += sign * Number(item['quantity'])
    }
  }

  #tell(happening: 'order' | 'cancel' | 'remorse', order: ShopOrder): void {
    const site = { siteURL: 'https://shop.example.com', siteName: 'Example shop' }
    this.#send(happening, (payment) => ({ site, order: this.#shown(order, payment) }))
  }

  #tellReturn(request: ReturnRequest): void {
    const { order } = this.order(request.orderId)
    const most = this.state.settings.truncateAfter
    const shown = most > 0 ? truncated(request, 'returnItemList', most) : request
    this.#send('return', (payment) => ({
      return: { ...shown, originatingOrder: this.#shown(order, payment) },
    }))
  }

  #shown(order: ShopOrder, payment: boolean): ShopOrder {
    const most = this.state.settings.truncateAfter
    const cut = most > 0 ? truncated(truncated(order, 'commerceItems', most), 'shippingGroups', most) : order
    return payment ? cut : withoutPayment(cut)
  }

  /** Puts a message on its way to each address of each webhook that tells of this. */
  #send(happening: Happening, body: (payment: boolean) => Props): void {
    const { messages } = this.state.switches
    for (const [id, event] of Object.entries(EVENTS) as [WebhookId, (typeof EVENTS)[WebhookId]][]) {
      const { urls } = this.state.webhooks[id]
      if (event.of !== happening || urls.length === 0) continue
      const messageId = this.ids('msg')
      if (messages.drop > 0) {
        messages.drop -= 1
        this.say('message dropped', { webhook: id, message: messageId })
        continue
      }
      const copies = 1 + Math.min(messages.duplicate, SHOP_LIMITS.copies)
      const dueAt = this.now() + messages.delaySeconds * 1000
      const text = JSON.stringify(body(event.payment))
      if (this.state.deliveries.length + copies * urls.length > SHOP_LIMITS.deliveries)
        throw new Refused(429, '30002', `The shop keeps ${SHOP_LIMITS.deliveries} messages.`)
      for (const url of urls)
        for (let copy = 0; copy < copies; copy += 1)
          this.state.deliveries.push({
            messageId,
            webhook: id,
            url,
            body: text,
            dueAt,
            attempts: [],
            state: 'waiting',
          })
    }
    this.touch()
  }
}

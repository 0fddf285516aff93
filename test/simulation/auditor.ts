import { isDeepStrictEqual } from 'node:util'
import type { Micro, Minor } from '../../src/platform/money.ts'
import { extend, micro, rounded, spread, upTo } from './arithmetic.ts'
import { MoneyModel } from './auditor-money.ts'
import { StockModel, wanted } from './auditor-stock.ts'
import type {
  Amounts,
  Astray,
  AuditedOrder,
  Part,
  SentCancellation,
  SentDecision,
  SentOrder,
  SentPayment,
  SentReturn,
  SentStock,
} from './audited.ts'
import { amountsOf, nothingYet, splitOff } from './audited-parts.ts'
import {
  articles,
  buyers,
  euroRates,
  freight,
  places,
  remorseMinutes,
  taxPercent,
  timeZone,
} from './world.ts'

/**
 * An independent auditor: a second order-to-cash in memory, written from the specification (D1, D3, D9, D10, D11) and
 * without a line of Docket's. It is told what was asked and which task ran; what that means it works out itself.
 */

const article = new Map(articles.map((one) => [one.sku, one]))
const buyer = new Map(buyers.map((one) => [one.number, one]))

export class Auditor {
  readonly orders = new Map<string, AuditedOrder>()
  /** By Docket's id. */
  readonly strays = new Map<bigint, Astray>()
  readonly stock = new StockModel()
  readonly money = new MoneyModel()
  /** By account: what of its orders is not invoiced yet (D6). */
  readonly openOrders = new Map<string, Minor>()
  #today = ''
  #now = new Date(0)

  /** The business date from which a batch is decided. */
  at(now: Date): this {
    this.#now = now
    this.#today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
    return this
  }

  get today(): string {
    return this.#today
  }

  /** After the last request of a batch. */
  endBatch(): void {
    this.stock.endBatch()
  }

  /** What must become of an order that is sent: its state, `duplicate`, or a refusal. */
  capture(sent: SentOrder): string {
    const key = `${sent.source}/${sent.externalId}`
    const known = this.orders.get(key)
    if (known) return isDeepStrictEqual(known.sent, sent) ? 'duplicate' : 'key_reused'
    const account = buyer.get(sent.account)
    const rateE10 = this.#rate(sent.currency)
    const order: AuditedOrder = {
      sent,
      state: 'draft',
      held: false,
      notBefore: sent.source === 'market' ? new Date(this.#now.getTime() + remorseMinutes * 60_000) : null,
      orderedOn: this.#today,
      rateE10,
      lines: [],
      total: 0n,
      cancelled: 0n,
      parts: [],
    }
    this.orders.set(key, order)
    // What nobody sells has no price; the lines beside it have theirs.
    const lines = sent.lines.filter((line) => article.has(line.sku))
    if (!account || lines.length === 0) return 'draft'
    order.lines = this.#price({ ...sent, lines }, account.taxExempt)
    order.total = order.lines.reduce((sum, line) => sum + line.net + line.tax + line.freight, 0n)
    if (lines.length < sent.lines.length) return 'draft'
    order.state = 'in_progress'
    order.lines.forEach((_line, line) => this.#promise(order, line))
    if (!sent.prepaid) {
      const exposure = this.exposure(sent.account) + order.total
      order.held = account.limit !== null && exposure > account.limit
      this.#moveOpen(sent.account, order.total)
    }
    return 'in_progress'
  }

  #price(sent: SentOrder, exempt: boolean): AuditedOrder['lines'] {
    const { currency } = sent
    const own = sent.source === 'market'
    const nets = sent.lines.map((line) =>
      extend(micro(line.unitPrice ?? article.get(line.sku)![currency]), micro(line.quantity)),
    )
    const net = nets.reduce((sum, one) => sum + one, 0n)
    const flat = own || net >= freight[currency].freeFrom ? 0n : freight[currency].amount
    const shares = spread(flat, nets)
    return sent.lines.map((line, index) => {
      const percent = taxPercent[article.get(line.sku)!.taxCode]
      // D13: freight is taxed with the goods; a rate of nothing is not a tax.
      const computed =
        percent === null || exempt ? 0n : rounded((nets[index]! + shares[index]!) * percent, 100n)
      return {
        sku: line.sku,
        quantity: micro(line.quantity),
        net: nets[index]!,
        tax: line.taxAmount ?? computed,
        freight: shares[index]!,
      }
    })
  }

  #promise(order: AuditedOrder, line: number): void {
    const { sku, quantity } = order.lines[line]!
    const { requestedOn = this.#today, allowSplit = true } = order.sent.lines[line]!
    const slices = article.get(sku)!.goods
      ? this.stock.promise({ sku, quantity, requestedOn, allowSplit }, this.#today)
      : [
          {
            place: '',
            quantity,
            supply: 'none' as const,
            on: requestedOn > this.#today ? requestedOn : this.#today,
            turn: 0,
          },
        ]
    for (const slice of slices) {
      const part: Part = Object.assign(slice, {
        line,
        root: null,
        whole: slice.quantity,
        from: 0n,
        ...nothingYet(),
      })
      order.parts.push(part)
    }
  }

  exposure(account: string): Minor {
    return (this.openOrders.get(account) ?? 0n) + this.receivable(account) - this.unapplied(account)
  }

  receivable(account: string): Minor {
    return this.money.owed.reduce((sum, one) => (one.account === account ? sum + one.open : sum), 0n)
  }

  /** What is left of receipts; the deposit of a prepaid order, which is no credit, lessens the exposure of nothing else (D6). */
  unapplied(account: string): Minor {
    return this.money.received.reduce((sum, one) => {
      const deposit = one.order !== null && !one.freed
      const idle = deposit && this.orders.get(one.order!)!.sent.prepaid
      return one.account === account && !idle ? sum + one.left : sum
    }, 0n)
  }

  #moveOpen(account: string, amount: Minor): void {
    this.openOrders.set(account, (this.openOrders.get(account) ?? 0n) + amount)
  }

  #rate(currency: string): bigint {
    if (currency === 'GBP') return 10_000_000_000n
    return euroRates.find((rate) => rate.validFrom <= this.#today)!.rateE10
  }

  /** Goods that came, were counted or are announced. @returns 'ok' or 'stock_refused' */
  receiveStock(sent: SentStock): string {
    const { kind, sku, place, quantity } = sent
    const known = article.get(sku)
    const supply = sent.supply === null ? undefined : this.stock.incoming.get(sent.supply)
    if (!known?.goods || !places.some((one) => one.code === place)) return 'stock_refused'
    if (kind === 'announcement') {
      if (supply) return 'stock_refused'
      const { supply: number, on: due, unitCost } = sent
      const announced = {
        number: number!,
        sku,
        place,
        // What is late already can come today at the earliest.
        due: due! < this.#today ? this.#today : due!,
        quantity,
        received: 0n,
        unitCost: unitCost!,
      }
      this.stock.incoming.set(number!, announced)
      this.stock.serve(sku, this.#today)
      return 'ok'
    }
    if (sent.supply !== null && (!supply || supply.sku !== sku || supply.place !== place))
      return 'stock_refused'
    const trueUp = (value: Minor) => this.money.post('costVariance', 'inventory', value)
    if (quantity < 0n) {
      const post = (value: Minor) => this.money.post('loss', 'inventory', value)
      this.stock.move(sku, place, quantity, this.#today, { value: undefined, post, trueUp })
      return 'ok'
    }
    const unitCost = sent.unitCost ?? supply?.unitCost ?? this.stock.pool(sku, place)?.last
    if (unitCost === undefined) return 'stock_refused'
    const against = { opening: 'equity', receipt: 'accrual', adjustment: 'gain' } as const
    this.stock.move(sku, place, quantity, this.#today, {
      value: extend(unitCost, quantity),
      post: (value) => this.money.post('inventory', against[kind], value),
      trueUp,
      ...(kind !== 'adjustment' && { bought: sent.on ?? this.#today }),
      ...(sent.on !== null && { backDated: trueUp }),
    })
    if (supply) supply.received += quantity
    this.stock.serve(sku, this.#today)
    return 'ok'
  }

  /**
   * A warehouse says what it shipped; `all`: whatever is left. That it left is never refused: what nobody wants is no sale. What of
   * it moved is observed. @returns 'ok' or the refusal
   */
  confirm(key: string, wishes: readonly { place: number; quantity: Micro }[], all: boolean): string {
    const { parts } = this.orders.get(key)!
    const left = (place: number) => wanted(parts[place]!) - parts[place]!.shipped
    if (all) return wishes.some(({ place }) => left(place) > 0n) ? 'ok' : 'confirmation_refused'
    for (const { place, quantity } of wishes)
      if (quantity > left(place)) parts[place]!.surplus += quantity - left(place)
    return 'ok'
  }

  /** Goods left that nobody wanted: stock is down, nothing is sold. Throws when no warehouse said so. */
  stray(key: string, place: number, quantity: Micro, id: bigint): void {
    const part = this.orders.get(key)!.parts[place]!
    part.surplus -= quantity
    if (part.surplus < 0n) throw new Error(`${key} part ${place} went astray, and nobody said so`)
    const astray: Astray = { order: key, part, quantity, settled: 0n, issued: 0n }
    this.strays.set(id, astray)
    this.stock.move(this.#skuOf(astray), part.place, -quantity, this.#today, {
      value: undefined,
      post: (value) => {
        astray.issued += value
        this.money.post('astray', 'inventory', value)
      },
      trueUp: () => {},
    })
  }

  #skuOf({ order, part }: Astray): string {
    return this.orders.get(order)!.lines[part.line]!.sku
  }

  /** A person decides what becomes of goods that went astray, or they come back. @returns 'ok' or the refusal */
  decide({ stray, act, quantity: asked }: SentDecision): string {
    const astray = this.strays.get(stray)!
    const left = astray.quantity - astray.settled
    if (left === 0n) return 'nothing_left'
    const quantity = asked ?? left
    if (act === 'receive' && (quantity <= 0n || quantity > left)) return 'stray_refused'
    if (act === 'expect') return 'ok'
    const upToNow = upTo(astray.issued, astray.settled, astray.quantity, 0n)
    astray.settled += quantity
    const cost = upTo(astray.issued, astray.settled, astray.quantity, upToNow)
    if (act === 'bill') {
      this.#billAstray(astray, quantity)
      this.money.post('cogs', 'astray', cost)
    } else if (act === 'receive') {
      const sku = this.#skuOf(astray)
      this.stock.move(sku, astray.part.place, quantity, this.#today, {
        value: cost,
        post: (value) => this.money.post('inventory', 'astray', value),
        trueUp: (value) => this.money.post('costVariance', 'inventory', value),
      })
      this.stock.serve(sku, this.#today)
    }
    return 'ok'
  }

  /** A sale of its own, at the price of the line and the tax on it; a channel's own tax goes by quantity. */
  #billAstray({ order: key, part }: Astray, quantity: Micro): void {
    const order = this.orders.get(key)!
    const line = order.lines[part.line]!
    const buying = buyer.get(order.sent.account)!
    const net = upTo(line.net, quantity, line.quantity, 0n)
    const percent = taxPercent[article.get(line.sku)!.taxCode]
    const due = percent === null || buying.taxExempt ? 0n : rounded(net * percent, 100n)
    const tax = order.sent.source === 'market' ? upTo(line.tax, quantity, line.quantity, 0n) : due
    const document = {
      order: null,
      account: buying.number,
      due: addDays(this.#today, buying.termsDays),
      rateE10: order.rateE10,
      sign: 1n as const,
    }
    this.money.issue(document, [{ net, tax, freight: 0n }])
  }

  /** Goods left, or a service was performed; a warehouse said so, or nobody. Throws when they had no right to. */
  ship(key: string, place: number, quantity: Micro, confirmed: boolean): void {
    const order = this.orders.get(key)!
    const part = order.parts[place]!
    const name = `${key} part ${place}`
    part.shipped += quantity
    if (part.shipped > wanted(part)) throw new Error(`${name} was shipped more often than ordered`)
    if (part.supply !== 'on_hand' && part.supply !== 'none')
      throw new Error(`${name} was shipped and waits for stock`)
    if (order.held) throw new Error(`${name} was shipped and is on hold`)
    if (part.on !== null && part.on > this.#today)
      throw new Error(`${name} was shipped on ${this.#today}, before ${part.on}`)
    if (order.notBefore && this.#now < order.notBefore)
      throw new Error(`${name} was shipped within its time of remorse`)
    if (!this.#moneyIsIn(key, order))
      throw new Error(
        `${name} was shipped and is not paid: ${this.moneyOf(key)} of ${order.total} less ${order.cancelled}`,
      )
    if (part.supply === 'none') return
    const says = !places.find((one) => one.code === part.place)!.autoConfirm
    if (confirmed !== says)
      throw new Error(`${name} was shipped ${says ? 'without' : 'by'} the word of ${part.place}`)
    if (!says && this.stock.isShort(order.lines[part.line]!.sku, part.place))
      throw new Error(`${name} was shipped before it was decided whose the goods are`)
    this.stock.bin(order.lines[part.line]!.sku, part.place).reserved -= quantity
    this.stock.move(order.lines[part.line]!.sku, part.place, -quantity, this.#today, {
      value: undefined,
      post: (value) => {
        part.issued += value
        this.money.post('cogs', 'inventory', value)
      },
      trueUp: () => {},
    })
  }

  /**
   * Parts lost goods that a count took away, and got what there is elsewhere. Throws when they had no need to: nothing was
   * lacking without them, more than was lacking of what is taken in parts, or somebody who asked later kept his, unless a warehouse has
   * been asked for them.
   */
  lose(
    lost: readonly { key: string; place: number; piece: { from: number; quantity: Micro } | null }[],
  ): void {
    const losers = lost.map(({ key, place, piece }) => {
      const order = this.orders.get(key)!
      const held = order.parts[piece?.from ?? place]!
      const turn = held.turn
      const part = piece ? splitOff(order, held, piece.quantity) : held
      if (order.parts[place] !== part) throw new Error(`${key} has no part ${place}`)
      const { sku } = order.lines[part.line]!
      return { order, part, turn, sku, name: `${key} part ${place}`, at: `${sku} at ${part.place}` }
    })
    for (const one of losers)
      if (one.part.supply !== 'on_hand' || one.part.shipped > 0n)
        throw new Error(`${one.name} lost goods that it did not have`)
    for (const own of Map.groupBy(losers, ({ at }) => at).values()) {
      own.sort((a, b) => b.turn - a.turn)
      for (const { order, part, sku, name } of own) {
        const lacking = this.stock.lackingAt(sku, part.place)
        if (lacking <= 0n) throw new Error(`${name} lost goods that are there`)
        if (wanted(part) > lacking && (order.sent.lines[part.line]!.allowSplit ?? true))
          throw new Error(`${name} lost more than was lacking`)
        this.stock.lose(sku, part, order.sent.lines[part.line]!.requestedOn ?? order.orderedOn)
      }
      const { part: oldest, turn, sku, name } = own.at(-1)!
      if (!places.find(({ code }) => code === oldest.place)!.autoConfirm) continue
      for (const { lines, parts } of this.orders.values())
        for (const other of parts)
          if (
            other.turn > turn &&
            other.place === oldest.place &&
            lines[other.line]!.sku === sku &&
            other.supply === 'on_hand' &&
            wanted(other) > other.shipped
          )
            throw new Error(`${name} lost goods, and who asked later kept his`)
    }
    for (const [sku, own] of Map.groupBy(losers, (one) => one.sku))
      this.stock.serveLost(
        sku,
        this.#today,
        own.map(({ order, part: slice }) => ({
          slice,
          inParts: order.sent.lines[slice.line]!.allowSplit ?? true,
          split: (quantity) => splitOff(order, slice, quantity),
        })),
      )
  }

  /** Parts were invoiced up to what was shipped; deposits pay at once. */
  invoice(key: string, wanted: readonly { part: number; quantity: Micro }[]): void {
    const order = this.orders.get(key)!
    const lines = wanted.map(({ part: place, quantity }) => {
      const part = order.parts[place]!
      part.invoiced += quantity
      if (part.invoiced !== part.shipped)
        throw new Error(`${key} part ${place} was not invoiced as it was shipped`)
      const due = amountsOf(order, part, part.invoiced)
      const now = {
        net: due.net - part.billed.net,
        tax: due.tax - part.billed.tax,
        freight: due.freight - part.billed.freight,
      }
      add(part.billed, now)
      return now
    })
    const { account, prepaid } = order.sent
    const dueOn = prepaid ? this.#today : addDays(this.#today, buyer.get(account)!.termsDays)
    const owed = this.money.issue(
      { order: key, account, due: dueOn, rateE10: order.rateE10, sign: 1n },
      lines,
    )
    if (!prepaid) this.#moveOpen(account, -owed.original)
    this.money.useDeposits(owed)
    this.#freeDeposits()
  }

  #freeDeposits(): void {
    this.money.freeDeposits((key) => ['completed', 'cancelled'].includes(this.stateOf(key)))
  }

  /** @returns 'ok' or 'receipt_refused' */
  receivePayment(sent: SentPayment): string {
    const { account, order, currency, amount } = sent
    const known = buyer.get(account)
    const paid = order === null ? undefined : this.orders.get(order)
    if (!known || known.currency !== currency || amount <= 0n) return 'receipt_refused'
    if (order !== null && paid?.sent.account !== account) return 'receipt_refused'
    this.money.receive({ account, order, on: this.#today, amount, rateE10: this.#rate(currency) })
    this.#freeDeposits()
    return 'ok'
  }

  /** Takes goods back at what was paid, into stock at what they cost when they left. @returns 'ok' or 'return_refused' */
  returnGoods(sent: SentReturn): string {
    const order = this.orders.get(sent.order)
    const parts = order?.parts.filter((part) => part.line === sent.line) ?? []
    const fits = parts.reduce((sum, part) => sum + part.invoiced - part.returned, 0n)
    if (!order || sent.quantity <= 0n || sent.quantity > fits) return 'return_refused'
    const { account } = order.sent
    const lines: Amounts[] = []
    let left = sent.quantity
    for (const part of parts) {
      const rest = part.invoiced - part.returned
      const quantity = left < rest ? left : rest
      if (quantity === 0n) continue
      left -= quantity
      part.returned += quantity
      const back = (kind: keyof Amounts) =>
        upTo(part.billed[kind], part.returned, part.invoiced, part.credited[kind])
      const line = { net: back('net'), tax: back('tax'), freight: back('freight') }
      add(part.credited, line)
      lines.push(line)
      if (part.supply === 'none') continue
      const value = upTo(part.issued, part.returned, part.shipped, part.returnedValue)
      part.returnedValue += value
      this.stock.move(order.lines[part.line]!.sku, part.place, quantity, this.#today, {
        value,
        post: (worth) => this.money.post('inventory', 'cogs', worth),
        trueUp: (worth) => this.money.post('costVariance', 'inventory', worth),
      })
      this.stock.serve(order.lines[part.line]!.sku, this.#today)
    }
    const document = {
      order: sent.order,
      account,
      due: this.#today,
      rateE10: order.rateE10,
      sign: -1n as const,
    }
    this.money.useCredit(this.money.issue(document, lines))
    this.#freeDeposits()
    return 'ok'
  }

  /** What was not shipped is wanted no more, and not billed. @returns 'ok' or the refusal */
  cancel(sent: SentCancellation): string {
    const order = this.orders.get(sent.order)!
    // Lines that are named are asked for anew: nothing of them is left.
    if (order.state === 'cancelled') return sent.line === null ? 'ok' : 'nothing_to_cancel'
    if (this.stateOf(sent.order) === 'completed') return 'nothing_to_cancel'
    if (order.state === 'draft') {
      if (sent.line !== null) return 'cancellation_refused'
      order.state = 'cancelled'
      return 'ok'
    }
    if (sent.onlyIfNothingShipped && order.parts.some((part) => part.shipped > 0n)) return 'already_shipped'
    const left = (part: Part) => wanted(part) - part.shipped
    const rank = { backorder: 0, dated: 1, on_hand: 2, none: 2 }
    const parts = order.parts
      .filter((part) => sent.line === null || part.line === sent.line)
      .sort((a, b) => (sent.line === null ? 0 : rank[a.supply] - rank[b.supply]))
    const most = parts.reduce((sum, part) => sum + left(part), 0n)
    if (most === 0n) return sent.line === null ? 'nothing_to_cancel' : 'cancellation_refused'
    let rest = sent.quantity ?? most
    if (rest <= 0n || rest > most) return 'cancellation_refused'
    const freed = new Set<string>()
    let amount = 0n
    for (const part of parts) {
      const taken = left(part) < rest ? left(part) : rest
      if (taken === 0n) continue
      rest -= taken
      const sum = () => {
        const { net, tax, freight: carried } = amountsOf(order, part, wanted(part))
        return net + tax + carried
      }
      const before = sum()
      const { sku } = order.lines[part.line]!
      this.stock.giveUp(sku, part, taken)
      amount += before - sum()
      if (part.supply !== 'none') freed.add(sku)
    }
    order.cancelled += amount
    if (!order.sent.prepaid) this.#moveOpen(order.sent.account, -amount)
    if (order.parts.every((part) => wanted(part) === 0n)) order.state = 'cancelled'
    for (const sku of freed) this.stock.serve(sku, this.#today)
    this.#freeDeposits()
    return 'ok'
  }

  /** Whoever may still take an order back no longer may. @returns 'ok' or the refusal */
  endRemorse(key: string): string {
    const order = this.orders.get(key)!
    if (this.stateOf(key) !== 'in_progress') return 'not_in_progress'
    order.notBefore = null
    return 'ok'
  }

  releaseHold(key: string): void {
    const order = this.orders.get(key)!
    order.held = false
    for (const part of order.parts)
      if (part.supply === 'backorder' || part.supply === 'dated')
        this.stock.serve(order.lines[part.line]!.sku, this.#today)
  }

  /** Parts that nothing keeps from leaving any more, but that did not. */
  overdue(): string[] {
    const found: string[] = []
    for (const [key, order] of this.orders) {
      for (const [place, part] of order.parts.entries())
        if (part.surplus > 0n) found.push(`${key} part ${place}: ${part.surplus} said to have left`)
      if (order.state !== 'in_progress' || order.held || !this.#moneyIsIn(key, order)) continue
      for (const [place, part] of order.parts.entries()) {
        const waits = part.supply === 'dated' || part.supply === 'backorder'
        if (!waits && part.invoiced < wanted(part))
          found.push(
            `${key} part ${place}: ${part.shipped} shipped, ${part.invoiced} invoiced of ${part.quantity}`,
          )
      }
    }
    return found
  }

  #moneyIsIn(key: string, order: AuditedOrder): boolean {
    return !order.sent.prepaid || this.moneyOf(key) >= order.total - order.cancelled
  }

  /** What was paid for an order: deposits and applications. */
  moneyOf(key: string): Minor {
    const deposits = this.money.received.reduce((sum, one) => (one.order === key ? sum + one.left : sum), 0n)
    return this.money.owed.reduce(
      (sum, one) => (one.order === key && one.original > 0n ? sum + one.original - one.open : sum),
      deposits,
    )
  }

  /** Completed: all is invoiced and nothing of it is owed. */
  stateOf(key: string): string {
    const order = this.orders.get(key)!
    const { state, parts } = order
    if (state !== 'in_progress' || parts.some((part) => part.invoiced < wanted(part))) return state
    const owes = this.money.owed.some((one) => one.order === key && one.open > 0n)
    return owes ? state : 'completed'
  }
}

function add(to: Amounts, amounts: Amounts): void {
  to.net += amounts.net
  to.tax += amounts.tax
  to.freight += amounts.freight
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

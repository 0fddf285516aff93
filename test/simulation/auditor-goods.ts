import type { Micro, Minor } from '../../src/platform/money.ts'
import { addDays, extend, rounded, upTo } from './arithmetic.ts'
import type { AuditedCompany } from './audited-company.ts'
import type { Astray, SentDecision, SentStock } from './audited.ts'
import { splitOff } from './audited-parts.ts'
import { wanted } from './auditor-stock.ts'
import { article, buyer, places, taxPercent } from './world.ts'

/** A part that lost its goods: its place in its order, and what of which it was split off for that. */
interface Lost {
  key: string
  place: number
  piece: { from: number; quantity: Micro } | null
}

/** Goods of a company that come, leave, go astray and are lost. */
export class GoodsAuditor {
  readonly #company: AuditedCompany

  constructor(company: AuditedCompany) {
    this.#company = company
  }

  /** Goods that came, were counted or are announced. @returns 'ok' or 'stock_refused' */
  receiveStock(sent: SentStock): string {
    const { kind, sku, place, quantity } = sent
    const known = article.get(sku)
    const supply = sent.supply === null ? undefined : this.#company.stock.incoming.get(sent.supply)
    if (!known?.goods || !places.some((one) => one.code === place)) return 'stock_refused'
    if (kind === 'announcement') {
      if (supply) return 'stock_refused'
      const { supply: number, on: due, unitCost } = sent
      const announced = {
        number: number!,
        sku,
        place,
        // What is late already can come today at the earliest.
        due: due! < this.#company.today ? this.#company.today : due!,
        quantity,
        received: 0n,
        unitCost: unitCost!,
      }
      this.#company.stock.incoming.set(number!, announced)
      this.#company.stock.serve(sku, this.#company.today)
      return 'ok'
    }
    if (sent.supply !== null && (!supply || supply.sku !== sku || supply.place !== place))
      return 'stock_refused'
    const trueUp = (value: Minor) => this.#company.money.post('costVariance', 'inventory', value)
    if (quantity < 0n) {
      const post = (value: Minor) => this.#company.money.post('loss', 'inventory', value)
      this.#company.stock.move(sku, place, quantity, this.#company.today, { value: undefined, post, trueUp })
      return 'ok'
    }
    const unitCost = sent.unitCost ?? supply?.unitCost ?? this.#company.stock.pool(sku, place)?.last
    if (unitCost === undefined) return 'stock_refused'
    const against = { opening: 'equity', receipt: 'accrual', adjustment: 'gain' } as const
    this.#company.stock.move(sku, place, quantity, this.#company.today, {
      value: extend(unitCost, quantity),
      post: (value) => this.#company.money.post('inventory', against[kind], value),
      trueUp,
      ...(kind !== 'adjustment' && { bought: sent.on ?? this.#company.today }),
      ...(sent.on !== null && { backDated: trueUp }),
    })
    if (supply) supply.received += quantity
    this.#company.stock.serve(sku, this.#company.today)
    return 'ok'
  }

  /**
   * A warehouse says what it shipped; `all`: whatever is left. That it left is never refused: what nobody wants is no sale. What of
   * it moved is observed. @returns 'ok' or the refusal
   */
  confirm(key: string, wishes: readonly { place: number; quantity: Micro }[], all: boolean): string {
    const { parts } = this.#company.orders.get(key)!
    const left = (place: number) => wanted(parts[place]!) - parts[place]!.shipped
    if (all) return wishes.some(({ place }) => left(place) > 0n) ? 'ok' : 'confirmation_refused'
    for (const { place, quantity } of wishes)
      if (quantity > left(place)) parts[place]!.surplus += quantity - left(place)
    return 'ok'
  }

  /** Goods left that nobody wanted: stock is down, nothing is sold. Throws when no warehouse said so. */
  stray(key: string, place: number, quantity: Micro, id: bigint): void {
    const part = this.#company.orders.get(key)!.parts[place]!
    part.surplus -= quantity
    if (part.surplus < 0n) throw new Error(`${key} part ${place} went astray, and nobody said so`)
    const astray: Astray = { order: key, part, quantity, settled: 0n, issued: 0n }
    this.#company.strays.set(id, astray)
    this.#company.stock.move(this.#skuOf(astray), part.place, -quantity, this.#company.today, {
      value: undefined,
      post: (value) => {
        astray.issued += value
        this.#company.money.post('astray', 'inventory', value)
      },
      trueUp: () => {},
    })
  }

  /** A person decides what becomes of goods that went astray, or they come back. @returns 'ok' or the refusal */
  decide({ stray, act, quantity: asked }: SentDecision): string {
    const astray = this.#company.strays.get(stray)!
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
      this.#company.money.post('cogs', 'astray', cost)
    } else if (act === 'receive') {
      const sku = this.#skuOf(astray)
      this.#company.stock.move(sku, astray.part.place, quantity, this.#company.today, {
        value: cost,
        post: (value) => this.#company.money.post('inventory', 'astray', value),
        trueUp: (value) => this.#company.money.post('costVariance', 'inventory', value),
      })
      this.#company.stock.serve(sku, this.#company.today)
    }
    return 'ok'
  }

  #skuOf({ order, part }: Astray): string {
    return this.#company.orders.get(order)!.lines[part.line]!.sku
  }

  /** A sale of its own, at the price of the line and the tax on it; a channel's own tax goes by quantity. */
  #billAstray({ order: key, part }: Astray, quantity: Micro): void {
    const order = this.#company.orders.get(key)!
    const line = order.lines[part.line]!
    const buying = buyer.get(order.sent.account)!
    const net = upTo(line.net, quantity, line.quantity, 0n)
    const percent = taxPercent[article.get(line.sku)!.taxCode]
    const due = percent === null || buying.taxExempt ? 0n : rounded(net * percent, 100n)
    const tax = order.sent.source === 'market' ? upTo(line.tax, quantity, line.quantity, 0n) : due
    const document = {
      order: null,
      account: buying.number,
      due: addDays(this.#company.today, buying.termsDays),
      rateE10: order.rateE10,
      sign: 1n as const,
    }
    this.#company.money.issue(document, [{ net, tax, freight: 0n }])
  }

  /** Goods left, or a service was performed; a warehouse said so, or nobody. Throws when they had no right to. */
  ship(key: string, place: number, quantity: Micro, confirmed: boolean): void {
    const order = this.#company.orders.get(key)!
    const part = order.parts[place]!
    const name = `${key} part ${place}`
    part.shipped += quantity
    if (part.shipped > wanted(part)) throw new Error(`${name} was shipped more often than ordered`)
    if (part.supply !== 'on_hand' && part.supply !== 'none')
      throw new Error(`${name} was shipped and waits for stock`)
    if (order.held) throw new Error(`${name} was shipped and is on hold`)
    if (part.on !== null && part.on > this.#company.today)
      throw new Error(`${name} was shipped on ${this.#company.today}, before ${part.on}`)
    if (order.notBefore && this.#company.now < order.notBefore)
      throw new Error(`${name} was shipped within its time of remorse`)
    if (!this.#company.moneyIsIn(key, order))
      throw new Error(
        `${name} was shipped and is not paid: ${this.#company.moneyOf(key)} of ${order.total} less ${order.cancelled}`,
      )
    if (part.supply === 'none') return
    const says = !places.find((one) => one.code === part.place)!.autoConfirm
    if (confirmed !== says)
      throw new Error(`${name} was shipped ${says ? 'without' : 'by'} the word of ${part.place}`)
    if (!says && this.#company.stock.isShort(order.lines[part.line]!.sku, part.place))
      throw new Error(`${name} was shipped before it was decided whose the goods are`)
    this.#company.stock.bin(order.lines[part.line]!.sku, part.place).reserved -= quantity
    this.#company.stock.move(order.lines[part.line]!.sku, part.place, -quantity, this.#company.today, {
      value: undefined,
      post: (value) => {
        part.issued += value
        this.#company.money.post('cogs', 'inventory', value)
      },
      trueUp: () => {},
    })
  }

  /**
   * Parts lost goods that a count took away, and got what there is elsewhere. Throws when they had no need to: nothing was
   * lacking without them, more than was lacking of what is taken in parts, or somebody who asked later kept his, unless a warehouse has
   * been asked for them.
   */
  lose(lost: readonly Lost[]): void {
    const left = Map.groupBy(lost, ({ key, place, piece }) => {
      const order = this.#company.orders.get(key)!
      return order.lines[order.parts[piece?.from ?? place]!.line]!.sku
    })
    while (left.size > 0) {
      // Item by item, in whatever order: what is split off has the next place of its order, and so tells whose turn it is.
      const next =
        [...left].find(([, own]) => own.some((one) => one.piece && this.#isNext(one))) ??
        [...left].find(([, own]) => own.every(({ piece }) => piece === null)) ??
        [...left][0]!
      left.delete(next[0])
      this.#loseOf(next[1])
    }
  }

  #isNext({ key, place }: Lost): boolean {
    return this.#company.orders.get(key)!.parts.length === place
  }

  #loseOf(lost: readonly Lost[]): void {
    const losers = lost.map(({ key, place, piece }) => {
      const order = this.#company.orders.get(key)!
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
        const lacking = this.#company.stock.lackingAt(sku, part.place)
        if (lacking <= 0n) throw new Error(`${name} lost goods that are there`)
        if (wanted(part) > lacking && (order.sent.lines[part.line]!.allowSplit ?? true))
          throw new Error(`${name} lost more than was lacking`)
        this.#company.stock.lose(sku, part, order.sent.lines[part.line]!.requestedOn ?? order.orderedOn)
      }
      const { part: oldest, turn, sku, name } = own.at(-1)!
      if (!places.find(({ code }) => code === oldest.place)!.autoConfirm) continue
      for (const { lines, parts } of this.#company.orders.values())
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
      this.#company.stock.serveLost(
        sku,
        this.#company.today,
        own.map(({ order, part: slice }) => ({
          slice,
          inParts: order.sent.lines[slice.line]!.allowSplit ?? true,
          split: (quantity) => splitOff(order, slice, quantity),
        })),
      )
  }
}

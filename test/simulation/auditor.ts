import { isDeepStrictEqual } from 'node:util'
import { extend, micro, rounded, spread } from './arithmetic.ts'
import { AuditedCompany } from './audited-company.ts'
import type { AuditedOrder, Part, SentCancellation, SentOrder } from './audited.ts'
import { amountsOf, nothingYet } from './audited-parts.ts'
import { AccountsAuditor } from './auditor-accounts.ts'
import { GoodsAuditor } from './auditor-goods.ts'
import { wanted } from './auditor-stock.ts'
import { article, buyer, freight, remorseMinutes, taxPercent } from './world.ts'

/**
 * An independent auditor: a second order-to-cash in memory, written from the specification (D1, D3, D9, D10, D11) and
 * without a line of Docket's. It is told what was asked and which task ran; what that means it works out itself.
 */
export class Auditor extends AuditedCompany {
  readonly goods = new GoodsAuditor(this)
  readonly accounts = new AccountsAuditor(this)

  /** What must become of an order that is sent: its state, `duplicate`, or a refusal. */
  capture(sent: SentOrder): string {
    const key = `${sent.source}/${sent.externalId}`
    const known = this.orders.get(key)
    if (known) return isDeepStrictEqual(known.sent, sent) ? 'duplicate' : 'key_reused'
    const account = buyer.get(sent.account)
    const rateE10 = this.rate(sent.currency)
    const order: AuditedOrder = {
      sent,
      state: 'draft',
      held: false,
      notBefore: sent.source === 'market' ? new Date(this.now.getTime() + remorseMinutes * 60_000) : null,
      orderedOn: this.today,
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
      this.moveOpen(sent.account, order.total)
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
    const { requestedOn = this.today, allowSplit = true } = order.sent.lines[line]!
    const slices = article.get(sku)!.goods
      ? this.stock.promise({ sku, quantity, requestedOn, allowSplit }, this.today)
      : [
          {
            place: '',
            quantity,
            supply: 'none' as const,
            on: requestedOn > this.today ? requestedOn : this.today,
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
    if (!order.sent.prepaid) this.moveOpen(order.sent.account, -amount)
    if (order.parts.every((part) => wanted(part) === 0n)) order.state = 'cancelled'
    for (const sku of freed) this.stock.serve(sku, this.today)
    this.freeDeposits()
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
        this.stock.serve(order.lines[part.line]!.sku, this.today)
  }

  /** Parts that nothing keeps from leaving any more, but that did not. */
  overdue(): string[] {
    const found: string[] = []
    for (const [key, order] of this.orders) {
      for (const [place, part] of order.parts.entries())
        if (part.surplus > 0n) found.push(`${key} part ${place}: ${part.surplus} said to have left`)
      if (order.state !== 'in_progress' || order.held || !this.moneyIsIn(key, order)) continue
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
}

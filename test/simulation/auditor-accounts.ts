import type { Micro } from '../../src/platform/money.ts'
import { addDays, upTo } from './arithmetic.ts'
import type { AuditedCompany } from './audited-company.ts'
import type { Amounts, SentPayment, SentReturn } from './audited.ts'
import { amountsOf } from './audited-parts.ts'
import { buyer } from './world.ts'

/** What is billed, paid and given back of the orders of a company. */
export class AccountsAuditor {
  readonly #company: AuditedCompany

  constructor(company: AuditedCompany) {
    this.#company = company
  }

  /** Parts were invoiced up to what was shipped; deposits pay at once. */
  invoice(key: string, wanted: readonly { part: number; quantity: Micro }[]): void {
    const order = this.#company.orders.get(key)!
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
    const dueOn = prepaid ? this.#company.today : addDays(this.#company.today, buyer.get(account)!.termsDays)
    const owed = this.#company.money.issue(
      { order: key, account, due: dueOn, rateE10: order.rateE10, sign: 1n },
      lines,
    )
    if (!prepaid) this.#company.moveOpen(account, -owed.original)
    this.#company.money.useDeposits(owed)
    this.#company.freeDeposits()
  }

  /** @returns 'ok' or 'receipt_refused' */
  receivePayment(sent: SentPayment): string {
    const { account, order, currency, amount } = sent
    const known = buyer.get(account)
    const paid = order === null ? undefined : this.#company.orders.get(order)
    if (!known || known.currency !== currency || amount <= 0n) return 'receipt_refused'
    if (order !== null && paid?.sent.account !== account) return 'receipt_refused'
    this.#company.money.receive({
      account,
      order,
      on: this.#company.today,
      amount,
      rateE10: this.#company.rate(currency),
    })
    this.#company.freeDeposits()
    return 'ok'
  }

  /** Takes goods back at what was paid, into stock at what they cost when they left. @returns 'ok' or 'return_refused' */
  returnGoods(sent: SentReturn): string {
    const order = this.#company.orders.get(sent.order)
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
      this.#company.stock.move(order.lines[part.line]!.sku, part.place, quantity, this.#company.today, {
        value,
        post: (worth) => this.#company.money.post('inventory', 'cogs', worth),
        trueUp: (worth) => this.#company.money.post('costVariance', 'inventory', worth),
      })
      this.#company.stock.serve(order.lines[part.line]!.sku, this.#company.today)
    }
    const document = {
      order: sent.order,
      account,
      due: this.#company.today,
      rateE10: order.rateE10,
      sign: -1n as const,
    }
    this.#company.money.useCredit(this.#company.money.issue(document, lines))
    this.#company.freeDeposits()
    return 'ok'
  }
}

function add(to: Amounts, amounts: Amounts): void {
  to.net += amounts.net
  to.tax += amounts.tax
  to.freight += amounts.freight
}

import { capture, receive, type CaptureRequest } from '../../src/channels/index.ts'
import {
  cancelOrder,
  receivePayment,
  receiveStock,
  endRemorse,
  releaseHold,
  returnGoods,
  settleStray,
} from '../../src/orchestration/index.ts'
import { formatAmount } from '../../src/platform/money.ts'
import type { Auditor } from './auditor.ts'
import type { SentOrder, SentPayment, SentReturn, SentStock } from './audited.ts'
import { times, type Dice } from './dice.ts'
import type { Judge } from './judge.ts'
import type { Machine } from './machine.ts'
import type { Asked, Sender } from './sender.ts'
import { changed, countingAnew, someCancellation, someDecision, someOrder, someReturn } from './workload.ts'

/** Those outside who order, pay, send goods and send them back, change their minds, and decide. */
export class Callers {
  readonly #dice: Dice
  readonly #machine: Machine
  readonly #judge: Judge
  readonly #auditor: Auditor
  readonly #sender: Sender
  readonly #most: number
  /** Different orders that were sent, `most` in the end. */
  sent = 0

  constructor(dice: Dice, machine: Machine, judge: Judge, sender: Sender, most: number) {
    this.#dice = dice
    this.#machine = machine
    this.#judge = judge
    this.#auditor = judge.auditor
    this.#sender = sender
    this.#most = most
  }

  async orders(): Promise<void> {
    const dice = this.#dice
    const sent = times(dice.between(1, 5), () => {
      const known = [...this.#auditor.orders.values()]
      if (known.length > 0 && (this.sent >= this.#most || dice.percent(12))) {
        const one = dice.pick(known).sent
        return dice.percent(50) ? one : changed(one)
      }
      return someOrder(dice, ++this.sent, this.#auditor.at(this.#sender.businessNow))
    })
    // The same order twice in one batch is one order, too.
    if (dice.percent(10)) sent.push(sent[0]!)
    const asked = sent.map((one): Asked<CaptureRequest> => ({
      request: this.#captureOf(one),
      audit: () => this.#auditor.capture(one),
      settled: false,
    }))
    await this.#sender.send(capture, asked, ({ request }, expected, outcome, again) => {
      const name = (request.content as { input: { externalId: string } }).input.externalId
      if (!outcome.ok) {
        if (outcome.code !== (again ? outcome.code : expected))
          this.#judge.fail(`order ${name}: ${outcome.code}, not ${expected}`)
        return
      }
      if (outcome.change === 'duplicate') {
        if (!again && expected !== 'duplicate')
          this.#judge.fail(`order ${name}: a duplicate, not ${expected}`)
      } else if (outcome.order.state !== expected && !again) {
        this.#judge.fail(
          `order ${name}: ${outcome.order.state} ${JSON.stringify(outcome.order.problems)}, not ${expected}`,
        )
      }
    })
  }

  #captureOf(sent: SentOrder): CaptureRequest {
    const { source, externalId, account, currency, prepaid, lines } = sent
    const body = {
      source,
      externalId,
      customer: { account },
      currency,
      prepaid,
      lines: lines.map(({ unitPrice, taxAmount, ...line }) => ({
        ...line,
        ...(unitPrice === undefined ? {} : { unitPrice: { amount: unitPrice, currency } }),
        ...(taxAmount === undefined
          ? {}
          : { taxAmount: { amount: formatAmount(taxAmount, currency), currency } }),
      })),
    }
    const received = receive(Buffer.from(JSON.stringify(body)), 'application/json')
    return { ...received, companyId: this.#judge.companyId, actor: 'sim', accounts: null, key: null }
  }

  async stock(sent: readonly SentStock[]): Promise<void> {
    const receipts = sent.filter(({ kind }) => kind === 'receipt')
    const together = receipts.some(({ on }) => on !== null) ? receipts : []
    await this.#receive(
      countingAnew(() => this.#machine.now),
      together,
    )
    await this.#receive(
      receiveStock,
      sent.filter((one) => !together.includes(one)),
    )
  }

  async #receive(act: typeof receiveStock, sent: readonly SentStock[]): Promise<void> {
    await this.#sender.ask(
      act,
      'receiveStock',
      sent.map((one) => ({
        request: {
          kind: one.kind,
          sku: one.sku,
          location: one.place,
          quantity: one.quantity,
          unitCost: one.unitCost,
          supplyNumber: one.supply,
          on: one.on,
          standardCost: null,
        },
        audit: () => this.#auditor.goods.receiveStock(one),
      })),
    )
  }

  async payments(sent: readonly SentPayment[]): Promise<void> {
    await this.#sender.ask(
      receivePayment,
      'receivePayment',
      sent.map((one) => ({
        request: {
          account: one.account,
          orderId: one.order === null ? null : this.#judge.orderIds.get(one.order)!,
          invoiceIds: [],
          currency: one.currency,
          amount: one.amount,
          method: 'bank',
          reference: null,
          receivedOn: null,
        },
        audit: () => this.#auditor.accounts.receivePayment(one),
      })),
    )
  }

  async returns(): Promise<void> {
    const sent = times(this.#dice.between(1, 2), () => someReturn(this.#dice, this.#auditor))
    await this.#sender.ask(
      returnGoods,
      'returnGoods',
      sent.flatMap((one: SentReturn | undefined) => {
        if (!one) return []
        const line = {
          lineNo: one.line + 1,
          fulfillmentLineId: null,
          sku: null,
          quantity: one.quantity,
          location: null,
          unitPrice: null,
          unitCost: null,
          restock: true,
        }
        const request = {
          orderId: this.#judge.orderIds.get(one.order)!,
          account: null,
          currency: null,
          reason: 'sent back',
          on: null,
          series: null,
          lines: [line],
        }
        return [{ request, audit: () => this.#auditor.accounts.returnGoods(one) }]
      }),
    )
  }

  async cancellations(): Promise<void> {
    const sent = times(this.#dice.between(1, 3), () => someCancellation(this.#dice, this.#auditor))
    await this.#sender.ask(
      cancelOrder,
      'cancelOrder',
      sent.flatMap((one) => {
        if (!one) return []
        const { line, quantity, onlyIfNothingShipped } = one
        const request = {
          orderId: this.#judge.orderIds.get(one.order)!,
          reason: 'wanted no more',
          lines: line === null ? null : [{ lineNo: line + 1, quantity }],
          onlyIfNothingShipped,
        }
        return [{ request, audit: () => this.#auditor.cancel(one) }]
      }),
    )
  }

  /** Somebody decides what becomes of goods that left without a sale. */
  async decisions(): Promise<void> {
    const sent = times(this.#dice.between(1, 2), () => someDecision(this.#dice, this.#auditor))
    await this.#sender.ask(
      settleStray,
      'settleStray',
      sent.flatMap((one) => {
        if (!one) return []
        const { stray, act, quantity } = one
        const said = { reason: 'so be it', location: null, on: null, until: null, expectedDays: 30 }
        const request = { strayId: stray, act, quantity, ...said }
        return [{ request, audit: () => this.#auditor.goods.decide(one) }]
      }),
    )
  }

  async releaseHolds(all = false): Promise<void> {
    const rows = await this.#judge.sql<{ order_id: bigint; id: bigint }>(
      'select order_id, id from orders.hold where company_id = $1 and released_batch is null order by order_id, id',
      [this.#judge.companyId],
    )
    const chosen = all ? rows : this.#dice.shuffle(rows).slice(0, 1)
    await this.#sender.ask(
      releaseHold,
      'releaseHold',
      chosen.map(({ order_id: orderId, id: holdId }) => ({
        request: {
          orderId,
          holdId,
          reason: 'the bank called',
          scopes: ['orders:write', 'operations:write', 'credit:write'],
        },
        audit: () => {
          this.#auditor.releaseHold(this.#judge.keyOf(orderId))
          return 'ok'
        },
      })),
    )
  }

  /** Somebody lets orders go on that could still be taken back, or could no more. */
  async endRemorse(): Promise<void> {
    const known = [...this.#auditor.orders].filter(([, { notBefore }]) => notBefore !== null).slice(-10)
    await this.#sender.ask(
      endRemorse,
      'endRemorse',
      this.#dice
        .shuffle(known)
        .slice(0, 2)
        .map(([key]) => ({
          request: { orderId: this.#judge.orderIds.get(key)!, reason: 'the shop said so' },
          audit: () => this.#auditor.endRemorse(key),
        })),
    )
  }
}

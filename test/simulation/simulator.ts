import { capture, receive, type CaptureRequest } from '../../src/channels/index.ts'
import {
  cancelOrder,
  claimDue,
  confirmShipment,
  defaultWorkerLimits,
  receivePayment,
  receiveStock,
  endRemorse,
  LoserSearch,
  releaseHold,
  repromise,
  returnGoods,
  runClaimed,
  settleStray,
  taskKinds,
} from '../../src/orchestration/index.ts'
import { moveClock } from '../../src/organization/index.ts'
import { Fault } from '../../src/platform/batch/index.ts'
import { formatAmount } from '../../src/platform/money.ts'
import type { Auditor } from './auditor.ts'
import type { SentOrder, SentPayment, SentReturn, SentStock } from './audited.ts'
import { installWorld } from './company.ts'
import { diceFrom, type Dice } from './dice.ts'
import { digestOf } from './digest.ts'
import { Judge } from './judge.ts'
import { Crash, Machine } from './machine.ts'
import { Sender, type Asked } from './sender.ts'
import { beginning } from './world.ts'
import {
  changed,
  countingAnew,
  lastPayments,
  openingStock,
  someCancellation,
  someDecision,
  somePayment,
  someOrder,
  someReturn,
  someStock,
} from './workload.ts'

export interface SimulationOptions {
  url: string
  seed: number
  /** Different orders that are sent; half as many steps follow on the last of them. */
  orders: number
  /** Compares the books after every step: slow, finds the step that went wrong. */
  everyStep?: boolean
  tell?: (line: string) => void
}

export interface SimulationResult {
  seed: number
  orders: number
  steps: number
  batches: number
  /** Deaths of the process, and batches that lost their connection or their answer. */
  deaths: number
  disturbed: number
  /** What laws, auditor or outcomes objected to; empty: all is well. */
  problems: string[]
  digest: string
  /** Hash by table: tells where two runs differ. */
  tables: Map<string, string>
}

/** One run from one seed. The same seed gives the same digest. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const simulation = new Simulation(options)
  try {
    return await simulation.run()
  } finally {
    await simulation.close()
  }
}

const SECOND = 1000
const DAY = 86_400 * SECOND
/** Steps between two counts of numbers and measures: far enough that most orders change between them. */
const COUNTED_STEPS = 25

class Simulation {
  readonly #options: SimulationOptions
  readonly #dice: Dice
  readonly #machine: Machine
  readonly #judge: Judge
  readonly #auditor: Auditor
  readonly #sender: Sender
  /** Claims whose worker stopped; it may wake up late. */
  readonly #late: { kind: string; requests: Awaited<ReturnType<typeof claimDue>> }[] = []
  #sent = 0

  constructor(options: SimulationOptions) {
    this.#options = options
    this.#dice = diceFrom(options.seed)
    this.#machine = new Machine(options.url, new Date(beginning))
    this.#judge = new Judge(this.#machine)
    this.#auditor = this.#judge.auditor
    this.#sender = new Sender(this.#dice, this.#machine, this.#judge)
  }

  async run(): Promise<SimulationResult> {
    this.#judge.companyId = await installWorld(this.#machine.door())
    await this.#judge.observe(false)
    await this.#stock(openingStock(this.#dice))
    const { orders } = this.#options
    while (this.#sent < orders && !this.#judge.isDone) await this.#step()
    for (let extra = 0; extra < orders / 2 && !this.#judge.isDone; extra += 1) await this.#step()
    // In the middle of everything, too: what is lost here may look well when all is over.
    await this.#judge.laws('before the end')
    await this.#drain()
    await this.#judge.conclude()
    const { digest, tables } = await digestOf(this.#judge.sql)
    const { deaths, disturbed } = this.#machine
    return {
      seed: this.#options.seed,
      orders: this.#sent,
      steps: this.#judge.steps,
      batches: Number(this.#judge.pos),
      deaths,
      disturbed,
      problems: this.#judge.problems,
      digest,
      tables,
    }
  }

  async close(): Promise<void> {
    await this.#machine.close()
  }

  async #step(): Promise<void> {
    this.#judge.steps++
    const dice = this.#dice
    this.#machine.now = new Date(this.#machine.now.getTime() + dice.between(1, 20) * SECOND)
    const roll = dice.below(100)
    if (this.#sender.owes && dice.percent(40)) await this.#sender.again()
    else if (roll < 22) await this.#orders()
    else if (roll < 32)
      await this.#stock(
        times(dice.between(1, 3), () => someStock(dice, this.#sender.nextKey(), this.#auditor)),
      )
    else if (roll < 68) await this.#tasks(dice.pick(taskKinds))
    else if (roll < 80)
      await this.#payments(times(dice.between(1, 3), () => somePayment(dice, this.#auditor)))
    else if (roll < 86) await this.#returns()
    else if (roll < 92) await this.#confirmations()
    else if (roll < 93) await (this.#dice.percent(50) ? this.#releaseHolds() : this.#endRemorse())
    else if (roll < 95) await this.#cancellations()
    else if (roll < 96) await this.#decisions()
    else if (roll < 97) await this.#passTime()
    else if (roll < 98) await this.#promiseAgain()
    else if (this.#late.length > 0) await this.#runLate()
    if (this.#judge.steps % COUNTED_STEPS === 0) await this.#judge.count()
    if (this.#options.everyStep) await this.#judge.compare(`step ${this.#judge.steps}`)
  }

  async #orders(): Promise<void> {
    const dice = this.#dice
    const sent = times(dice.between(1, 5), () => {
      const known = [...this.#auditor.orders.values()]
      if (known.length > 0 && (this.#sent >= this.#options.orders || dice.percent(12))) {
        const one = dice.pick(known).sent
        return dice.percent(50) ? one : changed(one)
      }
      return someOrder(dice, ++this.#sent, this.#auditor.at(this.#sender.businessNow))
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

  async #stock(sent: readonly SentStock[]): Promise<void> {
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

  async #payments(sent: readonly SentPayment[]): Promise<void> {
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

  async #returns(): Promise<void> {
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

  /** The warehouse of the yard tells what it shipped: in parts, twice, too much, and what was cancelled meanwhile. */
  async #confirmations(share = 40): Promise<void> {
    const dice = this.#dice
    const rows = await this.#judge.sql<{
      id: bigint
      order_id: bigint
      lines: [string, string, string, string, number][]
    }>(
      `select s.id, s.cause_id as order_id, jsonb_agg(jsonb_build_array(l.source_id::text, (l.requested * 1000000)::bigint::text,
         (l.shipped * 1000000)::bigint::text, (l.recalled * 1000000)::bigint::text, (select count(*) from orders.fulfillment_line f
           where f.company_id = s.company_id and f.order_id = s.cause_id and f.id < l.source_id)) order by l.source_id) as lines
       from fulfillment.shipment s join fulfillment.shipment_line l
         on l.company_id = s.company_id and l.cause_id = s.cause_id and l.shipment_id = s.id
       where s.company_id = $1 group by s.company_id, s.cause_id, s.id
       having s.state in ('requested', 'partially_shipped') or ($2 and s.state = 'cancelled' and sum(l.recalled) > 0) order by s.id`,
      // What was cancelled leaves now and then all the same.
      [this.#judge.companyId, share < 100 && dice.percent(40)],
    )
    if (rows.length === 0) return
    const confirmed = dice.shuffle(rows).slice(0, share === 100 ? rows.length : dice.between(1, 3))
    await this.#sender.ask(
      confirmShipment,
      'confirmShipment',
      confirmed.map(({ id, order_id: orderId, lines }) => {
        const wishes: { place: number; quantity: bigint }[] = []
        const stated = lines.flatMap(([source, requested, shipped, recalled, place]) => {
          const left = BigInt(requested) - BigInt(shipped) || BigInt(share === 100 ? 0n : recalled)
          if (left === 0n) return []
          const quantity =
            share === 100 || dice.percent(60) ? left : dice.percent(90) ? left / 2n + 1n : left + 1n
          wishes.push({ place, quantity })
          return [{ fulfillmentLineId: BigInt(source), quantity }]
        })
        const request = {
          shipmentId: id,
          messageKey: `m${this.#sender.nextKey()}`,
          lines: share === 100 ? null : stated,
          carrier: null,
          trackingNumber: null,
          shippedOn: null,
        }
        return {
          request,
          audit: () => this.#auditor.goods.confirm(this.#judge.keyOf(orderId), wishes, share === 100),
        }
      }),
    )
  }

  async #cancellations(): Promise<void> {
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
  async #decisions(): Promise<void> {
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

  async #releaseHolds(all = false): Promise<void> {
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
  async #endRemorse(): Promise<void> {
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

  async #passTime(): Promise<void> {
    const dice = this.#dice
    if (dice.percent(50)) {
      this.#machine.now = new Date(this.#machine.now.getTime() + dice.between(1, 12) * 3_600 * SECOND)
      return
    }
    const days = dice.between(1, 3)
    const [outcome] = await this.#machine.run(moveClock, [
      { companyId: this.#judge.companyId, input: { days } },
    ])
    if (outcome instanceof Fault || !outcome!.ok) this.#judge.fail('the clock was not moved')
    else this.#sender.shift += days * DAY
    await this.#judge.observe(false)
  }

  /** A worker claims what is due, runs it in one or several batches, or stops in between. */
  async #tasks(kind: string): Promise<number> {
    const dice = this.#dice
    const claimed = await claimDue(this.#machine.db, kind, this.#machine.now, defaultWorkerLimits)
    claimed.sort((a, b) => (a.taskId < b.taskId ? -1 : 1))
    const left = dice.shuffle(claimed)
    while (left.length > 0) {
      const batch = left.splice(0, dice.between(1, left.length))
      if (!this.#sender.calm && dice.percent(6)) {
        this.#late.push({ kind, requests: batch })
        continue
      }
      if (!(await this.#runTasks(kind, batch))) break
    }
    return claimed.length
  }

  /** @returns false when the process died: what it had claimed is due again when its lease ends */
  async #runTasks(kind: string, batch: Awaited<ReturnType<typeof claimDue>>): Promise<boolean> {
    const outcomes = await this.#work(kind, () =>
      runClaimed(
        kind,
        batch,
        (act, requests) => this.#machine.run(act, requests, this.#sender.disturbance()),
        {
          error: () => {},
        },
      ),
    )
    return outcomes !== undefined
  }

  /** Somebody looks whether a count took away what is reserved, as the job does. @returns how many parts lost their goods */
  async #promiseAgain(): Promise<number> {
    const items = await new LoserSearch().find(this.#machine.db, this.#machine.now)
    const disturbance = this.#sender.disturbance()
    const outcomes = await this.#work('repromise', () => this.#machine.run(repromise, items, disturbance))
    return outcomes?.reduce((sum, one) => (one instanceof Fault ? sum : sum + one.lost), 0) ?? 0
  }

  /** Work of the house itself, which nobody asks for. @returns undefined when the process died */
  async #work<R>(what: string, run: () => Promise<(R | Fault)[]>): Promise<(R | Fault)[] | undefined> {
    let outcomes: (R | Fault)[] | undefined
    try {
      outcomes = await run()
      for (const outcome of outcomes)
        if (outcome instanceof Fault) this.#judge.fail(`${what} failed: ${outcome.code} ${outcome.message}`)
    } catch (error) {
      if (!(error instanceof Crash))
        this.#judge.fail(`${what} could not be written: ${(error as Error).message}`)
    }
    this.#auditor.at(this.#sender.businessNow)
    await this.#judge.observe(false)
    return outcomes
  }

  async #runLate(): Promise<void> {
    const { kind, requests } = this.#late.splice(this.#dice.below(this.#late.length), 1)[0]!
    await this.#runTasks(kind, requests)
  }

  /** No more trouble: everything that can end, ends. */
  async #drain(): Promise<void> {
    this.#sender.calm = true
    while (this.#sender.owes) await this.#sender.again()
    await this.#releaseHolds(true)
    for (let round = 0; round < 60 && !this.#judge.isDone; round += 1) {
      this.#judge.steps++
      this.#machine.now = new Date(this.#machine.now.getTime() + (round < 10 ? 60 * SECOND : DAY))
      let worked = await this.#promiseAgain()
      for (const kind of taskKinds) worked += await this.#tasks(kind)
      await this.#confirmations(100)
      const payments = lastPayments(this.#auditor.at(this.#sender.businessNow))
      if (payments.length > 0) await this.#payments(payments)
      if (this.#options.everyStep) await this.#judge.compare(`drain ${round}`)
      const [queue] = await this.#judge.sql<{ ready: bigint }>(
        'select count(*) as ready from orchestration.ready',
      )
      if (worked === 0 && payments.length === 0 && queue!.ready === 0n) return
    }
    this.#judge.fail('tasks are ready for ever')
  }
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make)
}

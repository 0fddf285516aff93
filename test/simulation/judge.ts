import { hash } from 'node:crypto'
import { foldBalances } from '../../src/ledger/index.ts'
import { countJob } from '../../src/insight/index.ts'
import { checkInvariants } from '../../src/monitoring/index.ts'
import { Auditor } from './auditor.ts'
import { compareBooks } from './compare.ts'
import type { Machine } from './machine.ts'
import { movementsAt, posOf } from './watch.ts'

/** More problems than this tell nothing new. */
const MOST_PROBLEMS = 20

/** Watches a run: tells the auditor what was committed, and notes where the system, its laws and the auditor do not agree. */
export class Judge {
  readonly auditor = new Auditor()
  /** What laws, auditor or outcomes objected to; empty: all is well. */
  readonly problems: string[] = []
  /** Ids of the orders that were sent, by source and external id. */
  readonly orderIds = new Map<string, bigint>()
  companyId = 0n
  /** Steps of the run so far. */
  steps = 0
  /** Place in the order of facts up to which the auditor knows all. */
  pos = 0n
  readonly #machine: Machine
  readonly #orderKeys = new Map<bigint, string>()

  constructor(machine: Machine) {
    this.#machine = machine
  }

  get isDone(): boolean {
    return this.problems.length >= MOST_PROBLEMS
  }

  fail(problem: string): void {
    this.problems.push(`step ${this.steps}: ${problem}`)
  }

  readonly sql = <R>(text: string, values?: unknown[]): Promise<R[]> => this.#machine.db.sql<R>(text, values)

  /** For what is asked after every step: a connection plans it once, where planning takes longer than the answer. */
  readonly #watch = async <R>(text: string, values: unknown[]): Promise<R[]> => {
    const { rows } = await this.#machine.db.use(({ client }) =>
      client.query({ name: hash('sha1', text), text, values }),
    )
    return rows as R[]
  }

  /** Whether something was committed that the auditor does not know yet. */
  async hasNews(): Promise<boolean> {
    return (await posOf(this.#watch, this.companyId)) > this.pos
  }

  /**
   * Tells the auditor which goods left and which invoices were issued since it looked last.
   *
   * @param confirmed whether a warehouse said so
   */
  async observe(confirmed: boolean): Promise<void> {
    const from = this.pos + 1n
    this.pos = await posOf(this.#watch, this.companyId)
    await this.#learnIds()
    for (let pos = from; pos <= this.pos; pos += 1n) {
      const { shipped, invoices, lost } = await movementsAt(this.#watch, this.companyId, pos)
      try {
        for (const { orderId, part, quantity, stray } of shipped)
          if (stray === null) this.auditor.goods.ship(this.keyOf(orderId), part, quantity, confirmed)
          else this.auditor.goods.stray(this.keyOf(orderId), part, quantity, stray)
        for (const { orderId, lines } of invoices) this.auditor.accounts.invoice(this.keyOf(orderId), lines)
        if (lost.length > 0)
          this.auditor.goods.lose(
            lost.map(({ orderId, part: place, piece }) => ({ key: this.keyOf(orderId), place, piece })),
          )
      } catch (error) {
        this.fail(`the auditor objects: ${(error as Error).message}`)
      }
      this.auditor.endBatch()
    }
  }

  /** Source and external id of an order. */
  keyOf(orderId: bigint): string {
    const key = this.#orderKeys.get(orderId)
    if (key === undefined) throw new Error(`order ${orderId} was never sent`)
    return key
  }

  async #learnIds(): Promise<void> {
    const rows = await this.#watch<{ source: string; external_id: string; order_id: bigint }>(
      'select source, external_id, order_id from orders.source_key where company_id = $1 order by order_id',
      [this.companyId],
    )
    for (const row of rows) {
      const key = `${row.source}/${row.external_id}`
      if (this.orderIds.has(key)) continue
      this.orderIds.set(key, row.order_id)
      this.#orderKeys.set(row.order_id, key)
    }
  }

  /** The laws hold. */
  async laws(when: string): Promise<void> {
    for (const { law, rows } of await checkInvariants(this.#machine.db)) {
      for (const row of rows.slice(0, 5))
        this.fail(`${when}: law ${law}: ${row.what} should be ${row.expected}, is ${row.actual}`)
    }
  }

  /** The books are those of the auditor. */
  async compare(when: string): Promise<void> {
    const differences = await compareBooks(this.sql, this.companyId, this.auditor)
    for (const difference of differences.slice(0, 10)) this.fail(`${when}: ${difference}`)
  }

  /** Counts numbers by day and measures on from where they were counted last, whatever stands half done. */
  async count(): Promise<void> {
    await countJob(this.#machine.db).run(new AbortController().signal)
  }

  /** What was counted along the way is what is counted from the first place on. */
  async compareCounts(): Promise<void> {
    const kept = () =>
      this.sql<{ sum: string }>(
        `select concat_ws(' ', t.code, t.day, t.source, t.bin, t.numerator, t.denominator) as sum from insight.tally t
         join insight.counted k using (company_id, edition)
         where t.numerator <> 0 or t.denominator <> 0 order by t.code, t.day, t.source, t.bin`,
      )
    await this.count()
    const along = (await kept()).map(({ sum }) => sum)
    await this.sql('update insight.counted set edition = edition + 1, pos = 0')
    await this.count()
    const anew = new Set((await kept()).map(({ sum }) => sum))
    for (const sum of along.filter((one) => !anew.delete(one)).slice(0, 5))
      this.fail(`counted along the way: ${sum}`)
    for (const sum of [...anew].slice(0, 5)) this.fail(`counted anew: ${sum}`)
  }

  /** Everything that could end has ended. */
  async conclude(): Promise<void> {
    await foldBalances(this.#machine.db, { places: 7n, folds: 5n, companies: 10n })
    await this.laws('at the end')
    await this.compare('at the end')
    await this.compareCounts()
    for (const one of this.auditor.overdue()) this.fail(`nothing keeps it, yet it did not leave: ${one}`)
  }
}

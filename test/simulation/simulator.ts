import { taskKinds } from '../../src/orchestration/index.ts'
import { moveClock } from '../../src/organization/index.ts'
import { Fault } from '../../src/platform/batch/index.ts'
import type { Auditor } from './auditor.ts'
import { installWorld } from './company.ts'
import { diceFrom, times, type Dice } from './dice.ts'
import { digestOf } from './digest.ts'
import { Judge } from './judge.ts'
import { Machine } from './machine.ts'
import { Sender } from './sender.ts'
import { beginning } from './world.ts'
import { lastPayments, openingStock, somePayment, someStock } from './workload.ts'
import { Callers } from './callers.ts'
import { Warehouse } from './warehouse.ts'
import { Workers } from './workers.ts'

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
  readonly #callers: Callers
  readonly #warehouse: Warehouse
  readonly #workers: Workers

  constructor(options: SimulationOptions) {
    this.#options = options
    this.#dice = diceFrom(options.seed)
    this.#machine = new Machine(options.url, new Date(beginning))
    this.#judge = new Judge(this.#machine)
    this.#auditor = this.#judge.auditor
    this.#sender = new Sender(this.#dice, this.#machine, this.#judge)
    this.#callers = new Callers(this.#dice, this.#machine, this.#judge, this.#sender, options.orders)
    this.#warehouse = new Warehouse(this.#dice, this.#judge, this.#sender)
    this.#workers = new Workers(this.#dice, this.#machine, this.#judge, this.#sender)
  }

  async run(): Promise<SimulationResult> {
    this.#judge.companyId = await installWorld(this.#machine.door())
    await this.#judge.observe(false)
    await this.#callers.stock(openingStock(this.#dice))
    const { orders } = this.#options
    while (this.#callers.sent < orders && !this.#judge.isDone) await this.#step()
    for (let extra = 0; extra < orders / 2 && !this.#judge.isDone; extra += 1) await this.#step()
    // In the middle of everything, too: what is lost here may look well when all is over.
    await this.#judge.laws('before the end')
    await this.#drain()
    await this.#judge.conclude()
    const { digest, tables } = await digestOf(this.#judge.sql)
    const { deaths, disturbed } = this.#machine
    return {
      seed: this.#options.seed,
      orders: this.#callers.sent,
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
    else if (roll < 22) await this.#callers.orders()
    else if (roll < 32)
      await this.#callers.stock(
        times(dice.between(1, 3), () => someStock(dice, this.#sender.nextKey(), this.#auditor)),
      )
    else if (roll < 68) await this.#workers.tasks(dice.pick(taskKinds))
    else if (roll < 80)
      await this.#callers.payments(times(dice.between(1, 3), () => somePayment(dice, this.#auditor)))
    else if (roll < 86) await this.#callers.returns()
    else if (roll < 92) await this.#warehouse.confirm()
    else if (roll < 93)
      await (this.#dice.percent(50) ? this.#callers.releaseHolds() : this.#callers.endRemorse())
    else if (roll < 95) await this.#callers.cancellations()
    else if (roll < 96) await this.#callers.decisions()
    else if (roll < 97) await this.#passTime()
    else if (roll < 98) await this.#workers.promiseAgain()
    else if (this.#workers.areLate) await this.#workers.runLate()
    if (this.#judge.steps % COUNTED_STEPS === 0) await this.#judge.count()
    if (this.#options.everyStep) await this.#judge.compare(`step ${this.#judge.steps}`)
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

  /** No more trouble: everything that can end, ends. */
  async #drain(): Promise<void> {
    this.#sender.calm = true
    while (this.#sender.owes) await this.#sender.again()
    await this.#callers.releaseHolds(true)
    for (let round = 0; round < 60 && !this.#judge.isDone; round += 1) {
      this.#judge.steps++
      this.#machine.now = new Date(this.#machine.now.getTime() + (round < 10 ? 60 * SECOND : DAY))
      let worked = await this.#workers.promiseAgain()
      for (const kind of taskKinds) worked += await this.#workers.tasks(kind)
      await this.#warehouse.confirm(100)
      const payments = lastPayments(this.#auditor.at(this.#sender.businessNow))
      if (payments.length > 0) await this.#callers.payments(payments)
      if (this.#options.everyStep) await this.#judge.compare(`drain ${round}`)
      const [queue] = await this.#judge.sql<{ ready: bigint }>(
        'select count(*) as ready from orchestration.ready',
      )
      if (worked === 0 && payments.length === 0 && queue!.ready === 0n) return
    }
    this.#judge.fail('tasks are ready for ever')
  }
}

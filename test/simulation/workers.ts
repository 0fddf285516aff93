import {
  claimDue,
  defaultWorkerLimits,
  LoserSearch,
  repromise,
  runClaimed,
} from '../../src/orchestration/index.ts'
import { Fault } from '../../src/platform/batch/index.ts'
import type { Auditor } from './auditor.ts'
import type { Dice } from './dice.ts'
import type { Judge } from './judge.ts'
import { Crash, type Machine } from './machine.ts'
import type { Sender } from './sender.ts'

/** Workers of the house: what is due is done, by one that may die, or wake up late. */
export class Workers {
  readonly #dice: Dice
  readonly #machine: Machine
  readonly #judge: Judge
  readonly #auditor: Auditor
  readonly #sender: Sender
  /** Claims whose worker stopped; it may wake up late. */
  readonly #late: { kind: string; requests: Awaited<ReturnType<typeof claimDue>> }[] = []

  constructor(dice: Dice, machine: Machine, judge: Judge, sender: Sender) {
    this.#dice = dice
    this.#machine = machine
    this.#judge = judge
    this.#auditor = judge.auditor
    this.#sender = sender
  }

  /** A worker claims what is due, runs it in one or several batches, or stops in between. */
  async tasks(kind: string): Promise<number> {
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

  get areLate(): boolean {
    return this.#late.length > 0
  }

  /** A worker that stopped wakes up, and goes on with what it had claimed. */
  async runLate(): Promise<void> {
    const { kind, requests } = this.#late.splice(this.#dice.below(this.#late.length), 1)[0]!
    await this.#runTasks(kind, requests)
  }

  /** Somebody looks whether a count took away what is reserved, as the job does. @returns how many parts lost their goods */
  async promiseAgain(): Promise<number> {
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
}

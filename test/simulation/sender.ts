import { hash } from 'node:crypto'
import { confirmShipment } from '../../src/orchestration/index.ts'
import { Fault, type Act } from '../../src/platform/batch/index.ts'
import type { Answered } from '../../src/platform/keyed.ts'
import type { Refusal } from '../../src/platform/outcome.ts'
import type { Dice } from './dice.ts'
import type { Judge } from './judge.ts'
import { Crash, type Disturbance, type Machine } from './machine.ts'

/** A batch that was sent and whose sender has not heard: it is sent again with the same keys. */
interface Unheard {
  again(): Promise<void>
}

/** A request with what the auditor says of it. `settled`: the system has committed it. */
export interface Asked<Q> {
  request: Q
  audit(): string
  settled: boolean
}

/** Those outside who ask, and who ask again until they hear. */
export class Sender {
  readonly #dice: Dice
  readonly #machine: Machine
  readonly #judge: Judge
  readonly #unheard: Unheard[] = []
  #keys = 0
  /** Business time less time of operations, in milliseconds. */
  shift = 0
  /** Nothing is disturbed any more. */
  calm = false

  constructor(dice: Dice, machine: Machine, judge: Judge) {
    this.#dice = dice
    this.#machine = machine
    this.#judge = judge
  }

  /** Does somebody wait for an answer? */
  get owes(): boolean {
    return this.#unheard.length > 0
  }

  /** Who has waited longest asks again. */
  async again(): Promise<void> {
    await this.#unheard.shift()!.again()
  }

  /** A number that no message had before. */
  nextKey(): number {
    return (this.#keys += 1)
  }

  get businessNow(): Date {
    return new Date(this.#machine.now.getTime() + this.shift)
  }

  /** How the next batch is disturbed, mostly not at all. */
  disturbance(): Disturbance | undefined {
    if (this.calm || !this.#dice.percent(9)) return undefined
    return this.#dice.pick(['die_before', 'die_after', 'drop_before', 'lose_answer'] as const)
  }

  /**
   * Sends a batch. What it commits is audited in its order; whoever does not hear of it asks again with the same keys,
   * at once or later, and must be told what happened the first time.
   */
  async send<Q, F, R>(
    act: Act<Q, F, R>,
    asked: readonly Asked<Q>[],
    check: (one: Asked<Q>, expected: string, outcome: R, again: boolean) => void,
  ): Promise<void> {
    const disturbance = this.disturbance()
    // Whose answer was lost, or who asks again, hears of what happened the first time.
    const again = disturbance === 'lose_answer' || asked.some((one) => one.settled)
    let outcomes: (R | Fault)[] | undefined
    try {
      outcomes = await this.#machine.run(
        act,
        asked.map((one) => one.request),
        disturbance,
      )
    } catch (error) {
      if (!(error instanceof Crash)) {
        this.#judge.fail(`${act.name} could not be written: ${(error as Error).message}`)
        return
      }
    }
    const committed = outcomes !== undefined || (await this.#judge.hasNews())
    this.#judge.auditor.at(this.businessNow)
    const expected = asked.map((one) => {
      if (one.settled || !committed) return ''
      one.settled = true
      return one.audit()
    })
    await this.#judge.observe(act.name === confirmShipment.name)
    if (!outcomes) {
      const resend: Unheard = { again: () => this.send(act, asked, check) }
      if (this.#dice.percent(50)) await resend.again()
      else this.#unheard.push(resend)
      return
    }
    outcomes.forEach((outcome, index) => {
      if (outcome instanceof Fault) this.#judge.fail(`${act.name} failed: ${outcome.code} ${outcome.message}`)
      else check(asked[index]!, expected[index]!, outcome, again)
    })
  }

  /** Asks a keyed act: what was answered once is answered again. Some senders send everything twice at once. */
  async ask<Q, F>(
    act: Act<Q, F, Answered | Refusal>,
    route: string,
    requests: readonly { request: Omit<Q, 'companyId' | 'actor' | 'key'>; audit(): string }[],
  ): Promise<void> {
    if (requests.length === 0) return
    const asked = requests.flatMap(({ request, audit }): Asked<Q>[] => {
      const text = JSON.stringify(request, (_key, value: unknown) =>
        typeof value === 'bigint' ? `${value}` : value,
      )
      const key = {
        companyId: this.#judge.companyId,
        principal: 'sim',
        route,
        key: `k${this.nextKey()}`,
        bodyHash: hash('sha256', text, 'buffer'),
      }
      const whole = { ...request, companyId: this.#judge.companyId, actor: 'sim', key } as unknown as Q
      let first: string | undefined
      const one: Asked<Q> = { request: whole, audit: () => (first = audit()), settled: false }
      if (!this.#dice.percent(8)) return [one]
      // The first outcome stands, a refusal too.
      const twice: Asked<Q> = { request: whole, audit: () => first ?? audit(), settled: false }
      return [one, twice]
    })
    await this.send(act, asked, (_one, expected, outcome, again) => {
      const got = outcome.ok ? 'ok' : outcome.code
      const why = outcome.ok ? '' : JSON.stringify(outcome.problems)
      if (!again && got !== expected) this.#judge.fail(`${route}: ${got} ${why}, not ${expected}`)
    })
  }
}

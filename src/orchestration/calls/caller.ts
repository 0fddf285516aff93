import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { allCompanies } from '../../organization/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import { givenTo, type Given } from '../../platform/connections.ts'
import type { Database } from '../../platform/database/index.ts'
import type { JobLog } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { render, type CallInput } from '../model/call-template.ts'
import type { CallMode } from './call.ts'
import { claimCalls, claimReplies } from './calls.sql.ts'
import type { OutsideRequest, Said, SystemPort } from './port.ts'
import { factsIn } from './settle.ts'
import { settleCall } from './settle-call.ts'
import type { Means, SystemBody } from '../model/system.ts'
import { takeReply } from './take-reply.ts'
import { readSystems } from '../model/save-system.ts'
import { nextStep, verdictOf, type Verdict } from './verdict.ts'

/** A connection to outside systems, with the companies that it was given to. */
export interface GivenPort {
  port: SystemPort
  companies: Given
  /** Signs what comes from there. */
  secret: string | undefined
}

export interface CallerOptions {
  db: Database
  door: Door
  log: JobLog
  ports: ReadonlyMap<string, GivenPort>
}

/** Limits that are no settings; see docs/reference/settings.md. */
export const CALLER_LIMITS = {
  /** Longest sleep: a wake-up may be lost, or the call be kept by another process. */
  pollMs: 500,
  /** Shortest time from one look for work to the next. */
  pauseMs: 20,
  /** Steps under way in a process. */
  atOnce: 500,
  /** What a lease has beside the time of a call: for what it came to. */
  spareMs: 20_000,
  /** Longest time of a call. */
  mostTimeoutMs: 60_000,
  /** How long it is believed which companies there are. */
  companiesMs: 5000,
  /** Kept replies that are applied together. */
  replies: 200,
} as const

type Claimed = CamelRow<typeof claimCalls>

/**
 * Makes the calls that plans have kept (decision 0072), in any number of processes: claims what is due within the limits of each system, asks all of
 * them at once, and settles what came of it. No transaction is open while a system is asked. Whoever dies leaves a lease, and after it the doubt.
 */
export class Caller {
  readonly #options: CallerOptions
  readonly #ended: Promise<void>
  readonly #running = new Set<Promise<void>>()
  #companies: { at: number; given: { companyId: bigint; connection: string }[] } | undefined
  #stopped = false
  #woken = true
  #sleeper: (() => void) | undefined

  constructor(options: CallerOptions) {
    this.#options = options
    options.door.listen((act) => {
      if (WAKING.has(act)) this.wake()
    })
    this.#ended = this.#loop()
  }

  /** Looks for work soon. */
  wake(): void {
    this.#woken = true
    this.#sleeper?.()
  }

  /** Ends after the calls that are under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.wake()
    await this.#ended
    await Promise.all(this.#running)
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      if (!this.#woken) await this.#sleep()
      this.#woken = false
      try {
        const [called, applied] = [await this.#call(), await this.#applyKept()]
        if (called + applied > 0) this.#woken = true
      } catch (error) {
        this.#options.log.error({ err: error }, 'calls cannot be looked for')
        await pause(CALLER_LIMITS.pollMs)
      }
      if (!this.#stopped) await pause(CALLER_LIMITS.pauseMs)
    }
  }

  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, CALLER_LIMITS.pollMs)
      this.#sleeper = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#sleeper = undefined
  }

  async #call(): Promise<number> {
    const { db, ports } = this.#options
    const most = CALLER_LIMITS.atOnce - this.#running.size
    if (ports.size === 0 || most <= 0) return 0
    const given = await this.#given()
    const [clock] = await db.read(readClock, {})
    const leaseUntil = new Date(clock!.now.getTime() + CALLER_LIMITS.mostTimeoutMs + CALLER_LIMITS.spareMs)
    const rows = await db.read(claimCalls, {
      companyIds: given.map(({ companyId }) => companyId),
      connections: given.map(({ connection }) => connection),
      now: clock!.now,
      most,
      leaseUntil,
    })
    for (const call of camelRows(claimCalls, rows)) {
      const step = this.#step(call, clock!.now, leaseUntil)
        .catch((error: unknown) => {
          this.#options.log.error({ key: call.key, err: error }, 'what came of a call cannot be settled')
        })
        .finally(() => {
          this.#running.delete(step)
          this.wake()
        })
      this.#running.add(step)
    }
    return rows.length
  }

  async #step(call: Claimed, now: Date, outUntil: Date): Promise<void> {
    const verdict = await this.#ask(call, now)
    const { companyId, orderId, taskId, generation, system, key, attempt } = call
    const mode = call.mode as CallMode
    await this.#options.door.request(
      settleCall,
      { companyId, orderId, taskId, generation, mode, system, key, attempt, outUntil, verdict },
      { internal: true },
    )
  }

  async #ask(call: Claimed, now: Date): Promise<Verdict> {
    const system = call.body as unknown as SystemBody
    const accepted = call.acceptedAt !== null
    const overdue = accepted && call.answerBy !== null && call.answerBy <= now
    const step = nextStep(call, system)
    if (step === 'ask_a_person') {
      const problem = accepted
        ? `it did not say what came of it in ${system.answerWithinMinutes} minutes`
        : 'it did not answer, or this process did not live to hear it'
      return { what: 'failed', class: 'unknown', status: null, body: null, problem }
    }
    const said = await this.#say(call, step, system)
    const jitter = randomInt(1000) / 1000
    const verdict = verdictOf(system, step, said, { attempt: accepted ? 0 : call.attempt, overdue, jitter })
    if (verdict.what !== 'going_on') return verdict
    const facts = (call.facts ?? {}) as Record<string, string>
    const learns = factsIn({ facts, lineNos: [1] }, verdict.body).length > 0
    return learns ? verdict : { ...verdict, body: null }
  }

  #say(call: Claimed, step: 'send' | 'look_up', system: SystemBody): Promise<Said> {
    const { port } = this.#options.ports.get(call.connection)!
    const { key, method, path, content, mode, generation } = call
    const shared = { key, timeoutMs: system.timeoutSeconds * 1000 }
    if (step === 'send') return port.ask({ ...shared, method, path, content: content as Buffer | null })
    let asked: Pick<OutsideRequest, 'method' | 'path'>
    try {
      const template = { method: 'GET', path: system.lookUp! } as const
      asked = render(template, call.input as unknown as CallInput, { key, mode, generation })
    } catch (error) {
      return Promise.resolve({
        what: 'unknown',
        problem: `it cannot be looked up: ${(error as Error).message}`,
      })
    }
    return port.ask({ ...shared, ...asked, content: null })
  }

  /** What was said while orders stood still. */
  async #applyKept(): Promise<number> {
    const { db, door } = this.#options
    const [clock] = await db.read(readClock, {})
    const leaseUntil = new Date(clock!.now.getTime() + CALLER_LIMITS.spareMs)
    const rows = camelRows(
      claimReplies,
      await db.read(claimReplies, { now: clock!.now, most: CALLER_LIMITS.replies, leaseUntil }),
    )
    if (rows.length === 0) return 0
    const systems = await readSystems(db, [...new Set(rows.map(({ companyId }) => companyId))])
    const requests = rows.flatMap(({ companyId, system, id, key, means, status, problem, body: content }) => {
      const body = systems.get(companyId)!.get(system)
      const jitter = randomInt(1000) / 1000
      const said = { id, key, means: means as Means, status, problem, content, kept: true, jitter }
      return body ? [{ companyId, system, body, ...said, actor: `system:${system}` }] : []
    })
    await door.requestAll(takeReply, requests, { internal: true })
    return rows.length
  }

  async #given() {
    const now = performance.now()
    if (!this.#companies || now - this.#companies.at > CALLER_LIMITS.companiesMs) {
      const all = await allCompanies(this.#options.db)
      const given = [...this.#options.ports].flatMap(([connection, { companies }]) =>
        givenTo({ companies }, all).map(({ id: companyId }) => ({ companyId, connection })),
      )
      this.#companies = { at: now, given }
    }
    return this.#companies.given
  }
}

/** After these there may be something to say to a system, or something that was said to be looked at. */
const WAKING: ReadonlySet<string> = new Set(['orchestration.call', 'orchestration.resume_order'])

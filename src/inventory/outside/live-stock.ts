import { SystemFailure, type InventorySystem, type SaidStock } from './port.ts'

/** Limits of asking live; see docs/reference/settings.md. */
export const LIVE_LIMITS = {
  /** A system that has not answered by then is taken as silent: somebody waits. */
  answerMs: 1500,
  /** Questions that one process has at one system at once; more are not asked. */
  atOnce: 8,
  /** After a failure it is not asked for so long, so that one that is down costs nobody else the wait. */
  restMs: 5000,
} as const

/** What a system said of its places, or why it said nothing. */
export type LiveAnswer =
  | { ok: true; asOf: Date; said: readonly SaidStock[] }
  | { ok: false; why: 'no_connection' | 'busy' | 'resting' | 'no_answer'; message: string }

interface Line {
  asked: number
  /** Not before then is it asked again, by the monotone clock. */
  restsUntil: number
  message: string
}

/** Asks inventory systems while somebody waits: in bounded time, few at once, and not one that just failed. One for each process. */
export class LiveStock {
  readonly #lines = new Map<string, Line>()
  readonly #limits: typeof LIVE_LIMITS

  constructor(limits: typeof LIVE_LIMITS) {
    this.#limits = limits
  }

  /** @param system undefined: this process has no such connection, or not for the company */
  async ask(
    connection: string,
    system: InventorySystem | undefined,
    question: { skus: readonly string[]; locations: readonly string[] },
    signal: AbortSignal,
  ): Promise<LiveAnswer> {
    if (!system)
      return { ok: false, why: 'no_connection', message: `this process has no connection ${connection}` }
    let line = this.#lines.get(connection)
    if (!line) this.#lines.set(connection, (line = { asked: 0, restsUntil: 0, message: '' }))
    if (performance.now() < line.restsUntil) return { ok: false, why: 'resting', message: line.message }
    const { answerMs, atOnce, restMs } = this.#limits
    if (line.asked >= atOnce)
      return { ok: false, why: 'busy', message: `${atOnce} questions are with it already` }
    line.asked += 1
    const time = AbortSignal.timeout(answerMs)
    try {
      const { asOf, rows } = await system.stock(question, AbortSignal.any([signal, time]))
      return { ok: true, asOf, said: rows }
    } catch (error) {
      if (!(error instanceof SystemFailure)) throw error
      const message = error.message.slice(0, 500)
      // Who asked may have gone away: that says nothing of the system.
      if (!signal.aborted) Object.assign(line, { restsUntil: performance.now() + restMs, message })
      return { ok: false, why: 'no_answer', message }
    } finally {
      line.asked -= 1
    }
  }
}

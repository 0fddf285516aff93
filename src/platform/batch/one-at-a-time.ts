import { Overloaded } from './act.ts'

/** Work of which a process does one at a time, in the order of asking; who would wait too long is refused. */
export class OneAtATime {
  readonly #what: string
  readonly #maxWaitMs: number
  readonly #waiting = new Set<() => void>()
  #busy = false

  constructor(what: string, maxWaitMs: number) {
    this.#what = what
    this.#maxWaitMs = maxWaitMs
  }

  /** @throws Overloaded */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy) await this.#turn()
    this.#busy = true
    try {
      return await work()
    } finally {
      // Handed over without being free between: who comes just now goes behind those who wait.
      const [next] = this.#waiting
      if (next) next()
      else this.#busy = false
    }
  }

  #turn(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const begin = (): void => {
      clearTimeout(timer)
      this.#waiting.delete(begin)
      resolve()
    }
    const timer = setTimeout(() => {
      this.#waiting.delete(begin)
      reject(new Overloaded(`${this.#what}: others take longer than ${this.#maxWaitMs} ms`))
    }, this.#maxWaitMs)
    this.#waiting.add(begin)
    return promise
  }
}

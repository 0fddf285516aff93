import { compilePattern, type Pattern, type PatternBody } from './pattern.ts'

/** A pattern that stands beside those of a model, in its newest active version. */
export interface Standing {
  code: string
  body: PatternBody
}

/** Patterns that stand together: each is made ready once, and only those are looked at that wait for each other. */
export class StandingPatterns {
  readonly #bodies = new Map<string, PatternBody>()
  readonly #compiled = new Map<string, Pattern | undefined>()
  /** By its code, the patterns that wait for it. */
  readonly #waiting = new Map<string, Set<string>>()

  constructor(patterns: readonly Standing[] = []) {
    for (const { code, body } of patterns) this.put(code, body)
  }

  /** From now on a pattern stands like this. */
  put(code: string, body: PatternBody): void {
    for (const other of waitsFor(this.#bodies.get(code))) this.#waiting.get(other)?.delete(code)
    this.#bodies.set(code, body)
    this.#compiled.delete(code)
    for (const other of waitsFor(body))
      this.#waiting.set(other, (this.#waiting.get(other) ?? new Set()).add(code))
  }

  all(): Standing[] {
    return Array.from(this.#bodies, ([code, body]) => ({ code, body }))
  }

  bodyOf(code: string): PatternBody | undefined {
    return this.#bodies.get(code)
  }

  /** Undefined: it does not stand, or does not compile any more. */
  compiled(code: string): Pattern | undefined {
    if (!this.#compiled.has(code)) {
      const body = this.#bodies.get(code)
      const found = body && compilePattern(code, 1, body)
      this.#compiled.set(code, found?.ok ? found.pattern : undefined)
    }
    return this.#compiled.get(code)
  }

  /** Those that wait for any of these patterns, or that any of these waits for, and so on: the codes of what stands. */
  near(patterns: readonly { code: string; body: PatternBody | undefined }[]): string[] {
    const seen = new Set<string>()
    const left: string[] = []
    const reach = (codes: Iterable<string>) => {
      for (const code of codes)
        if (!seen.has(code)) {
          seen.add(code)
          left.push(code)
        }
    }
    for (const { code, body } of patterns) reach([code, ...waitsFor(body)])
    for (const code of left) reach([...waitsFor(this.#bodies.get(code)), ...(this.#waiting.get(code) ?? [])])
    return left.filter((code) => this.#bodies.has(code))
  }
}

function waitsFor(body: PatternBody | undefined): string[] {
  return (body?.dependencies ?? []).flatMap(({ fromPattern }) => fromPattern ?? [])
}

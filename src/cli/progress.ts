const EVERY_MS = 5_000
const MB = 1_000_000

/** How much was done, and how fast; a line every five seconds on standard error. */
export interface Progress {
  add(bytes: number): void
  reach(done: number, total: number): void
  /** Since the beginning, with one decimal. */
  seconds(): string
}

/** @param verb what is done to the bytes: copied, verified */
export function createProgress(verb: string): Progress {
  const began = performance.now()
  let told = began
  let sum = 0
  const reach = (done: number, total?: number): void => {
    sum = done
    const now = performance.now()
    if (now - told < EVERY_MS) return
    told = now
    const rate = Math.round((done / MB / (now - began)) * 1000)
    const of = total === undefined ? '' : ` of about ${gigabytes(total)}`
    process.stderr.write(`${verb} ${gigabytes(done)}${of}, ${rate} MB/s\n`)
  }
  return {
    add: (bytes) => reach(sum + bytes),
    reach,
    seconds: () => ((performance.now() - began) / 1000).toFixed(1),
  }
}

export function gigabytes(bytes: number): string {
  return bytes < 1000 * MB ? `${(bytes / MB).toFixed(1)} MB` : `${(bytes / MB / 1000).toFixed(2)} GB`
}

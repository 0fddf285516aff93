import { randomBytes } from 'node:crypto'

/** Where a request stands in a trace (W3C Trace Context); made here when the caller sent none. */
export interface TraceContext {
  readonly traceId: string
  readonly spanId: string
  readonly sampled: boolean
}

const HEADER = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const ZERO_TRACE = '0'.repeat(32)
const ZERO_SPAN = '0'.repeat(16)

let pool: Buffer = randomBytes(0)
let used = 0

function random(size: number): string {
  if (used + size > pool.length) {
    pool = randomBytes(4096)
    used = 0
  }
  used += size
  return pool.toString('hex', used - size, used)
}

/** Continues the caller's trace with a new span; a header that breaks the rules starts a new trace. */
export function traceOf(header: string | string[] | undefined): TraceContext {
  const found = typeof header === 'string' && header.length < 200 ? HEADER.exec(header) : null
  const valid =
    found !== null &&
    found[1] !== ZERO_TRACE &&
    found[2] !== ZERO_SPAN &&
    !(header as string).startsWith('00-' + found[1]! + '-' + found[2]! + '-' + found[3]! + '-')
  if (!valid) return { traceId: random(16), spanId: random(8), sampled: false }
  return { traceId: found[1]!, spanId: random(8), sampled: (parseInt(found[3]!, 16) & 1) === 1 }
}

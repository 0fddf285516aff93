import { hash } from 'node:crypto'
import { OrderInput } from '../orders/index.ts'
import { checkBody, parseJson, type Rest } from '../platform/http/index.ts'
import type { Json } from '../platform/json.ts'
import type { Problem } from '../platform/outcome.ts'

/** An order as it came: its bytes, and what they say or why they say nothing. */
export interface Received {
  bytes: Buffer
  contentType: string
  /** sha256 of the bytes. */
  bodyHash: Buffer
  content: Content
}

export type Content =
  | { ok: true; input: OrderInput }
  | {
      ok: false
      /** malformed_json: not parseable (400). invalid_body: against the schema (422). */
      code: 'malformed_json' | 'invalid_body'
      problems: Problem[]
      /** Place of the first error of what cannot be parsed. */
      position?: { offset: number; line: number; column: number }
      /** What of it can be judged still, when the schema refused it; undefined: nothing can be told of the rest. */
      rest(): Rest<OrderInput> | undefined
      /** Lines that it seems to have: its weight in a batch. */
      lines: number
      /** Told by the body although it is wrong elsewhere. */
      source: string | null
      externalId: string | null
    }

const check = checkBody(OrderInput)

/** Reads an order out of bytes; never throws for what they hold. */
export function receive(bytes: Buffer, contentType: string): Received {
  const bodyHash = hash('sha256', bytes, 'buffer')
  return { bytes, contentType, bodyHash, content: contentOf(bytes) }
}

function contentOf(bytes: Buffer): Content {
  const parsed = parseJson(bytes)
  if (!parsed.ok) {
    const { problem, position } = parsed
    return {
      ok: false,
      code: 'malformed_json',
      problems: [problem],
      position,
      rest: () => undefined,
      lines: 1,
      source: null,
      externalId: null,
    }
  }
  return checkOrder(parsed.value)
}

/** Checks a parsed order against the schema; all problems at once. */
export function checkOrder(value: unknown): Content {
  const checked = check(value)
  if (checked.ok) return { ok: true, input: checked.value as OrderInput }
  const { source, externalId, lines } = (value ?? {}) as { source?: Json; externalId?: Json; lines?: Json }
  return {
    ok: false,
    code: 'invalid_body',
    problems: checked.problems,
    rest: checked.rest as () => Rest<OrderInput> | undefined,
    lines: Array.isArray(lines) ? lines.length : 1,
    source: shortText(source, 100),
    externalId: shortText(externalId, 200),
  }
}

function shortText(value: Json | undefined, maxLength: number): string | null {
  return typeof value === 'string' && value.length > 0 && value.length <= maxLength ? value : null
}

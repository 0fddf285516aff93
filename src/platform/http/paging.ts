import { createHmac, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import { HttpProblem } from './replies.ts'

/** Query parameters of every list. Spread into the route's query schema. */
export const pageParameters = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 500, description: 'Most rows on a page; 50 when absent.' }),
  ),
  after: Type.Optional(
    Type.String({
      maxLength: 1000,
      description: 'Goes on behind the last page: take it from `Link: rel="next"`.',
    }),
  ),
}

export type CursorKey = string | number | bigint | boolean | null

/** Where a page starts: how many rows to ask for (one more than shown), and the key of the last row before it. */
export interface PageRequest {
  readonly limit: number
  readonly fetch: number
  readonly after: readonly CursorKey[] | null
}

/** What paging needs of a request for a list. */
export interface AskedPage {
  /** Path and query as sent. */
  readonly url: string
  readonly query: { limit?: number | undefined; after?: string | undefined }
  readonly cursors: Cursors
}

/**
 * Reads `limit` and `after`.
 * @param shape one letter a part of the key: `b` bigint, `s` text, `n` number
 * @throws HttpProblem `invalid_cursor`, `cursor_outlived`
 */
export function pageRequest({ url, query, cursors }: AskedPage, shape: string): PageRequest {
  const limit = query.limit ?? 50
  return {
    limit,
    fetch: limit + 1,
    after: query.after === undefined ? null : cursors.decode(url, query.after, shape),
  }
}

/**
 * Cuts the extra row off and makes the cursor and the header that lead to the next page; other parameters are kept.
 * @param keyOf the key of a row, as the list is sorted by it
 */
export function page<R>(
  { url, cursors }: AskedPage,
  request: PageRequest,
  rows: readonly R[],
  keyOf: (row: R) => readonly CursorKey[],
): { rows: readonly R[]; next: string | null; headers: Record<string, string> } {
  if (rows.length <= request.limit) return { rows, next: null, headers: {} }
  const shown = rows.slice(0, request.limit)
  const next = cursors.encode(url, keyOf(shown.at(-1)!))
  const at = new URL(url, 'http://localhost')
  at.searchParams.set('limit', String(request.limit))
  at.searchParams.set('after', next)
  return { rows: shown, next, headers: { link: `<${at.pathname}${at.search}>; rel="next"` } }
}

/** Makes and reads the cursors of an installation: the key of a row, sealed for its list and the epoch. */
export interface Cursors {
  /** An opaque cursor of the list at this address. */
  encode(url: string, key: readonly CursorKey[]): string
  /** Reads a cursor back. @throws HttpProblem `invalid_cursor`, `cursor_outlived` (of another epoch) */
  decode(url: string, text: string, shape: string): CursorKey[]
}

// Against mistakes, not against attackers: who sees a list may ask for any place in it.
const SEAL_BYTES = 8

/** @param installation what a restore renews, and the key that seals */
export function createCursors({ epoch, cursorKey }: { epoch: string; cursorKey: Buffer }): Cursors {
  const seal = (url: string, content: Buffer): Buffer =>
    createHmac('sha256', cursorKey)
      .update(`${url.split('?', 1)[0]}\n`)
      .update(content)
      .digest()
      .subarray(0, SEAL_BYTES)
  return {
    encode(url, key) {
      const content = Buffer.from(
        JSON.stringify([epoch, ...key], (_name, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        ),
      )
      return Buffer.concat([seal(url, content), content]).toString('base64url')
    },
    decode(url, text, shape) {
      const bytes = Buffer.from(text, 'base64url')
      const content = bytes.subarray(SEAL_BYTES)
      const [written, ...parts] = readContent(content)
      if (written !== epoch) throw new HttpProblem('cursor_outlived')
      if (
        parts.length !== shape.length ||
        !timingSafeEqual(bytes.subarray(0, SEAL_BYTES), seal(url, content))
      )
        throw new HttpProblem('invalid_cursor')
      return parts.map((part, index) => readPart(part, shape[index]!))
    },
  }
}

/** The epoch and the parts of the key. */
function readContent(content: Buffer): unknown[] {
  let found: unknown
  try {
    found = JSON.parse(content.toString('utf8'))
  } catch {
    throw new HttpProblem('invalid_cursor')
  }
  if (!Array.isArray(found) || typeof found[0] !== 'string') throw new HttpProblem('invalid_cursor')
  return found
}

function readPart(part: unknown, kind: string): CursorKey {
  if (part === null) return null
  if (kind === 'b' && typeof part === 'string' && /^-?[0-9]{1,19}$/.test(part)) return BigInt(part)
  if (kind === 's' && typeof part === 'string') return part
  if (kind === 'n' && typeof part === 'number') return part
  throw new HttpProblem('invalid_cursor')
}

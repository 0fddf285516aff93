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

/**
 * Reads `limit` and `after`.
 * @param shape one letter a part of the key: `b` bigint, `s` text, `n` number
 * @throws HttpProblem `invalid_cursor`
 */
export function pageRequest(
  query: { limit?: number | undefined; after?: string | undefined },
  shape: string,
): PageRequest {
  const limit = query.limit ?? 50
  return {
    limit,
    fetch: limit + 1,
    after: query.after === undefined ? null : decodeCursor(query.after, shape),
  }
}

/**
 * Cuts the extra row off and makes the header that leads to the next page.
 * @param url the request's own path with its query; other parameters are kept
 * @param keyOf the key of a row, as the list is sorted by it
 */
export function page<R>(
  url: string,
  request: PageRequest,
  rows: readonly R[],
  keyOf: (row: R) => readonly CursorKey[],
): { rows: readonly R[]; headers: Record<string, string> } {
  if (rows.length <= request.limit) return { rows, headers: {} }
  const shown = rows.slice(0, request.limit)
  const at = new URL(url, 'http://localhost')
  at.searchParams.set('limit', String(request.limit))
  at.searchParams.set('after', encodeCursor(keyOf(shown.at(-1)!)))
  return { rows: shown, headers: { link: `<${at.pathname}${at.search}>; rel="next"` } }
}

/** An opaque cursor over the key of a row. */
export function encodeCursor(key: readonly CursorKey[]): string {
  return Buffer.from(
    JSON.stringify(key, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).toString('base64url')
}

/** Reads a cursor back. @throws HttpProblem `invalid_cursor` */
export function decodeCursor(text: string, shape: string): CursorKey[] {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw new HttpProblem('invalid_cursor')
  }
  if (!Array.isArray(parts) || parts.length !== shape.length) throw new HttpProblem('invalid_cursor')
  return parts.map((part: unknown, index): CursorKey => {
    const kind = shape[index]
    if (part === null) return null
    if (kind === 'b' && typeof part === 'string' && /^-?[0-9]{1,18}$/.test(part)) return BigInt(part)
    if (kind === 's' && typeof part === 'string' && !part.includes('\0') && part.isWellFormed()) return part
    if (kind === 'n' && typeof part === 'number' && Number.isFinite(part)) return part
    throw new HttpProblem('invalid_cursor')
  })
}

import { HttpProblem } from '../platform/http/index.ts'
import { decodeId } from '../platform/public-id.ts'

/** Behind every quote. */
export const LAST_QUOTE = 2n ** 63n - 1n

/** `quo_…`, or the number of a quote. @throws HttpProblem `not_found` */
export function quoteIn(text: string): bigint {
  const [, digits] = /^QU([1-9][0-9]{0,18})$/i.exec(text) ?? []
  const id = digits === undefined ? decodeId('quo', text) : BigInt(digits)
  if (id === undefined || id > LAST_QUOTE) throw new HttpProblem('not_found')
  return id
}

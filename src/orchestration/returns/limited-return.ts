import { lacks, problem, type Principal, type Reply } from '../../platform/http/index.ts'
import type { Problem } from '../../platform/outcome.ts'

/** What a return says, as far as it is not everybody's to say. */
interface Said {
  readonly orderId?: unknown
  readonly lines: readonly object[]
}

/** Whose return it is, what it is worth and where it is kept. */
const OF_THE_RETURN = ['account', 'currency', 'series', 'reasonCode'] as const
const OF_A_LINE = ['unitPrice', 'unitCost', 'location', 'restock'] as const

/**
 * Who sees part of the rows takes back goods of an order that it sees, at what was paid for them, into the stock that they left: it
 * says that they came, as it says that they went (`shipments:write`), and the company says what they are worth.
 *
 * @returns scope_missing or rows_limited with everything that is not its to say; undefined when it may
 */
export function limitReturn(principal: Principal, body: Said): Reply | undefined {
  if (principal.rowScope.kind === 'all') return undefined
  const lacking = lacks(principal, 'shipments:write')
  if (lacking) return lacking
  const errors: Problem[] = [
    ...(body.orderId === undefined
      ? [{ path: '/orderId', code: 'required', message: 'You take back goods of an order.' }]
      : []),
    ...forbidden(body, '', OF_THE_RETURN),
    ...body.lines.flatMap((line, index) => forbidden(line, `/lines/${index}`, OF_A_LINE)),
  ]
  return errors.length === 0 ? undefined : problem('rows_limited', { errors })
}

function forbidden(said: object, path: string, names: readonly string[]): Problem[] {
  const message = 'This is for the company to say: leave it out.'
  return names
    .filter((name) => Object.hasOwn(said, name))
    .map((name) => ({ path: `${path}/${name}`, code: 'not_allowed', message }))
}

import { Type, type Static } from 'typebox'
import type { Context } from '../platform/batch/index.ts'
import { open } from '../platform/blob.ts'
import type { Reader } from '../platform/database/index.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { OrderInput, OrderLineInput } from './order-input.ts'
import { TRANSITIONS, type Order } from './order.ts'
import { insertOrderLine, readDrafts as readDraftRows } from './orders.sql.ts'
import { readOrders } from './read-orders.ts'

const {
  source: _source,
  externalId: _externalId,
  version: _version,
  lines: _lines,
  ...editable
} = OrderInput.properties

/** What an edit of a draft may say: header fields, and lines by their number. */
export const DraftEdit = Type.Partial(
  Type.Object({
    ...editable,
    lines: Type.Array(
      Type.Partial(
        Type.Object({
          lineNo: Type.Integer({ minimum: 1, description: 'The line that is changed; absent: a new one' }),
          remove: Type.Boolean({ description: 'true takes the line out; the others keep their numbers' }),
          ...OrderLineInput.properties,
        }),
      ),
      { maxItems: 20_000 },
    ),
  }),
  {
    title: 'DraftEdit',
    description: '`submit: true` submits what the edit made; otherwise it stays a draft',
  },
)
export type DraftEdit = Static<typeof DraftEdit>

/** A draft as it stands: the order, and what it was stated as. */
export interface Draft {
  order: Order
  /** Undefined when the order is no draft any more, or its person was erased. */
  input: OrderInput | undefined
  /** The greatest number that a line of it ever had. */
  lastLine: number
}

/** A draft stated anew: `lineNos` are the numbers of its lines, in their order. */
export interface Restated {
  ok: true
  input: OrderInput
  lineNos: number[]
}

/** Reads orders with what they were stated as, by `company/order`. */
export async function readDrafts(
  db: Reader,
  wanted: readonly { companyId: bigint; orderId: bigint }[],
): Promise<Map<string, Draft>> {
  if (wanted.length === 0) return new Map()
  const [orders, rows] = await Promise.all([
    readOrders(db, wanted),
    db.read(readDraftRows, {
      companyIds: wanted.map((one) => one.companyId),
      orderIds: wanted.map((one) => one.orderId),
    }),
  ])
  const stated = new Map(
    rows.map((row) => [
      `${row.company_id}/${row.order_id}`,
      {
        input: JSON.parse(open(row.input, row.key).toString()) as OrderInput,
        lastLine: row.last_line,
      },
    ]),
  )
  return new Map(
    [...orders].map(([name, order]) => [
      name,
      { order, input: undefined, lastLine: order.lines.length, ...stated.get(name) },
    ]),
  )
}

/**
 * The input that an edit makes of a draft (`edit`), or the draft as it stands, to be submitted (null).
 *
 * Refusals, in this order: `not_a_draft`; `erased`; `unknown_line`, `invalid_order` (a line named twice), both at once.
 */
export function restate(draft: Draft, edit: DraftEdit | null): Restated | Refusal {
  const { order, input } = draft
  if (TRANSITIONS[order.state][edit ? 'edit' : 'submit'] === null) {
    return refuse('not_a_draft', `the order is ${order.state}: only a draft can be edited and submitted`)
  }
  if (!input) return refuse('erased', 'what the draft was stated as was erased')
  const numbers = order.lines.map((line) => line.lineNo)
  if (!edit) return { ok: true, input: { ...input, submit: true }, lineNos: numbers }
  const { lines: changes = [], ...header } = edit
  const lines = new Map<number, OrderLineInput>(input.lines.map((line, place) => [numbers[place]!, line]))
  let last = draft.lastLine
  const problems: Problem[] = []
  const named = new Set<number>()
  for (const [index, { lineNo, remove, ...change }] of changes.entries()) {
    if (lineNo === undefined) {
      lines.set((last += 1), change as OrderLineInput)
      continue
    }
    if (named.has(lineNo)) {
      const message = `line ${lineNo} is named twice`
      problems.push({ path: `/lines/${index}/lineNo`, code: 'duplicate_line', message })
      continue
    }
    named.add(lineNo)
    // What this edit adds has no number that it could know.
    const standing = lineNo <= draft.lastLine ? lines.get(lineNo) : undefined
    if (!standing) {
      const message = `the draft has no line ${lineNo}`
      problems.push({ path: `/lines/${index}/lineNo`, code: 'unknown_line', message })
    } else if (remove) lines.delete(lineNo)
    else lines.set(lineNo, { ...standing, ...change })
  }
  if (problems.length > 0) {
    const unknown = problems.some((problem) => problem.code === 'unknown_line')
    return refuse(unknown ? 'unknown_line' : 'invalid_order', problems)
  }
  const left = { ...input, submit: false, ...header, lines: [...lines.values()] }
  return { ok: true, input: left, lineNos: [...lines.keys()] }
}

/** Marks the lines as deleted that a draft had and has no more, so that the newest copy of each says so. */
export function deleteGoneLines(before: Order, after: Order, { writes }: Context): void {
  const { companyId, id: orderId, version } = after
  const left = new Set(after.lines.map((line) => line.lineNo))
  for (const line of before.lines) {
    if (left.has(line.lineNo)) continue
    writes.add(insertOrderLine, {
      companyId,
      orderId,
      fromVersion: version,
      action: 'delete',
      ...line,
    })
  }
}

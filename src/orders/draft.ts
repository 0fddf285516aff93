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
          remove: Type.Boolean({ description: 'true takes the line out; those behind it move up' }),
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
  const inputs = new Map(
    rows.map((row) => [
      `${row.company_id}/${row.order_id}`,
      JSON.parse(open(row.input, row.key).toString()) as OrderInput,
    ]),
  )
  return new Map([...orders].map(([name, order]) => [name, { order, input: inputs.get(name) }]))
}

/**
 * The input that an edit makes of a draft (`edit`), or the draft as it stands, to be submitted (null).
 *
 * Refusals, in this order: `not_a_draft`; `erased`; `unknown_line`, `invalid_order` (a line named twice), both at once.
 */
export function restate(draft: Draft, edit: DraftEdit | null): { ok: true; input: OrderInput } | Refusal {
  const { order, input } = draft
  if (TRANSITIONS[order.state][edit ? 'edit' : 'submit'] === null) {
    return refuse('not_a_draft', `the order is ${order.state}: only a draft can be edited and submitted`)
  }
  if (!input) return refuse('erased', 'what the draft was stated as was erased')
  if (!edit) return { ok: true, input: { ...input, submit: true } }
  const { lines: changes = [], ...header } = edit
  const lines: (OrderLineInput | undefined)[] = [...input.lines]
  const problems: Problem[] = []
  const named = new Set<number>()
  for (const [index, { lineNo, remove, ...change }] of changes.entries()) {
    if (lineNo === undefined) {
      lines.push(change as OrderLineInput)
      continue
    }
    if (named.has(lineNo)) {
      const message = `line ${lineNo} is named twice`
      problems.push({ path: `/lines/${index}/lineNo`, code: 'duplicate_line', message })
      continue
    }
    named.add(lineNo)
    const standing = lineNo <= input.lines.length ? lines[lineNo - 1] : undefined
    if (!standing) {
      const message = `the draft has no line ${lineNo}`
      problems.push({ path: `/lines/${index}/lineNo`, code: 'unknown_line', message })
    } else lines[lineNo - 1] = remove ? undefined : { ...standing, ...change }
  }
  if (problems.length > 0) {
    const unknown = problems.some((problem) => problem.code === 'unknown_line')
    return refuse(unknown ? 'unknown_line' : 'invalid_order', problems)
  }
  const left = lines.filter((line) => line !== undefined)
  return { ok: true, input: { ...input, submit: false, ...header, lines: left } }
}

/** After a draft was stated anew with fewer lines: marks the last numbers as deleted, so that the newest copy says so. */
export function deleteLastLines(before: Order, after: Order, { writes }: Context): void {
  const { companyId, id: orderId, version } = after
  for (const line of before.lines) {
    if (line.lineNo <= after.lines.length) continue
    writes.add(insertOrderLine, {
      companyId,
      orderId,
      fromVersion: version,
      action: 'delete',
      ...line,
    })
  }
}

import { Type, type Static } from 'typebox'
import { chargesJson } from '../pricing/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { open } from '../platform/blob.ts'
import type { Reader } from '../platform/database/index.ts'
import { MAX_PROBLEMS, type Malformed } from '../platform/http/index.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { MOST_LINES, OrderInput, OrderLineInput } from './order-input.ts'
import { mayAct } from './life-cycle.ts'
import type { Order } from './order.ts'
import { soldJson } from './sold.ts'
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
      { maxItems: MOST_LINES },
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
  /** Which line of the edit each of them is; undefined: it stands as it stood. */
  sentAt: (number | undefined)[]
  /** The edit names lines wrongly: it is refused, with what else is wrong with it. Stand-ins end the lines. */
  misnamed?: Malformed & { code: string; standIns: number }
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
 * The input that an edit makes of a draft (`edit`), or the draft as it stands, to be submitted (null). What the edit says
 * of a line that is not there, or is named twice, stands behind the lines, so that it is judged with the rest.
 *
 * Refusals, in this order: `not_a_draft`; `erased`. `misnamed`: `unknown_line`, `invalid_order` (a line named twice).
 */
export function restate(draft: Draft, edit: DraftEdit | null): Restated | Refusal {
  const { order, input } = draft
  if (!mayAct(order.state, edit ? 'edit' : 'submit')) {
    return refuse('not_a_draft', `the order is ${order.state}: only a draft can be edited and submitted`)
  }
  if (!input) return refuse('erased', 'what the draft was stated as was erased')
  const numbers = order.lines.map((line) => line.lineNo)
  if (!edit) {
    const sentAt = numbers.map((_, place) => place)
    return { ok: true, input: { ...input, submit: true }, lineNos: numbers, sentAt }
  }
  const { lines: changes = [], ...header } = edit
  const before = new Map<number, OrderLineInput>(input.lines.map((line, place) => [numbers[place]!, line]))
  const lines = new Map(before)
  const sent = new Map<number, number>()
  let last = draft.lastLine
  const wrong: Misnamed[] = []
  for (const [index, { lineNo, remove, ...change }] of changes.entries()) {
    if (lineNo === undefined) {
      lines.set((last += 1), change as OrderLineInput)
      sent.set(last, index)
      continue
    }
    // What this edit adds has no number that it could know.
    const standing = before.get(lineNo)
    if (!standing || sent.has(lineNo)) {
      wrong.push({ index, lineNo, standing, change })
      continue
    }
    sent.set(lineNo, index)
    if (remove) lines.delete(lineNo)
    else lines.set(lineNo, { ...standing, ...change })
  }
  const lineNos = [...lines.keys()]
  const stated = { ...input, submit: false, ...header, lines: [...lines.values()] }
  const restated: Restated = { ok: true, input: stated, lineNos, sentAt: lineNos.map((no) => sent.get(no)) }
  return wrong.length === 0 ? restated : standIn(restated, wrong.slice(0, MAX_PROBLEMS), last)
}

/** A line of an edit whose number is of no line (nothing stands), or was named before. */
interface Misnamed {
  index: number
  lineNo: number
  standing: OrderLineInput | undefined
  change: Partial<OrderLineInput>
}

function standIn(restated: Restated, wrong: readonly Misnamed[], last: number): Restated {
  const { input, lineNos, sentAt } = restated
  const problems: Problem[] = []
  const places: string[] = []
  const at = input.lines.length
  for (const [place, { index, lineNo, standing }] of wrong.entries()) {
    const [code, message] = standing
      ? ['duplicate_line', `line ${lineNo} is named twice`]
      : ['unknown_line', `the draft has no line ${lineNo}`]
    problems.push({ path: `/lines/${at + place}/lineNo`, code, message })
    sentAt[at + place] = index
  }
  // No more than an order may have: else that would be told.
  const standing = wrong.slice(0, Math.max(0, MOST_LINES - at))
  for (const [place, one] of standing.entries()) {
    // Two lines of one `lineId` would be another problem than that it is named twice.
    const { lineId: _, ...line } = one.standing ?? { sku: '?', quantity: '1' }
    input.lines.push({ ...line, ...one.change })
    lineNos.push(last + 1 + place)
    for (const member of Object.keys(line))
      if (!(member in one.change)) places.push(`/lines/${at + place}/${member}`)
  }
  const unknown = wrong.some((one) => !one.standing)
  const code = unknown ? 'unknown_line' : 'invalid_order'
  return { ...restated, misnamed: { code, problems, places, standIns: standing.length } }
}

/**
 * Problems of a draft as an edit states it, with paths into the edit. A line that the edit does not name has no place in
 * it: its problems stand at `/lines` and say which line it is.
 */
export function problemsInEdit(
  problems: readonly Problem[],
  { lineNos, sentAt }: { lineNos: readonly number[]; sentAt: readonly (number | undefined)[] },
): Problem[] {
  return problems.map((problem) => {
    const [, place, rest = ''] = /^\/lines\/(\d+)(\/.*)?$/.exec(problem.path) ?? []
    if (place === undefined) return problem
    const index = sentAt[Number(place)]
    if (index !== undefined) return { ...problem, path: `/lines/${index}${rest}` }
    const line = `line ${lineNos[Number(place)]}${rest && `, ${rest.slice(1)}`}`
    return { ...problem, path: '/lines', message: `${line}: ${problem.message}` }
  })
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
      charges: chargesJson(line.charges),
      sold: soldJson(line.sold),
    })
  }
}

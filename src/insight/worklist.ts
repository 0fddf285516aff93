import { Type, type Static } from 'typebox'
import { shownActor } from '../platform/auth/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { readClock } from '../platform/platform.sql.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { IdShape, instant, InstantShape, listOf, orNull } from '../platform/wire.ts'
import { orderIdOf } from './order.ts'
import { Actor } from './ref-shapes.ts'
import { listWork as listWorkRows } from './worklist.sql.ts'

const WorkRow = Type.Object(
  {
    taskId: IdShape,
    orderId: IdShape,
    orderNumber: Type.String(),
    account: orNull(Type.String({ description: 'Number of the account' })),
    name: Type.String({ description: 'Of its task in the pattern' }),
    title: Type.String({ description: 'What is to be done' }),
    role: Type.String({ description: 'Who does it; empty: whoever may' }),
    statuses: Type.Array(
      Type.Object({ code: Type.String(), to: Type.String({ description: 'next, or fallout' }) }),
      { description: 'How it can end' },
    ),
    lineNos: Type.Array(Type.Integer(), { description: 'Of the order' }),
    state: Type.String({ description: 'received, assigned or accepted' }),
    assignee: orNull(Type.String()),
    owner: orNull({ ...Actor, description: 'Who has taken it on' }),
    acceptedAt: orNull(InstantShape),
    since: { ...InstantShape, description: 'Since when it can be done' },
    priority: Type.Integer(),
  },
  { title: 'WorkRow' },
)
export const Worklist = listOf(WorkRow, 'Worklist')

export interface WorkFilter {
  companyId: bigint
  role: string | undefined
  assignee: string | undefined
  /** An actor. */
  owner: string | undefined
  taken: boolean | undefined
  /** Id or number of an order. */
  order: string | undefined
  after: readonly [dueUs: bigint, taskId: bigint] | null
  limit: number
}

/** Rows of the queue that are looked at for one page, where more is asked than it is found along. */
const BUDGET = 500

/** What is asked of work, the narrowest first: it is found along the first of these that is asked. */
const WAYS = ['order', 'owner', 'assignee', 'role', 'taken'] as const

/** Work that people can do, longest due first. A page can be short and still lead on. */
export async function listWork(
  db: Reader,
  { companyId, role, assignee, owner, taken, order, after, limit }: WorkFilter,
): Promise<{ rows: Static<typeof WorkRow>[]; next: readonly [bigint, bigint] | null }> {
  const asked = { order, owner, assignee, role, taken }
  const [by = 'all', ...rest] = WAYS.filter((way) => asked[way] !== undefined)
  // Of what nobody has taken on there is more than of what somebody has: it is looked for among all.
  const along = by === 'taken' && taken === false ? 'all' : by
  const budget = rest.length > 0 || along !== by ? Math.max(BUDGET, limit + 1) : limit + 1
  const [clock] = await db.read(readClock, {})
  const found = await db.read(listWorkRows, {
    companyId,
    now: clock!.now,
    role: role ?? null,
    assignee: assignee ?? null,
    owner: owner ?? null,
    taken: taken ?? null,
    orderId: order === undefined ? null : (orderIdOf(order) ?? 0n),
    afterUs: after?.[0] ?? 0n,
    afterTask: after?.[1] ?? 0n,
    by: along,
    budget: BigInt(budget),
    most: BigInt(limit + 1),
  })
  const fitting = found.filter(({ fits }) => fits)
  const shown = fitting.slice(0, limit)
  const last = fitting.length > limit ? shown.at(-1) : found.length === budget ? found.at(-1) : undefined
  return {
    rows: shown.map((row) => ({
      taskId: encodeId('tsk', row.task_id),
      orderId: encodeId('ord', row.order_id),
      orderNumber: orderNumber(row.order_id),
      account: row.account_number,
      name: row.name ?? '',
      title: row.title!,
      role: row.role,
      statuses: (row.statuses as [string, string][]).map(([code, to]) => ({ code, to })),
      lineNos: row.line_nos!,
      state: row.owner !== null ? 'accepted' : row.assignee !== null ? 'assigned' : 'received',
      assignee: row.assignee,
      owner: row.owner && shownActor(row.owner),
      acceptedAt: row.accepted_at === null ? null : instant(row.accepted_at),
      since: instant(row.due_at),
      priority: row.priority,
    })),
    next: last ? [last.due_us, last.task_id] : null,
  }
}

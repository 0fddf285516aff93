import {
  billedOf,
  leaveOutOthers,
  lockBilling,
  readBilling,
  writeBilling,
  type BillingFacts,
} from '../../billing/index.ts'
import { lockAccounts, readAccountsOf, writeExposure, type AccountPicture } from '../../customers/index.ts'
import { readShipments, readTransfers, type Shipment, type Transfer } from '../../fulfillment/index.ts'
import {
  addUses,
  emptyStock,
  lockStock,
  readLocationsOf,
  writeCosts,
  writeGates,
  type StockFacts,
} from '../../inventory/index.ts'
import { readBooks, type Books } from '../../ledger/index.ts'
import {
  followDays,
  knownJson,
  lockOrderRows,
  movePartRows,
  moveOrderRow,
  partsBefore,
  partsRead,
  readOrders,
  sourcePartRows,
  writeHistory,
  type FulfillmentLine,
  type Known,
  type Order,
  type PartsRead,
} from '../../orders/index.ts'
import { businessDate, readCompanies, type Company } from '../../organization/index.ts'
import type { Context, WriteSet } from '../../platform/batch/index.ts'
import type { Reader, RowOf } from '../../platform/database/index.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { inScope } from '../../platform/row-scope.ts'
import {
  giveBack,
  giveBackRelease,
  lockBudgets,
  lockReleases,
  readPromotionUses,
  readReleased,
  type PromotionUse,
  type Released,
} from '../../pricing/index.ts'
import { readRateBook, type RateBook } from '../../tax/index.ts'
import type { Json } from '../../platform/json.ts'
import { NO_POLICIES, type OrderPolicies } from '../policy/judge-policy.ts'
import { leaveQueue, putBackTask, readComponents, readTasks, readTasksNear } from './plan.sql.ts'
import { wakeForOrder } from './other-orders.sql.ts'
import { prioritize } from './prioritize.ts'
import { writeMoved, type MovedTasks, type Task } from './task.ts'

/** What an act does to one order of its batch; written once, when the batch concludes. */
interface Touched {
  revision: bigint
  /** As it stood before the batch. */
  priority: number
  act: string
  actor: string
  reason: string | undefined
  changes: Json[]
  events: string[]
  parts: Set<bigint>
  /** Parts with another source or date. */
  sourced: Set<bigint>
}

/** The working picture of acts that move orders on: read once for the batch, changed as requests are decided. */
export interface Progress {
  companies: Map<bigint, Company>
  orders: Map<string, Order>
  tasks: Map<string, Task[]>
  accounts: AccountPicture
  billing: BillingFacts
  shipments: Map<string, Shipment[]>
  /** Of orders of which something is brought. */
  transfers: Map<string, Transfer[]>
  books: Books
  rates: RateBook
  stock: StockFacts
  touched: Map<Order, Touched>
  moved: MovedTasks
  /** Of orders: their parts, if each of them was read, and how many tasks of the plan were. */
  read: Map<Order, { parts: PartsRead | undefined; tasks: number }>
  /** Kept by taskById. */
  byId: Map<readonly Task[], Map<bigint, Task>>
  /** What orders had of promotions that give something back; read with `promotions`. */
  uses: Map<string, PromotionUse[]>
  /** What they released of agreements, likewise. */
  released: Map<string, Released[]>
  /** Kept by placesOf; whoever draws a plan anew forgets it. */
  places: Map<Order, Map<bigint, PartPlace>>
  /** Read with `withPolicies`, for acts of people. */
  policies: OrderPolicies
}

/** A part of an order, and the task that waits for its goods. */
export interface PartPlace {
  part: FulfillmentLine
  reserve: Task | undefined
}

export interface OrderKey {
  companyId: bigint
  orderId: bigint
}

/** Which facts an act needs beside the orders and their plans; what it does not need is not read. */
export interface Needs {
  /** Invoices, open items and deposits of the orders; and everything open of these accounts. */
  billing?: readonly { companyId: bigint; accountId: bigint }[]
  /** Documents and receipts that were named. */
  invoices?: readonly { companyId: bigint; invoiceId: bigint }[]
  receipts?: readonly { companyId: bigint; receiptId: bigint }[]
  /** More accounts whose exposure moves. */
  accounts?: readonly { companyId: bigint; accountId: bigint }[]
  shipments?: boolean
  /** Of all of them; unless said, those of orders of which something is brought still. */
  transfers?: boolean
  /** What the orders had of budgets of promotions and released of agreements: for acts after which less of them is wanted. */
  promotions?: boolean
  /** The lines as they were asked for, with prices and tax. */
  lines?: boolean
  /** 'sum' for acts that move money or time, and no part; unless said, each part is read. */
  parts?: 'each' | 'sum'
  /**
   * Orders of which nothing moves but their history, whatever of others does: their parts are read as a sum, their lines and
   * plans are not.
   */
  summed?: readonly OrderKey[]
  holds?: boolean
  /**
   * Of the plans these tasks alone, what else is done in their components of lines, and what waits for them; the parts are a sum. For acts
   * that move one task and nothing of its order.
   */
  near?: readonly (OrderKey & { taskId: bigint })[]
  /** Stock that was read before; unless given, only the locations are known. */
  stock?: StockFacts
  companyIds?: readonly bigint[]
}

/** Reads orders with their plans and what else an act needs, in two round trips for the whole batch. */
export async function readProgress(db: Reader, keys: readonly OrderKey[], needs: Needs): Promise<Progress> {
  const unique = [...new Map(keys.map((key) => [`${key.companyId}/${key.orderId}`, key])).values()]
  const companyIds = new Set([...unique.map((key) => key.companyId), ...(needs.companyIds ?? [])])
  const summed = new Set(needs.summed?.map((key) => `${key.companyId}/${key.orderId}`))
  const sums = unique.filter((key) => summed.has(`${key.companyId}/${key.orderId}`))
  const whole = unique.filter((key) => !summed.has(`${key.companyId}/${key.orderId}`))
  const plans = {
    companyIds: whole.map((key) => key.companyId),
    orderIds: whole.map((key) => key.orderId),
  }
  const isSummed = needs.near !== undefined || needs.parts === 'sum'
  const isWhole = needs.near === undefined && whole.length > 0
  const [companies, read, others, nearRows, taskRows, componentRows, shipments] = await Promise.all([
    readCompanies(db, companyIds),
    readOrders(db, whole, {
      lines: needs.lines ?? false,
      holds: needs.holds ?? false,
      parts: isSummed ? 'sum' : 'each',
    }),
    readOrders(db, sums, { lines: false, holds: false, parts: 'sum' }),
    needs.near === undefined ? [] : db.read(readTasksNear, tasksNamed(needs.near)),
    isWhole ? db.read(readTasks, plans) : [],
    // After the tasks, in one round trip: a component is written with its tasks, and none is ever deleted.
    isWhole ? db.read(readComponents, plans) : [],
    needs.shipments
      ? readShipments(
          db,
          unique.map(({ companyId, orderId }) => ({ companyId, causeId: orderId })),
        )
      : new Map(),
  ])
  const orders = new Map([...read, ...others])
  const known = [...companies.values()]
  // The shown status needs the money of an order; one that was never billed has none, unless it is paid beforehand.
  const causes = unique
    .filter((key) => {
      if (needs.billing !== undefined) return true
      const order = orders.get(`${key.companyId}/${key.orderId}`)
      return order?.prepaid || order?.parts.some((part) => part.invoiced > 0n)
    })
    .map(({ companyId, orderId }) => ({ companyId, causeId: orderId }))
  // What is left of the deposits of a prepaid order lessens the exposure of its account once the order is over.
  const moved = [...orders.values()].filter((order) => needs.billing !== undefined || order.prepaid)
  const accountKeys = [...(needs.billing ?? []), ...(needs.accounts ?? []), ...moved].flatMap(
    ({ companyId, accountId }) => (accountId === null ? [] : [{ companyId, id: accountId }]),
  )
  const having = (decision: string) =>
    [...(needs.promotions ? read.values() : [])].flatMap(({ companyId, id: causeId, decisions }) =>
      decisions[decision] === undefined ? [] : [{ companyId, causeId }],
    )
  // Whatever moves a part that is brought has to know where it is.
  const bringing = [...orders.values()].filter(
    ({ parts }) => needs.transfers || parts.some(({ supply }) => supply === 'transfer'),
  )
  const [books, rates, accounts, billing, stock, uses, released, transfers] = await Promise.all([
    readBooks(db, known),
    readRateBook(db, known),
    readAccountsOf(db, accountKeys),
    readBilling(db, {
      causes,
      accounts: needs.billing ?? [],
      invoices: needs.invoices ?? [],
      receipts: needs.receipts ?? [],
    }),
    needs.stock ?? locationsOnly(db, known),
    readPromotionUses(db, having('promotionBudgets')),
    readReleased(db, having('agreements')),
    readTransfers(
      db,
      bringing.map(({ companyId, id: causeId }) => ({ companyId, causeId })),
    ),
  ])
  // What is given up, or served elsewhere, gives back what it took of shares.
  if (needs.stock) {
    const roots = unique.map(({ companyId, orderId: rootId }) => ({ companyId, rootId }))
    await addUses(db, stock, known, roots)
  }
  const tasks = needs.near === undefined ? plansOf(taskRows, componentRows) : plansOf(nearRows)
  leaveOutOthers(billing, new Set(unique.map((key) => `${key.companyId}/${key.orderId}`)))
  return {
    companies,
    orders,
    tasks,
    accounts,
    billing,
    shipments,
    transfers,
    books,
    rates,
    stock,
    touched: new Map(),
    moved: new Map(),
    read: new Map(
      [...read].map(([name, order]) => [
        order,
        { parts: isSummed ? undefined : partsRead(order), tasks: tasks.get(name)?.length ?? 0 },
      ]),
    ),
    byId: new Map(),
    uses,
    released,
    places: new Map(),
    policies: NO_POLICIES,
  }
}

type TaskRow = RowOf<typeof readTasks>
type ComponentRow = RowOf<typeof readComponents>
type NearRow = RowOf<typeof readTasksNear>

/**
 * The tasks of each order, linked to those of them that wait for them. An id is of one row, whatever its order.
 *
 * @param components of tasks that do not say what their own is about
 */
function plansOf(
  rows: readonly (TaskRow & Partial<Omit<ComponentRow, 'id'>>)[],
  components: readonly ComponentRow[] = [],
): Map<string, Task[]> {
  const plans = new Map<string, Task[]>()
  const componentOf = new Map(components.map((row) => [row.id, row]))
  const tasks = new Map(
    rows.map((row) => [row.id, taskOf(row, componentOf.get(row.component_id) ?? (row as NearRow))]),
  )
  let own: Task[] = []
  for (const { id, frees } of rows) {
    const task = tasks.get(id)!
    task.frees = frees.flatMap((next) => tasks.get(next) ?? [])
    // They come order by order.
    if (own[0]?.orderId !== task.orderId || own[0].companyId !== task.companyId)
      plans.set(`${task.companyId}/${task.orderId}`, (own = []))
    own.push(task)
  }
  return plans
}

function tasksNamed(keys: readonly (OrderKey & { taskId: bigint })[]) {
  return {
    companyIds: keys.map(({ companyId }) => companyId),
    orderIds: keys.map(({ orderId }) => orderId),
    taskIds: keys.map(({ taskId }) => taskId),
  }
}

function taskOf(row: TaskRow, component: Omit<ComponentRow, 'id'>): Task {
  return {
    companyId: row.company_id,
    orderId: row.order_id,
    id: row.id,
    componentId: row.component_id,
    kind: row.kind,
    state: row.state,
    waits: row.waits,
    frees: [],
    startAt: row.start_at,
    locationId: component.location_id,
    partIds: component.line_ids,
    lineNos: component.line_nos,
  }
}

async function locationsOnly(db: Reader, companies: readonly Company[]): Promise<StockFacts> {
  return emptyStock(await readLocationsOf(db, companies))
}

export function orderOf(progress: Pick<Progress, 'orders'>, key: OrderKey): Order | undefined {
  return progress.orders.get(`${key.companyId}/${key.orderId}`)
}

/** The refusal of an order that is of none of these accounts; null or absent: all are seen. */
export function hiddenOrder(
  accounts: readonly bigint[] | null | undefined,
  order: Order | undefined,
): Refusal | undefined {
  if (accounts == null || (order && inScope(accounts, order.accountId))) return undefined
  return refuse('not_found', 'there is no such order')
}

export function tasksOf(progress: Progress, key: OrderKey): Task[] {
  return progress.tasks.get(`${key.companyId}/${key.orderId}`) ?? []
}

/** A task of an order: of several hundred claims of one order none looks at all of its tasks. */
export function taskById(progress: Progress, key: OrderKey, taskId: bigint): Task | undefined {
  const tasks = tasksOf(progress, key)
  let byId = progress.byId.get(tasks)
  // A plan only grows.
  if (byId?.size !== tasks.length)
    progress.byId.set(tasks, (byId = new Map(tasks.map((one) => [one.id, one]))))
  return byId.get(taskId)
}

/** The parts of an order by id, with the tasks that wait for their goods: of ten thousand that are served none looks for its own. */
export function placesOf(progress: Progress, order: Order): Map<bigint, PartPlace> {
  let places = progress.places.get(order)
  if (!places) {
    places = new Map(order.parts.map((part) => [part.id, { part, reserve: undefined }]))
    for (const task of tasksOf(progress, { companyId: order.companyId, orderId: order.id }))
      if (task.kind === 'reserve') for (const id of task.partIds) places.get(id)!.reserve = task
    progress.places.set(order, places)
  }
  return places
}

/** The parts of a task's component, in order. */
export function partsOf(order: Order, task: Task): FulfillmentLine[] {
  const ids = new Set(task.partIds)
  return order.parts.filter((part) => ids.has(part.id))
}

/** The business date of an act on an order: today, or the order's own day when it was imported from the past. */
export function actDate(progress: Progress, order: Order, now: Date): string {
  return order.decisions.historic
    ? order.orderedOn
    : businessDate(progress.companies.get(order.companyId)!, now)
}

/** Says that an act changes an order: the change and its events go into one history row a batch. */
export function touch(
  progress: Progress,
  order: Order,
  act: { act: string; actor: string; reason?: string },
  change: { changes?: Json[]; events?: string[]; parts?: Iterable<bigint>; sourced?: bigint },
): void {
  let touched = progress.touched.get(order)
  if (!touched) {
    touched = {
      revision: order.revision,
      priority: order.priority,
      ...act,
      reason: act.reason,
      changes: [],
      events: [],
      parts: new Set(),
      sourced: new Set(),
    }
    progress.touched.set(order, touched)
    order.revision += 1n
  }
  touched.changes.push(...(change.changes ?? []))
  touched.events.push(...(change.events ?? []))
  for (const part of change.parts ?? []) touched.parts.add(part)
  if (change.sourced !== undefined) touched.sourced.add(change.sourced)
}

/** Writes what the batch did: order rows under their revisions, parts, history, gates, exposure, open items, balances. */
export function concludeProgress(progress: Progress, context: Context): void {
  for (const [order, touched] of progress.touched) {
    for (const { part, before } of followDays(order)) {
      touched.changes.push(['promisedOn', part.id.toString(), before, part.promisedOn])
      touched.sourced.add(part.id)
    }
    const billed = billedOf(progress.billing, order.companyId, order.id)
    const shown = moveOrderRow(order, touched, context, billed)
    movePartRows(order, touched.parts, context)
    sourcePartRows(order, touched.sourced, context)
    const known = knownJson({ ...changedOf(progress, order), shown })
    writeHistory(order, context, { ...touched, known })
    prioritize(order, touched.priority, context)
    const { companyId, id: orderId } = order
    context.writes.add(wakeForOrder, { companyId, orderId, dueAt: context.now })
    for (const use of progress.uses.get(`${order.companyId}/${order.id}`) ?? [])
      giveBack(use, order.parts, context)
    for (const one of progress.released.get(`${order.companyId}/${order.id}`) ?? [])
      giveBackRelease(one, order.parts, context)
  }
  writeMoved(progress.moved, progress.companies, context)
  writeGates(progress.stock, context)
  writeCosts(progress.stock, context.writes)
  writeExposure(progress.accounts, context.writes)
  writeBilling(progress.billing, context.writes)
  progress.books.conclude(context)
}

/** What of an order's parts and tasks the batch changed, as it read them: so the order can be told as it was before (N-7). */
function changedOf(progress: Progress, order: Order): Pick<Known, 'parts' | 'tasks'> {
  const read = progress.read.get(order)
  if (!read) return { parts: [], tasks: [] }
  const tasks = tasksOf(progress, { companyId: order.companyId, orderId: order.id })
  return {
    parts: read.parts ? partsBefore(order, read.parts) : [],
    tasks: tasks.flatMap((task, index): Known['tasks'] => {
      if (index >= read.tasks) return [[task.id, null]]
      const before = progress.moved.get(task)
      return before && before.state !== task.state ? [[task.id, before.state]] : []
    }),
  }
}

/** Rows that a second decision locks first. */
export function lockProgress(progress: Progress, locks: WriteSet): void {
  lockOrderRows(progress.orders.values(), locks)
  lockBilling(progress.billing, locks)
  lockAccounts(progress.accounts, locks)
  lockBudgets([...progress.uses.values()].flat(), locks)
  lockReleases([...progress.released.values()].flat(), locks)
  lockStock(progress.stock, locks)
}

/** One claimed task that is to be run. */
export interface TaskRequest extends OrderKey {
  taskId: bigint
  attempt: number
}

/** What became of a claimed task. */
export type TaskOutcome = { ok: true; taskId: bigint; done: 'completed' | 'stale' | 'postponed' }

const POSTPONED_MS = 60_000

/**
 * The order and task of a claim, if it is still to be run. A task that somebody completed meanwhile leaves the queue;
 * one of an order that stands still is tried again later.
 */
export function claimed(
  progress: Progress,
  request: TaskRequest,
  { writes, now }: Context,
): { order: Order; task: Task } | TaskOutcome {
  const { companyId, orderId, taskId, attempt } = request
  const order = orderOf(progress, request)
  const task = taskById(progress, request, taskId)
  if (!order || !task || task.state !== 'ready') {
    writes.add(leaveQueue, { companyId, orderId, taskId, attempt })
    return { ok: true, taskId, done: 'stale' }
  }
  const undoes = order.state === 'cancelling' && (task.kind === 'call' || task.kind === 'close')
  if (order.state !== 'in_progress' && !undoes) {
    const dueAt = new Date(now.getTime() + POSTPONED_MS)
    writes.add(putBackTask, { companyId, orderId, taskId, attempt, dueAt })
    return { ok: true, taskId, done: 'postponed' }
  }
  return { order, task }
}

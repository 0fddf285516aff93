import { findOrdersOfSources, isOver, readOrders, type Order } from '../../orders/index.ts'
import type { Reader, RowOf } from '../../platform/database/index.ts'
import { orderNumber } from '../../platform/public-id.ts'
import { readBaseTasks, readOrderWaits, readRound } from './other-orders.sql.ts'

/** What another order is to a task that waits for something of it. */
export interface Base {
  /** As it was named. */
  named: string
  line: string
  component: string
  /** How often it was looked for. */
  looks: number
  /** Undefined: it is not here yet. */
  order: Order | undefined
  /** How far what is done for the line is, by component: of lines, or of its parts. */
  done: readonly { kind: string; ofLines: boolean; done: boolean; left: number; shipped: boolean }[]
  /** Orders that wait for each other, from the one that waits over this one back to it. */
  round: readonly bigint[] | undefined
}

/** What becomes of what waits for another order. */
export type Verdict = { what: 'met' } | { what: 'waits' } | { what: 'gone'; why: string }

/**
 * Is there done what is waited for (O-32)? What will never be is said: nobody waits for ever. An order that is not here yet, that is no
 * order yet, or that stands failed, may still come. Pure.
 */
export function judgeBase({ named, line, component, order, done, round }: Base): Verdict {
  if (round) {
    const way = round.map((id) => orderNumber(id)).join(' → ')
    return { what: 'gone', why: `orders that wait for each other never start: ${way}` }
  }
  if (!order) return { what: 'waits' }
  const over = isOver(order.state)
  const lineNo = line === '' ? undefined : lineOf(order, line)
  if (line === '') {
    if (order.state === 'completed') return { what: 'met' }
    return over ? { what: 'gone', why: `${named} is ${order.state}` } : { what: 'waits' }
  }
  // What is not agreed may still be edited.
  if (order.parts.length === 0 && !over) return { what: 'waits' }
  if (lineNo === undefined) return { what: 'gone', why: `${named} has no line ${line}` }
  const own = component === '' ? done : done.filter(({ kind }) => kind === component)
  const what = component === '' ? `line ${line} of ${named}` : `${component} of line ${line} of ${named}`
  if (own.length === 0) return { what: 'gone', why: `there is no ${what}` }
  // What was done for it is undone, or was in vain.
  const parts = order.parts.filter((part) => part.lineNo === lineNo)
  if (parts.length > 0 && parts.every(({ quantity, cancelled }) => cancelled === quantity))
    return { what: 'gone', why: `${what} was cancelled` }
  if (component !== '' && own.every(({ left, shipped }) => left === 0 || shipped))
    return metUnlessSkipped(own, what)
  if (own.every(({ left }) => left === 0)) return metUnlessSkipped(own, what)
  return over ? { what: 'gone', why: `${named} is ${order.state}` } : { what: 'waits' }
}

/** Of what is done for lines each was done; of what is delivered in parts some was, and what was not is wanted no more. */
function metUnlessSkipped(own: Base['done'], what: string): Verdict {
  const parts = own.filter(({ ofLines }) => !ofLines)
  const isDone =
    own.every(({ ofLines, done }) => done || !ofLines) &&
    (parts.length === 0 || parts.some(({ done }) => done))
  return isDone ? { what: 'met' } : { what: 'gone', why: `${what} was cancelled` }
}

function lineOf(order: Order, line: string): number | undefined {
  const named = order.lines.find(({ externalLineId }) => externalLineId === line)
  if (named) return named.lineNo
  return /^\d{1,9}$/.test(line) && order.lines.some(({ lineNo }) => lineNo === Number(line))
    ? Number(line)
    : undefined
}

interface TaskKey {
  companyId: bigint
  orderId: bigint
  taskId: bigint
}

/** What tasks wait for of other orders, by task; those that wait for none are not in it. */
export async function readBases(db: Reader, keys: readonly TaskKey[]): Promise<Map<bigint, Base>> {
  const rows = await db.read(readOrderWaits, {
    companyIds: keys.map(({ companyId }) => companyId),
    orderIds: keys.map(({ orderId }) => orderId),
    taskIds: keys.map(({ taskId }) => taskId),
  })
  if (rows.length === 0) return new Map()
  const nameOf = (row: WaitRow) => `${row.company_id}/${row.base_source}/${row.base_external_id}`
  const found = await findOrdersOfSources(
    db,
    rows
      .filter((row) => row.base_order_id === null)
      .map((row) => ({
        companyId: row.company_id,
        source: row.base_source,
        externalId: row.base_external_id,
      })),
  )
  const waits = rows.map((row) => ({ row, baseId: row.base_order_id ?? found.get(nameOf(row)) }))
  const here = waits.flatMap(({ row, baseId }) => (baseId === undefined ? [] : [{ row, baseId }]))
  const [orders, rounds] = await Promise.all([
    readOrders(
      db,
      here.map(({ row, baseId }) => ({ companyId: row.company_id, orderId: baseId })),
    ),
    db.read(readRound, {
      companyIds: here.map(({ row }) => row.company_id),
      orderIds: here.map(({ row }) => row.order_id),
      baseIds: here.map(({ baseId }) => baseId),
    }),
  ])
  const roundOf = new Map(rounds.map(({ place, ids }) => [here[Number(place) - 1]!.row.task_id, ids]))
  const orderOf = ({ row, baseId }: (typeof waits)[number]) =>
    baseId === undefined ? undefined : orders.get(`${row.company_id}/${baseId}`)
  const doneOf = await readDone(
    db,
    waits.map((one) => ({ row: one.row, order: orderOf(one) })),
  )
  return new Map(
    waits.map((one, place) => {
      const { row } = one
      const named =
        row.base_source === '' ? row.base_external_id : `${row.base_source}/${row.base_external_id}`
      return [
        row.task_id,
        {
          named,
          line: row.base_line,
          component: row.base_component,
          looks: row.looks,
          order: orderOf(one),
          done: doneOf.get(place) ?? [],
          round: roundOf.get(row.task_id),
        },
      ]
    }),
  )
}

type WaitRow = RowOf<typeof readOrderWaits>

async function readDone(
  db: Reader,
  waits: readonly { row: WaitRow; order: Order | undefined }[],
): Promise<Map<number, Base['done'][number][]>> {
  const asked = waits.flatMap(({ row, order }, place) => {
    const lineNo = order && row.base_line !== '' ? lineOf(order, row.base_line) : undefined
    if (!order || lineNo === undefined) return []
    const parts = order.parts.filter((part) => part.lineNo === lineNo).map(({ id }) => id)
    return (parts.length > 0 ? parts : [0n]).map((partId) => ({ place, order, lineNo, partId }))
  })
  const rows =
    asked.length === 0
      ? []
      : await db.read(readBaseTasks, {
          places: asked.map(({ place }) => place),
          companyIds: asked.map(({ order }) => order.companyId),
          orderIds: asked.map(({ order }) => order.id),
          lineNos: asked.map(({ lineNo }) => lineNo),
          partIds: asked.map(({ partId }) => partId),
        })
  const done = new Map<number, Base['done'][number][]>()
  for (const { place, kind, of_lines: ofLines, done: isDone, left_over: left, shipped } of rows) {
    const own = done.get(place) ?? []
    own.push({ kind, ofLines, done: isDone, left, shipped })
    done.set(place, own)
  }
  return done
}

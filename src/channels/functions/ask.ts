import { hash } from 'node:crypto'
import { readItems } from '../../catalog/index.ts'
import { readAvailable } from '../../inventory/index.ts'
import { tryCapture } from '../../orchestration/index.ts'
import { findSourceOrders, quoteOrders, readOrders, type Order, type OrderInput } from '../../orders/index.ts'
import { businessDate, type Company } from '../../organization/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Problem } from '../../platform/outcome.ts'
import { wantedOf, type OrderFacts, type Wanted } from '../commerce-status/wanted.ts'
import { checkOrder } from '../received.ts'
import type { Ask, Attempt, Placed, Stocked } from './port.ts'

/** Who asks. */
export interface Asker {
  company: Company
  source: string
  actor: string
}

export interface Asking {
  db: Database
  clock: Clock
  /** Lines that an order, or a question, may have. */
  orderLines: number
  /** The present facts of orders: those that a shop is told by. */
  facts(companyId: bigint, orderIds: readonly bigint[]): Promise<readonly OrderFacts[]>
}

/** More than may be asked about at once, or what was asked cannot be an order of ours. */
export class Unanswerable extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super('it cannot be answered')
    this.problems = problems
  }
}

/** A page of a shopper's orders fits; each may have thousands of lines. */
const MOST_ORDERS = 100
const NOTHING = hash('sha256', '', 'buffer')

/** What a channel may ask of its company. @throws Unanswerable */
export function asking({ db, clock, orderLines, facts }: Asking, { company, source, actor }: Asker): Ask {
  const bounded = (count: number) => {
    if (count <= orderLines) return
    const message = `at most ${orderLines} lines can be asked about at once`
    throw new Unanswerable([{ path: '', code: 'too_many_lines', message }])
  }
  return {
    quote(orders) {
      bounded(orders.reduce((sum, { lines }) => sum + lines.length, 0))
      const requests = orders.map((input) => ({ companyId: company.id, input: checked(input) }))
      return db.use((connection) => quoteOrders(connection, requests, clock.now()))
    },

    async attempt(order, found): Promise<Attempt> {
      bounded(order.lines.length)
      const request = {
        companyId: company.id,
        actor,
        input: checked(order),
        bodyHash: NOTHING,
        intakeId: null,
        found,
      }
      const outcome = await tryCapture(db, request, clock.now())
      if (!outcome.ok) return { agreed: false, problems: outcome.problems, short: [] }
      // It cannot be a duplicate: its number is not looked up.
      const { state, problems, parts, lines } = (outcome as typeof outcome & { order: Order }).order
      const short = parts
        .filter(({ supply }) => supply === 'backorder')
        .map(({ lineNo, quantity, cancelled }) => ({
          line: lines.findIndex((one) => one.lineNo === lineNo),
          quantity,
          waits: cancelled < quantity,
        }))
      // One of which nothing is there, and nothing may wait, is over at once: it says what is short.
      return { agreed: state === 'in_progress' || state === 'cancelled', problems, short }
    },

    async placed(orders): Promise<Map<string, Placed>> {
      bounded(orders.length)
      const ids = await findSourceOrders(db, company.id, source, orders)
      const found = await readOrders(
        db,
        [...ids.values()].map((orderId) => ({ companyId: company.id, orderId })),
      )
      return new Map(
        [...ids].flatMap(([externalId, orderId]): [string, Placed][] => {
          const order = found.get(`${company.id}/${orderId}`)
          return order ? [[externalId, placedOf(order)]] : []
        }),
      )
    },

    async progress(orders): Promise<Map<string, Wanted>> {
      if (orders.length > MOST_ORDERS)
        throw new Unanswerable([
          { path: '', code: 'too_many', message: `at most ${MOST_ORDERS} orders can be asked about at once` },
        ])
      const ids = await findSourceOrders(db, company.id, source, orders)
      const found = ids.size === 0 ? [] : await facts(company.id, [...ids.values()])
      return new Map(found.map((order) => [order.externalId, wantedOf(order)]))
    },

    async available(skus): Promise<Map<string, Stocked>> {
      bounded(skus.length)
      return db.use(async (connection) => {
        const items = await readItems(
          connection,
          skus.map((sku) => ({ company, sku })),
        )
        const known = skus.flatMap((sku) => items(company.id, sku) ?? [])
        const goods = known.filter(({ kind }) => kind === 'goods').map(({ id }) => id)
        const today = businessDate(company, clock.now())
        const buyer = { source, orderType: '', segment: '' }
        const stock = await readAvailable(connection, company, [...new Set(goods)], today, buyer)
        return new Map(known.map(({ id, sku, active }) => [sku, { active, stock: stock.get(id) ?? null }]))
      })
    },
  }
}

/** What the shop says may be longer or of another form than an order of ours. */
function checked(order: OrderInput): OrderInput {
  const content = checkOrder(order)
  if (!content.ok) throw new Unanswerable(content.problems)
  return content.input
}

/** What may come back is what was shipped and billed of a line, and has not come back yet. */
function placedOf({ lines, parts }: Order): Placed {
  return {
    whole: parts.every(({ shipped }) => shipped === 0n),
    lines: lines.map(({ lineNo, externalLineId, quantity }) => {
      const own = parts.filter((part) => part.lineNo === lineNo)
      const sum = (of: (part: (typeof parts)[number]) => bigint) =>
        own.reduce((total, part) => total + of(part), 0n)
      return {
        line: externalLineId ?? String(lineNo),
        ordered: quantity,
        shipped: sum(({ shipped }) => shipped),
        returned: sum(({ returned }) => returned),
        returnable: sum(({ invoiced, returned }) => invoiced - returned),
      }
    }),
  }
}

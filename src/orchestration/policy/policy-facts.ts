import { readOrders, textsOf, type Order, type OrderLine } from '../../orders/index.ts'
import { readShipments, type Shipment } from '../../fulfillment/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { RuleSchema } from '../../platform/rules.ts'
import { readPolicyStates, readPolicyTasks } from './policy.sql.ts'

/** What a condition of a policy may ask of an order. Amounts are minor units of its currency, quantities Micro. */
export const policyFacts = {
  order: {
    state: 'string',
    type: 'string',
    source: 'string',
    customerReference: 'string',
    currency: 'string',
    country: 'string',
    region: 'string',
    orderedOn: 'string',
    requestedOn: 'string',
    prepaid: 'bool',
    priority: 'int',
    version: 'int',
    /** Open holds that stop all of it. */
    holds: 'int',
    total: 'int',
    custom: 'Texts',
  },
  /** What the customer asked for. */
  lines: {
    count: 'int',
    skus: 'list<string>',
    kinds: 'list<string>',
    itemClasses: 'list<string>',
  },
  /** Of all lines together: what is wanted, how far that is, and what warehouses were asked for that has not left. */
  goods: { wanted: 'int', asked: 'int', shipped: 'int', billed: 'int', returned: 'int' },
  /** Names of the tasks of the plan (their kind where they have none), by state. */
  tasks: {
    waiting: 'list<string>',
    ready: 'list<string>',
    running: 'list<string>',
    failed: 'list<string>',
    completed: 'list<string>',
    skipped: 'list<string>',
  },
  /** What the customer was told last; empty where the company tells nothing. */
  told: { order: 'string', lines: 'list<string>' },
} satisfies RuleSchema

/** What is read beside the head of an order, only where a rule asks it. */
export type PolicyNeed = 'lines' | 'asked' | 'tasks' | 'told'

const NEEDED_BY: readonly [PolicyNeed, RegExp][] = [
  ['lines', /\blines\b/],
  ['asked', /\basked\b/],
  ['tasks', /\btasks\b/],
  ['told', /\btold\b/],
]

/** What a rule may need, by its text: a name that stands in it for something else costs a read, and is never missed. */
export function needsOfText(text: string): PolicyNeed[] {
  return NEEDED_BY.flatMap(([need, name]) => (name.test(text) ? [need] : []))
}

/** Of an order: what stands beside its head. */
export interface ReadFacts {
  lines: readonly Pick<OrderLine, 'sku' | 'kind' | 'itemClass'>[]
  /** Of warehouses, and has not left. */
  asked: bigint
  tasks: Readonly<Partial<Record<string, readonly string[]>>>
  told: { order: string; lines: readonly string[] }
}

export const NOTHING_READ: ReadFacts = {
  lines: [],
  asked: 0n,
  tasks: {},
  told: { order: '', lines: [] },
}

/** Reads what rules need of orders, by company/order: a statement for each need, however many orders. */
export async function readPolicyFacts(
  db: Reader,
  orders: readonly Order[],
  needs: ReadonlySet<PolicyNeed>,
): Promise<Map<string, ReadFacts>> {
  if (orders.length === 0 || needs.size === 0) return new Map()
  const keys = orders.map(({ companyId, id: orderId }) => ({ companyId, orderId }))
  const params = {
    companyIds: keys.map(({ companyId }) => companyId),
    orderIds: keys.map(({ orderId }) => orderId),
  }
  const unread = needs.has('lines') ? keys.filter((_, place) => orders[place]!.lines.length === 0) : []
  const [heads, shipments, tasks, states] = await Promise.all([
    readOrders(db, unread, { lines: true, holds: false, parts: 'sum' }),
    needs.has('asked')
      ? readShipments(
          db,
          keys.map(({ companyId, orderId }) => ({ companyId, causeId: orderId })),
        )
      : new Map<string, Shipment[]>(),
    needs.has('tasks') ? db.read(readPolicyTasks, params) : [],
    needs.has('told') ? db.read(readPolicyStates, params) : [],
  ])
  const byOrder = Map.groupBy(tasks, (row) => `${row.company_id}/${row.order_id}`)
  const told = new Map(states.map((row) => [`${row.company_id}/${row.order_id}`, row]))
  return new Map(
    orders.map(({ companyId, id, lines }): [string, ReadFacts] => {
      const name = `${companyId}/${id}`
      const state = told.get(name)
      const items = (state?.items ?? []) as unknown as [number, string][]
      return [
        name,
        {
          lines: heads.get(name)?.lines ?? lines,
          asked: askedOf(shipments.get(name) ?? []),
          tasks: Object.fromEntries(
            (byOrder.get(name) ?? []).map(({ state: of, names }): [string, readonly string[]] => [of, names]),
          ),
          told: { order: state?.state ?? '', lines: distinct(items.map(([, told]) => told)) },
        },
      ]
    }),
  )
}

/** What warehouses were asked for and has not left. */
function askedOf(shipments: readonly Shipment[]): bigint {
  return shipments
    .filter(({ state }) => state === 'requested' || state === 'partially_shipped')
    .flatMap(({ lines }) => lines)
    .reduce((sum, { requested, shipped }) => sum + (requested > shipped ? requested - shipped : 0n), 0n)
}

/** The facts of an order: its head as it stands while it is decided, and what was read beside it. */
export function policyFactsOf(order: Order, read: ReadFacts) {
  const { parts } = order
  const sum = (of: (part: Order['parts'][number]) => bigint) =>
    parts.reduce((all, part) => all + of(part), 0n)
  const of = (state: string) => read.tasks[state] ?? []
  return {
    order: {
      state: order.state,
      type: order.orderType,
      source: order.source,
      customerReference: order.customerReference ?? '',
      currency: order.currency,
      country: order.shipToCountry,
      region: order.shipToRegion,
      orderedOn: order.orderedOn,
      requestedOn: order.requestedOn ?? '',
      prepaid: order.prepaid,
      priority: BigInt(order.priority),
      version: BigInt(order.version),
      holds: BigInt(order.openHolds),
      total: order.total,
      custom: textsOf(order.custom),
    },
    lines: {
      count: BigInt(read.lines.length),
      skus: distinct(read.lines.map(({ sku }) => sku)),
      kinds: distinct(read.lines.map(({ kind }) => kind)),
      itemClasses: distinct(read.lines.map(({ itemClass }) => itemClass)),
    },
    goods: {
      wanted: sum(({ quantity, cancelled }) => quantity - cancelled),
      asked: read.asked,
      shipped: sum(({ shipped }) => shipped),
      billed: sum(({ invoiced }) => invoiced),
      returned: sum(({ returned }) => returned),
    },
    tasks: {
      waiting: of('waiting'),
      ready: of('ready'),
      running: of('running'),
      failed: of('failed'),
      completed: of('completed'),
      skipped: of('skipped'),
    },
    told: { order: read.told.order, lines: read.told.lines },
  }
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

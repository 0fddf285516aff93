import { Type, type Static } from 'typebox'
import { DateShape, IdShape, InstantShape, orNull } from '../platform/wire.ts'
import type { OrderDetail, OrderSection } from './order-shapes.ts'
import { Actor } from './ref-shapes.ts'

const Reason = Type.Object(
  {
    code: Type.String({
      description:
        'problem, approval, remorse, suspended, hold, prepayment, failed, goods, brought, warehouse, work, before, its_day, again, worker, payment or over',
    }),
    text: Type.String({ description: 'What it waits for, in words' }),
    lineNos: Type.Array(Type.Integer(), {
      description: 'Of the order, at most 20; none: it is of all of it',
    }),
    lines: Type.Integer({ description: 'How many lines these are' }),
    since: orNull({ ...InstantShape, description: 'Since when, where that is known' }),
    until: orNull(Type.Union([InstantShape, DateShape], { description: 'When it comes by itself' })),
    by: orNull({ ...Actor, description: 'Who stopped it' }),
    release: orNull(Type.String({ description: 'What would let it go on; null: nothing is to be done' })),
    calls: Type.Array(Type.String(), { description: 'By which calls' }),
  },
  { title: 'OrderReason' },
)
type Reason = Static<typeof Reason>

export const OrderWhy = Type.Object(
  {
    id: IdShape,
    number: Type.String(),
    state: Type.String(),
    status: Type.String(),
    statusName: Type.String(),
    since: orNull({ ...InstantShape, description: 'The last time that anything happened to it' }),
    reasons: Type.Array(Reason, { description: 'What needs a person first; at most 50' }),
    more: Type.Integer({ description: 'Reasons beside these' }),
  },
  { title: 'OrderWhy' },
)
export type OrderWhy = Static<typeof OrderWhy>

/** What of an order its reasons are told from. */
export const WHY_SECTIONS: readonly OrderSection[] = [
  'lines',
  'fulfillmentLines',
  'holds',
  'plan',
  'shipments',
  'invoices',
  'deposits',
  'timeline',
]
type Seen = OrderDetail & Required<Pick<OrderDetail, (typeof WHY_SECTIONS)[number]>>
type Part = Seen['fulfillmentLines'][number]
type AskedShipment = Seen['shipments'][number]
type Task = Seen['plan']['tasks'][number]
type Component = Seen['plan']['components'][number]

const MOST_REASONS = 50
const MOST_LINES = 20
/** Those that a person has to see to come first. */
const URGENT = ['problem', 'failed', 'suspended', 'hold', 'approval', 'prepayment']
/** What a component does, in its order. */
const IN_ORDER = ['transfer', 'reserve', 'release', 'ship', 'invoice']

/** Why an order is where it is: what it waits for, since when, and what would let it go on. Pure: told from its view. */
export function whyOf(order: OrderDetail, now: Date): OrderWhy {
  const { id, number, state, status, statusName } = order
  const all = grouped(reasonsOf(order as Seen, now))
  const reasons = all.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_REASONS)
  const since = order.timeline?.at(-1)?.at ?? null
  return { id, number, state, status, statusName, since, reasons, more: all.length - reasons.length }
}

type Found = Omit<Reason, 'lines'>

function rank({ code }: Reason): number {
  const place = URGENT.indexOf(code)
  return place < 0 ? URGENT.length : place
}

function reasonsOf(order: Seen, now: Date): Found[] {
  if (['completed', 'cancelled', 'aborted', 'rejected'].includes(order.state)) return [over(order)]
  if (order.state === 'draft' || order.state === 'failed') return problemsOf(order)
  if (order.state === 'pending_approval')
    return [
      {
        ...whole('approval', 'it waits for the approval of those who were asked', order.timeline.at(-1)?.at),
        release: 'whoever is asked decides',
        calls: ['GET /approvals'],
      },
    ]
  const open = openComponents(order)
  const index = indexOf(order)
  return [
    ...stops(order),
    ...remorse(order, now),
    ...prepayment(order),
    ...open.flatMap(({ component, task }) => ofTask(index, component, task, now)),
    ...(open.length === 0 ? payments(order) : []),
  ]
}

function whole(code: string, text: string, since: string | null = null): Found {
  return { code, text, lineNos: [], since, until: null, by: null, release: null, calls: [] }
}

function over(order: Seen): Found {
  return whole(
    'over',
    `it is ${order.statusName.toLowerCase()}: nothing is left to do`,
    order.timeline.at(-1)?.at,
  )
}

function problemsOf(order: Seen): Found[] {
  const since = order.timeline.at(-1)?.at
  const release = 'it is put right and submitted'
  const calls = ['PATCH /orders/{id}', 'POST /orders/{id}/submit']
  const told = (order.problems as { path?: string; message: string }[]).map(({ path, message }) => ({
    ...whole('problem', [path, message].filter(Boolean).join(': '), since),
    release,
    calls,
  }))
  return told.length > 0 ? told : [{ ...whole('problem', 'it was not submitted', since), release, calls }]
}

/** What stops all of it: that it is suspended, and its holds. */
function stops(order: Seen): Found[] {
  const suspended = order.timeline.findLast(({ act }) => act === 'suspend')
  const holds = order.holds
    .filter(({ released }) => !released)
    .map(({ id, code, reason, placedBy, placedAt, expiresOn, lineNo }): Found => ({
      ...whole('hold', `it is held (${code}): ${reason}`, placedAt),
      by: placedBy,
      lineNos: lineNo === null ? [] : [lineNo],
      until: expiresOn,
      release: 'the hold is released, with a reason',
      calls: [`POST /orders/{id}/holds/${id}/release`],
    }))
  if (order.state !== 'suspended') return holds
  return [
    {
      ...whole('suspended', `it is suspended: ${suspended?.reason ?? ''}`, suspended?.at),
      by: suspended?.actor ?? null,
      release: 'it is resumed',
      calls: ['POST /orders/{id}/resume'],
    },
    ...holds,
  ]
}

function remorse({ remorseUntil, placedAt }: Seen, now: Date): Found[] {
  if (remorseUntil === null || new Date(remorseUntil) <= now) return []
  return [
    {
      ...whole('remorse', 'whoever placed it may still take it back', placedAt),
      until: remorseUntil,
      release: 'nothing is done until then; or it is let go on at once',
      calls: ['POST /orders/{id}/end-remorse'],
    },
  ]
}

/** The money of a prepaid order comes before everything else. */
function prepayment(order: Seen): Found[] {
  const collect = order.plan.tasks.find(({ kind }) => kind === 'collect')
  if (!order.prepaid || !collect || !isOpen(collect)) return []
  const { currency } = order.total
  const came = order.deposits.reduce((sum, { unapplied }) => sum + Number(unapplied.amount), 0)
  const due = Number(order.total.amount) - Number(order.cancelledTotal.amount)
  if (due <= 0) return []
  const digits = order.total.amount.split('.')[1]?.length ?? 0
  const so = came > 0 ? `, of which ${came.toFixed(digits)} came` : ''
  return [
    {
      ...whole(
        'prepayment',
        `its money comes first: ${due.toFixed(digits)} ${currency}${so}`,
        order.placedAt,
      ),
      release: 'its money comes',
      calls: ['POST /receipts'],
    },
  ]
}

/** Components with something left to do, each with what comes next of it. */
function openComponents({ plan }: Seen): { component: Component; task: Task }[] {
  const tasks = Map.groupBy(plan.tasks.filter(isOpen), ({ componentId }) => componentId)
  return plan.components.flatMap((component) => {
    // What is done for lines comes in the order in which it was drawn.
    const next = (tasks.get(component.id) ?? [])
      .filter(({ kind, name }) => name !== null || IN_ORDER.includes(kind))
      .toSorted((a, b) => IN_ORDER.indexOf(a.kind) - IN_ORDER.indexOf(b.kind))[0]
    return next ? [{ component, task: next }] : []
  })
}

function isOpen({ state }: Pick<Task, 'state'>): boolean {
  return state !== 'completed' && state !== 'skipped'
}

/** What is looked up of each component: an order may have ten thousand of them. */
interface Index {
  order: Seen
  parts: ReadonlyMap<string, Part>
  skus: ReadonlyMap<number, string>
  /** Shipments of which something is still to leave, by part. */
  asked: ReadonlyMap<string, readonly AskedShipment[]>
  /** What of other components a task waits for, by what these are called. */
  before: ReadonlyMap<string, readonly string[]>
}

function indexOf(order: Seen): Index {
  const asked = order.shipments
    .filter(({ state }) => state === 'requested' || state === 'partially_shipped')
    .flatMap((shipment) =>
      shipment.lines
        .filter((line) => line.shipped !== line.requested)
        .map((line) => ({ part: line.fulfillmentLineId, shipment })),
    )
  return {
    order,
    parts: new Map(order.fulfillmentLines.map((part) => [part.id, part])),
    skus: new Map(order.lines.map(({ lineNo, sku }) => [lineNo, sku])),
    asked: new Map(
      Array.from(
        Map.groupBy(asked, ({ part }) => part),
        ([part, own]) => [part, own.map(({ shipment }) => shipment)],
      ),
    ),
    before: beforeOf(order),
  }
}

function beforeOf({ plan }: Seen): Map<string, string[]> {
  const componentOf = new Map(plan.components.map((one) => [one.id, one]))
  const ofTask = new Map(plan.tasks.map((one) => [one.id, componentOf.get(one.componentId)!]))
  const before = new Map<string, string[]>()
  for (const { from, to, met } of plan.dependencies) {
    const [waited, waits] = [ofTask.get(from)!, ofTask.get(to)!]
    // The money of a prepaid order, and what is settled in the end, is told by itself.
    if (met || waited === waits || waited.kind === 'settle' || waits.kind === 'settle') continue
    const known = before.get(to) ?? []
    if (!known.includes(waited.kind)) known.push(waited.kind)
    before.set(to, known)
  }
  return before
}

/** What comes next of a component: what it waits for of its own, or whose turn it is. */
function ofTask(index: Index, { lineNos, location, lines }: Component, task: Task, now: Date): Found[] {
  const { order } = index
  const { id, kind, name, state, problem, startAt, dueAt, attempt } = task
  const found = (code: string, text: string, more: Partial<Found> = {}): Found[] => [
    { ...whole(code, text), lineNos, ...more },
  ]
  if (state === 'failed')
    return found('failed', `${name ?? kind} failed${problem === null ? '' : `: ${problem}`}`, {
      since: lastOf(order, 'task.failed'),
      release: 'what it names is mended, and it is tried again',
      calls: [`POST /orders/{id}/tasks/${id}/retry`],
    })
  const later = startAt !== null && new Date(startAt) > now ? startAt : null
  const what = name ?? kind
  if (kind === 'work' && (state === 'running' || (state === 'ready' && !later)))
    return found(
      'work',
      state === 'running' ? `somebody is at it: ${what}` : `a person has to do it: ${what}`,
      {
        since: dueAt,
        release:
          state === 'running' ? 'whoever has taken it on ends it' : 'somebody takes it on, and ends it',
        calls: [
          ...(state === 'running' ? [] : [`POST /orders/{id}/tasks/${id}/take`]),
          `POST /orders/{id}/tasks/${id}/complete`,
        ],
      },
    )
  if (state === 'ready') {
    if (later)
      return found('its_day', kind === 'wait' ? `${what} lasts until then` : `${what} starts on its day`, {
        until: later,
      })
    if (dueAt !== null && new Date(dueAt) > now)
      return found('again', `${kind} is being done, or is tried again, after ${attempt} attempts`, {
        until: dueAt,
      })
    return found('worker', `${kind} has its turn: the next worker takes it`, {
      since: dueAt,
      release: 'a worker takes it; where it lasts, look whether its job runs (docket jobs)',
    })
  }
  const lacking = lines
    .map((part) => index.parts.get(part)!)
    .filter(({ supply }) => ['backorder', 'dated', 'transfer'].includes(supply))
  if (kind === 'reserve' && lacking.length > 0) return lacking.map((part) => goods(index, part))
  const asked = new Set(lines.flatMap((part) => index.asked.get(part) ?? []))
  if (kind === 'ship' && asked.size > 0)
    return Array.from(asked, (one): Found => ({
      ...whole(
        'warehouse',
        `${one.location?.code ?? 'a warehouse'} was asked on ${one.releasedOn} to ship it`,
      ),
      lineNos,
      since: lastOf(order, 'shipment.requested'),
      release: 'it says that it has shipped it, or refuses',
      calls: [`POST /shipments/${one.id}/confirm`, `POST /shipments/${one.id}/reject`],
    }))
  const before = index.before.get(id)
  if (before) return found('before', `${what} waits for ${before.join(' and ')}`)
  // What stops the whole order is told once.
  if (later) return found('its_day', `${kind} starts on its day`, { until: later })
  const place = location === null ? '' : ` at ${location.code}`
  const told = order.holds.some(({ released }) => !released) || order.state === 'suspended' || order.prepaid
  return told ? [] : found('worker', `${kind}${place} waits for what comes before it`)
}

function goods({ order, skus }: Index, part: Part): Found {
  const what = `${part.quantity} of ${skus.get(part.lineNo)}`
  const at = part.location === null ? '' : ` at ${part.location.code}`
  const base = { ...whole('goods', ''), lineNos: [part.lineNo], until: part.promisedOn }
  if (part.supply === 'transfer')
    return {
      ...base,
      code: 'brought',
      text: `${what} are brought${at === '' ? '' : ` to ${part.location!.code}`}`,
      since: lastOf(order, 'transfer.sent'),
      release: 'they are received there',
      calls: ['POST /transfers/{id}/receive'],
    }
  if (part.supply === 'dated')
    return {
      ...base,
      text: `${what} come${at} by then`,
      release: 'they come, or it is served otherwise',
      calls: ['POST /stock/receipts', 'POST /promises/what-if'],
    }
  return {
    ...base,
    text: `${what} are not there${at}, and none are known to come`,
    release: 'goods come, or it is served otherwise',
    calls: ['POST /stock/receipts', 'POST /supply-orders', 'POST /promises/what-if'],
  }
}

/** Everything was done but for its money. */
function payments(order: Seen): Found[] {
  return order.invoices
    .filter(({ kind, open }) => kind === 'invoice' && open !== null && Number(open.amount) > 0)
    .map(({ number, id, open, dueOn, issuedOn }): Found => ({
      ...whole(
        'payment',
        `${open!.amount} ${open!.currency} of invoice ${number ?? id} of ${issuedOn} are due on ${dueOn}`,
      ),
      release: 'a receipt, or a credit memo, pays it',
      calls: ['POST /receipts', 'POST /invoices/{id}/apply'],
    }))
}

function lastOf({ timeline }: Seen, event: string): string | null {
  return timeline.findLast(({ events }) => events.includes(event))?.at ?? null
}

/** Reasons in the same words are one, of all their lines. */
function grouped(found: readonly Found[]): Reason[] {
  const groups = Map.groupBy(found, ({ code, text, until }) => JSON.stringify([code, text, until]))
  return [...groups.values()].map((own) => {
    const lineNos = [...new Set(own.flatMap((one) => one.lineNos))].sort((a, b) => a - b)
    return { ...own[0]!, lineNos: lineNos.slice(0, MOST_LINES), lines: lineNos.length }
  })
}

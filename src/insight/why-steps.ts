import { partReasons, type Goods } from './why-goods.ts'
import { awaitsMoney } from './why-money.ts'
import { reason, type Beside, type Found, type Part, type Seen } from './why-shapes.ts'
import { isStopped } from './why-stops.ts'

type Task = Seen['plan']['tasks'][number]
type Component = Seen['plan']['components'][number]
type AskedShipment = Seen['shipments'][number]

/** A component with something left to do, and what comes next of it. */
export interface Step {
  component: Component
  task: Task
}

/** What a component does, in its order. */
const IN_ORDER = ['transfer', 'reserve', 'release', 'ship', 'invoice']

export function openSteps({ plan }: Seen): Step[] {
  const tasks = Map.groupBy(plan.tasks.filter(isOpen), ({ componentId }) => componentId)
  return plan.components.flatMap((component) => {
    // What is done for lines comes in the order in which it was drawn.
    const next = (tasks.get(component.id) ?? [])
      .filter(({ kind, name }) => name !== null || IN_ORDER.includes(kind))
      .toSorted((a, b) => IN_ORDER.indexOf(a.kind) - IN_ORDER.indexOf(b.kind))[0]
    return next ? [{ component, task: next }] : []
  })
}

function isOpen({ state }: Task): boolean {
  return state !== 'completed' && state !== 'skipped'
}

/** What each step waits for of its own, or whose turn it is. */
export function stepReasons(order: Seen, beside: Beside, steps: readonly Step[], now: Date): Found[] {
  const index = indexOf(order, beside)
  return steps.flatMap(({ component, task }) => {
    const later = task.startAt !== null && new Date(task.startAt) > now ? task.startAt : null
    const found = reasonsOf({ ...index, component, task, later, now })
    return found.map((one) => (one.lineNos.length > 0 ? one : { ...one, lineNos: component.lineNos }))
  })
}

function reasonsOf(own: Own): Found[] {
  const { kind, state } = own.task
  if (state === 'failed') return [failedReason(own)]
  if (state === 'ready' && own.beside.bases.has(own.task.id)) return [otherOrderReason(own)]
  if (kind === 'work' && (state === 'running' || (state === 'ready' && own.later === null)))
    return [workReason(own)]
  if (state === 'running') return [outReason(own)]
  return state === 'ready' ? [turnReason(own)] : waitingReasons(own)
}

/** What is looked up of each component: an order may have ten thousand of them, so each is walked once. */
interface Index extends Goods {
  parts: ReadonlyMap<string, Part>
  /** Shipments of which something is still to leave, by part. */
  asked: ReadonlyMap<string, ReadonlySet<AskedShipment>>
  /** What of other components a task waits for. */
  before: ReadonlyMap<string, Before>
  /** When a task failed last. */
  failedAt: ReadonlyMap<string, string>
  /** Why nothing starts is told once, of the whole order. */
  told: boolean
}

type Own = Index & Step & { later: string | null; now: Date }

interface Before {
  /** What these components are called. */
  kinds: Set<string>
  /** Goods of the rest of its line are among them. */
  goods: boolean
}

function indexOf(order: Seen, beside: Beside): Index {
  return {
    beside,
    movable: order.state === 'in_progress',
    skus: new Map(order.lines.map(({ lineNo, sku }) => [lineNo, sku])),
    parts: new Map(order.fulfillmentLines.map((part) => [part.id, part])),
    asked: askedOf(order),
    before: beforeOf(order),
    failedAt: failuresOf(order),
    told: isStopped(order) || awaitsMoney(order),
  }
}

function askedOf({ shipments }: Seen): Map<string, Set<AskedShipment>> {
  const asked = new Map<string, Set<AskedShipment>>()
  for (const shipment of shipments) {
    if (shipment.state !== 'requested' && shipment.state !== 'partially_shipped') continue
    for (const { fulfillmentLineId: part, shipped, requested } of shipment.lines) {
      if (shipped === requested) continue
      const own = asked.get(part)
      if (own) own.add(shipment)
      else asked.set(part, new Set([shipment]))
    }
  }
  return asked
}

function beforeOf({ plan }: Seen): Map<string, Before> {
  const components = new Map(plan.components.map((one) => [one.id, one]))
  const tasks = new Map(plan.tasks.map((one) => [one.id, one]))
  const before = new Map<string, Before>()
  for (const { from, to, met } of plan.dependencies) {
    if (met) continue
    const [waited, waits] = [tasks.get(from)!, tasks.get(to)!]
    const [other, own] = [components.get(waited.componentId)!, components.get(waits.componentId)!]
    // The money of a prepaid order, and what is settled in the end, is told by itself.
    if (other === own || other.kind === 'settle' || own.kind === 'settle') continue
    const known = before.get(to) ?? { kinds: new Set(), goods: false }
    known.kinds.add(other.kind)
    known.goods ||= waited.kind === 'reserve'
    before.set(to, known)
  }
  return before
}

function failuresOf({ timeline }: Seen): Map<string, string> {
  const failures = new Map<string, string>()
  for (const { at, changes } of timeline)
    for (const { what, key, to } of changes)
      if (what === 'task' && to === 'failed' && key !== null) failures.set(key, at)
  return failures
}

function nameOf({ name, kind }: Task): string {
  return name ?? kind
}

function failedReason({ task, failedAt }: Own): Found {
  const { id, problem } = task
  return reason('failed', `${nameOf(task)} failed${problem === null ? '' : `: ${problem}`}`, {
    since: failedAt.get(id) ?? null,
    release: 'what it names is mended, and it is tried again',
    calls: [`POST /orders/{id}/tasks/${id}/retry`],
  })
}

function workReason({ task }: Own): Found {
  const { id, dueAt: since } = task
  const end = `POST /orders/{id}/tasks/${id}/complete`
  if (task.state === 'running')
    return reason('work', `somebody is at it: ${nameOf(task)}`, {
      since,
      release: 'whoever has taken it on ends it',
      calls: [end],
    })
  return reason('work', `a person has to do it: ${nameOf(task)}`, {
    since,
    release: 'somebody takes it on, and ends it',
    calls: [`POST /orders/{id}/tasks/${id}/take`, end],
  })
}

/** The order that a task waits for, as its input names it. */
export function orderIn(input: unknown): string | undefined {
  const { order } = (input ?? {}) as { order?: unknown }
  return typeof order === 'string' ? order : undefined
}

function otherOrderReason({ task, beside }: Own): Found {
  const { line, component } = task.input as { line?: string; component?: string }
  const of = [component, line === undefined ? undefined : `line ${line}`, `order ${orderIn(task.input)}`]
  const what = of.filter((one) => one !== undefined).join(' of ')
  const base = beside.bases.get(task.id)
  if (!base)
    return reason('other_order', `it waits for ${what}, which is not here yet`, {
      release: 'that order comes, and what is waited for is done',
      calls: ['POST /orders'],
    })
  const until = component === undefined && line === undefined ? 'it is completed' : 'that is done'
  return reason('other_order', `it waits for ${what}: that is ${base.number}, ${base.state}`, {
    release: `${until} there; cancelled there, it stands failed here`,
    calls: [`GET /orders/${base.id}/why`],
  })
}

/** A request is out, or something has to become known. */
function outReason({ task }: Own): Found {
  const { kind, dueAt: since } = task
  const input = (task.input ?? {}) as { system?: string; when?: string }
  if (kind === 'wait') {
    const what = input.when === undefined ? '' : `: ${input.when}`
    return reason('known', `${nameOf(task)} lasts until something becomes known${what}`, {
      since,
      release: 'somebody says so, or what was asked of an outside system brings it',
      calls: ['POST /orders/{id}/facts'],
    })
  }
  return reason(
    'outside',
    `${nameOf(task)}: ${input.system ?? 'an outside system'} was asked, and has not said what came of it`,
    {
      since,
      release: 'it says so; in time it is asked again, or a person is',
      calls: ['GET /orders/{id}/calls'],
    },
  )
}

/** Nothing is to happen before it: it waits for its day, or for whoever does it. */
function turnReason({ task, later, now }: Own): Found {
  const { kind, dueAt, attempt } = task
  if (later !== null)
    return reason(
      'its_day',
      `${nameOf(task)} ${kind === 'wait' ? 'lasts until then' : 'starts on its day'}`,
      {
        until: later,
      },
    )
  if (dueAt !== null && new Date(dueAt) > now)
    return reason('again', `${kind} is being done, or is tried again, after ${attempt} attempts`, {
      until: dueAt,
    })
  return reason('worker', `${kind} has its turn: the next worker takes it`, {
    since: dueAt,
    release: 'a worker takes it; where it lasts, look whether its job runs (docket jobs)',
  })
}

function waitingReasons(own: Own): Found[] {
  const { component, task, parts, asked, before, later, told } = own
  const ofParts = component.lines.map((id) => parts.get(id)!)
  const goods = task.kind === 'reserve' ? ofParts.flatMap((part) => partReasons(own, part)) : []
  if (goods.length > 0) return goods
  const shipments =
    task.kind === 'ship' ? new Set(ofParts.flatMap(({ id }) => [...(asked.get(id) ?? [])])) : []
  const collected = ofParts.some(isCollected)
  const shipping = Array.from(shipments, (one) => shipmentReason(one, collected))
  if (shipping.length > 0) return shipping
  const others = before.get(task.id)
  const at = component.location === null ? '' : ` at ${component.location.code}`
  if (others?.goods)
    return [
      reason('together', `what is there${at} waits for the rest of its line: it is handed over at once`),
    ]
  if (others) return [reason('before', `${nameOf(task)} waits for ${[...others.kinds].join(' and ')}`)]
  if (later !== null) return [reason('its_day', `${task.kind} starts on its day`, { until: later })]
  return told ? [] : [reason('before', `${nameOf(task)}${at} waits for what comes before it`)]
}

function shipmentReason({ id, location, releasedOn, keepUntil }: AskedShipment, collected: boolean): Found {
  const place = location?.code ?? 'a warehouse'
  const since = releasedOn
  const [confirm, reject] = [`POST /shipments/${id}/confirm`, `POST /shipments/${id}/reject`]
  if (collected)
    return reason('pick_up', `it is at ${place} to be fetched`, {
      since,
      until: keepUntil,
      release: `whoever ordered it fetches it${keepUntil === null ? '' : ' by then, or it is kept longer; else it is cancelled'}`,
      calls: [confirm, `POST /shipments/${id}/keep`, reject],
    })
  return reason('warehouse', `${place} was asked on ${releasedOn} to ship it`, {
    since,
    release: 'it says that it has shipped it, or refuses',
    calls: [confirm, reject],
  })
}

/** It is collected where it stands. */
function isCollected({ decision }: Part): boolean {
  return typeof decision === 'object' && decision !== null && 'only' in decision
}

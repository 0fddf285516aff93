import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { billedOf, readBilling } from '../../../billing/index.ts'
import {
  receivePayment,
  receiveStock,
  startWorkers,
  type ReturnRequest,
} from '../../../orchestration/index.ts'
import {
  countStatesOfSource,
  readSourceOrders,
  type OrderInput,
  type SourceOrder,
} from '../../../orders/index.ts'
import { Fault, type Act, type Door } from '../../../platform/batch/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import {
  currencyDigits,
  divRound,
  formatMicro,
  minorToMicro,
  MICRO,
  type Minor,
} from '../../../platform/money.ts'
import type { Refusal } from '../../../platform/outcome.ts'
import type { RequestKey } from '../../../platform/request-key.ts'
import { openingStock, returnsTaken } from '../../imported.sql.ts'
import type { CaptureRequest } from '../../capture-request.ts'
import { capture } from '../../capture.ts'
import { ImportRefused } from '../importer.ts'
import type { Mapping } from './mapping.ts'
import { matchReturns, type ReturnPart } from './match.ts'
import type { ImportPlan, PlannedDocument, PlannedItem } from './plan.ts'
import { customerOf } from './set-up.ts'
import { takeReturn } from './take-return.ts'

/** What the feed works with. */
export interface Feed {
  door: Door
  db: Database
  companyId: bigint
  mapping: Mapping
  plan: ImportPlan
  log: { error(detail: object, message: string): void }
  progress(sentence: string): void
}

/** What this run did; a run after a complete one did nothing. */
export interface FeedResult {
  orders: number
  returns: number
  /** Documents that the books did not take, with the reason. */
  failed: { document: string; message: string }[]
}

/** Documents under way at once: enough that batches fill, few enough that memory does not. */
const AT_ONCE = 600
const TELL_EVERY = 1000
const POLL_MS = 200
/** An order that nobody moves for this long is given up: longer than the lease of a process that was killed. */
const STILL_MS = 120_000
const ACTOR = 'import'
const CONTENT_TYPE = 'text/csv; charset=utf-8'
const bulk = { lane: 'bulk', internal: true } as const

/**
 * Hands the documents of a plan over: opening stock, then orders with their receipts until each is closed, then returns.
 * Every key comes from the data and what is done is asked of the books, so a run after one that was killed completes it.
 *
 * @throws ImportRefused when the opening stock is refused, or orders stand still
 */
export async function feed(context: Feed): Promise<FeedResult> {
  const { db, companyId, mapping, plan } = context
  const result: FeedResult = { orders: 0, returns: 0, failed: [] }
  const costs = await openStock(context)
  const workers = startWorkers(context)
  try {
    const known = await readSourceOrders(db, companyId, mapping.source.code)
    await handOrders(context, known, result)
    await untilClosed(context, workers.wake)
    await handReturns(context, costs, result)
  } finally {
    await workers.stop()
  }
  result.failed.sort((a, b) => (a.document < b.document ? -1 : 1))
  context.progress(`${plan.documents.length} documents: ${result.orders + result.returns} of them are new`)
  return result
}

/** Books the stock that is missing. @returns cost of a unit by SKU: of what stands open already the cost stays */
async function openStock({
  door,
  db,
  companyId,
  mapping,
  plan,
  progress,
}: Feed): Promise<Map<string, bigint>> {
  const digits = currencyDigits(mapping.company.currency)
  const opened = new Map((await db.read(openingStock, { companyId })).map((row) => [row.sku, row]))
  const costs = new Map<string, bigint>()
  const missing: { item: PlannedItem; before: bigint }[] = []
  for (const item of plan.items.values()) {
    const standing = opened.get(item.sku)
    const before = standing?.quantity ?? 0n
    costs.set(item.sku, standing ? divRound(minorToMicro(standing.value, digits) * MICRO, before) : item.cost)
    if (item.needed > before) missing.push({ item, before })
  }
  const on = plan.documents.find((document) => document.kind === 'order')?.on
  if (on === undefined || missing.length === 0) return costs
  progress(`opening stock of ${missing.length} items`)
  const outcomes = await door.requestAll(
    receiveStock,
    missing.map(({ item: { sku, needed }, before }) => ({
      companyId,
      actor: ACTOR,
      kind: 'opening' as const,
      sku,
      location: mapping.location.code,
      quantity: needed - before,
      unitCost: costs.get(sku)!,
      supplyNumber: null,
      on,
      standardCost: null,
      addsToOpening: before > 0n,
      key: keyOf(companyId, mapping, 'opening', `${sku} ${before} ${needed}`),
    })),
    bulk,
  )
  outcomes.forEach((outcome, index) => {
    const message = messageOf(outcome)
    if (message !== undefined)
      throw new ImportRefused([`Opening stock of ${missing[index]!.item.sku}: ${message}`])
  })
  return costs
}

/** Captures the orders in order of time and pays each on its day. */
async function handOrders(context: Feed, known: Map<string, SourceOrder>, result: FeedResult): Promise<void> {
  const { door, companyId, mapping, plan, progress } = context
  const { currency } = mapping.company
  const started = [...known.values()].filter((order) => order.state !== 'completed')
  const paid = await paidOrders(context, started)
  const orders = plan.documents.filter(
    (document) => document.kind === 'order' && known.get(document.number)?.state !== 'completed',
  )
  let handed = 0
  await inParallel(orders, async (document) => {
    const outcome = await requestOne(door, capture, captureOf(document, context))
    if (outcome instanceof Fault || !outcome.ok) {
      result.failed.push({ document: document.number, message: messageOf(outcome)! })
      return
    }
    let orderId: bigint
    let total: Minor
    if (outcome.change === 'duplicate') {
      orderId = outcome.orderId
      total = known.get(document.number)?.total ?? totalOf(document)
    } else {
      const { order } = outcome
      orderId = order.id
      total = order.total
      result.orders++
      if (order.state !== 'in_progress') {
        const message = order.problems.map((problem) => problem.message).join('; ')
        result.failed.push({ document: document.number, message: `${order.state}: ${message}` })
        return
      }
    }
    if (total > 0n && !paid.has(orderId)) {
      const receipt = await requestOne(door, receivePayment, {
        companyId,
        actor: ACTOR,
        account: document.account,
        orderId,
        invoiceIds: [],
        currency,
        amount: total,
        method: ACTOR,
        reference: document.number,
        receivedOn: document.on,
        key: keyOf(companyId, mapping, 'receipt', document.number),
      })
      const message = messageOf(receipt)
      if (message !== undefined) result.failed.push({ document: document.number, message })
    }
    handed++
    if (handed % TELL_EVERY === 0) progress(`${handed} of ${orders.length} orders`)
  })
}

/** Orders of an interrupted run whose money is in already. */
async function paidOrders({ db, companyId }: Feed, started: readonly SourceOrder[]): Promise<Set<bigint>> {
  const paid = new Set<bigint>()
  for (let at = 0; at < started.length; at += AT_ONCE) {
    const chunk = started.slice(at, at + AT_ONCE)
    const causes = chunk.map(({ orderId }) => ({ companyId, causeId: orderId }))
    const facts = await readBilling(db, { causes, accounts: [] })
    for (const { orderId, total } of chunk) {
      const { deposits, billed, open } = billedOf(facts, companyId, orderId)
      if (deposits + billed - open >= total) paid.add(orderId)
    }
  }
  return paid
}

function captureOf(document: PlannedDocument, { companyId, mapping }: Feed): CaptureRequest {
  const { currency } = mapping.company
  const { number, rows } = document
  const bytes = blockOf(document, mapping)
  const input: OrderInput = {
    source: mapping.source.code,
    externalId: number,
    customer: { account: document.account, create: customerOf(document, mapping) },
    customerReference: number,
    currency,
    placedAt: document.placedAt.toISOString(),
    shipTo: { country: document.country },
    // An order of nothing has nothing to wait for.
    prepaid: totalOf(document) > 0n,
    lines: rows.map(({ position, sku, quantity, price }) => ({
      lineId: String(position),
      sku,
      quantity: formatMicro(quantity),
      unitPrice: { amount: formatMicro(price), currency },
    })),
  }
  return {
    companyId,
    actor: ACTOR,
    accounts: null,
    key: null,
    bytes,
    contentType: CONTENT_TYPE,
    bodyHash: hash('sha256', bytes, 'buffer'),
    content: { ok: true, input },
    historic: { series: mapping.series.invoice },
  }
}

function totalOf(document: PlannedDocument): Minor {
  return document.rows.reduce((sum, row) => sum + row.amount, 0n)
}

/** The document as it was received, in one form: its rows in order, under the names of their columns. */
export function blockOf({ received }: PlannedDocument, { columns }: Mapping): Buffer {
  const fields = Object.keys(columns) as (keyof Mapping['columns'])[]
  const lines = received.map(({ cells }) => fields.map((field) => cells[field]))
  const text = [fields.map((field) => columns[field]), ...lines].map((cells) => cells.map(quoted).join(','))
  return Buffer.from(text.join('\n') + '\n')
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Waits until every order of the source is closed. @throws ImportRefused when none moves for STILL_MS */
async function untilClosed({ db, companyId, mapping, progress }: Feed, wake: () => void): Promise<void> {
  let last = -1
  let still = 0
  for (let told = 0; ; still += POLL_MS, told += POLL_MS) {
    const states = await countStatesOfSource(db, companyId, mapping.source.code)
    const open = states.get('in_progress') ?? 0
    if (open === 0) return
    if (open !== last) still = 0
    last = open
    if (still > STILL_MS) {
      throw new ImportRefused([
        `${open} orders stand still; look at the tasks that failed, then import again.`,
      ])
    }
    if (told % 2000 === 0) progress(`${open} orders are not closed yet`)
    wake()
    await sleep(POLL_MS)
  }
}

/** Takes the goods back; every order is billed by then. */
async function handReturns(context: Feed, costs: Map<string, bigint>, result: FeedResult): Promise<void> {
  const { door, db, companyId, mapping, plan, progress } = context
  const source = mapping.source.code
  const orders = await readSourceOrders(db, companyId, source)
  const taken = new Set((await db.read(returnsTaken, { companyId, source })).map((row) => row.external_id))
  const parts = matchReturns(plan.documents, currencyDigits(mapping.company.currency))
  const documents = plan.documents.filter((one) => one.kind === 'return' && !taken.has(one.number))
  if (documents.length > 0) progress(`${documents.length} returns`)
  await inParallel(documents, async (document) => {
    const bytes = blockOf(document, mapping)
    const lost = parts.get(document.number)!.find((part) => part.order !== null && !orders.has(part.order))
    if (lost) {
      result.failed.push({ document: document.number, message: `order ${lost.order} was not taken` })
      return
    }
    const outcome = await requestOne(door, takeReturn, {
      companyId,
      actor: ACTOR,
      source,
      externalId: document.number,
      bytes,
      contentType: CONTENT_TYPE,
      bodyHash: hash('sha256', bytes, 'buffer'),
      parts: parts.get(document.number)!.map((part) => partOf(part, document, context, orders, costs)),
      key: keyOf(companyId, mapping, 'return', document.number),
    })
    const message = messageOf(outcome)
    if (message === undefined) result.returns++
    else result.failed.push({ document: document.number, message })
  })
}

function partOf(
  part: ReturnPart,
  document: PlannedDocument,
  { companyId, mapping, plan }: Feed,
  orders: Map<string, SourceOrder>,
  costs: Map<string, bigint>,
): ReturnRequest {
  return {
    companyId,
    actor: ACTOR,
    orderId: part.order === null ? null : orders.get(part.order)!.orderId,
    account: document.account,
    currency: mapping.company.currency,
    reason: document.number,
    on: document.on,
    series: mapping.series.creditMemo,
    lines: part.lines.map(({ lineNo, sku, quantity, price }) => {
      const goods = plan.items.get(sku)!.kind === 'goods'
      return {
        lineNo,
        fulfillmentLineId: null,
        sku,
        quantity,
        location: goods ? mapping.location.code : null,
        unitPrice: price,
        unitCost: goods ? costs.get(sku)! : null,
        restock: goods,
      }
    }),
  }
}

function keyOf(companyId: bigint, mapping: Mapping, what: string, name: string): RequestKey {
  const key = `${mapping.source.code} ${name}`
  return {
    companyId,
    principal: ACTOR,
    route: `import.${what}`,
    key,
    bodyHash: hash('sha256', key, 'buffer'),
    ours: true,
  }
}

async function requestOne<Q, F, R>(door: Door, act: Act<Q, F, R>, request: Q): Promise<R | Fault> {
  const [outcome] = await door.requestAll(act, [request], bulk)
  return outcome!
}

/** Why something was not done; undefined when it was. */
function messageOf(outcome: { ok: true } | Refusal | Fault): string | undefined {
  if (outcome instanceof Fault) return `${outcome.code}: ${outcome.message}`
  if (outcome.ok) return undefined
  return outcome.problems.map(({ path, message }) => `${path} ${message}`).join('; ')
}

/** Works on many things, AT_ONCE of them at a time, begun in their order. */
async function inParallel<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < things.length) await work(things[next++]!)
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, things.length) }, lane))
}

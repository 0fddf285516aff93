import { Temporal } from 'temporal-polyfill'
import { dateIn } from '../../../platform/clock.ts'
import {
  currencyDigits,
  divRound,
  HUNDRED_PERCENT,
  MOST_AMOUNT,
  MOST_QUANTITY,
  mulPriceQuantity,
  parseMicro,
  power10,
  type Micro,
  type Minor,
} from '../../../platform/money.ts'
import { countryCode } from './country.ts'
import type { ItemKind, Mapping, ReadyMapping } from './mapping.ts'

/** What a folder of documents comes to: decided from the rows alone, the same whenever and however it is read. */
export interface ImportPlan {
  rows: number
  refused: RefusedRow[]
  /** Orders and returns, in order of time, then of number. */
  documents: PlannedDocument[]
  /** By SKU, in order. */
  items: Map<string, PlannedItem>
}

/** A row as it was read. */
export interface SourceRow {
  file: string
  /** As a spreadsheet counts: the header is row 1. */
  row: number
  /** By the names of the mapping's columns. */
  cells: Readonly<Record<keyof Mapping['columns'], string>>
  /** It could not be read at all. */
  problem?: string
}

export interface RefusedRow {
  file: string
  row: number
  document: string
  reason: string
  message: string
}

export interface PlannedDocument {
  number: string
  kind: 'order' | 'return'
  /** The earliest time of its rows. */
  placedAt: Date
  on: string
  account: string
  /** null: the account of those who gave no number. */
  customerName: string | null
  country: string
  rows: PlannedRow[]
  /** Every row of the document, refused ones too: what was received. */
  received: SourceRow[]
}

/** An accepted row. Quantity is positive in a return too. */
export interface PlannedRow {
  /** Place in its document, from 1, refused rows counted: with the number it is the identity of the line. */
  position: number
  sku: string
  quantity: Micro
  price: Micro
  /** round(quantity × price), minor units. */
  amount: Minor
}

export interface PlannedItem {
  sku: string
  name: string
  kind: ItemKind
  itemClass: string
  /** What the accepted orders need. */
  needed: Micro
  /** Of a unit, by the mapping's rule; major units. */
  cost: Micro
}

/** Gathers rows into documents, decides which are accepted, and what items they need. Pure. */
export function planImport(rows: readonly SourceRow[], ready: ReadyMapping): ImportPlan {
  const { mapping } = ready
  const read = reader(ready)
  const refused: RefusedRow[] = []
  const groups = new Map<string, SourceRow[]>()
  for (const row of rows) {
    const { file, row: place, problem } = row
    const number = row.cells.document
    if (problem !== undefined || number === '') {
      const message = problem ?? 'The row has no document number.'
      refused.push({ file, row: place, document: number, reason: 'unreadable', message })
      continue
    }
    const group = groups.get(number)
    if (group) group.push(row)
    else groups.set(number, [row])
  }
  const items = new Map<string, Gathering>()
  const documents: PlannedDocument[] = []
  for (const [number, received] of groups) {
    const document = planDocument(number, received, read, mapping, refused)
    if (document) documents.push(document)
  }
  documents.sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime() || compare(a.number, b.number))
  for (const document of documents) for (const row of document.rows) gather(items, document, row)
  refused.sort((a, b) => compare(a.file, b.file) || a.row - b.row)
  return { rows: rows.length, refused, documents, items: describeItems(items, ready) }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

type Read = ReturnType<typeof reader>

function planDocument(
  number: string,
  received: SourceRow[],
  read: Read,
  mapping: Mapping,
  refused: RefusedRow[],
): PlannedDocument | undefined {
  const digits = currencyDigits(mapping.company.currency)
  const letters = /^[a-z]*/i.exec(number)![0].toUpperCase()
  const isReturn = read.isReturn({ number, letters })
  const accepted: PlannedRow[] = []
  let first: SourceRow | undefined
  let earliest: string | undefined
  let total = 0n
  received.forEach((row, index) => {
    const { cells } = row
    const at = timeOf(cells.at)
    const quantity = parseMicro(cells.quantity)
    const price = parseMicro(cells.price)
    const refuse = (reason: string, message: string) =>
      refused.push({ file: row.file, row: row.row, document: number, reason, message })
    if (at !== undefined && (earliest === undefined || at < earliest)) earliest = at
    const missing = [
      at === undefined && `time "${cells.at}"`,
      quantity === undefined && `quantity "${cells.quantity}"`,
      price === undefined && `price "${cells.price}"`,
      cells.item === '' && 'item ""',
    ].find((one) => one !== false)
    if (missing !== undefined || quantity === undefined || price === undefined) {
      refuse('unreadable', `Its ${missing} cannot be understood.`)
      return
    }
    const sku = read.sku(cells.item)
    const facts = {
      document: { number, letters, isReturn },
      row: {
        sku,
        description: cells.description,
        quantity,
        price,
        account: read.account(cells.customer),
        country: cells.country,
      },
    }
    const rule = read.refusal(facts)
    if (rule) {
      refuse(rule.reason, rule.message)
      return
    }
    const size = quantity < 0n ? -quantity : quantity
    const amount = mulPriceQuantity(price, size, digits)
    // With room for its tax. What no order can hold has no stock made for it either.
    if (size > MOST_QUANTITY || total + amount > MOST_AMOUNT / 2n) {
      refuse('too_great', `${cells.quantity} at ${cells.price} is more than can be kept in one order.`)
      return
    }
    first ??= row
    total += amount
    accepted.push({ position: index + 1, sku, quantity: size, price, amount })
  })
  if (!first || earliest === undefined) return undefined
  const account = read.account(first.cells.customer)
  const placedAt = instantOf(earliest, mapping.company.timeZone)
  return {
    number,
    kind: isReturn ? 'return' : 'order',
    placedAt,
    on: dateIn(mapping.company.timeZone, placedAt),
    account: account === '' ? mapping.walkIn.account : account,
    customerName: account === '' ? null : read.customerName(first.cells.customer, account),
    country: countryCode(first.cells.country, mapping),
    rows: accepted,
    received,
  }
}

const timeText = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::(\d{2}))?$/

/** A local time whose texts stand in the order of time; undefined when it is none. */
function timeOf(cell: string): string | undefined {
  const match = timeText.exec(cell)
  if (!match) return undefined
  const text = `${match[1]}T${match[2]}:${match[3] ?? '00'}`
  return Number.isNaN(Date.parse(`${text}Z`)) ? undefined : text
}

function instantOf(local: string, timeZone: string): Date {
  return new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds)
}

/** The mapping's expressions as functions; what depends on one cell is evaluated once for each text of it. */
function reader(ready: ReadyMapping) {
  const skus = new Map<string, string>()
  const accounts = new Map<string, string>()
  const once = (kept: Map<string, string>, text: string, make: () => string): string => {
    let made = kept.get(text)
    if (made === undefined) kept.set(text, (made = make()))
    return made
  }
  return {
    sku: (item: string) =>
      once(skus, item, () => valueOf(ready.sku.evaluate({ cell: { item } }), item) as string),
    account: (customer: string) =>
      once(
        accounts,
        customer,
        () => valueOf(ready.account.evaluate({ cell: { customer } }), customer) as string,
      ),
    customerName: (customer: string, account: string) =>
      valueOf(ready.customerName.evaluate({ cell: { customer }, account }), account) as string,
    isReturn: (document: { number: string; letters: string }) =>
      valueOf(ready.isReturn.evaluate({ document }), false) === true,
    refusal(facts: Record<string, unknown>): { reason: string; message: string } | undefined {
      for (const rule of ready.refuse) {
        const outcome = rule.when.evaluate(facts)
        if (!outcome.ok) return { reason: 'rule_fault', message: `${rule.reason}: ${outcome.message}` }
        if (outcome.value === true) return rule
      }
      return undefined
    },
  }
}

function valueOf<T>(outcome: { ok: true; value: T } | { ok: false }, otherwise: T): T {
  return outcome.ok ? outcome.value : otherwise
}

interface Gathering {
  name: string
  needed: Micro
  sold: Micro[]
  returned: Micro[]
}

function gather(items: Map<string, Gathering>, document: PlannedDocument, row: PlannedRow): void {
  let item = items.get(row.sku)
  if (!item) items.set(row.sku, (item = { name: '', needed: 0n, sold: [], returned: [] }))
  if (item.name === '') item.name = document.received[row.position - 1]!.cells.description
  if (document.kind === 'return') item.returned.push(row.price)
  else {
    item.sold.push(row.price)
    item.needed += row.quantity
  }
}

function describeItems(items: Map<string, Gathering>, ready: ReadyMapping): Map<string, PlannedItem> {
  const digits = currencyDigits(ready.mapping.company.currency)
  const described = new Map<string, PlannedItem>()
  for (const [sku, { name, needed, sold, returned }] of [...items].sort(([a], [b]) => compare(a, b))) {
    const found = ready.items.find(({ when }) => {
      const outcome = when.evaluate({ item: { sku, hasDigit: /\d/.test(sku) } })
      return outcome.ok && outcome.value === true
    })
    const kind = found?.kind ?? 'goods'
    const cost = costOf(median(sold.length > 0 ? sold : returned), ready, digits)
    described.set(sku, {
      sku,
      name: (name || sku).slice(0, 500),
      kind,
      itemClass: found?.itemClass ?? 'goods',
      needed: kind === 'goods' ? needed : 0n,
      cost,
    })
  }
  return described
}

/** The middle price; of an even number the mean of the two in the middle. */
function median(prices: Micro[]): Micro {
  const sorted = prices.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const upper = sorted[sorted.length >> 1]!
  return sorted.length % 2 === 1 ? upper : divRound(sorted[(sorted.length >> 1) - 1]! + upper, 2n)
}

/** Whole minor units a unit: so the average of the stock never moves, and how orders fall into batches cannot matter. */
function costOf(price: Micro, ready: ReadyMapping, digits: number): Micro {
  const step = power10(6 - digits)
  const cost = divRound(price * ready.costPercent, HUNDRED_PERCENT * step) * step
  const least = divRound(ready.leastCost, step, 'up') * step
  return cost < least ? least : cost
}

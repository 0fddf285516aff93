import type { Choice } from '../api-configuration.ts'
import type { FieldProblem } from '../http.ts'

/** What a person types of an order or a quote before it is sent, and what of it is wrong; all of it pure. */

/** More lines than a person enters: such an order is handed over by a file or the API. */
export const MOST_ENTERED = 1000

/** The most of one line that is kept. */
const MOST_QUANTITY = 1_000_000_000
/** Periods that a line may cover another for. */
const MOST_PERIODS = 1000

export const COLUMNS = [
  'sku',
  'quantity',
  'uom',
  'requestedOn',
  'discount',
  'reason',
  'covers',
  'duration',
] as const
export type LineColumn = (typeof COLUMNS)[number]

/** What the first row of a spreadsheet may call a column. */
export const COLUMN_NAMES: Readonly<Record<string, LineColumn>> = {
  sku: 'sku',
  item: 'sku',
  'item no.': 'sku',
  'item number': 'sku',
  article: 'sku',
  product: 'sku',
  quantity: 'quantity',
  qty: 'quantity', // foreign word: as spreadsheets head it
  'qty.': 'quantity', // foreign word
  amount: 'quantity',
  pieces: 'quantity',
  unit: 'uom',
  uom: 'uom',
  'unit of measure': 'uom',
  requestedon: 'requestedOn',
  requested: 'requestedOn',
  'requested on': 'requestedOn',
  'requested day': 'requestedOn',
  day: 'requestedOn',
  date: 'requestedOn',
  'leave on': 'requestedOn',
  discount: 'discount',
  'discount %': 'discount',
  percent: 'discount',
  reason: 'reason',
  covers: 'covers',
  'covers line': 'covers',
  duration: 'duration',
  periods: 'duration',
  for: 'duration',
}

export interface EntryLine extends Record<LineColumn, string> {
  /** Of this draft alone; stays with the line while others come and go. */
  key: string
  choices: Choice[] | null
}

export const HEAD = [
  'account',
  'currency',
  'source',
  'customerReference',
  'site',
  'country',
  'region',
  'shipMethod',
  'requestedOn',
  'validDays',
] as const
export type HeadField = (typeof HEAD)[number]

/** What went out and was not answered: it goes out again as it was, under the same key. */
export interface Unanswered {
  path: '/orders' | '/quotes'
  body: unknown
  key: string
}

export interface Draft extends Record<HeadField, string> {
  kind: 'order' | 'quote'
  /** Number of the customer that was searched for; the account is one of its. */
  customer: string
  /** By which the order is known: sent twice, it is one order. */
  externalId: string
  lines: EntryLine[]
  sent: Unanswered | null
}

const NOTHING_TYPED = Object.fromEntries(COLUMNS.map((column) => [column, ''])) as Record<LineColumn, string>

let made = 0
export const newLine = (): EntryLine => ({
  key: `${Date.now().toString(36)}-${(made += 1)}`,
  ...NOTHING_TYPED,
  choices: null,
})

export const isEmpty = (line: EntryLine): boolean => COLUMNS.every((column) => line[column].trim() === '')

/** The last line is empty, so that there is always one to go on with. */
export function withRoom(lines: EntryLine[]): EntryLine[] {
  const last = lines.at(-1)
  return (last && isEmpty(last)) || lines.length >= MOST_ENTERED ? lines : [...lines, newLine()]
}

/** The lines without one of them: what covers a line behind it still covers that, under its new number. */
export function withoutLine(lines: readonly EntryLine[], key: string): EntryLine[] {
  const gone = lines.findIndex((line) => line.key === key) + 1
  const left = lines.filter((line) => line.key !== key)
  if (left.length === 0) return [newLine()]
  return left.map((line) => {
    const covers = rowOf(line.covers)
    if (covers === undefined || covers < gone) return line
    return { ...line, covers: covers === gone ? '' : String(covers - 1) }
  })
}

/** The row that a cell names; undefined: it is no number of one. */
function rowOf(text: string): number | undefined {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined
}

/** @param before what a next one most likely shares with the one before */
export function newDraft(externalId: string, before?: Pick<Draft, 'kind' | 'source' | 'currency'>): Draft {
  return {
    kind: before?.kind ?? 'order',
    customer: '',
    account: '',
    currency: before?.currency ?? '',
    source: before?.source ?? '',
    customerReference: '',
    site: '',
    country: '',
    region: '',
    shipMethod: '',
    requestedOn: '',
    validDays: '14',
    externalId,
    lines: [newLine()],
    sent: null,
  }
}

/** A draft that was kept, if it is one. */
export function readDraft(text: string | null): Draft | undefined {
  try {
    const read = JSON.parse(text ?? 'null') as Partial<Draft> | null
    const texts = (of: unknown, names: readonly string[]): boolean =>
      typeof of === 'object' &&
      of !== null &&
      names.every((name) => typeof (of as Record<string, unknown>)[name] === 'string')
    const whole =
      texts(read, [...HEAD, 'customer', 'externalId', 'kind']) &&
      Array.isArray(read?.lines) &&
      read.lines.length > 0 &&
      read.lines.length <= MOST_ENTERED &&
      read.lines.every((line) => texts({ ...NOTHING_TYPED, ...line }, [...COLUMNS, 'key']))
    if (!whole) return undefined
    // One that was kept before a column came has nothing in it.
    const lines = read.lines!.map((line) => ({ ...NOTHING_TYPED, ...line }))
    return { ...(read as Draft), lines, sent: read.sent ?? null }
  } catch {
    return undefined
  }
}

/** What can be said of a cell without asking; `rows` are all lines as they are shown. */
export function wrongIn(line: EntryLine, rows: readonly EntryLine[]): Partial<Record<LineColumn, string>> {
  const { sku, quantity, uom, requestedOn, discount, reason } = trimmed(line)
  const wrong: Partial<Record<LineColumn, string>> = {}
  if (isEmpty(line)) return wrong
  if (sku === '') wrong.sku = 'Which item?'
  else if (sku.length > 200) wrong.sku = 'An item has at most 200 signs.'
  if (quantity === '') wrong.quantity = 'How many?'
  else if (!isDecimal(quantity) || Number(quantity) <= 0)
    wrong.quantity = 'A quantity is a decimal above 0, such as 12 or 1.5.'
  else if (Number(quantity) > MOST_QUANTITY) wrong.quantity = `A quantity is at most ${MOST_QUANTITY}.`
  if (uom.length > 20) wrong.uom = 'A unit has at most 20 signs.'
  if (requestedOn !== '' && !isDay(requestedOn)) wrong.requestedOn = 'A day is such as 2026-12-24.'
  const percent = discount.replace(/\s*%$/, '')
  if (discount !== '' && (!isDecimal(percent) || Number(percent) <= 0 || Number(percent) > 100))
    wrong.discount = 'A discount is a percentage above 0 and up to 100, such as 5 or 2.5.'
  if (discount === '' && reason !== '') wrong.discount = 'What is the discount of this reason?'
  if (reason.length > 500) wrong.reason = 'A reason has at most 500 signs.'
  return { ...wrong, ...wrongCover(line, rows) }
}

/** What is wrong with which line it covers, and for how long. */
function wrongCover(
  line: EntryLine,
  rows: readonly EntryLine[],
): Partial<Record<'covers' | 'duration', string>> {
  const { covers, duration } = trimmed(line)
  if (covers === '') return duration === '' ? {} : { covers: 'Which line does it cover?' }
  const row = rowOf(covers)
  const covered = row === undefined ? undefined : rows[row - 1]
  const wrong: Partial<Record<'covers' | 'duration', string>> = {}
  if (row === undefined) wrong.covers = 'A line is named by its number, such as 1.'
  else if (covered === undefined || isEmpty(covered)) wrong.covers = `There is no line ${row}.`
  else if (covered.key === line.key) wrong.covers = 'It cannot cover itself.'
  if (duration === '') wrong.duration = 'For how many periods?'
  else if (!isDecimal(duration) || Number(duration) <= 0 || Number(duration) > MOST_PERIODS)
    wrong.duration = `Periods are a decimal above 0 and up to ${MOST_PERIODS}, such as 3.`
  return wrong
}

const isDecimal = (text: string): boolean => /^\d{1,30}([.]\d{1,6})?$/.test(text)

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function trimmed<T extends object>(of: T): T {
  return Object.fromEntries(
    Object.entries(of).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
  ) as T
}

export interface LineBody {
  lineId?: string
  sku: string
  quantity: string
  uom?: string
  requestedOn?: string
  discounts?: { percent: string; reason?: string }[]
  covers?: { lineId: string; duration: string }
  configuration?: { choices: Choice[] }
}

export function lineBody(line: EntryLine): LineBody {
  const { sku, quantity, uom, requestedOn, discount, reason, covers, duration, choices } = trimmed(line)
  return {
    sku,
    quantity,
    ...(uom !== '' && { uom }),
    ...(requestedOn !== '' && { requestedOn }),
    ...(discount !== '' && {
      discounts: [{ percent: discount.replace(/\s*%$/, ''), ...(reason !== '' && { reason }) }],
    }),
    ...(covers !== '' && { covers: { lineId: String(Number(covers)), duration } }),
    ...(choices !== null && { configuration: { choices } }),
  }
}

/** The same with the names of those that others cover: each is named by its row, so what is said of it names that. */
function withNames(lines: readonly EntryLine[], rows: readonly EntryLine[]): LineBody[] {
  const covered = new Set(lines.flatMap(({ covers }) => rowOf(covers) ?? []))
  if (covered.size === 0) return lines.map(lineBody)
  const rowOfKey = new Map(rows.map(({ key }, index) => [key, index + 1]))
  return lines.map((line) => {
    const row = rowOfKey.get(line.key)!
    return { ...lineBody(line), ...(covered.has(row) && { lineId: String(row) }) }
  })
}

/** The words of the head that orders, quotes and questions share; what is empty is left out. */
function headBody(draft: Draft) {
  const { currency, source, site, country, region, shipMethod, requestedOn } = trimmed(draft)
  const shipTo = {
    ...(site !== '' && { site }),
    ...(country !== '' && { country }),
    ...(region !== '' && { region }),
  }
  return {
    source,
    currency,
    ...(Object.keys(shipTo).length > 0 && { shipTo }),
    ...(shipMethod !== '' && { shipMethod }),
    ...(requestedOn !== '' && { requestedOn }),
  }
}

/** The draft as a cart, with the lines about which nothing can be said without asking; `keys` says which. */
export function cartOf(draft: Draft): { keys: string[]; cart: object; lines: LineBody[] } | undefined {
  const { account } = trimmed(draft)
  const head = headBody(draft)
  const sound = new Set(
    draft.lines.filter((line) => !isEmpty(line) && Object.keys(wrongIn(line, draft.lines)).length === 0),
  )
  // What covers a line that cannot be asked about waits for that.
  const asked = [...sound].filter(
    ({ covers }) => covers.trim() === '' || sound.has(draft.lines[rowOf(covers)! - 1]!),
  )
  if (account === '' || head.source === '' || !/^[A-Z]{3}$/.test(head.currency) || asked.length === 0)
    return undefined
  const lines = withNames(asked, draft.lines)
  return {
    keys: asked.map(({ key }) => key),
    cart: { ...head, customer: { account }, lines },
    lines,
  }
}

/** What is sent, and the keys of its lines. */
export function bodyOf(
  draft: Draft,
  submit: boolean,
): { path: Unanswered['path']; body: object; keys: string[] } {
  const { kind, account, customerReference, externalId, validDays } = trimmed(draft)
  const filled = draft.lines.filter((line) => !isEmpty(line))
  const keys = filled.map(({ key }) => key)
  const head = { ...headBody(draft), ...(customerReference !== '' && { customerReference }) }
  const lines = withNames(filled, draft.lines)
  if (kind === 'order')
    return {
      keys,
      path: '/orders',
      body: { ...head, externalId, customer: { account }, lines, ...(!submit && { submit }) },
    }
  const days = /^\d{1,4}$/.test(validDays) ? Number(validDays) : validDays
  return {
    keys,
    path: '/quotes',
    body: {
      ...head,
      account,
      ...(validDays !== '' && { validDays: days }),
      alternatives: [{ code: 'A', lines }],
    },
  }
}

/** Where a problem stands: a cell, a field of the head, or nowhere (it is listed). */
type Place = { line: string; column: LineColumn } | { field: HeadField } | undefined

const HEAD_PATHS: Readonly<Record<string, HeadField>> = {
  '/account': 'account',
  '/customer': 'account',
  '/currency': 'currency',
  '/source': 'source',
  '/customerReference': 'customerReference',
  '/shipTo/site': 'site',
  '/shipTo/region': 'region',
  '/shipTo': 'country',
  '/shipMethod': 'shipMethod',
  '/requestedOn': 'requestedOn',
  '/valid': 'validDays',
}

/** The cell or field that a path of an answer means; `keys` are those of the lines that were asked about, in order. */
export function placeOf(path: string, keys: readonly string[]): Place {
  const own = path.replace(/^\/(carts|alternatives)\/0(?=\/|$)/, '')
  const [, place, first = '', rest = ''] = /^\/lines\/(\d+)(?:\/([^/]+)(.*))?$/.exec(own) ?? []
  if (place !== undefined) {
    const line = keys[Number(place)]
    if (line === undefined) return undefined
    if (first === 'quantity' || first === 'uom') return { line, column: first }
    if (first === 'covers') return { line, column: rest.startsWith('/duration') ? 'duration' : 'covers' }
    if (first.startsWith('requested')) return { line, column: 'requestedOn' }
    if (first === 'discounts') return { line, column: /\/(reason|code)\b/.test(rest) ? 'reason' : 'discount' }
    return { line, column: 'sku' }
  }
  const named = Object.keys(HEAD_PATHS).find((one) =>
    one === '/valid' ? own.startsWith(one) : own === one || own.startsWith(`${one}/`),
  )
  return named === undefined ? undefined : { field: HEAD_PATHS[named]! }
}

/** Problems at their places; several of one cell one after the other. */
export interface Told {
  lines: ReadonlyMap<string, Partial<Record<LineColumn, string>>>
  head: Partial<Record<HeadField, string>>
  rest: FieldProblem[]
}

export function tellAt(
  problems: readonly FieldProblem[],
  keys: readonly string[],
  say: (message: string) => string,
): Told {
  const lines = new Map<string, Partial<Record<LineColumn, string>>>()
  const head: Partial<Record<HeadField, string>> = {}
  const rest: FieldProblem[] = []
  for (const one of problems) {
    const place = placeOf(one.path, keys)
    const message = say(one.message)
    if (place === undefined) rest.push(one)
    else if ('field' in place) head[place.field] = joined(head[place.field], message)
    else {
      const line = lines.get(place.line) ?? {}
      line[place.column] = joined(line[place.column], message)
      lines.set(place.line, line)
    }
  }
  return { lines, head, rest }
}

const joined = (before: string | undefined, message: string): string =>
  before === undefined || before.includes(message) ? (before ?? message) : `${before} ${message}`

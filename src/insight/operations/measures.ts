import { addDays } from '../../platform/clock.ts'

/** What the measures know of an order that was agreed and not cancelled. Quantities in micro, money in minor units of the company. */
export interface OrderFact {
  orderId: bigint
  source: string
  /** Instants are those of the log: all by one clock, whatever days a business clock was moved by. */
  submittedAt: Date | null
  orderedOn: string
  requestedOn: string | null
  /** Every line left whole; false of an order of which nothing leaves stock. */
  allShipped: boolean
  allBilled: boolean
  byHand: boolean
  shippedAt: Date | null
  paidAt: Date | null
  heldMs: bigint
  netMinor: bigint
  costMinor: bigint
  lines: readonly LineFact[]
}

export interface LineFact {
  lineNo: number
  sku: string | null
  ordered: bigint
  shipped: bigint
  firstShipped: bigint
  requestedOn: string | null
  promisedOn: string | null
  firstPromisedOn: string | null
  firstShipOn: string | null
  lastShipOn: string | null
}

/** What one row adds to a measure: to a share its two sums, to a median its one number and 1. */
export interface Part {
  line: LineFact | null
  numerator: bigint
  denominator: bigint
}

/** What a measure is told beside the facts. */
export interface Terms {
  today: string
  toleranceDays: number
}

/** What a row is counted in: pieces of 1, micro units, minor units, or milliseconds. */
export type Counted = 'count' | 'units' | 'money' | 'duration'

/** A number with its definition (E-1 … E-14): the same function gives its value and its rows, so they cannot part. */
export interface Measure {
  readonly id: string
  readonly feature: string
  readonly name: string
  readonly formula: string
  /** What the number says not, and what it is easily taken for. */
  readonly care: string
  readonly unit: 'percent' | 'hours' | 'days'
  readonly kind: 'share' | 'median'
  readonly rows: 'orders' | 'lines'
  readonly counted: Counted
  /** Shown to those alone who may see costs. */
  readonly costs: boolean
  /** Why there is no number; then there is no `of`. */
  readonly notMeasured?: string
  of?(order: OrderFact, terms: Terms): Part[]
}

const DAY_MS = 86_400_000n
const share = { unit: 'percent', kind: 'share', counted: 'count', costs: false } as const
const ofOrders = { ...share, rows: 'orders' } as const
const ofLines = { ...share, rows: 'lines' } as const

const yes = (is: boolean): bigint => (is ? 1n : 0n)
const order = (numerator: bigint, denominator = 1n): Part[] => [{ line: null, numerator, denominator }]
const each = (lines: readonly LineFact[], hit: (line: LineFact) => boolean): Part[] =>
  lines.map((line) => ({ line, numerator: yes(hit(line)), denominator: 1n }))
const filledAtFirst = (line: LineFact): boolean => line.firstShipped >= line.ordered
const inFullBy = (line: LineFact, date: string): boolean =>
  line.shipped >= line.ordered && line.lastShipOn !== null && line.lastShipOn <= date
/** A line is judged once it has left whole or its date has passed. */
const judged = (line: LineFact, date: string | null, today: string): date is string =>
  date !== null && (date < today || line.shipped >= line.ordered)

export const MEASURES: readonly Measure[] = [
  {
    ...ofOrders,
    id: 'gross-margin',
    feature: 'E-1',
    name: 'Gross margin',
    formula: '(net billed − cost of goods issued) ÷ net billed',
    care: 'In the currency of the company. Invoices less credit memos against issues less returns; an order counts once it has left and is billed whole. Not a mark-up.',
    counted: 'money',
    costs: true,
    of: ({ allShipped, allBilled, netMinor, costMinor }) =>
      allShipped && allBilled && netMinor > 0n ? order(netMinor - costMinor, netMinor) : [],
  },
  {
    ...ofOrders,
    id: 'contribution-margin',
    feature: 'E-2',
    name: 'Contribution margin per order',
    formula: 'net − cost of goods − freight out − payment fees − commissions − cost of returns',
    care: 'Gross margin is the part of it that is known.',
    costs: true,
    notMeasured: 'What carriers, gateways and commissions cost is not recorded.',
  },
  {
    ...ofOrders,
    id: 'order-fill-rate',
    feature: 'E-5',
    name: 'Order fill rate',
    formula: 'orders that left whole on the first day on which anything of them left ÷ orders',
    care: 'An order that leaves whole but late is filled. Counted are orders whose goods have begun to leave.',
    of: ({ lines }) => {
      const first = lines.reduce<string | null>(
        (least, { firstShipOn }) =>
          firstShipOn !== null && (least === null || firstShipOn < least) ? firstShipOn : least,
        null,
      )
      return first === null
        ? []
        : order(yes(lines.every((line) => filledAtFirst(line) && line.firstShipOn === first)))
    },
  },
  {
    ...ofLines,
    id: 'line-fill-rate',
    feature: 'E-6',
    name: 'Line fill rate',
    formula: 'lines that left whole on the first day on which anything of them left ÷ lines',
    care: 'Lines that have begun to leave; a line of two warehouses on one day is whole.',
    of: ({ lines }) =>
      each(
        lines.filter((line) => line.firstShipOn !== null),
        filledAtFirst,
      ),
  },
  {
    ...ofLines,
    id: 'unit-fill-rate',
    feature: 'E-7',
    name: 'Unit fill rate',
    formula: 'units that left on the first day of their line ÷ units ordered',
    care: 'Of lines that have begun to leave. Units of different items are added up.',
    counted: 'units',
    of: ({ lines }) =>
      lines
        .filter((line) => line.firstShipOn !== null)
        .map((line) => ({ line, numerator: line.firstShipped, denominator: line.ordered })),
  },
  {
    ...ofLines,
    id: 'on-time-in-full',
    feature: 'E-8',
    name: 'On time in full, by promise',
    formula: 'lines that left whole by the promised date ÷ lines that left whole or whose date has passed',
    care: 'The promise that stands now: see promise accuracy for the first one. Leaving counts, for delivery is not reported.',
    of: ({ lines }, { today }) =>
      each(
        lines.filter((line) => judged(line, line.promisedOn, today)),
        (line) => inFullBy(line, line.promisedOn!),
      ),
  },
  {
    ...ofLines,
    id: 'on-time-in-full-requested',
    feature: 'E-8',
    name: 'On time in full, by request',
    formula: 'lines that left whole by the requested date ÷ lines that left whole or whose date has passed',
    care: 'A line without a date of its own was wanted on the day of the order. Leaving counts, for delivery is not reported.',
    of: ({ lines }, { today }) =>
      each(
        lines.filter((line) => judged(line, line.requestedOn, today)),
        (line) => inFullBy(line, line.requestedOn!),
      ),
  },
  {
    ...ofOrders,
    id: 'perfect-order',
    feature: 'E-9',
    name: 'Perfect order',
    formula: 'orders on time, complete, undamaged and with correct documents ÷ orders',
    care: 'On time and complete are measures of their own.',
    notMeasured: 'Damage on the way and faults of documents are not recorded.',
  },
  {
    ...ofOrders,
    id: 'order-cycle-time',
    feature: 'E-10',
    name: 'Order cycle time',
    formula: 'median of the last shipment − submit of the order, both as they were recorded',
    care: 'Orders that have left whole, without those wanted on a later day than that of the order. Time on hold is within; `heldHours` of its rows shows it apart.',
    unit: 'hours',
    kind: 'median',
    counted: 'duration',
    of: ({ allShipped, shippedAt, submittedAt, requestedOn, orderedOn }) =>
      allShipped &&
      shippedAt !== null &&
      submittedAt !== null &&
      (requestedOn === null || requestedOn <= orderedOn)
        ? order(BigInt(shippedAt.getTime() - submittedAt.getTime()))
        : [],
  },
  {
    ...ofOrders,
    id: 'order-to-cash',
    feature: 'E-11',
    name: 'Order to cash',
    formula:
      'median of the application that settled the last invoice − submit of the order, both as they were recorded',
    care: 'Orders that are paid in whole, by money or credit. What is not paid yet is not in it: of a young window the slow ones are missing.',
    unit: 'days',
    kind: 'median',
    counted: 'duration',
    of: ({ paidAt, submittedAt }) =>
      paidAt === null || submittedAt === null ? [] : order(BigInt(paidAt.getTime() - submittedAt.getTime())),
  },
  {
    ...ofOrders,
    id: 'touchless',
    feature: 'E-12',
    name: 'Touchless rate',
    formula: 'orders with no act of a person ÷ orders',
    care: 'A person is who signed in; keys of programs and Docket itself are not. Typing the order in is an act too.',
    of: ({ byHand }) => order(yes(!byHand)),
  },
  {
    ...ofLines,
    id: 'promise-accuracy',
    feature: 'E-13',
    name: 'Promise accuracy',
    formula:
      'lines whose last unit left at most `tolerance` days from the first promise ÷ lines that left whole',
    care: 'The first promise, whatever was promised later; early is as far off as late. The tolerance is 0 days unless asked.',
    of: ({ lines }, { toleranceDays }) =>
      each(
        lines.filter(
          (line) => line.shipped >= line.ordered && line.lastShipOn !== null && line.firstPromisedOn !== null,
        ),
        ({ lastShipOn, firstPromisedOn }) =>
          lastShipOn! >= addDays(firstPromisedOn!, -toleranceDays) &&
          lastShipOn! <= addDays(firstPromisedOn!, toleranceDays),
      ),
  },
  {
    ...ofLines,
    id: 're-promise',
    feature: 'E-14',
    name: 'Re-promise rate',
    formula: 'lines whose promised date is later than the first one ÷ lines that were promised a date',
    care: 'The promise that stands now against the first one: one that moved away and back is not seen.',
    of: ({ lines }) =>
      each(
        lines.filter((line) => line.firstPromisedOn !== null && line.promisedOn !== null),
        ({ promisedOn, firstPromisedOn }) => promisedOn! > firstPromisedOn!,
      ),
  },
]

/** A value of some parts; null when nothing was counted. */
export interface Value {
  value: string | null
  /** Of a median: nine of ten are not above it. */
  p90: string | null
  numerator: bigint | null
  denominator: bigint
}

/** Sums a share, or finds the middle: of an even number of rows the lower of both. */
export function valueOf(measure: Measure, parts: readonly Part[]): Value {
  if (measure.kind === 'share') {
    const numerator = parts.reduce((sum, part) => sum + part.numerator, 0n)
    const denominator = parts.reduce((sum, part) => sum + part.denominator, 0n)
    const value = denominator === 0n ? null : hundredths(numerator * 100n, denominator)
    return { value, p90: null, numerator, denominator }
  }
  const sorted = parts.map((part) => part.numerator).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const at = (percent: number): string | null => {
    const found = sorted[Math.ceil((sorted.length * percent) / 100) - 1]
    return found === undefined ? null : duration(measure, found)
  }
  return { value: at(50), p90: at(90), numerator: null, denominator: BigInt(sorted.length) }
}

export function duration({ unit }: Pick<Measure, 'unit'>, ms: bigint): string {
  return hundredths(ms, unit === 'days' ? DAY_MS : 3_600_000n)
}

/** A quotient to two decimals, half away from zero: the only rounding there is. */
function hundredths(numerator: bigint, denominator: bigint): string {
  const negative = numerator < 0n
  const scaled = ((negative ? -numerator : numerator) * 200n + denominator) / (2n * denominator)
  const text = `${scaled / 100n}.${String(scaled % 100n).padStart(2, '0')}`
  return negative && scaled > 0n ? `-${text}` : text
}

/** What happened on a day, and what of the history says so (C14-9). */
export interface DayNumber {
  readonly id: string
  readonly name: string
  readonly definition: string
  readonly events: readonly string[]
  /** Orders once a day each, or every fact. */
  readonly counts: 'orders' | 'facts'
}

const SHIPPED = ['shipment.shipped', 'shipment.partially_shipped']

export const DAY_NUMBERS: readonly DayNumber[] = [
  {
    id: 'received',
    name: 'Received',
    definition: 'Orders that were agreed; drafts are not.',
    events: ['order.submitted'],
    counts: 'orders',
  },
  {
    id: 'held',
    name: 'Held',
    definition: 'Orders on which a hold was placed, whether it was released since or not.',
    events: ['order.held'],
    counts: 'orders',
  },
  {
    id: 'backordered',
    name: 'Backordered',
    definition: 'Orders of which something could not be covered when they were agreed.',
    events: ['order.backordered'],
    counts: 'orders',
  },
  {
    id: 'shipped',
    name: 'Shipped',
    definition:
      'ORDERS: orders of which something left or was rendered; one that leaves on three days counts on each.',
    events: SHIPPED,
    counts: 'orders',
  },
  {
    id: 'shipped-picks',
    name: 'Shipped, picks',
    definition:
      'PICKS: confirmations that something of an order left or was rendered; one order may have several a day.',
    events: SHIPPED,
    counts: 'facts',
  },
  {
    id: 'shipped-invoices',
    name: 'Shipped, invoices',
    definition:
      'INVOICES: times that an order was billed; what leaves at about the same time may be billed together.',
    events: ['invoice.issued'],
    counts: 'facts',
  },
  {
    id: 'billed',
    name: 'Billed',
    definition: 'Orders for which an invoice was issued.',
    events: ['invoice.issued'],
    counts: 'orders',
  },
  {
    id: 'paid',
    name: 'Paid',
    definition: 'Orders of which the last open amount was settled, by money or credit.',
    events: ['order.paid'],
    counts: 'orders',
  },
]

/** What the measures know of an order that was agreed and not cancelled. Quantities in micro, money in minor units of the company. */
export interface OrderFact {
  companyId: bigint
  orderId: bigint
  source: string
  /** Instants are those of the log: all by one clock, whatever days a business clock was moved by. */
  submittedAt: Date | null
  placedAt: Date
  /** Of the company, by its time zone: what it counts for. */
  day: string
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

/** What some rows add to a measure: to a share two sums, to a median how many they are. */
export interface Sums {
  /**
   * Parts what cannot be summed up before it is asked for. Of a median the value itself, in hundredths of its unit, as it is
   * shown: what is rounded keeps its order. 0 where nothing is parted.
   */
  bin: number
  numerator: bigint
  denominator: bigint
}

/** What one row adds. It depends on the order alone: what else is asked (`Terms`) is applied to it by `asked`. */
export interface Part extends Sums {
  line: LineFact | null
}

/** What a measure is told beside the facts. */
export interface Terms {
  today: string
  toleranceDays: number
}

/** What rows are counted in: pieces of 1, micro units, or minor units. */
export type Counted = 'count' | 'units' | 'money'

/** A number with its definition (E-1 … E-14): the same function gives its value and its rows, so they cannot part. */
export interface Measure {
  readonly id: string
  /** Stands for it where it is kept; never used again for another one. */
  readonly code: number
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
  of?(order: OrderFact): Part[]
  /** What of the sums of a bin is asked for; null: nothing. Absent: all of it. */
  asked?(sums: Sums, terms: Terms): Pick<Sums, 'numerator' | 'denominator'> | null
}

/** Grows with every change of what a measure counts: what was kept by an older form is counted anew. */
export const FORM = 2

const HOUR_MS = 3_600_000n
const DAY_MS = 86_400_000n
const share = { unit: 'percent', kind: 'share', counted: 'count', costs: false } as const
const ofOrders = { ...share, rows: 'orders' } as const
const ofLines = { ...share, rows: 'lines' } as const

const yes = (is: boolean): bigint => (is ? 1n : 0n)
const order = (numerator: bigint, denominator = 1n): Part[] => [
  { line: null, bin: 0, numerator, denominator },
]
const took = (from: Date, to: Date, unitMs: bigint): Part[] => [
  {
    line: null,
    bin: hundredths(BigInt(to.getTime() - from.getTime()), unitMs),
    numerator: 0n,
    denominator: 1n,
  },
]
const each = (lines: readonly LineFact[], hit: (line: LineFact) => boolean): Part[] =>
  lines.map((line) => ({ line, bin: 0, numerator: yes(hit(line)), denominator: 1n }))
const filledAtFirst = (line: LineFact): boolean => line.firstShipped >= line.ordered
const inFullBy = (line: LineFact, date: string): boolean =>
  line.shipped >= line.ordered && line.lastShipOn !== null && line.lastShipOn <= date
/** Days since 1970. */
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / Number(DAY_MS)
/** A line is judged once it has left whole, or its date has passed: until then it waits in the bin of that date. */
const inFull = (lines: readonly LineFact[], dateOf: (line: LineFact) => string | null): Part[] =>
  lines.flatMap((line): Part[] => {
    const date = dateOf(line)
    if (date === null) return []
    return line.shipped >= line.ordered
      ? each([line], () => inFullBy(line, date))
      : [{ line, bin: dayNumber(date), numerator: 0n, denominator: 1n }]
  })
const judged = (sums: Sums, { today }: Terms): Sums | null => (sums.bin < dayNumber(today) ? sums : null)

export const MEASURES: readonly Measure[] = [
  {
    ...ofOrders,
    id: 'gross-margin',
    code: 10,
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
    code: 20,
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
    code: 50,
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
    code: 60,
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
    code: 70,
    feature: 'E-7',
    name: 'Unit fill rate',
    formula: 'units that left on the first day of their line ÷ units ordered and not cancelled',
    care: 'Of lines that have begun to leave. Units of different items are added up.',
    counted: 'units',
    of: ({ lines }) =>
      lines
        .filter((line) => line.firstShipOn !== null)
        .map((line) => ({ line, bin: 0, numerator: line.firstShipped, denominator: line.ordered })),
  },
  {
    ...ofLines,
    id: 'on-time-in-full',
    code: 80,
    feature: 'E-8',
    name: 'On time in full, by promise',
    formula: 'lines that left whole by the promised date ÷ lines that left whole or whose date has passed',
    care: 'The promise that stands now: see promise accuracy for the first one. Leaving counts, for delivery is not reported.',
    of: ({ lines }) => inFull(lines, (line) => line.promisedOn),
    asked: judged,
  },
  {
    ...ofLines,
    id: 'on-time-in-full-requested',
    code: 81,
    feature: 'E-8',
    name: 'On time in full, by request',
    formula: 'lines that left whole by the requested date ÷ lines that left whole or whose date has passed',
    care: 'A line without a date of its own was wanted on the day of the order. Leaving counts, for delivery is not reported.',
    of: ({ lines }) => inFull(lines, (line) => line.requestedOn),
    asked: judged,
  },
  {
    ...ofOrders,
    id: 'perfect-order',
    code: 90,
    feature: 'E-9',
    name: 'Perfect order',
    formula: 'orders on time, complete, undamaged and with correct documents ÷ orders',
    care: 'On time and complete are measures of their own.',
    notMeasured: 'Damage on the way and faults of documents are not recorded.',
  },
  {
    ...ofOrders,
    id: 'order-cycle-time',
    code: 100,
    feature: 'E-10',
    name: 'Order cycle time',
    formula: 'median of the last shipment − submit of the order, both as they were recorded',
    care: 'Orders that have left whole, without those wanted on a later day than that of the order. Time on hold is within; `heldHours` of its rows shows it apart.',
    unit: 'hours',
    kind: 'median',
    of: ({ allShipped, shippedAt, submittedAt, requestedOn, orderedOn }) =>
      allShipped &&
      shippedAt !== null &&
      submittedAt !== null &&
      (requestedOn === null || requestedOn <= orderedOn)
        ? took(submittedAt, shippedAt, HOUR_MS)
        : [],
  },
  {
    ...ofOrders,
    id: 'order-to-cash',
    code: 110,
    feature: 'E-11',
    name: 'Order to cash',
    formula:
      'median of the application that settled the last invoice − submit of the order, both as they were recorded',
    care: 'Orders that are paid in whole, by money or credit. What is not paid yet is not in it: of a young window the slow ones are missing.',
    unit: 'days',
    kind: 'median',
    of: ({ paidAt, submittedAt }) =>
      paidAt === null || submittedAt === null ? [] : took(submittedAt, paidAt, DAY_MS),
  },
  {
    ...ofOrders,
    id: 'touchless',
    code: 120,
    feature: 'E-12',
    name: 'Touchless rate',
    formula: 'orders with no act of a person ÷ orders',
    care: 'A person is who signed in; keys of programs and Docket itself are not. Typing the order in is an act too.',
    of: ({ byHand }) => order(yes(!byHand)),
  },
  {
    ...ofLines,
    id: 'promise-accuracy',
    code: 130,
    feature: 'E-13',
    name: 'Promise accuracy',
    formula:
      'lines whose last unit left at most `tolerance` days from the first promise ÷ lines that left whole',
    care: 'The first promise, whatever was promised later; early is as far off as late. The tolerance is 0 days unless asked.',
    // The bin is how many days off it left.
    of: ({ lines }) =>
      lines
        .filter(
          (line) => line.shipped >= line.ordered && line.lastShipOn !== null && line.firstPromisedOn !== null,
        )
        .map((line) => ({
          line,
          bin: Math.abs(dayNumber(line.lastShipOn!) - dayNumber(line.firstPromisedOn!)),
          numerator: 1n,
          denominator: 1n,
        })),
    asked: (sums, { toleranceDays }) => (sums.bin <= toleranceDays ? sums : { ...sums, numerator: 0n }),
  },
  {
    ...ofLines,
    id: 're-promise',
    code: 140,
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
export function valueOf(measure: Measure, sums: readonly Sums[], terms: Terms): Value {
  const asked = sums.flatMap((one) => {
    const of = measure.asked === undefined ? one : measure.asked(one, terms)
    return of === null ? [] : [{ bin: one.bin, numerator: of.numerator, denominator: of.denominator }]
  })
  const total = (of: 'numerator' | 'denominator') => asked.reduce((sum, one) => sum + one[of], 0n)
  const denominator = total('denominator')
  if (measure.kind === 'share') {
    const numerator = total('numerator')
    const value = denominator === 0n ? null : written(hundredths(numerator * 100n, denominator))
    return { value, p90: null, numerator, denominator }
  }
  asked.sort((a, b) => a.bin - b.bin)
  const at = (percent: bigint): string | null => {
    let behind = (denominator * percent + 99n) / 100n
    for (const one of asked) {
      behind -= one.denominator
      if (behind <= 0n && one.denominator > 0n) return written(one.bin)
    }
    return null
  }
  return { value: at(50n), p90: at(90n), numerator: null, denominator }
}

/** Hours with two decimals. */
export function hours(ms: bigint): string {
  return written(hundredths(ms, HOUR_MS))
}

/** A quotient in hundredths, half away from zero: the only rounding there is. */
function hundredths(numerator: bigint, denominator: bigint): number {
  const negative = numerator < 0n
  const scaled = ((negative ? -numerator : numerator) * 200n + denominator) / (2n * denominator)
  return Number(negative ? -scaled : scaled)
}

/** Hundredths with their point. */
export function written(scaled: number): string {
  const digits = String(Math.abs(scaled)).padStart(3, '0')
  return `${scaled < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** What happened on a day, and what of the history says so (C14-9). */
export interface DayNumber {
  readonly id: string
  readonly code: number
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
    code: 1001,
    name: 'Received',
    definition: 'Orders that were agreed; drafts are not.',
    events: ['order.submitted'],
    counts: 'orders',
  },
  {
    id: 'held',
    code: 1002,
    name: 'Held',
    definition: 'Orders on which a hold was placed, whether it was released since or not.',
    events: ['order.held'],
    counts: 'orders',
  },
  {
    id: 'backordered',
    code: 1003,
    name: 'Backordered',
    definition: 'Orders of which something could not be covered when they were agreed.',
    events: ['order.backordered'],
    counts: 'orders',
  },
  {
    id: 'shipped',
    code: 1004,
    name: 'Shipped',
    definition:
      'ORDERS: orders of which something left or was rendered; one that leaves on three days counts on each.',
    events: SHIPPED,
    counts: 'orders',
  },
  {
    id: 'shipped-picks',
    code: 1005,
    name: 'Shipped, picks',
    definition:
      'PICKS: confirmations that something of an order left or was rendered; one order may have several a day.',
    events: SHIPPED,
    counts: 'facts',
  },
  {
    id: 'shipped-invoices',
    code: 1006,
    name: 'Shipped, invoices',
    definition:
      'INVOICES: times that an order was billed; what leaves at about the same time may be billed together.',
    events: ['invoice.issued'],
    counts: 'facts',
  },
  {
    id: 'billed',
    code: 1007,
    name: 'Billed',
    definition: 'Orders for which an invoice was issued.',
    events: ['invoice.issued'],
    counts: 'orders',
  },
  {
    id: 'paid',
    code: 1008,
    name: 'Paid',
    definition: 'Orders of which the last open amount was settled, by money or credit.',
    events: ['order.paid'],
    counts: 'orders',
  },
]

import { exceededBy, moveCredit, type Account } from '../customers/index.ts'
import type { Company } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { allocate, divRound, type Minor } from '../platform/money.ts'
import { agree } from './agree.ts'
import type { LineWords, StandingLine } from './amendment.ts'
import { amountOf, lineShareOf } from './cancel-part.ts'
import type { JudgedAmendment, Piece } from './judge-amendment.ts'
import type { Amounts, FulfillmentLine, Order, OrderLine } from './order.ts'
import {
  askPartsForDay,
  insertAmendment,
  keepPartShare,
  readLineWords as readLineWordRows,
} from './amendment.sql.ts'
import { insertFulfillmentLine, insertSourceKey } from './orders.sql.ts'
import { referTo } from './place.ts'
import { shareRow } from './split-part.ts'
import type { SubmitFacts } from './submit-facts.ts'
import { backordersOf } from './want.ts'

/** What an amendment did to the lines of an order. */
export interface Carried {
  /** Parts that are promised just now, of the order and not written yet. */
  parts: FulfillmentLine[]
  /** Lines that are written anew, with what was done to them. */
  lines: { line: OrderLine; action: 'add' | 'modify' }[]
  /** Parts that stood, and keep their amounts by themselves from now on. */
  reshared: FulfillmentLine[]
  /** What the order comes to more, or less, by what is priced; what is taken away is not in it. */
  amount: Minor
  /** More is owed than may be. */
  exceeds: 'account' | 'partner' | undefined
}

/**
 * Carries out what an amendment adds and prices anew: lines, parts with a place and a day, their amounts to the minor unit, what is owed.
 * What it takes away was taken before, so that its goods are there. What has left or was billed keeps its share.
 */
export function carryAmendment(
  order: Order,
  { pieces, judged, deltas, stated, moved, input }: JudgedAmendment,
  of: { account: Account; company: Company; standing: readonly StandingLine[]; version: number },
  facts: SubmitFacts,
  context: Context,
): Carried {
  const { account, company, standing, version } = of
  order.version = version
  // What acts do not decide on is kept where a line is written again.
  for (const { line, words } of standing)
    Object.assign(line, { custom: words.custom, waterfall: words.waterfall })
  if (moved) {
    order.shipToCountry = input.shipTo!.country ?? order.shipToCountry
    order.shipToRegion = input.shipTo!.region ?? ''
    order.shipTo = referTo({ ...input, shipTo: input.shipTo }, account, facts.places, context, false).shipTo
  }
  const carried: Carried = { parts: [], lines: [], reshared: [], amount: 0n, exceeds: undefined }
  const own = pieces.map((piece) => share(order, piece))
  if (judged) promise(order, own, judged, { account, company }, facts, context)
  for (const one of own) settle(order, one, carried)
  for (const delta of deltas) {
    const noted = delta.place === null ? undefined : stated[delta.place]!.input.custom
    const line = order.lines.find(({ lineNo }) => lineNo === delta.lineNo)
    if (!line || noted === undefined || delta.kind === 'same') continue
    line.custom = noted as OrderLine['custom']
    if (!carried.lines.some((one) => one.line === line)) carried.lines.push({ line, action: 'modify' })
  }
  total(order)
  if (!order.prepaid && carried.amount !== 0n) {
    carried.exceeds = carried.amount > 0n ? exceededBy(account, carried.amount) : undefined
    const checked = carried.amount > 0n && !carried.exceeds
    moveCredit(facts.accounts, account, { openOrders: carried.amount }, checked)
  }
  return carried
}

/** A piece with the parts that its amounts are shared among. */
interface Shared {
  piece: Piece
  /** The line that it is of; undefined: it is one by itself. */
  line: OrderLine | undefined
  /** Parts that stand, and are priced anew with what they came to. */
  anew: { part: FulfillmentLine; before: Amounts; now: Amounts }[]
  /** What is wanted more comes to this. */
  more: Amounts
  parts: FulfillmentLine[]
}

const AMOUNTS = ['net', 'tax', 'freight'] as const

function share(order: Order, piece: Piece): Shared {
  const { delta, amounts } = piece
  const line = order.lines.find(({ lineNo }) => lineNo === delta.lineNo)
  const siblings = order.parts.filter(({ lineNo }) => lineNo === delta.lineNo)
  const open = delta.repriced
    ? siblings.filter(
        ({ shipped, invoiced, quantity, cancelled }) => shipped + invoiced === 0n && quantity > cancelled,
      )
    : []
  const weights = [...open.map(({ quantity, cancelled }) => quantity - cancelled), piece.more]
  const split = { net: [] as Minor[], tax: [] as Minor[], freight: [] as Minor[] }
  for (const name of AMOUNTS) split[name] = allocate(amounts[name], weights)
  const at = (index: number): Amounts => ({
    net: split.net[index]!,
    tax: split.tax[index]!,
    freight: split.freight[index]!,
  })
  const anew = open.map((part, index) => {
    const whole = lineShareOf(line!, part, siblings)
    const wanted = part.quantity - part.cancelled
    const before = { net: 0n, tax: 0n, freight: 0n }
    for (const name of AMOUNTS) before[name] = amountOf(part, whole[name], wanted)
    return { part, before, now: at(index) }
  })
  return { piece, line, anew, more: at(open.length), parts: [] }
}

/** What is wanted more gets a place and a day, as an order of its own would. */
function promise(
  order: Order,
  own: readonly Shared[],
  judged: NonNullable<JudgedAmendment['judged']>,
  { account, company }: { account: Account; company: Company },
  facts: SubmitFacts,
  context: Context,
): void {
  const wanting = own.filter(({ piece }) => piece.more > 0n)
  if (wanting.length === 0) return
  const lines = wanting.map(({ piece, more }): OrderLine => ({
    ...piece.line,
    ...more,
    quantity: piece.more,
  }))
  const parsed = {
    ...judged.parsed,
    lines: wanting.map(({ piece }) => {
      const { sold: _sold, ...line } = piece.parsed
      return piece.more === piece.parsed.quantity ? piece.parsed : { ...line, quantity: piece.more }
    }),
  }
  // What it owes is judged with what else changes.
  const more: Order = {
    ...order,
    lines,
    parts: [],
    holds: [],
    prepaid: true,
    cancelledTotal: 0n,
    decisions: {},
  }
  if (order.decisions.area !== undefined) more.decisions.area = order.decisions.area
  const items = wanting.map(({ piece }) => piece.item)
  agree(more, parsed, account, facts, context, judged.terms.today, company, backordersOf(account, items, []))
  order.cancelledTotal += more.cancelledTotal
  for (const one of wanting) {
    const { lineNo } = one.piece.line
    one.parts = more.parts.filter((part) => part.lineNo === lineNo)
    for (const part of one.parts)
      part.share = one.parts.length === 1 ? one.more : lineShareOf({ ...one.more }, part, one.parts)
  }
}

/** The line as it stands from now on; each of its parts keeps what it comes to. */
function settle(order: Order, { piece, line, anew, more, parts }: Shared, carried: Carried): void {
  const sum = (of: Amounts) => of.net + of.tax + of.freight
  if (!line) {
    order.lines.push(piece.line)
    order.parts.push(...parts)
    for (const part of parts) delete part.share
    carried.parts.push(...parts)
    carried.lines.push({ line: piece.line, action: 'add' })
    carried.amount += sum(more)
    order.freightTax += piece.amounts.freightTax
    return
  }
  const siblings = order.parts.filter(({ lineNo }) => lineNo === line.lineNo)
  // Of a line in one part its share is the line itself, which changes now.
  const shares = siblings.map((part) => {
    const { net, tax, freight } = lineShareOf(line, part, siblings)
    return { net, tax, freight }
  })
  for (const [index, part] of siblings.entries()) part.share = shares[index]!
  const onFreight = line.freight === 0n ? 0n : freightTaxOf(order, anew)
  for (const { part, before, now } of anew) {
    part.share = now
    part.shareWhole = part.quantity - part.cancelled
    part.shareFrom = 0n
    for (const name of AMOUNTS) line[name] += now[name] - before[name]
    carried.amount += sum(now) - sum(before)
  }
  order.freightTax += piece.amounts.freightTax - onFreight
  carried.reshared.push(...siblings)
  for (const name of AMOUNTS) line[name] += more[name]
  line.quantity += piece.more
  if (piece.delta.repriced) {
    const { unitPrice, sold, taxRateId, taxPercent, waterfall, unitCost } = piece.line
    Object.assign(line, { unitPrice, taxRateId, taxPercent, waterfall, unitCost })
    if (sold) line.sold = sold
  }
  order.parts.push(...parts)
  carried.parts.push(...parts)
  carried.amount += sum(more)
  carried.lines.push({ line, action: 'modify' })
}

/** What of the tax on freight lay on parts that are priced anew. */
function freightTaxOf({ freight, freightTax }: Order, anew: Shared['anew']): Minor {
  const own = anew.reduce((all, { before }) => all + before.freight, 0n)
  return freight === 0n ? 0n : divRound(freightTax * own, freight)
}

function total(order: Order): void {
  const sum = (of: (line: OrderLine) => Minor) => order.lines.reduce((all, line) => all + of(line), 0n)
  order.taxTotal = sum(({ tax }) => tax)
  order.freight = sum(({ freight }) => freight)
  order.total = sum(({ net }) => net) + order.taxTotal + order.freight
}

/** Writes what parts that stood before keep of their line. */
export function writeShares(
  { companyId, id: orderId }: Order,
  parts: Iterable<FulfillmentLine>,
  { writes }: Context,
): void {
  for (const part of parts)
    writes.add(keepPartShare, {
      companyId,
      orderId,
      id: part.id,
      shareWhole: part.shareWhole ?? part.quantity,
      shareFrom: part.shareFrom,
      ...shareRow(part),
    })
}

/** Writes parts that an amendment promised. */
export function writeNewParts(
  { companyId, id: orderId }: Order,
  parts: readonly FulfillmentLine[],
  { writes }: Context,
): void {
  for (const part of parts)
    writes.add(insertFulfillmentLine, { companyId, orderId, ...part, ...shareRow(part) })
}

/** Writes the days that are asked for parts. */
export function writeDays(
  { companyId, id: orderId }: Order,
  parts: readonly FulfillmentLine[],
  { writes }: Context,
): void {
  for (const { id, requestedOn } of parts) writes.add(askPartsForDay, { companyId, orderId, id, requestedOn })
}

/** Keeps that a version of an order came: sent again it is known. */
export function keepVersion(
  { companyId, id: orderId, source }: Order,
  externalId: string,
  { version, bodyHash }: { version: number; bodyHash: Buffer },
  { writes }: Context,
): void {
  writes.add(insertSourceKey, { companyId, source, externalId, version, orderId, bodyHash })
}

/** Keeps for good what an amendment came to. */
export function writeAmendment(
  { companyId, id: orderId, version }: Order,
  of: {
    outcome: 'applied' | 'skipped' | 'refused'
    baseVersion: number
    sourceVersion: number | null
    told: JsonObject
  },
  by: { actor: string; reason: string | null },
  { writes, ids, batch }: Context,
): void {
  writes.add(insertAmendment, { companyId, orderId, id: ids.next(), batch, version, ...of, ...by })
}

/** What of lines no act decides on, by order and number. */
export async function readLineWords(
  db: Reader,
  orders: readonly { companyId: bigint; orderId: bigint }[],
): Promise<Map<string, Map<number, LineWords>>> {
  const unique = [...new Map(orders.map((one) => [`${one.companyId}/${one.orderId}`, one])).values()]
  const found = new Map<string, Map<number, LineWords>>()
  if (unique.length === 0) return found
  const rows = await db.read(readLineWordRows, {
    companyIds: unique.map(({ companyId }) => companyId),
    orderIds: unique.map(({ orderId }) => orderId),
  })
  for (const { company_id, order_id, line_no, custom, waterfall } of rows) {
    const key = `${company_id}/${order_id}`
    const own = found.get(key) ?? new Map<number, LineWords>()
    found.set(key, own.set(line_no, { custom, waterfall }))
  }
  return found
}

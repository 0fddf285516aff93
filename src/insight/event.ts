import { shownActor } from '../platform/auth/index.ts'
import type { Database, Reader, RowOf } from '../platform/database/index.ts'
import { encodeId, orderNumber, quoteNumber } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import { instant } from '../platform/wire.ts'
import {
  readFeed as readFeedRows,
  readFeedHeads,
  readFeedPlaces,
  readFeeds,
  readHeadEvents,
  readHeadEventsAt,
} from './event.sql.ts'
import { renderChanges } from './changes.ts'
import { renderHeadEvent, type HeadRow } from './head-event.ts'
import type { Envelope } from './event-shapes.ts'

export interface Feed {
  events: Envelope[]
  /** Everything up to this place was given. */
  next: bigint
  head: bigint
}

/**
 * The events of a company behind a place, in its order of facts (P-39: an event is a row of the transaction that made
 * it, so none is lost and none is early). A place is given whole or not at all; `limit` counts facts of orders, and one
 * batch that holds more of them is given whole. Reading again from the same place gives the same events with the same
 * ids. Merges of customers (C12-2) and what is done with quotes are facts beside those of orders.
 */
export async function readFeed(
  db: Database,
  asked: { companyId: bigint; after: bigint; limit: number },
): Promise<Feed> {
  const { companyId, after, limit } = asked
  const fetch = BigInt(limit + 1)
  const found = await readTogether(db, (reader) => ({
    rows: reader.read(readFeedRows, { companyId, after, fetch }),
    signed: reader.read(readHeadEvents, { companyIds: [companyId], afters: [after], fetches: [fetch] }),
    head: reader.read(readFeedHeads, { companyIds: [companyId] }),
  }))
  const head = found.head[0]
  if (head === undefined) return { events: [], next: after, head: 0n }
  let rows = inOrder(found.rows, found.signed).slice(0, limit + 1)
  let next = head.pos > after ? head.pos : after
  if (rows.length > limit) {
    const cut = rows.at(-1)!.pos
    if (rows[0]!.pos === cut) {
      rows = await db.read(readFeedPlaces, { companyIds: [companyId], places: [cut] })
      next = cut
    } else {
      rows = rows.filter((row) => row.pos !== cut)
      next = rows.at(-1)!.pos
    }
  }
  const events = placed(rows, { companyId, code: head.code, epoch: head.epoch })
  return { events: events.map(({ envelope }) => envelope), next, head: head.pos }
}

/** An event with its place: the `n`th of a place, in which each event keeps its number. */
export interface PlacedEvent {
  pos: bigint
  n: number
  /** Null: it speaks of no order. */
  orderId: bigint | null
  envelope: Envelope
}

/** Events of a company, cut after a number of facts, maybe within a place; all that there is when not cut. */
export interface Stretch {
  events: PlacedEvent[]
  cut: boolean
  head: bigint
}

/**
 * Stretches of the feeds of companies, each behind a place, in one moment: one statement, however many.
 *
 * @param asked `facts`: of orders, at most
 */
export async function readStretches(
  db: Database,
  asked: readonly { companyId: bigint; after: bigint; facts: number }[],
): Promise<Stretch[]> {
  const companyIds = asked.map((one) => one.companyId)
  const behind = {
    companyIds,
    afters: asked.map((one) => one.after),
    fetches: asked.map((one) => BigInt(one.facts)),
  }
  const found = await readTogether(db, (reader) => ({
    rows: reader.read(readFeeds, behind),
    signed: reader.read(readHeadEvents, behind),
    heads: reader.read(readFeedHeads, { companyIds: [...new Set(companyIds)] }),
  }))
  const rows = Map.groupBy(found.rows, (row) => Number(row.ordinal))
  const signed = Map.groupBy(found.signed, (row) => Number(row.ordinal))
  const heads = new Map(found.heads.map((head) => [head.company_id, head]))
  return asked.map(({ companyId, facts }, index) => {
    const head = heads.get(companyId)
    if (head === undefined) throw new Error(`There is no company ${companyId}`)
    const of = inOrder(rows.get(index + 1) ?? [], signed.get(index + 1) ?? []).slice(0, facts)
    const events = placed(of, { companyId, code: head.code, epoch: head.epoch })
    return { events, cut: of.length === facts, head: head.pos }
  })
}

/** The events of places, whole, by company. */
export async function readPlaces(
  db: Reader,
  places: readonly { companyId: bigint; pos: bigint }[],
): Promise<Map<bigint, PlacedEvent[]>> {
  if (places.length === 0) return new Map()
  const companyIds = places.map((one) => one.companyId)
  const at = { companyIds, places: places.map((one) => one.pos) }
  const [rows, signed, heads] = await Promise.all([
    db.read(readFeedPlaces, at),
    db.read(readHeadEventsAt, at),
    db.read(readFeedHeads, { companyIds }),
  ])
  const byCompany = Map.groupBy([...rows, ...signed], (row) => row.company_id)
  return new Map(
    heads.map(({ company_id: companyId, code, epoch }) => [
      companyId,
      placed(byCompany.get(companyId) ?? [], { companyId, code, epoch }),
    ]),
  )
}

type FactRow = RowOf<typeof readFeedRows>

/** Facts of orders, customers and quotes and signed heads by their places, which they never share. */
function inOrder(facts: readonly FactRow[], signed: readonly HeadRow[]): (FactRow | HeadRow)[] {
  const all = [...facts, ...signed]
  return signed.length === 0 ? all : all.sort((a, b) => (a.pos < b.pos ? -1 : a.pos > b.pos ? 1 : 0))
}

/** A row is of an order, of a quote, or of a record of a customer. */
const ORDER = 0
const QUOTE = 2

interface Told {
  subject: string
  data: Envelope['data']
}

function orderFact(row: FactRow): Told {
  const subject = encodeId('ord', row.id)
  return {
    subject,
    data: {
      ...factOf(row),
      orderId: subject,
      orderNumber: orderNumber(row.id),
      changes: renderChanges(row.changes, row.currency!),
    },
  }
}

/** A record came under another one, or stands alone again; of those that came along each is told. */
function customerFact(row: FactRow): Told {
  const { number, into_number: into, head_number: head, rule } = row
  return { subject: number!, data: { ...factOf(row), customer: number!, into, head: head!, rule } }
}

/** What is offered is read with the quote: a subscriber is told which version, and how the quote stands after it. */
function quoteFact(row: FactRow): Told {
  const subject = encodeId('quo', row.id)
  return {
    subject,
    data: {
      ...factOf(row),
      quoteId: subject,
      quoteNumber: quoteNumber(row.id),
      version: row.version!,
      state: row.state!,
    },
  }
}

const factOf = ({ pos, act, actor, reason }: FactRow) => ({
  pos: String(pos),
  act,
  actor: shownActor(actor),
  reason,
})

/** CloudEvents of facts in order, from the beginning of a place; the id counts the events inside their place. */
function placed(
  rows: readonly (FactRow | HeadRow)[],
  from: { companyId: bigint; code: string; epoch: string },
): PlacedEvent[] {
  const events: PlacedEvent[] = []
  let pos = -1n
  let n = 0
  for (const row of rows) {
    if (row.pos !== pos) {
      pos = row.pos
      n = 0
    }
    if ('head_pos' in row) {
      events.push({ pos, n, orderId: null, envelope: renderHeadEvent(row, from) })
      continue
    }
    const tell = row.kind === ORDER ? orderFact : row.kind === QUOTE ? quoteFact : customerFact
    const { subject, data } = tell(row)
    for (const type of row.events) {
      const envelope: Envelope = {
        specversion: '1.0',
        id: `${from.epoch}:${from.companyId}:${pos}:${n}`,
        source: `/companies/${from.code}`,
        type,
        subject,
        time: instant(row.at),
        datacontenttype: 'application/json',
        data,
      }
      events.push({ pos, n, orderId: row.kind === ORDER ? row.id : null, envelope })
      n += 1
    }
  }
  return events
}

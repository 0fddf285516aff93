import { open } from '../../platform/blob.ts'
import type { Database, Reader } from '../../platform/database/index.ts'
import { encodeId } from '../../platform/public-id.ts'
import { readChannelsOf } from '../inbound/directory.ts'
import { readBodies } from '../inbound/message.sql.ts'
import type { AskedStretch, EventFeed, EventSource, PlacedEvent, Stretch } from '../webhooks/event-source.ts'
import type { Forward } from './forward.ts'
import { make, type Handed } from './make.ts'
import { readMessageHeads, readMessagesAt, readMessageStretches } from './message.sql.ts'

/** Places of the log that one look covers: an index each. */
const MOST_PLACES = 5000
/** Bodies that are read and held at once. */
const AT_ONCE = 20

type Asked = AskedStretch & { channelId: bigint }
type PlacedMessage = PlacedEvent & { companyId: bigint; channelId: bigint }
interface Row {
  pos: bigint
  id: bigint
  event: string
}

/** The feed of events, and beside it what gateways were sent. */
export function withMessages(feed: EventFeed): EventSource {
  return {
    async behind(db, asked) {
      const ofChannels = asked.filter((one): one is Asked => one.channelId !== null)
      const ofFeed = asked.filter((one) => one.channelId === null)
      const [messages, events] = await Promise.all([
        ofChannels.length === 0 ? [] : readMessageFeeds(db, ofChannels),
        ofFeed.length === 0 ? [] : feed.behind(db, ofFeed),
      ])
      const found = new Map<object, Stretch>()
      for (const [index, one] of ofChannels.entries()) found.set(one, messages[index]!)
      for (const [index, one] of ofFeed.entries()) found.set(one, events[index]!)
      return asked.map((one) => found.get(one)!)
    },
    async at(db, asked) {
      const places = new Map(
        asked.map((one) => [`${one.companyId}/${one.channelId}/${one.pos}`, one] as const),
      )
      const all = [...places.values()]
      const [messages, events] = await Promise.all([
        readMessagePlaces(
          db,
          all.filter((one): one is typeof one & { channelId: bigint } => one.channelId !== null),
        ),
        feed.at(
          db,
          all.filter((one) => one.channelId === null),
        ),
      ])
      const known = new Map<string, PlacedEvent>()
      for (const one of messages) known.set(`${one.companyId}/${one.channelId}/${one.pos}/${one.n}`, one)
      for (const [companyId, placed] of events)
        for (const one of placed) known.set(`${companyId}/null/${one.pos}/${one.n}`, one)
      return asked.map(({ companyId, channelId, pos, n }) =>
        known.get(`${companyId}/${channelId}/${pos}/${n}`),
      )
    },
  }
}

/**
 * Messages of gateways as a feed (C-22): in the order in which they were kept, behind a place of the one order of facts of the
 * company. So queues, lease, back-off, breaker, log and replay of webhooks hold for them as they do for events.
 */
async function readMessageFeeds(db: Database, asked: readonly Asked[]): Promise<Stretch[]> {
  const companyIds = asked.map((one) => one.companyId)
  // Before the messages: up to a head that was read first, all of them are there.
  const heads = new Map(
    (await db.read(readMessageHeads, { companyIds: [...new Set(companyIds)] })).map((row) => [
      row.company_id,
      row.pos,
    ]),
  )
  const untils = asked.map(({ companyId, after }) => {
    const head = heads.get(companyId) ?? 0n
    const most = after + BigInt(MOST_PLACES)
    return head < most ? head : most
  })
  const rows = await db.read(readMessageStretches, {
    companyIds,
    channelIds: asked.map((one) => one.channelId),
    afters: asked.map((one) => one.after),
    untils,
    facts: asked.map((one) => BigInt(one.facts)),
  })
  const byOrdinal = Map.groupBy(rows, (row) => Number(row.ordinal))
  return asked.map(({ companyId, channelId, facts }, index) => {
    const of = byOrdinal.get(index + 1) ?? []
    return {
      events: placed(db, { companyId, channelId }, of),
      cut: of.length === facts,
      head: untils[index]!,
    }
  })
}

/** The messages of places, whole. */
async function readMessagePlaces(
  db: Reader,
  places: readonly { companyId: bigint; channelId: bigint; pos: bigint }[],
): Promise<PlacedMessage[]> {
  if (places.length === 0) return []
  const rows = await db.read(readMessagesAt, {
    companyIds: places.map((one) => one.companyId),
    channelIds: places.map((one) => one.channelId),
    places: places.map((one) => one.pos),
  })
  const groups = Map.groupBy(rows, (row) => `${row.company_id}/${row.channel_id}`)
  return [...groups.values()].flatMap((of) =>
    placed(db, { companyId: of[0]!.company_id, channelId: of[0]!.channel_id }, of),
  )
}

/** Rows from the beginning of a place. Bodies are read when the first of some is asked for. */
function placed(
  db: Reader,
  { companyId, channelId }: { companyId: bigint; channelId: bigint },
  rows: readonly Row[],
): PlacedMessage[] {
  let pos = -1n
  let n = 0
  let handed: ((id: bigint, forward: string) => Promise<Handed>) | undefined
  return rows.map((row, index): PlacedMessage => {
    if (index % AT_ONCE === 0)
      handed = makerOf(db, {
        companyId,
        channelId,
        ids: rows.slice(index, index + AT_ONCE).map(({ id }) => id),
      })
    n = row.pos === pos ? n + 1 : 0
    pos = row.pos
    const maker = handed!
    return {
      companyId,
      channelId,
      pos,
      n,
      orderId: null,
      // The first part is the message: another one at this place, after a restore, has another.
      envelope: { id: `${encodeId('itk', row.id)}:${companyId}:${pos}:${n}`, type: `message.${row.event}` },
      payload: (forward) => maker(row.id, forward),
    }
  })
}

function makerOf(
  db: Reader,
  { companyId, channelId, ids }: { companyId: bigint; channelId: bigint; ids: readonly bigint[] },
): (id: bigint, forward: string) => Promise<Handed> {
  const read = async () => {
    const [bodies, channels] = await Promise.all([
      db.read(readBodies, { companyIds: ids.map(() => companyId), ids: [...ids] }),
      readChannelsOf(db, [channelId]),
    ])
    return { bodies: new Map(bodies.map((row) => [row.id, row])), channel: channels.get(channelId) }
  }
  let found: ReturnType<typeof read> | undefined
  return async (id, forward) => {
    const { bodies, channel } = await (found ??= read())
    const row = bodies.get(id)
    if (!channel || !row) return { ok: false, problem: 'this version knows no such channel' }
    if (row.key === null) return { ok: false, problem: 'what it said was erased' }
    const bytes = open(row.body, row.key)
    const recognized = channel.kind.recognize(bytes, channel.settings)
    if (!recognized.ok)
      return { ok: false, problem: `cannot be read: ${recognized.problems[0]?.message}`.slice(0, 300) }
    return make({ bytes, contentType: row.content_type, content: recognized.content }, wayOf(forward))
  }
}

/** Ways of handing on, as they were read: each has its tables, which are not read anew for each message. */
const ways = new Map<string, Forward>()
const MOST_WAYS = 100

function wayOf(text: string): Forward {
  let way = ways.get(text)
  if (!way) {
    if (ways.size >= MOST_WAYS) ways.clear()
    ways.set(text, (way = JSON.parse(text) as Forward))
  }
  return way
}

import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import type { Database, RowOf } from '../../platform/database/index.ts'
import {
  defineProblems,
  ok,
  page,
  pageParameters,
  pageRequest,
  problem,
  refused,
  route,
  type Reply,
  type Route,
} from '../../platform/http/index.ts'
import { decodeId, encodeId, orderNumber } from '../../platform/public-id.ts'
import { IdShape, instant, InstantShape, listOf, orNull } from '../../platform/wire.ts'
import {
  findPlace,
  listMessages,
  listMessagesOfEvent,
  listMessagesOfKey,
  listMessagesOfOutcome,
  readMessage,
} from './message.sql.ts'
import { INBOUND_EVENTS } from './port.ts'
import { MESSAGE_OUTCOMES, replay } from './settle-message.ts'

defineProblems({
  nothing_to_replay: [422, 'The message was worked off.', 'Replay what failed, was kept or is a draft.'],
})

const tags = ['Channels']
export const ChannelCode = Type.Object({
  channel: Type.String({ minLength: 1, maxLength: 100, description: 'Its code' }),
})
const MessageName = Type.Object({
  ...ChannelCode.properties,
  message: Type.String({ maxLength: 40, description: 'itk_…' }),
})
export const EventName = Type.Union(INBOUND_EVENTS.map((event) => Type.Literal(event)))
const OutcomeName = Type.Union(MESSAGE_OUTCOMES.map((outcome) => Type.Literal(outcome)))
const Time = (description: string) => Type.Optional(Type.String({ format: 'date-time', description }))

const messageMembers = {
  id: Type.String({ description: 'Leads to its bytes: `GET /api/v1/intake/{id}`' }),
  event: EventName,
  key: Type.String({ description: "The sender's name of what it speaks of" }),
  changedAt: orNull(Type.String({ description: 'Version of that, where the sender says so' })),
  receivedAt: InstantShape,
  lastAt: Type.String({ description: 'When it came last' }),
  came: Type.Integer({ description: 'How often it came, byte for byte' }),
  outcome: OutcomeName,
  problems: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
  orderId: orNull(IdShape),
  orderNumber: orNull(Type.String()),
  attempts: Type.Integer(),
  place: orNull(Type.String({ description: 'Where it stood in a body that held several: "rows 2-4, 9"' })),
  dueAt: orNull(Type.String({ description: 'When it is tried again' })),
}
const MessageShown = Type.Object(messageMembers, { title: 'Message' })
const MessageDetail = Type.Object(
  {
    ...messageMembers,
    contentType: Type.String(),
    bodyHash: Type.String({ description: 'SHA-256 of the bytes, hex' }),
    erased: Type.Boolean({ description: 'Its bytes can be opened by nobody any more' }),
  },
  { title: 'MessageDetail' },
)
const Replayed = Type.Object({ replayed: Type.Integer() })

/** Messages that one request has worked off anew. */
const MOST_REPLAYED = 1000
/** Ids are lent for a minute before they are used: messages this far apart may stand in another order than their ids. */
const SLACK_MS = 120_000
const ALL_IDS = 2n ** 63n - 1n
const BEGINNING = new Date(0)
const END = new Date('9999-01-01T00:00:00Z')

interface MessageFilter {
  key?: string
  outcome?: string
  event?: string
  from?: string
  until?: string
}

/** Routes over what channels sent, and what is to be worked off anew. */
export function messageRoutes({
  door,
  db,
  channelOf,
}: {
  door: Door
  db: Database
  channelOf(companyId: bigint, code: string): Promise<{ id: bigint } | undefined>
}): Route[] {
  const placeOf = async (companyId: bigint, channelId: bigint, atMs: number): Promise<bigint> =>
    (await db.read(findPlace, { companyId, channelId, at: new Date(atMs) }))[0]!.id

  async function listed(
    {
      companyId,
      channelId,
      after,
      fetch,
    }: {
      companyId: bigint
      channelId: bigint
      after: bigint | null
      fetch: number
    },
    { key, outcome, event, from, until }: MessageFilter,
  ): Promise<readonly MessageRow[]> {
    const since = from === undefined ? BEGINNING : new Date(from)
    const end = until === undefined ? END : new Date(until)
    const [fromId, untilId] = await Promise.all([
      from === undefined ? 0n : placeOf(companyId, channelId, since.getTime() - SLACK_MS),
      // A later page lies before its cursor, which lies before the end.
      after ?? (until === undefined ? ALL_IDS : placeOf(companyId, channelId, end.getTime() + SLACK_MS)),
    ])
    const at = { companyId, channelId, fromId, beforeId: untilId, since, until: end, fetch }
    if (key !== undefined)
      return db.read(listMessagesOfKey, { ...at, key, outcome: outcome ?? null, event: event ?? null })
    if (outcome !== undefined) return db.read(listMessagesOfOutcome, { ...at, outcome, event: event ?? null })
    return event === undefined ? db.read(listMessages, at) : db.read(listMessagesOfEvent, { ...at, event })
  }

  return [
    route({
      method: 'GET',
      url: '/api/v1/channels/:channel/messages',
      operationId: 'listMessages',
      summary: 'What a channel sent, and what became of it',
      description: 'The newest first.',
      tags,
      scope: 'orders:read',
      params: ChannelCode,
      query: Type.Object({
        ...pageParameters,
        outcome: Type.Optional(OutcomeName),
        event: Type.Optional(EventName),
        key: Type.Optional(Type.String({ maxLength: 200 })),
        from: Time('Received at this time or later'),
        until: Time('Received before this time'),
      }),
      responses: { 200: { description: 'A page.', schema: listOf(MessageShown, 'Messages') } },
      problems: ['not_found'],
      async handle(request) {
        const { companyId, params, query } = request
        const channel = await channelOf(companyId, params.channel)
        if (!channel) return problem('not_found')
        const at = pageRequest(request, 'b')
        const after = (at.after?.[0] ?? null) as bigint | null
        const rows = await listed({ companyId, channelId: channel.id, after, fetch: at.fetch }, query)
        const cut = page(request, at, rows, (row) => [row.id])
        return ok({ rows: cut.rows.map(shownMessage), next: cut.next }, cut.headers)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/channels/:channel/messages/:message',
      operationId: 'readMessage',
      summary: 'One message, and how its bytes are kept',
      tags,
      scope: 'orders:read',
      params: MessageName,
      responses: { 200: { description: 'The message.', schema: MessageDetail } },
      problems: ['not_found'],
      async handle({ companyId, params }) {
        const channel = await channelOf(companyId, params.channel)
        const id = decodeId('itk', params.message)
        if (!channel || id === undefined) return problem('not_found')
        const [row] = await db.read(readMessage, { companyId, channelId: channel.id, id })
        if (!row) return problem('not_found')
        const { content_type: contentType, body_hash: hash, erased } = row
        return ok({ ...shownMessage(row), contentType, bodyHash: hash.toString('hex'), erased })
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/channels/:channel/messages/:message/replay',
      operationId: 'replayMessage',
      summary: 'Work a message off anew',
      description: 'From its bytes, by the set-up as it stands. What was done is not done twice.',
      tags,
      scope: 'operations:write',
      params: MessageName,
      responses: { 202: { description: 'It waits to be worked off.', schema: Replayed } },
      problems: ['not_found', 'nothing_to_replay'],
      async handle({ companyId, params }) {
        const channel = await channelOf(companyId, params.channel)
        const id = decodeId('itk', params.message)
        if (!channel || id === undefined) return problem('not_found')
        const outcome = await door.request(replay, { companyId, channelId: channel.id, id })
        return outcome.ok ? accepted({ replayed: 1 }) : refused(outcome)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/channels/:channel/messages/replay',
      operationId: 'replayMessages',
      summary: 'Work messages off anew',
      description: `Those with an outcome, the newest first, at most ${MOST_REPLAYED}: ask again until none is left.`,
      tags,
      scope: 'operations:write',
      params: ChannelCode,
      body: Type.Object(
        {
          outcome: Type.Union([Type.Literal('failed'), Type.Literal('kept'), Type.Literal('draft')]),
          event: Type.Optional(EventName),
          from: Time('Received at this time or later'),
          until: Time('Received before this time'),
        },
        { additionalProperties: false },
      ),
      responses: { 202: { description: 'So many wait to be worked off.', schema: Replayed } },
      problems: ['not_found'],
      async handle({ companyId, params, body }) {
        const channel = await channelOf(companyId, params.channel)
        if (!channel) return problem('not_found')
        const at = { companyId, channelId: channel.id, after: null, fetch: MOST_REPLAYED }
        const rows = await listed(at, body)
        const requests = rows.map(({ id }) => ({ companyId, channelId: channel.id, id }))
        const outcomes = await door.requestAll(replay, requests, { lane: 'bulk' })
        return accepted({ replayed: outcomes.filter((one) => 'ok' in one && one.ok).length })
      },
    }),
  ]
}

const accepted = (body: unknown): Reply => ({ ...ok(body), status: 202 })

type MessageRow = RowOf<typeof listMessages>

function shownMessage(row: MessageRow) {
  return {
    id: encodeId('itk', row.id),
    event: row.event,
    key: row.key,
    changedAt: row.version === null ? null : new Date(Number(row.version)).toISOString(),
    receivedAt: instant(row.received_at),
    lastAt: instant(row.last_at),
    came: row.came,
    outcome: row.outcome,
    problems: row.problems,
    orderId: row.order_id === null ? null : encodeId('ord', row.order_id),
    orderNumber: row.order_id === null ? null : orderNumber(row.order_id),
    attempts: row.attempts,
    place: row.place,
    dueAt: row.due_at === null ? null : instant(row.due_at),
  }
}

import { hash, randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import { SEAL_BYTES } from '../../platform/blob.ts'
import type { Database } from '../../platform/database/index.ts'
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
import { decodeId, encodeId } from '../../platform/public-id.ts'
import { camelRows, isRefusal, SETUP_REFUSED } from '../../platform/setup.ts'
import { saved } from '../../platform/setup-routes.ts'
import type { CounterMetric, Telemetry } from '../../platform/telemetry.ts'
import { listOf, orNull } from '../../platform/wire.ts'
import { answerToThrown } from '../answer.ts'
import { channelsOfCompanies } from './channel.sql.ts'
import { Directory, type Channel } from './directory.ts'
import { listMessages, listMessagesOfEvent, listMessagesOfKey, listMessagesOfOutcome } from './message.sql.ts'
import { INBOUND_EVENTS } from './port.ts'
import { ChannelInput, saveChannel, secretsOf, type ChannelRow } from './save-channel.ts'
import { MESSAGE_OUTCOMES, replay } from './settle-message.ts'
import { takeMessage, type MessageRequest } from './take-message.ts'

defineProblems({
  not_genuine: [
    401,
    'The message is not signed by a secret of this channel.',
    'Sign the bytes as they are sent, with the secret and the hash of the channel.',
  ],
  forbidden_content: [
    422,
    'The message holds what must not be kept; nothing of it was.',
    'Leave out what `errors` names.',
  ],
  nothing_to_replay: [422, 'The message was worked off.', 'Replay what failed, was kept or is a draft.'],
})

export interface InboundRouting {
  door: Door
  db: Database
  telemetry: Telemetry
}

const tags = ['Channels']
const Code = Type.Object({ channel: Type.String({ minLength: 1, maxLength: 100, description: 'Its code' }) })
const EventName = Type.Union(INBOUND_EVENTS.map((event) => Type.Literal(event)))
const OutcomeName = Type.Union(MESSAGE_OUTCOMES.map((outcome) => Type.Literal(outcome)))

const ChannelShown = Type.Object(
  {
    code: Type.String(),
    id: Type.String({ description: 'chn_…, which its address has' }),
    name: Type.String(),
    kind: Type.String(),
    source: Type.String(),
    active: Type.Boolean(),
    webhooks: Type.String({ description: 'Path that its messages are sent to' }),
    settings: Type.Record(Type.String(), Type.Unknown()),
    signingSecrets: Type.Integer({ description: 'How many stand; they are never shown' }),
    applicationKey: Type.Boolean({ description: 'Is there one?' }),
  },
  { title: 'Channel' },
)

const MessageShown = Type.Object(
  {
    id: Type.String({ description: 'Leads to its bytes: `GET /api/v1/intake/{id}`' }),
    event: EventName,
    key: Type.String({ description: "The sender's name of what it speaks of" }),
    changedAt: orNull(Type.String({ description: 'Version of that, where the sender says so' })),
    receivedAt: Type.String(),
    lastAt: Type.String({ description: 'When it came last' }),
    came: Type.Integer({ description: 'How often it came, byte for byte' }),
    outcome: OutcomeName,
    problems: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
    orderId: orNull(Type.String()),
    attempts: Type.Integer(),
    dueAt: orNull(Type.String({ description: 'When it is tried again' })),
  },
  { title: 'Message' },
)

const Taken = Type.Object(
  { message: Type.String({ description: 'itk_…' }), event: EventName, again: Type.Boolean() },
  { title: 'MessageTaken' },
)

/** Messages that one request has worked off anew. */
const MOST_REPLAYED = 1000

/** Routes of channels that hand over signed messages: their set-up, the door of their messages, the log. */
export function inboundRoutes({ door, db, telemetry }: InboundRouting): Route[] {
  const directory = new Directory(db)
  const refusals = telemetry.counter(
    'docket_channel_messages_refused_total',
    'Messages that were not signed by a secret of their channel, or whose channel does not exist.',
  )

  async function ofCompany(companyId: bigint, code: string): Promise<ChannelRow | undefined> {
    const rows = await db.read(channelsOfCompanies, { companyIds: [companyId] })
    return camelRows(channelsOfCompanies, rows).find((row) => row.code === code)
  }

  function listed(
    at: { companyId: bigint; channelId: bigint; after: bigint | null; fetch: number },
    { key, outcome, event }: { key?: string; outcome?: string; event?: string },
  ): Promise<readonly MessageRow[]> {
    if (key !== undefined)
      return db.read(listMessagesOfKey, { ...at, key, outcome: outcome ?? null, event: event ?? null })
    if (outcome !== undefined) return db.read(listMessagesOfOutcome, { ...at, outcome, event: event ?? null })
    return event === undefined ? db.read(listMessages, at) : db.read(listMessagesOfEvent, { ...at, event })
  }

  return [
    route({
      method: 'POST',
      url: '/channels/:channel/webhooks',
      operationId: 'takeMessage',
      summary: 'Hand over a signed message',
      description:
        'For shops. What it is about is read from its body, which alone is signed. 202 says that it is kept, byte for byte, after the commit; what became of it stands in the log of the channel. The same bytes again are counted and change nothing.',
      tags,
      scope: 'anonymous',
      company: false,
      input: 'raw',
      params: Type.Object({ channel: Type.String({ maxLength: 40, description: 'chn_…' }) }),
      responses: { 202: { description: 'It is kept.', schema: Taken } },
      problems: ['not_genuine', 'forbidden_content', 'too_large', 'too_many_requests', 'unavailable'],
      handle: (request) => take(request, { door, directory, refusals }),
    }),
    route({
      method: 'PUT',
      url: '/api/v1/channels/:channel',
      operationId: 'saveChannel',
      summary: 'Describe a channel',
      description:
        'Made or changed by its code. Secrets are taken in and never shown; what is not said of them stays. Two signing secrets hold at once while they are changed.',
      tags,
      scope: 'setup:write',
      params: Code,
      body: ChannelInput,
      responses: {
        200: { description: 'It stands as described.', schema: ChannelShown },
        201: { description: 'It was made.', schema: ChannelShown },
      },
      problems: [SETUP_REFUSED],
      async handle({ companyId, params, body, url }) {
        const input = { ...body, code: params.channel, chance: randomBytes(SEAL_BYTES) }
        const outcome = await door.request(saveChannel, { companyId, input })
        if (isRefusal(outcome)) return refused(outcome)
        directory.forget(outcome.id)
        const row = await ofCompany(companyId, params.channel)
        return { ...saved(outcome, url), body: shownChannel(row!) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/channels',
      operationId: 'listChannels',
      summary: 'List channels',
      tags,
      scope: 'setup:read',
      responses: { 200: { description: 'All of them.', schema: listOf(ChannelShown, 'Channels') } },
      async handle({ companyId }) {
        const rows = await db.read(channelsOfCompanies, { companyIds: [companyId] })
        return ok({ rows: camelRows(channelsOfCompanies, rows).map(shownChannel), next: null })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/channels/:channel',
      operationId: 'readChannel',
      summary: 'A channel as it stands',
      tags,
      scope: 'setup:read',
      params: Code,
      responses: { 200: { description: 'Without its secrets.', schema: ChannelShown } },
      problems: ['not_found'],
      async handle({ companyId, params }) {
        const row = await ofCompany(companyId, params.channel)
        return row ? ok(shownChannel(row)) : problem('not_found')
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/channels/:channel/messages',
      operationId: 'listMessages',
      summary: 'What a channel sent, and what became of it',
      description: 'The newest first.',
      tags,
      scope: 'orders:read',
      params: Code,
      query: Type.Object({
        ...pageParameters,
        outcome: Type.Optional(OutcomeName),
        event: Type.Optional(EventName),
        key: Type.Optional(Type.String({ maxLength: 200 })),
      }),
      responses: { 200: { description: 'A page.', schema: listOf(MessageShown, 'Messages') } },
      problems: ['not_found'],
      async handle(request) {
        const { companyId, params, query } = request
        const channel = await ofCompany(companyId, params.channel)
        if (!channel) return problem('not_found')
        const at = pageRequest(request, 'b')
        const rows = await listed(
          {
            companyId,
            channelId: channel.id,
            after: (at.after?.[0] ?? null) as bigint | null,
            fetch: at.fetch,
          },
          query,
        )
        const cut = page(request, at, rows, (row) => [row.id])
        return ok({ rows: cut.rows.map(shownMessage), next: cut.next }, cut.headers)
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
      params: Type.Object({
        ...Code.properties,
        message: Type.String({ maxLength: 40, description: 'itk_…' }),
      }),
      responses: {
        202: { description: 'It waits to be worked off.', schema: Type.Object({ replayed: Type.Integer() }) },
      },
      problems: ['not_found', 'nothing_to_replay'],
      async handle({ companyId, params }) {
        const channel = await ofCompany(companyId, params.channel)
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
      params: Code,
      body: Type.Object(
        {
          outcome: Type.Union([Type.Literal('failed'), Type.Literal('kept'), Type.Literal('draft')]),
          event: Type.Optional(EventName),
        },
        { additionalProperties: false },
      ),
      responses: {
        202: {
          description: 'So many wait to be worked off.',
          schema: Type.Object({ replayed: Type.Integer() }),
        },
      },
      problems: ['not_found'],
      async handle({ companyId, params, body }) {
        const channel = await ofCompany(companyId, params.channel)
        if (!channel) return problem('not_found')
        const rows = await listed(
          { companyId, channelId: channel.id, after: null, fetch: MOST_REPLAYED },
          body,
        )
        const requests = rows.map(({ id }) => ({ companyId, channelId: channel.id, id }))
        const outcomes = await door.requestAll(replay, requests, { lane: 'bulk' })
        return accepted({ replayed: outcomes.filter((one) => 'ok' in one && one.ok).length })
      },
    }),
  ]
}

const accepted = (body: unknown): Reply => ({ ...ok(body), status: 202 })

/** Whose it is, whether it is genuine, what it is about: then it is kept, and only then answered. */
async function take(
  request: Parameters<Route['handle']>[0],
  { door, directory, refusals }: { door: Door; directory: Directory; refusals: CounterMetric },
): Promise<Reply> {
  const { bytes, contentType } = request
  const { channel: publicId } = request.params as { channel: string }
  let channel: Channel | undefined
  try {
    channel = await directory.find(publicId)
  } catch (error) {
    const reply = answerToThrown(error)
    if (reply) return reply
    throw error
  }
  const header = (name: string) => request.header(name)
  // A channel that does not exist answers as one whose secret is not known: nobody learns which there are.
  if (
    !channel?.active ||
    !channel.kind.isGenuine({ bytes, header }, channel.secrets.signing, channel.settings)
  ) {
    refusals.add()
    return problem('not_genuine')
  }
  const message = messageOf(channel, bytes, contentType)
  if (!('event' in message)) return message
  try {
    const taken = await door.request(takeMessage, message)
    if (isRefusal(taken)) return refused(taken)
    return accepted({ message: encodeId('itk', taken.id), event: message.event, again: taken.again })
  } catch (error) {
    const reply = answerToThrown(error)
    if (reply) return reply
    throw error
  }
}

function messageOf(channel: Channel, bytes: Buffer, contentType: string): MessageRequest | Reply {
  const { companyId, id: channelId, code, source, kind, settings } = channel
  const bodyHash = hash('sha256', bytes, 'buffer')
  const base = { companyId, channelId, code, source, bytes, bodyHash, contentType }
  const recognized = kind.recognize(bytes, settings)
  if (!recognized.ok) {
    const { problems, forbidden } = recognized
    if (forbidden) return problem('forbidden_content', { errors: problems })
    return { ...base, event: 'unknown', key: '', version: null, cut: false, problems }
  }
  const { event, key, version, content } = recognized
  return { ...base, event, key, version, cut: kind.leftOut(content, event) !== null, problems: [] }
}

function shownChannel(row: ChannelRow) {
  const { code, id, name, kind, source, active, settings } = row
  const secrets = secretsOf(row)
  const publicId = encodeId('chn', id)
  return {
    code,
    id: publicId,
    name,
    kind,
    source,
    active,
    webhooks: `/channels/${publicId}/webhooks`,
    settings,
    signingSecrets: secrets.signing.length,
    applicationKey: secrets.applicationKey !== null,
  }
}

type MessageRow = NonNullable<(typeof listMessages)['_types']>['row']

function shownMessage(row: MessageRow) {
  return {
    id: encodeId('itk', row.id),
    event: row.event,
    key: row.key,
    changedAt: row.version === null ? null : new Date(Number(row.version)).toISOString(),
    receivedAt: row.received_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    came: row.came,
    outcome: row.outcome,
    problems: row.problems,
    orderId: row.order_id === null ? null : encodeId('ord', row.order_id),
    attempts: row.attempts,
    dueAt: row.due_at === null ? null : row.due_at.toISOString(),
  }
}

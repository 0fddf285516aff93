import { hash, randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { readCompanies } from '../../organization/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import { SEAL_BYTES } from '../../platform/blob.ts'
import type { Database } from '../../platform/database/index.ts'
import {
  defineProblems,
  ok,
  problem,
  refused,
  route,
  wantsNew,
  type Reply,
  type Route,
} from '../../platform/http/index.ts'
import { encodeId } from '../../platform/public-id.ts'
import type { Clock } from '../../platform/clock.ts'
import { camelRows, isRefusal, SETUP_REFUSED, STANDS_ALREADY } from '../../platform/setup.ts'
import { saved } from '../../platform/setup-routes.ts'
import type { CounterMetric, Telemetry } from '../../platform/telemetry.ts'
import { instant, InstantShape, listOf, orNull } from '../../platform/wire.ts'
import { answerToThrown } from '../answer.ts'
import { functionPaths, functionRoutes, type FunctionRouting } from '../functions/http.ts'
import { paymentFunctionRoutes, type PaymentRouting } from '../functions/http-payments.ts'
import { channelsOfCompanies, lastMessages } from './channel.sql.ts'
import { Directory, type Channel } from './directory.ts'
import { ChannelCode, EventName, messageRoutes } from './http-log.ts'
import { inboundKinds } from './kinds.ts'
import { Refusals } from './refusals.ts'
import { partsOf, type MessagePart } from './port.ts'
import { ChannelInput, saveChannel, secretsOf, type ChannelRow } from './save-channel.ts'
import { takeMessage, type MessageRequest } from './take-message.ts'
import { tryRoute } from './try-message.ts'

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
})

export interface InboundRouting {
  door: Door
  db: Database
  telemetry: Telemetry
  clock: Clock
  /** Lines that an order may have. */
  orderLines: number
  /** True: channels may be asked on private networks. */
  privateAddresses: boolean
  /** The present facts of orders. */
  facts: FunctionRouting['facts']
  payments: Pick<PaymentRouting, 'gateways' | 'authorizationDays' | 'epoch'>
  log: PaymentRouting['log']
}

const tags = ['Channels']

const ChannelShown = Type.Object(
  {
    code: Type.String(),
    id: Type.String({ description: 'chn_…, which its address has' }),
    name: Type.String(),
    kind: Type.String(),
    source: Type.String(),
    active: Type.Boolean(),
    gateway: Type.Boolean(),
    webhooks: Type.String({ description: 'Path that its messages are sent to' }),
    address: orNull(
      Type.String({
        description: 'The same with `publicUrl` of the company before it; null when that is not set',
      }),
    ),
    functions: Type.Record(Type.String(), Type.String(), {
      description: 'Paths at which it asks while a shopper waits, by name',
    }),
    settings: Type.Record(Type.String(), Type.Unknown()),
    signingSecrets: Type.Integer({ description: 'How many stand; they are never shown' }),
    applicationKey: Type.Boolean({ description: 'Is there one?' }),
    lastMessageAt: orNull(InstantShape),
    refusedMessages: Type.Integer({ description: 'How many came that no secret of it signed' }),
    refusedAt: orNull(InstantShape),
  },
  { title: 'Channel' },
)

const KindShown = Type.Object(
  {
    kind: Type.String(),
    settings: Type.Record(Type.String(), Type.Unknown(), {
      description: 'JSON Schema of `settings` of a channel of this kind',
    }),
  },
  { title: 'ChannelKind' },
)

const taken = { message: Type.String({ description: 'itk_…' }), event: EventName, again: Type.Boolean() }
const Taken = Type.Object(
  {
    ...taken,
    others: Type.Optional(
      Type.Array(Type.Object(taken), {
        description: 'Of a body with several messages: those behind the first',
      }),
    ),
  },
  { title: 'MessageTaken' },
)

/** Routes of channels that hand over signed messages: their set-up, the door of their messages, the log. */
export function inboundRoutes(routing: InboundRouting): Route[] {
  const { door, db, telemetry } = routing
  const directory = new Directory(db)
  const unsigned = new Refusals(db)
  const refusals = telemetry.counter(
    'docket_channel_messages_refused_total',
    'Messages that were not signed by a secret of their channel, or whose channel does not exist.',
  )

  async function ofCompany(companyId: bigint, code: string): Promise<ChannelRow | undefined> {
    const rows = await db.read(channelsOfCompanies, { companyIds: [companyId] })
    return camelRows(channelsOfCompanies, rows).find((row) => row.code === code)
  }

  async function shown(companyId: bigint, rows: readonly ChannelRow[]) {
    const last = await db.read(lastMessages, { companyId, channelIds: rows.map(({ id }) => id) })
    const seen = new Map(last.map((row) => [row.channel_id, row]))
    const company = (await readCompanies(db, [companyId])).get(companyId)
    return rows.map((row) => ({
      ...shownChannel(row, company?.settings.publicUrl),
      ...shownTraffic(seen.get(row.id)),
    }))
  }

  return [
    tryRoute(db, ofCompany),
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
      accepts: ['application/json', 'text/csv', 'application/xml', 'text/xml'],
      // What a shop says of its bytes is no reason to lose them: they are kept, and understood or not when they are worked off.
      anyCharset: true,
      params: Type.Object({ channel: Type.String({ maxLength: 40, description: 'chn_…' }) }),
      responses: { 202: { description: 'It is kept.', schema: Taken } },
      problems: ['not_genuine', 'forbidden_content', 'too_large', 'too_many_requests', 'unavailable'],
      handle: (request) => take(request, { door, directory, refusals, unsigned }),
    }),
    ...functionRoutes({ ...routing, directory, refused: () => refusals.add() }),
    ...paymentFunctionRoutes({
      ...routing,
      ...routing.payments,
      directory,
      refused: () => refusals.add(),
    }),
    route({
      method: 'PUT',
      url: '/api/v1/channels/:channel',
      operationId: 'saveChannel',
      summary: 'Describe a channel',
      description:
        'Made or changed by its code; with `If-None-Match: *` only made. Secrets are taken in and never shown; what is not said of them stays. Two signing secrets hold at once while they are changed.',
      tags,
      scope: 'setup:write',
      onlyNew: true,
      params: ChannelCode,
      body: ChannelInput,
      responses: {
        200: { description: 'It stands as described.', schema: ChannelShown },
        201: { description: 'It was made.', schema: ChannelShown },
      },
      problems: [SETUP_REFUSED, STANDS_ALREADY],
      async handle(request) {
        const { companyId, params, body, url } = request
        const chance = randomBytes(SEAL_BYTES)
        const input = { ...body, code: params.channel, chance, allowPrivate: routing.privateAddresses }
        const outcome = await door.request(saveChannel, {
          companyId,
          input,
          onlyNew: wantsNew(request.header('if-none-match')),
        })
        if (isRefusal(outcome)) return refused(outcome)
        directory.forget(outcome.id)
        const row = await ofCompany(companyId, params.channel)
        return { ...saved(outcome, url), body: (await shown(companyId, [row!]))[0] }
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/channel-kinds',
      operationId: 'listChannelKinds',
      summary: 'Kinds of channels, and what each is set up with',
      tags,
      scope: 'setup:read',
      responses: { 200: { description: 'All of them.', schema: listOf(KindShown, 'Kinds') } },
      async handle() {
        const rows = [...inboundKinds.values()].map(({ kind, settings }) => ({ kind, settings }))
        return ok({ rows, next: null })
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
        return ok({ rows: await shown(companyId, camelRows(channelsOfCompanies, rows)), next: null })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/channels/:channel',
      operationId: 'readChannel',
      summary: 'A channel as it stands',
      tags,
      scope: 'setup:read',
      params: ChannelCode,
      responses: { 200: { description: 'Without its secrets.', schema: ChannelShown } },
      problems: ['not_found'],
      async handle({ companyId, params }) {
        const row = await ofCompany(companyId, params.channel)
        return row ? ok((await shown(companyId, [row]))[0]) : problem('not_found')
      },
    }),
    ...messageRoutes({ door, db, channelOf: ofCompany }),
  ]
}

const accepted = (body: unknown): Reply => ({ ...ok(body), status: 202 })

/** Whose it is, whether it is genuine, what it is about: then it is kept, and only then answered. */
async function take(
  request: Parameters<Route['handle']>[0],
  {
    door,
    directory,
    refusals,
    unsigned,
  }: { door: Door; directory: Directory; refusals: CounterMetric; unsigned: Refusals },
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
    if (channel?.active) unsigned.add(channel)
    return problem('not_genuine')
  }
  const messages: MessageRequest[] = []
  for (const part of partsOf(channel.kind, bytes, channel.settings)) {
    const message = messageOf(channel, part, contentType)
    if (!('event' in message)) return message
    messages.push(message)
  }
  try {
    // Each on its own: what was kept of a body that fails in the middle is the same message when it is sent again.
    const answers = await Promise.all(messages.map((message) => door.request(takeMessage, message)))
    const told = []
    for (const [index, answer] of answers.entries()) {
      if (isRefusal(answer)) return refused(answer)
      told.push({ message: encodeId('itk', answer.id), event: messages[index]!.event, again: answer.again })
    }
    const [first, ...others] = told
    return accepted({ ...first, ...(others.length === 0 ? {} : { others }) })
  } catch (error) {
    const reply = answerToThrown(error)
    if (reply) return reply
    throw error
  }
}

/** The message as it is kept, or why it is not. */
export function messageOf(
  channel: Channel,
  { bytes, place }: MessagePart,
  contentType: string,
): MessageRequest | Reply {
  const { companyId, id: channelId, code, source, kind, settings, gateway: handedOn } = channel
  const bodyHash = hash('sha256', bytes, 'buffer')
  const base = { companyId, channelId, code, source, bytes, bodyHash, contentType, place, handedOn }
  const recognized = kind.recognize(bytes, settings)
  if (!recognized.ok) {
    const { problems, forbidden } = recognized
    if (forbidden) return problem('forbidden_content', { errors: problems })
    return { ...base, event: 'unknown', key: '', version: null, cut: false, problems }
  }
  const { event, key, version, content } = recognized
  const cut = !handedOn && kind.leftOut(content, event) !== null
  return { ...base, event, key, version, cut, problems: [] }
}

function shownTraffic(
  seen: { last_at: Date | null; refused: bigint | null; refused_at: Date | null } | undefined,
) {
  return {
    lastMessageAt: seen?.last_at ? instant(seen.last_at) : null,
    refusedMessages: Number(seen?.refused ?? 0n),
    refusedAt: seen?.refused_at ? instant(seen.refused_at) : null,
  }
}

function shownChannel(row: ChannelRow, publicUrl: string | undefined) {
  const { code, id, name, kind, source, active, gateway, settings } = row
  const secrets = secretsOf(row)
  const known = inboundKinds.get(kind)
  const publicId = encodeId('chn', id)
  const webhooks = `/channels/${publicId}/webhooks`
  return {
    code,
    id: publicId,
    name,
    kind,
    source,
    active,
    gateway,
    webhooks,
    address: publicUrl === undefined ? null : publicUrl.replace(/\/+$/, '') + webhooks,
    functions: known === undefined ? {} : functionPaths(publicId, known),
    settings,
    signingSecrets: secrets.signing.length,
    applicationKey: secrets.applicationKey !== null,
  }
}

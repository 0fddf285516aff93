import { Type } from 'typebox'
import { actorOf } from '../../platform/auth/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import {
  defineProblems,
  noContent,
  ok,
  pageParameters,
  pageRequest,
  parseJson,
  problem,
  refused,
  route,
  type Reply,
  type Route,
} from '../../platform/http/index.ts'
import { listReply } from '../../platform/list-reply.ts'
import { encodeId, orderNumber } from '../../platform/public-id.ts'
import { IdShape, instant, InstantShape, listOf, orNull } from '../../platform/wire.ts'
import { EndpointCode } from './endpoint.ts'
import type { EventSource, PlacedEvent } from './event-source.ts'
import { listAttempts, listFailed, listMissed, readAttempts } from './log.sql.ts'
import { forgetFailedEvent, replayWebhooks, type EventPlace, type ReplayRange } from './replay.ts'

/** What the routes of webhooks work with. */
export interface WebhookRouting {
  door: Door
  db: Database
  events: EventSource
  /** True: endpoints may stand at addresses of private networks. */
  privateAddresses: boolean
}

defineProblems({
  replay_refused: [
    422,
    'This replay cannot be begun.',
    'Correct everything that `errors` names; nothing is sent.',
  ],
})

const strict = { additionalProperties: false }
/** Calls with one event that are shown. */
const MOST_CALLS = 500
const EventId = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,40}(:[0-9]{1,19}){2}:[0-9]{1,9}$',
  form: 'the id of an event, as it was sent',
})
const Endpoint = Type.Optional(EndpointCode)
const Time = (description: string) => Type.Optional(Type.String({ format: 'date-time', description }))
const Place = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: '^[1-9][0-9]{0,17}$',
      form: 'a whole number from 1 on, of at most 18 digits',
      description,
    }),
  )

const attemptMembers = {
  endpoint: Type.String(),
  event: Type.String({ description: 'Id of the event, sent as webhook-id' }),
  type: Type.String(),
  orderId: orNull(IdShape),
  orderNumber: orNull(Type.String()),
  attempt: Type.Integer({ description: 'The how many-eth in a row; a replay counts anew' }),
  replay: Type.Boolean(),
  outcome: Type.Union(['delivered', 'retrying', 'given_up'].map((outcome) => Type.Literal(outcome))),
  at: InstantShape,
  durationMs: Type.Integer(),
  status: orNull(Type.Integer({ description: 'null: there was no answer' })),
  problem: orNull(Type.String()),
}
const Attempt = Type.Object(attemptMembers, { title: 'WebhookAttempt' })
const AnsweredAttempt = Type.Object({
  ...attemptMembers,
  answer: orNull(Type.String({ description: 'The beginning of what was answered' })),
})
const FailedEvent = Type.Object(
  {
    endpoint: Type.String(),
    event: Type.String(),
    type: Type.String(),
    orderId: orNull(IdShape),
    orderNumber: orNull(Type.String()),
    failedAt: InstantShape,
    attempts: Type.Integer(),
    status: orNull(Type.Integer()),
    problem: orNull(Type.String()),
  },
  { title: 'FailedWebhookEvent' },
)
const ReplayInput = Type.Object(
  {
    event: Type.Optional(EventId),
    fromPlace: Place('`pos` of the first event'),
    untilPlace: Place('`pos` of the last event; the newest when absent'),
    from: Time('Events of this time and later'),
    until: Time('Events before this time'),
    to: Type.Optional(
      Type.Union([Type.Literal('failed'), Type.Literal('all')], {
        description:
          '`failed`: what an endpoint did not take, and only to that one (when absent); `all`: once more to each endpoint, taken or not',
      }),
    ),
    endpoints: Type.Optional(
      Type.Array(EndpointCode, { minItems: 1, maxItems: 100, description: 'All when absent' }),
    ),
  },
  { title: 'WebhookReplayInput', additionalProperties: false },
)

/** Routes over what was sent, and what is to be sent once more. */
export function webhookLogRoutes({ door, db, events }: WebhookRouting): Route[] {
  const tags = ['Webhooks']
  return [
    route({
      method: 'GET',
      url: '/api/v1/webhook-attempts',
      operationId: 'listWebhookAttempts',
      summary: 'Calls to endpoints, the newest first',
      tags,
      scope: 'operations:read',
      query: Type.Object({
        ...pageParameters,
        endpoint: Endpoint,
        missed: Type.Optional(Type.Boolean({ description: 'Only calls that delivered nothing' })),
        from: Time('Calls of this time and later'),
        until: Time('Calls before this time'),
      }),
      responses: { 200: { description: 'A page', schema: listOf(Attempt, 'WebhookAttemptList') } },
      async handle(asked) {
        const { query, companyId } = asked
        const { limit, fetch, after } = pageRequest(asked, 'sb')
        const before = after === null ? new Date(query.until ?? '9999-01-01') : new Date(String(after[0]))
        if (Number.isNaN(before.getTime())) return problem('invalid_cursor')
        const rows = await db.read(query.missed ? listMissed : listAttempts, {
          companyId,
          code: query.endpoint ?? null,
          since: new Date(query.from ?? '1970-01-01'),
          before,
          beforeId: after === null ? 0n : (after[1] as bigint),
          most: fetch,
        })
        const shown = rows.slice(0, limit)
        const last = rows.length > limit ? shown.at(-1)! : undefined
        return listReply(asked, shown.map(attemptOf), last ? [last.at.toISOString(), last.id] : null)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/webhook-attempts/:endpoint/:event',
      operationId: 'readWebhookAttempts',
      summary: 'What was sent of an event to an endpoint, and each answer',
      description: 'The payload is rendered from the history of its order, as it was when it was sent.',
      tags,
      scope: 'operations:read',
      params: Type.Object({ endpoint: EndpointCode, event: EventId }),
      responses: {
        200: {
          description: 'The payload, and the calls, the newest first',
          schema: Type.Object(
            { payload: Type.Unknown(), attempts: Type.Array(AnsweredAttempt) },
            { title: 'WebhookAttempts' },
          ),
        },
      },
      problems: ['not_found'],
      async handle({ params, companyId }) {
        const place = placeOf(params.event)
        const rows = await db.read(readAttempts, {
          companyId,
          code: params.endpoint,
          ...place,
          most: MOST_CALLS,
        })
        if (rows[0]?.event_id !== params.event) return problem('not_found')
        const { channel_id: channelId, forward } = rows[0]
        const [event] = await events.at(db, [{ companyId, channelId, ...place }])
        return ok({
          payload: event === undefined ? null : await shownPayload(event, forward),
          attempts: rows.map((row) => ({ ...attemptOf(row), answer: row.answer })),
        })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/webhook-failures',
      operationId: 'listWebhookFailures',
      summary: 'Events that were given up, by endpoint',
      tags,
      scope: 'operations:read',
      query: Type.Object({ ...pageParameters, endpoint: Endpoint }),
      responses: { 200: { description: 'A page', schema: listOf(FailedEvent, 'FailedWebhookEventList') } },
      async handle(asked) {
        const { limit, fetch, after } = pageRequest(asked, 'bbn')
        const [afterEndpoint, afterPos, afterN] = (after ?? [0n, 0n, 0]) as [bigint, bigint, number]
        const rows = await db.read(listFailed, {
          companyId: asked.companyId,
          code: asked.query.endpoint ?? null,
          afterEndpoint,
          afterPos,
          afterN,
          most: fetch,
        })
        const shown = rows.slice(0, limit)
        const last = rows.length > limit ? shown.at(-1)! : undefined
        const listed = shown.map((row) => ({
          endpoint: row.code,
          event: row.event_id,
          type: row.type,
          ...orderOf(row.order_id),
          failedAt: instant(row.failed_at),
          attempts: row.attempts,
          status: row.status,
          problem: row.problem,
        }))
        return listReply(asked, listed, last ? [last.endpoint_id, last.pos, last.n] : null)
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/webhook-failures/:endpoint/:event',
      operationId: 'deleteWebhookFailure',
      summary: 'Take an event that was given up off the list',
      tags,
      scope: 'operations:write',
      params: Type.Object({ endpoint: EndpointCode, event: EventId }),
      responses: { 204: { description: 'Nobody needs it any more.' } },
      problems: ['not_found'],
      async handle({ params: { endpoint, event }, companyId }) {
        const outcome = await door.request(forgetFailedEvent, { companyId, endpoint, event: placeOf(event) })
        return outcome.ok ? noContent() : problem('not_found')
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/webhook-replays',
      operationId: 'replayWebhooks',
      summary: 'Send events once more',
      description:
        'One event, those of places of the feed, or those of a time; all that failed when nothing is said. They keep their ids. A replay runs beside what goes on, in the order of the feed.',
      tags,
      scope: 'operations:write',
      body: ReplayInput,
      responses: {
        202: {
          description: 'It is begun.',
          schema: Type.Object(
            { endpoints: Type.Array(Type.String({ description: 'Codes of endpoints that it is for' })) },
            strict,
          ),
        },
      },
      problems: ['replay_refused'],
      async handle({ companyId, principal, body }) {
        const range = rangeOf(body)
        if ('status' in range) return range
        const outcome = await door.request(replayWebhooks, {
          companyId,
          actor: actorOf(principal),
          range,
          to: body.to ?? 'failed',
          endpoints: body.endpoints ?? null,
        })
        if (!outcome.ok) return refused(outcome)
        return { status: 202, body: { endpoints: outcome.endpoints } }
      },
    }),
  ]
}

interface AttemptRow {
  code: string
  at: Date
  event_id: string
  type: string
  order_id: bigint | null
  queue_id: bigint
  attempt: number
  outcome: string
  duration_ms: number
  status: number | null
  problem: string | null
}

function attemptOf(row: AttemptRow) {
  return {
    endpoint: row.code,
    event: row.event_id,
    type: row.type,
    ...orderOf(row.order_id),
    attempt: row.attempt,
    replay: row.queue_id !== 0n,
    outcome: row.outcome,
    at: instant(row.at),
    durationMs: row.duration_ms,
    status: row.status,
    problem: row.problem,
  }
}

const orderOf = (id: bigint | null) => ({
  orderId: id === null ? null : encodeId('ord', id),
  orderNumber: id === null ? null : orderNumber(id),
})

/** JSON as it is, other bytes as a text, and where nothing can be made, why. */
async function shownPayload(event: PlacedEvent, forward: string | null): Promise<unknown> {
  if (!event.payload) return event.envelope
  const payload = await event.payload(forward!)
  if (!payload.ok) return payload.problem
  const parsed = parseJson(payload.body)
  return parsed.ok ? parsed.value : payload.body.toString()
}

/** Where an event stands, by its id: `epoch:company:pos:n`. */
function placeOf(event: string): EventPlace {
  const [, , pos, n] = event.split(':')
  return { pos: BigInt.asIntN(63, BigInt(pos!)), n: Number(n) }
}

/** What is to be replayed; one way of saying it. */
function rangeOf(given: {
  event?: string
  fromPlace?: string
  untilPlace?: string
  from?: string
  until?: string
  to?: string
}): ReplayRange | Reply {
  const { event, fromPlace, untilPlace, from, until } = given
  const byPlace = fromPlace !== undefined || untilPlace !== undefined
  const byTime = from !== undefined || until !== undefined
  const ways = [event !== undefined, byPlace, byTime].filter(Boolean).length
  if (ways > 1)
    return unclear(
      'several_ranges',
      'Say one of `event`, `fromPlace` with `untilPlace`, `from` with `until`.',
    )
  if (ways === 0 && given.to === 'all')
    return unclear('no_range', 'What is sent to everybody once more needs a range.')
  if (event !== undefined) return { kind: 'event', event: placeOf(event) }
  if (byTime)
    return {
      kind: 'time',
      from: from === undefined ? null : new Date(from),
      until: until === undefined ? null : new Date(until),
    }
  return {
    kind: 'places',
    from: BigInt(fromPlace ?? '1'),
    until: untilPlace === undefined ? null : BigInt(untilPlace),
  }
}

function unclear(code: string, message: string): Reply {
  return problem('replay_refused', { errors: [{ path: '', code, message }] })
}

import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import {
  created,
  noContent,
  ok,
  pageParameters,
  pageRequest,
  problem,
  refused,
  route,
  wantsNew,
  type Route,
} from '../../platform/http/index.ts'
import { listReply } from '../../platform/list-reply.ts'
import { isRefusal, SETUP_REFUSED, STANDS_ALREADY } from '../../platform/setup.ts'
import { InstantShape, listOf, orNull } from '../../platform/wire.ts'
import {
  changeWebhookEndpoint,
  EndpointCode,
  saveWebhookEndpoint,
  WebhookEndpointInput,
  type EndpointChange,
} from './endpoint.ts'
import { readEndpoints } from './endpoint-view.ts'
import { webhookLogRoutes, type WebhookRouting } from './http-log.ts'
import { SECRET_BYTES, shownSecret } from './sign.ts'
import { urlProblems } from './target.ts'

const strict = { additionalProperties: false }
const Named = Type.Object({ code: EndpointCode })
const Secret = Type.String({ description: 'whsec_ and base64; shown this once, keep it' })

export const EndpointView = Type.Object(
  {
    code: Type.String(),
    name: Type.String(),
    url: Type.String(),
    eventTypes: Type.Array(Type.String()),
    forwards: orNull(
      Type.Record(Type.String(), Type.Unknown(), { description: 'As described; null: it hears events' }),
    ),
    enabled: Type.Boolean(),
    state: Type.Union(
      ['delivering', 'failing', 'set_aside', 'disabled'].map((state) => Type.Literal(state)),
      {
        description: 'failing: the last call failed; set_aside: too many did, it is only tried now and then',
      },
    ),
    failures: Type.Integer({ description: 'Calls in vain in a row' }),
    setAsideAt: orNull(InstantShape),
    nextTryAt: orNull(InstantShape),
    failedAt: orNull(InstantShape),
    problem: orNull(Type.String({ description: 'Of the newest failure' })),
    behind: Type.Integer({ description: 'Places of the feed that are not settled yet' }),
    failed: Type.Integer({ description: 'Events that were given up; at most 1000 are counted' }),
    previousSecretUntil: orNull(InstantShape),
    replays: Type.Array(
      Type.Object({
        to: Type.Union([Type.Literal('failed'), Type.Literal('all')]),
        place: Type.String(),
        until: Type.String(),
        actor: Type.String(),
        madeAt: InstantShape,
      }),
      { description: 'Replays that are under way: where each stands and ends' },
    ),
  },
  { title: 'WebhookEndpoint' },
)

/** Routes by which subscribers are set up, and what they were sent is looked at. */
export function webhookRoutes(routing: WebhookRouting): Route[] {
  const { door, db, privateAddresses } = routing
  const tags = ['Webhooks']
  const url = '/api/v1/webhook-endpoints'
  const change = async (companyId: bigint, code: string, what: EndpointChange) =>
    door.request(changeWebhookEndpoint, { companyId, code, change: what })
  return [
    route({
      method: 'PUT',
      url,
      operationId: 'saveWebhookEndpoint',
      summary: 'Describe an endpoint that events are sent to',
      description:
        'Made or changed by its code; with `If-None-Match: *` only made. A new one hears what happens from now on, and gets a secret, which is shown in this answer and never again. Described in another way it is tried at once.',
      tags,
      scope: 'setup:write',
      onlyNew: true,
      body: WebhookEndpointInput,
      responses: {
        200: {
          description: 'It stands as described.',
          schema: Type.Object({ code: Type.String(), change: Type.String() }),
        },
        201: {
          description: 'It was made.',
          schema: Type.Object({ code: Type.String(), change: Type.String(), secret: Secret }),
        },
      },
      problems: [SETUP_REFUSED, STANDS_ALREADY],
      async handle(request) {
        const { companyId, body } = request
        const problems = urlProblems(body.url, privateAddresses)
        if (problems.length > 0) return refused({ ok: false, code: SETUP_REFUSED, problems })
        const secret = randomBytes(SECRET_BYTES)
        const onlyNew = wantsNew(request.header('if-none-match'))
        const outcome = await door.request(saveWebhookEndpoint, {
          companyId,
          input: { ...body, secret },
          onlyNew,
        })
        if (isRefusal(outcome)) return refused(outcome)
        const answer = { code: outcome.code, change: outcome.change }
        if (outcome.change !== 'created') return ok(answer)
        return created({ ...answer, secret: shownSecret(secret) }, `${url}/${body.code}`)
      },
    }),
    route({
      method: 'GET',
      url,
      operationId: 'listWebhookEndpoints',
      summary: 'Endpoints and how each stands',
      tags,
      scope: 'setup:read',
      query: Type.Object(pageParameters),
      responses: {
        200: { description: 'A page', schema: listOf(EndpointView, 'WebhookEndpointList') },
      },
      async handle(asked) {
        const { limit, fetch, after } = pageRequest(asked, 's')
        const rows = await readEndpoints(db, {
          companyId: asked.companyId,
          code: null,
          after: (after?.[0] as string | undefined) ?? '',
          most: fetch,
        })
        const shown = rows.slice(0, limit)
        return listReply(asked, shown, rows.length > limit ? [shown.at(-1)!.code] : null)
      },
    }),
    route({
      method: 'GET',
      url: `${url}/:code`,
      operationId: 'readWebhookEndpoint',
      summary: 'One endpoint and how it stands',
      tags,
      scope: 'setup:read',
      params: Named,
      responses: { 200: { description: 'The endpoint', schema: EndpointView } },
      problems: ['not_found'],
      async handle({ companyId, params }) {
        const [row] = await readEndpoints(db, { companyId, code: params.code, after: '', most: 1 })
        return row ? ok(row) : problem('not_found')
      },
    }),
    route({
      method: 'DELETE',
      url: `${url}/:code`,
      operationId: 'deleteWebhookEndpoint',
      summary: 'Send no events to an endpoint any more',
      description:
        'What waits for it is not sent, but for some seconds what is being sent. Its log goes within the next hour.',
      tags,
      scope: 'setup:write',
      params: Named,
      responses: { 204: { description: 'It is no more.' } },
      problems: ['not_found'],
      async handle({ companyId, params }) {
        const outcome = await change(companyId, params.code, { kind: 'delete' })
        return outcome.ok ? noContent() : problem('not_found')
      },
    }),
    route({
      method: 'POST',
      url: `${url}/:code/secret`,
      operationId: 'rotateWebhookSecret',
      summary: 'Exchange the secret of an endpoint',
      description:
        'What is sent is signed with the new secret at once, and for a while with the one before beside it: so the receiver exchanges it without losing a message. Asked again within that while, the oldest of the three holds no more.',
      tags,
      scope: 'setup:write',
      params: Named,
      body: Type.Object(
        {
          overlapSeconds: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 2_592_000, description: 'A day when absent' }),
          ),
        },
        strict,
      ),
      bodyOptional: true,
      responses: {
        200: {
          description: 'The new secret.',
          schema: Type.Object({
            secret: Secret,
            previousUntil: orNull(InstantShape),
          }),
        },
      },
      problems: ['not_found'],
      async handle({ companyId, params, body }) {
        const secret = randomBytes(SECRET_BYTES)
        const given = body as { overlapSeconds?: number } | undefined
        const overlapSeconds = given?.overlapSeconds ?? 86_400
        const outcome = await change(companyId, params.code, { kind: 'rotate', secret, overlapSeconds })
        if (!outcome.ok) return problem('not_found')
        const { previousUntil } = outcome
        return ok({
          secret: shownSecret(secret),
          previousUntil: previousUntil === null ? null : previousUntil.toISOString(),
        })
      },
    }),
    route({
      method: 'POST',
      url: `${url}/:code/resume`,
      operationId: 'resumeWebhookEndpoint',
      summary: 'Try an endpoint at once that was set aside',
      tags,
      scope: 'operations:write',
      params: Named,
      responses: { 204: { description: 'It is tried.' } },
      problems: ['not_found'],
      async handle({ companyId, params }) {
        const outcome = await change(companyId, params.code, { kind: 'resume' })
        return outcome.ok ? noContent() : problem('not_found')
      },
    }),
    ...webhookLogRoutes(routing),
  ]
}

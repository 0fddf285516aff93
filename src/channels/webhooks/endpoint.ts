import { Type, type Static } from 'typebox'
import type { Act } from '../../platform/batch/index.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { Forward, forwardProblems } from '../gateway/forward.ts'
import { channelsOfCompanies } from '../inbound/channel.sql.ts'
import {
  deleteEndpoints,
  deleteQueues,
  deleteStates,
  endpointsOfCompanies,
  openQueues,
  openStates,
  resumeQueues,
  resumeStates,
  saveEndpoints,
} from './endpoint.sql.ts'

export const EndpointCode = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$',
  form: 'at most 100 letters, digits and . _ -, beginning with a letter or digit',
})

export const WebhookEndpointInput = Type.Object(
  {
    code: EndpointCode,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'The code when absent' })),
    url: Type.String({ minLength: 1, maxLength: 2000, description: 'https; http on loopback only' }),
    eventTypes: Type.Optional(
      Type.Array(
        Type.String({
          pattern: '^[a-z_]{1,60}(\\.[a-z_]{1,60}){1,3}$',
          form: 'a type of events, such as order.submitted',
        }),
        {
          maxItems: 100,
          uniqueItems: true,
          description: 'Types of events to send, such as order.submitted; all when absent or empty',
        },
      ),
    ),
    forwards: Type.Optional(
      Type.Object(Forward.properties, {
        additionalProperties: false,
        description: 'It is sent what a gateway took instead of events',
      }),
    ),
    enabled: Type.Optional(
      Type.Boolean({ description: 'False: events wait until it is true again; true when absent' }),
    ),
  },
  { title: 'WebhookEndpointInput', $id: 'WebhookEndpointInput', additionalProperties: false },
)

/** A description, and a secret that becomes the endpoint's if it is new. */
export type DescribedEndpoint = Static<typeof WebhookEndpointInput> & { secret: Buffer }

type EndpointRow = CamelRow<typeof endpointsOfCompanies>

/** An endpoint that events are sent to. A new one hears what happens from now on; described in another way it is tried at once. */
export const saveWebhookEndpoint: SetupAct<DescribedEndpoint> = setupAct<
  DescribedEndpoint,
  EndpointRow,
  Map<string, { id: bigint; gateway: boolean }>
>({
  name: 'channels.save_webhook_endpoint',
  // Nobody keeps a picture of them.
  touches: false,
  key: (input) => input.code,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [read, channels] = await Promise.all([
      db.read(endpointsOfCompanies, { companyIds }),
      db.read(channelsOfCompanies, { companyIds }),
    ])
    const rows = camelRows(endpointsOfCompanies, read)
    return {
      rows: rows.map((row) => [row.code, row]),
      known: new Map(channels.map((row) => [`${row.company_id}/${row.code}`, row])),
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const { channel: code, ...forward } = input.forwards ?? {}
    const channel = known.get(`${companyId}/${code}`)
    for (const { path, code: reason, message } of input.forwards ? forwardProblems(input.forwards) : [])
      check.add(`/forwards${path}`, reason, message)
    check.that(
      code === undefined || channel?.gateway === true,
      '/forwards/channel',
      'no_gateway',
      `"${code}" is no channel that is a gateway.`,
    )
    check.that(
      !before || before.channelId === (channel?.id ?? null),
      '/forwards/channel',
      'is_fixed',
      'What an endpoint hears is said when it is made: its place and its log are of that.',
    )
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      name: input.name ?? input.code,
      url: input.url,
      eventTypes: (input.eventTypes ?? []).toSorted(),
      enabled: input.enabled ?? true,
      channelId: channel?.id ?? null,
      forward: input.forwards === undefined ? null : JSON.stringify(forward),
      secret: before?.secret ?? input.secret,
      previousSecret: before?.previousSecret ?? null,
      previousUntil: before?.previousUntil ?? null,
    }
  },
  write(rows, writes, { now }) {
    for (const row of rows) {
      const key = { companyId: row.companyId, endpointId: row.id }
      writes.add(saveEndpoints, row)
      writes.add(openStates, key)
      writes.add(openQueues, { ...key, now })
      writes.add(resumeStates, key)
      writes.add(resumeQueues, { ...key, now })
    }
  },
})

/** What can be done with an endpoint that stands. */
export type EndpointChange =
  /** Signs with `secret` from now on, with the one before beside it for so long. */
  | { kind: 'rotate'; secret: Buffer; overlapSeconds: number }
  /** Tried at once, although it was set aside. */
  | { kind: 'resume' }
  | { kind: 'delete' }

export interface EndpointRequest {
  companyId: bigint
  code: string
  change: EndpointChange
}

export interface EndpointChanged {
  ok: true
  /** Of a rotation: until then both secrets hold. */
  previousUntil: Date | null
}

/** Changes endpoints by their code. Refusal: `not_found`. */
export const changeWebhookEndpoint: Act<
  EndpointRequest,
  Map<string, EndpointRow>,
  EndpointChanged | Refusal
> = {
  name: 'channels.change_webhook_endpoint',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const read = await db.read(endpointsOfCompanies, { companyIds: companiesOf(requests) })
    return new Map(camelRows(endpointsOfCompanies, read).map((row) => [`${row.companyId}/${row.code}`, row]))
  },
  decide({ companyId, code, change }, known, { writes, now }) {
    const row = known.get(`${companyId}/${code}`)
    if (!row) return refuse('not_found', `there is no webhook endpoint ${code}`)
    const key = { companyId, endpointId: row.id }
    switch (change.kind) {
      case 'rotate': {
        row.previousSecret = row.secret
        row.previousUntil = new Date(now.getTime() + change.overlapSeconds * 1000)
        row.secret = change.secret
        writes.add(saveEndpoints, row)
        return { ok: true, previousUntil: row.previousUntil }
      }
      case 'resume': {
        writes.add(resumeStates, key)
        writes.add(resumeQueues, { ...key, now })
        return { ok: true, previousUntil: null }
      }
      case 'delete': {
        known.delete(`${companyId}/${code}`)
        for (const statement of [deleteEndpoints, deleteStates, deleteQueues]) writes.add(statement, key)
        return { ok: true, previousUntil: null }
      }
    }
  },
}

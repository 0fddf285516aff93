import { Type } from 'typebox'
import { readCompanies } from '../../organization/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { ok, problem, route, type Route } from '../../platform/http/index.ts'
import { formatMicro } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import { orNull } from '../../platform/wire.ts'
import { inboundKinds } from './kinds.ts'
import { partsOf, type InboundKind, type Mapped, type MappedFor, type MessagePart } from './port.ts'
import { settingsProblems, type ChannelRow } from './save-channel.ts'

const ProblemShown = Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })

const Tried = Type.Object(
  {
    messages: Type.Array(
      Type.Object({
        place: orNull(Type.String({ description: 'Where it stands in a body that holds several' })),
        event: Type.String({ description: 'What it is about; unknown: it cannot be told' }),
        key: Type.String({ description: "The sender's name of what it speaks of" }),
        version: orNull(Type.String()),
        what: Type.String({ description: 'order, cancellation, return, customer, nothing or refused' }),
        mapped: orNull(Type.Record(Type.String(), Type.Unknown(), { description: 'It in our words' })),
        problems: Type.Array(ProblemShown),
      }),
      { description: 'One for each message of the body, at most 100' },
    ),
  },
  { title: 'MessageTried' },
)

/** Messages of one body that are shown. */
const MOST_SHOWN = 100

type FindChannel = (companyId: bigint, code: string) => Promise<ChannelRow | undefined>

/** What a channel would make of a body: nothing is signed, kept or done. */
export function tryRoute(db: Database, ofCompany: FindChannel): Route {
  return route({
    method: 'POST',
    url: '/api/v1/channels/:channel/try',
    operationId: 'tryMessage',
    summary: 'See what a channel would make of a message',
    description:
      'Nothing is saved, kept or captured. With `settings` these hold instead of those that stand, and with `kind` too the channel need not be there. What was left out of a message is not asked for; items, prices and customers are not looked up.',
    tags: ['Channels'],
    scope: 'setup:write',
    params: Type.Object({ channel: Type.String({ minLength: 1, maxLength: 100, description: 'Its code' }) }),
    body: Type.Object(
      {
        message: Type.Union([Type.String(), Type.Record(Type.String(), Type.Unknown())], {
          description: 'The body as text, or as the JSON object that it is',
        }),
        settings: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
        kind: Type.Optional(Type.String({ maxLength: 40 })),
      },
      { additionalProperties: false },
    ),
    responses: { 200: { description: 'What would come of it.', schema: Tried } },
    problems: ['not_found', 'invalid_body'],
    async handle({ companyId, params, body }) {
      const row = await ofCompany(companyId, params.channel)
      const kindName = body.kind ?? row?.kind
      const settings = body.settings ?? (body.kind === undefined ? row?.settings : undefined)
      if (kindName === undefined || settings === undefined) return problem('not_found')
      const wrong = settingsProblems(kindName, settings)
      const kind = inboundKinds.get(kindName)
      if (!wrong || !kind) return problem('not_found', { detail: `There is no kind "${kindName}".` })
      if (wrong.length > 0) return problem('invalid_body', { errors: wrong })
      const { currency, country, timeZone } = (await readCompanies(db, new Set([companyId]))).get(companyId)!
      const source = row?.source ?? params.channel
      const { message } = body
      const bytes = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message))
      const channel = { source, currency, country, timeZone, settings }
      const parts = partsOf(kind, bytes, settings)
      return ok({ messages: parts.slice(0, MOST_SHOWN).map((part) => tryOne(kind, part, channel)) })
    },
  })
}

function tryOne(kind: InboundKind, { bytes, place }: MessagePart, channel: MappedFor<unknown>) {
  const recognized = kind.recognize(bytes, channel.settings)
  if (!recognized.ok) {
    const { problems } = recognized
    return { place, event: 'unknown', key: '', version: null, what: 'refused', mapped: null, problems }
  }
  const { event, key, version, content } = recognized
  const mapped = kind.map(content, event, channel)
  return { place, event, key, version: version?.toString() ?? null, what: mapped.what, ...shown(mapped) }
}

/** What was mapped, in words of the wire. */
function shown(mapped: Mapped): { mapped: object | null; problems: readonly Problem[] } {
  switch (mapped.what) {
    case 'order':
      return { mapped: mapped.input, problems: mapped.problems }
    case 'customer':
      return { mapped: mapped.input, problems: [] }
    case 'cancellation':
      return { mapped: { order: mapped.order, reason: mapped.reason }, problems: [] }
    case 'return': {
      const { order, name, reason, credit } = mapped
      const lines = mapped.lines.map((line) => ({ ...line, quantity: formatMicro(line.quantity) }))
      const creditMinor = credit === null ? null : credit.toString()
      return { mapped: { order, name, reason, creditMinor, lines }, problems: [] }
    }
    case 'nothing':
    case 'refused':
      return { mapped: null, problems: mapped.problems }
  }
}

import { Type, type Static } from 'typebox'
import type { Check } from '../../platform/setup.ts'
import { callFacts } from './call-template.ts'

/** What a status of a system means: it is done, it is still at it, or it failed, and how (O-87). */
export const MEANS = ['done', 'going_on', 'later', 'wrong', 'impossible'] as const
export type Means = (typeof MEANS)[number]

const Pointer = Type.String({
  maxLength: 300,
  pattern: '^(/([^~]|~[01])*)?$',
  form: 'a JSON Pointer, such as /result/state',
})

export const SystemInput = Type.Object(
  {
    code: Type.String({
      minLength: 1,
      maxLength: 50,
      pattern: '^[a-z][a-z0-9_-]*$',
      form: 'small letters, digits, _ and -, beginning with a letter',
      description: 'By which patterns name it',
    }),
    connection: Type.String({
      minLength: 1,
      maxLength: 40,
      description:
        'Its connection in the settings, in small letters: DOCKET_SYSTEM_<NAME>_URL, _TOKEN, _SECRET, _COMPANIES',
    }),
    reply: Type.Union([Type.Literal('answer'), Type.Literal('callback'), Type.Literal('poll')], {
      description:
        'How it says what came of a request: in its answer, by a signed call of its own, or when it is asked again (`lookUp`)',
    }),
    read: Type.Optional(
      Type.Object(
        {
          key: Type.Optional(Pointer),
          status: Type.Optional(Pointer),
          problem: Type.Optional(Pointer),
        },
        {
          additionalProperties: false,
          description:
            'Where what it says has the key of the request, a status, and a reason; unless said /key, /status, /message',
        },
      ),
    ),
    statuses: Type.Optional(
      Type.Array(
        Type.Object(
          {
            code: Type.String({
              minLength: 1,
              maxLength: 100,
              description: 'As it says it; http_409: an answer without one',
            }),
            means: Type.Unsafe<Means>(Type.Union(MEANS.map((one) => Type.Literal(one)))),
          },
          { additionalProperties: false },
        ),
        {
          maxItems: 100,
          description: 'What its statuses mean; one that is not among them stands as failed for a person',
        },
      ),
    ),
    lookUp: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description:
          'CEL: the path that is read for what became of a request, as `"/orders/" + call.key`; 404: it never came',
      }),
    ),
    takesKeysTwice: Type.Optional(
      Type.Boolean({
        description:
          'true: the same Idempotency-Key again does nothing twice, so what was not answered is sent again',
      }),
    ),
    atOnce: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 500,
        description: 'Most calls at once, over all processes; 10 unless said',
      }),
    ),
    perSecond: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 5000, description: 'Most calls in a second; 100 unless said' }),
    ),
    timeoutSeconds: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 60, description: 'Of one call; 10 unless said' }),
    ),
    answerWithinMinutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 525_600,
        description: 'What is not told by then is in doubt; a day unless said',
      }),
    ),
    pollSeconds: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 86_400, description: 'From one look to the next; 10 unless said' }),
    ),
    attempts: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 20, description: 'Then a person is asked; 5 unless said' }),
    ),
    retrySeconds: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 3600,
        description: 'Pause after the first attempt, each other one four times as long; 1 unless said',
      }),
    ),
    active: Type.Optional(
      Type.Boolean({ description: 'false: nothing is sent to it; what is asked for waits' }),
    ),
  },
  { $id: 'SystemInput', title: 'SystemInput', additionalProperties: false },
)
export type SystemInput = Static<typeof SystemInput>

/** A system as it is stored: everything said. */
export interface SystemBody {
  reply: SystemInput['reply']
  read: { key: string; status: string; problem: string }
  statuses: { code: string; means: Means }[]
  /** CEL; null: it cannot be asked. */
  lookUp: string | null
  takesKeysTwice: boolean
  atOnce: number
  perSecond: number
  timeoutSeconds: number
  answerWithinMinutes: number
  pollSeconds: number
  attempts: number
  retrySeconds: number
}

export function systemBody({
  reply,
  read = {},
  statuses = [],
  lookUp = undefined,
  takesKeysTwice = false,
  atOnce = 10,
  perSecond = 100,
  timeoutSeconds = 10,
  answerWithinMinutes = 1440,
  pollSeconds = 10,
  attempts = 5,
  retrySeconds = 1,
}: SystemInput): SystemBody {
  return {
    reply,
    read: { key: '/key', status: '/status', problem: '/message', ...read },
    statuses,
    lookUp: lookUp ?? null,
    takesKeysTwice,
    atOnce,
    perSecond,
    timeoutSeconds,
    answerWithinMinutes,
    pollSeconds,
    attempts,
    retrySeconds,
  }
}

/** Everything that is wrong with a system. */
export function checkSystem({ reply, statuses = [], lookUp }: SystemInput, check: Check): void {
  if (lookUp !== undefined) check.rule('/lookUp', lookUp, callFacts, 'string')
  if (reply === 'poll')
    check.that(lookUp !== undefined, '/lookUp', 'look_up_missing', 'What is polled has a path to be read at.')
  for (const [index, { code }] of statuses.entries())
    if (statuses.findIndex((one) => one.code === code) < index)
      check.add(`/statuses/${index}/code`, 'duplicate_status', `${code} stands twice.`)
  const ends = statuses.some(({ means }) => means === 'done')
  if (reply !== 'answer' && check.stated('/statuses'))
    check.that(ends, '/statuses', 'status_missing', 'With none of them a request would be done.')
}

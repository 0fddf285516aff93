import { Type } from 'typebox'
import { readCompanies } from '../../organization/index.ts'
import { ok, parseJson, problem, route, type Reply, type Route } from '../../platform/http/index.ts'
import type { HistogramMetric, Telemetry } from '../../platform/telemetry.ts'
import type { Channel, Directory } from '../inbound/directory.ts'
import { atOnce, type AtOnce } from './at-once.ts'
import { asking, Unanswerable, type Asking } from './ask.ts'
import { FUNCTIONS, type Answer, type ChannelFunction, type FunctionName } from './port.ts'

/** Limits of answering; see docs/reference/settings.md. */
export const FUNCTION_LIMITS = {
  /**
   * An answer that takes longer is 503: a shop waits some seconds, then goes on by its own means (C-34). Less than what a
   * statement may wait for a lock.
   */
  timeoutMs: 1500,
  /** Answers under way in one process; who asks beyond is told to come again. A company alone gets half of them. */
  atOnce: 200,
  /** A checkout with some thousand lines fits. */
  bytes: 2 * 1024 * 1024,
} as const

export interface FunctionRouting extends Asking {
  telemetry: Telemetry
  directory: Directory
  /** Counts what was not signed by a secret of its channel. */
  refused(): void
}

/** Paths by which a channel is asked, by name of the function. */
export function functionPaths(publicId: string, kind: Channel['kind']): Record<string, string> {
  const pathsOf = (folder: string, functions: object = {}) =>
    Object.keys(functions).map((name) => [name, `/channels/${publicId}/${folder}/${name}`])
  return Object.fromEntries([...pathsOf('functions', kind.functions), ...pathsOf('payments', kind.payments)])
}

/** What a shop asks while its shopper waits: answered from what is read, and written nowhere (decision 0023). */
export function functionRoutes(routing: FunctionRouting): Route[] {
  const { telemetry } = routing
  const durations = telemetry.histogram(
    'docket_channel_function_seconds',
    'What shops asked in their checkout, by outcome: answered, refused (a "no" in the shop\'s own form), failed.',
    ['channel', 'function', 'outcome'],
  )
  const limited = atOnce(FUNCTION_LIMITS.atOnce, 'Too many shops ask at once.')
  return [
    route({
      method: 'POST',
      url: '/channels/:channel/functions/:function',
      operationId: 'askFunction',
      summary: 'Ask in the checkout of a shop',
      description:
        'For shops, signed as their messages are. The answer is JSON in the shop\'s own words, by the function: prices, shipping, tax, whether an order may be placed, what may come back, what is there, how far orders are. What cannot be answered is the shop\'s own form of "no", with every reason. Nothing is written, promised or kept.',
      tags: ['Channels'],
      scope: 'anonymous',
      company: false,
      input: 'raw',
      bodyLimit: FUNCTION_LIMITS.bytes,
      timeoutMs: FUNCTION_LIMITS.timeoutMs,
      params: Type.Object({
        channel: Type.String({ maxLength: 40, description: 'chn_…' }),
        function: Type.Union(FUNCTIONS.map((name) => Type.Literal(name))),
      }),
      responses: {
        200: {
          description: 'The answer, in the form that the shop knows.',
          schema: Type.Record(Type.String(), Type.Unknown(), { title: 'FunctionAnswer' }),
        },
      },
      problems: ['not_genuine', 'not_found', 'too_large', 'too_many_requests', 'unavailable'],
      handle: (request) => limited.enter(() => answerTo(request, routing, durations, limited)),
    }),
  ]
}

async function answerTo(
  request: Parameters<Route['handle']>[0],
  { directory, refused, ...options }: FunctionRouting,
  durations: HistogramMetric,
  limited: AtOnce,
): Promise<Reply> {
  const started = performance.now()
  const { bytes, params } = request
  const header = (title: string) => request.header(title)
  const { channel: publicId, function: name } = params as { channel: string; function: FunctionName }
  const channel = await directory.find(publicId)
  const signing = channel?.secrets.signing ?? []
  if (!channel?.active || !channel.kind.isGenuine({ bytes, header }, signing, channel.settings)) {
    refused()
    return problem('not_genuine')
  }
  const asked = channel.kind.functions?.[name]
  if (!asked) return problem('not_found', { detail: `A channel of this kind has no function ${name}.` })
  return limited.share(channel.companyId, async () => {
    let outcome: Answer['outcome'] | 'failed' = 'failed'
    try {
      const answer = await answered(bytes, asked, channel, options)
      outcome = answer.outcome
      return ok(answer.body)
    } finally {
      const labels = { channel: channel.code, function: name, outcome }
      durations.series(labels).observe((performance.now() - started) / 1000)
    }
  })
}

async function answered(
  bytes: Buffer,
  asked: ChannelFunction<never>,
  { companyId, code, source, settings }: Channel,
  options: Asking,
): Promise<Answer> {
  const parsed = parseJson(bytes)
  if (!parsed.ok) return { outcome: 'refused', body: asked.refuse([parsed.problem]) }
  const company = (await readCompanies(options.db, [companyId])).get(companyId)!
  const { currency, country, timeZone } = company
  const ask = asking(options, { company, source, actor: `channel:${code}` })
  try {
    const context = { source, currency, country, timeZone, settings }
    return await asked.answer(parsed.value, context as never, ask)
  } catch (error) {
    if (!(error instanceof Unanswerable)) throw error
    return { outcome: 'refused', body: asked.refuse(error.problems) }
  }
}

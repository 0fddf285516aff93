import { Type } from 'typebox'
import { readCompanies } from '../../organization/index.ts'
import { ok, parseJson, problem, route, type Reply, type Route } from '../../platform/http/index.ts'
import type { Telemetry } from '../../platform/telemetry.ts'
import type { Directory } from '../inbound/directory.ts'
import { PAYMENT_LIMITS } from '../payments/payment.ts'
import { transactor, type TransactOptions } from '../payments/transact.ts'
import { atOnce } from './at-once.ts'
import { PAYMENT_FUNCTIONS, type PaymentFunctionName } from './port.ts'

export interface PaymentRouting extends TransactOptions {
  telemetry: Telemetry
  directory: Directory
  /** Counts what was not signed by a secret of its channel. */
  refused(): void
}

/** Payments that a shop has made by a gateway: kept before it is asked and before the shop is answered (decision 0036). */
export function paymentFunctionRoutes({
  telemetry,
  directory,
  refused,
  ...options
}: PaymentRouting): Route[] {
  const durations = telemetry.histogram(
    'docket_channel_payment_seconds',
    'Payments that shops asked for, by outcome: answered, refused (declined, or not carried out), doubt, failed.',
    ['channel', 'function', 'outcome'],
  )
  const limited = atOnce(PAYMENT_LIMITS.atOnce, 'Too many payments are under way.')
  const transact = transactor(options)

  async function answered(request: Parameters<Route['handle']>[0]): Promise<Reply> {
    const started = performance.now()
    const { bytes, params } = request
    const header = (title: string) => request.header(title)
    const { channel: publicId, function: name } = params as { channel: string; function: PaymentFunctionName }
    const channel = await directory.find(publicId)
    const signing = channel?.secrets.signing ?? []
    if (!channel?.active || !channel.kind.isGenuine({ bytes, header }, signing, channel.settings)) {
      refused()
      return problem('not_genuine')
    }
    const asked = channel.kind.payments?.[name]
    if (!asked) return problem('not_found', { detail: `A channel of this kind has no function ${name}.` })
    return limited.share(channel.companyId, async () => {
      let outcome = 'failed'
      try {
        const parsed = parseJson(bytes)
        const content = parsed.ok ? parsed.value : {}
        const { id: channelId, companyId, code, source, settings } = channel
        const { currency, country, timeZone } = (await readCompanies(options.db, [companyId])).get(companyId)!
        const context = { source, currency, country, timeZone, settings }
        const question = parsed.ok
          ? asked.read(content, context as never)
          : { ok: false as const, problems: [parsed.problem] }
        outcome = 'refused'
        if (!question.ok) return ok(asked.refuse(content, question.problems))
        const asker = { companyId, channelId, source, actor: `channel:${code}`, gateway: question.gateway }
        const done = await transact({ asked: question.asked, asker })
        if (done.what === 'refused') return ok(asked.refuse(content, done.problems))
        outcome = 'doubt'
        if (done.what === 'doubt') return problem('unavailable', { retryAfter: 2, detail: done.message })
        const answer = asked.answer(content, done.payment)
        outcome = answer.outcome
        return ok(answer.body)
      } finally {
        const labels = { channel: channel.code, function: name, outcome }
        durations.series(labels).observe((performance.now() - started) / 1000)
      }
    })
  }

  return [
    route({
      method: 'POST',
      url: '/channels/:channel/payments/:function',
      operationId: 'transactPayment',
      summary: 'Have a payment of a shop made by a payment gateway',
      description:
        'For shops, signed as their messages are. Authorizes, voids, refunds, or asks for a balance, each once for its `transactionId`: the same again hears the same. A decline, and whatever cannot be carried out, is the answer that the shop has for it, with every reason. 503: the gateway did not answer; ask again with the same `transactionId`.',
      tags: ['Channels'],
      scope: 'anonymous',
      company: false,
      input: 'raw',
      bodyLimit: PAYMENT_LIMITS.bytes,
      timeoutMs: PAYMENT_LIMITS.timeoutMs,
      params: Type.Object({
        channel: Type.String({ maxLength: 40, description: 'chn_…' }),
        function: Type.Union(PAYMENT_FUNCTIONS.map((name) => Type.Literal(name))),
      }),
      responses: {
        200: {
          description: 'The answer, in the form that the shop knows.',
          schema: Type.Record(Type.String(), Type.Unknown(), { title: 'PaymentAnswer' }),
        },
      },
      problems: ['not_genuine', 'not_found', 'too_large', 'too_many_requests', 'unavailable'],
      handle: (request) => limited.enter(() => answered(request)),
    }),
  ]
}

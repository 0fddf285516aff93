import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { defineProblems, ok, problem, refused, route, type Route } from '../../platform/http/index.ts'
import { encodeId } from '../../platform/public-id.ts'
import { isRefusal } from '../../platform/setup.ts'
import { channelsOfCompanies } from './channel.sql.ts'
import { readChannelsOf } from './directory.ts'
import { messageOf } from './http.ts'
import { OutsideFailure } from './port.ts'
import { takeMessage } from './take-message.ts'

defineProblems({
  cannot_be_asked: [
    422,
    'The channel cannot be asked for an order.',
    'Give it `baseUrl` and `applicationKey`, or have the order sent again.',
  ],
  sender_failed: [502, 'The channel was asked for the order and did not help.', 'Try again later.'],
})

const ASK_MS = 20_000

/** A route that asks a channel for an order that never came, and takes it in as if it had been sent (P-79). */
export function fetchOrderRoute({
  door,
  db,
  privateAddresses: allowPrivate,
}: {
  door: Door
  db: Database
  /** True: channels on private networks may be asked. */
  privateAddresses: boolean
}): Route {
  return route({
    method: 'POST',
    url: '/api/v1/channels/:channel/orders/:order/fetch',
    operationId: 'fetchOrder',
    summary: 'Ask a channel for an order that never came',
    description:
      'It is kept as a message of the channel and worked off like one. An order that is here already is not made twice.',
    tags: ['Channels'],
    scope: 'operations:write',
    timeoutMs: ASK_MS + 10_000,
    params: Type.Object({
      channel: Type.String({ minLength: 1, maxLength: 100, description: 'Its code' }),
      order: Type.String({ minLength: 1, maxLength: 200, description: "The channel's own id of the order" }),
    }),
    responses: {
      202: {
        description: 'It is kept.',
        schema: Type.Object({ message: Type.String(), again: Type.Boolean() }),
      },
    },
    problems: ['not_found', 'cannot_be_asked', 'sender_failed', 'forbidden_content'],
    async handle({ companyId, params, signal }) {
      const rows = await db.read(channelsOfCompanies, { companyIds: [companyId] })
      const row = rows.find((one) => one.code === params.channel)
      const channel = row && (await readChannelsOf(db, [row.id])).get(row.id)
      if (!channel) return problem('not_found')
      const { baseUrl } = channel.settings as { baseUrl?: string }
      const { applicationKey } = channel.secrets
      if (!channel.active || !channel.kind.fetchOrder || baseUrl === undefined || applicationKey === null)
        return problem('cannot_be_asked')
      let bytes: Buffer | undefined
      try {
        const time = AbortSignal.any([signal, AbortSignal.timeout(ASK_MS)])
        const sender = { baseUrl, applicationKey, allowPrivate }
        bytes = await channel.kind.fetchOrder(params.order, sender, time)
      } catch (error) {
        if (!(error instanceof OutsideFailure)) throw error
        return problem('sender_failed', { detail: error.message })
      }
      if (bytes === undefined) return problem('not_found', { detail: 'The channel has no such order.' })
      const message = messageOf(channel, { bytes, place: null }, 'application/json')
      if (!('event' in message)) return message
      const taken = await door.request(takeMessage, message)
      if (isRefusal(taken)) return refused(taken)
      return { ...ok({ message: encodeId('itk', taken.id), again: taken.again }), status: 202 }
    },
  })
}

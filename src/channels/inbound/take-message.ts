import { randomBytes } from 'node:crypto'
import type { Act } from '../../platform/batch/index.ts'
import { seal, SEAL_BYTES } from '../../platform/blob.ts'
import type { Json } from '../../platform/json.ts'
import type { Problem } from '../../platform/outcome.ts'
import {
  findRequestKey,
  readRequestKeys,
  requestKeysInFlight,
  useRequestKey,
  type RequestKey,
  type UsedKeys,
} from '../../platform/request-key.ts'
import { NOBODY } from '../intake.ts'
import { insertIntake } from '../intake.sql.ts'
import { countAgain, insertMessage } from './message.sql.ts'
import type { InboundEvent } from './port.ts'

/** A genuine message, to be kept before it is answered. */
export interface MessageRequest {
  companyId: bigint
  channelId: bigint
  /** Code of the channel: who, for history and keys. */
  code: string
  source: string
  bytes: Buffer
  /** sha256 of the bytes. */
  bodyHash: Buffer
  contentType: string
  event: InboundEvent
  key: string
  version: bigint | null
  /** Something was left out of it, which the sender is asked for before it is worked off. */
  cut: boolean
  /** Where it stood in a body that held several; null: it is the body. */
  place: string | null
  /** It is handed on to another system, and not worked off here. */
  handedOn: boolean
  /** Why it cannot be worked off; none: it waits for that. */
  problems: Problem[]
}

export interface TakenMessage {
  ok: true
  /** Of the message, and of its bytes. */
  id: bigint
  /** The same bytes came before. */
  again: boolean
}

interface MessageRead {
  used: UsedKeys
  /** How often messages of this batch came again, by company and message. */
  again: Map<string, { companyId: bigint; id: bigint; times: number }>
  /** Messages that are new in this batch, which count for themselves. */
  fresh: Map<string, { request: MessageRequest; came: number }>
  chance: Buffer
}

/**
 * Keeps messages (C-14): byte for byte, each once whatever number of times it comes, with the row of the log that says so.
 * The sender is answered after this commit, so what it was told is there. Nothing of it is decided here.
 */
export const takeMessage: Act<MessageRequest, MessageRead, TakenMessage> = {
  name: 'channels.take_message',
  intake: true,
  weigh: ({ bytes }) => 1 + (bytes.length >> 12),
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const used = await readRequestKeys(db, requests.map(keyOf))
    return { used, again: new Map(), fresh: new Map(), chance: randomBytes(SEAL_BYTES * requests.length) }
  },
  decide(request, facts, context) {
    const { companyId } = request
    const key = keyOf(request)
    const before = findRequestKey(facts.used, key)
    if (!before) {
      const id = context.ids.next()
      useRequestKey(facts.used, key, { message: id.toString() }, context)
      facts.fresh.set(`${companyId}/${id}`, { request, came: 1 })
      return { ok: true, id, again: false }
    }
    const id = BigInt((before.outcome as { message: string }).message)
    const name = `${companyId}/${id}`
    const fresh = facts.fresh.get(name)
    if (fresh) fresh.came += 1
    else {
      const again = facts.again.get(name) ?? { companyId, id, times: 0 }
      facts.again.set(name, { ...again, times: again.times + 1 })
    }
    return { ok: true, id, again: true }
  },
  inFlight: (db, requests) => requestKeysInFlight(db, requests.map(keyOf)),
  conclude(facts, { writes, now, batch }) {
    let sealed = 0
    for (const [name, { request, came }] of facts.fresh) {
      const { companyId, channelId, event, version, problems, bodyHash, contentType, source } = request
      const id = BigInt(name.slice(name.indexOf('/') + 1))
      const at = SEAL_BYTES * sealed++
      const { key, body } = seal(request.bytes, facts.chance.subarray(at, at + SEAL_BYTES))
      writes.add(insertIntake, {
        companyId,
        id,
        source,
        externalId: request.key === '' ? null : request.key,
        receivedAt: now,
        principal: actorOf(request.code),
        contentType,
        body,
        bodyHash,
        key,
        customerId: NOBODY,
        outcome: 'kept',
        problems: problems as unknown as Json,
        orderId: null,
      })
      writes.add(insertMessage, {
        companyId,
        id,
        channelId,
        event,
        key: request.key,
        version,
        cut: request.cut,
        place: request.place,
        batch: request.handedOn ? batch : null,
        receivedAt: now,
        lastAt: now,
        came,
        outcome: problems.length > 0 ? 'failed' : request.handedOn ? 'accepted' : 'waiting',
        problems: problems as unknown as Json,
      })
    }
    for (const again of facts.again.values()) writes.add(countAgain, { ...again, lastAt: now })
  },
}

/** Who does what a channel says, in history. */
export const actorOf = (code: string): string => `channel:${code}`

function keyOf({ companyId, channelId, code, bodyHash }: MessageRequest): RequestKey {
  const key = bodyHash.toString('hex')
  return { companyId, principal: actorOf(code), route: `takeMessage ${channelId}`, key, bodyHash }
}

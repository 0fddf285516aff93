import { randomBytes } from 'node:crypto'
import { findAccount } from '../../../customers/index.ts'
import { returnGoods, type ReturnRequest } from '../../../orchestration/index.ts'
import { Fault, type Act } from '../../../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../../platform/keyed.ts'
import type { Refusal } from '../../../platform/outcome.ts'
import { seal, SEAL_BYTES } from '../../../platform/blob.ts'
import { NOBODY } from '../../intake.ts'
import { insertIntake } from '../../intake.sql.ts'

/** A document of goods that came back: one return for each order that it refers to, and one for what refers to none. */
export interface ReturnDocument extends MayBeKeyed {
  companyId: bigint
  actor: string
  source: string
  externalId: string
  bytes: Buffer
  contentType: string
  bodyHash: Buffer
  parts: readonly ReturnRequest[]
}

type ReturnFacts = Awaited<ReturnType<typeof returnGoods.read>>

/**
 * Takes a whole document of returns in one transaction, with the bytes that were received.
 *
 * @throws Fault `return_refused` when a part of it is refused: then nothing of the document happens
 */
export const takeReturn = keyed<ReturnDocument, { inner: ReturnFacts; chance: Buffer; sealed: number }>({
  name: 'channels.take_return',
  weigh: ({ parts }) => parts.reduce((sum, part) => sum + returnGoods.weigh(part), 2),
  companyOf: (request) => request.companyId,
  async read(db, requests, locked) {
    const parts = requests.flatMap((request) => request.parts)
    const inner = await returnGoods.read(db, parts, locked)
    return { inner, chance: randomBytes(SEAL_BYTES * requests.length), sealed: 0 }
  },
  lock: ({ inner }, locks) => returnGoods.lock!(inner, locks),
  decide(request, facts, context): Answered {
    const { companyId, source, externalId, bytes, contentType, bodyHash, actor } = request
    const returns = request.parts.map((part) => {
      const outcome: Answered | Refusal = returnGoods.decide(part, facts.inner, context)
      if (outcome.ok) return outcome.answer
      const problems = outcome.problems.map(({ path, message }) => `${path} ${message}`)
      throw new Fault(`${externalId}: ${problems.join('; ')}`, 'return_refused')
    })
    const { account } = request.parts[0]!
    const customer =
      account === null ? undefined : findAccount(facts.inner.inner.accounts, companyId, account)?.customerId
    const id = context.ids.next()
    const at = SEAL_BYTES * facts.sealed++
    const { key, body } = seal(bytes, facts.chance.subarray(at, at + SEAL_BYTES))
    const { now, writes } = context
    writes.add(insertIntake, {
      companyId,
      id,
      source,
      externalId,
      receivedAt: now,
      principal: actor,
      contentType,
      body,
      bodyHash,
      key,
      customerId: customer ?? NOBODY,
      outcome: 'accepted',
      problems: [],
      orderId: null,
    })
    return { ok: true, answer: { externalId, returns } }
  },
  conclude: ({ inner }, context) => returnGoods.conclude!(inner, context),
} satisfies Act<ReturnDocument, { inner: ReturnFacts; chance: Buffer; sealed: number }, Answered>)

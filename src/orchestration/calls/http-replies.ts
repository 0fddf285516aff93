import { randomInt } from 'node:crypto'
import { Type } from 'typebox'
import { allCompanies } from '../../organization/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import { givenTo } from '../../platform/connections.ts'
import type { Database } from '../../platform/database/index.ts'
import { gathered } from '../../platform/gather.ts'
import {
  defineProblems,
  ok,
  parseJson,
  problem,
  route,
  type Reply,
  type Route,
} from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { orNull } from '../../platform/wire.ts'
import { troubled } from '../wire/http-input.ts'
import { textAt } from '../model/call-template.ts'
import type { GivenPort } from './caller.ts'
import { findSystems } from './calls.sql.ts'
import { genuineId } from './signature.ts'
import type { SystemBody } from '../model/system.ts'
import { takeReply } from './take-reply.ts'
import { meantBy } from './verdict.ts'

defineProblems({
  reply_not_genuine: [
    401,
    'It is not signed by the secret of this system.',
    'Sign id, time and the bytes of the body with the secret of the connection (Standard Webhooks).',
  ],
})

const Taken = Type.Object(
  {
    state: Type.String({
      description:
        'applied: the plan goes on; kept: its order stands still; parked: it moves nothing, for `reason`',
    }),
    reason: orNull(Type.String({ description: 'unknown_key, other_generation, answered_before, not_open' })),
    again: Type.Boolean({ description: 'It had come before, by the same id, and changes nothing' }),
  },
  { $id: 'ReplyTaken', title: 'ReplyTaken' },
)

const MOST_BYTES = 1_048_576
const MOST_BATCH = 500
const MOST_TEXT = 200

export interface ReplyRouting {
  db: Database
  door: Door
  ports: ReadonlyMap<string, GivenPort>
}

/** Where outside systems say what came of calls, by themselves: signed, kept by their own id before they are answered, in any order (O-49). */
export function replyRoute({ db, door, ports }: ReplyRouting): Route {
  const find = gathered(MOST_BATCH, async (asked: readonly { company: string; system: string }[]) => {
    const companies = await allCompanies(db)
    const idOf = new Map(companies.map(({ id, code }) => [code, id]))
    const rows = await db.read(findSystems, {
      companyIds: asked.map(({ company }) => idOf.get(company) ?? 0n),
      codes: asked.map(({ system }) => system),
    })
    return rows.map(({ company_id: companyId, code, connection, body }) => {
      const of = connection === null ? undefined : ports.get(connection)
      const isGiven = of && givenTo(of, companies).some(({ id }) => id === companyId)
      if (!isGiven || of.secret === undefined) return undefined
      return { companyId, code, body: body as unknown as SystemBody, secret: of.secret }
    })
  })

  async function handle(request: Parameters<Route['handle']>[0]): Promise<Reply> {
    const { bytes, params } = request
    const header = (title: string) => request.header(title)
    const found = await find(params as { company: string; system: string })
    // Of what is not there is told as much as of what is not signed.
    const id = found && genuineId({ bytes, header }, found.secret)
    if (!found || id === undefined) return problem('reply_not_genuine')
    const parsed = parseJson(bytes)
    if (!parsed.ok) return problem('invalid_body', { errors: [parsed.problem] })
    const content = parsed.value as Json
    const { body } = found
    const [key, status] = [textAt(content, body.read.key), textAt(content, body.read.status)]
    const missing = [
      { path: body.read.key, value: key, what: 'the key of what was asked for' },
      { path: body.read.status, value: status, what: 'a status' },
    ].filter(({ value }) => value === undefined || value === '' || value.length > MOST_TEXT)
    if (missing.length > 0)
      return problem('invalid_body', {
        errors: missing.map(({ path, what }) => ({
          path,
          code: 'required',
          message: `There is to be ${what}.`,
        })),
      })
    const outcome = await door
      .request(takeReply, {
        companyId: found.companyId,
        system: found.code,
        body,
        id,
        key: key!,
        means: meantBy(body, status!),
        status: status!,
        problem: null,
        content,
        kept: false,
        jitter: randomInt(1000) / 1000,
        actor: `system:${found.code}`,
      })
      .catch((error: unknown) => {
        throw troubled(error)
      })
    const { state, reason, again } = outcome
    return ok({ state, reason, again })
  }

  return route({
    method: 'POST',
    url: '/systems/:company/:system/replies',
    operationId: 'takeReply',
    summary: 'Say what came of a request',
    description:
      'For outside systems that plans call. Signed as Standard Webhooks are (`webhook-id`, `webhook-timestamp`, `webhook-signature`), with the secret of the connection. The answer leaves after the commit; the same id again changes nothing, and so does what is of no open request.',
    tags: ['Orders'],
    scope: 'anonymous',
    company: false,
    input: 'raw',
    bodyLimit: MOST_BYTES,
    params: Type.Object({
      company: Type.String({ maxLength: 40, description: 'Code of the company' }),
      system: Type.String({ maxLength: 50, description: 'Code of the system' }),
    }),
    responses: { 200: { description: 'It is kept.', schema: Taken } },
    problems: ['reply_not_genuine', 'invalid_body', 'too_large', 'too_many_requests', 'unavailable'],
    handle,
  })
}

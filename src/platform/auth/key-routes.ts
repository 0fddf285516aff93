import { Type, type Static } from 'typebox'
import {
  created,
  HttpProblem,
  noContent,
  ok,
  page,
  pageParameters,
  pageRequest,
  problem,
  route,
  SCOPES,
  type Route,
  type Scope,
} from '../http/index.ts'
import type { Problem } from '../outcome.ts'
import { listOf } from '../wire.ts'
import { actorOf, administered, companyCode, companyNamed, mustAdminister, shownActor } from './actor.ts'
import { addKey, listKeys, revokeKey } from './auth.sql.ts'
import { newKey } from './keys.ts'
import { judgeRowIds, renderRowIds, RowIds } from './row-ids.ts'
import type { UserOptions } from './user-routes.ts'
import './problems.ts'

const ScopeName = Type.Union(SCOPES.map((scope) => Type.Literal(scope)))
const Rows = Type.Union([Type.Literal('all'), Type.Literal('customers'), Type.Literal('partner')])

const NewKey = Type.Object(
  {
    company: Type.String({
      minLength: 1,
      maxLength: 60,
      description: "Code of a company; '*' is the whole installation.",
    }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    scopes: Type.Array(ScopeName, { minItems: 1, maxItems: SCOPES.length }),
    rows: Type.Optional(Rows),
    ...RowIds,
    expiresAt: Type.Optional(Type.Union([Type.String({ format: 'date-time' }), Type.Null()])),
  },
  { $id: 'NewApiKey' },
)

const Key = Type.Object(
  {
    id: Type.String(),
    company: Type.String(),
    name: Type.String(),
    scopes: Type.Array(Type.String()),
    rows: Rows,
    customerAccountIds: Type.Array(Type.String()),
    partnerId: Type.Union([Type.String(), Type.Null()]),
    createdAt: Type.String(),
    createdBy: Type.String(),
    expiresAt: Type.Union([Type.String(), Type.Null()]),
    revokedAt: Type.Union([Type.String(), Type.Null()]),
    revokedBy: Type.Union([Type.String(), Type.Null()]),
  },
  { $id: 'ApiKey' },
)

/** Rows of somebody who is not named are none: such a key would be answered, and see nothing. */
function seesNothing({ rows, scopes, partnerId, customerAccountIds = [] }: Static<typeof NewKey>): Problem[] {
  const problems: Problem[] = []
  if (rows === 'partner' && partnerId == null)
    problems.push({ path: '/partnerId', code: 'required', message: 'Whose rows the key sees must be said.' })
  if (rows === 'customers' && customerAccountIds.length === 0)
    problems.push({
      path: '/customerAccountIds',
      code: 'required',
      message: 'Whose rows the key sees must be said.',
    })
  if (rows !== undefined && rows !== 'all' && (scopes as readonly string[]).includes('admin'))
    problems.push({
      path: '/scopes',
      code: 'not_together',
      message: 'An administrator sees all rows.',
    })
  return problems
}

/** API keys; for administrators, each within the companies that are theirs. */
export function keyRoutes({ db, clock, auth, accounts }: UserOptions): Route[] {
  const common = { tags: ['API keys'], scope: 'admin', company: false } as const
  return [
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/keys',
      operationId: 'listKeys',
      summary: 'List API keys, without their secrets',
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'Keys of your companies.', schema: listOf(Key, 'ApiKeyList') } },
      async handle(request) {
        const { principal } = request
        const at = pageRequest(request, 's')
        const after = (at.after?.[0] as string | undefined) ?? ''
        const keys = await db.read(listKeys, { companies: administered(principal), after, limit: at.fetch })
        const shown = page(request, at, keys, (key) => [key.key_id])
        const rows = shown.rows.map((key) => ({
          id: key.key_id,
          company: companyCode(principal, key.company_id),
          name: key.name,
          scopes: key.scopes,
          rows: key.rows_seen,
          ...renderRowIds(key),
          createdAt: key.created_at.toISOString(),
          createdBy: shownActor(key.created_by),
          expiresAt: key.expires_at?.toISOString() ?? null,
          revokedAt: key.revoked_at?.toISOString() ?? null,
          revokedBy: key.revoked_by === null ? null : shownActor(key.revoked_by),
        }))
        return ok({ rows, next: shown.next }, shown.headers)
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/keys',
      operationId: 'addKey',
      summary: 'Make an API key',
      description: 'The secret is in this answer only.',
      body: NewKey,
      responses: {
        201: { description: 'Made.', schema: Type.Object({ id: Type.String(), secret: Type.String() }) },
      },
      problems: ['not_administrator', 'company_forbidden'],
      async handle(request) {
        const { principal, body } = request
        const companyId = companyNamed(principal, body.company)
        mustAdminister(principal, [companyId])
        const at = clock.now()
        const expiresAt = body.expiresAt == null ? null : new Date(body.expiresAt)
        const { rowIds, problems } = await judgeRowIds(accounts, principal, [
          { companyId, path: '', input: body },
        ])
        problems.push(...seesNothing(body))
        if (expiresAt !== null && expiresAt <= at)
          problems.push({ path: '/expiresAt', code: 'too_small', message: 'It must be in the future.' })
        if (problems.length > 0) throw new HttpProblem('invalid_body', { errors: problems })
        const key = newKey()
        const made = await db.read(addKey, {
          companyId,
          keyId: key.keyId,
          name: body.name,
          hash: key.hash,
          scopes: [...new Set(body.scopes as Scope[])],
          rowsSeen: body.rows ?? 'all',
          ...rowIds[0]!,
          at,
          actor: actorOf(principal),
          expiresAt,
        })
        if (made.length === 0) throw new Error('A new key was not new')
        return created({ id: key.keyId, secret: key.secret }, `/api/v1/keys/${key.keyId}`)
      },
    }),
    route({
      ...common,
      method: 'DELETE',
      url: '/api/v1/keys/:id',
      operationId: 'revokeKey',
      summary: 'Revoke an API key',
      description: 'It holds on all nodes within five seconds.',
      params: Type.Object({
        id: Type.String({ pattern: '^dk_[0-9a-z]{4,40}$', form: 'the id of a key, which begins with dk_' }),
      }),
      responses: { 204: { description: 'Revoked.' } },
      problems: ['not_found'],
      async handle(request) {
        const { principal } = request
        const who = { companies: administered(principal), at: clock.now(), actor: actorOf(principal) }
        const revoked = await db.read(revokeKey, { ...who, keyId: request.params.id })
        auth.forget({ kind: 'key', id: request.params.id })
        return revoked.length === 0 ? problem('not_found') : noContent()
      },
    }),
  ]
}

import { Type } from 'typebox'
import type { Clock } from '../clock.ts'
import type { Reader } from '../database/index.ts'
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
  type Principal,
  type Route,
} from '../http/index.ts'
import { decodeId, encodeId } from '../public-id.ts'
import { listOf } from '../wire.ts'
import { actorOf, administered, administersAll, companyCode, companyNamed, mustAdminister } from './actor.ts'
import {
  addUser,
  changeUser,
  findLogin,
  listGrants,
  listUserGrants,
  listUsers,
  putGrant,
  readGrantedRoles,
  removeGrant,
} from './auth.sql.ts'
import type { Auth } from './authenticator.ts'
import { judgeGrants, Judged, noteMixture, type GrantInput, type JudgedGrant } from './judged.ts'
import { hashPassword, MAX_PASSWORD, MIN_PASSWORD } from './passwords.ts'
import { isRole, ROLES } from './roles.ts'
import { renderRowIds, RowIds, type KnownAccounts } from './row-ids.ts'
import './problems.ts'

const Id = Type.String({ maxLength: 40, description: '`usr_…`' })
const Company = Type.String({
  minLength: 1,
  maxLength: 60,
  description: "Code of a company; '*' is the whole installation.",
})
const RoleName = Type.Union(ROLES.map((role) => Type.Literal(role)))

const Grant = Type.Object(
  {
    company: Company,
    role: RoleName,
    ...RowIds,
  },
  { $id: 'Grant' },
)

const User = Type.Object(
  {
    id: Type.String(),
    login: Type.String(),
    name: Type.String(),
    disabled: Type.Boolean(),
    createdAt: Type.String(),
    grants: Type.Array(Grant),
  },
  { $id: 'User' },
)

const NewUser = Type.Object(
  {
    login: Type.String({
      minLength: 1,
      maxLength: 120,
      pattern: '^[A-Za-z0-9._@+-]+$',
      form: 'letters, digits and . _ @ + - without blanks',
    }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    password: Type.String({ minLength: MIN_PASSWORD, maxLength: MAX_PASSWORD }),
    grants: Type.Array(Grant, { minItems: 1, maxItems: 100 }),
  },
  { $id: 'NewUser' },
)

/** How often a grant is decided again when others change those of the same user at the same time. */
const MOST_ATTEMPTS = 20

const UserPath = Type.Object({ id: Id })

export interface UserOptions {
  readonly db: Reader
  readonly clock: Clock
  readonly auth: Auth
  readonly accounts: KnownAccounts
}

/** Users and what they may; for administrators, each within the companies that are theirs. */
export function userRoutes({ db, clock, auth, accounts }: UserOptions): Route[] {
  const common = { tags: ['Users'], scope: 'admin', company: false } as const

  /** Only who administers all companies of a user may change what holds in all of them. */
  async function mustAdministerUser(principal: Principal, userId: bigint): Promise<void> {
    const grants = await db.read(listUserGrants, { userId })
    if (grants.length === 0 && !administersAll(principal)) throw new HttpProblem('not_found')
    mustAdminister(
      principal,
      grants.map((grant) => grant.company_id),
    )
  }

  return [
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/users',
      operationId: 'listUsers',
      summary: 'List users',
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'Users of your companies.', schema: listOf(User, 'UserList') } },
      async handle(request) {
        const { principal } = request
        const at = pageRequest(request, 'b')
        const users = await db.read(listUsers, {
          after: (at.after?.[0] as bigint | undefined) ?? 0n,
          everyone: administersAll(principal),
          companies: administered(principal),
          limit: at.fetch,
        })
        const shown = page(request, at, users, (user) => [user.user_id])
        const own = new Set(administered(principal))
        const grants = await db.read(listGrants, { userIds: shown.rows.map((user) => user.user_id) })
        const rows = shown.rows.map((user) => ({
          id: encodeId('usr', user.user_id),
          login: user.login,
          name: user.name,
          disabled: user.disabled,
          createdAt: user.created_at.toISOString(),
          grants: grants
            .filter((grant) => grant.user_id === user.user_id && own.has(grant.company_id))
            .map((grant) => ({
              company: companyCode(principal, grant.company_id),
              role: grant.role,
              ...renderRowIds(grant),
            })),
        }))
        return ok({ rows, next: shown.next }, shown.headers)
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/users',
      operationId: 'addUser',
      summary: 'Add a user',
      body: NewUser,
      input: 'raw',
      responses: { 201: { description: 'Added.', schema: Type.Object({ id: Type.String() }) } },
      problems: ['login_taken', 'not_administrator', 'outsider_mixed', 'partner_mixed', 'company_forbidden'],
      async handle(request) {
        const { principal } = request
        const judged = new Judged(request.parse())
        const { name, password, ...body } = judged.body
        const given = body.grants as GrantInput[]
        const paths = given.map((_grant, index) => `/grants/${index}`)
        const grants = await judgeGrants(accounts, principal, judged, given, paths)
        const login = body.login.toLowerCase()
        const taken = { path: '/login', code: 'login_taken', message: `There is a user "${login}".` }
        if ((await db.read(findLogin, { login })).length > 0) judged.note('login_taken', taken)
        judged.refuse()
        const [made] = await db.read(addUser, {
          login,
          name,
          password: await hashPassword(password),
          at: clock.now(),
          actor: actorOf(principal),
          ...columnsOf(grants),
        })
        // Somebody took it meanwhile.
        if (made === undefined) return problem('login_taken', { errors: [taken] })
        const id = encodeId('usr', made.user_id)
        return created({ id }, `/api/v1/users/${id}`)
      },
    }),
    route({
      ...common,
      method: 'PATCH',
      url: '/api/v1/users/:id',
      operationId: 'changeUser',
      summary: 'Disable or enable a user, or set a new password',
      description: 'Disabling and a new password end all sessions of the user.',
      params: UserPath,
      body: Type.Object(
        {
          disabled: Type.Optional(Type.Boolean()),
          password: Type.Optional(Type.String({ minLength: MIN_PASSWORD, maxLength: MAX_PASSWORD })),
        },
        { $id: 'UserChange', minProperties: 1 },
      ),
      responses: { 204: { description: 'Changed.' } },
      problems: ['not_found', 'not_administrator', 'own_access'],
      async handle(request) {
        const { principal, body } = request
        const userId = userIdOf(request.params.id)
        await mustAdministerUser(principal, userId)
        if (body.disabled === true && isSelf(principal, userId)) return problem('own_access')
        const changed = await db.read(changeUser, {
          userId,
          password: body.password === undefined ? null : await hashPassword(body.password),
          disabled: body.disabled ?? null,
          at: clock.now(),
          actor: actorOf(principal),
        })
        auth.forget({ kind: 'user', id: String(userId) })
        return changed.length === 0 ? problem('not_found') : noContent()
      },
    }),
    route({
      ...common,
      method: 'PUT',
      url: '/api/v1/users/:id/grants',
      operationId: 'putGrant',
      summary: 'Give a user a role in a company, or change its rows',
      params: UserPath,
      body: Grant,
      input: 'raw',
      responses: { 204: { description: 'Given.' } },
      problems: ['not_found', 'not_administrator', 'outsider_mixed', 'partner_mixed', 'company_forbidden'],
      async handle(request) {
        const { principal } = request
        const userId = userIdOf(request.params.id)
        // What was decided on grants that another changed meanwhile is decided again.
        for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
          const judged = new Judged(request.parse())
          const input = judged.body as GrantInput
          const [grant] = await judgeGrants(accounts, principal, judged, [input], [''])
          const [before] = await db.read(readGrantedRoles, { userId })
          const held = (before?.roles ?? []).flatMap((role, index) =>
            isRole(role) ? [{ role, companyId: before!.companies[index] }] : [],
          )
          noteMixture(judged, '/role', grant!, held)
          judged.refuse()
          if (before === undefined) return problem('not_found')
          const given = await db.read(putGrant, {
            ...grant!,
            companyId: grant!.companyId!,
            userId,
            version: before.grants_version,
            at: clock.now(),
            actor: actorOf(principal),
          })
          auth.forget({ kind: 'user', id: String(userId) })
          if (given.length > 0) return noContent()
        }
        return problem('unavailable', { retryAfter: 1, detail: 'Others change the grants of this user.' })
      },
    }),
    route({
      ...common,
      method: 'DELETE',
      url: '/api/v1/users/:id/grants/:company/:role',
      operationId: 'removeGrant',
      summary: 'Take a role away from a user',
      params: Type.Object({ id: Id, company: Company, role: RoleName }),
      responses: { 204: { description: 'Taken away.' } },
      problems: ['not_found', 'not_administrator', 'own_access', 'company_forbidden'],
      async handle(request) {
        const { principal, params } = request
        const companyId = companyNamed(principal, params.company)
        mustAdminister(principal, [companyId])
        const userId = userIdOf(params.id)
        if (isSelf(principal, userId) && params.role === 'administrator') return problem('own_access')
        const who = { userId, at: clock.now(), actor: actorOf(principal) }
        const removed = await db.read(removeGrant, { ...who, companyId, role: params.role })
        auth.forget({ kind: 'user', id: String(userId) })
        return removed.length === 0 ? problem('not_found') : noContent()
      },
    }),
  ]
}

/** Grants as the arrays of a statement. Of one role in one company given twice, the last stands. */
function columnsOf(grants: readonly JudgedGrant[]) {
  const rows = [...new Map(grants.map((grant) => [`${grant.companyId} ${grant.role}`, grant])).values()]
  return {
    companies: rows.map((row) => row.companyId!),
    roles: rows.map((row) => row.role),
    partners: rows.map((row) => row.partnerId ?? 0n),
    accountIds: rows.flatMap((row) => row.customerAccountIds),
    accountPlaces: rows.flatMap((row, index) => row.customerAccountIds.map(() => index + 1)),
  }
}

/** @throws HttpProblem `not_found` */
function userIdOf(text: string): bigint {
  const id = decodeId('usr', text)
  if (id === undefined) throw new HttpProblem('not_found')
  return id
}

function isSelf(principal: Principal, userId: bigint): boolean {
  return principal.kind === 'user' && principal.id === String(userId)
}

import { HttpProblem, NEW_COMPANY, problem, type ParsedBody, type Principal } from '../http/index.ts'
import { apartFrom, type Problem } from '../outcome.ts'
import { administered, administersAll, companyIdOf } from './actor.ts'
import { isOutsider, type Role } from './roles.ts'
import { judgeRowIds, type KnownAccounts, type ReadRowIds, type RowIdsInput } from './row-ids.ts'

export interface GrantInput extends RowIdsInput {
  readonly company: string
  readonly role: Role
}

/** A body that is judged as a whole, with everything that is wrong with it; the first problem gives the answer its code. */
export class Judged<B> {
  readonly body: B
  readonly #problems: Problem[] = []
  readonly #places: readonly string[] = []
  #code: string | undefined

  /**
   * Of what the schema refused stand-ins take the place, of which nothing is noted.
   * @throws HttpProblem when nothing can be told of the rest
   */
  constructor(parsed: ParsedBody<B>) {
    if (parsed.ok) {
      this.body = parsed.body
      return
    }
    const rest = parsed.rest()
    if (rest === undefined) throw new HttpProblem(parsed.reply)
    this.body = rest.body
    this.#places = rest.places
    this.#problems.push(...parsed.problems)
    this.#code = 'invalid_body'
  }

  /** @param answer code of the answer when nothing was wrong before */
  note(answer: string, ...problems: readonly Problem[]): void {
    const apart = apartFrom(this.#places, problems)
    if (apart.length > 0) this.#code ??= answer
    this.#problems.push(...apart)
  }

  /** True of what the caller said and the schema took. */
  isStated(path: string): boolean {
    return apartFrom(this.#places, [{ path, code: '', message: '' }]).length > 0
  }

  /** @throws HttpProblem with everything that was noted */
  refuse(): void {
    if (this.#code !== undefined) throw new HttpProblem(problem(this.#code, { errors: this.#problems }))
  }
}

const MIXTURES = {
  outsider_mixed: 'A user is either an employee or an outsider.',
  partner_mixed: 'A user is either partner or customer in a company.',
} as const

interface Held {
  /** 0: in all of them; undefined: it was refused. */
  readonly companyId: bigint | undefined
  readonly role: Role
}

/**
 * One person is not employee and outsider: their rights would add up. Nor is it partner and customer in one company: what it may
 * with its own account it may not with those of others, and one request has one kind of rows.
 */
function mixtureOf(a: Held, b: Held): keyof typeof MIXTURES | undefined {
  if (isOutsider(a.role) !== isOutsider(b.role)) return 'outsider_mixed'
  const meet = a.companyId === b.companyId || a.companyId === 0n || b.companyId === 0n
  return isOutsider(a.role) && a.role !== b.role && meet ? 'partner_mixed' : undefined
}

/** Notes what a grant may not be held with. */
export function noteMixture(
  judged: Judged<unknown>,
  path: string,
  grant: Held,
  others: readonly Held[],
): void {
  const code = others.map((other) => mixtureOf(grant, other)).find((one) => one !== undefined)
  if (code !== undefined) judged.note(code, { path, code, message: MIXTURES[code] })
}

/** A grant whose company is known; it has none when that was refused. */
export interface JudgedGrant extends ReadRowIds, Held {}

/**
 * Judges grants among each other and against what there is. Accounts are looked for only in companies that the principal
 * administers.
 * @param paths where each grant stands in the body
 */
export async function judgeGrants(
  accounts: KnownAccounts,
  principal: Principal,
  judged: Judged<unknown>,
  grants: readonly GrantInput[],
  paths: readonly string[],
): Promise<JudgedGrant[]> {
  const own = new Set(administered(principal))
  const everywhere = administersAll(principal)
  const companyIds = grants.map(({ company }, index) => {
    const path = `${paths[index]}/company`
    const id = companyIdOf(principal, company)
    if (id !== undefined && (everywhere || own.has(id))) return id
    const [code, message] =
      id === undefined
        ? ['company_forbidden', NEW_COMPANY]
        : ['not_administrator', 'You are not an administrator of that company.']
    judged.note(code, { path, code, message })
    return undefined
  })
  const held = grants.map(({ role }, index) => ({ companyId: companyIds[index], role }))
  const stated = held.filter((_grant, index) => judged.isStated(`${paths[index]}/role`))
  for (const [place, grant] of stated.entries())
    noteMixture(judged, `${paths[held.indexOf(grant)]}/role`, grant, stated.slice(0, place))
  const { rowIds, problems } = await judgeRowIds(
    accounts,
    principal,
    grants.map((input, index) => ({ companyId: companyIds[index], path: paths[index]!, input })),
  )
  judged.note('invalid_body', ...problems)
  return held.map((grant, index) => ({ ...grant, ...rowIds[index]! }))
}

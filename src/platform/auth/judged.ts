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

/** One person is not employee and outsider: their rights would add up. */
export function noteMixture(judged: Judged<unknown>, path: string): void {
  const message = 'A user is either an employee or an outsider.'
  judged.note('outsider_mixed', { path, code: 'outsider_mixed', message })
}

/** A grant whose company is known; it has none when that was refused. */
export interface JudgedGrant extends ReadRowIds {
  readonly companyId: bigint | undefined
  readonly role: Role
}

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
  const stated = grants
    .map((_grant, index) => index)
    .filter((index) => judged.isStated(`${paths[index]}/role`))
  const kindOf = (index: number) => isOutsider(grants[index]!.role)
  const other = stated.find((index) => kindOf(index) !== kindOf(stated[0]!))
  if (other !== undefined) noteMixture(judged, `${paths[other]}/role`)
  const { rowIds, problems } = await judgeRowIds(
    accounts,
    principal,
    grants.map((input, index) => ({ companyId: companyIds[index], path: paths[index]!, input })),
  )
  judged.note('invalid_body', ...problems)
  return grants.map(({ role }, index) => ({ companyId: companyIds[index], role, ...rowIds[index]! }))
}

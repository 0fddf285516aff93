import { encodeId } from '../public-id.ts'
import { accessIn, allows, HttpProblem, NEW_COMPANY, type Principal } from '../http/index.ts'

/** Who did it, as auth_event and history keep it: `user:7`, `key:dk_…`. */
export function actorOf(principal: Principal): string {
  return `${principal.kind}:${principal.id}`
}

/** An actor with its id as the world knows it: `user:usr_…`. */
export function shownActor(actor: string): string {
  return actor.replace(/^user:([0-9]{1,18})$/, (_whole, id: string) => `user:${encodeId('usr', BigInt(id))}`)
}

/** True when the principal administers the whole installation. */
export function administersAll(principal: Principal): boolean {
  const everywhere = principal.identity.access.get(0n)
  return everywhere !== undefined && allows(everywhere, 'admin')
}

/** The companies that the principal administers; with 0 when it is the whole installation. */
export function administered(principal: Principal): bigint[] {
  const companies = principal.companies.map((one) => one.id)
  const own = companies.filter((id) => allows(accessIn(principal.identity, id), 'admin'))
  return administersAll(principal) ? [0n, ...own] : own
}

/** @throws HttpProblem `not_administrator` */
export function mustAdminister(principal: Principal, companyIds: readonly bigint[]): void {
  if (administersAll(principal)) return
  const own = new Set(administered(principal))
  if (!companyIds.every((id) => own.has(id))) throw new HttpProblem('not_administrator')
}

/** The company that a code in a body names; '*' is the whole installation. Undefined: none of the principal's. */
export function companyIdOf(principal: Principal, code: string): bigint | undefined {
  return code === '*' ? 0n : principal.companies.find((one) => one.code === code)?.id
}

/** @throws HttpProblem `company_forbidden` */
export function companyNamed(principal: Principal, code: string): bigint {
  const id = companyIdOf(principal, code)
  if (id === undefined) throw new HttpProblem('company_forbidden', { detail: NEW_COMPANY })
  return id
}

/** The code of a company as it is shown. */
export function companyCode(principal: Principal, id: bigint): string {
  return id === 0n ? '*' : (principal.companies.find((one) => one.id === id)?.code ?? String(id))
}

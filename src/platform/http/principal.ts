import { problem, type Reply } from './replies.ts'

/** Everything a credential can be allowed; `admin` includes all of it. */
export const SCOPES = [
  'admin',
  'billing:read',
  'billing:write',
  'catalog:read',
  'catalog:write',
  'credit:write',
  'customers:erase',
  'customers:read',
  'customers:write',
  'goodwill:write',
  'inventory:read',
  'inventory:write',
  'ledger:read',
  'ledger:write',
  'metrics:read',
  'operations:read',
  'operations:write',
  'orders:abort',
  'orders:read',
  'orders:write',
  'rates:state',
  'receipts:write',
  'setup:read',
  'setup:write',
  'shipments:read',
  'shipments:write',
] as const
export type Scope = (typeof SCOPES)[number]

/** Which rows a credential sees; an empty list sees none. */
export type RowScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'customers'; readonly customerAccountIds: readonly bigint[] }
  /** A firm that acts for accounts of others: its own account and those that name it, as they stood a moment ago. */
  | {
      readonly kind: 'partner'
      readonly partnerId: bigint | null
      readonly customerAccountIds: readonly bigint[]
      /** There are more accounts than a credential can carry: it is refused, for a part would look like the whole. */
      readonly tooMany: boolean
    }

export interface Access {
  readonly scopes: ReadonlySet<Scope>
  readonly rowScope: RowScope
  /** Names of the roles that gave it; a key has none. */
  readonly roles?: ReadonlySet<string>
}

export interface CompanyName {
  readonly id: bigint
  readonly code: string
}

/** A verified credential with all that it may do, before a company is chosen. */
export interface Identity {
  readonly kind: 'user' | 'key'
  /** User id in decimal, or the public part of the key (`dk_…`). */
  readonly id: string
  readonly name: string
  readonly companies: readonly CompanyName[]
  /** Access by company id; 0n holds in every company and in what belongs to no company. */
  readonly access: ReadonlyMap<bigint, Access>
}

/** Who asks, for one company. Acts write `{ kind, id }` into history. */
export interface Principal extends Access {
  readonly kind: 'user' | 'key'
  readonly id: string
  readonly name: string
  /** Null on routes that need no company and when several are possible. */
  readonly companyId: bigint | null
  readonly companies: readonly CompanyName[]
  readonly identity: Identity
}

/** What a request shows of itself. */
export interface Credentials {
  readonly method: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Address of the client, for limits. */
  readonly client: string
}

export type Verdict =
  | { readonly ok: true; readonly identity: Identity }
  /** `absent`: the request showed no credential at all. */
  | { readonly ok: false; readonly reply: Reply; readonly absent?: boolean }

/** Verifies credentials; answers at once when it did so in the last seconds. */
export interface Authenticator {
  authenticate(credentials: Credentials): Verdict | Promise<Verdict>
}

/** What a node says of a company that it does not know, or not for this credential: which of both is nobody's business. */
export const NEW_COMPANY =
  'It is not one of yours. One that was made a moment ago is known to every node within 5 seconds.'

const NOTHING: Access = { scopes: new Set(), rowScope: { kind: 'all' } }
const chosen = new WeakMap<Identity, Map<string, Principal | Reply>>()

/**
 * The principal for the company that `Docket-Company` names (code or id), or the only one there is.
 * @returns a Principal, or the problem (company_required, company_forbidden)
 */
export function choosePrincipal(
  identity: Identity,
  header: string | undefined,
  needsCompany: boolean,
): Principal | Reply {
  const key = `${needsCompany ? '!' : ''}${header ?? ''}`
  let known = chosen.get(identity)
  if (known === undefined) chosen.set(identity, (known = new Map()))
  const before = known.get(key)
  if (before !== undefined) return before
  const result = choose(identity, header, needsCompany)
  if (known.size < 1000) known.set(key, result)
  return result
}

function choose(identity: Identity, header: string | undefined, needsCompany: boolean): Principal | Reply {
  const companies = identity.companies
  let company: CompanyName | undefined
  if (header !== undefined && header !== '') {
    company =
      companies.find((one) => one.code === header) ?? companies.find((one) => String(one.id) === header)
    if (company === undefined) return problem('company_forbidden', { detail: NEW_COMPANY })
  } else if (companies.length === 1) {
    company = companies[0]
  } else if (needsCompany) {
    return companies.length === 0
      ? problem('company_forbidden')
      : problem('company_required', { detail: 'Name one in the header `Docket-Company`.' })
  }
  const access = company === undefined ? accessAnywhere(identity) : accessIn(identity, company.id)
  return {
    kind: identity.kind,
    id: identity.id,
    name: identity.name,
    companies,
    companyId: company?.id ?? null,
    identity,
    ...access,
  }
}

/** What an identity may do in one company: grants for it and those for all companies together. */
export function accessIn(identity: Identity, companyId: bigint): Access {
  const here = companyId === 0n ? undefined : identity.access.get(companyId)
  const everywhere = identity.access.get(0n)
  if (here === undefined || everywhere === undefined) return here ?? everywhere ?? NOTHING
  return mergeAccess([here, everywhere])
}

function accessAnywhere(identity: Identity): Access {
  return mergeAccess([...identity.access.values()])
}

/**
 * Scopes add up. Row scopes of the same kind add up, and `all` wins over a list of accounts given to an employee;
 * `partner` is an outsider's and wins over everything, with its scopes alone: what one may with its own account it may not
 * with those of others, so that a mixture never opens more than it should.
 */
export function mergeAccess(parts: readonly Access[]): Access {
  if (parts.length === 0) return NOTHING
  if (parts.length === 1) return parts[0]!
  const partner = parts.find((part) => part.rowScope.kind === 'partner')
  if (partner !== undefined) return partner
  const scopes = new Set(parts.flatMap((part) => [...part.scopes]))
  const roles = new Set(parts.flatMap((part) => [...(part.roles ?? [])]))
  const rows = parts.map((part) => part.rowScope)
  if (rows.some((one) => one.kind === 'all')) return { scopes, roles, rowScope: { kind: 'all' } }
  const ids = rows.flatMap((one) => (one.kind === 'customers' ? one.customerAccountIds : []))
  return { scopes, roles, rowScope: { kind: 'customers', customerAccountIds: [...new Set(ids)] } }
}

/** True when the access covers a scope. */
export function allows(access: Access, scope: Scope): boolean {
  return access.scopes.has(scope) || access.scopes.has('admin')
}

/** The problem (scope_missing) of an access that covers none of these scopes. */
export function lacks(access: Access, ...scopes: readonly Scope[]): Reply | undefined {
  return scopes.some((scope) => allows(access, scope))
    ? undefined
    : problem('scope_missing', { detail: `This needs the scope ${scopes.join(' or ')}.` })
}

/** True when rows of this customer account may be shown. */
export function seesCustomer(rowScope: RowScope, customerAccountId: bigint): boolean {
  return rowScope.kind === 'all' || rowScope.customerAccountIds.includes(customerAccountId)
}

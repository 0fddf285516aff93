import type { Access, Scope } from '../http/index.ts'

/** Kinds of users. Partner and customer are outsiders: they see only rows that their grant names. */
export const ROLES = [
  'administrator',
  'operations',
  'finance',
  'developer',
  'viewer',
  'partner',
  'customer',
] as const
export type Role = (typeof ROLES)[number]

const READ: readonly Scope[] = [
  'billing:read',
  'catalog:read',
  'customers:read',
  'inventory:read',
  'ledger:read',
  'operations:read',
  'orders:read',
  'setup:read',
  'shipments:read',
]

/**
 * What each role may; docs/reference/roles.md tells it by act. Who wants an order out does not lift its credit hold: `credit:write`
 * is not with operations, and a person who has both jobs is given both roles.
 */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  administrator: ['admin'],
  operations: [
    ...READ.filter((scope) => scope !== 'ledger:read'),
    'catalog:write',
    'customers:write',
    'goodwill:write',
    'inventory:write',
    'operations:write',
    'orders:write',
    'shipments:write',
  ],
  finance: [
    ...READ,
    'billing:write',
    'credit:write',
    'goodwill:write',
    'ledger:write',
    'rates:state',
    'receipts:write',
  ],
  developer: [...READ, 'catalog:write', 'metrics:read', 'orders:write', 'setup:write'],
  viewer: READ,
  partner: [
    'catalog:read',
    'inventory:read',
    'orders:read',
    'orders:write',
    'shipments:read',
    'shipments:write',
  ],
  customer: ['billing:read', 'catalog:read', 'orders:read', 'orders:write', 'shipments:read'],
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text)
}

/** True for people of other firms. */
export function isOutsider(role: Role): boolean {
  return role === 'partner' || role === 'customer'
}

export interface Grant {
  readonly companyId: bigint
  readonly role: Role
  readonly customerAccountIds: readonly bigint[]
}

/** The access that a grant gives, but of a partner. An employee without accounts sees all rows, an outsider none. */
export function accessOf(grant: Grant): Access {
  const scopes = new Set(ROLE_SCOPES[grant.role])
  const roles = new Set([grant.role])
  if (grant.role === 'customer' || grant.customerAccountIds.length > 0) {
    return { scopes, roles, rowScope: { kind: 'customers', customerAccountIds: grant.customerAccountIds } }
  }
  return { scopes, roles, rowScope: { kind: 'all' } }
}

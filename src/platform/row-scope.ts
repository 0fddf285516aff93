import type { RowScope } from './http/index.ts'

/** The accounts that a credential sees: null for all, an empty list for none. */
export function scopeOf(rowScope: RowScope): bigint[] | null {
  return rowScope.kind === 'all' ? null : [...rowScope.customerAccountIds]
}

/** True when what is of this account (null: of none) may be seen; no accounts or null stand for all. */
export function inScope(accounts: readonly bigint[] | null | undefined, accountId: bigint | null): boolean {
  return accounts == null || (accountId !== null && accounts.includes(accountId))
}

/** Accounts that were asked for and may be seen; null stands for all. */
export function narrow(wanted: readonly bigint[] | null, scope: readonly bigint[] | null): bigint[] | null {
  if (wanted === null) return scope === null ? null : [...scope]
  if (scope === null) return [...wanted]
  const seen = new Set(scope)
  return wanted.filter((id) => seen.has(id))
}

import { employed, ROLE_SCOPES } from '../platform/auth/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { SCOPES } from '../platform/http/index.ts'
import { readDelegations } from './approval.sql.ts'

/** Somebody who is away and has named another to decide (A4-6). */
export interface Delegation {
  /** `user:` and the number of who is away. */
  user: string
  /** Days of the company, both with it. */
  from: string
  to: string
  /** By what names of approvers who is away goes: scopes, roles and the own name. */
  names: readonly string[]
}

/** Who has named these actors, by company/actor. What was named to somebody else is not handed on. */
export async function delegationsTo(
  db: Reader,
  asked: readonly { companyId: bigint; actor: string }[],
): Promise<Map<string, Delegation[]>> {
  const found = new Map<string, Delegation[]>()
  const users = new Map(
    asked.flatMap(({ companyId, actor }): [string, { companyId: bigint; userId: bigint }][] => {
      const [, id] = /^user:([0-9]{1,18})$/.exec(actor) ?? []
      return id === undefined ? [] : [[`${companyId}/${actor}`, { companyId, userId: BigInt(id) }]]
    }),
  )
  if (users.size === 0) return found
  const rows = await db.read(readDelegations, {
    companyIds: [...users.values()].map(({ companyId }) => companyId),
    delegateIds: [...users.values()].map(({ userId }) => userId),
  })
  const roles = await employed(
    db,
    rows.map((row) => row.user_id),
  )
  for (const row of rows) {
    const { company_id: companyId, user_id: userId, valid_from: from, valid_to: to } = row
    const own = [`${companyId}/${userId}`, `0/${userId}`].flatMap((key) => roles.get(key) ?? [])
    // Who has left the company has nothing to hand on.
    if (own.length === 0) continue
    const held = new Set(own.flatMap((role) => ROLE_SCOPES[role]))
    const user = `user:${userId}`
    const names = [...SCOPES.filter((scope) => held.has(scope)), ...own.map((role) => `role:${role}`), user]
    const key = `${companyId}/user:${row.delegate_id}`
    found.set(key, [...(found.get(key) ?? []), { user, from, to, names }])
  }
  return found
}

/**
 * Those for whom somebody speaks on a day about what others handed over: nobody decides by another on what is one's own.
 *
 * @param requesters actors that handed it over
 */
export function standingFor(
  delegations: readonly Delegation[],
  today: string,
  requesters: readonly (string | null)[],
): Delegation[] {
  return delegations.filter(
    ({ user, from, to }) => from <= today && today <= to && !requesters.includes(user),
  )
}

/** The fewest of those who are away with whose names somebody may do what the own names do not allow; undefined: even all do not. */
export function withDelegations<R extends { ok: boolean }>(
  own: readonly string[],
  standing: readonly Delegation[],
  judge: (names: readonly string[]) => R,
): { judged: R; onBehalf: string[] } {
  const first = judge(own)
  if (first.ok || standing.length === 0) return { judged: first, onBehalf: [] }
  for (const one of standing) {
    const judged = judge([...own, ...one.names])
    if (judged.ok) return { judged, onBehalf: [one.user] }
  }
  const judged = judge([...own, ...standing.flatMap(({ names }) => names)])
  return judged.ok ? { judged, onBehalf: standing.map(({ user }) => user) } : { judged: first, onBehalf: [] }
}

import type { Reader } from '../database/index.ts'
import { grantsOfUsers } from './auth.sql.ts'
import { isOutsider, isRole, type Role } from './roles.ts'

/** Roles of employees, by `company/user`; a role in all companies stands under company 0. Who was disabled has none. */
export async function employed(db: Reader, userIds: readonly bigint[]): Promise<Map<string, Role[]>> {
  const found = new Map<string, Role[]>()
  if (userIds.length === 0) return found
  for (const { company_id, user_id, role } of await db.read(grantsOfUsers, {
    userIds: [...new Set(userIds)],
  })) {
    if (!isRole(role) || isOutsider(role)) continue
    const key = `${company_id}/${user_id}`
    found.set(key, [...(found.get(key) ?? []), role])
  }
  return found
}

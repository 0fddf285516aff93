import type { Route } from '../http/index.ts'
import { keyRoutes } from './key-routes.ts'
import { sessionRoutes, type SessionOptions } from './session-routes.ts'
import { userRoutes } from './user-routes.ts'

export { actorOf, administered, administersAll, mustAdminister, shownActor } from './actor.ts'
export { createAuth, type Auth, type AuthOptions } from './authenticator.ts'
export { employed } from './employed.ts'
export { ensureFirstRun, type FirstRun } from './first-run.ts'
export { isLent, lendKey, takeKeyBack, type Loan } from './lent-key.ts'
export { MOST_PARTNER_ACCOUNTS, type KnownAccounts, type PartnerAccounts } from './row-ids.ts'
export { isOutsider, isRole, ROLE_SCOPES, ROLES, type Role } from './roles.ts'

/** All routes of sign-in, users and keys. */
export function authRoutes(options: SessionOptions): Route[] {
  return [...sessionRoutes(options), ...userRoutes(options), ...keyRoutes(options)]
}

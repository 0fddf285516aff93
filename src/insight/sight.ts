import { actorOf, shownActor } from '../platform/auth/index.ts'
import { allows, seesCustomer, type Principal } from '../platform/http/index.ts'
import type { Json } from '../platform/json.ts'

/** What of an order a credential is shown, once it sees the order at all. */
export interface Sight {
  /**
   * The credential sees part of the rows only, and belongs to this actor: how the company works is not shown to it, that
   * is who did what, what lost a decision, and what tasks carry.
   */
  readonly outsider: string | null
  /** What the goods cost us. */
  readonly costs: boolean
  /** Entries of the ledger. */
  readonly books: boolean
  /** Where an order goes and who pays, by name and street. */
  readonly addresses: boolean
}

/**
 * Costs need the scope `inventory:read`, books `ledger:read`; neither is shown to who sees part of the rows. An address is
 * shown to who looks after customers or shipments, and to the customer; not to other firms.
 */
export function sightOf(principal: Principal): Sight {
  const all = principal.rowScope.kind === 'all'
  return {
    outsider: all ? null : actorOf(principal),
    costs: all && allows(principal, 'inventory:read'),
    books: all && allows(principal, 'ledger:read'),
    addresses:
      principal.rowScope.kind !== 'partner' &&
      (allows(principal, 'customers:read') || allows(principal, 'shipments:read')),
  }
}

/** An actor by name; null when an outsider looks at somebody else. */
export function actorSeen(actor: string, { outsider }: Sight): string | null {
  return outsider === null || outsider === actor ? shownActor(actor) : null
}

/** What a task works with. */
export function insideSeen<T extends Json>(value: T, { outsider }: Sight): T | null {
  return outsider === null ? value : null
}

/** Is an order of this account shown at all? One without an account is to those who see all rows. */
export function sees(principal: Principal, accountId: bigint | null): boolean {
  return accountId === null ? principal.rowScope.kind === 'all' : seesCustomer(principal.rowScope, accountId)
}

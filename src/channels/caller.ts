import { namesOf } from '../orchestration/index.ts'
import { actorOf } from '../platform/auth/index.ts'
import { allows, type Principal } from '../platform/http/index.ts'
import type { RequestKey } from '../platform/request-key.ts'
import { scopeOf } from '../platform/row-scope.ts'
import type { CaptureRequest } from './capture-request.ts'

/** For which accounts a caller orders, whether it states exchange rates, and whose a customer is that its order makes. */
export function whose(
  principal: Principal,
): Pick<CaptureRequest, 'by' | 'accounts' | 'partnerId' | 'statesNoRates'> {
  const { rowScope } = principal
  return {
    ...(allows(principal, 'rates:state') ? {} : { statesNoRates: true as const }),
    by: namesOf(principal),
    accounts: scopeOf(rowScope),
    partnerId: rowScope.kind === 'partner' ? rowScope.partnerId : null,
  }
}

/** The key that a request came with, for an operation. */
export function keyOf(
  request: { companyId: bigint; principal: Principal; idempotencyKey: string | undefined },
  name: string,
  bodyHash: Buffer,
): RequestKey | null {
  const { companyId, principal, idempotencyKey } = request
  if (idempotencyKey === undefined) return null
  return { companyId, principal: actorOf(principal), route: name, key: idempotencyKey, bodyHash }
}

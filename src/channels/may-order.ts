import { actsFor, mayMake, type Account, type Acting } from '../customers/index.ts'
import { statedPrices, type SubmitRequest } from '../orders/index.ts'
import { MAX_PROBLEMS, refuseMalformed } from '../platform/http/index.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'
import type { CaptureRequest, CaptureRead } from './capture-request.ts'

/** What whoever hands an order over may not do: order for an account, state its prices, or its rate of exchange. */
export function notAllowed(
  request: CaptureRequest,
  prepared: SubmitRequest,
  account: Account | undefined,
  facts: CaptureRead,
): Refusal | undefined {
  const { accounts, companyId } = request
  if (accounts !== null) {
    const forbidden = forbids(request, prepared, account, facts)
    if (forbidden) {
      // Of its form alone: nothing of ours is told along another's account.
      return prepared.malformed ? refuseMalformed(prepared.malformed, []) : forbidden
    }
    // What stands may be submitted: who stated its prices was allowed to.
    if (!prepared.malformed && request.draft?.edit !== null) {
      const source = facts.capture!.receptions.get(companyId)!.sources.get(prepared.input.source)
      const stated = statedPrices(prepared.input, source)
      if (stated.length > 0) return refuse('prices_forbidden', stated.slice(0, MAX_PROBLEMS))
    }
  }
  if (request.statesNoRates && !prepared.malformed && statesRate(request, prepared)) {
    const message = 'stating a rate needs the scope rates:state'
    return refuse('rates_forbidden', message, '/conversion')
  }
  return undefined
}

/** Who orders for some accounts orders for those, and a partner for those of customers that its order may make. */
function forbids(
  request: CaptureRequest,
  prepared: SubmitRequest,
  account: Account | undefined,
  { acting, capture }: CaptureRead,
): Refusal | undefined {
  const { companyId, accounts, partnerId } = request
  const own = actingOf(request, prepared)
  if (account && accounts!.includes(account.id)) return undefined
  if (account && partnerId != null && actsFor(acting, account, partnerId)) return undefined
  const source = capture!.receptions.get(companyId)?.sources.get(prepared.input.source)
  const makes = !account && own && prepared.input.customer.create && source?.createCustomers === true
  const may = makes ? mayMake(acting, own) : false
  if (may === true) return undefined
  const path = '/customer/account'
  if (may === 'limit')
    return refuse('partner_accounts_limit', `a partner acts for ${acting.most} accounts at most`, path)
  const message =
    own && prepared.input.customer.create
      ? 'you may order for your own accounts only; that of a new customer begins with your number and a colon'
      : 'you may order for your own accounts only'
  return refuse('account_forbidden', message, path)
}

/** The firm that orders for an account, if one does. */
export function actingOf(
  { companyId, partnerId }: CaptureRequest,
  { input }: SubmitRequest,
): Acting | undefined {
  return partnerId == null ? undefined : { companyId, partnerId, account: input.customer.account }
}

/** A rate that stands in a draft was stated by somebody who may. */
function statesRate({ draft }: CaptureRequest, { input }: SubmitRequest): boolean {
  const said = draft?.edit ?? (draft ? undefined : input)
  return said?.conversion !== undefined
}

import { readItems } from '../../catalog/index.ts'
import { accountById, readAccountsOf, type Account } from '../../customers/index.ts'
import { addCosts, type Incoming } from '../../inventory/index.ts'
import {
  readComponents,
  readLineWords,
  readOrders,
  readSubmit,
  type Amendment,
  type ComponentLine,
  type FulfillmentLine,
  type LineWords,
  type Order,
  type OrderInput,
  type SubmitFacts,
  type SubmitRequest,
} from '../../orders/index.ts'
import { readCompanies } from '../../organization/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Malformed } from '../../platform/http/index.ts'
import type { MayBeKeyed } from '../../platform/keyed.ts'
import { readCompensations } from '../calls/compensate.ts'
import { readPassed, type PassedPoints } from '../calls/no-return.ts'
import { CANCEL_NEEDS, openOf, type CancelFacts } from '../cancel/cancel-order.ts'
import { readPatterns, type Pattern } from '../model/pattern.ts'
import { withPolicies, type Asker } from '../policy/judge-policy.ts'
import { readItemsOf } from '../plan/items-of.ts'
import type { OrderKey } from '../plan/progress.ts'
import { readServing } from '../waiting/serve-waiting.ts'

export interface AmendRequest extends MayBeKeyed, OrderKey, Asker {
  /** Accounts whose orders the caller sees; all when absent or null. */
  accounts?: readonly bigint[] | null
  reason: string | null
  /** The version that it was made on; null: whatever stands. */
  baseVersion: number | null
  amendment: Amendment
  /** Soft points of no return are passed all the same (O-67). */
  acceptPenalty?: boolean
  /** What is said of the whole order. */
  head: Pick<Partial<OrderInput>, 'shipTo' | 'customerReference' | 'custom'>
  /** It came again from its source, whole, in another version. */
  revision?: Revision
  /** Of a preview: it is done just so, or not at all. */
  token?: string
  malformed?: Malformed
}

/** An order that came again (O-54 to O-56). */
export interface Revision {
  /** As its source counts. */
  version: number
  bodyHash: Buffer
  ownIds: boolean
  /** What does not change of an order, as this version states it. */
  fixed: Pick<OrderInput, 'customer' | 'currency' | 'prepaid' | 'taxInclusive' | 'shipMethod' | 'freight'>
}

/** What amendments are decided on. */
export interface AmendFacts extends CancelFacts {
  submit: SubmitFacts
  /** Each request as the order that its lines would be. */
  asked: Map<AmendRequest, SubmitRequest>
  components: Map<string, ComponentLine[]>
  words: Map<string, Map<number, LineWords>>
  patterns: Map<bigint, Map<string, Pattern>>
  passed: PassedPoints
  /** Parts that keep their share by themselves now, by order: written once, when the batch concludes. */
  reshared: Map<Order, Set<FulfillmentLine>>
  /** It was decided, and let go. */
  letGo: boolean
}

/** Reads what amendments are decided on. */
export async function readAmend(db: Reader, requests: readonly AmendRequest[]): Promise<AmendFacts> {
  const orders = await readOrders(db, requests, { lines: true, holds: false, parts: 'each' })
  const all = [...orders.values()]
  const companies = await readCompanies(db, new Set(requests.map(({ companyId }) => companyId)))
  const accounts = await readAccountsOf(
    db,
    all.flatMap(({ companyId, accountId: id }) => (id === null ? [] : [{ companyId, id }])),
  )
  const asked = new Map<AmendRequest, SubmitRequest>()
  for (const request of requests) {
    const order = orders.get(`${request.companyId}/${request.orderId}`)
    const account = order && accountOf(accounts, order)
    if (order && account) asked.set(request, asOrder(request, order, account))
  }
  const skus = [...asked.values()].flatMap(({ companyId, input }) =>
    input.lines.map(({ sku }) => ({ company: companies.get(companyId)!, sku })),
  )
  const items = await readItems(db, skus)
  const named = skus.flatMap(({ company, sku }): Incoming[] => {
    const item = items(company.id, sku)
    if (item?.kind !== 'goods') return []
    return [{ companyId: company.id, itemId: item.id, locationId: null, incoming: 0n }]
  })
  const freed = all.flatMap(({ companyId, parts }) =>
    parts.flatMap((part): Incoming[] =>
      part.supply === 'none' || openOf(part) <= 0n
        ? []
        : [
            {
              companyId,
              itemId: part.itemId,
              locationId: part.fromId ?? part.locationId,
              incoming: openOf(part),
            },
          ],
    ),
  )
  const serving = await readServing(db, requests, [...named, ...freed], {
    ...CANCEL_NEEDS,
    holds: true,
    companyIds: requests.map(({ companyId }) => companyId),
  })
  const progress = await withPolicies(db, serving.progress, requests, 'amend')
  const [submit, components, words, patterns, itemOf, compensable, passed] = await Promise.all([
    readSubmit(db, [...asked.values()], progress.stock),
    readComponents(db, requests),
    readLineWords(db, requests),
    readPatterns(db, companies.values()),
    readItemsOf(db, progress),
    readCompensations(db, progress),
    readPassed(db, progress),
  ])
  const judged = [...submit.offers.values()].some(({ marginRules }) => marginRules.length > 0)
  if (judged) await addCosts(db, progress.stock, [...companies.values()], [...named, ...freed])
  // What is owed is counted once.
  submit.accounts = progress.accounts
  const reshared = new Map<Order, Set<FulfillmentLine>>()
  return {
    ...serving,
    items: itemOf,
    submit,
    asked,
    components,
    words,
    patterns,
    compensable,
    passed,
    reshared,
    letGo: false,
  }
}

export function accountOf(
  accounts: SubmitFacts['accounts'],
  { companyId, accountId }: Order,
): Account | undefined {
  return accountId === null ? undefined : accountById(accounts, companyId, accountId)
}

/** The lines of an amendment as an order: what its rules convert, and its items are looked up by. */
function asOrder(
  { companyId, actor, amendment, head, revision }: AmendRequest,
  order: Order,
  account: Account,
): SubmitRequest {
  const byNo = new Map(order.lines.map((line) => [line.lineNo, line]))
  const byId = new Map(order.lines.map((line) => [line.externalLineId, line]))
  const { shipMethod, paymentMethod } = order.decisions as { shipMethod?: string; paymentMethod?: string }
  const { shipTo = { country: order.shipToCountry, region: order.shipToRegion } } = head
  // What is said of the whole order concerns lines that it does not name.
  const concernsAll = amendment.prices === 'today' || head.shipTo !== undefined
  const others = concernsAll ? order.lines.map(({ sku }) => ({ sku, quantity: '1' })) : []
  const input: OrderInput = {
    source: order.source,
    externalId: order.externalId,
    orderType: order.orderType,
    customer: { account: account.number },
    currency: order.currency,
    ...(amendment.requestedOn === undefined ? {} : { requestedOn: amendment.requestedOn }),
    ...(shipMethod === undefined ? {} : { shipMethod }),
    ...(paymentMethod === undefined ? {} : { paymentMethod }),
    shipTo,
    prepaid: order.prepaid,
    taxInclusive: order.taxInclusive,
    lines: [
      ...amendment.lines.map(({ lineNo, says }) => {
        const stands = lineNo === undefined ? byId.get(says.lineId ?? '') : byNo.get(lineNo)
        return { sku: stands?.sku ?? '?', quantity: '1', ...says }
      }),
      ...others,
    ],
  }
  return { companyId, actor, input, bodyHash: NOTHING, intakeId: null, ownIds: revision?.ownIds ?? false }
}

const NOTHING = Buffer.alloc(0)

/** An order that came again, as an amendment of the one that runs: all of its lines, and what it says of the whole. */
export function revisionOf(
  input: OrderInput,
  of: { companyId: bigint; orderId: bigint; actor: string; bodyHash: Buffer; ownIds: boolean },
): AmendRequest {
  const { companyId, orderId, actor, bodyHash, ownIds } = of
  const { requestedOn, shipTo, customerReference, custom, lines, version = 1, ...fixed } = input
  return {
    companyId,
    orderId,
    actor,
    reason: null,
    baseVersion: null,
    amendment: {
      whole: true,
      prices: 'keep',
      ...(requestedOn === undefined ? {} : { requestedOn }),
      lines: lines.map((says, index) => ({ index, says })),
    },
    head: {
      ...(shipTo === undefined ? {} : { shipTo }),
      ...(customerReference === undefined ? {} : { customerReference }),
      ...(custom === undefined ? {} : { custom }),
    },
    revision: { version, bodyHash, ownIds, fixed },
  }
}

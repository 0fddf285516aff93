import { exceededBy, moveCredit, type Account, type AccountPicture } from '../customers/index.ts'
import {
  countPlaces,
  keepBrought,
  locationOf,
  noAtp,
  promiseLine,
  promiseOrder,
  refuseBackorder,
  writePromise,
  writeSearch,
  type PromisedPart,
  type SourcingSearch,
  type StockFacts,
  type Want,
} from '../inventory/index.ts'
import type { Company } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { formatMicro } from '../platform/money.ts'
import { cancelParts, type Cancelled } from './cancel-part.ts'
import { followDays, withFollowers } from './followers.ts'
import type { FulfillmentLine, Hold, Order, OrderLine } from './order.ts'
import { kitsOf } from './explode.ts'
import { unitOfLine } from './sold.ts'
import type { ParsedOrder } from './parse.ts'
import { questionFor, timeOf, wantOf } from './want.ts'

const NONE: ReadonlySet<number> = new Set()

/** What a promise and a credit check are decided on. */
export interface AgreeFacts {
  accounts: AccountPicture
  stock: StockFacts
}

/**
 * Promises every line and checks the credit: from here on the order binds (D3, D6). What nobody has, and may not wait, is cancelled at
 * once; an order of which nothing is left is over (B6-1, decision 0061).
 *
 * @param backorders of each line whether its customer and its item let it wait; undefined: it waits
 */
export function agree(
  order: Order,
  parsed: ParsedOrder,
  account: Account,
  facts: AgreeFacts,
  context: Context,
  today: string,
  company: Company,
  backorders: readonly Want['backorders'][],
): void {
  const { companyId, id } = order
  const whole = {
    ...parsed.input,
    country: order.shipToCountry,
    region: order.shipToRegion,
    today,
    time: timeOf(company, context.now),
    orderedBy: account,
  }
  const kits = kitsOf(parsed.lines)
  const wants = order.lines.map((line, index) => {
    const stated = parsed.lines[index]!
    const { input, minSplit, partOf } = stated
    const of = {
      companyId,
      itemId: line.itemId!,
      quantity: line.quantity,
      minSplit,
      ofConfigured: partOf !== undefined,
      kit: kits[index],
      backorders: backorders[index],
      unit: unitOfLine(stated),
    }
    return wantOf(of, input, whole, facts.stock, company)
  })
  const goods = wants.filter((_, index) => order.lines[index]!.kind === 'goods')
  const { postcode } = parsed.input.shipTo ?? {}
  const question = questionFor(whole, { ...order, postcode, segment: account.segment })
  const unruled = { ...facts.stock, atp: noAtp() }
  // The past left from where it did: no rule chooses for it, and it is no place's work of today.
  const { parts, search, together } = order.decisions.historic
    ? { parts: goods.map((want) => promiseLine(unruled, want, today)), search: undefined, together: NONE }
    : promiseOrder(facts.stock, goods, question, today)
  if (search) {
    // What is brought counts by the rule that found its place.
    const found = parts.flat().filter(({ brought }) => !brought)
    countPlaces(facts.stock, search, { companyId, rootId: id, today }, found)
    writeSearch(search, { companyId, rootId: id, attempt: 1 }, context)
    // The postcode is not kept; a later search is as near as this.
    if (search.area !== '') order.decisions.area = search.area
  }
  // The past is served as it was.
  const waitsForRelease = company.settings.backordersWaitForRelease === true && !order.decisions.historic
  const lost: Cancelled[] = []
  let promised = 0
  for (const [index, line] of order.lines.entries()) {
    const { input, partOf } = parsed.lines[index]!
    const itemId = line.itemId!
    const want = wants[index]!
    const { requestedOn } = want
    if (line.kind !== 'goods') {
      const promisedOn = requestedOn < today ? today : requestedOn
      // What is sold in whole units is cancelled in them, be it a service.
      const sold = partOf === undefined ? want.unit : undefined
      const decision: JsonObject = sold === undefined ? {} : { unit: formatMicro(sold) }
      order.parts.push(
        newPart(context.ids.next(), line, null, line.quantity, 'none', requestedOn, promisedOn, decision),
      )
      continue
    }
    const bound = want.boundTo !== null
    const kit = want.kit !== undefined && together.has(want.kit) ? want.kit : undefined
    const whole = input.allowSplit === false || (bound && !want.allowSplit) || kit !== undefined
    const own = parts[promised++]!
    if (bound) {
      const told = promised <= MOST_TOLD
      const at = { companyId, rootId: id, lineNo: line.lineNo, attempt: 1, today, told }
      keepBrought(facts.stock, context, own, at)
    }
    for (const [place, part] of own.entries()) {
      const sourceId = context.ids.next()
      const notAt = bound ? [] : (search?.notAt ?? [])
      const { location, quantity, supply, promisedOn, refused } = part
      const of = { companyId, itemId }
      const { brought } = part
      if (refused) refuseBackorder(facts.stock, of, part)
      else
        writePromise(facts.stock, context, part, {
          ...of,
          rootId: id,
          sourceId,
          bound,
          notAt,
          waitsForRelease,
        })
      const decision = {
        ...reasonOf(part, bound ? brought?.search : search),
        ...(brought ? broughtFrom(facts.stock, companyId, part) : {}),
        ...(bound ? { only: input.location! } : {}),
        ...(whole ? { whole: true } : {}),
        ...(kit === undefined ? {} : { together: order.lines[kit]!.lineNo }),
        ...(want.minSplit !== null && kit === undefined && place === 0
          ? { minSplitQuantity: formatMicro(want.minSplit) }
          : {}),
        ...(want.unit === undefined ? {} : { unit: formatMicro(want.unit) }),
      }
      // Who said when it is to arrive asks for the day on which its place has to ship.
      const askedOn = want.arriveOn === null || brought ? requestedOn : (part.wantedOn ?? requestedOn)
      const made = newPart(
        sourceId,
        line,
        brought ? brought.to : location,
        quantity,
        brought ? 'transfer' : supply,
        askedOn,
        (brought ? brought.on : promisedOn) ?? null,
        decision,
        bound,
      )
      if (whole) made.whole = true
      if (kit !== undefined) made.together = order.lines[kit]!.lineNo
      if (brought) made.fromId = location
      if (part.startsOn !== undefined) made.startsOn = part.startsOn
      // Who sends without a word sends when it leaves.
      if (brought && locationOf(facts.stock, companyId, location)!.autoConfirm) made.startsOn = promisedOn
      order.parts.push(made)
      if (refused) lost.push({ part: made, quantity })
    }
  }
  if (lost.length > 0) {
    const chosen = withFollowers(order, lost)
    cancelParts(order, chosen, { actor: 'system', reason: NOT_ALLOWED }, context)
  }
  followDays(order)
  if (order.parts.every((part) => part.cancelled === part.quantity)) order.state = 'cancelled'
  if (order.prepaid || order.state === 'cancelled') return
  const binding = order.total - order.cancelledTotal
  const whose = exceededBy(account, binding)
  if (whose) holdForCredit(order, whose, context)
  moveCredit(facts.accounts, account, { openOrders: binding }, !whose)
}

/** Lines of an order of which the searches for what is brought are kept: each tells of a hundred places. */
const MOST_TOLD = 100

/** Why what nobody has was cancelled. */
export const NOT_ALLOWED = 'backorders are not allowed'

function newPart(
  id: bigint,
  line: OrderLine,
  locationId: bigint | null,
  quantity: bigint,
  supply: FulfillmentLine['supply'],
  requestedOn: string,
  promisedOn: string | null,
  decision: JsonObject,
  bound = false,
): FulfillmentLine {
  const none = {
    shipped: 0n,
    invoiced: 0n,
    returned: 0n,
    cancelled: 0n,
    billedNet: 0n,
    billedTax: 0n,
    billedFreight: 0n,
  }
  return {
    id,
    lineNo: line.lineNo,
    itemId: line.itemId!,
    locationId,
    quantity,
    supply,
    fromId: null,
    requestedOn,
    promisedOn,
    decision,
    bound,
    splitFrom: null,
    shareWhole: null,
    shareFrom: 0n,
    ...none,
  }
}

/**
 * Why this location and date, and why not the others: kept with the part (N-14's shape). Locations behind the chosen one
 * were not asked and are not named.
 */
export function reasonOf(part: PromisedPart, search: SourcingSearch | undefined): JsonObject {
  const decision: JsonObject = { reason: part.reason }
  if (part.arrivesOn !== undefined) decision.arrivesOn = part.arrivesOn
  if (part.allocation) decision.allocation = allocationShown(part)
  if (part.terms) {
    const { code, version } = part.terms.rule
    Object.assign(decision, { atpRule: code, atpRuleVersion: version })
  }
  if (part.made) decision.made = part.made
  if (part.refused !== undefined) decision.backorderRefusedBy = part.refused
  // The search tells of all places.
  if (search) return { ...decision, rule: search.rule.code, ruleVersion: search.rule.version }
  const asked = part.losers.filter((loser) => loser.why !== 'ranked_lower')
  if (asked.length > 0) decision.losers = asked.map((loser) => `${loser.location} ${loser.why}`)
  return decision
}

/** From where what is collected is brought, and when it leaves there and arrives. */
export function broughtFrom(
  stock: StockFacts,
  companyId: bigint,
  { location, promisedOn, arrivesOn }: PromisedPart,
): JsonObject {
  const { code } = locationOf(stock, companyId, location)!
  return { broughtFrom: code, leavesOn: promisedOn!, ...(arrivesOn === undefined ? {} : { arrivesOn }) }
}

/** Out of whose share it is promised, and what is free and allotted to others (A10-17). */
export function allocationShown({ allocation, share }: PromisedPart): JsonObject {
  const { plan, node, toOthers } = allocation!
  return {
    plan,
    node,
    from: (share?.parts ?? []).map((one) => ({ ...one, quantity: formatMicro(one.quantity) })),
    toOthers: formatMicro(toOthers),
  }
}

/** Over the limit: promised and demanded like any order, but nothing is released until a person frees it (A3-9). */
function holdForCredit(order: Order, whose: 'account' | 'partner', context: Context): void {
  const hold: Hold = {
    id: context.ids.next(),
    lineNo: null,
    lineNos: null,
    taskKind: null,
    kind: 'system',
    code: 'credit',
    reason: `the credit limit of the ${whose} would be exceeded`,
    placedBy: 'system',
    expiresOn: null,
    released: false,
  }
  order.holds.push(hold)
  order.openHolds = 1
}

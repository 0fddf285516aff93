import { fitsCredit, moveCredit, type Account, type AccountPicture } from '../customers/index.ts'
import {
  promiseLine,
  writePromise,
  type SourcedPart,
  type StockFacts,
  type Want,
} from '../inventory/index.ts'
import type { Company } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { JsonObject } from '../platform/json.ts'
import type { FulfillmentLine, Hold, Order, OrderLine } from './order.ts'
import type { ParsedOrder } from './parse.ts'

/** What a promise and a credit check are decided on. */
export interface AgreeFacts {
  accounts: AccountPicture
  stock: StockFacts
}

/** Promises every line and checks the credit: from here on the order binds (D3, D6). */
export function agree(
  order: Order,
  parsed: ParsedOrder,
  account: Account,
  facts: AgreeFacts,
  context: Context,
  today: string,
  company: Company,
): void {
  const { companyId, id } = order
  for (const [index, line] of order.lines.entries()) {
    const { input } = parsed.lines[index]!
    const itemId = line.itemId!
    const want = wantOf({ companyId, itemId, quantity: line.quantity }, input, order, facts, company, today)
    const { requestedOn } = want
    if (line.kind !== 'goods') {
      const promisedOn = requestedOn < today ? today : requestedOn
      order.parts.push(
        newPart(context.ids.next(), line, null, line.quantity, 'none', requestedOn, promisedOn, {}),
      )
      continue
    }
    const bound = want.boundTo !== null
    for (const part of promiseLine(facts.stock, want, today)) {
      const sourceId = context.ids.next()
      writePromise(facts.stock, context, part, { companyId, itemId, rootId: id, sourceId, bound })
      const { location, quantity, supply, promisedOn } = part
      const decision = { ...reasonOf(part), ...(bound ? { only: input.location! } : {}) }
      order.parts.push(
        newPart(sourceId, line, location, quantity, supply, requestedOn, promisedOn ?? null, decision, bound),
      )
    }
  }
  if (order.prepaid) return
  const fits = fitsCredit(account, order.total)
  if (!fits) holdForCredit(order, context)
  moveCredit(facts.accounts, account, { openOrders: order.total }, fits)
}

/** What a line asks the stock for, whether it is agreed or only asked about. */
export function wantOf(
  of: Pick<Want, 'companyId' | 'itemId' | 'quantity'>,
  stated: { requestedOn?: string; allowSplit?: boolean; location?: string },
  order: { requestedOn: string | null },
  facts: Pick<AgreeFacts, 'stock'>,
  company: Company,
  today: string,
): Want {
  return {
    ...of,
    requestedOn: stated.requestedOn ?? order.requestedOn ?? today,
    allowSplit: stated.allowSplit ?? company.settings.allowSplit ?? true,
    boundTo: placeOf(facts.stock, of.companyId, stated.location)?.id ?? null,
  }
}

/** The place of that code, if there is one. */
export function placeOf(
  { locations }: Pick<StockFacts, 'locations'>,
  companyId: bigint,
  code: string | undefined,
) {
  return code === undefined ? undefined : locations.get(companyId)?.find((one) => one.code === code)
}

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
    requestedOn,
    promisedOn,
    decision,
    bound,
    ...none,
  }
}

/**
 * Why this location and date, and why not the others: kept with the part (N-14's shape). Locations behind the chosen one
 * were not asked and are not named.
 */
export function reasonOf(part: SourcedPart): JsonObject {
  const decision: JsonObject = { reason: part.reason }
  const asked = part.losers.filter((loser) => loser.why !== 'ranked_lower')
  if (asked.length > 0) decision.losers = asked.map((loser) => `${loser.location} ${loser.why}`)
  return decision
}

/** Over the limit: promised and demanded like any order, but nothing is released until a person frees it (A3-9). */
function holdForCredit(order: Order, context: Context): void {
  const hold: Hold = {
    id: context.ids.next(),
    lineNo: null,
    taskKind: null,
    kind: 'system',
    code: 'credit',
    reason: 'the credit limit of the account would be exceeded',
    placedBy: 'system',
    expiresOn: null,
    released: false,
  }
  order.holds.push(hold)
  order.openHolds = 1
}

import { isOver } from '../../orders/index.ts'
import { formatAmount, formatMicro, MICRO } from '../../platform/money.ts'
import { encodeId } from '../../platform/public-id.ts'
import { instant } from '../../platform/wire.ts'
import type { ProductOrderFacts, ProductOrderLineFacts } from './facts.ts'
import { OUR_NOTES } from './document.ts'
import { allItems, isLine, mapOrder, problemsOf, toldPath } from './map-order.ts'
import { theirPriority } from './priority.ts'
import type { TmfItem, TmfOrder } from './shapes.ts'
import {
  FINAL,
  isAgreed,
  itemState,
  orderState,
  rollUp,
  type ItemState,
  type ProductOrderState,
  type StateFacts,
} from './state.ts'

export const BASE = '/tmf-api/productOrderingManagement/v4'

/** A product order as it is told. */
export type ProductOrder = Record<string, unknown> & {
  id: string
  state: ProductOrderState
  orderDate: string
}

/** Where and when it is told. */
export interface Telling {
  /** Before every address; empty: addresses are told from the root of this server. */
  root: string
  /** Business time. */
  now: Date
}

/** An order with what was sent of it; what was not sent as a product order is told from what it became. */
export function renderProductOrder(
  order: ProductOrderFacts,
  sent: TmfOrder | undefined,
  { root, now }: Telling,
): ProductOrder {
  const facts = stateFactsOf(order, now)
  const state = orderState(facts, order.lines)
  const id = encodeId('ord', order.id)
  const { externalId: own, note = [], ...rest } = sent ?? ({} as Partial<TmfOrder>)
  const externalId = sent ? own : order.externalId
  const ended = FINAL.has(state) && state !== 'cancelled' && state !== 'rejected'
  return said({
    ...rest,
    id,
    href: `${root}${BASE}/productOrder/${id}`,
    externalId,
    state,
    orderDate: instant(order.placedAt),
    priority: theirPriority(order.priority),
    expectedCompletionDate:
      order.promisedOn === null || FINAL.has(state) ? undefined : `${order.promisedOn}T12:00:00.000Z`,
    completionDate: ended && order.endedAt ? instant(order.endedAt) : undefined,
    cancellationDate: order.cancelledAt ? instant(order.cancelledAt) : undefined,
    cancellationReason: order.cancelReason ?? undefined,
    relatedParty: sent?.relatedParty ?? partiesOf(order),
    billingAccount:
      sent?.billingAccount ??
      (order.account ? { id: order.account.number, '@referredType': 'BillingAccount' } : undefined),
    note: some([...note, ...notesOf(order, sent)]),
    orderTotalPrice: isPriced(order)
      ? [price(order.total - order.tax, order.total, order.currency)]
      : undefined,
    productOrderItem: itemsOf(order, sent, facts),
    '@type': sent?.['@type'] ?? 'ProductOrder',
  }) as ProductOrder
}

export function stateFactsOf(order: ProductOrderFacts, now: Date): StateFacts {
  const { state, held, fallout, awaitsMoney, assessed, problems, remorseUntil } = order
  const remorse = remorseUntil !== null && remorseUntil > now
  return { state, held, fallout, awaitsMoney, assessed, remorse, problems: problems.length > 0 }
}

/** What keeps an order from being agreed, told to whoever has to mend it. */
function notesOf(order: ProductOrderFacts, sent: TmfOrder | undefined) {
  if (isOver(order.state)) return []
  const told = pathsIn(sent)
  // An item without an offering is no item that is missing in the catalog.
  const unnamed = new Set(
    order.problems.filter(({ code }) => code === 'offering_missing').map(({ path }) => path),
  )
  const mended = order.problems.filter(({ path, code }) => code !== 'unknown_item' || !unnamed.has(path))
  return mended.map(({ path, code, message }, index) => ({
    id: `${OUR_NOTES}problem-${index + 1}`,
    author: 'Docket',
    text: `${path === '' ? '' : `${told(path)}: `}${message} (${code})`,
  }))
}

/** Places of an order in the document that it was sent as. */
export function pathsIn(sent: TmfOrder | undefined): (path: string) => string {
  if (!sent || problemsOf(sent).length > 0)
    return (path) => path.replace(/^\/lines(?=\/)/, '/productOrderItem')
  const { itemPaths } = mapOrder(sent, {
    externalId: '-',
    currency: 'XXX',
    timeZone: 'UTC',
    prePriced: false,
  })
  return (path) => toldPath(path, itemPaths, sent)
}

function partiesOf({ account }: ProductOrderFacts) {
  if (!account) return []
  return [
    {
      id: account.number,
      role: 'Customer',
      ...(account.name === null ? {} : { name: account.name }),
      '@referredType': account.kind === 'person' ? 'Individual' : 'Organization',
    },
  ]
}

/** Items as they were sent, each with how its line stands; lines that were added since stand behind them. */
function itemsOf(order: ProductOrderFacts, sent: TmfOrder | undefined, facts: StateFacts) {
  const lines = new Map(order.lines.map((line) => [line.externalLineId ?? String(line.lineNo), line]))
  const named = new Set(allItems(sent?.productOrderItem ?? []).map(({ item }) => item.id.slice(0, 100)))
  const sentItems = (sent?.productOrderItem ?? []).map((item) => itemOf(item, lines, order, facts))
  const others = [...lines].filter(([id, line]) => !named.has(id) && line.parentNo === null)
  return [...sentItems, ...others.map(([id, line]) => lineItem(id, line, order, facts))]
}

type Told = Record<string, unknown> & { state: ItemState }

function itemOf(
  item: TmfItem,
  lines: ReadonlyMap<string, ProductOrderLineFacts>,
  order: ProductOrderFacts,
  facts: StateFacts,
): Told {
  const within = item.productOrderItem?.map((one) => itemOf(one, lines, order, facts))
  const line = item.action === 'add' ? lines.get(item.id.slice(0, 100)) : undefined
  const nested = within === undefined ? {} : { productOrderItem: within }
  if (line)
    return {
      ...item,
      ...quantityOf(line, item),
      ...nested,
      ...pricesOf(line, order),
      state: itemState(facts, line),
    }
  // Its line was amended away.
  if (isLine(item) && isAgreed(order.state)) return { ...item, ...nested, state: 'cancelled' }
  return { ...item, ...nested, state: groupState(within?.map(({ state }) => state) ?? [], facts) }
}

/** What is wanted by now, where that is not what was sent: amended, or cancelled in part. */
function quantityOf(
  { ordered, quantity, cancelled }: ProductOrderLineFacts,
  { quantity: sent = 1 }: TmfItem,
) {
  if (quantity <= 0n || cancelled >= quantity) return {}
  const wanted = (ordered * (quantity - cancelled)) / quantity
  return wanted % MICRO !== 0n || Number(wanted / MICRO) === sent ? {} : { quantity: Number(wanted / MICRO) }
}

/** An item that holds others is as they are; one that changes nothing, as its order. An item has no `partial`. */
function groupState(within: readonly ItemState[], facts: StateFacts): ItemState {
  if (within.length === 0)
    return facts.state === 'draft' ? 'acknowledged' : isOver(facts.state) ? 'completed' : 'inProgress'
  const state = rollUp(within)
  return state === 'partial' ? 'completed' : state
}

function lineItem(
  id: string,
  line: ProductOrderLineFacts,
  order: ProductOrderFacts,
  facts: StateFacts,
): Told {
  const whole = line.ordered > 0n && line.ordered % MICRO === 0n
  return said({
    id,
    action: 'add',
    quantity: whole ? Number(line.ordered / MICRO) : undefined,
    productOffering: said({ id: line.sku, name: line.name ?? undefined, '@referredType': 'ProductOffering' }),
    ...pricesOf(line, order),
    state: itemState(facts, line),
  }) as Told
}

/** What lacks something is not priced whole, and told without. */
function isPriced({ state, problems, total, lines }: ProductOrderFacts): boolean {
  if (state === 'failed' || problems.length > 0) return false
  return total > 0n || lines.some(({ net }) => net > 0n)
}

function pricesOf(line: ProductOrderLineFacts, order: ProductOrderFacts) {
  const { currency } = order
  if (!isPriced(order)) return {}
  const charged = line.charges.map(({ name, kind, period, unitPrice, net, tax }) =>
    said({
      name,
      priceType: PRICE_TYPES[kind] ?? kind,
      recurringChargePeriod: period ?? undefined,
      price: {
        dutyFreeAmount: { unit: currency, value: Number(formatMicro(unitPrice)) },
        ...(net === 0n && tax === 0n ? {} : { taxIncludedAmount: money(net + tax, currency) }),
      },
    }),
  )
  return {
    itemPrice: [
      {
        priceType: 'oneTime',
        price: {
          taxRate: Number(formatMicro(line.taxPercent)),
          dutyFreeAmount: { unit: currency, value: Number(formatMicro(line.unitPrice)) },
        },
      },
      ...charged,
    ],
    itemTotalPrice: [price(line.net, line.net + line.tax, currency)],
  }
}

const PRICE_TYPES: Readonly<Record<string, string>> = {
  once: 'oneTime',
  recurring: 'recurring',
  usage: 'usage',
}

/** What it comes to in all. */
function price(net: bigint, gross: bigint, currency: string) {
  return {
    priceType: 'oneTime',
    price: { dutyFreeAmount: money(net, currency), taxIncludedAmount: money(gross, currency) },
  }
}

/** TMF622 writes amounts as numbers. */
function money(amount: bigint, currency: string) {
  return { unit: currency, value: Number(formatAmount(amount, currency)) }
}

const some = <T>(list: readonly T[]) => (list.length === 0 ? undefined : list)

function said(all: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** Members that were asked for; the id and its address are always told. */
export function withFields<T extends Record<string, unknown>>(
  resource: T,
  fields: string | undefined,
): Partial<T> {
  if (fields === undefined) return resource
  const wanted = new Set(['id', 'href', ...fields.split(',').map((name) => name.trim().split('.')[0]!)])
  return Object.fromEntries(Object.entries(resource).filter(([name]) => wanted.has(name))) as Partial<T>
}

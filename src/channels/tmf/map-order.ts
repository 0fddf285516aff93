import type { OrderInput } from '../../orders/index.ts'
import { dateIn } from '../../platform/clock.ts'
import { escapePointer } from '../../platform/http/index.ts'
import type { Problem } from '../../platform/outcome.ts'
import { ourPriority } from './priority.ts'
import type { TmfItem, TmfOrder, TmfParty } from './shapes.ts'

/** The source system under which product orders of TM Forum come, registered as any other. */
export const SOURCE = 'tmf622'

/** Stands where an item names no offering; no item is called so. */
export const NO_OFFERING = '(no offering)'

/** What a mapping has to know beside the order. */
export interface MappingFacts {
  externalId: string
  /** Of an order that was sent before: when; it stays that. */
  placedAt?: Date
  /** Of the account; of the company when there is no such account. */
  currency: string
  timeZone: string
  /** Prices of this source are final: `itemPrice` is taken. */
  prePriced: boolean
}

/** A product order in our words. */
export interface MappedOrder {
  input: OrderInput
  priority: number | undefined
  /** What it says and we cannot, at places of the input: with any of it the order is a draft. */
  found: Problem[]
  /** Where the item of each line stands in the product order. */
  itemPaths: string[]
}

/** An item with its place. */
export interface Placed {
  item: TmfItem
  path: string
}

/** Items of all levels, each before those within it. */
export function allItems(items: readonly TmfItem[], at = '/productOrderItem'): Placed[] {
  return items.flatMap((item, index) => {
    const path = `${at}/${index}`
    return [{ item, path }, ...allItems(item.productOrderItem ?? [], `${path}/productOrderItem`)]
  })
}

/** The account that an order is for, and where it says so: whom it is billed to, else whose order it is. */
export function accountOf({
  billingAccount,
  relatedParty = [],
}: TmfOrder): { number: string; path: string } | undefined {
  if (billingAccount) return { number: billingAccount.id, path: '/billingAccount/id' }
  const index = Math.max(0, relatedParty.findIndex(isCustomer))
  const party = relatedParty[index]
  return party && { number: party.id, path: `/relatedParty/${index}/id` }
}

const isCustomer = ({ role = '' }: TmfParty): boolean => /^(customer|buyer)$/i.test(role)

/** What keeps a product order from being taken at all, with its places: everything at once. */
export function problemsOf(order: TmfOrder): Problem[] {
  const items = allItems(order.productOrderItem)
  const problems: Problem[] = []
  const note = (path: string, code: string, message: string) => problems.push({ path, code, message })
  if (!accountOf(order))
    note('/relatedParty', 'required', 'Say whose order it is, here or as `billingAccount`.')
  const seen = new Set<string>()
  for (const { item, path } of items) {
    if (seen.has(item.id)) note(`${path}/id`, 'duplicate_item', `There is an item ${item.id} before it.`)
    seen.add(item.id)
    if (item.action === 'modify' || item.action === 'delete')
      note(
        `${path}/action`,
        'action_not_available',
        `What a customer has cannot be ${item.action === 'modify' ? 'modified' : 'deleted'} by an order yet: add and noChange are understood.`,
      )
  }
  for (const { item, path } of items)
    for (const [index, { id }] of (item.productOrderItemRelationship ?? []).entries())
      if (id !== undefined && !seen.has(id))
        note(
          `${path}/productOrderItemRelationship/${index}/id`,
          'unknown_item',
          `The order has no item ${id}.`,
        )
  if (problems.length === 0 && items.every(({ item }) => !isLine(item)))
    note('/productOrderItem', 'nothing_to_do', 'No item adds anything.')
  return problems
}

/** An item that adds something itself; one that only holds others is none. */
export function isLine(item: TmfItem): boolean {
  return (
    item.action === 'add' && (offeringOf(item) !== undefined || (item.productOrderItem ?? []).length === 0)
  )
}

const offeringOf = ({ productOffering, product }: TmfItem) =>
  (productOffering ?? product?.productOffering)?.id

/** A product order of which `problemsOf` found nothing, in our words. */
export function mapOrder(order: TmfOrder, facts: MappingFacts): MappedOrder {
  const found: Problem[] = []
  const placed = allItems(order.productOrderItem).filter(({ item }) => isLine(item))
  const currency = currencyOf(placed, facts, found)
  const lines = placed.map(({ item }, index) => lineOf(item, index, { ...facts, currency }, order, found))
  const place = placeOf(placed, found)
  const wanted = order.requestedCompletionDate
  const { number: account } = accountOf(order)!
  const input: OrderInput = {
    source: SOURCE,
    externalId: facts.externalId,
    customer: { account, ...customerOf(order) },
    currency,
    lines,
    ...(facts.placedAt === undefined ? {} : { placedAt: facts.placedAt.toISOString() }),
    ...(wanted === undefined ? {} : { requestedOn: dateIn(facts.timeZone, new Date(wanted)) }),
    ...(place === undefined ? {} : { shipTo: { site: place } }),
    ...(order.category === undefined ? {} : { custom: { category: order.category } }),
  }
  return {
    input,
    priority: order.priority === undefined ? undefined : ourPriority(order.priority),
    found,
    itemPaths: placed.map(({ path }) => path),
  }
}

type Line = OrderInput['lines'][number]

function lineOf(
  item: TmfItem,
  index: number,
  { prePriced, currency }: MappingFacts,
  order: TmfOrder,
  found: Problem[],
): Line {
  const at = `/lines/${index}`
  const offering = offeringOf(item)
  if (offering === undefined)
    found.push({
      path: `${at}/sku`,
      code: 'offering_missing',
      message: `item ${item.id} names no product offering`,
    })
  const { billingAccount } = item
  if (billingAccount && billingAccount.id !== accountOf(order)!.number)
    found.push({
      path: `${at}/billingAccount`,
      code: 'other_account',
      message: `item ${item.id} is billed to ${billingAccount.id}: an order is billed to one account`,
    })
  const characteristics = (item.product?.productCharacteristic ?? []).map(
    ({ name, value }) => [name, value] as const,
  )
  const price = prePriced ? unitPriceOf(item, at, found) : undefined
  return {
    lineId: item.id.slice(0, 100),
    sku: offering ?? NO_OFFERING,
    quantity: String(item.quantity ?? 1),
    ...(price === undefined ? {} : { unitPrice: { amount: price, currency } }),
    ...(characteristics.length === 0
      ? {}
      : { custom: { characteristics: Object.fromEntries(characteristics) } }),
  }
}

/** What one of it costs without tax. Of several prices none is the price. */
function unitPriceOf({ id, itemPrice = [] }: TmfItem, at: string, found: Problem[]): string | undefined {
  const value = itemPrice[0]?.price?.dutyFreeAmount?.value
  if (itemPrice.length === 1 && value !== undefined) return decimal(value)
  if (itemPrice.length > 0)
    found.push({
      path: `${at}/unitPrice`,
      code: 'price_not_understood',
      message: `item ${id}: one price with a dutyFreeAmount is understood`,
    })
  return undefined
}

/** A number of JSON as it was written; no exponent. */
function decimal(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
}

function currencyOf(
  placed: readonly Placed[],
  { currency, prePriced }: MappingFacts,
  found: Problem[],
): string {
  if (!prePriced) return currency
  const units = placed.flatMap(({ item }) => item.itemPrice?.[0]?.price?.dutyFreeAmount?.unit ?? [])
  const named = [...new Set(units)]
  if (named.length > 1)
    found.push({
      path: '/currency',
      code: 'several_currencies',
      message: `an order has one currency, these are ${named.join(', ')}`,
    })
  return named[0] ?? currency
}

/** The one place to which everything goes: the code of a site of the customer. */
function placeOf(placed: readonly Placed[], found: Problem[]): string | undefined {
  const places = placed.flatMap(({ item }) => item.product?.place?.flatMap(({ id }) => id ?? []) ?? [])
  const named = [...new Set(places)]
  if (named.length > 1)
    found.push({
      path: '/shipTo/site',
      code: 'several_places',
      message: `an order goes to one place, these are ${named.slice(0, 5).join(', ')}`,
    })
  return named[0]
}

/** Who the customer is, for a source that may make customers. */
function customerOf({ billingAccount, relatedParty = [] }: TmfOrder): Pick<OrderInput['customer'], 'create'> {
  const party = relatedParty.find(isCustomer) ?? relatedParty[0]
  if (billingAccount && !party) return {}
  const kind = party!['@referredType'] === 'Organization' ? ('organization' as const) : ('person' as const)
  return { create: { kind, ...(party!.name === undefined ? {} : { name: party!.name }) } }
}

const MEMBERS: Readonly<Record<string, string>> = {
  '': '',
  sku: '/productOffering/id',
  quantity: '/quantity',
  unitPrice: '/itemPrice',
  billingAccount: '/billingAccount/id',
  lineId: '/id',
}

/** The place of a problem in the product order, which was found at a place of the input that was made of it. */
export function toldPath(path: string, itemPaths: readonly string[], order: TmfOrder): string {
  const [, index, member = ''] = /^\/lines\/(\d+)(?:\/([^/]+))?/.exec(path) ?? []
  if (index !== undefined) return `${itemPaths[Number(index)] ?? '/productOrderItem'}${MEMBERS[member] ?? ''}`
  if (path.startsWith('/customer')) return accountOf(order)?.path ?? '/relatedParty'
  if (path.startsWith('/requestedOn')) return '/requestedCompletionDate'
  if (path.startsWith('/shipTo')) return `${itemPaths[0] ?? '/productOrderItem'}/product/place`
  if (path.startsWith('/currency')) return `${itemPaths[0] ?? '/productOrderItem'}/itemPrice`
  return path
    .split('/')
    .map((part) => escapePointer(part))
    .join('/')
}

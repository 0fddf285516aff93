import type { JsonObject } from '../../platform/json.ts'
import {
  allocate,
  currencyDigits,
  divRound,
  formatMicro,
  MICRO,
  minorToMicro,
  mulPriceQuantity,
  type Micro,
  type Minor,
} from '../../platform/money.ts'
import type { Group } from './map-group.ts'
import type { Said } from './said.ts'
import type { CommerceSettings } from './settings.ts'

/** A line of ours: an item of the shop, or the part of it that one shipping group has. */
export interface MappedLine {
  lineId: string
  sku: string
  quantity: string
  unitPrice: string
  /** What is taken off a unit; null: nothing. */
  off: string | null
  /** After the discounts on the item, before those on the order. */
  net: Minor
  tax: Minor
  shipOn: string | undefined
  /** Code of the only place that serves it: goods are picked up there. */
  location: string | undefined
  custom: JsonObject
}

interface Item {
  said: Said
  id: string
  quantity: Micro
  amount: Minor
  tax: Minor
  listPrice: Micro | undefined
  parent: string | null
}

const KNOWN = new Set(
  `id catalogRefId catalogId catalogKey productId quantity returnedQuantity externalId externalData externalPriceDetails
  childItems priceInfo state stateDetail stateAsString productDisplayName displayName description commerceItemClassType
  commerceItemId`.split(/\s+/),
)

/**
 * The lines of an order: an item that several shipping groups have is split by group, a part of a configured item stands on
 * a line of its own. Amounts are split by largest remainder, so the parts come to the whole.
 */
export function linesIn(
  order: Said,
  groups: readonly Group[],
  currency: string,
  settings: CommerceSettings,
): MappedLine[] {
  const parts = partsOf(groups)
  const lines: MappedLine[] = []
  for (const said of order.list('commerceItems')) {
    const item = itemOf(said, currency, null)
    const asked = nameOf(item).flatMap((name) => parts.get(name) ?? [])
    const shares = sharesOf(item, asked, groups)
    lines.push(...split(item, shares, currency, settings))
    for (const [index, child] of said.list('childItems').entries()) {
      const inner = itemOf(child, currency, item.id)
      if (inner.id === '') inner.id = `${item.id}.${index + 1}`
      // A part goes where its whole goes.
      const own = shares.map((share) => ({
        ...share,
        quantity: item.quantity === 0n ? 0n : (inner.quantity * share.quantity) / item.quantity,
      }))
      const sum = own.reduce((total, share) => total + share.quantity, 0n)
      if (sum !== inner.quantity)
        child.note('quantity', 'quantity_differs', 'it cannot be split as its item is split')
      lines.push(...split(inner, own, currency, settings))
    }
  }
  return lines
}

function itemOf(said: Said, currency: string, parent: string | null): Item {
  const price = said.part('priceInfo')
  const details = price.list('currentPriceDetailsSorted')
  const stated = said.decimal('quantity')
  const quantity = stated !== undefined && stated > 0n ? stated : 0n
  if (quantity === 0n) said.note('quantity', 'bad_quantity', 'an item has a quantity above 0')
  const taxes = details.map((detail) => detail.price('tax', currency) ?? 0n)
  const amount = price.price('amount', currency)
  if (amount === undefined) price.note('amount', 'required', 'an item has an amount')
  return {
    said,
    id: said.text('id') ?? '',
    quantity,
    amount: amount ?? 0n,
    tax: taxes.reduce((sum, one) => sum + one, 0n),
    listPrice: price.decimal('listPrice'),
    parent,
  }
}

/** By what a shipping group may name an item, the strongest first (C-15). */
function nameOf({ said, id }: Item): string[] {
  const external = said.text('externalId')
  return [...(external === undefined ? [] : [external]), ...(id === '' ? [] : [id])]
}

interface Part {
  group: Group
  quantity: Micro
}

function partsOf(groups: readonly Group[]): Map<string, Part[]> {
  const parts = new Map<string, Part[]>()
  for (const group of groups) {
    for (const relation of group.said.list('commerceItemRelationships')) {
      const name = relation.text('commerceItemExternalId', 'commerceItemId', 'commerceItem')
      const quantity = relation.decimal('quantity')
      if (name === undefined || quantity === undefined || quantity <= 0n) {
        relation.note('quantity', 'bad_quantity', 'it names an item and how much of it')
        continue
      }
      parts.set(name, [...(parts.get(name) ?? []), { group, quantity }])
    }
  }
  return parts
}

/** How much of an item each group has; all of it in the only group when nothing says so. */
function sharesOf(item: Item, parts: readonly Part[], groups: readonly Group[]): Part[] {
  if (parts.length === 0 && groups.length === 1) return [{ group: groups[0]!, quantity: item.quantity }]
  const sum = parts.reduce((total, part) => total + part.quantity, 0n)
  if (sum !== item.quantity) {
    const message = `shipping groups have ${formatMicro(sum)} of it, the order ${formatMicro(item.quantity)}`
    item.said.note('quantity', 'quantity_differs', message)
    return groups[0] ? [{ group: groups[0], quantity: item.quantity }] : []
  }
  const first = parts[0]
  const other = first && parts.find(({ group }) => !sameAddress(group, first.group))
  if (other) noteAddress(other.group)
  return [...parts]
}

const sameAddress = (one: Group, other: Group) =>
  JSON.stringify(one.address ?? null) === JSON.stringify(other.address ?? null)

function noteAddress({ said }: Group): void {
  if (said.problems.some(({ path }) => path === said.at('shippingAddress'))) return
  said.note(
    'shippingAddress',
    'not_supported_yet',
    'an order goes to one address yet: its lines say to which shipping group each belongs',
  )
}

function split(
  item: Item,
  shares: readonly Part[],
  currency: string,
  settings: CommerceSettings,
): MappedLine[] {
  const { said, id, amount, tax, parent } = item
  const stated = said.text('catalogRefId')
  if (stated === undefined) said.note('catalogRefId', 'required', 'an item has a SKU')
  const sku = (stated !== undefined && settings.skus?.[stated]) || (stated ?? '?')
  const weights = shares.map((share) => share.quantity)
  const nets = shares.length === 0 ? [] : allocate(amount, weights)
  const taxes = shares.length === 0 ? [] : allocate(tax, weights)
  const external = said.text('externalId')
  return shares.map(({ group, quantity }, index): MappedLine => {
    const net = nets[index]!
    return {
      lineId: shares.length === 1 ? id : `${id}/${group.id}`,
      sku,
      quantity: formatMicro(quantity),
      ...priceOf(item, quantity, net, currency),
      net,
      tax: taxes[index]!,
      shipOn: group.shipOn,
      location: group.location,
      custom: {
        ...said.others(KNOWN),
        commerce: {
          item: id,
          shippingGroup: group.id,
          ...(external === undefined ? {} : { externalId: external }),
          ...(parent === null ? {} : { partOf: parent }),
          ...(filled(said.value['externalData']) ? { externalData: said.value['externalData'] } : {}),
        },
      } as JsonObject,
    }
  })
}

const filled = (list: unknown): boolean => Array.isArray(list) && list.length > 0

/** A unit price that comes to the amount; from the list price with what is taken off, where that comes to it as well. */
function priceOf(
  { said, listPrice }: Item,
  quantity: Micro,
  net: Minor,
  currency: string,
): Pick<MappedLine, 'unitPrice' | 'off'> {
  const digits = currencyDigits(currency)
  const unit = quantity <= 0n ? 0n : divRound(minorToMicro(net, digits) * MICRO, quantity)
  const off = (listPrice ?? 0n) - unit
  const worth = (price: Micro) => mulPriceQuantity(price, quantity, digits)
  if (off > 0n && worth(listPrice!) - worth(off) === net)
    return { unitPrice: formatMicro(listPrice!), off: formatMicro(off) }
  if (worth(unit) !== net)
    said.note('priceInfo', 'price_not_exact', 'no unit price of six decimals comes to its amount')
  return { unitPrice: formatMicro(unit), off: null }
}

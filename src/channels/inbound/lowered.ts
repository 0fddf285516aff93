import { isDeepStrictEqual } from 'node:util'
import type { OrderInput, OrderLineInput } from '../../orders/index.ts'
import { parseMicro, type Micro } from '../../platform/money.ts'

/** A line of the version that is here, by its id, and how much of it the newer version leaves. */
export interface LoweredLine {
  lineId: string
  leaves: Micro
}

export type Lowered = { ok: true; lines: LoweredLine[] } | { ok: false; message: string }

/**
 * What a newer version of an order takes away from the one that is here (C-26), or what else it changes. Amounts of the
 * order as a whole follow from its lines: who carries it out compares them.
 *
 * @param paysOtherwise how it is paid may have changed: who carries it out looks at that
 */
export function lowered(before: OrderInput, after: OrderInput, paysOtherwise: boolean): Lowered {
  const changed = (message: string): Lowered => ({ ok: false, message })
  const differs = Object.keys({ ...before, ...after }).find(
    (name) =>
      !FOLLOWS.has(name) &&
      !(paysOtherwise && PAYS.has(name)) &&
      !isDeepStrictEqual(partOf(before, name, paysOtherwise), partOf(after, name, paysOtherwise)),
  )
  if (differs !== undefined) return changed(`its ${differs} is another`)
  const pairs = pair(before.lines, after.lines)
  for (const line of after.lines) {
    const old = pairs.get(line)
    if (!old) return changed(`line ${line.lineId ?? line.sku} was added`)
    if (!isDeepStrictEqual(termsOf(old), termsOf(line)))
      return changed(`line ${line.lineId ?? line.sku} has other terms`)
    if (quantityOf(line) > quantityOf(old)) return changed(`there is more of line ${line.lineId ?? line.sku}`)
  }
  const left = new Map([...pairs].map(([line, old]) => [old, quantityOf(line)]))
  const lines: LoweredLine[] = []
  for (const old of before.lines) {
    const leaves = left.get(old) ?? 0n
    if (leaves === quantityOf(old)) continue
    if (old.lineId === undefined) return changed(`a line of ${old.sku} has no id`)
    lines.push({ lineId: old.lineId, leaves })
  }
  return { ok: true, lines }
}

/** What follows from the lines, or is compared with them. */
const FOLLOWS: ReadonlySet<string> = new Set(['lines', 'freight', 'discounts', 'version'])

/** Of how an order is paid. */
const PAYS: ReadonlySet<string> = new Set(['prepaid', 'billTo'])

function partOf(input: OrderInput, name: string, paysOtherwise: boolean): unknown {
  if (name === 'customer') return input.customer.account
  if (name === 'custom') {
    const { paymentMethods, ...others } = withoutOwn(input.custom)
    return paysOtherwise ? others : { ...others, paymentMethods }
  }
  return input[name as keyof OrderInput]
}

/** What is agreed of a line whatever its quantity. */
function termsOf({ lineId: _id, quantity: _quantity, taxAmount: _tax, custom, ...terms }: OrderLineInput) {
  return { ...terms, custom: withoutOwn(custom) }
}

/** Without what the sender itself writes of an order: its states, and amounts of its groups. */
function withoutOwn(custom: OrderInput['custom']) {
  const { commerce: _own, ...others } = custom ?? {}
  return others
}

const quantityOf = (line: OrderLineInput): Micro => parseMicro(String(line.quantity)) ?? 0n

/** By what a line is known to its sender, the strongest first (C-15). */
const NAMES: readonly ((line: OrderLineInput) => unknown)[] = [
  ({ custom }) => (custom?.['commerce'] as { externalId?: string } | undefined)?.externalId,
  ({ lineId }) => lineId,
  ({ sku }) => sku,
]

/** Lines of the newer version with those that they were; a name that two lines have tells nothing. */
function pair(
  before: readonly OrderLineInput[],
  after: readonly OrderLineInput[],
): Map<OrderLineInput, OrderLineInput> {
  const pairs = new Map<OrderLineInput, OrderLineInput>()
  const taken = new Set<OrderLineInput>()
  for (const name of NAMES) {
    const old = Map.groupBy(
      before.filter((line) => !taken.has(line)),
      name,
    )
    const own = Map.groupBy(
      after.filter((line) => !pairs.has(line)),
      name,
    )
    for (const [key, [line, ...others]] of own) {
      const [match, ...more] = old.get(key) ?? []
      if (key === undefined || !match || others.length > 0 || more.length > 0) continue
      pairs.set(line!, match)
      taken.add(match)
    }
  }
  return pairs
}

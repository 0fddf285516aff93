import type { Micro, Minor } from '../../src/platform/money.ts'
import { spread, upTo } from './arithmetic.ts'
import type { Amounts, AuditedOrder, Part } from './audited.ts'
import { wanted } from './auditor-stock.ts'

/** What a part begins with. */
export function nothingYet() {
  return {
    shipped: 0n,
    invoiced: 0n,
    returned: 0n,
    billed: { net: 0n, tax: 0n, freight: 0n },
    credited: { net: 0n, tax: 0n, freight: 0n },
    issued: 0n,
    returnedValue: 0n,
    surplus: 0n,
  }
}

/** The last of what a part still wants is a part of its own, behind all others of its order. */
export function splitOff(order: AuditedOrder, part: Part, quantity: Micro): Part {
  if (quantity >= wanted(part) - part.shipped) throw new Error('a piece is less than what it is split off')
  const piece: Part = {
    ...part,
    ...nothingYet(),
    root: part.root ?? part,
    quantity,
    cancelled: 0n,
    from: part.from + wanted(part) - quantity,
    // Behind those that its order has already, in front of whoever asked later.
    turn: Math.max(...order.parts.map((one) => one.turn)) + 1 / 1024,
  }
  part.quantity -= quantity
  order.parts.push(piece)
  return piece
}

/**
 * What of the amounts of its line goes with the first of a part: they fall on the parts that were promised by quantity, by largest
 * remainder (D1-5); what was split off has the piece of these at which it stands.
 */
export function amountsOf(order: AuditedOrder, part: Part, first: Micro): Amounts {
  const line = order.lines[part.line]!
  const roots = order.parts.filter((one) => one.line === part.line && one.root === null)
  const weights = roots.map((one) => one.whole)
  const of = (amount: Minor) => {
    const share = spread(amount, weights)[roots.indexOf(part.root ?? part)]!
    return upTo(share, part.from + first, part.whole, upTo(share, part.from, part.whole, 0n))
  }
  return { net: of(line.net), tax: of(line.tax), freight: of(line.freight) }
}

import { mulPriceQuantity, type Micro } from '../../../platform/money.ts'
import type { PlannedDocument, PlannedRow } from './plan.ts'

/** What of a return goes back to one order, or to none. */
export interface ReturnPart {
  /** Number of the order's document; null: nothing that was sold before is left to refer to (D9 row 24). */
  order: string | null
  lines: ReturnPartLine[]
}

export interface ReturnPartLine {
  /** Of the order, from 1; null with no order. */
  lineNo: number | null
  /** Of the row in the return. */
  position: number
  sku: string
  quantity: Micro
  /** The row's own price, whatever was paid. */
  price: Micro
}

interface Sale {
  order: string
  lineNo: number
  price: Micro
  left: Micro
}

/**
 * Matches the rows of returns to what was sold to the same account before them: sales at the same price first, of these
 * the latest first, then the latest at any price; what is left refers to nothing. A row is split where it must be. Pure:
 * it depends on the documents alone.
 *
 * @param documents in order of time
 * @returns the parts of each return, by its number
 */
export function matchReturns(
  documents: readonly PlannedDocument[],
  digits: number,
): Map<string, ReturnPart[]> {
  const sales = new Map<string, Sale[]>()
  const matched = new Map<string, ReturnPart[]>()
  for (const document of documents) {
    if (document.kind === 'order') sell(sales, document)
    else matched.set(document.number, partsOf(sales, document, digits))
  }
  return matched
}

function sell(sales: Map<string, Sale[]>, { account, number, rows }: PlannedDocument): void {
  rows.forEach(({ sku, price, quantity }, index) => {
    const key = `${account}\n${sku}`
    const sale = { order: number, lineNo: index + 1, price, left: quantity }
    const list = sales.get(key)
    if (list) list.push(sale)
    else sales.set(key, [sale])
  })
}

function partsOf(sales: Map<string, Sale[]>, document: PlannedDocument, digits: number): ReturnPart[] {
  const parts = new Map<string | null, ReturnPart>()
  const put = (order: string | null, line: ReturnPartLine) => {
    const part = parts.get(order)
    if (part) part.lines.push(line)
    else parts.set(order, { order, lines: [line] })
  }
  for (const row of document.rows) {
    const { position, sku, price } = row
    for (const { sale, quantity } of takeFrom(sales.get(`${document.account}\n${sku}`) ?? [], row, digits)) {
      put(sale?.order ?? null, { lineNo: sale?.lineNo ?? null, position, sku, quantity, price })
    }
  }
  return [...parts.values()]
}

function takeFrom(
  sales: Sale[],
  row: PlannedRow,
  digits: number,
): { sale: Sale | undefined; quantity: Micro }[] {
  const taken: { sale: Sale | undefined; quantity: Micro }[] = []
  let wanted = row.quantity
  for (const samePrice of [true, false]) {
    for (let index = sales.length - 1; index >= 0 && wanted > 0n; index--) {
      const sale = sales[index]!
      if (sale.left === 0n || (sale.price === row.price) !== samePrice) continue
      const quantity = sale.left < wanted ? sale.left : wanted
      taken.push({ sale, quantity })
      wanted -= quantity
    }
  }
  if (wanted > 0n) taken.push({ sale: undefined, quantity: wanted })
  // A price below the smallest coin may round otherwise in pieces: such a row is credited whole, referring to nothing.
  const credited = taken.reduce(
    (sum, { quantity }) => sum + mulPriceQuantity(row.price, quantity, digits),
    0n,
  )
  if (credited !== row.amount) return [{ sale: undefined, quantity: row.quantity }]
  for (const { sale, quantity } of taken) if (sale) sale.left -= quantity
  return taken
}

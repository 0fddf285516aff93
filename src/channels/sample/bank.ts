import { currencyDigits, formatAmount, parseAmount, type Minor } from '../../platform/money.ts'
import type { MoneyValue } from '../../platform/wire.ts'
import type { FrontDoor } from './front-door.ts'

/** The bank of the sample company: what customers pay arrives as receipts. */
export interface Bank {
  /** Pays prepaid orders that wait for their money. @returns how many */
  payPrepaidOrders(most: number): Promise<number>
  /** Pays open invoices, but those with long terms. @returns how many */
  payInvoices(most: number): Promise<number>
}

interface PrepaidOrder {
  id: string
  number: string
  prepaid: boolean
  account: { number: string } | null
  total: MoneyValue
  deposits: unknown[]
  billingStatus: string
}

interface OpenItem {
  account: { number: string }
  invoiceId: string
  kind: string
  number: string | null
  issuedOn: string
  dueOn: string
  original: MoneyValue
  open: MoneyValue
}

const AT_ONCE = 10
/** Who has this long, takes it: these invoices stay open. */
const LONG_TERMS_DAYS = 60
/** Of so many invoices one is paid in half, and one with too much. */
const ONE_OF = 40

export function bankAt(door: FrontDoor): Bank {
  // Orders that were looked at and need no money in advance, or have it.
  const settled = new Set<string>()
  return {
    async payPrepaidOrders(most) {
      const { rows } = await door.get<{ rows: { id: string }[] }>(
        '/orders?status=awaiting_shipping,backordered&limit=500',
      )
      let paid = 0
      const waiting = rows.filter((row) => !settled.has(row.id)).toReversed()
      for (const group of groupsOf(waiting, AT_ONCE)) {
        if (paid >= most) break
        const payments = group.map(async ({ id }) => {
          settled.add(id)
          const order = await door.get<PrepaidOrder>(`/orders/${id}?include=deposits`)
          if (!order.prepaid || order.account === null || order.deposits.length > 0) return
          if (order.billingStatus !== 'not_billed') return
          const receipt = {
            account: order.account.number,
            orderId: order.id,
            amount: order.total,
            method: 'card',
            reference: `Prepayment ${order.number}`,
          }
          if ((await door.post('/receipts', `prepayment-${order.id}`, receipt)).taken) paid++
        })
        await Promise.all(payments)
      }
      return paid
    },
    async payInvoices(most) {
      const { rows } = await door.get<{ rows: OpenItem[] }>('/receivables?limit=500')
      let paid = 0
      const due = rows.flatMap((row) => {
        const amount = payment(row)
        return amount === undefined ? [] : [{ row, amount }]
      })
      for (const group of groupsOf(due.slice(0, most), AT_ONCE)) {
        const payments = group.map(async ({ row, amount }) => {
          const receipt = {
            account: row.account.number,
            invoiceIds: [row.invoiceId],
            amount: { amount: formatAmount(amount, row.open.currency), currency: row.open.currency },
            method: 'transfer',
            reference: row.number ?? row.invoiceId,
          }
          if ((await door.post('/receipts', `payment-${row.invoiceId}`, receipt)).taken) paid++
        })
        await Promise.all(payments)
      }
      return paid
    },
  }
}

/** What is paid of an open item today; undefined: nothing. It follows from the item alone, so that it is paid once. */
function payment(row: OpenItem): Minor | undefined {
  const { currency } = row.open
  const open = parseAmount(row.open.amount, currency)!
  const days = (Date.parse(row.dueOn) - Date.parse(row.issuedOn)) / 86_400_000
  if (row.kind !== 'invoice' || open <= 0n || days >= LONG_TERMS_DAYS) return undefined
  const turn = Number(/\d+$/.exec(row.number ?? '')?.[0] ?? '0') % ONE_OF
  if (turn === 7) return row.open.amount === row.original.amount ? open / 2n : undefined
  return turn === 23 ? open + 5n * 10n ** BigInt(currencyDigits(currency)) : open
}

/** The list in groups of so many. */
export function groupsOf<T>(list: readonly T[], size: number): T[][] {
  const groups: T[][] = []
  for (let from = 0; from < list.length; from += size) groups.push(list.slice(from, from + size))
  return groups
}

import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { parseMicro, type Micro, type Minor } from '../platform/money.ts'
import type { AgreementLine, Release } from './agreement.ts'
import {
  giveBackReleases,
  insertAgreementRelease,
  lockAgreementLines,
  moveAgreementLines,
  readAgreementReleases,
  readAgreements as readAgreementRows,
} from './agreement.sql.ts'
import { givenBack, type PartGone } from './budget.ts'
import type { KeptLine } from './save-agreement.ts'

/** What an order released, by line, and what of it was given back. */
export interface Released {
  companyId: bigint
  causeId: bigint
  orderLine: number
  agreementId: bigint
  lineNo: number
  quantity: Micro
  amount: Minor
  given: { quantity: Micro; amount: Minor }
}

/** Agreements of accounts in force, by `company/account`. */
export async function readAgreements(
  db: Reader,
  accounts: readonly { companyId: bigint; accountId: bigint }[],
): Promise<Map<string, AgreementLine[]>> {
  const found = new Map<string, AgreementLine[]>()
  if (accounts.length === 0) return found
  const unique = [...new Map(accounts.map((one) => [`${one.companyId}/${one.accountId}`, one])).values()]
  const rows = await db.read(readAgreementRows, {
    companyIds: unique.map((one) => one.companyId),
    accountIds: unique.map((one) => one.accountId),
  })
  for (const row of rows) {
    const kept = (row.lines as unknown as KeptLine[]).find((one) => one.line === row.line_no)
    // A line that is no longer described keeps what was released, and nothing more is.
    if (!kept) continue
    const key = `${row.company_id}/${row.account_id}`
    const micro = (text: string | null) => (text === null ? null : parseMicro(text)!)
    const line: AgreementLine = {
      companyId: row.company_id,
      agreementId: row.id,
      code: row.code,
      version: row.version,
      lineNo: row.line_no,
      currency: row.currency,
      over: row.over as AgreementLine['over'],
      validFrom: row.valid_from,
      validTo: row.valid_to,
      sku: kept.sku,
      itemClass: kept.itemClass,
      kind: kept.unitPrice === null ? 'percent' : 'price',
      value: parseMicro(kept.unitPrice ?? kept.percent!)!,
      least: micro(kept.minRelease),
      most: micro(kept.maxRelease),
      quantity: micro(kept.quantity),
      amount: kept.amount === null ? null : BigInt(kept.amount),
      released: { quantity: row.released_quantity, amount: row.released_amount },
      moved: undefined,
    }
    const own = found.get(key)
    if (own) own.push(line)
    else found.set(key, [line])
  }
  return found
}

/** Releases what an order that is agreed takes of a line; the line is moved when the batch concludes. */
export function release(
  { of, quantity, amount }: Release,
  { causeId, orderLine }: { causeId: bigint; orderLine: number },
  { writes, batch }: Context,
): void {
  const { companyId, agreementId, lineNo } = of
  of.moved ??= { quantity: 0n, amount: 0n }
  for (const sum of [of.moved, of.released]) {
    sum.quantity += quantity
    sum.amount += amount
  }
  const row = { companyId, causeId, orderLine, agreementId, lineNo, batch, quantity, amount }
  writes.add(insertAgreementRelease, row)
}

/** Adds what the batch releases to the write set: one row a line. */
export function writeReleases(lines: Iterable<AgreementLine>, writes: WriteSet): void {
  for (const { companyId, agreementId, lineNo, over, moved } of lines) {
    if (!moved) continue
    writes.add(lockAgreementLines, { companyId, agreementId, lineNo })
    writes.add(moveAgreementLines, { companyId, agreementId, lineNo, ...moved, bounded: over === 'block' })
  }
}

/** Locks lines of agreements before a second decision. */
export function lockReleases(
  lines: Iterable<Pick<AgreementLine, 'companyId' | 'agreementId' | 'lineNo'>>,
  locks: WriteSet,
): void {
  for (const { companyId, agreementId, lineNo } of lines)
    locks.add(lockAgreementLines, { companyId, agreementId, lineNo })
}

/** What orders released, by `company/order`. */
export async function readReleased(
  db: Reader,
  orders: readonly { companyId: bigint; causeId: bigint }[],
): Promise<Map<string, Released[]>> {
  if (orders.length === 0) return new Map()
  const rows = await db.read(readAgreementReleases, {
    companyIds: orders.map((one) => one.companyId),
    causeIds: orders.map((one) => one.causeId),
  })
  const released = rows.map((row): Released => ({
    companyId: row.company_id,
    causeId: row.cause_id,
    orderLine: row.order_line,
    agreementId: row.agreement_id,
    lineNo: row.line_no,
    quantity: row.quantity,
    amount: row.amount,
    given: { quantity: row.given_quantity, amount: row.given_amount },
  }))
  return Map.groupBy(released, (one) => `${one.companyId}/${one.causeId}`)
}

/** Gives back what of a release was cancelled or came back, by the cumulative method (D1-6); never less than before. */
export function giveBackRelease(one: Released, parts: readonly PartGone[], { writes }: Context): void {
  const { companyId, causeId, orderLine, agreementId, lineNo, given } = one
  const own = parts.filter((part) => part.lineNo === orderLine)
  const gone = own.reduce((sum, part) => sum + part.cancelled + part.returned, 0n)
  const kept = { givesBack: 'returned' as const, lineNos: [orderLine], amounts: [one.amount] }
  const { amount: returned } = givenBack(kept, own)
  const now = {
    quantity: gone > given.quantity ? gone : given.quantity,
    amount: returned > given.amount ? returned : given.amount,
  }
  const quantity = now.quantity - given.quantity
  const amount = now.amount - given.amount
  if (quantity === 0n && amount === 0n) return
  one.given = now
  const back = { givenQuantity: now.quantity, givenAmount: now.amount }
  writes.add(giveBackReleases, { companyId, causeId, orderLine, ...back })
  writes.add(lockAgreementLines, { companyId, agreementId, lineNo })
  const moved = { quantity: -quantity, amount: -amount, bounded: false }
  writes.add(moveAgreementLines, { companyId, agreementId, lineNo, ...moved })
}

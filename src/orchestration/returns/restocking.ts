import type { BillLine } from '../../billing/index.ts'
import {
  divRound,
  HUNDRED_PERCENT,
  MICRO,
  minorToMicro,
  type Micro,
  type Minor,
} from '../../platform/money.ts'

/** The line of a credit memo that bears a restocking fee. */
export const RESTOCKING_FEE = 'RESTOCKING-FEE'

/**
 * What is kept of goods that come back (A9-19): a percentage of the net that is credited for them, rounded once for the return. It
 * bears no tax, and the tax of the goods is credited whole: of net 100 and tax 8 at 20 % the credit is 80 and 8.
 *
 * @param net what is credited for the goods, minor units; none of it is kept when it is below 0
 * @param percent at most 100
 * @returns undefined when nothing is kept
 */
export function restockingFee(
  net: Minor,
  percent: Micro,
  { digits, itemClass }: { digits: number; itemClass: string },
): BillLine | undefined {
  const kept = net > 0n ? divRound(net * percent, HUNDRED_PERCENT) : 0n
  if (kept === 0n) return undefined
  return {
    sourceId: null,
    itemId: null,
    sku: RESTOCKING_FEE,
    itemClass,
    owedOn: false,
    kept: true,
    quantity: MICRO,
    unitPrice: minorToMicro(-kept, digits),
    net: -kept,
    tax: 0n,
    freight: 0n,
    taxRateId: null,
    taxPercent: 0n,
    taxDifference: null,
  }
}

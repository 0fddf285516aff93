import { addDays } from '../../platform/clock.ts'
import { money } from '../../platform/wire.ts'
import { sampleItems } from './items.ts'
import { choicesFrom } from './prng.ts'

/** Stock to open with, and what it cost. */
export interface SampleStock {
  location: string
  sku: string
  quantity: string
  unitCost: { amount: string; currency: string }
}

/** Supply under way. `dueInDays` counts from the day of installation. */
export interface SampleSupply extends SampleStock {
  number: string
  dueInDays: number
}

/** Only the shop has these: it confirms what it sends. */
const ONLY_IN_THE_SHOP = ['LIV-115', 'GAR-136', 'LIV-140']
/** Sold out, with a supply order under way: orders get a date. The first three arrive on the sample day. */
const SOLD_OUT = ['KIT-105', 'KIT-127', 'GAR-121', 'LIV-103']
const ARRIVE = 3
/** Sold out, and nothing is under way: orders wait without a date. */
const UNOBTAINABLE = ['LIV-113']

function makeStock(): { stock: SampleStock[]; supply: SampleSupply[] } {
  const choose = choicesFrom(99)
  const stock: SampleStock[] = []
  const supply: SampleSupply[] = []
  for (const { input, unitCost: cost } of sampleItems) {
    if (input.kind !== undefined) continue
    const { sku } = input
    const unitCost = money(cost, 'GBP')
    const most = choose.between(60, 100) * 10
    const shares = ONLY_IN_THE_SHOP.includes(sku)
      ? ([['BRIGHTON', 30]] as const)
      : ([
          ['PORT', 60],
          ['LEEDS', 30],
          ['BRIGHTON', 10],
        ] as const)
    const due = {
      location: choose.percent(70) ? 'PORT' : 'LEEDS',
      sku,
      dueInDays: choose.between(4, 35),
      quantity: String(choose.between(10, 40) * 10),
      unitCost,
    }
    const soldOut = SOLD_OUT.includes(sku)
    if (soldOut || (!UNOBTAINABLE.includes(sku) && choose.percent(20)))
      supply.push({ ...due, number: `PO-${1001 + supply.length}` })
    if (soldOut || UNOBTAINABLE.includes(sku)) continue
    for (const [location, share] of shares)
      stock.push({ location, sku, quantity: String(Math.floor((most * share) / 100)), unitCost })
  }
  return { stock, supply }
}

const made = makeStock()
/** Most is plentiful; about one line in twenty of the sample orders finds nothing in the warehouses. */
export const sampleStock: readonly SampleStock[] = made.stock
export const sampleSupply: readonly SampleSupply[] = made.supply
/** Supply that arrives on the sample day, early: orders that wait for it go on. */
export const sampleReceived: readonly SampleSupply[] = SOLD_OUT.slice(0, ARRIVE).map((sku) =>
  made.supply.find((one) => one.sku === sku)!,
)

/** Dates of the sample's supply for a day of installation. */
export function sampleSupplyOn(today: string): (Omit<SampleSupply, 'dueInDays'> & { dueOn: string })[] {
  return sampleSupply.map(({ dueInDays, ...supply }) => ({ ...supply, dueOn: addDays(today, dueInDays) }))
}

import type { Static } from 'typebox'
import type { ItemInput } from '../../catalog/index.ts'
import { choicesFrom } from './prng.ts'

/** An item of the sample with what it costs and sells for, in minor units of GBP. */
export interface SampleItem {
  input: Static<typeof ItemInput>
  price: bigint
  /** From 2026 on, when it differs. */
  priceFrom2026?: bigint
  unitCost: bigint
}

const goods: readonly [
  itemClass: string,
  prefix: string,
  products: string,
  variants: string,
  from: number,
  to: number,
][] = [
  [
    'kitchen',
    'KIT',
    'Mixing bowl|Bread bin|Kettle|Storage jar|Chopping board|Casserole|Pepper mill|Tea towel set|Milk jug|Cake tin',
    'Oak|Stone|Navy|Copper',
    450,
    7900,
  ],
  [
    'living',
    'LIV',
    'Table lamp|Cushion|Wool throw|Picture frame|Candle holder|Side table|Wall clock|Rug|Vase|Book ends',
    'Sand|Slate|Moss|Rust',
    900,
    24900,
  ],
  [
    'garden',
    'GAR',
    'Planter|Watering can|Trowel|Lantern|Bird feeder|Doormat|Garden stool|Hose reel|Seed tray',
    'Zinc|Terracotta|Black|Green',
    350,
    12900,
  ],
]

function makeItems(): SampleItem[] {
  const choose = choicesFrom(1707)
  const items: SampleItem[] = []
  for (const [itemClass, prefix, products, variants, from, to] of goods) {
    let number = 100
    for (const product of products.split('|')) {
      // Prices end in 50 or 99 pence; a product's variants cost nearly the same.
      const base = Math.round(choose.between(from, to) / 100) * 100
      for (const variant of variants.split('|')) {
        const price = BigInt(Math.max(200, base + 100 * choose.below(4)) - choose.pick([1, 50]))
        const item: SampleItem = {
          input: {
            sku: `${prefix}-${(number += 1)}`,
            name: `${product}, ${variant.toLowerCase()}`,
            itemClass,
            taxCode: product === 'Seed tray' || product === 'Bird feeder' ? 'reduced' : 'standard',
          },
          price,
          unitCost: (price * BigInt(choose.between(38, 62))) / 100n,
        }
        if (choose.percent(30)) item.priceFrom2026 = price + 50n * BigInt(choose.between(1, 6))
        items.push(item)
      }
    }
  }
  items.push(
    special('SRV-ASSEMBLY', 'Assembly at home', 'service', 'service', 4500n),
    special('SRV-GIFTWRAP', 'Gift wrapping', 'service', 'service', 395n),
    { ...special('GIFT-CARD', 'Gift card', 'gift_card', 'gift_card', 2500n) },
    special('FREIGHT', 'Delivery charge', 'service', 'charge', 495n),
  )
  return items
}

function special(
  sku: string,
  name: string,
  itemClass: string,
  kind: 'service' | 'charge' | 'gift_card',
  price: bigint,
): SampleItem {
  // A gift card is taxed when it is used, not when it is sold.
  const taxCode = kind === 'gift_card' ? 'none' : 'standard'
  return { input: { sku, name, itemClass, kind, taxCode }, price, unitCost: 0n }
}

/** 120 items of five classes: kitchen, living, garden, service, gift_card. */
export const sampleItems: readonly SampleItem[] = makeItems()

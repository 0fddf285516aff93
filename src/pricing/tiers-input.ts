import { Type, type Static } from 'typebox'
import type { Json, JsonObject } from '../platform/json.ts'
import { divRound, formatMicro, HUNDRED_PERCENT, parseMicro, type Micro } from '../platform/money.ts'
import type { Check } from '../platform/setup.ts'
import { UnitPriceShape } from '../platform/wire.ts'
import type { Tiers, TierStep } from './tiers.ts'

const Decimal = (description: string) => Type.String({ maxLength: 24, description })

/** Tiers of a price as they are described. */
export const TiersInput = Type.Object(
  {
    mode: Type.Union([Type.Literal('highest'), Type.Literal('all'), Type.Literal('block')], {
      description:
        'highest: all units at the tier that is reached; all: each unit at its own tier; block: by blocks of the tier that is reached',
    }),
    on: Type.Optional(
      Type.Union([Type.Literal('quantity'), Type.Literal('amount')], {
        description: 'What `over` is of: the quantity (when absent), or the amount before tiers',
      }),
    ),
    over: Type.Optional(
      Type.Union([Type.Literal('line'), Type.Literal('order')], {
        description: 'What counts: a line (when absent), or all lines of an order that ask for the same',
      }),
    ),
    partialBlocks: Type.Optional(
      Type.Union([Type.Literal('charge'), Type.Literal('free')], {
        description: 'What a block that is not full costs: as much as a full one when absent',
      }),
    ),
    steps: Type.Array(
      Type.Object(
        {
          over: Decimal('The tier begins above it: what is exactly as much belongs to the tier before'),
          unitPrice: Type.Optional(UnitPriceShape),
          percent: Type.Optional(Decimal('Off the price; negative: on top of it')),
          amount: Type.Optional(UnitPriceShape),
          size: Type.Optional(Decimal('Units of a block')),
          blockPrice: Type.Optional(UnitPriceShape),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 50 },
    ),
  },
  { title: 'TiersInput', additionalProperties: false },
)
export type TiersInput = Static<typeof TiersInput>

/** How a tier says its price; of a block its size and price. */
const WAYS = ['unitPrice', 'percent', 'amount'] as const

/** Tiers as they are kept: every choice said, decimals as text in the currency of the list. */
export function describeTiers(
  input: TiersInput,
  check: Check,
  at: { currency: string; base: Micro },
): JsonObject {
  const isBlock = input.mode === 'block'
  let before = -1n
  const steps = input.steps.map((step, index): JsonObject => {
    const path = `/tiers/steps/${index}`
    const over = check.decimal(`${path}/over`, step.over)
    check.that(over > before, `${path}/over`, 'not_ascending', 'It must be above that of the tier before.')
    before = over
    const said = WAYS.filter((way) => step[way] !== undefined)
    if (isBlock) {
      const { size, blockPrice } = step
      check.that(said.length === 0, path, 'block_only', 'A tier of blocks has a size and a blockPrice.')
      if (size === undefined || blockPrice === undefined) {
        check.add(path, 'block_only', 'A tier of blocks has a size and a blockPrice.')
        return {}
      }
      const units = check.decimal(`${path}/size`, size)
      check.that(units > 0n, `${path}/size`, 'not_above_zero', 'A block has units.')
      const price = check.unitPrice(`${path}/blockPrice`, blockPrice, at.currency)
      return { over: formatMicro(over), size: formatMicro(units), blockPrice: formatMicro(price) }
    }
    const only = 'A tier says one of unitPrice, percent and amount.'
    const plain = said.length === 1 && step.size === undefined && step.blockPrice === undefined
    check.that(plain, path, 'one_price', only)
    const [way] = said
    if (!plain || way === undefined) return {}
    const made: JsonObject = { over: formatMicro(over) }
    if (way === 'percent') {
      const percent = parseMicro(step.percent!)
      if (percent === undefined || percent > HUNDRED_PERCENT || percent < -1000n * HUNDRED_PERCENT)
        check.add(`${path}/percent`, 'bad_percent', 'It must be a percent of at most 100.')
      else made[way] = formatMicro(percent)
    } else {
      const price = check.unitPrice(`${path}/${way}`, step[way]!, at.currency)
      if (way === 'amount')
        check.that(price <= at.base, `${path}/amount`, 'too_great', 'It is more than the price.')
      made[way] = formatMicro(price)
    }
    return made
  })
  return {
    mode: input.mode,
    on: input.on ?? 'quantity',
    over: input.over ?? 'line',
    ...(isBlock ? { partialBlocks: input.partialBlocks ?? 'charge' } : {}),
    steps,
  }
}

/** What is kept, as it is described. */
export function tiersShown(kept: Json, currency: string): object | null {
  if (kept === null) return null
  const { steps, ...choices } = kept as JsonObject & { steps: JsonObject[] }
  const priced = new Set(['unitPrice', 'amount', 'blockPrice'])
  return {
    ...choices,
    steps: steps.map((step) =>
      Object.fromEntries(
        Object.entries(step).map(([name, text]) => [
          name,
          priced.has(name) ? { amount: text, currency } : text,
        ]),
      ),
    ),
  }
}

/** What is kept, to price by. */
export function tiersOf(kept: Json, base: Micro): Tiers | undefined {
  if (kept === null) return undefined
  const { steps, ...choices } = kept as unknown as Omit<Tiers, 'steps'> & { steps: Record<string, string>[] }
  const micro = (text: string) => parseMicro(text) ?? 0n
  return {
    ...choices,
    steps: steps.map(({ over, unitPrice, percent, amount, size, blockPrice }): TierStep => {
      const at = { over: micro(over!) }
      if (size !== undefined) return { ...at, size: micro(size), unitPrice: micro(blockPrice!) }
      if (unitPrice !== undefined) return { ...at, unitPrice: micro(unitPrice) }
      const off = percent === undefined ? micro(amount!) : divRound(base * micro(percent), HUNDRED_PERCENT)
      return { ...at, unitPrice: base - off }
    }),
  }
}

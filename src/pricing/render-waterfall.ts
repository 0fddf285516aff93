import { Type, type Static } from 'typebox'
import type { Json } from '../platform/json.ts'
import { formatAmount, microToMinor, currencyDigits, parseMicro } from '../platform/money.ts'
import { InstantShape, MoneyShape, orNull, PercentShape, UnitPriceShape } from '../platform/wire.ts'
import type { WaterfallJson } from './waterfall.ts'

/** Ids of rules, as text, and what they are called. */
type Names = ReadonlyMap<string, string>

const RuleRef = Type.Object(
  {
    code: orNull(
      Type.String({
        description:
          'Code of the price list, inventory system or promotion, or where freight holds, `GBP GB`',
      }),
    ),
    version: Type.Integer(),
    listVersion: Type.Optional(
      Type.Integer({ description: 'Of the price list, where `version` is that of the price in it' }),
    ),
  },
  { title: 'RuleRef' },
)

export const WaterfallStep = Type.Object(
  {
    step: Type.String({
      description:
        'list, tier, graduated or block (tiers of the price), frozen (came with the order), coverage (of what it covers, or for how long), discount, floor and ceiling (the least and the most that a unit costs), order_discount, promotion, freight, charge (due once beside the price), recurring or usage',
    }),
    per: Type.Union([Type.Literal('unit'), Type.Literal('line')], {
      description: 'What `base`, `amount` and `result` are of: one unit, or the whole line',
    }),
    rule: orNull(RuleRef),
    code: orNull(Type.String({ description: 'Stated with the discount' })),
    reason: orNull(Type.String({ description: 'Stated with the discount' })),
    reasonVersion: orNull(
      Type.Integer({ description: 'Of the discount reason that `code` names, where it is one' }),
    ),
    asOf: Type.Union([InstantShape, Type.Null()], {
      description: 'When the outside system that states the price looked; null for a price of our own',
    }),
    percent: orNull(PercentShape),
    base: UnitPriceShape,
    amount: UnitPriceShape,
    result: UnitPriceShape,
    effect: MoneyShape,
    losers: Type.Array(Type.Object({ rule: RuleRef, why: Type.String() }), {
      description: 'Rules that did not apply, and why; empty for a credential that sees part of the rows',
    }),
  },
  {
    title: 'WaterfallStep',
    description:
      '`effect` is what the step adds to the line; all but those of freight add up to its net; what recurs or is used adds nothing',
  },
)
type Step = Static<typeof WaterfallStep>

const OF_THE_LINE = new Set(['order_discount', 'promotion', 'freight', 'charge'])

/**
 * The steps of a stored waterfall (`waterfallJson` of pricing) with their names. A line that was not priced has none.
 * @param losers whether to name the rules that did not apply
 */
export function renderWaterfall(
  stored: Json | WaterfallJson,
  { currency, rules, losers }: { currency: string; rules: Names; losers: boolean },
): Step[] {
  if (!Array.isArray(stored)) return []
  let lot = false
  const frozen = Array.isArray(stored[0]) && stored[0][0] === 'frozen'
  return stored.map((row, index): Step => {
    const [kind, rule, percent, base, amount, result, effect, lost, stated, asOf] = row as readonly (
      | Json
      | undefined
    )[]
    const price = (text: Json | undefined) => ({ amount: String(text), currency })
    const [code = null, reason = null, reasonVersion = null] = (stated ?? []) as [
      code?: string | null,
      reason?: string | null,
      version?: number,
    ]
    const step = String(kind)
    const each = step === 'recurring' || step === 'usage'
    lot ||= step === 'graduated' || step === 'block'
    return {
      step,
      per: !each && (lot || OF_THE_LINE.has(step) || (frozen && index > 0)) ? 'line' : 'unit',
      rule: ruleOf(rule, rules),
      code,
      reason,
      reasonVersion,
      asOf: (asOf ?? null) as string | null,
      percent: (percent ?? null) as string | null,
      base: price(base),
      amount: price(amount),
      result: price(result),
      effect: { amount: wholeUnits(String(effect), currency), currency },
      losers: losers && Array.isArray(lost) ? lost.map((one) => loserOf(String(one), rules)) : [],
    }
  })
}

/** `17@3`, of a listed price `17@3/2`; null for what the order itself states, which older orders hold as `0@0`. */
function ruleOf(text: Json | undefined, rules: Names): Step['rule'] {
  if (typeof text !== 'string') return null
  const [id = '', versions = ''] = text.split('@')
  if (id === '0') return null
  const [version = '', listVersion] = versions.split('/')
  const by = { code: rules.get(id) ?? null, version: Number(version) }
  return listVersion === undefined ? by : { ...by, listVersion: Number(listVersion) }
}

/** `17@3 lower_list` */
function loserOf(text: string, rules: Names): Step['losers'][number] {
  const [rule = '', why = ''] = text.split(' ')
  return { rule: ruleOf(rule, rules) ?? { code: null, version: 0 }, why }
}

/** Effects are whole minor units, stored without the zeros at their end. */
function wholeUnits(text: string, currency: string): string {
  return formatAmount(microToMinor(parseMicro(text) ?? 0n, currencyDigits(currency)), currency)
}

import { Type } from 'typebox'
import { formatMicro } from '../platform/money.ts'
import { money, MoneyShape, orNull, PercentShape, unitPrice, UnitPriceShape } from '../platform/wire.ts'
import type { LineCharge } from './charge.ts'

export const ChargeShape = Type.Object(
  {
    charge: Type.String({ description: 'Code of the charge type' }),
    name: Type.String(),
    kind: Type.Union([Type.Literal('one_time'), Type.Literal('recurring'), Type.Literal('usage')]),
    category: Type.Union([Type.Literal('sale'), Type.Literal('shipping'), Type.Literal('handling')]),
    period: orNull(Type.String({ description: 'How often it is due: day, week, month, quarter, year' })),
    usageUnit: orNull(Type.String({ description: 'What use is counted in' })),
    unitPrice: UnitPriceShape,
    net: orNull(MoneyShape),
    tax: orNull(MoneyShape),
    taxPercent: PercentShape,
    refundable: Type.Boolean(),
  },
  {
    title: 'Charge',
    description:
      'What a line is charged beside its price. `one_time` is in `net` and `tax` of the line and in its documents; what is `recurring` has the amounts of each period for all units, and is in no total of the order; of `usage` the price of a unit of use is known, and no amount',
  },
)

/** What a line is charged beside its price. */
export function renderCharges(charges: readonly LineCharge[], currency: string) {
  return charges.map(({ code, name, kind, category, period, usageUnit, refundable, ...of }) => ({
    charge: code,
    name,
    kind,
    category,
    period,
    usageUnit,
    unitPrice: unitPrice(of.unitPrice, currency),
    net: kind === 'usage' ? null : money(of.net, currency),
    tax: kind === 'usage' ? null : money(of.tax, currency),
    taxPercent: formatMicro(of.taxPercent),
    refundable,
  }))
}

import { Type, type Static, type TSchema } from 'typebox'
import { formatAmount, formatMicro, type Micro, type Minor } from './money.ts'

/** How values look on the wire: schemas of what answers are made of, and the functions that make it. */

export const MoneyShape = Type.Object(
  {
    amount: Type.String({
      description: 'Decimal string with the decimals of the currency',
      examples: ['10.00'],
    }),
    currency: Type.String({
      pattern: '^[A-Z]{3}$',
      form: 'three capital letters, such as GBP',
      examples: ['GBP'],
    }),
  },
  { title: 'Money' },
)
export type MoneyValue = Static<typeof MoneyShape>

export const UnitPriceShape = Type.Object(
  {
    amount: Type.String({ description: 'Decimal string, up to 6 decimals' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
  },
  { title: 'UnitPrice' },
)
export const QuantityShape = Type.String({ description: 'Decimal string, up to 6 decimals', examples: ['3'] })
export const PercentShape = Type.String({ description: 'Percent as a decimal string', examples: ['20'] })
export const DateShape = Type.String({ format: 'date', description: "YYYY-MM-DD in the company's time zone" })
export const InstantShape = Type.String({ format: 'date-time', description: 'RFC 3339 in UTC' })
export const IdShape = Type.String({ description: 'Opaque id with the prefix of its kind' })

/** The schema or null. */
export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** A page of a list: its rows, and the cursor of the next page (also in `Link: rel="next"`). */
export function listOf<T extends TSchema>(row: T, title: string) {
  return Type.Object(
    {
      rows: Type.Array(row),
      next: orNull(
        Type.String({ description: 'Pass it as `after` for the next page; null: this was the last' }),
      ),
    },
    { title },
  )
}

export function money(amount: Minor, currency: string): MoneyValue {
  return { amount: formatAmount(amount, currency), currency }
}

export function moneyOrNull(amount: Minor | null, currency: string): MoneyValue | null {
  return amount === null ? null : money(amount, currency)
}

export function unitPrice(price: Micro, currency: string): MoneyValue {
  return { amount: formatMicro(price), currency }
}

export function quantity(value: Micro): string {
  return formatMicro(value)
}

export function instant(at: Date): string {
  return at.toISOString()
}

/** An amount on the wire: a decimal string and a currency; never a float. */
export interface Money {
  amount: string
  currency: string
}

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(currency: string | undefined, digits: number): Intl.NumberFormat {
  const key = `${currency ?? ''}:${digits}`
  let format = formats.get(key)
  if (!format) {
    const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits }
    format =
      currency === undefined
        ? new Intl.NumberFormat(undefined, fixed)
        : new Intl.NumberFormat(undefined, { ...fixed, style: 'currency', currency })
    formats.set(key, format)
  }
  return format
}

/** Decimals that a currency has. */
function decimalsOf(currency: string): number {
  return (
    new Intl.NumberFormat(undefined, { style: 'currency', currency }).resolvedOptions()
      .minimumFractionDigits ?? 0
  )
}

/**
 * All decimals that were sent, and at least those of the currency. A decimal string is formatted digit by digit, so
 * nothing is rounded.
 */
export function moneyText(money: Money): string {
  try {
    const digits = Math.max(money.amount.split('.')[1]?.length ?? 0, decimalsOf(money.currency))
    return formatOf(money.currency, digits).format(money.amount as Intl.StringNumericLiteral)
  } catch {
    return `${money.amount} ${money.currency}`
  }
}

/** A quantity, without idle zeros behind the point. */
export function quantityText(quantity: string): string {
  const plain = quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity
  return formatOf(undefined, plain.split('.')[1]?.length ?? 0).format(plain as Intl.StringNumericLiteral)
}

export function MoneyValue({ value }: { value: Money | null | undefined }) {
  if (value == null) return <Nothing />
  return <span className="number">{moneyText(value)}</span>
}

export function Quantity({ value }: { value: string | null | undefined }) {
  if (value == null) return <Nothing />
  return <span className="number">{quantityText(value)}</span>
}

/** What is not there: a dash for the eye, a word for the ear. */
export function Nothing({ word = 'none' }: { word?: string }) {
  return (
    <span className="soft">
      <span aria-hidden="true">–</span>
      <span className="only-read">{word}</span>
    </span>
  )
}

/** Decimal strings of the wire, exactly: never by way of a float. */

/** Is it zero, however many decimals it has? */
export function isZero(amount: string): boolean {
  return /^-?0*\.?0*$/.test(amount)
}

/** A decimal string with at least so many decimals: what was sent short is filled up, nothing is cut. */
export function padded(amount: string, decimals: number): string {
  const [whole = '0', part = ''] = amount.split('.')
  const digits = part.padEnd(decimals, '0')
  return digits === '' ? whole : `${whole}.${digits}`
}

/** Decimal strings, exactly: a − b, never below zero. */
export function rest(a: string, b: string): string {
  const left = micro(a) - micro(b)
  const text = (left > 0n ? left : 0n).toString().padStart(7, '0')
  return `${text.slice(0, -6)}.${text.slice(-6)}`.replace(/\.?0+$/, '')
}

/** Decimal strings, exactly: their sum. */
export function sum(amounts: readonly string[]): string {
  const total = amounts.reduce((sofar, amount) => sofar + micro(amount), 0n)
  const text = (total < 0n ? -total : total).toString().padStart(7, '0')
  return `${total < 0n ? '-' : ''}${text.slice(0, -6)}.${text.slice(-6)}`.replace(/\.?0+$/, '')
}

function micro(text: string): bigint {
  const [whole = '0', part = ''] = text.replace('-', '').split('.')
  const size = BigInt(whole + part.slice(0, 6).padEnd(6, '0'))
  return text.startsWith('-') ? -size : size
}

/** Decimal strings of the wire, exactly: never by way of a float. */

/** Is it zero, however many decimals it has? */
export function isZero(amount: string): boolean {
  return /^-?0*\.?0*$/.test(amount)
}

/** A scaled integer as a decimal string: 12340000 with 6 is 12.34. What has a point is decimal already. */
export function scaled(value: unknown, digits: number, least = 0): string | undefined {
  if (value != null && typeof value === 'object' && 'amount' in value) return String(value.amount)
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value)
  if (!/^-?\d+$/.test(text)) return text
  const sign = text.startsWith('-') ? '-' : ''
  const plain = text.replace('-', '').padStart(digits + 1, '0')
  const whole = plain.slice(0, plain.length - digits)
  let rest = plain.slice(plain.length - digits)
  while (rest.length > least && rest.endsWith('0')) rest = rest.slice(0, -1)
  return `${sign}${whole}${rest === '' ? '' : `.${rest}`}`
}

/** Decimal strings, exactly: a − b, never below zero. */
export function rest(a: string, b: string): string {
  const micro = (text: string): bigint => {
    const [whole = '0', part = ''] = text.split('.')
    return BigInt(whole + part.slice(0, 6).padEnd(6, '0'))
  }
  const left = micro(a) - micro(b)
  const text = (left > 0n ? left : 0n).toString().padStart(7, '0')
  return `${text.slice(0, -6)}.${text.slice(-6)}`.replace(/\.?0+$/, '')
}

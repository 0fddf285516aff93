/** What the number of a document is made of: a gapless counter of a series and year, and the series' prefix. */
export interface DocumentNumber {
  prefix: string | null
  year: number | null
  number: bigint | null
}

/** The number of a document as it is printed, `INV2026-000042`, or `INV000042` of a series that counts on over the years. */
export function documentNumber({ prefix, year, number }: DocumentNumber): string | null {
  if (year === null || number === null) return null
  const digits = number.toString().padStart(6, '0')
  return `${prefix ?? ''}${year === 0 ? '' : `${year}-`}${digits}`
}

/** What a printed number is made of; undefined when it is none. */
export function parseDocumentNumber(
  text: string,
): { prefix: string; year: number; number: bigint } | undefined {
  const match = /^(.*?)(?:([0-9]{4})-)?([0-9]{6,18})$/.exec(text)
  return match ? { prefix: match[1]!, year: Number(match[2] ?? 0), number: BigInt(match[3]!) } : undefined
}

/** Lengths and first digits of numbers that card networks give; a run of digits that is none of them is no card. */
const NETWORKS =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|2[2-7]\d{14,17}|3[47]\d{13}|3[0689]\d{12,17}|35\d{14,17}|5[1-5]\d{14}|5[06-9]\d{11,17}|6\d{12,18})$/
const MOST_DIGITS = 19
/** Digits of it would make one number across its dashes by chance. */
const UUIDS = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi
/** Digits in a row, in groups parted by a space or a dash. */
const RUNS = /\d(?:[ -]?\d)*/g

/** Does a value hold the whole number of a card, alone or in a longer text? */
export function holdsCardNumber(value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false
  const runs = String(value).replaceAll(UUIDS, ' - ').match(RUNS) ?? []
  return runs.some((run) => {
    const groups = run.split(/[ -]/)
    return groups.some((_one, from) => startsCardNumber(groups, from))
  })
}

function startsCardNumber(groups: readonly string[], from: number): boolean {
  let digits = ''
  for (let at = from; at < groups.length && digits.length <= MOST_DIGITS; at += 1) {
    digits += groups[at]!
    if (NETWORKS.test(digits) && hasCheckDigit(digits)) return true
  }
  return false
}

/** ISO/IEC 7812-1, annex B: of every second digit from the right its double, less 9 above 9. */
export function hasCheckDigit(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at])
    sum += at % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit
  }
  return sum % 10 === 0
}

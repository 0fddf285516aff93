import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** A phone number in a form in which all ways to write it are one. */
export interface Phone {
  /** `+` and digits (E.164) where its country is known or said, else its digits as they are written. */
  whole: string
  /** Its digits without the country: every way to write it ends with them. */
  national: string
}

/** Fewer digits than these tell nobody. */
const FEWEST_DIGITS = 7

/**
 * Reads a number as it is written in a country (ISO 3166-1 alpha-2), which counts where the number names none itself.
 *
 * @returns null for what is no whole phone number
 */
export function readPhone(said: string | null, country: string | null): Phone | null {
  if (said === null) return null
  const home = country !== null && isSupportedCountry(country) ? country : undefined
  // Where 00 does not lead abroad, whoever comes from abroad writes it all the same.
  const read = possible(said, home) ?? possible(said.replace(/^\s*00/, '+'), home)
  if (read) return { whole: read.number, national: read.nationalNumber }
  const digits = said.replace(/\D/g, '')
  return digits.length < FEWEST_DIGITS ? null : { whole: digits, national: digits }
}

function possible(said: string, home: Parameters<typeof parsePhoneNumberFromString>[1]) {
  const read = parsePhoneNumberFromString(said, home)
  return read?.isPossible() ? read : undefined
}

/** The ways in which the digits of a number are kept, whatever stands between them. */
export function spellingsOf({ whole, national }: Phone): Set<string> {
  const abroad = whole.replace('+', '')
  return new Set([
    national,
    `0${national}`,
    abroad,
    `00${abroad}`,
    `${abroad.slice(0, -national.length)}0${national}`,
  ])
}

import type { Mapping } from './mapping.ts'

let byName: Map<string, string> | undefined

/** ISO 3166-1 code of a country's name: as the mapping says, else its English name, else the code for an unknown one. */
export function countryCode(name: string, mapping: Mapping): string {
  if (Object.hasOwn(mapping.countries, name)) return mapping.countries[name]!
  return (byName ??= englishNames()).get(name.toLowerCase()) ?? mapping.unknownCountry
}

function englishNames(): Map<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const found = new Map<string, string>()
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = names.of(code)
    if (name !== undefined && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), code)
  }
  return found
}

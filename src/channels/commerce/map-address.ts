import type { Said } from './said.ts'

/** Where something goes, in our words; undefined when nothing of it was said. A country is two capitals or left out. */
export function addressIn(said: Said) {
  const lines = ['address1', 'address2', 'address3'].flatMap((name) => said.text(name) ?? [])
  const country = said.text('country')?.toUpperCase()
  const address = {
    name: nameIn(said),
    company: said.text('companyName'),
    lines: lines.length === 0 ? undefined : lines,
    city: said.text('city'),
    postcode: said.text('postalCode'),
    region: said.text('state'),
    country: country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined,
    phone: said.text('phoneNumber'),
    email: said.text('email'),
  }
  const told = Object.entries(address).filter(([, value]) => value !== undefined)
  return told.length === 0 ? undefined : (Object.fromEntries(told) as Partial<Defined<typeof address>>)
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

export function nameIn(said: Said): string | undefined {
  const parts = [said.text('firstName'), said.text('middleName'), said.text('lastName')]
  return parts.filter((one) => one !== undefined).join(' ') || undefined
}

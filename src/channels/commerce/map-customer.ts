import type { CustomerInput } from '../../customers/index.ts'
import type { Mapped, MappedFor } from '../inbound/port.ts'
import { addressIn, nameIn } from './map-address.ts'
import type { Said } from './said.ts'
import type { CommerceSettings } from './settings.ts'

/** A shopper or an organization of the shop, known by the shop's own id of it. */
export function mapCustomer(body: Said, { currency, country }: MappedFor<CommerceSettings>): Mapped {
  const person = body.has('profile')
  const about = body.part(person ? 'profile' : body.has('organization') ? 'organization' : 'account')
  const number = about.required('id')
  const address = addressIn(about.part('shippingAddress'))
  const name = person ? nameIn(about) : about.text('name')
  const email = about.text('email')
  const phone = about.text('phoneNumber', 'daytimeTelephoneNumber')
  if (body.problems.length > 0) return { what: 'refused', problems: body.problems }
  const input: CustomerInput = {
    number: number.slice(0, 100),
    kind: person ? 'person' : 'organization',
    currency,
    shipToCountry: address?.country ?? country,
    ...(address?.region === undefined ? {} : { shipToRegion: address.region }),
    ...(name === undefined ? {} : { name: name.slice(0, 500) }),
    ...(email === undefined ? {} : { email: email.slice(0, 320) }),
    ...(phone === undefined ? {} : { phone: phone.slice(0, 100) }),
    ...(address === undefined ? {} : { address }),
  }
  return { what: 'customer', input }
}

import { Type, type Static } from 'typebox'
import type { Json } from '../platform/json.ts'
import { camelRows, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import {
  addressMembers,
  addressOf,
  describeAddress,
  findSite,
  holdWritten,
  readPlaces,
  type Places,
} from './address.ts'
import { keyOfCustomer, readCustomerIds, type Customers } from './save-site.ts'
import { contactsByCode, saveContacts } from './site.sql.ts'

const { name: _name, email, phone } = addressMembers

export const ContactInput = Type.Object(
  {
    customer: Type.String({ minLength: 1, maxLength: 100, description: 'Number of the customer' }),
    code: Type.String({ minLength: 1, maxLength: 100 }),
    site: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Of the same customer; all when absent' }),
    ),
    role: Type.Optional(
      Type.String({ maxLength: 100, description: 'What to ask them about; not who they are' }),
    ),
    name: Type.String({ minLength: 1, maxLength: 500 }),
    email,
    phone,
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
    custom: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
  },
  { title: 'ContactInput', $id: 'ContactInput', additionalProperties: false },
)
export type ContactInput = Static<typeof ContactInput>

type ContactRow = CamelRow<typeof contactsByCode>

const personOf = ({ name, email: mail, phone: number }: ContactInput) =>
  addressOf({
    name,
    ...(mail === undefined ? {} : { email: mail }),
    ...(number === undefined ? {} : { phone: number }),
  })

/** Somebody to talk to at a customer, or at one of its sites. */
export const saveContact: SetupAct<ContactInput> = setupAct<
  ContactInput,
  ContactRow,
  { customers: Customers; places: Places }
>({
  name: 'customers.save_contact',
  touches: false,
  key: keyOfCustomer,
  async read(db, requests) {
    const customers = await readCustomerIds(db, requests)
    const sites = requests.flatMap(({ companyId, input }) => {
      const customerId = customers.id(companyId, input.customer)
      return input.site === undefined || customerId === undefined
        ? []
        : [{ companyId, customerId, site: input.site }]
    })
    const [rows, places] = await Promise.all([
      db.read(contactsByCode, customers.keysOf(requests)),
      readPlaces(db, [...sites, ...customers.wanted(requests, personOf)]),
    ])
    const keyed = camelRows(contactsByCode, rows).map((row): [string, ContactRow] => [
      customers.key(row),
      row,
    ])
    return { rows: keyed, known: { customers, places } }
  },
  describe(input, check, { companyId, before, known, context }) {
    const customerId = known.customers.id(companyId, input.customer)
    if (customerId === undefined) {
      check.add('/customer', 'unknown_customer', `There is no customer "${input.customer}".`)
      return undefined as never
    }
    const owner = { companyId, customerId }
    const site = input.site === undefined ? undefined : findSite(known.places.sites, owner, input.site)
    if (input.site !== undefined && !site) {
      check.add('/site', 'unknown_site', `The customer has no site "${input.site}".`)
      return undefined as never
    }
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      customerId,
      code: input.code,
      siteId: site?.id ?? null,
      role: input.role ?? '',
      personId: describeAddress(known.places, owner, personOf(input)!, context),
      active: input.active ?? true,
      custom: (input.custom ?? {}) as Json,
    }
  },
  write(rows, writes) {
    for (const row of rows) writes.add(saveContacts, row)
    holdWritten(rows, writes)
  },
})

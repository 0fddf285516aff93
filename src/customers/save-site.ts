import { Type, type Static } from 'typebox'
import type { Reader } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'
import {
  camelRows,
  keyColumns,
  setupAct,
  type CamelRow,
  type SetupAct,
  type SetupRequest,
} from '../platform/setup.ts'
import {
  addressMembers,
  addressOf,
  CountryCode,
  describeAddress,
  holdWritten,
  readPlaces,
  type Address,
  type Places,
} from './address.ts'
import { customerIds, saveSites, sitesByCode } from './site.sql.ts'

const Purpose = Type.Union([Type.Literal('ship_to'), Type.Literal('bill_to')])

export const SiteInput = Type.Object(
  {
    customer: Type.String({ minLength: 1, maxLength: 100, description: 'Number of the customer' }),
    code: Type.String({ minLength: 1, maxLength: 100, description: 'Orders name the site by it' }),
    purposes: Type.Optional(Type.Array(Purpose, { maxItems: 2, description: 'Both when absent' })),
    country: CountryCode,
    region: Type.Optional(Type.String({ maxLength: 100 })),
    ...addressMembers,
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
    custom: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
  },
  { title: 'SiteInput', $id: 'SiteInput', additionalProperties: false },
)
export type SiteInput = Static<typeof SiteInput>

type SiteRow = CamelRow<typeof sitesByCode>

interface Known {
  customers: Customers
  places: Places
}

/** A thing of a customer, named by the number of the customer and its own code. */
export interface OfCustomer {
  customer: string
  code: string
}

export const keyOfCustomer = ({ customer, code }: OfCustomer): string => JSON.stringify([customer, code])

/** A site of a customer. Orders keep the address that it had: a new one is for those that come. */
export const saveSite: SetupAct<SiteInput> = setupAct<SiteInput, SiteRow, Known>({
  name: 'customers.save_site',
  touches: false,
  key: keyOfCustomer,
  async read(db, requests) {
    const customers = await readCustomerIds(db, requests)
    const [rows, places] = await Promise.all([
      db.read(sitesByCode, customers.keysOf(requests)),
      readPlaces(db, customers.wanted(requests, addressOf)),
    ])
    const keyed = camelRows(sitesByCode, rows).map((row): [string, SiteRow] => [customers.key(row), row])
    return { rows: keyed, known: { customers, places } }
  },
  describe(input, check, { companyId, before, known, context }) {
    const customerId = known.customers.id(companyId, input.customer)
    if (customerId === undefined) {
      check.add('/customer', 'unknown_customer', `There is no customer "${input.customer}".`)
      return undefined as never
    }
    const address = addressOf(input)
    const owner = { companyId, customerId }
    const purposes = input.purposes ?? ['ship_to', 'bill_to']
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      customerId,
      code: input.code,
      shipTo: purposes.includes('ship_to'),
      billTo: purposes.includes('bill_to'),
      country: input.country,
      region: input.region ?? '',
      personId: address ? describeAddress(known.places, owner, address, context) : null,
      active: input.active ?? true,
      custom: (input.custom ?? {}) as Json,
    }
  },
  write(rows, writes) {
    for (const row of rows) writes.add(saveSites, row)
    holdWritten(rows, writes)
  },
})

/** The customers that descriptions name. */
export interface Customers {
  id(companyId: bigint, number: string): bigint | undefined
  key(row: { companyId: bigint; customerId: bigint; code: string }): string
  keysOf(requests: readonly SetupRequest<OfCustomer>[]): {
    companyIds: bigint[]
    customerIds: bigint[]
    codes: string[]
  }
  wanted<I extends OfCustomer>(
    requests: readonly SetupRequest<I>[],
    addressIn: (input: I) => Address | undefined,
  ): { companyId: bigint; customerId: bigint; address: Address | undefined }[]
}

export async function readCustomerIds(
  db: Reader,
  requests: readonly SetupRequest<OfCustomer>[],
): Promise<Customers> {
  const rows = await db.read(
    customerIds,
    keyColumns(requests, (input) => input.customer),
  )
  const ids = new Map(rows.map((row) => [`${row.company_id} ${row.number}`, row.id]))
  const numbers = new Map(rows.map((row) => [`${row.company_id} ${row.id}`, row.number]))
  const known = <I extends OfCustomer>(asked: readonly SetupRequest<I>[]) =>
    asked.flatMap(({ companyId, input }) => {
      const customerId = ids.get(`${companyId} ${input.customer}`)
      return customerId === undefined ? [] : [{ companyId, customerId, input }]
    })
  return {
    id: (companyId, number) => ids.get(`${companyId} ${number}`),
    key: ({ companyId, customerId, code }) =>
      keyOfCustomer({ customer: numbers.get(`${companyId} ${customerId}`)!, code }),
    keysOf(asked) {
      const each = new Map(
        known(asked).map((one) => [`${one.companyId} ${keyOfCustomer(one.input)}`, one] as const),
      )
      const unique = [...each.values()]
      return {
        companyIds: unique.map((one) => one.companyId),
        customerIds: unique.map((one) => one.customerId),
        codes: unique.map((one) => one.input.code),
      }
    },
    wanted: (asked, addressIn) =>
      known(asked).map(({ companyId, customerId, input }) => ({
        companyId,
        customerId,
        address: addressIn(input),
      })),
  }
}

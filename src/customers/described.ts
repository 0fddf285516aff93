import type { Reader } from '../platform/database/index.ts'
import type { CustomerInput } from './save-customer.ts'
import { accountsByNumber, customersByNumber } from './setup.sql.ts'

/**
 * What stands of customers whose account has their own number, as it would be described: who changes a part of one says the
 * rest again. The credit limit is left out, for it stays when it is not said.
 */
export async function describedCustomers(
  db: Reader,
  wanted: readonly { companyId: bigint; number: string }[],
): Promise<Map<string, CustomerInput & { customerId: bigint }>> {
  const keys = {
    companyIds: wanted.map((one) => one.companyId),
    codes: wanted.map((one) => one.number),
  }
  const [customers, accounts] = await Promise.all([
    db.read(customersByNumber, keys),
    db.read(accountsByNumber, keys),
  ])
  const known = new Map(customers.map((row) => [`${row.company_id}/${row.number}`, row]))
  return new Map(
    accounts.flatMap((account) => {
      const name = `${account.company_id}/${account.number}`
      const customer = known.get(name)
      if (!customer) return []
      const said = {
        number: customer.number,
        kind: customer.kind,
        name: customer.name,
        email: customer.email,
        phone: customer.phone,
        address: customer.address,
        custom: customer.custom,
        currency: account.currency,
        termsDays: account.terms_days,
        segment: account.segment,
        shipToCountry: account.ship_to_country,
        shipToRegion: account.ship_to_region,
        taxExempt: account.tax_exempt,
        backorders: account.backorders,
        partialShipments: account.partial_shipments,
        deliveryPriority: account.delivery_priority,
      }
      const filled = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
      return [[name, { ...(filled as unknown as CustomerInput), customerId: customer.id }] as const]
    }),
  )
}

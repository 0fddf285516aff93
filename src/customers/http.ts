import { Type } from 'typebox'
import { route, type Route } from '../platform/http/index.ts'
import { camelRows } from '../platform/setup.ts'
import { saved, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { moneyOrNull, MoneyShape, orNull } from '../platform/wire.ts'
import { changeCreditLimit } from './change-credit-limit.ts'
import { CustomerInput, saveCustomer } from './save-customer.ts'
import { listCustomers } from './setup.sql.ts'

/** Routes of who buys. */
export function customerRoutes(routing: SetupRouting): Route[] {
  return [
    ...setupRoutes(routing, {
      noun: 'customer account',
      plural: 'customer accounts',
      // GET /api/v1/customers searches customers and shows what they owe.
      path: 'customer-accounts',
      tag: 'Customers',
      read: 'customers:read',
      write: 'customers:write',
      schema: CustomerInput,
      act: saveCustomer,
      keyShape: 's',
      async list(db, companyId, { after, fetch }) {
        const rows = await db.read(listCustomers, {
          companyId,
          after: (after?.[0] ?? null) as string | null,
          fetch,
        })
        return camelRows(listCustomers, rows).map((row) => {
          const present = Object.entries(row).filter(([, value]) => value !== null)
          const creditLimit = moneyOrNull(row.creditLimit, row.currency)
          return { key: [row.account], body: { ...Object.fromEntries(present), creditLimit } }
        })
      },
    }),
    route({
      method: 'PUT',
      url: '/api/v1/customer-accounts/:account/credit-limit',
      operationId: 'changeCreditLimit',
      summary: 'Change the credit limit of a customer account',
      tags: ['Customers'],
      scope: 'customers:write',
      params: Type.Object({ account: Type.String({ minLength: 1, maxLength: 100 }) }),
      body: Type.Object({ creditLimit: orNull(MoneyShape) }),
      responses: {
        200: {
          description: 'It stands as said.',
          schema: Type.Object({ code: Type.String(), change: Type.String() }),
        },
      },
      async handle({ companyId, params, body, url }) {
        const input = { account: params.account, creditLimit: body.creditLimit }
        return saved(await routing.door.request(changeCreditLimit, { companyId, input }), url)
      },
    }),
  ]
}

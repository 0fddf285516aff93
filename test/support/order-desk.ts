import { startTestServer, type TestAnswer, type TestServer } from './server.ts'

/** Who sends orders of the sample company by HTTP. No workers run: what is shown is what stands when an order was taken. */
export class OrderDesk {
  readonly server: TestServer
  /** Number of a customer who may buy whatever a test orders. */
  readonly person: string
  /** A customer whose credit is soon used up. */
  readonly tight: { number: string; id: bigint }
  #made = 0

  private constructor(server: TestServer, person: string, tight: { number: string; id: bigint }) {
    this.server = server
    this.person = person
    this.tight = tight
  }

  static async open(): Promise<OrderDesk> {
    const server = await startTestServer({ sample: true, roles: 'api' })
    const accounts = await server.database.sql<{ number: string; id: bigint; credit_limit: bigint | null }>(
      `select a.number, a.id, g.credit_limit from customers.account a
       join customers.credit_gate g on g.company_id = a.company_id and g.account_id = a.id
       where a.currency = 'GBP' and a.ship_to_country = 'GB' order by a.number`,
    )
    const rich = accounts.find(({ credit_limit: limit }) => limit === null || limit > 100_000_00n)!
    const tight = accounts.find(({ credit_limit: limit }) => limit !== null && limit <= 150_00n)!
    return new OrderDesk(server, rich.number, tight)
  }

  close(): Promise<void> {
    return this.server.close()
  }

  /** An order for one item of `person`, unless said otherwise; each has an id of its own. */
  orderOf(more: Record<string, unknown> = {}) {
    this.#made += 1
    return {
      source: 'webshop',
      externalId: `T-${this.#made}`,
      customer: { account: this.person },
      currency: 'GBP',
      lines: [line()],
      ...more,
    }
  }

  post(body: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.server.request('POST', '/api/v1/orders', body, headers)
  }
}

export const line = (sku = 'KIT-101', quantity = '1') => ({ sku, quantity })

/** What was wrong, by its codes. */
export const codes = (answer: TestAnswer): string[] =>
  (answer.body.errors ?? answer.body.problems).map((one: { code: string }) => one.code)

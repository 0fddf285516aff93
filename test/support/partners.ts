import { SCOPES, type Scope } from '../../src/platform/http/index.ts'
import { ROLE_SCOPES } from '../../src/platform/auth/index.ts'
import type { Flow, Seen } from './flow.ts'
import type { TestAnswer } from './server.ts'

/** Headers of a key. */
export type Key = Record<string, string>

/** Every scope but the administrator's: what such a key does not see is kept from it by its rows alone. */
export const ALL_SCOPES = SCOPES.filter((scope) => scope !== 'admin')

/** Callers with a part of the rows of the sample company. */
export class Partners {
  readonly #flow: Flow
  #made = 0

  constructor(flow: Flow) {
    this.#flow = flow
  }

  send(method: string, path: string, key: Key, body?: unknown): Promise<TestAnswer> {
    return this.#flow.server.request(method, `/api/v1${path}`, body, key)
  }

  /** Sends once: with a key of its own for the request. */
  post(path: string, key: Key, body: unknown): Promise<TestAnswer> {
    return this.send('POST', path, { ...key, 'idempotency-key': `partner-${(this.#made += 1)}` }, body)
  }

  async account(number: string): Promise<Seen> {
    const { body } = await this.send('GET', `/customer-accounts?account=${number}`, {})
    return body.customerAccounts[0]
  }

  /** Says which firm acts for an account; null: none. */
  async name(number: string, partner: string | null): Promise<void> {
    await this.#flow.put('/customer-accounts', { ...(await this.account(number)), partner })
  }

  /** Makes the accounts of firms that act for others. */
  async found(...numbers: string[]): Promise<void> {
    for (const number of numbers)
      await this.#flow.put('/customer-accounts', { number, currency: 'GBP', shipToCountry: 'GB' })
  }

  /** A key with the rows of a partner. */
  async keyOf(partner: string, scopes: readonly Scope[] = ALL_SCOPES): Promise<Key> {
    return this.#key(partner, scopes, { rows: 'partner', partnerId: (await this.account(partner)).id })
  }

  /** A key with the rows of one customer account. */
  async customerKeyOf(number: string, scopes: readonly Scope[] = ROLE_SCOPES.customer): Promise<Key> {
    return this.#key(number, scopes, {
      rows: 'customers',
      customerAccountIds: [(await this.account(number)).id],
    })
  }

  async #key(name: string, scopes: readonly Scope[], rows: object): Promise<Key> {
    const { secret } = await this.#flow.ok('/keys', { name, company: 'SAMPLE', scopes, ...rows })
    return { authorization: `Bearer ${secret}` }
  }

  /** An order of the web shop for an account. */
  orderOf(account: string, more: object = {}): Record<string, unknown> {
    return {
      source: 'webshop',
      externalId: `P-${(this.#made += 1)}`,
      customer: { account },
      currency: 'GBP',
      lines: [{ sku: 'KIT-101', quantity: '1' }],
      ...more,
    }
  }
}

import { createHmac } from 'node:crypto'
import { SystemFailure, type InventorySystem, type SnapshotPage } from '../../inventory/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { OutsideConnection } from '../../platform/connections.ts'
import { MOST_QUANTITY, readMicro } from '../../platform/money.ts'
import { answerBody, reasonOf, retryAfterMs } from './answer-body.ts'

/** Limits of asking over HTTP; see docs/reference/settings.md. */
export interface HttpInventoryLimits {
  /** Of one page, from the call to the last byte. */
  timeoutMs: number
  /** Largest page. */
  bytes: number
  /** Rows that a page is asked for, and may hold. */
  rows: number
}

export const httpInventoryLimits: HttpInventoryLimits = { timeoutMs: 15_000, bytes: 4_194_304, rows: 500 }

/**
 * An inventory system that answers `GET <url>?limit=…&after=…` with `{ asOf, items, next, more }`; how to write one:
 * docs/guides/connect-inventory.md. The call bears a token, or is signed, or both. No message names the address beyond its
 * host, and none a credential.
 */
export function httpInventory(
  { url, token, secret }: Omit<OutsideConnection, 'companies'>,
  clock: Clock,
  limits: HttpInventoryLimits = httpInventoryLimits,
): InventorySystem {
  const { host } = new URL(url)
  const failed = (what: string, retryAfterMs = 0) => new SystemFailure(`${host} ${what}`, retryAfterMs)

  /** @returns the body of a 200 */
  async function get(address: URL, signal: AbortSignal): Promise<string> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`
    if (secret !== undefined) Object.assign(headers, signed(address, secret, clock.now()))
    const time = AbortSignal.timeout(limits.timeoutMs)
    try {
      // A redirect would take the credential to another house.
      const response = await fetch(address, {
        headers,
        redirect: 'manual',
        signal: AbortSignal.any([signal, time]),
      })
      if (response.status !== 200) {
        await response.body?.cancel()
        throw failed(`answered ${response.status}`, retryAfterMs(response.headers.get('retry-after')))
      }
      return await answerBody(response, limits.bytes, failed)
    } catch (error) {
      if (error instanceof SystemFailure) throw error
      if (time.aborted) throw failed(`did not answer within ${limits.timeoutMs / 1000} s`)
      if (signal.aborted) throw failed('did not answer in time')
      throw failed(`cannot be reached (${reasonOf(error)})`)
    }
  }

  return {
    async page(cursor, signal) {
      const address = new URL(url)
      address.searchParams.set('limit', String(limits.rows))
      if (cursor !== null) address.searchParams.set('after', cursor)
      return pageOf(await get(address, signal), limits, failed)
    },
    async stock({ skus, locations }, signal) {
      const address = new URL(url)
      address.pathname = `${address.pathname.replace(/\/$/, '')}/stock`
      for (const sku of skus) address.searchParams.append('sku', sku)
      for (const location of locations) address.searchParams.append('location', location)
      return stockOf(await get(address, signal), skus.length * locations.length, failed)
    },
  }
}

/** HMAC-SHA256 over `<unix seconds>.GET <path and query>`, in hex, so that an overheard call can be told by its age. */
function signed(address: URL, secret: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const text = `${timestamp}.GET ${address.pathname}${address.search}`
  const signature = createHmac('sha256', secret).update(text).digest('hex')
  return { 'docket-timestamp': timestamp, 'docket-signature': `v1=${signature}` }
}

function pageOf(
  body: string,
  { rows: most }: HttpInventoryLimits,
  failed: (what: string) => SystemFailure,
): SnapshotPage {
  const { asOf, items, more = false, next = null, wrong } = answerOf(body, most, failed)
  if (next !== null && (typeof next !== 'string' || next.length > 1000)) throw wrong('next is no short text')
  if (typeof more !== 'boolean') throw wrong('more is no boolean')
  return { asOf, rows: items, cursor: next, more }
}

/** What is on hand by item and place: `{ asOf, items: [{ sku, location, onHand }] }`, quantities as decimals. */
function stockOf(
  body: string,
  most: number,
  failed: (what: string) => SystemFailure,
): Awaited<ReturnType<InventorySystem['stock']>> {
  const { asOf, items, wrong } = answerOf(body, most, failed)
  const rows = items.map((item, index) => {
    const { sku, location, onHand } = (item ?? {}) as Record<string, unknown>
    const quantity =
      typeof onHand === 'string' || typeof onHand === 'number' ? readMicro(onHand, MOST_QUANTITY) : undefined
    if (typeof sku !== 'string' || typeof location !== 'string' || typeof quantity !== 'bigint')
      throw wrong(`items[${index}] has no sku, location and onHand`)
    return { sku, location, onHand: quantity }
  })
  return { asOf, rows }
}

/** The members that every answer has. */
function answerOf(body: string, most: number, failed: (what: string) => SystemFailure) {
  let answer: unknown
  try {
    answer = JSON.parse(body)
  } catch {
    throw failed(`answered no JSON: ${JSON.stringify(body.slice(0, 80))}`)
  }
  const wrong = (what: string) => failed(`answered JSON of another form: ${what}`)
  if (typeof answer !== 'object' || answer === null) throw wrong('it is no object')
  const { asOf: stated, items, ...rest } = answer as Record<string, unknown>
  const asOf = typeof stated === 'string' && /^\d{4}-\d\d-\d\dT/.test(stated) ? new Date(stated) : undefined
  if (asOf === undefined || Number.isNaN(asOf.getTime())) throw wrong('asOf is no instant')
  if (!Array.isArray(items)) throw wrong('items is no array')
  if (items.length > most) throw wrong(`items has ${items.length} rows, and ${most} were asked for`)
  return { ...rest, asOf, items: items as unknown[], wrong } as Record<string, unknown> & {
    asOf: Date
    items: unknown[]
    wrong: (what: string) => SystemFailure
  }
}

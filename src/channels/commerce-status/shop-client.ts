import type { ShopConnection } from '../../platform/connections.ts'
import { shopAddress } from '../commerce/ask-shop.ts'
import { epochMs, isObject } from '../commerce/said.ts'
import { answerBody, reasonOf, retryAfterMs } from '../connectors/answer-body.ts'
import type { ChangedOrder } from './look.ts'
import { stateOf, type ShopObject } from './merge.ts'

/** Limits of a call; see docs/reference/settings.md. */
export const SHOP_CLIENT_LIMITS = {
  /** Of one call, to the last byte. */
  timeoutMs: 4000,
  bytes: 8_388_608,
  /** A token is renewed so long before its end. */
  marginMs: 10_000,
} as const

/** No answer that could be used. The message names the host, and no credential. */
export class ShopFailure extends Error {
  /**
   * away: nothing is known, it may be tried again. refused: the shop said no to this order. changed: somebody wrote the
   * order meanwhile, and nothing was written.
   */
  readonly kind: 'away' | 'refused' | 'changed'
  readonly retryAfterMs: number
  constructor(kind: ShopFailure['kind'], message: string, retryAfterMs = 0) {
    super(message)
    this.name = 'ShopFailure'
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}

export interface ReadOrder {
  order: ShopObject
  etag: string | null
}

type Address = Pick<ShopConnection, 'baseUrl' | 'applicationKey'>
const orderPlace = (id: string) => `orders/${encodeURIComponent(id)}`

/** The Admin API of one shop. It logs in when it has to: once for all calls that wait, and once more for one that got a 401. */
export class ShopClient {
  readonly #connection: Address
  readonly #host: string
  /** The promise, so that calls at a time share one login. */
  #token: Promise<{ text: string; endsAt: number }> | undefined

  constructor(connection: Address) {
    this.#connection = connection
    this.#host = new URL(connection.baseUrl).host
  }

  /** Tries whether the shop takes the application key. @throws ShopFailure */
  async logIn(signal: AbortSignal): Promise<void> {
    await this.#login(signal)
  }

  async read(id: string, signal: AbortSignal): Promise<ReadOrder> {
    const { body, headers } = await this.#call('GET', orderPlace(id), undefined, {}, signal)
    return { order: body, etag: headers.get('etag') }
  }

  /**
   * Orders that changed from `from` on (epoch milliseconds by the shop's clock), in the order of their changes.
   *
   * @throws ShopFailure also when they do not come in that order, for then some would be passed over
   */
  async listChanged(
    { from, offset, limit }: { from: bigint; offset: number; limit: number },
    signal: AbortSignal,
  ): Promise<ChangedOrder[]> {
    const query = new URLSearchParams({
      q: `lastModifiedTime ge "${new Date(Number(from)).toISOString()}"`,
      queryFormat: 'SCIM',
      sort: 'lastModifiedTime:asc',
      fields: 'items.id,items.state,items.lastModifiedTime,items.submittedDate',
      limit: String(limit),
      offset: String(offset),
    })
    const { items } = (await this.#call('GET', `orders?${query}`, undefined, {}, signal)).body
    if (!Array.isArray(items) || items.length > limit)
      throw this.#failed('away', 'answered no list of orders')
    const orders = items.map((one) => this.changedOrder(isObject(one) ? one : {}))
    if (orders.some((one, index) => one.version < (orders[index - 1]?.version ?? from)))
      throw this.#failed('away', 'does not list orders by their changes')
    return orders
  }

  /** @throws ShopFailure when the shop does not say which order it is, or when it changed */
  changedOrder(order: ShopObject): ChangedOrder {
    const id = order['id']
    const version = epochMs(order['lastModifiedTime'])
    if (typeof id !== 'string' || id === '' || version === undefined)
      throw this.#failed('away', 'answered an order without its id or lastModifiedTime')
    const submittedMs = epochMs(order['submittedDate'])
    return { id, state: stateOf(order), version: BigInt(version), submittedMs }
  }

  /**
   * Writes what was merged from `seen`.
   *
   * @returns which versions it was and is; undefined: the shop does not say
   * @throws ShopFailure `changed` when the order is another one by now
   */
  async write(
    id: string,
    given: ShopObject,
    seen: ReadOrder,
    signal: AbortSignal,
  ): Promise<{ from: bigint; to: bigint } | undefined> {
    if (seen.etag === null) {
      // Without an ETag the look is as late as it can be; what is written names every member it saw, and nothing else.
      const { order } = await this.read(id, signal)
      if (order['lastModifiedTime'] !== seen.order['lastModifiedTime'])
        throw this.#failed('changed', 'changed the order')
    }
    const headers: Record<string, string> = seen.etag === null ? {} : { 'if-match': seen.etag }
    const { body } = await this.#call('PUT', orderPlace(id), JSON.stringify(given), headers, signal)
    const [from, to] = [seen.order, body].map((one) => epochMs(one['lastModifiedTime']))
    return from === undefined || to === undefined ? undefined : { from: BigInt(from), to: BigInt(to) }
  }

  /** @param id the id by which the shop's API knows it */
  async readReturn(id: string, signal: AbortSignal): Promise<ShopObject> {
    return (await this.#call('GET', `returnRequests/${encodeURIComponent(id)}`, undefined, {}, signal)).body
  }

  /** Does a step of a return that was decided on `seen`. @throws ShopFailure `changed` when it is another one by now */
  async writeReturn(id: string, given: ShopObject, seen: ShopObject, signal: AbortSignal): Promise<void> {
    // Its API has no ETag for a return: the look is as late as it can be.
    if (JSON.stringify(await this.readReturn(id, signal)) !== JSON.stringify(seen))
      throw this.#failed('changed', 'changed the return')
    const path = `returnRequests/${encodeURIComponent(id)}`
    await this.#call('PUT', path, JSON.stringify(given), {}, signal)
  }

  async #call(
    method: string,
    place: string,
    body: string | undefined,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<{ body: ShopObject; headers: Headers }> {
    const path = `/ccadmin/v1/${place}`
    const send = (token: string) => {
      const all = { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      return this.#fetch(method, path, body, all, signal)
    }
    const token = await this.#login(signal)
    let answer = await send(token)
    if (answer.status === 401) {
      // C-41: it ended early.
      answer = await send(await this.#login(signal, token))
      if (answer.status === 401) throw this.#failed('away', 'answered 401 to a new token')
    }
    if (answer.status === 412) throw this.#failed('changed', 'changed the order')
    return { body: this.#objectOf(answer), headers: answer.headers }
  }

  /** @param ended a token that the shop does not take any more, whatever its time */
  async #login(signal: AbortSignal, ended?: string): Promise<string> {
    const standing = this.#token
    const known = await standing?.catch(() => undefined)
    if (known && known.text !== ended && performance.now() < known.endsAt) return known.text
    // Of those that waited for the same, the first one logs in for all.
    if (this.#token === standing) this.#token = this.#newToken(signal)
    return (await this.#token!).text
  }

  async #newToken(signal: AbortSignal): Promise<{ text: string; endsAt: number }> {
    const askedAt = performance.now()
    const answer = await this.#fetch(
      'POST',
      '/ccadmin/v1/login',
      'grant_type=client_credentials',
      {
        authorization: `Bearer ${this.#connection.applicationKey}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      signal,
    )
    if (answer.status !== 200) throw this.#failed('away', `answered ${answer.status} to the application key`)
    const { access_token: text, expires_in: seconds } = this.#objectOf(answer)
    if (typeof text !== 'string' || !/^[\x21-\x7e]+$/.test(text))
      throw this.#failed('away', 'gave no access token')
    const lifeMs = typeof seconds === 'number' ? seconds * 1000 : 0
    return { text, endsAt: askedAt + Math.max(0, lifeMs - SHOP_CLIENT_LIMITS.marginMs) }
  }

  async #fetch(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<{ status: number; headers: Headers; text: string }> {
    const time = AbortSignal.timeout(SHOP_CLIENT_LIMITS.timeoutMs)
    try {
      const response = await fetch(shopAddress(this.#connection.baseUrl, path), {
        method,
        headers: { accept: 'application/json', ...headers },
        // A redirect would take the credential to another house.
        redirect: 'manual',
        signal: AbortSignal.any([signal, time]),
        ...(body === undefined ? {} : { body }),
      })
      const failed = (what: string) => this.#failed('away', what)
      const text = await answerBody(response, SHOP_CLIENT_LIMITS.bytes, failed)
      const { status } = response
      if (status >= 500 || status === 429 || (status >= 300 && status < 400))
        throw this.#failed('away', `answered ${status}`, retryAfterMs(response.headers.get('retry-after')))
      return { status, headers: response.headers, text }
    } catch (error) {
      if (error instanceof ShopFailure) throw error
      if (time.aborted)
        throw this.#failed('away', `did not answer within ${SHOP_CLIENT_LIMITS.timeoutMs / 1000} s`)
      throw this.#failed('away', `cannot be reached (${reasonOf(error)})`)
    }
  }

  #objectOf({ status, text }: { status: number; text: string }): ShopObject {
    let body: unknown
    try {
      body = JSON.parse(text)
    } catch {
      body = undefined
    }
    const object =
      typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as ShopObject) : {}
    if (status >= 400) {
      const { message } = object
      throw this.#failed(
        'refused',
        `answered ${status}${typeof message === 'string' ? `: ${message.slice(0, 300)}` : ''}`,
      )
    }
    if (['id', 'access_token', 'items'].every((name) => object[name] === undefined))
      throw this.#failed('away', `answered ${status} with something that is no object of its API`)
    return object
  }

  #failed(kind: ShopFailure['kind'], what: string, afterMs = 0): ShopFailure {
    return new ShopFailure(kind, `${this.#host} ${what}`, afterMs)
  }
}

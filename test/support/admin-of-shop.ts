import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The admin API of a shop, for what it left out of a message: its first token is always over. */
export class AdminOfShop {
  readonly url: string
  readonly seen: string[] = []
  down = false
  readonly #server: Server
  readonly #said = new Map<string, object>()
  #logins = 0

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async open(): Promise<AdminOfShop> {
    let shop: AdminOfShop
    const server = createServer((request, response) => {
      const { status, body } = shop.#answer(
        request.method!,
        request.url!,
        request.headers.authorization ?? '',
      )
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (shop = new AdminOfShop(server))
  }

  say(path: string, body: object): void {
    this.#said.set(path, body)
  }

  #answer(method: string, path: string, authorization: string): { status: number; body: object } {
    if (this.down) return { status: 503, body: {} }
    if (method === 'POST' && path === '/ccadmin/v1/login') {
      if (authorization !== 'Bearer the-application-key-of-the-shop') return { status: 401, body: {} }
      this.seen.push('login')
      return { status: 200, body: { access_token: `token-${(this.#logins += 1)}` } }
    }
    const status = authorization === 'Bearer token-2' ? 200 : 401
    this.seen.push(`get ${status}`)
    return { status, body: status === 200 ? this.#said.get(path)! : {} }
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}

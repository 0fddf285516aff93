import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
export const SHOP_KEY = 'an-application-key-for-tests'

export interface ShopAnswer {
  status: number
  headers: Headers
  // oxlint-disable-next-line no-explicit-any -- answers are looked at, not typed
  body: any
}

/** A real `docket emulator commerce`, and what an order system and a shopper do with it. */
export class ShopProcess {
  url = ''
  /** Everything it said, line by line. */
  readonly said: Record<string, unknown>[] = []
  readonly #stateFile: string | undefined
  #child: ChildProcess | undefined
  #port = 0
  #token = ''

  private constructor(stateFile: string | undefined) {
    this.#stateFile = stateFile
  }

  static async start(stateFile?: string): Promise<ShopProcess> {
    const shop = new ShopProcess(stateFile)
    await shop.start()
    return shop
  }

  /** Starts it, again on the same port. */
  async start(): Promise<void> {
    const args = ['emulator', 'commerce', '--port', String(this.#port), '--application-key', SHOP_KEY]
    if (this.#stateFile !== undefined) args.push('--state', this.#stateFile)
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    const lines = createInterface({ input: child.stdout! })
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)))
      lines.on('line', (line) => {
        const one = JSON.parse(line) as Record<string, unknown>
        this.said.push(one)
        if (one['what'] !== 'listening') return
        this.url = new URL(one['adminApi'] as string).origin
        this.#port = Number(new URL(this.url).port)
        resolve()
      })
    })
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  saidOf(what: string): Record<string, unknown>[] {
    return this.said.filter((one) => one['what'] === what)
  }

  /** As a shopper, or as who keeps the shop. */
  async control(method: string, path: string, body?: unknown): Promise<ShopAnswer> {
    return this.#send(method, `/emulator${path}`, body, {})
  }

  // oxlint-disable-next-line no-explicit-any -- answers are looked at, not typed
  async ok(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.control(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  /** As an order system: logs in first. */
  async api(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ShopAnswer> {
    if (this.#token === '') await this.login()
    return this.#send(method, `/ccadmin/v1${path}`, body, {
      authorization: `Bearer ${this.#token}`,
      ...headers,
    })
  }

  async login(key = SHOP_KEY): Promise<number> {
    const response = await fetch(`${this.url}/ccadmin/v1/login`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    })
    const { access_token: token } = (await response.json()) as { access_token?: string }
    this.#token = token ?? this.#token
    return response.status
  }

  async #send(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<ShopAnswer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }
}

/** Somewhere webhooks arrive; it answers as it is told. */
export class Receiver {
  readonly #server: Server
  readonly got: { headers: IncomingMessage['headers']; bytes: Buffer }[] = []
  status = 200

  private constructor() {
    this.#server = createServer((request, response) => {
      void (async () => {
        const pieces: Buffer[] = []
        for await (const piece of request) pieces.push(piece as Buffer)
        this.got.push({ headers: request.headers, bytes: Buffer.concat(pieces) })
        response.writeHead(this.status, this.status === 301 ? { location: '/elsewhere' } : {}).end()
      })()
    })
  }

  static async open(): Promise<Receiver> {
    const made = new Receiver()
    await new Promise<void>((resolve) => made.#server.listen(0, '127.0.0.1', resolve))
    return made
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}

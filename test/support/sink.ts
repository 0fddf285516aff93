import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A call that a subscriber heard. */
export interface Heard {
  path: string
  headers: IncomingHttpHeaders
  body: string
  /** `webhook-id`. */
  id: string
  type: string
  atMs: number
}

/** How a subscriber answers; what it does not answer hangs. */
export type Answering = (response: ServerResponse, heard: Heard, count: number) => void

/** Subscribers on a real port, one a path. */
export class Sink {
  readonly #server: Server
  readonly #answers = new Map<string, Answering>()
  readonly heard: Heard[] = []

  private constructor() {
    this.#server = createServer((request, response) => {
      const pieces: Buffer[] = []
      request.on('data', (piece: Buffer) => pieces.push(piece))
      request.on('end', () => {
        const body = Buffer.concat(pieces).toString()
        const heard: Heard = {
          path: request.url!,
          headers: request.headers,
          body,
          id: String(request.headers['webhook-id']),
          type: body.startsWith('{') ? String((JSON.parse(body) as { type: unknown }).type) : 'none',
          atMs: performance.now(),
        }
        this.heard.push(heard)
        const answer = this.#answers.get(heard.path)
        if (answer) answer(response, heard, this.of(heard.path).length)
        else response.writeHead(204).end()
      })
    })
  }

  static async open(): Promise<Sink> {
    const sink = new Sink()
    await new Promise<void>((resolve) => sink.#server.listen(0, '127.0.0.1', resolve))
    return sink
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`
  }

  /** From now on this subscriber answers so; with 204 when nothing is said. */
  answer(path: string, answering?: Answering): void {
    if (answering) this.#answers.set(path, answering)
    else this.#answers.delete(path)
  }

  /** What a subscriber heard, in order. */
  of(path: string): Heard[] {
    return this.heard.filter((one) => one.path === path)
  }

  ids(path: string): string[] {
    return this.of(path).map((one) => one.id)
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}

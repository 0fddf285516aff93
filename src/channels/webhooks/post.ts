import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { urlToHttpOptions } from 'node:url'
import { namesPrivate, openLookup, PrivateTarget } from '../../platform/outside-address.ts'

/** What came of one call. */
export interface Answer {
  /** Null: there was none. */
  status: number | null
  /** The beginning of the body. */
  text: string | null
  /** Why it is no success. */
  problem: string | null
  durationMs: number
  /** What a crowded receiver asks for. */
  retryAfterMs: number
}

export interface PostLimits {
  /** From the call to the end of the answer. */
  timeoutMs: number
  /** Bytes of an answer that are kept. */
  answerBytes: number
}

/** Where to call, worked out once for many calls. */
export interface Target {
  /** Why it must not be called. */
  refused: string | null
  request: typeof httpRequest
  options: RequestOptions
  /** What names it to the receiver, and us. */
  headers: readonly string[]
}

/** An answer that is longer is not read to its end: its connection is given up. */
const MOST_READ = 65_536

/** Sends bytes to endpoints over connections that stay open. */
export class Poster {
  readonly #limits: PostLimits
  readonly #allowPrivate: boolean
  readonly #http: HttpAgent
  readonly #https: HttpsAgent

  constructor(limits: PostLimits, allowPrivate: boolean) {
    this.#limits = limits
    this.#allowPrivate = allowPrivate
    // Idle ones are let go before most receivers would: a call into a closing connection is lost.
    const options = { keepAlive: true, timeout: 4000, ...(allowPrivate ? {} : { lookup: openLookup }) }
    this.#http = new HttpAgent(options)
    this.#https = new HttpsAgent(options)
  }

  target(url: string): Target {
    const parsed = new URL(url)
    const { protocol, hostname, port, path } = urlToHttpOptions(parsed)
    const secure = protocol === 'https:'
    return {
      refused:
        !this.#allowPrivate && namesPrivate(parsed) ? new PrivateTarget(parsed.hostname).message : null,
      request: secure ? httpsRequest : httpRequest,
      options: { method: 'POST', hostname, port, path, agent: secure ? this.#https : this.#http },
      headers: ['host', parsed.host, 'user-agent', 'Docket'],
    }
  }

  /**
   * One call; never throws. Success is any 2xx; a redirect is none, it would take what we send to another house.
   *
   * @param headers names and values in turns: Node sends a list as it stands, and need not gather it
   */
  async post(target: Target, headers: readonly string[], body: Buffer): Promise<Answer> {
    const began = performance.now()
    const first = await this.#call(target, headers, body)
    // The receiver had let go of an idle connection before it saw anything.
    const { answer } = first.stale ? await this.#call(target, headers, body) : first
    return { ...answer, durationMs: Math.round(performance.now() - began) }
  }

  close(): void {
    this.#http.destroy()
    this.#https.destroy()
  }

  #call(
    { refused, request, options, headers: own }: Target,
    headers: readonly string[],
    body: Buffer,
  ): Promise<{ answer: Omit<Answer, 'durationMs'>; stale: boolean }> {
    const { timeoutMs, answerBytes } = this.#limits
    const none = { status: null, text: null, retryAfterMs: 0 }
    if (refused !== null) return Promise.resolve({ answer: { ...none, problem: refused }, stale: false })
    return new Promise((resolve) => {
      const end = (answer: Omit<Answer, 'durationMs'>, stale = false): void => {
        clearTimeout(timer)
        resolve({ answer, stale })
      }
      const hear = (response: IncomingMessage): void => {
        const status = response.statusCode ?? 0
        const pieces: Buffer[] = []
        let size = 0
        const ended = (): void => {
          const text = textOf(pieces, answerBytes)
          const retryAfterMs = secondsOf(response.headers['retry-after']) * 1000
          end({ status, text, problem: problemOf(status), retryAfterMs })
        }
        response.on('data', (piece: Buffer) => {
          if (size < answerBytes) pieces.push(piece)
          size += piece.length
          if (size <= MOST_READ) return
          ended()
          response.destroy()
        })
        response.on('end', ended)
        response.on('error', () => end({ ...none, problem: 'the answer broke off' }))
      }
      const all = [...own, ...headers, 'content-length', String(body.length)]
      const sent = request({ ...options, headers: all }, hear)
      sent.on('error', (error: Error & { code?: string }) => {
        const stale = sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
        const why = error instanceof PrivateTarget ? error.message : (error.code ?? error.message)
        end({ ...none, problem: `cannot be reached (${why})`.slice(0, 300) }, stale)
      })
      const timer = setTimeout(() => {
        end({ ...none, problem: `no answer within ${timeoutMs / 1000} s` })
        sent.destroy()
      }, timeoutMs)
      sent.end(body)
    })
  }
}

function problemOf(status: number): string | null {
  if (status >= 200 && status < 300) return null
  return status >= 300 && status < 400
    ? `answered ${status}: redirects are not followed`
    : `answered ${status}`
}

function secondsOf(header: string | undefined): number {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : 0
}

/** PostgreSQL keeps no NUL in a text. */
function textOf(pieces: readonly Buffer[], most: number): string | null {
  if (pieces.length === 0) return null
  return Buffer.concat(pieces).subarray(0, most).toString('utf8').replaceAll('\0', '\ufffd')
}

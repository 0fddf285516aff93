import type { Config } from '../config.ts'

/** Settings of the HTTP server; every limit of the door stands here. */
export interface HttpConfig {
  readonly host: string
  readonly port: number
  /** Bytes of a JSON or raw body. */
  readonly bodyLimit: number
  /** Bytes of one NDJSON line. */
  readonly lineLimit: number
  /** Bytes of a whole NDJSON stream. */
  readonly streamLimit: number
  /** For a request to arrive in full. */
  readonly requestTimeoutMs: number
  /** For a handler to answer; streams are exempt. */
  readonly handlerTimeoutMs: number
  /** Of one credential, or of one address where none is needed. */
  readonly requestsPerMinute: number
  /** For requests in flight when the server closes. */
  readonly drainMs: number
  /** True (or addresses) when a proxy in front is trusted with X-Forwarded-*. */
  readonly trustProxy: boolean | string
  /** Open connections; more are refused. */
  readonly maxConnections: number
  /** Folder of the built console; absent or missing: no console. */
  readonly consoleFolder: string | undefined
  /** Shown in the OpenAPI document. */
  readonly version: string
}

/** Safe defaults: loopback only. */
export const httpDefaults: HttpConfig = {
  host: '127.0.0.1',
  port: 3000,
  bodyLimit: 4 * 1024 * 1024,
  lineLimit: 4 * 1024 * 1024,
  streamLimit: 4 * 1024 * 1024 * 1024,
  requestTimeoutMs: 60_000,
  handlerTimeoutMs: 30_000,
  requestsPerMinute: 600_000,
  drainMs: 15_000,
  trustProxy: false,
  maxConnections: 10_000,
  consoleFolder: undefined,
  version: '0.1.0',
}

/** The HTTP settings out of the settings of the process. */
export function httpConfig(
  config: Pick<Config, 'host' | 'port' | 'limits'>,
  more: Partial<HttpConfig> = {},
): HttpConfig {
  const { limits } = config
  return {
    ...httpDefaults,
    host: config.host,
    port: config.port,
    bodyLimit: limits.requestBodyBytes,
    lineLimit: limits.requestBodyBytes,
    streamLimit: limits.importBodyBytes,
    requestsPerMinute: limits.requestsPerMinute,
    drainMs: limits.drainMs,
    ...more,
  }
}

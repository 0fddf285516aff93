/** Everything that can be set from outside, in one typed place. Nothing else reads the environment for settings. */
import { resolve } from 'node:path'
import {
  outsideConnections,
  shopConnections,
  type OutsideConnection,
  type ShopConnection,
} from './connections.ts'
import { LOG_LEVELS, type LogLevel } from './log.ts'

/** What one process does; by default all of it. */
export type Role = 'api' | 'worker' | 'scheduler'
export const ROLES: readonly Role[] = ['api', 'worker', 'scheduler']

/**
 * Limits of every queue, batch and body: name → its variable, default, smallest and largest value, and what it means.
 * This table is their documentation; `config.limits` has the values.
 */
export const LIMITS = {
  requestBodyBytes: limit(
    'DOCKET_REQUEST_BODY_BYTES',
    1_048_576,
    1_024,
    67_108_864,
    'largest body of a request',
  ),
  importBodyBytes: limit(
    'DOCKET_IMPORT_BODY_BYTES',
    268_435_456,
    1_024,
    4_294_967_296,
    'largest body of an import',
  ),
  batchLines: limit(
    'DOCKET_BATCH_LINES',
    2_500,
    1,
    100_000,
    'order lines that one transaction gathers at most',
  ),
  orderLines: limit('DOCKET_ORDER_LINES', 10_000, 1, 20_000, 'lines of one order at most'),
  queuedRequests: limit(
    'DOCKET_QUEUED_REQUESTS',
    10_000,
    1,
    1_000_000,
    'requests that wait at the door before 429',
  ),
  databaseConnections: limit(
    'DOCKET_DATABASE_CONNECTIONS',
    10,
    1,
    200,
    'connections of one process to the database',
  ),
  requestsPerMinute: limit(
    'DOCKET_REQUESTS_PER_MINUTE',
    600_000,
    1,
    100_000_000,
    'requests of one key or address a minute',
  ),
  drainMs: limit(
    'DOCKET_DRAIN_MS',
    20_000,
    100,
    600_000,
    'milliseconds in which a stopping process ends its work',
  ),
  alertEverySeconds: limit(
    'DOCKET_ALERT_EVERY_SECONDS',
    10,
    1,
    3600,
    'seconds between two looks for what is wrong',
  ),
  alertQueueSeconds: limit(
    'DOCKET_ALERT_QUEUE_SECONDS',
    300,
    1,
    86_400,
    'seconds that the oldest of a queue may wait',
  ),
  alertStuckHours: limit(
    'DOCKET_ALERT_STUCK_HOURS',
    24,
    1,
    8_760,
    'hours without a change after which an open order is stuck',
  ),
  strayDays: limit(
    'DOCKET_STRAY_DAYS',
    30,
    1,
    365,
    'days in which goods that left without a sale are expected back',
  ),
  authorizationDays: limit(
    'DOCKET_AUTHORIZATION_DAYS',
    7,
    1,
    90,
    'days in which the order of an authorized payment comes, else it is voided',
  ),
  paymentTimeoutMs: limit(
    'DOCKET_PAYMENT_TIMEOUT_MS',
    8_000,
    100,
    9_000,
    'milliseconds from calling a payment gateway to the end of its answer',
  ),
  alertClockMs: limit(
    'DOCKET_ALERT_CLOCK_MS',
    1_000,
    10,
    3_600_000,
    'milliseconds that a clock may be off the database’s',
  ),
  alertDiskPercent: limit(
    'DOCKET_ALERT_DISK_PERCENT',
    10,
    0,
    99,
    'percent of the disk that must be free (embedded database)',
  ),
  alertOverReceiptPercent: limit(
    'DOCKET_ALERT_OVER_RECEIPT_PERCENT',
    5,
    0,
    1_000,
    'percent by which more than was ordered of a supply order may be received',
  ),
  webhookAtOnce: limit(
    'DOCKET_WEBHOOK_AT_ONCE',
    200,
    4,
    10_000,
    'webhook queues that one process works on at once; a quarter is kept for endpoints that fail',
  ),
  webhookTimeoutMs: limit(
    'DOCKET_WEBHOOK_TIMEOUT_MS',
    10_000,
    100,
    60_000,
    'milliseconds from calling a webhook endpoint to the end of its answer',
  ),
  webhookAttempts: limit(
    'DOCKET_WEBHOOK_ATTEMPTS',
    8,
    1,
    100,
    'calls with one event in vain, then it is given up',
  ),
  webhookBackOffMs: limit(
    'DOCKET_WEBHOOK_BACK_OFF_MS',
    5_000,
    1,
    86_400_000,
    'milliseconds after the first failure; each time twice as many',
  ),
  webhookMostBackOffMs: limit(
    'DOCKET_WEBHOOK_MOST_BACK_OFF_MS',
    3_600_000,
    1,
    86_400_000,
    'milliseconds after a failure at most',
  ),
  webhookSetAsideAfter: limit(
    'DOCKET_WEBHOOK_SET_ASIDE_AFTER',
    5,
    1,
    1_000,
    'failures of an endpoint in a row, then it is set aside',
  ),
  webhookProbeMs: limit(
    'DOCKET_WEBHOOK_PROBE_MS',
    300_000,
    1,
    86_400_000,
    'milliseconds between calls to an endpoint that is set aside',
  ),
  shopLookSeconds: limit(
    'DOCKET_SHOP_LOOK_SECONDS',
    120,
    1,
    3600,
    'seconds between two looks over what changed in a shop',
  ),
  shopLookGraceSeconds: limit(
    'DOCKET_SHOP_LOOK_GRACE_SECONDS',
    60,
    0,
    3600,
    'seconds that a message of a shop may be on its way, before it counts as lost',
  ),
  configurationMs: limit(
    'DOCKET_CONFIGURATION_MS',
    2_000,
    50,
    60_000,
    'milliseconds of the processor in which a question about a configuration, or a model to be published, is answered (on a busy machine up to five times as long)',
  ),
  webhookLogDays: limit('DOCKET_WEBHOOK_LOG_DAYS', 30, 1, 3_650, 'days that the log of deliveries is kept'),
  feedDays: limit('DOCKET_FEED_DAYS', 90, 14, 3_650, 'days that what feeds said of stock and supply is kept'),
} as const

export type Limits = Record<keyof typeof LIMITS, number>

/** Where messages about alerts go. */
export interface AlertSettings {
  webhook: { url: string; secret: string } | undefined
  /** `url` holds the password. */
  mail: { url: string; from: string; to: readonly string[] } | undefined
}

/** One process's settings. Absent secrets are undefined; first-run credentials are then made and shown once. */
export type Config = {
  /** 0 picks a free one. */
  port: number
  host: string
  /** True: a browser sends the session's cookie over https only. */
  secureCookies: boolean
  /** Absolute path. */
  dataDir: string
  databaseUrl: string | undefined
  databaseAdminUrl: string | undefined
  adminPassword: string | undefined
  apiKey: string | undefined
  roles: readonly Role[]
  logLevel: LogLevel
  /** True: addresses that are set over the API may be those of private networks. */
  privateAddresses: boolean
  /** Outside systems by the name of their variables in lower case. */
  outside: ReadonlyMap<string, OutsideConnection>
  /** Payment gateways by the name of their variables in lower case. */
  payments: ReadonlyMap<string, OutsideConnection>
  /** Systems that plans call, by the name of their variables in lower case. */
  systems: ReadonlyMap<string, OutsideConnection>
  alerts: AlertSettings
  /** An OTLP endpoint; undefined: no traces. */
  traceEndpoint: string | undefined
  /** Shops that are told what became of their orders, by the name of their variables in lower case. */
  shops: ReadonlyMap<string, ShopConnection>
  limits: Limits
}

/** Flags of the command line; each wins over its variable. */
export type Flags = { port?: string; host?: string; dataDir?: string; roles?: string; logLevel?: string }

/** All that is wrong with the settings, one sentence each. */
export class ConfigError extends Error {
  readonly sentences: readonly string[]
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.name = 'ConfigError'
    this.sentences = sentences
  }
}

function limit(variable: string, standard: number, min: number, max: number, meaning: string) {
  return { variable, standard, min, max, meaning }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** Ports of others that no browser calls (Fetch standard, port blocking), as far as they need no privilege. */
export const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10_080,
])

/** Reads the settings; throws one ConfigError with a sentence for every bad value. An empty variable counts as unset. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, flags: Flags = {}): Config {
  const wrong: string[] = []
  const text = (name: string): string | undefined => env[name]?.trim() || undefined

  const integer = (
    name: string,
    given: string | undefined,
    standard: number,
    min: number,
    max: number,
  ): number => {
    if (given === undefined) return standard
    const value = Number(given)
    if (/^\d+$/.test(given) && value >= min && value <= max) return value
    wrong.push(`${name} must be a whole number from ${min} to ${max}, not "${given}".`)
    return standard
  }

  const databaseUrl = (name: string): string | undefined => {
    const given = text(name)
    if (given === undefined) return undefined
    // The value may hold a password, so it is never repeated in the sentence.
    if (/^postgres(ql)?:\/\/./.test(given) && URL.canParse(given)) return given
    wrong.push(
      `${name} must be a URL that begins with postgresql:// (its value is not shown, it may hold a password).`,
    )
    return undefined
  }

  const secret = (name: string, min: number): string | undefined => {
    const given = env[name] || undefined
    if (given !== undefined && given.length < min) wrong.push(`${name} must have at least ${min} characters.`)
    return given
  }

  const port = integer('PORT', flags.port ?? text('PORT'), 3000, 0, 65_535)
  if (BLOCKED_PORTS.has(port))
    wrong.push(`PORT must not be ${port}: browsers and Node's fetch refuse to call that port.`)
  const host = flags.host ?? text('HOST') ?? '127.0.0.1'
  if (/[\s/]/.test(host)) wrong.push(`HOST must be an address or a host's name, not "${host}".`)

  const yes = (name: string, standard: 'yes' | 'no'): boolean => {
    const given = (text(name) ?? standard).toLowerCase()
    if (given !== 'yes' && given !== 'no') wrong.push(`${name} must be yes or no, not "${given}".`)
    return given === 'yes'
  }

  // On loopback the console is read over http; beyond it, TLS stands in front.
  const secureCookies = yes('DOCKET_SECURE_COOKIES', isLoopback(host) ? 'no' : 'yes')
  // Off: who may set an endpoint or a channel up must not reach through Docket what only Docket can reach.
  const privateAddresses = yes('DOCKET_PRIVATE_WEBHOOKS', 'no')

  const roles = new Set<Role>()
  for (const name of (flags.roles ?? text('DOCKET_ROLES') ?? ROLES.join(','))
    .split(',')
    .map((one) => one.trim())) {
    const role = ROLES.find((one) => one === name)
    if (role) roles.add(role)
    else if (name !== '') wrong.push(`DOCKET_ROLES knows ${ROLES.join(', ')}, not "${name}".`)
  }
  if (roles.size === 0) wrong.push(`DOCKET_ROLES must name at least one of ${ROLES.join(', ')}.`)

  const level = (flags.logLevel ?? text('LOG_LEVEL') ?? 'info').toLowerCase()
  const logLevel = LOG_LEVELS.find((one) => one === level)
  if (!logLevel) wrong.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${level}".`)

  const limits = Object.fromEntries(
    Object.entries(LIMITS).map(([name, { variable, standard, min, max }]) => {
      return [name, integer(variable, text(variable), standard, min, max)]
    }),
  ) as Limits

  const config: Config = {
    port,
    host,
    secureCookies,
    privateAddresses,
    dataDir: resolve(flags.dataDir ?? text('DATA_DIR') ?? '.docket'),
    databaseUrl: databaseUrl('DATABASE_URL'),
    databaseAdminUrl: databaseUrl('DATABASE_ADMIN_URL'),
    adminPassword: secret('DOCKET_ADMIN_PASSWORD', 12),
    apiKey: secret('DOCKET_API_KEY', 16),
    roles: [...roles],
    logLevel: logLevel ?? 'info',
    outside: outsideConnections(env, 'DOCKET_OUTSIDE', wrong),
    payments: outsideConnections(env, 'DOCKET_PAYMENTS', wrong),
    systems: outsideConnections(env, 'DOCKET_SYSTEM', wrong),
    alerts: alertSettings(text, wrong),
    traceEndpoint: traceEndpoint(text('OTEL_EXPORTER_OTLP_ENDPOINT'), wrong),
    shops: shopConnections(env, wrong),
    limits,
  }
  if (text('DATABASE_ADMIN_URL') && !text('DATABASE_URL')) {
    wrong.push(
      'DATABASE_ADMIN_URL needs DATABASE_URL beside it; without both, Docket runs a database of its own.',
    )
  }
  if (wrong.length > 0) throw new ConfigError(wrong)
  return config
}

/** `DOCKET_ALERT_WEBHOOK_*` and `DOCKET_ALERT_MAIL_*`: each whole, or not at all. */
function alertSettings(text: (name: string) => string | undefined, wrong: string[]): AlertSettings {
  const [url, secret] = ['URL', 'SECRET'].map((part) => text(`DOCKET_ALERT_WEBHOOK_${part}`))
  const [mailUrl, from, to] = ['URL', 'FROM', 'TO'].map((part) => text(`DOCKET_ALERT_MAIL_${part}`))
  if ((url === undefined) !== (secret === undefined))
    wrong.push('DOCKET_ALERT_WEBHOOK_URL and DOCKET_ALERT_WEBHOOK_SECRET need each other.')
  if (url !== undefined && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)))
    wrong.push('DOCKET_ALERT_WEBHOOK_URL must be a URL that begins with https:// or http://.')
  if (secret !== undefined && secret.length < 16)
    wrong.push('DOCKET_ALERT_WEBHOOK_SECRET must have at least 16 characters.')
  const mail = [mailUrl, from, to]
  if (mail.some((one) => one !== undefined) && mail.includes(undefined))
    wrong.push('DOCKET_ALERT_MAIL_URL, DOCKET_ALERT_MAIL_FROM and DOCKET_ALERT_MAIL_TO need each other.')
  if (mailUrl !== undefined && !(URL.canParse(mailUrl) && /^smtps?:$/.test(new URL(mailUrl).protocol)))
    wrong.push(
      'DOCKET_ALERT_MAIL_URL must be a URL that begins with smtp:// or smtps:// (its value is not shown, it may hold a password).',
    )
  const addresses = to?.split(',').map((one) => one.trim()) ?? []
  if ([...addresses, ...(from === undefined ? [] : [from])].some((one) => !/^[^\s@<>]+@[^\s@<>]+$/.test(one)))
    wrong.push('DOCKET_ALERT_MAIL_FROM and DOCKET_ALERT_MAIL_TO hold addresses, parted by commas.')
  return {
    webhook: url !== undefined && secret !== undefined ? { url, secret } : undefined,
    mail: mailUrl !== undefined && from !== undefined ? { url: mailUrl, from, to: addresses } : undefined,
  }
}

function traceEndpoint(given: string | undefined, wrong: string[]): string | undefined {
  if (given !== undefined && !(URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)))
    wrong.push('OTEL_EXPORTER_OTLP_ENDPOINT must be a URL that begins with https:// or http://.')
  return given
}

/** Lines of log: JSON for machines, short text for a terminal. Speaks pino's tongue, so that Fastify takes it. */

const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60, silent: 100 } as const

/** From the most talkative to silence. */
export type LogLevel = keyof typeof LEVELS
export const LOG_LEVELS = Object.keys(LEVELS) as LogLevel[]

type Fields = Record<string, unknown>
type Serializers = Record<string, (value: never) => unknown>

/** `log.info('words')`, `log.info({ fields }, 'words')` or `log.error(error, 'words')`. */
export type LogMethod = (first: unknown, ...rest: unknown[]) => void

/** What Docket and Fastify log through. `child` adds fields to every line. */
export type Logger = Record<Exclude<LogLevel, 'silent'>, LogMethod> & {
  level: string
  silent: LogMethod
  child(bindings: Fields, options?: { serializers?: Serializers; level?: string }): Logger
}

/** `pretty` defaults to: is the output a terminal? `write` takes one finished line (default: standard error). */
export type LogOptions = {
  level?: LogLevel
  pretty?: boolean
  write?: (line: string) => void
}

const SECRET_NAME = /pass(word|wd|phrase)?$|secret|token|authorization|cookie|api[-_]?key|credential/i
const SECRET_IN_URL = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi
const HIDDEN = '[hidden]'
const MAX_DEPTH = 6
const MAX_STRING = 8_192

/** A copy that may be printed: no secrets, no cycles, no bigint, no endless strings. */
function printable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    const clean = value.replace(SECRET_IN_URL, `$1:${HIDDEN}@`)
    return clean.length > MAX_STRING ? `${clean.slice(0, MAX_STRING)}…` : clean
  }
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`
  if (depth >= MAX_DEPTH) return '…'
  if (value instanceof Error) return describeError(value, depth)
  if (Array.isArray(value)) return value.slice(0, 100).map((one) => printable(one, depth + 1))
  const copy: Fields = {}
  for (const [name, one] of Object.entries(value)) {
    copy[name] = SECRET_NAME.test(name) && one != null ? HIDDEN : printable(one, depth + 1)
  }
  return copy
}

function describeError(error: Error, depth: number): Fields {
  // Only what is known to be harmless: a database error's detail may hold a customer's data.
  const { code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown }
  const described: Fields = {
    type: error.name,
    message: printable(error.message),
    stack: printable(error.stack),
  }
  if (code !== undefined) described.code = printable(code, depth + 1)
  if (statusCode !== undefined) described.statusCode = statusCode
  if (error.cause !== undefined) described.cause = printable(error.cause, depth + 1)
  return described
}

function requestOf(value: never): unknown {
  const request = value as { method?: string; url?: string; ip?: string; id?: unknown }
  // The query may hold a person's data or a key: the path alone is logged.
  return { method: request.method, path: request.url?.split('?')[0], remoteAddress: request.ip }
}

const STANDARD_SERIALIZERS: Serializers = {
  req: requestOf,
  res: (value: never) => ({ statusCode: (value as { statusCode?: number }).statusCode }),
}

/** Makes a logger; secrets in fields (by name) and in URLs are hidden on every line. */
export function createLogger(options: LogOptions = {}): Logger {
  const write = options.write ?? ((line: string) => void process.stderr.write(line))
  const pretty = options.pretty ?? process.stderr.isTTY === true
  return build(options.level ?? 'info', {}, STANDARD_SERIALIZERS)

  function build(level: string, bindings: Fields, serializers: Serializers): Logger {
    const method = (name: LogLevel): LogMethod =>
      function (first, ...rest) {
        if (LEVELS[name] < (LEVELS[logger.level as LogLevel] ?? LEVELS.info)) return
        const fields: Fields = { ...bindings }
        let words = first
        if (typeof first === 'object' && first !== null) {
          words = rest[0] ?? (first instanceof Error ? first.message : undefined)
          Object.assign(fields, first instanceof Error ? { err: first } : first)
        }
        for (const [key, serialize] of Object.entries(serializers)) {
          if (fields[key] !== undefined && typeof fields[key] === 'object')
            fields[key] = serialize(fields[key] as never)
        }
        const safe = printable(fields) as Fields
        const text = words === undefined ? undefined : String(printable(String(words)))
        write(
          pretty
            ? prettyLine(name, text, safe)
            : `${JSON.stringify({ level: name, time: new Date(), ...safe, msg: text })}\n`,
        )
      }
    const logger: Logger = {
      level,
      trace: method('trace'),
      debug: method('debug'),
      info: method('info'),
      warn: method('warn'),
      error: method('error'),
      fatal: method('fatal'),
      silent: () => undefined,
      child: (more, extra) =>
        build(
          extra?.level ?? logger.level,
          { ...bindings, ...more },
          { ...serializers, ...extra?.serializers },
        ),
    }
    return logger
  }
}

function prettyLine(level: LogLevel, text: string | undefined, fields: Fields): string {
  const time = new Date().toISOString().slice(11, 19)
  const { err, ...rest } = fields
  const more = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : ''
  const stack = err ? `\n${(err as { stack?: string }).stack ?? JSON.stringify(err)}` : ''
  return `${time} ${level === 'info' ? '' : `${level.toUpperCase()} `}${text ?? ''}${more}${stack}\n`
}

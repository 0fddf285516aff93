import { formatMicro } from '../money.ts'
import type { Param, ParamType } from './statement.ts'

/**
 * Encodes parameter values as PostgreSQL text. The driver's own array encoding walks every value
 * through a generic path; here the type is known, which matters at twenty rows an order line.
 */
export function encodeParam(param: Param, value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null
  if (!param.array) return encodeScalar(param.type, value)
  return encodeArray(param.type, value as readonly unknown[])
}

export function encodeArray(type: ParamType, values: readonly unknown[]): string {
  const quoted = type === 'text' || type === 'jsonb' || type === 'timestamptz' || type === 'bytea'
  let out = '{'
  for (let i = 0; i < values.length; i++) {
    if (i > 0) out += ','
    const value = values[i]
    if (value === null || value === undefined) out += 'NULL'
    else if (quoted) out += quote(encodeScalar(type, value) as string)
    else out += encodeScalar(type, value) as string
  }
  return out + '}'
}

function encodeScalar(type: ParamType, value: unknown): string {
  switch (type) {
    case 'numeric':
      return formatMicro(value as bigint)
    case 'jsonb':
      return typeof value === 'string' ? value : JSON.stringify(value, bigintAsString)
    case 'timestamptz':
      return (value as Date).toISOString()
    case 'bytea':
      return '\\x' + (value as Buffer).toString('hex')
    case 'boolean':
      return value ? 't' : 'f'
    case 'text':
      return value as string
    default:
      return String(value)
  }
}

const needsEscape = /["\\]/
const escapes = /["\\]/g

function quote(text: string): string {
  // A zero byte cannot stand in a PostgreSQL text; callers refuse it at the door, this is the last guard.
  if (!needsEscape.test(text)) return '"' + text + '"'
  return '"' + text.replace(escapes, '\\$&') + '"'
}

/** jsonb values keep 64-bit integers as strings: JSON numbers lose them. */
export function bigintAsString(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

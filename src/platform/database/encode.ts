import { formatMicro } from '../money.ts'
import type { Param, ParamType } from './statement.ts'

/**
 * Encodes parameter values for PostgreSQL. Arrays leave in the binary format: at twenty rows an order line, text would
 * cost a string per value here and a parse per value there.
 */
export function encodeParam(param: Param, value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null
  if (param.array) return encodeArray(param.type, value as readonly unknown[])
  switch (param.type) {
    case 'numeric':
      return formatMicro(value as bigint)
    case 'jsonb':
      return jsonText(value)
    case 'timestamptz':
      return (value as Date).toISOString()
    case 'bytea':
      return '\\x' + (value as Buffer).toString('hex')
    case 'boolean':
      return value ? 't' : 'f'
    default:
      return String(value)
  }
}

/** What a column of a write's rows sends: its values, or of arrays their items and where those of each row end. */
export function encodeColumn(param: Param, values: readonly unknown[]): Buffer[] {
  if (!param.list) return [encodeArray(param.type, values)]
  const items: unknown[] = []
  const ends: number[] = []
  for (const value of values as readonly (readonly unknown[] | null)[]) {
    if (value !== null) for (const item of value) items.push(item)
    ends.push(items.length)
  }
  return [encodeArray(param.type, items), encodeArray('integer', ends)]
}

const oids: Readonly<Record<ParamType, number>> = {
  bigint: 20,
  integer: 23,
  smallint: 21,
  numeric: 1700,
  text: 25,
  boolean: 16,
  date: 1082,
  timestamptz: 1184,
  jsonb: 3802,
  bytea: 17,
  uuid: 2950,
}

// One scratch buffer, grown as needed: an array is written there and copied out once its size is known.
let scratch = Buffer.allocUnsafeSlow(1 << 20)
let view = new DataView(scratch.buffer)

function room(position: number, bytes: number): void {
  if (position + bytes <= scratch.length) return
  const grown = Buffer.allocUnsafeSlow(Math.max(scratch.length * 2, position + bytes))
  scratch.copy(grown, 0, 0, position)
  scratch = grown
  view = new DataView(grown.buffer)
}

/** A one-dimensional array in PostgreSQL's binary format. */
export function encodeArray(type: ParamType, values: readonly unknown[]): Buffer {
  const count = values.length
  room(0, 20)
  view.setInt32(0, count === 0 ? 0 : 1)
  view.setInt32(4, 0)
  view.setInt32(8, oids[type])
  if (count === 0) return Buffer.from(scratch.subarray(0, 12))
  view.setInt32(12, count)
  view.setInt32(16, 1)
  let position = 20
  const write = writers[type]
  for (let i = 0; i < count; i++) {
    const value = values[i]
    if (value === null || value === undefined) {
      room(position, 4)
      view.setInt32(position, -1)
      view.setInt32(4, 1)
      position += 4
    } else position = write(position, value)
  }
  return Buffer.from(scratch.subarray(0, position))
}

/** Each writes a length and a value, and returns the position behind them. */
const writers: Readonly<Record<ParamType, (position: number, value: unknown) => number>> = {
  bigint(position, value) {
    room(position, 12)
    view.setInt32(position, 8)
    // A view would wrap it silently.
    if (BigInt.asIntN(64, value as bigint) !== value)
      throw new RangeError(`${String(value)} is no bigint of the database`)
    view.setBigInt64(position + 4, value as bigint)
    return position + 12
  },
  integer(position, value) {
    room(position, 8)
    view.setInt32(position, 4)
    view.setInt32(position + 4, value as number)
    return position + 8
  },
  smallint(position, value) {
    room(position, 6)
    view.setInt32(position, 2)
    view.setInt16(position + 4, value as number)
    return position + 6
  },
  boolean(position, value) {
    room(position, 5)
    view.setInt32(position, 1)
    view.setInt8(position + 4, value ? 1 : 0)
    return position + 5
  },
  date(position, value) {
    room(position, 8)
    view.setInt32(position, 4)
    view.setInt32(position + 4, daysSince2000(value as string))
    return position + 8
  },
  timestamptz(position, value) {
    room(position, 12)
    view.setInt32(position, 8)
    view.setBigInt64(position + 4, BigInt((value as Date).getTime() - START_OF_2000_MS) * 1000n)
    return position + 12
  },
  numeric: writeNumeric,
  text: (position, value) => writeText(position, value as string),
  jsonb(position, value) {
    const end = writeText(position + 1, jsonText(value))
    // The version byte stands before the text, inside the length.
    view.setInt32(position, end - position - 4)
    view.setInt8(position + 4, 1)
    return end
  },
  bytea(position, value) {
    const bytes = value as Buffer
    room(position, 4 + bytes.length)
    view.setInt32(position, bytes.length)
    bytes.copy(scratch, position + 4)
    return position + 4 + bytes.length
  },
  uuid(position, value) {
    room(position, 20)
    view.setInt32(position, 16)
    scratch.write((value as string).replaceAll('-', ''), position + 4, 'hex')
    return position + 20
  },
}

function writeText(position: number, text: string): number {
  // A UTF-16 unit takes at most three bytes of UTF-8.
  room(position, 4 + text.length * 3)
  const bytes = scratch.write(text, position + 4, 'utf8')
  view.setInt32(position, bytes)
  return position + 4 + bytes
}

/**
 * numeric is groups of four decimal digits; a Micro has two of them behind the point. What a double holds exactly is taken
 * apart without a bigint: quantities and prices are a fifth of all values that are sent.
 */
function writeNumeric(position: number, value: unknown): number {
  const micro = value as bigint
  room(position, 40)
  const negative = micro < 0n
  const size = negative ? -micro : micro
  const exact = size <= MAX_EXACT
  const whole = exact ? Math.floor(Number(size) / 1_000_000) : size / 1_000_000n
  const fraction = exact ? Number(size) % 1_000_000 : Number(size % 1_000_000n)
  // Digits come out least significant first, and go in the other way round.
  let count = 0
  if (typeof whole === 'number')
    for (let rest = whole; rest > 0; rest = Math.floor(rest / 10_000)) groups[count++] = rest % 10_000
  else for (let rest = whole; rest > 0n; rest /= 10_000n) groups[count++] = Number(rest % 10_000n)
  const wholeGroups = count
  let at = position + 12
  while (count > 0) {
    view.setInt16(at, groups[--count]!)
    at += 2
  }
  let written = wholeGroups
  const last = (fraction % 100) * 100
  const first = Math.floor(fraction / 100)
  if (first > 0 || last > 0) {
    view.setInt16(at, first)
    written++
    if (last > 0) {
      view.setInt16(at + 2, last)
      written++
    }
  }
  view.setInt32(position, 8 + written * 2)
  view.setInt16(position + 4, written)
  view.setInt16(position + 6, written === 0 ? 0 : wholeGroups - 1)
  view.setUint16(position + 8, negative ? 0x4000 : 0)
  view.setUint16(position + 10, 6)
  return position + 12 + written * 2
}

const MAX_EXACT = BigInt(Number.MAX_SAFE_INTEGER)
/** Base-10,000 digits of the whole part of a number that is being written, least significant first. */
const groups = new Int16Array(16)

const START_OF_2000_MS = 946_684_800_000
const days = new Map<string, number>()

function daysSince2000(date: string): number {
  let known = days.get(date)
  if (known === undefined) {
    known = (Date.parse(`${date}T00:00:00Z`) - START_OF_2000_MS) / 86_400_000
    if (!Number.isInteger(known)) throw new RangeError(`${date} is not a date`)
    if (days.size > 10_000) days.clear()
    days.set(date, known)
  }
  return known
}

/** jsonb values keep 64-bit integers as strings: JSON numbers lose them. */
function jsonText(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value)
  } catch {
    // A bigint inside; the replacer makes every other value three times as dear, so it is not the first choice.
    return JSON.stringify(value, bigintAsString)
  }
}

export function bigintAsString(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

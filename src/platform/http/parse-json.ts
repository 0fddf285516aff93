import { isUtf8 } from 'node:buffer'
import type { Problem } from './problems.ts'

/** Deeper nesting than any document of ours; keeps recursive readers off the end of the stack. */
export const MAX_DEPTH = 64

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Problem; readonly position: Position }

/** Of the first error: byte offset, and line and column counted from 1. */
export interface Position {
  readonly offset: number
  readonly line: number
  readonly column: number
}

// A member named __proto__, and text that PostgreSQL cannot hold: looked for only when these characters occur.
const SUSPECT = /__proto__|\\u(?:0000|005[fF]|[dD][89a-fA-F])|constructor/

/**
 * Parses a JSON body. Refuses, with a position, what is not UTF-8 or not JSON, is nested too deeply, names a member
 * twice, contains members that could change a prototype, or text with NUL or half a surrogate pair.
 */
export function parseJson(bytes: Buffer): ParsedJson {
  if (!isUtf8(bytes)) return fault(bytes, firstBadByte(bytes), 'not_utf8', 'The body is not valid UTF-8.')
  const { deep, members } = scan(bytes)
  if (deep >= 0) return fault(bytes, deep, 'too_deep', `JSON may be nested ${MAX_DEPTH} levels deep.`)
  const text =
    bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
      ? bytes.toString('utf8', 3)
      : bytes.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const at = firstJsonError(text)
    const message = at >= text.length ? 'The JSON ends too early.' : 'This is not JSON.'
    return fault(bytes, offsetOf(bytes, text, at), 'not_json', message)
  }
  // JSON.parse keeps the last of members that have one name: then fewer are left than were written.
  if (membersOf(value) !== members) {
    const found = findName(text, (_path, repeated) => repeated)
    if (found) {
      const message = 'A member of this name came before in the same object.'
      return fault(bytes, offsetOf(bytes, text, found.at), 'repeated_member', message, found.path)
    }
  }
  if (SUSPECT.test(text)) {
    const unsafe = unsafeMember(value, '')
    if (unsafe !== undefined) {
      const found = findName(text, (path) => path === unsafe.path)
      const offset = offsetOf(bytes, text, found?.at ?? 0)
      return fault(bytes, offset, unsafe.code, unsafe.message, unsafe.path)
    }
  }
  return { ok: true, value }
}

/** Byte offset of a character; a byte order mark stands before the text. */
function offsetOf(bytes: Buffer, text: string, at: number): number {
  return bytes.length - Buffer.byteLength(text) + Buffer.byteLength(text.slice(0, at))
}

function fault(bytes: Buffer, offset: number, code: string, message: string, path = ''): ParsedJson {
  let line = 1
  let start = 0
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) {
    line += 1
    start = at + 1
  }
  const column = bytes.toString('utf8', start, offset).length + 1
  return { ok: false, problem: { path, code, message }, position: { offset, line, column } }
}

function firstBadByte(bytes: Buffer): number {
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    // A prefix may end inside a character; that is not yet an error.
    let cut = middle
    while (cut > 0 && middle - cut < 3 && (bytes[cut - 1]! & 0xc0) === 0x80) cut -= 1
    if (cut > 0 && bytes[cut - 1]! >= 0xc0) cut -= 1
    if (isUtf8(bytes.subarray(0, middle)) || isUtf8(bytes.subarray(0, cut))) low = middle
    else high = middle - 1
  }
  while (low > 0 && !isUtf8(bytes.subarray(0, low))) low -= 1
  return low
}

/**
 * Offset at which the nesting passes MAX_DEPTH, or -1, and how many members are written. Strings are skipped; the text
 * need not be valid JSON.
 */
function scan(bytes: Buffer): { deep: number; members: number } {
  let depth = 0
  let members = 0
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i]!
    if (byte === 0x22) {
      i += 1
      while (i < bytes.length && bytes[i] !== 0x22) i += bytes[i] === 0x5c ? 2 : 1
    } else if (byte === 0x3a) {
      members += 1
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1
      if (depth > MAX_DEPTH) return { deep: i, members }
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1
    }
  }
  return { deep: -1, members }
}

/** Members of all objects in a parsed value. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += membersOf(item)
    return count
  }
  for (const name in value) {
    count += 1
    const member = (value as Record<string, unknown>)[name]
    if (typeof member === 'object') count += membersOf(member)
  }
  return count
}

/** What is wrong with a text that the database cannot hold, wherever it came in. */
export function unstorable(text: string, path: string): Problem | undefined {
  if (!text.includes('\0') && text.isWellFormed()) return undefined
  const message = 'Text must not contain NUL or half a surrogate pair.'
  return { path, code: 'text_not_storable', message }
}

function unsafeMember(value: unknown, path: string): Problem | undefined {
  if (typeof value === 'string') return unstorable(value, path)
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      const problem = unsafeMember(value[i], `${path}/${i}`)
      if (problem !== undefined) return problem
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      const at = `${path}/${escapePointer(key)}`
      const badName = unsafeMember(key, at)
      if (badName !== undefined) return badName
      const poisons =
        key === '__proto__' ||
        (key === 'constructor' &&
          typeof member === 'object' &&
          member !== null &&
          Object.hasOwn(member, 'prototype'))
      if (poisons)
        return { path: at, code: 'forbidden_member', message: `A member must not be named ${key}.` }
      const problem = unsafeMember(member, at)
      if (problem !== undefined) return problem
    }
  }
  return undefined
}

/** Writes one token of a JSON Pointer (RFC 6901). */
export function escapePointer(token: string): string {
  return token.includes('~') || token.includes('/')
    ? token.replaceAll('~', '~0').replaceAll('/', '~1')
    : token
}

const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|"((?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null)(?![0-9A-Za-z.]))/y

/**
 * The first member or item of a valid JSON text that `wanted` takes, by its JSON Pointer and whether its name came
 * before in the same object; `at` is the index of its name, or of the item. Runs only for what is refused.
 */
function findName(
  text: string,
  wanted: (path: string, repeated: boolean) => boolean,
): { path: string; at: number } | undefined {
  const open: { path: string; names: Set<string> | undefined; count: number }[] = []
  let path = ''
  let isName = false
  TOKEN.lastIndex = 0
  for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
    const mark = token[1]
    const inside = open.at(-1)
    const at = TOKEN.lastIndex - token[0].trimStart().length
    if (mark === '}' || mark === ']') {
      open.pop()
      continue
    }
    if (mark === ',') {
      isName = inside?.names !== undefined
      continue
    }
    if (mark === ':') continue
    if (isName) {
      const name = JSON.parse(`"${token[2]!}"`) as string
      path = `${inside!.path}/${escapePointer(name)}`
      if (wanted(path, inside!.names!.has(name))) return { path, at }
      inside!.names!.add(name)
      isName = false
      continue
    }
    if (inside && inside.names === undefined) {
      path = `${inside.path}/${inside.count++}`
      if (wanted(path, false)) return { path, at }
    } else if (!inside && wanted('', false)) return { path: '', at }
    if (mark === '{' || mark === '[') {
      open.push({ path, names: mark === '{' ? new Set() : undefined, count: 0 })
      isName = mark === '{'
    }
  }
  return undefined
}

/** Index of the first character that cannot be JSON; V8 tells none. Runs only after JSON.parse has failed. */
function firstJsonError(text: string): number {
  const stack: string[] = []
  // What may come: a value; a value or `]`; a key; a key or `}`; `:`; `,` or the end of what is open.
  let expect: 'value' | 'item' | 'key' | 'member' | 'colon' | 'next' = 'value'
  TOKEN.lastIndex = 0
  for (;;) {
    const before = TOKEN.lastIndex
    let start = before
    while (start < text.length && ' \t\n\r'.includes(text[start]!)) start += 1
    if (start >= text.length) return text.length
    if (stack.length === 0 && expect === 'next') return start
    TOKEN.lastIndex = before
    const token = TOKEN.exec(text)
    if (token === null) return text[start] === '"' ? unclosedString(text, start) : start
    const mark = token[1]
    const isString = text[start] === '"'
    const wantsValue = expect === 'value' || expect === 'item'
    if (expect === 'colon') {
      if (mark !== ':') return start
      expect = 'value'
    } else if (expect === 'next') {
      const open = stack.at(-1)
      if (mark === ',') expect = open === '{' ? 'key' : 'value'
      else if (mark === (open === '{' ? '}' : ']')) stack.pop()
      else return start
    } else if (mark === '}' && expect === 'member') {
      stack.pop()
      expect = 'next'
    } else if (mark === ']' && expect === 'item') {
      stack.pop()
      expect = 'next'
    } else if (wantsValue && (mark === '{' || mark === '[')) {
      stack.push(mark)
      expect = mark === '{' ? 'member' : 'item'
    } else if (wantsValue && mark === undefined) {
      expect = 'next'
    } else if (!wantsValue && isString) {
      expect = 'colon'
    } else {
      return start
    }
  }
}

function unclosedString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text.charCodeAt(i) < 0x20) return i
    if (text[i] === '"') return i
    if (text[i] === '\\') {
      if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(i, i + 6))) return i
      i += 1
    }
  }
  return text.length
}

import type { TObject } from 'typebox'
import { ImportRefused } from './importer.ts'

/** A schema as plain data. */
type Plain = {
  type?: string
  properties?: Record<string, Plain>
  patternProperties?: Record<string, Plain>
  anyOf?: Plain[]
  items?: Plain
  const?: unknown
  required?: string[]
}

/** A column of a file: where its cells go, and how their text becomes a value. */
export interface Column {
  name: string
  path: readonly string[]
  read(text: string): unknown
}

/**
 * Columns for the header of a file: each is the name of a field as the API has it, with a dot for what is inside
 * (`custom.color`, `unitPrice.amount`). Money may also stand in one cell: `12.50 GBP`; a list stands in one, too:
 * as JSON, or as words with `|` or a line break between them. An object may be JSON as well.
 *
 * @throws ImportRefused with everything that is wrong with the header
 */
export function columnsOf(header: readonly string[], schema: TObject): Column[] {
  const root = schema as Plain
  const wrong: string[] = []
  const columns: Column[] = []
  const seen = new Set<string>()
  for (const cell of header) {
    const name = cell.trim()
    const path = name.split('.')
    const field = path.some((part) => part === '' || part === '__proto__') ? undefined : fieldAt(root, path)
    if (seen.has(name)) wrong.push(`The column "${name}" stands twice.`)
    else if (!field) wrong.push(`There is no field "${name}".`)
    else columns.push({ name, path, read: readerOf(field) })
    seen.add(name)
  }
  for (const required of root.required ?? []) {
    const there = columns.some((column) => column.path[0] === required)
    if (!there) wrong.push(`The column "${required}" is missing.`)
  }
  if (wrong.length > 0) {
    wrong.push(`Columns are named as in the API: ${fieldNames(root).join(', ')}.`)
    throw new ImportRefused(wrong)
  }
  return columns
}

/** The object that a row describes; empty cells are absent. */
export function objectOf(columns: readonly Column[], cells: readonly string[]): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  columns.forEach(({ path, read }, index) => {
    const text = (cells[index] ?? '').trim()
    if (text === '') return
    let at = made
    for (const part of path.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>
    at[path.at(-1)!] = read(text)
  })
  return made
}

/** The column that a problem's JSON Pointer means: the nearest that the file has, else the field's own name. */
export function columnOf(columns: readonly Column[], pointer: string): string {
  const parts = pointer.split('/').slice(1)
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.')
    if (columns.some((column) => column.name === name)) return name
  }
  return parts.join('.')
}

function fieldAt(schema: Plain, path: readonly string[]): Plain | undefined {
  let at: Plain | undefined = schema
  for (const part of path) {
    const object: Plain | undefined = at?.anyOf?.find((branch) => branch.properties) ?? at
    if (object?.properties && Object.hasOwn(object.properties, part)) at = object.properties[part]
    else if (object?.patternProperties) at = Object.values(object.patternProperties)[0]
    else return undefined
  }
  return at
}

function fieldNames(schema: Plain): string[] {
  return Object.entries(schema.properties ?? {}).map(([name, field]) =>
    field.patternProperties ? `${name}.…` : name,
  )
}

/** A list stands in its cell as JSON, or as words with `|` or a line break between them. */
function listOf(text: string, items: Plain | undefined): unknown {
  if (text.startsWith('[')) return parsed(text)
  const words = text.split(/[|\n]/).map((part) => part.trim())
  return items ? words.map(readerOf(items)) : words
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}

/** A text that does not fit is handed on as it is: the schema then says what is wrong with it. */
function readerOf(field: Plain): (text: string) => unknown {
  const forms = field.anyOf ?? [field]
  const has = (type: string) => forms.some((form) => form.type === type)
  const isMoney = forms.some((form) => form.properties?.['amount'] && form.properties['currency'])
  return (text) => {
    if (has('null') && text.toLowerCase() === 'none') return null
    if (has('array')) return listOf(text, forms.find((form) => form.type === 'array')?.items)
    if (has('object') && text.startsWith('{')) return parsed(text)
    if (has('integer') && /^-?\d{1,15}$/.test(text)) return Number(text)
    // What may be a decimal string, too, stays one: it loses nothing.
    if (has('number') && !has('string') && /^-?\d{1,9}(\.\d{1,9})?$/.test(text)) return Number(text)
    if (has('boolean')) {
      const word = text.toLowerCase()
      if (['true', 'yes', '1'].includes(word)) return true
      if (['false', 'no', '0'].includes(word)) return false
    }
    if (isMoney) {
      // Without a currency it is an amount: the schema then says what is missing.
      const [, amount, currency] = /^(\S+)(?: ([A-Z]{3}))?$/.exec(text) ?? []
      if (amount !== undefined) return currency === undefined ? { amount } : { amount, currency }
    }
    return text
  }
}

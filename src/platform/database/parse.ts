import type { LockClass, Param, ParamType } from './statement.ts'
import { LOCK_CLASSES } from './statement.ts'

export interface ParsedStatement {
  name: string
  kind: 'read' | 'write' | 'lock'
  lockClass: LockClass
  text: string
  params: Param[]
  /** True when the parameters are the columns of `:rows(…)`. */
  rows: boolean
  nullable: Set<string>
  notNull: Set<string>
  comment: string[]
}

const head = /^-- name: ([a-z][a-z0-9_]*) :(read|write|lock)(?: ([a-z_]+))?$/
const aliases: Record<string, ParamType> = {
  int8: 'bigint',
  int: 'integer',
  int4: 'integer',
  bool: 'boolean',
}

/** Splits a `.sql` file into its statements. @throws with file and line on anything it does not know. */
export function parseStatements(source: string, file: string): ParsedStatement[] {
  const statements: ParsedStatement[] = []
  let current: ParsedStatement | undefined
  let body: string[] = []
  const finish = () => {
    if (!current) return
    const { text, params, rows } = bind(body.join('\n').trim().replace(/;$/, ''), `${file}: ${current.name}`)
    if (current.kind !== 'read' && !rows) throw new Error(`${file}: ${current.name} needs one :rows(…)`)
    statements.push({ ...current, text, params, rows })
  }
  for (const line of source.split('\n')) {
    const match = head.exec(line)
    if (match) {
      finish()
      const lockClass = (match[3] ?? 'insert') as LockClass
      if (!LOCK_CLASSES.includes(lockClass)) throw new Error(`${file}: unknown lock class ${lockClass}`)
      current = {
        name: match[1]!,
        kind: match[2] as ParsedStatement['kind'],
        lockClass,
        text: '',
        params: [],
        rows: false,
        nullable: new Set(),
        notNull: new Set(),
        comment: [],
      }
      body = []
    } else if (line.startsWith('-- name:')) {
      throw new Error(`${file}: cannot read "${line}"`)
    } else if (current && line.startsWith('-- null:')) {
      for (const name of line.slice(8).split(',')) current.nullable.add(name.trim())
    } else if (current && line.startsWith('-- notnull:')) {
      for (const name of line.slice(11).split(',')) current.notNull.add(name.trim())
    } else if (current && body.length === 0 && line.startsWith('--')) {
      current.comment.push(line.slice(2).trim())
    } else if (current) {
      body.push(line)
    }
  }
  finish()
  return statements
}

function bind(source: string, where: string): { text: string; params: Param[]; rows: boolean } {
  const params: Param[] = []
  const index = new Map<string, number>()
  let rows = false
  const add = (name: string, type: string, array: boolean): number => {
    const known = index.get(name)
    if (known !== undefined) return known
    params.push({ name: camel(name), type: (aliases[type] ?? type) as ParamType, array })
    index.set(name, params.length)
    return params.length
  }
  let text = source.replace(/:rows\(([^)]*)\)/g, (_all, columns: string) => {
    if (rows) throw new Error(`${where}: more than one :rows`)
    rows = true
    const parsed = columns
      .split(',')
      .map((column) => column.trim().split(/\s+/))
      .map(([name, type]) => ({ name: name!, type: type! }))
    // In the select list, not in `from`: there each array goes through a store of tuples of its own, which costs a
    // third of the insert of a row of ten columns.
    const arrays = parsed.map(({ name, type }) => `unnest($${add(name, type, true)}::${type}[]) as ${name}`)
    return `(select ${arrays.join(', ')}) as r`
  })
  text = text.replace(
    /(?<![:\w]):([a-z][a-z0-9_]*)::([a-z0-9]+)(\[\])?/g,
    (_all, name: string, type: string, array?: string) => {
      return `$${add(name, type, array !== undefined)}::${type}${array ?? ''}`
    },
  )
  const stray = /(?<![:\w]):([a-z]\w*)/.exec(text)
  if (stray) throw new Error(`${where}: parameter :${stray[1]} needs its type`)
  return { text, params, rows }
}

export function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())
}

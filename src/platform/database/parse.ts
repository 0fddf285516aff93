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
  let places = 0
  let rows = false
  const add = (name: string, type: string, array: boolean): number => {
    const known = index.get(name)
    if (known !== undefined) return known
    params.push({ name: camel(name), type: (aliases[type] ?? type) as ParamType, array })
    index.set(name, ++places)
    return places
  }
  const addList = (name: string, type: string): { items: string; ends: string } => {
    params.push({ name: camel(name), type: (aliases[type] ?? type) as ParamType, array: true, list: true })
    places += 2
    return { items: `$${places - 1}::${type}[]`, ends: `$${places}::integer[]` }
  }
  let text = source.replace(/:rows\(([^)]*)\)/g, (_all, columns: string) => {
    if (rows) throw new Error(`${where}: more than one :rows`)
    rows = true
    const arrays: string[] = []
    const picked: string[] = []
    let first: string | undefined
    let lists = false
    for (const column of columns.split(',')) {
      const [name, type] = column.trim().split(/\s+/) as [string, string]
      if (type.endsWith('[]')) {
        const { items, ends } = addList(name, type.slice(0, -2))
        // A slice of what was sent costs no more than its own length while nothing in it is null.
        picked.push(`(${items})[coalesce((${ends})[u.place - 1], 0) + 1 : (${ends})[u.place]] as ${name}`)
        lists = true
      } else {
        const array = `$${add(name, type, true)}::${type}[]`
        first ??= array
        arrays.push(`unnest(${array}) as ${name}`)
        picked.push(`u.${name}`)
      }
    }
    // In the select list, not in `from`: there each array goes through a store of tuples of its own, which costs a
    // third of the insert of a row of ten columns.
    const select = `select ${arrays.join(', ')}`
    if (!lists) return `(${select}) as r`
    return `(select ${picked.join(', ')} from (${select}, generate_subscripts(${first}, 1) as place) as u) as r`
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

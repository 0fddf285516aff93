import { mayRead, type ModuleMap, readModuleMap } from '../module-map.ts'
import { lineAt, type Problem, type Tree } from '../tree.ts'

const MIGRATION = /^db\/migrations\/(\d{4})_([a-z]+)_[a-z0-9_]+\.sql$/
const STATEMENT_FILE = /^src\/([a-z]+)\/.*\.sql$/
const CLOCKS =
  /\b(?:(?:now|transaction_timestamp|statement_timestamp|timeofday)\s*\(\s*\)|(?:current_timestamp|current_date|current_time|localtimestamp|localtime)\b)/gi
const DATABASE_CLOCK = /\bclock_timestamp\s*\(\s*\)/gi

const INDEX =
  /\bcreate\s+(?:unique\s+)?index\s+(?!concurrently\b)(?:if\s+not\s+exists\s+)?\w*\s*on\s+(?:only\s+)?([\w.]+)/gi
const CHANGED_COLUMN =
  /\b(?:drop\s+column|rename\s+(?:column\s+)?(?:(?!to\b|constraint\b)\w+)\s+to|alter\s+(?:column\s+)?\w+\s+(?:set\s+data\s+)?type)\b/gi
/** Migrations before this one were written when nobody had data. */
const FIRST_WITHOUT_LOCKING_BUILDS = 97

/**
 * Who may touch which schema. A statement of src/<module>/ reaches its own schema, and public views that
 * module-map.json allows; it writes and locks its own rows only. A migration of a module touches its schema alone.
 * No SQL reads a clock: time comes as a parameter. Only platform may ask the database's own clock. A migration does not
 * keep writers out while it builds an index, and says that it breaks older processes when it takes a column from them.
 */
export function checkSql(tree: Tree): Problem[] {
  const map = readModuleMap(tree)
  const problems: Problem[] = []
  const numbers = new Map<string, string>()
  for (const file of tree.paths) {
    if (file.startsWith('db/migrations/') && file.endsWith('.sql')) {
      const match = MIGRATION.exec(file)
      const owner = match?.[2] ?? ''
      if (!match || !map.modules[owner]) {
        problems.push({ file, message: 'a migration is named NNNN_<module>_<what>.sql' })
        continue
      }
      const twin = numbers.get(match[1]!)
      if (twin) problems.push({ file, message: `carries the same number as ${twin}` })
      numbers.set(match[1]!, file)
      problems.push(...checkText(map, owner, file, tree.text(file), 'migration'))
      if (Number(match[1]) >= FIRST_WITHOUT_LOCKING_BUILDS)
        problems.push(...checkBuilds(file, tree.text(file)))
      problems.push(...checkBreaking(file, tree.text(file)))
    } else if (STATEMENT_FILE.test(file)) {
      const owner = STATEMENT_FILE.exec(file)![1]!
      if (map.modules[owner]) problems.push(...checkText(map, owner, file, tree.text(file), 'statements'))
    } else if (
      /^src\/[a-z]+\/.*\.ts$/.test(file) &&
      !/\.(?:test|sql)\.ts$|^src\/(?:platform|cli)\//.test(file)
    ) {
      problems.push(...checkNoSqlIn(map, file, tree.text(file)))
    }
  }
  return problems
}

function checkText(
  map: ModuleMap,
  owner: string,
  file: string,
  source: string,
  kind: 'migration' | 'statements',
): Problem[] {
  const problems: Problem[] = []
  const complain = (index: number, message: string): void =>
    void problems.push({ file, line: lineAt(source, index), message })
  const text = blankCommentsAndStrings(source)

  for (const match of text.matchAll(CLOCKS)) {
    if (/^now/i.test(match[0]) && text[match.index - 1] === '.') continue
    complain(match.index, `reads a clock (${match[0]}): time comes as a parameter`)
  }
  if (owner !== 'platform') {
    for (const match of text.matchAll(DATABASE_CLOCK))
      complain(match.index, 'only platform asks the database for its time')
  }

  const schemas = Object.keys(map.modules)
  // What stands may have to be counted anew from what others keep: a migration that reads them says so in its head.
  const told = new Set(/^--.*\bReads: ([\w, ]+)\./m.exec(source)?.[1]!.split(', '))
  for (const reference of references(text, schemas)) {
    const { schema, relation, index, verb } = reference
    if (schema === owner) continue
    if (kind === 'migration') {
      if (verb !== 'read' || !told.has(schema))
        complain(index, `a migration of ${owner} touches ${schema}.${relation}`)
    } else if (verb !== 'read') {
      complain(index, `${owner} ${verb} ${schema}.${relation}: a module changes its own schema only`)
    } else if (!mayRead(map, owner, schema, relation)) {
      complain(index, `${owner} reads ${schema}.${relation}, which module-map.json does not allow`)
    }
  }
  if (kind === 'migration') {
    for (const match of text.matchAll(/\bcreate\s+schema\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/gi)) {
      if (match[1] !== owner) complain(match.index, `a migration of ${owner} creates the schema ${match[1]}`)
    }
    const created =
      /\bcreate\s+(?:or\s+replace\s+)?(?:unlogged\s+)?(table|view|materialized\s+view|sequence|type|domain|function|procedure)\s+(?:if\s+not\s+exists\s+)?("?\w+"?)(\s*\.)?/gi
    for (const match of text.matchAll(created)) {
      if (!match[3]) complain(match.index, `${match[1]} ${match[2]} is created without its schema`)
    }
  }
  return problems
}

/** An index on a table that may be full is built concurrently: a plain build keeps writers out until it is done. */
function checkBuilds(file: string, source: string): Problem[] {
  const text = blankCommentsAndStrings(source)
  const made = new Set(
    Array.from(
      text.matchAll(/\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w.]+)/gi),
      (one) => one[1],
    ),
  )
  return [...text.matchAll(INDEX)]
    .filter((one) => !made.has(one[1]))
    .map((one) => ({
      file,
      line: lineAt(text, one.index),
      message: `an index on ${one[1]}, which stands already, is built concurrently, in a migration of its own with "-- Transaction: none"`,
    }))
}

/** An older process names the columns it knows: without them, or with others of that name, its statements fail. */
function checkBreaking(file: string, source: string): Problem[] {
  if (!/\bBreaking:\s*no\b/i.test(source)) return []
  const text = blankCommentsAndStrings(source)
  return [...text.matchAll(CHANGED_COLUMN)].map((one) => ({
    file,
    line: lineAt(text, one.index),
    message: `"${one[0]}" breaks older processes, and the head says "Breaking: no"`,
  }))
}

type Reference = { schema: string; relation: string; index: number; verb: 'read' | 'writes' | 'locks' }

const WRITES =
  /(?:\binsert\s+into|\bdelete\s+from(?:\s+only)?|\bmerge\s+into|\btruncate(?:\s+table)?|(?<!\b(?:do|key|for|on|or|before|after)\s+)\bupdate(?:\s+only)?)\s+$/i
const LOCKS = /\bfor\s+(?:no\s+key\s+)?(?:update|share|key\s+share)\b(?!\s+of\b)/i

/** Every `schema.relation` of a text without comments and strings, and what its statement does to it. */
function references(text: string, schemas: string[]): Reference[] {
  const found: Reference[] = []
  const name = new RegExp(`(?<![\\w.$"])"?(${schemas.join('|')})"?\\s*\\.\\s*"?([a-z_]\\w*)"?`, 'gi')
  let start = 0
  for (const statement of text.split(';')) {
    const locks = LOCKS.test(statement)
    for (const match of statement.matchAll(name)) {
      const writes = WRITES.test(statement.slice(Math.max(0, match.index - 60), match.index))
      const verb = writes ? 'writes' : locks ? 'locks' : 'read'
      // platform's functions (platform.verify) are for everyone; its tables are not.
      const isCall = verb !== 'writes' && /^\s*\(/.test(statement.slice(match.index + match[0].length))
      if (isCall && match[1]!.toLowerCase() === 'platform') continue
      found.push({
        schema: match[1]!.toLowerCase(),
        relation: match[2]!.toLowerCase(),
        index: start + match.index,
        verb,
      })
    }
    start += statement.length + 1
  }
  return found
}

/**
 * Replaces comments and string literals by blanks, so that every index stays. Bodies between dollar quotes are kept:
 * they are SQL themselves.
 */
export function blankCommentsAndStrings(source: string): string {
  const token = /--[^\n]*|\/\*|'(?:[^']|'')*'/g
  let out = ''
  let at = 0
  for (let match = token.exec(source); match; match = token.exec(source)) {
    let end = token.lastIndex
    if (match[0] === '/*') end = endOfBlockComment(source, match.index)
    out += source.slice(at, match.index) + source.slice(match.index, end).replace(/[^\n]/g, ' ')
    at = end
    token.lastIndex = end
  }
  return out + source.slice(at)
}

/** PostgreSQL's block comments nest. */
function endOfBlockComment(source: string, start: number): number {
  let depth = 0
  const edge = /\/\*|\*\//g
  edge.lastIndex = start
  for (let match = edge.exec(source); match; match = edge.exec(source)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return edge.lastIndex
  }
  return source.length
}

/** A module's SQL stands in .sql files, where the rules above see it. */
function checkNoSqlIn(map: ModuleMap, file: string, source: string): Problem[] {
  const schemas = Object.keys(map.modules).join('|')
  const pattern = new RegExp(
    `\\b(?:from|join|into|update|truncate)\\s+(?:only\\s+)?(?:${schemas})\\.[a-z_]+\\b`,
    'gi',
  )
  return [...source.matchAll(pattern)]
    .filter(
      (match) =>
        !/^\s*(?:\/?\*|\/\/)/.test(source.slice(source.lastIndexOf('\n', match.index) + 1, match.index)),
    )
    .map((match) => ({
      file,
      line: lineAt(source, match.index),
      message: `SQL ("${match[0]}") stands in a .sql file, not in code`,
    }))
}

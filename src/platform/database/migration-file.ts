import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

/** A file of db/migrations. */
export interface Migration {
  name: string
  text: string
  checksum: string
  /** Set by the line `-- Transaction: none` in its head: its statements run one by one, outside a transaction. */
  alone: Step[] | undefined
}

/** A statement that may run outside a transaction, because a try that broke can be mended and done again. */
export interface Step {
  text: string
  /** The index that it builds; undefined: it drops one. */
  builds: { schema: string; index: string } | undefined
}

const FOLDER = new URL('../../../db/migrations/', import.meta.url)
const HEAD = /^(?:--[^\n]*\n)*-- Transaction: none\b/
const BUILD = /^create\s+(?:unique\s+)?index\s+concurrently\s+([a-z_]\w*)\s+on\s+([a-z_]\w*)\.[a-z_]\w*[\s(]/i
const DROP = /^drop\s+index\s+concurrently\s+if\s+exists\s+[a-z_]\w*\.[a-z_]\w*$/i

/** All migrations in their order. @throws when one that runs outside a transaction holds what cannot be done twice */
export async function loadMigrations(folder: URL = FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8')
      const checksum = createHash('sha256').update(text).digest('hex')
      return { name, text, checksum, alone: HEAD.test(text) ? stepsOf(name, text) : undefined }
    }),
  )
}

function stepsOf(name: string, text: string): Step[] {
  const statements = text
    .replaceAll(/--[^\n]*/g, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
  return statements.map((statement) => {
    const [, index, schema] = BUILD.exec(statement) ?? []
    if (index === undefined && !DROP.test(statement)) {
      throw new Error(
        `Migration ${name} runs outside a transaction, so each of its statements is "create index concurrently <name> on <schema>.<table> …" or "drop index concurrently if exists <schema>.<name>", not: ${statement.slice(0, 80)}`,
      )
    }
    return { text: statement, builds: index === undefined ? undefined : { schema: schema!, index } }
  })
}

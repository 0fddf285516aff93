import { readFile, readdir, writeFile } from 'node:fs/promises'
import { basename, dirname, relative } from 'node:path'
import pg from 'pg'
import { camel, parseStatements, type ParsedStatement } from '../../src/platform/database/index.ts'

const root = new URL('../../', import.meta.url)

const tsTypes: Record<string, string> = {
  bigint: 'bigint',
  integer: 'number',
  smallint: 'number',
  numeric: 'bigint',
  text: 'string',
  boolean: 'boolean',
  date: 'string',
  timestamptz: 'Date',
  jsonb: 'Json',
  bytea: 'Buffer',
  uuid: 'string',
}
const oids: Record<number, string> = {
  16: 'boolean',
  17: 'Buffer',
  20: 'bigint',
  21: 'number',
  23: 'number',
  25: 'string',
  114: 'Json',
  1043: 'string',
  701: 'number',
  1082: 'string',
  1184: 'Date',
  1700: 'bigint',
  2950: 'string',
  3802: 'Json',
  19: 'string',
  1000: 'boolean[]',
  1007: 'number[]',
  1009: 'string[]',
  1016: 'bigint[]',
  1182: 'string[]',
  1231: 'bigint[]',
  2278: 'void',
}

/**
 * Writes `<noun>.sql.ts` beside every `.sql` file of src: each statement is run with null parameters against a
 * migrated database and rolled back, so a statement that does not fit the schema fails here.
 *
 * @returns the files whose content differs from what stands on disk
 */
export async function generateSql(adminUrl: string, { write }: { write: boolean }): Promise<string[]> {
  const files = (await readdir(new URL('src/', root), { recursive: true }))
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const stale = new Map<string, string>()
  const failures: string[] = []
  try {
    const nullability = await columnNullability(client)
    for (const file of files) {
      const source = await readFile(new URL(`src/${file}`, root), 'utf8')
      if (!source.includes('-- name:')) continue
      const output = await describeFile(client, file, source, nullability, failures)
      const target = new URL(`src/${file}.ts`, root)
      const before = await readFile(target, 'utf8').catch(() => '')
      if (before !== output) {
        stale.set(`src/${file}.ts`, output)
      }
    }
  } finally {
    await client.end()
  }
  // Nothing is written unless every statement fits: a half-migrated database must not blank good files.
  if (failures.length > 0) throw new Error(failures.join('\n'))
  if (write) for (const [file, output] of stale) await writeFile(new URL(file, root), output)
  return [...stale.keys()]
}

async function describeFile(
  client: pg.Client,
  file: string,
  source: string,
  nullability: Map<string, boolean>,
  failures: string[],
): Promise<string> {
  const module = file.split('/').slice(0, -1).join('.')

  const statements = parseStatements(source, `src/${file}`)
  const parts: string[] = []
  for (const [sequence, statement] of statements.entries()) {
    try {
      const fields = await resultFields(client, statement, nullability)
      parts.push(render(statement, `${module}.${statement.name}`, sequence, fields))
    } catch (error) {
      failures.push(`src/${file}: ${statement.name}: ${(error as Error).message}`)
    }
  }
  const from = (target: string) => {
    const path = relative(dirname(file), target)
    return path.startsWith('.') ? path : `./${path}`
  }
  const text = parts.join('\n')
  const imports = ['ReadStatement', 'WriteStatement'].filter((name) => text.includes(name))
  const lines = [`// Written by \`npm run generate\` from ${basename(file)}; do not edit.`]
  if (imports.length > 0)
    lines.push(`import type { ${imports.join(', ')} } from '${from('platform/database/index.ts')}'`)
  if (/\bJson\b/.test(text)) lines.push(`import type { Json } from '${from('platform/json.ts')}'`)
  return `${lines.join('\n')}\n\n${text}`
}

async function resultFields(
  client: pg.Client,
  statement: ParsedStatement,
  nullability: Map<string, boolean>,
): Promise<string[]> {
  await client.query('begin')
  try {
    const result = await client.query({
      text: statement.text,
      values: statement.params.flatMap((param) => (param.list ? [null, null] : [null])),
    })
    return result.fields
      .filter((field) => oids[field.dataTypeID] !== 'void')
      .map((field) => {
        const type = oids[field.dataTypeID]
        if (!type)
          throw new Error(`column ${field.name} has a type the generator does not know (${field.dataTypeID})`)
        const fromTable = nullability.get(`${field.tableID}.${field.columnID}`) ?? false
        const nullable =
          statement.nullable.has(field.name) || (fromTable && !statement.notNull.has(field.name))
        return `${field.name}: ${type}${nullable ? ' | null' : ''}`
      })
  } finally {
    await client.query('rollback')
  }
}

async function columnNullability(client: pg.Client): Promise<Map<string, boolean>> {
  const result = await client.query<{ key: string; nullable: boolean }>(
    `select attrelid || '.' || attnum as key, not attnotnull as nullable from pg_attribute
     join pg_class on pg_class.oid = attrelid join pg_namespace n on n.oid = relnamespace
     where attnum > 0 and nspname !~ '^pg_' and nspname <> 'information_schema'`,
  )
  return new Map(result.rows.map((row) => [row.key, row.nullable]))
}

function render(statement: ParsedStatement, name: string, sequence: number, fields: string[]): string {
  const params = statement.params.map((param) => {
    const type = tsTypes[param.type]
    if (!type)
      throw new Error(`parameter ${param.name} has a type the generator does not know (${param.type})`)
    if (param.list) return `${param.name}: readonly (${type} | null)[] | null`
    if (statement.rows && param.array) return `${param.name}: ${type} | null`
    return `${param.name}: ${param.array ? `readonly ${type === 'Json' ? 'Json' : type}[]` : `${type} | null`}`
  })
  const kind = statement.kind === 'read' ? 'ReadStatement' : 'WriteStatement'
  const row = fields.length > 0 ? `{ ${fields.join('; ')} }` : 'never'
  const comment =
    statement.comment.length > 0 ? `/** ${statement.comment.join(' ').replaceAll('*/', '*\\/')} */\n` : ''
  const list = statement.params
    .map(
      (param) =>
        `    { name: '${param.name}', type: '${param.type}', array: ${param.array}${param.list ? ', list: true' : ''} },\n`,
    )
    .join('')
  return `${comment}export const ${camel(statement.name)}: ${kind}<{ ${params.join('; ')} }, ${row}> = {
  name: '${name}',
  kind: '${statement.kind}',
  lockClass: '${statement.lockClass}',
  sequence: ${sequence},
  params: [
${list}  ],
  text: ${JSON.stringify(statement.text)},
}
`
}

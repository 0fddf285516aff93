/** Writes dumped rows with no decision: `floor-process.ts unnest|copy <url> <stage:file> …`. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { Database, encodeArray, type Connection, type ParamType } from '../../src/platform/database/index.ts'
import { parseNumeric } from '../../src/platform/money.ts'
import type { Dumped } from '../floor.ts'

const types: Readonly<Record<string, ParamType>> = {
  'timestamp with time zone': 'timestamptz',
  bigint: 'bigint',
  integer: 'integer',
  smallint: 'smallint',
  boolean: 'boolean',
  date: 'date',
  jsonb: 'jsonb',
  bytea: 'bytea',
  numeric: 'numeric',
}

/** An array inside a row travels as text: unnest would take it apart. */
const typeOf = (sqlType: string): ParamType => types[sqlType.replace(/\(.*\)/, '')] ?? 'text'

function decode(type: ParamType, text: string | null): unknown {
  if (text === null) return null
  switch (type) {
    case 'bigint':
      return BigInt(text)
    case 'numeric':
      return parseNumeric(text)
    case 'integer':
    case 'smallint':
      return Number(text)
    case 'boolean':
      return text === 'true' || text === 't'
    case 'timestamptz':
      return new Date(text)
    case 'bytea':
      return Buffer.from(text.slice(2), 'hex')
    default:
      return text
  }
}

const [kind, url, ...names] = process.argv.slice(2) as [string, string, ...string[]]
const files = names.map((name) => {
  const [stage, file] = name.split(/:(.*)/s) as [string, string]
  const dumped = JSON.parse(readFileSync(file, 'utf8')) as Dumped
  return { stage: Number(stage), ...dumped, values: kind === 'unnest' ? decoded(dumped) : [] }
})
type File = Dumped & { values: unknown[][][] }

function decoded({ columns, slices }: Dumped): unknown[][][] {
  return slices.map((slice) =>
    slice.map((column, i) => column.map((text) => decode(typeOf(columns[i]!.type), text))),
  )
}

const stages = [...new Set(files.map((file) => file.stage))]
const batches = files[0]?.slices.length ?? 0

/** Two connections in turn, as a program would use them: while one commits, the next batch is encoded. */
const db = new Database({ url, name: 'bench-floor', max: 2 })
/** COPY does not go through a pipeline. */
const plain = new pg.Client({ connectionString: url })

async function unnest(connection: Connection, file: File, slice: number): Promise<unknown> {
  const { table, columns } = file
  // An array column travels as an array of texts: unnest would take it apart.
  const from = columns.map(
    ({ name, type }, i) =>
      `unnest($${i + 1}::${type.endsWith('[]') ? 'text' : type.replace(/\(.*\)/, '')}[]) as "${name}"`,
  )
  const picked = columns.map(({ name, type }) =>
    type.endsWith('[]') ? `r."${name}"::${type}` : `r."${name}"`,
  )
  const list = columns.map(({ name }) => `"${name}"`)
  const text = `insert into ${table} (${list.join()}) select ${picked.join()} from (select ${from.join()}) as r`
  const values = columns.map(({ type }, i) => encodeArray(typeOf(type), file.values[slice]![i]!))
  return connection.run(`floor ${table}`, text, values)
}

async function copy(client: pg.Client, file: File, slice: number): Promise<void> {
  const { table, columns, slices } = file
  const data = slices[slice]!
  let text = ''
  for (let row = 0; row < data[0]!.length; row++) {
    for (let i = 0; i < columns.length; i++) {
      const value = data[i]![row]
      if (i > 0) text += '\t'
      text +=
        value === null || value === undefined
          ? '\\N'
          : value.replace(/[\\\t\n\r]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[c]!)
    }
    text += '\n'
  }
  const stream = client.query(
    copyFrom(`copy ${table} (${columns.map(({ name }) => `"${name}"`).join()}) from stdin`),
  )
  stream.end(text)
  await finished(stream)
}

async function run(): Promise<number> {
  let rows = 0
  for (let batch = 0; batch < batches; batch++) {
    for (const stage of stages) {
      const own = files.filter((file) => file.stage === stage)
      for (const file of own) rows += file.slices[batch]![0]!.length
      if (kind === 'unnest') {
        await db.use(async (connection) => {
          connection.cork()
          const sent: Promise<unknown>[] = [connection.client.query('begin')]
          for (const file of own) sent.push(unnest(connection, file, batch))
          sent.push(connection.client.query('commit'))
          connection.send()
          await Promise.all(sent)
        })
      } else {
        await plain.query('begin')
        for (const file of own) await copy(plain, file, batch)
        await plain.query('commit')
      }
    }
  }
  return rows
}

await db.read(
  {
    name: 'floor.ready',
    text: 'select 1 as one',
    params: [],
    kind: 'read',
    lockClass: 'insert',
    sequence: 0,
  },
  {},
)
await plain.connect()
process.send!('ready')
await once(process, 'message')
const began = performance.now()
const rows = await run()
process.send!({ rows, wall: performance.now() - began })
await once(process, 'message')
await db.close()
await plain.end()
process.disconnect()

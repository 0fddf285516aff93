import pg from 'pg'
import { migrate } from '../../src/platform/database/index.ts'
import { generateBenchmarks } from './generate-benchmarks.ts'
import { generateDrawing } from './generate-drawing.ts'
import { generateSchema } from './generate-schema.ts'
import { generateSql } from './generate-sql.ts'
import { openServer } from './test-server.ts'
import { describe, type Problem } from './tree.ts'

/**
 * A generator writes committed files from other committed files. It answers with the paths, relative to the root, whose
 * content is not what it would write; with `write: true` it has written them by then.
 */
type Generator = {
  name: string
  generate: (options: { write: boolean; adminUrl: () => Promise<string> }) => string[] | Promise<string[]>
}

/** Every generator, in the order in which they feed each other. */
const GENERATORS: Generator[] = [
  {
    name: 'typed statements',
    generate: async ({ write, adminUrl }) => generateSql(await adminUrl(), { write }),
  },
  {
    name: 'schema',
    generate: async ({ write, adminUrl }) => generateSchema(await adminUrl(), { write }),
  },
  { name: 'module drawing', generate: generateDrawing },
  { name: 'benchmarks', generate: generateBenchmarks },
  {
    name: 'API and its client',
    // Loaded after the statements were written: it imports every module, and they import the statements.
    generate: async (options) => (await import('./generate-api.ts')).generateApi(options),
  },
]

/**
 * `docket dev generate` writes what is stale and names it. With `--check` it writes nothing and fails if something is
 * stale; with `--json` it prints problems for `docket dev check`. The answer is the exit code.
 */
export async function run(args: string[]): Promise<number> {
  const write = !args.includes('--check')
  const problems: Problem[] = []
  let failed = false
  let server: Awaited<ReturnType<typeof openServer>> | undefined
  let migrated: Promise<string> | undefined
  const adminUrl = (): Promise<string> =>
    (migrated ??= (async () => migratedDatabase((server = await openServer()).adminUrl))())
  try {
    for (const { name, generate } of GENERATORS) {
      try {
        for (const file of await generate({ write, adminUrl })) {
          problems.push({ file, message: write ? 'written' : `stale ${name}: npm run generate` })
        }
      } catch (error) {
        failed = true
        problems.push({ file: name, message: error instanceof Error ? error.message : String(error) })
      }
    }
  } finally {
    await server?.close()
  }
  if (args.includes('--json')) console.log(JSON.stringify(problems))
  else if (problems.length === 0) console.log('Everything generated is fresh')
  else for (const problem of problems) console.log(describe(problem))
  return failed || (!write && problems.length > 0) ? 1 : 0
}

/** A database of its own with every migration applied, so that what is generated depends on the files alone. */
async function migratedDatabase(serverUrl: string): Promise<string> {
  const name = 'docket_generate'
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`drop database if exists ${name} with (force)`)
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  await migrate(url.href)
  return url.href
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))

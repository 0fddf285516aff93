import { readFile, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { checkInvariants } from '../monitoring/index.ts'
import { allCompanies } from '../organization/index.ts'
import type { Flags } from '../platform/config.ts'
import { Database } from '../platform/database/index.ts'
import { verifyHead, type SignedHead } from '../platform/signed-head.ts'
import { Refusal } from './outcome.ts'
import { withDatabase } from './with-database.ts'

const MOST_BYTES = 100_000

/** `docket verify-head FILE`: holds a signed head that was published against the database; exit 1 when it does not fit. */
export function define(command: Command): void {
  command
    .argument('<file>', 'a statement as JSON: the event, its data, or a row of GET /api/v1/ledger/heads')
    .option('--key <file>', 'the public key as PEM, kept elsewhere; that of the database unless said')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .action(async (file: string, flags: Flags & { key?: string }) => {
      const head = statementIn(await readSmall(file))
      const key = flags.key === undefined ? undefined : await readSmall(flags.key)
      process.exitCode = await withDatabase(flags, async ({ database }) => {
        const url = database.adminUrl
        const db = new Database({
          url,
          name: 'docket-verify-head',
          max: 1,
          unlimited: true,
          wholeTables: true,
        })
        try {
          return await report(db, head, key)
        } finally {
          await db.close()
        }
      })
    })
}

async function report(db: Database, head: SignedHead, key: string | undefined): Promise<number> {
  const company = (await allCompanies(db)).find(({ code }) => code === head.company)
  if (!company) throw new Refusal(`There is no company ${head.company}.`)
  const problems = await verifyHead(db, company.id, head, key)
  // The place alone would not show that what lies before it was changed.
  const laws = await checkInvariants(db, { companyId: company.id, laws: ['log_chained', 'log_gapless'] })
  for (const { law, rows } of laws)
    for (const row of rows) problems.push(`${law}: ${row.what} should be ${row.expected}, is ${row.actual}.`)
  if (problems.length === 0)
    console.log(`${head.company} is what was signed on ${head.at}: place ${head.pos}, ${head.hash}.`)
  for (const problem of problems) console.error(problem)
  return problems.length === 0 ? 0 : 1
}

async function readSmall(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new Refusal(`There is no file "${path}".`, 2)
  if (found.size > MOST_BYTES) throw new Refusal(`${path} is longer than a statement or a key.`, 2)
  return readFile(path, 'utf8')
}

const FORMS = {
  company: /^[A-Z0-9][A-Z0-9_-]{0,39}$/,
  pos: /^[0-9]{1,18}$/,
  hash: /^[0-9a-f]{64}$/,
  at: /^[0-9TZ:.-]{20,30}$/,
  epoch: /^[\w-]{1,40}$/,
  keyId: /^[0-9a-f]{16}$/,
  signature: /^[\w-]{86}$/,
} as const satisfies Record<keyof SignedHead, RegExp>

function statementIn(text: string): SignedHead {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    throw new Refusal('The file is not JSON.', 2)
  }
  for (const member of ['data', 'head'])
    if (typeof found === 'object' && found !== null && member in found)
      found = (found as Record<string, unknown>)[member]
  const said = (found ?? {}) as Record<string, unknown>
  const wrong = Object.entries(FORMS).filter(([member, form]) => {
    const value = said[member]
    return typeof value !== 'string' || !form.test(value)
  })
  if (wrong.length > 0)
    throw new Refusal(`The file is no signed head: ${wrong.map(([member]) => member).join(', ')}.`, 2)
  return said as unknown as SignedHead
}

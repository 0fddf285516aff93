import { Option, type Command } from 'commander'
import { checkInvariants, listLaws } from '../monitoring/index.ts'
import { Database } from '../platform/database/index.ts'
import type { Flags } from '../platform/config.ts'
import { Refusal } from './outcome.ts'
import { withDatabase } from './with-database.ts'

/** `docket invariants`: checks every law over all rows; prints one line per law and the rows that break it; exit 1 if any is broken. */
export function define(command: Command): void {
  command
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .option('--company <id>', 'only this company, by its id')
    .option('--law <names...>', 'only these laws')
    .addOption(new Option('--json', 'print the result as JSON'))
    .action(async (flags: Flags & { company?: string; law?: string[]; json?: boolean }) => {
      const unknown = flags.law?.find((name) => !listLaws().some(({ law }) => law === name))
      if (unknown !== undefined) throw new Refusal(`There is no law ${unknown}.`, 2)
      if (flags.company !== undefined && !/^[0-9]{1,18}$/.test(flags.company)) {
        throw new Refusal(`${flags.company} is not the id of a company.`, 2)
      }
      process.exitCode = await withDatabase(flags, async ({ database }) => {
        const db = new Database({
          url: database.adminUrl,
          name: 'docket-invariants',
          max: 1,
          unlimited: true,
          wholeTables: true,
        })
        try {
          return await report(db, flags)
        } finally {
          await db.close()
        }
      })
    })
}

async function report(
  db: Database,
  flags: { company?: string; law?: string[]; json?: boolean },
): Promise<number> {
  const results = await checkInvariants(db, {
    ...(flags.company !== undefined && { companyId: BigInt(flags.company) }),
    ...(flags.law !== undefined && { laws: flags.law }),
  })
  const broken = results.filter((result) => result.rows.length > 0)
  if (flags.json) {
    const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
    console.log(JSON.stringify(results, plain, 2))
    return broken.length === 0 ? 0 : 1
  }
  for (const { law, sentence, rows } of results) {
    console.log(`${rows.length === 0 ? 'ok    ' : 'BROKEN'}  ${law.padEnd(22)} ${sentence}`)
    for (const row of rows) {
      console.log(
        `          company ${row.companyId}, ${row.what}: should be ${row.expected}, is ${row.actual}`,
      )
    }
  }
  console.log(
    broken.length === 0
      ? `All ${results.length} laws hold.`
      : `${broken.length} of ${results.length} laws are broken.`,
  )
  return broken.length === 0 ? 0 : 1
}

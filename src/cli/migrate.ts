import type { Command } from 'commander'
import { migrate } from '../platform/database/index.ts'
import { withDatabase } from './with-database.ts'

/** `docket migrate`: applies the migrations that are missing. */
export function define(command: Command): void {
  command
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .action(async (flags: { dataDir?: string }) => {
      await withDatabase(flags, async ({ database }) => {
        const { applied } = await bringUpToDate(database)
        if (applied.length === 0) console.log('The database is up to date.')
        for (const name of applied) console.log(`applied ${name}`)
      })
    })
}

/** Applies what is missing to a database; says on standard error whom a migration waits for. */
export function bringUpToDate({
  url,
  adminUrl,
}: {
  url: string
  adminUrl: string
}): Promise<{ applied: string[] }> {
  // The role that acts is the user of the URL without the administrator's rights.
  const actingRole = decodeURIComponent(new URL(url).username) || undefined
  return migrate(adminUrl, actingRole, { say: (line) => console.error(line) })
}

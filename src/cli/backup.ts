import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { recordBackup, takeBackup, verifyBackup, type Manifest } from '../platform/backup/index.ts'
import { type Flags, loadConfig } from '../platform/config.ts'
import { Database } from '../platform/database/index.ts'
import { bringUpToDate } from './migrate.ts'
import { Refusal } from './outcome.ts'
import { createProgress, gigabytes } from './progress.ts'
import { withDatabase } from './with-database.ts'

const OWN_SERVER =
  'DATABASE_URL names a server of your own: copy it with its tools (pg_basebackup, or its snapshots). ' +
  'After a restore with them run npx docket restore --after-own-restore, before any Docket starts.'

/** `docket backup <folder>`: copies the embedded database, or verifies a copy. */
export function define(command: Command): void {
  command
    .argument('<folder>', 'a new folder for the copy, or with --verify one that holds a copy')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .addOption(new Option('--verify', 'read a copy and compare every byte with its checksums'))
    .action(async (given: string, flags: Flags & { verify?: boolean }) => {
      const folder = resolve(given)
      if (flags.verify) await verify(folder)
      else await take(folder, flags)
    })
}

async function verify(folder: string): Promise<void> {
  const progress = createProgress('verified')
  const manifest = await verifyBackup(folder, (bytes) => progress.add(bytes))
  console.log(`${describe(folder, manifest)}: every byte is as it was written.`)
}

/** One line about a backup. */
export function describe(folder: string, { files, bytes, beganAt, migration }: Manifest): string {
  return `${folder}, taken ${beganAt}, ${files.length} files, ${gigabytes(bytes)}, schema ${migration ?? 'none'}`
}

async function take(folder: string, flags: Flags): Promise<void> {
  refuseOwnServer(flags)
  await withDatabase(flags, async ({ config, database }) => {
    const { adminUrl } = database
    await bringUpToDate(database)
    const db = new Database({ url: adminUrl, name: 'docket-backup-record', max: 1, unlimited: true })
    const beganAt = new Date()
    const progress = createProgress('copied')
    try {
      const { version } = packageJson
      const tell = (done: number, total: number): void => progress.reach(done, total)
      const manifest = await takeBackup({ adminUrl, dataDir: config.dataDir, folder, version, tell })
      const { backupId, bytes } = manifest
      const times = { beganAt: new Date(manifest.beganAt), endedAt: new Date(manifest.endedAt) }
      await recordBackup(db, { backupId, ...times, folder, bytes: BigInt(bytes), problem: null })
      console.log(`${describe(folder, manifest)}, in ${progress.seconds()} s.`)
      console.log(`Prove it: npx docket restore --try ${folder}`)
    } catch (error) {
      const failed = { backupId: randomBytes(12).toString('base64url'), beganAt, endedAt: new Date() }
      const problem = (error as Error).message
      // The sentence of the backup is what matters; the database may be what failed.
      await recordBackup(db, { ...failed, folder, bytes: null, problem }).catch(() => undefined)
      throw error
    } finally {
      await db.close()
    }
  })
}

/** Copies are made and put back for the embedded database only. */
export function refuseOwnServer(flags: Flags): void {
  if (loadConfig(process.env, flags).databaseUrl) throw new Refusal(OWN_SERVER, 2)
}

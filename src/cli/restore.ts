import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { checkInvariants } from '../monitoring/index.ts'
import { allCompanies } from '../organization/index.ts'
import {
  confirmLastNumber,
  listClosedSeries,
  putBack,
  readManifest,
  recordTrial,
  renewAfterRestore,
  type Manifest,
} from '../platform/backup/index.ts'
import { type Config, type Flags, loadConfig } from '../platform/config.ts'
import { Database } from '../platform/database/index.ts'
import { createLogger } from '../platform/log.ts'
import {
  dataIn,
  giveToServer,
  makeDraft,
  openDatabaseServer,
  putInPlace,
  hasDatabase,
} from '../platform/postgres/index.ts'
import { describe, refuseOwnServer } from './backup.ts'
import { bringUpToDate } from './migrate.ts'
import { Refusal } from './outcome.ts'
import { createProgress } from './progress.ts'
import { withDatabase } from './with-database.ts'

type RestoreFlags = Flags & {
  try?: boolean
  replace?: boolean
  acceptBrokenLaws?: boolean
  afterOwnRestore?: boolean
  confirmSeries?: string[]
}

/** `docket restore <folder>`: puts a backup in place or tries it; also what follows after a restore. */
export function define(command: Command): void {
  command
    .argument('[folder]', 'a backup, as docket backup wrote it')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .addOption(
      new Option('--try', 'restore into a temporary folder, check every law, record that, remove it'),
    )
    .addOption(new Option('--replace', 'move data that are there aside first; they are never deleted'))
    .addOption(new Option('--accept-broken-laws', 'put it in place although a law is broken'))
    .addOption(new Option('--after-own-restore', 'renew a database that other tools restored (DATABASE_URL)'))
    .option(
      '--confirm-series <company/series=number...>',
      'open number series behind the last number that left the house',
    )
    .action(async (given: string | undefined, flags: RestoreFlags) => {
      const ways = [given, flags.afterOwnRestore, flags.confirmSeries].filter((way) => way !== undefined)
      if (ways.length !== 1)
        throw new Refusal('Name a backup, or say --after-own-restore or --confirm-series.', 2)
      if (flags.confirmSeries) return await confirm(flags, flags.confirmSeries)
      if (flags.afterOwnRestore) return await renewOwn(flags)
      refuseOwnServer(flags)
      const config = loadConfig(process.env, flags)
      await (flags.try ? tryOut(resolve(given!), config, flags) : restore(resolve(given!), config, flags))
    })
}

async function restore(folder: string, config: Config, flags: RestoreFlags): Promise<void> {
  const { dataDir } = config
  const old = dataIn(dataDir)
  // Asked again when all is ready; but nobody should wait an hour to hear it.
  if (old.length > 0 && !flags.replace)
    throw new Refusal(
      `${dataDir} is not empty (${old.slice(0, 3).join(', ')}). Name an empty one with --data-dir, or move what is there aside with --replace.`,
    )
  const progress = createProgress('restored')
  await inDraft(folder, dataDir, 'restoring', async (draft, manifest) => {
    const broken = await openCopy(draft, config, async (db) => {
      const laws = await brokenLaws(db)
      if (laws.length > 0 && !flags.acceptBrokenLaws) return laws
      await renewAfterRestore(db, manifest.backupId)
      await sayWhatFollows(db)
      return []
    })
    if (broken.length > 0)
      throw new Refusal(
        `${folder} can be restored, but breaks laws:\n${broken.join('\n')}\n` +
          'Nothing was put in place. Use another backup, or say --accept-broken-laws.',
      )
    const aside = await putInPlace(dataDir, draft, flags.replace === true)
    if (aside !== undefined) console.log(`What stood there is in ${aside}; delete it when nobody misses it.`)
    console.log(`Restored ${describe(folder, manifest)}, into ${dataDir} in ${progress.seconds()} s.`)
  })
}

async function tryOut(folder: string, config: Config, flags: RestoreFlags): Promise<void> {
  const manifest = readManifest(folder)
  const progress = createProgress('restored')
  const problem = await inDraft(folder, config.dataDir, 'trying', async (draft) => {
    const broken = await openCopy(draft, config, brokenLaws)
    return broken.length > 0 ? `laws are broken: ${broken.join('; ')}` : null
  }).catch((error: Error) => error.message)
  // On a machine that only tries backups there is no database that keeps the record.
  const kept = config.databaseUrl !== undefined || hasDatabase(config.dataDir)
  if (kept)
    await withDatabase(flags, async ({ database }) => {
      await bringUpToDate(database)
      await inDatabase(database.adminUrl, (db) => recordTrial(db, { manifest, folder, problem }))
    })
  if (problem !== null) throw new Refusal(problem)
  console.log(`${describe(folder, manifest)}: it restores in ${progress.seconds()} s, and all laws hold.`)
}

/** Copies a backup into a folder beside the data; whatever happens, what is left of it is removed. */
async function inDraft<T>(
  folder: string,
  dataDir: string,
  purpose: 'restoring' | 'trying',
  work: (draft: string, manifest: Manifest) => Promise<T>,
): Promise<T> {
  readManifest(folder)
  const draft = makeDraft(dataDir, purpose)
  try {
    const progress = createProgress('read')
    const manifest = await putBack(folder, draft, (bytes) => progress.add(bytes))
    giveToServer(draft, [...manifest.folders, ...manifest.files.map(({ path }) => path)])
    return await work(draft, manifest)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Starts PostgreSQL on the copy, which replays its log, and brings the schema up to this version. */
async function openCopy<T>(draft: string, config: Config, work: (db: Database) => Promise<T>): Promise<T> {
  const log = createLogger({ level: config.logLevel })
  const server = await openDatabaseServer({ dataDir: draft, log })
  try {
    await bringUpToDate(server)
    return await inDatabase(server.adminUrl, work)
  } finally {
    await server.stop()
  }
}

async function inDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = new Database({ url, name: 'docket-restore', max: 1, unlimited: true, wholeTables: true })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

async function brokenLaws(db: Database): Promise<string[]> {
  const results = await checkInvariants(db)
  return results
    .filter(({ rows }) => rows.length > 0)
    .map(({ law, rows }) => `${law}: ${rows[0]!.what} should be ${rows[0]!.expected}, is ${rows[0]!.actual}`)
}

async function sayWhatFollows(db: Database): Promise<void> {
  const companies = new Map((await allCompanies(db)).map(({ id, code }) => [id, code]))
  const closed = await listClosedSeries(db)
  if (closed.length > 0) {
    console.log('No invoice or credit memo gets a number until you say the last one that left the house:')
    for (const { companyId, series, lastNumber } of closed) {
      const code = companies.get(companyId) ?? companyId
      console.log(
        `  npx docket restore --confirm-series ${code}/${series}=${lastNumber}   (${lastNumber} in this copy)`,
      )
    }
  }
  console.log(
    'Everybody has to sign in again. Keys and users are those of the copy: revoke again what was revoked since.\n' +
      'Then start Docket, and let senders send again what they sent since the copy.',
  )
}

async function renewOwn(flags: RestoreFlags): Promise<void> {
  if (!loadConfig(process.env, flags).databaseUrl)
    throw new Refusal(
      'Without DATABASE_URL the database is embedded: npx docket restore <folder> does it all.',
      2,
    )
  await withDatabase(flags, async ({ database }) => {
    await bringUpToDate(database)
    await inDatabase(database.adminUrl, async (db) => {
      await renewAfterRestore(db, null)
      console.log('The database has a new epoch. Check the laws: npx docket invariants')
      await sayWhatFollows(db)
    })
  })
}

async function confirm(flags: RestoreFlags, given: readonly string[]): Promise<void> {
  const wanted = given.map((text) => {
    const match = /^([^/=]+)\/([^/=]+)=(\d{1,15})$/.exec(text)
    if (!match) throw new Refusal(`${text} is not of the form SAMPLE/INV=1041.`, 2)
    return { text, code: match[1]!, series: match[2]!, lastNumber: BigInt(match[3]!) }
  })
  await withDatabase(flags, ({ database }) =>
    inDatabase(database.adminUrl, async (db) => {
      const companies = new Map((await allCompanies(db)).map(({ id, code }) => [code, id]))
      const closed = await listClosedSeries(db)
      const found = wanted.map((one) => {
        const id = companies.get(one.code)
        const series = closed.find(({ companyId, series }) => companyId === id && series === one.series)
        if (!series) throw new Refusal(`${one.code} has no closed series ${one.series}. Nothing was opened.`)
        if (one.lastNumber < series.lastNumber)
          throw new Refusal(
            `${one.text}: this database itself knows ${series.lastNumber}. Nothing was opened.`,
          )
        return { ...series, lastNumber: one.lastNumber, text: one.text }
      })
      for (const { text, ...series } of found) {
        if (!(await confirmLastNumber(db, series))) throw new Refusal(`${text}: somebody else opened it.`)
        console.log(`${text}: open, the next number is ${series.lastNumber + 1n}.`)
      }
    }),
  )
}

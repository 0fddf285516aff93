import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Command } from 'commander'
import {
  folderImporters,
  importers,
  ImportRefused,
  type FolderImporter,
  type Importer,
  type ImportSummary,
  type RowProblem,
} from '../channels/index.ts'
import { checkInvariants } from '../monitoring/index.ts'
import { allCompanies } from '../organization/index.ts'
import { defaultDoorLimits, Door } from '../platform/batch/index.ts'
import { Database } from '../platform/database/index.ts'
import { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/log.ts'
import { bringUpToDate } from './migrate.ts'
import { Refusal } from './outcome.ts'
import { withDatabase } from './with-database.ts'

type Flags = { dataDir?: string; company?: string; delimiter?: string; mapping?: string; json?: boolean }

const all = [...importers, ...folderImporters]

/** `docket import <kind> <path>`: takes CSV files in, whether the server is up or down. */
export function define(command: Command): void {
  command
    .argument('<kind>', all.map(({ kind }) => kind).join(', '))
    .argument('<path>', 'a CSV file in UTF-8 whose header names fields as the API does; or a folder of them')
    .option('--company <code>', 'for which company; not needed when there is one')
    .option('--delimiter <character>', 'between cells', ',')
    .option('--mapping <file>', 'what the columns of a folder mean; see docs/guides/import-csv.md')
    .option('--json', 'print the report of a folder as JSON')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .addHelpText(
      'after',
      `\nKinds:\n${all.map(({ kind, summary }) => `  ${kind.padEnd(15)}${summary}`).join('\n')}`,
    )
    .action(async (kind: string, path: string, flags: Flags) => {
      const importer = importers.find((one) => one.kind === kind)
      const folderImporter = folderImporters.find((one) => one.kind === kind)
      if (!importer && !folderImporter)
        throw new Refusal(`"${kind}" cannot be imported; ${all.map((one) => one.kind).join(', ')} can.`, 2)
      const found = await stat(path).catch(() => undefined)
      if (importer && !found?.isFile()) throw new Refusal(`There is no file "${path}".`, 2)
      if (folderImporter && !found?.isDirectory()) throw new Refusal(`There is no folder "${path}".`, 2)
      await withDatabase(flags, async ({ database, log }) => {
        await bringUpToDate(database)
        if (importer) await importFile(importer, path, flags, database.url)
        else await importFolder(folderImporter!, path, flags, database, log)
      })
    })
}

const NONE = { id: 0n }

async function importFile(importer: Importer, file: string, flags: Flags, url: string): Promise<void> {
  const summary = await withDoor(url, async (door, db) => {
    const company = importer.ofCompany ? await chooseCompany(db, flags.company) : NONE
    let told = 0
    return await importer.run({
      source: createReadStream(file),
      companyId: company.id,
      door,
      db,
      ...(flags.delimiter === undefined ? {} : { delimiter: flags.delimiter }),
      problem: tell,
      progress(rows) {
        if (rows < told + 10_000) return
        told = rows
        console.error(`${rows} rows …`)
      },
    })
  })
  console.log(sentence(summary))
  if (summary.refused > 0) process.exitCode = 1
}

async function importFolder(
  importer: FolderImporter,
  folder: string,
  flags: Flags,
  database: { url: string; adminUrl: string },
  log: Logger,
): Promise<void> {
  const outcome = await withDoor(database.url, async (door, db) =>
    importer.run({
      folder,
      company: flags.company === undefined ? undefined : await chooseCompany(db, flags.company),
      mapping: flags.mapping,
      door,
      db,
      ...(flags.delimiter === undefined ? {} : { delimiter: flags.delimiter }),
      log,
      progress: (said) => console.error(`${said} …`),
      laws: (companyId) => checkLaws(database.adminUrl, companyId),
    }),
  )
  if (flags.json) console.log(JSON.stringify(outcome.report, null, 2))
  else {
    for (const problem of outcome.refused) tell(problem)
    console.log(outcome.text)
  }
  if (!outcome.ties) process.exitCode = 1
}

/** A full check may last longer than an act is allowed to. */
async function checkLaws(url: string, companyId: bigint): Promise<{ checked: number; broken: string[] }> {
  const db = new Database({ url, name: 'docket-invariants', max: 1, unlimited: true, wholeTables: true })
  try {
    // The planner knows nothing yet of what an import just wrote: without this one law took 25 s, with it 1 s.
    await db.sql('analyze')
    const results = await checkInvariants(db, { companyId })
    return {
      checked: results.length,
      broken: results.flatMap(({ law, rows }) => (rows.length > 0 ? [`${law} (${rows[0]!.what})`] : [])),
    }
  } finally {
    await db.close()
  }
}

/** Runs with a door of its own; nobody waits behind an import, so its batches may be large. */
export async function withDoor<T>(url: string, work: (door: Door, db: Database) => Promise<T>): Promise<T> {
  const db = new Database({ url, name: 'docket-import', max: 8 })
  const door = new Door({ db, ids: new Ids(db) }, { ...defaultDoorLimits, targetCommitMs: 250 })
  try {
    return await work(door, db)
  } catch (error) {
    if (error instanceof ImportRefused) throw new Refusal(error.message, 2)
    throw error
  } finally {
    await door.drain()
    await db.close()
  }
}

/** Shows what is wrong with a row. */
export function tell({ row, column, code, message }: RowProblem): void {
  console.log(`row ${row}${column === '' ? '' : `, ${column}`}: ${code}: ${message}`)
}

/** The company of a command: the one that is named, or the only one. */
export async function chooseCompany(
  db: Database,
  code: string | undefined,
): Promise<{ id: bigint; code: string }> {
  const companies = await allCompanies(db)
  const known = companies.map((company) => company.code).join(', ')
  if (companies.length === 0)
    throw new Refusal('There is no company in this database yet: npx docket setup new-company', 2)
  if (code === undefined && companies.length > 1) throw new Refusal(`Say --company with one of ${known}.`, 2)
  const company = code === undefined ? companies[0] : companies.find((one) => one.code === code)
  if (!company) throw new Refusal(`There is no company "${code}", but ${known}.`, 2)
  return company
}

function sentence({ rows, created, changed, unchanged, refused }: ImportSummary): string {
  return `${rows} ${rows === 1 ? 'row' : 'rows'}: ${created} created, ${changed} changed, ${unchanged} unchanged, ${refused} refused.`
}

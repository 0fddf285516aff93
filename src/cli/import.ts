import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { importers, ImportRefused, type Importer, type ImportSummary } from '../channels/index.ts'
import { allCompanies } from '../organization/index.ts'
import { Door } from '../platform/batch/index.ts'
import { Database, migrate } from '../platform/database/index.ts'
import { Ids } from '../platform/ids.ts'
import { actingRoleOf } from './migrate.ts'
import { Refusal } from './outcome.ts'
import { withDatabase } from './with-database.ts'

type Flags = { dataDir?: string; company?: string; delimiter?: string }

/** `docket import <kind> <file>`: takes a CSV file in, whether the server is up or down. */
export function define(command: Command): void {
  command
    .argument('<kind>', importers.map(({ kind }) => kind).join(', '))
    .argument('<file>', 'a CSV file in UTF-8 whose header names fields as the API does')
    .option('--company <code>', 'for which company; not needed when there is one')
    .option('--delimiter <character>', 'between cells', ',')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .addHelpText(
      'after',
      `\nKinds:\n${importers.map(({ kind, summary }) => `  ${kind.padEnd(12)}${summary}`).join('\n')}`,
    )
    .action(async (kind: string, file: string, flags: Flags) => {
      const importer = importers.find((one) => one.kind === kind)
      if (!importer)
        throw new Refusal(
          `"${kind}" cannot be imported; ${importers.map((one) => one.kind).join(', ')} can.`,
          2,
        )
      const size = await stat(file).catch(() => undefined)
      if (!size?.isFile()) throw new Refusal(`There is no file "${file}".`, 2)
      const summary = await withDatabase(flags, async ({ database }) => {
        await migrate(database.adminUrl, actingRoleOf(database.url))
        return await runImport(importer, file, flags, database.url)
      })
      console.log(sentence(summary))
      if (summary.refused > 0) process.exitCode = 1
    })
}

async function runImport(
  importer: Importer,
  file: string,
  flags: Flags,
  url: string,
): Promise<ImportSummary> {
  const db = new Database({ url, name: 'docket-import', max: 4 })
  const door = new Door({ db, ids: new Ids(db) })
  try {
    const companyId = await chooseCompany(db, flags.company)
    let told = 0
    return await importer.run({
      source: createReadStream(file),
      companyId,
      door,
      db,
      ...(flags.delimiter === undefined ? {} : { delimiter: flags.delimiter }),
      problem({ row, column, code, message }) {
        console.log(`row ${row}${column === '' ? '' : `, ${column}`}: ${code}: ${message}`)
      },
      progress(rows) {
        if (rows < told + 10_000) return
        told = rows
        console.error(`${rows} rows …`)
      },
    })
  } catch (error) {
    if (error instanceof ImportRefused) throw new Refusal(error.message, 2)
    throw error
  } finally {
    await door.drain()
    await db.close()
  }
}

async function chooseCompany(db: Database, code: string | undefined): Promise<bigint> {
  const companies = await allCompanies(db)
  const known = companies.map((company) => company.code).join(', ')
  if (companies.length === 0) throw new Refusal('There is no company yet.', 2)
  if (code === undefined && companies.length > 1) throw new Refusal(`Say --company with one of ${known}.`, 2)
  const company = code === undefined ? companies[0] : companies.find((one) => one.code === code)
  if (!company) throw new Refusal(`There is no company "${code}", but ${known}.`, 2)
  return company.id
}

function sentence({ rows, created, changed, unchanged, refused }: ImportSummary): string {
  return `${rows} rows: ${created} created, ${changed} changed, ${unchanged} unchanged, ${refused} refused.`
}

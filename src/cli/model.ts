import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import {
  builtInPatterns,
  checkModel,
  compareOrderModel,
  OrderModelInput,
  saveOrderModel,
} from '../orchestration/index.ts'
import type { Flags } from '../platform/config.ts'
import { checkBody, parseJson } from '../platform/http/index.ts'
import type { Problem } from '../platform/outcome.ts'
import { isRefusal } from '../platform/setup.ts'
import { chooseCompany, withDoor } from './import.ts'
import { bringUpToDate } from './migrate.ts'
import { Refusal } from './outcome.ts'
import { withDatabase } from './with-database.ts'

type DeployFlags = Flags & { company?: string; note?: string }

/** `docket model …`: the model of orders as a developer keeps it in files, checked, compared and deployed whole. */
export function define(command: Command): void {
  const folder = ['<folder>', 'of JSON files, each with some of the patterns of the model'] as const
  command
    .command('check')
    .description('whether it holds together, by itself: needs no server and no database')
    .argument(...folder)
    .action(async (path: string) => {
      const model = await readModel(path)
      refuseFor(model, checkModel(model.input, builtInPatterns()).problems)
      console.log(`${count(model)}: it holds together.`)
    })
  command
    .command('diff')
    .description('how it differs from what a company has, and whether it could be deployed there')
    .argument(...folder)
    .option('--company <code>', 'of which company; not needed when there is one')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .action(async (path: string, flags: DeployFlags) => {
      const model = await readModel(path)
      await inCompany(flags, async (_door, db, companyId) => {
        const { problems, differences } = await compareOrderModel(db, companyId, model.input)
        for (const { code, change } of differences) console.log(`${change.padEnd(12)} ${code}`)
        refuseFor(model, problems)
      })
    })
  command
    .command('deploy')
    .description('makes it what new orders of a company go by; all of it, or nothing')
    .argument(...folder)
    .option('--company <code>', 'of which company; not needed when there is one')
    .option('--note <text>', 'what it is about; kept with its version')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .action(async (path: string, flags: DeployFlags) => {
      const model = await readModel(path)
      await inCompany(flags, async (door, _db, companyId) => {
        const input = flags.note === undefined ? model.input : { ...model.input, note: flags.note }
        const outcome = await door.request(saveOrderModel, { companyId, input })
        if (isRefusal(outcome)) return refuseFor(model, outcome.problems)
        console.log(`${count(model)}: ${outcome.change}.`)
      })
    })
}

async function inCompany(
  flags: DeployFlags,
  work: (...of: [...Parameters<Parameters<typeof withDoor>[1]>, companyId: bigint]) => Promise<void>,
): Promise<void> {
  await withDatabase(flags, async ({ database }) => {
    await bringUpToDate(database)
    await withDoor(database.url, async (door, db) => {
      const { id } = await chooseCompany(db, flags.company)
      await work(door, db, id)
    })
  })
}

interface Model {
  input: OrderModelInput
  /** Where each of its patterns stands: the file, and its place there. */
  from: { file: string; index: number }[]
}

const check = checkBody(OrderModelInput)

/** Puts the files of a folder, in the order of their names, together; what is wrong with their form is told with its file. */
async function readModel(folder: string): Promise<Model> {
  const names = await readdir(folder, { recursive: true }).catch(() => {
    throw new Refusal(`There is no folder "${folder}".`, 2)
  })
  const files = names.filter((name) => name.endsWith('.json')).toSorted()
  if (files.length === 0) throw new Refusal(`There is no file *.json in "${folder}".`, 2)
  const model: Model = { input: { patterns: [] }, from: [] }
  const problems: string[] = []
  for (const file of files) {
    const parsed = parseJson(await readFile(join(folder, file)))
    if (!parsed.ok) {
      problems.push(`${file}:${parsed.position.line}:${parsed.position.column}: ${parsed.problem.message}`)
      continue
    }
    const checked = check(parsed.value)
    if (!checked.ok) {
      for (const { path, message } of checked.problems) problems.push(`${file}: ${path || '/'}: ${message}`)
      continue
    }
    const { note, patterns } = checked.value as OrderModelInput
    // Of several files that say what it is about all is kept.
    if (note) model.input.note = [model.input.note, note].filter(Boolean).join('; ')
    for (const [index, pattern] of patterns.entries()) {
      model.input.patterns.push(pattern)
      model.from.push({ file, index })
    }
  }
  if (problems.length > 0) throw new Refusal(problems.join('\n'), 1)
  return model
}

/** Tells everything that is wrong, each at its place in its file. */
function refuseFor({ from }: Model, problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const told = problems.map(({ path, message }) => {
    const [, place, rest = ''] = /^\/patterns\/(\d+)(.*)$/.exec(path) ?? []
    const at = place === undefined ? undefined : from[Number(place)]
    return at ? `${at.file}: /patterns/${at.index}${rest}: ${message}` : message
  })
  throw new Refusal(told.join('\n'), 1)
}

function count({ input: { patterns }, from }: Model): string {
  const files = new Set(from.map(({ file }) => file)).size
  return `${patterns.length} patterns of ${files} files`
}

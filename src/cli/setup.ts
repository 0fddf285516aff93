import { createReadStream, existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { importers } from '../channels/index.ts'
import { foundCompany, readSetupStatus, type Basics, type StepStatus } from '../monitoring/index.ts'
import { loadConfig, type Flags } from '../platform/config.ts'
import { Database } from '../platform/database/index.ts'
import { isRefusal } from '../platform/setup.ts'
import { chooseCompany, tell, withDoor } from './import.ts'
import { bringUpToDate } from './migrate.ts'
import { Refusal } from './outcome.ts'
import { withDatabase } from './with-database.ts'

type StatusFlags = Flags & { company?: string; json?: boolean }
type RemoteFlags = { company?: string; url?: string }
type NewFlags = Flags & Partial<Basics> & { from?: string }

/** `docket setup …`: the checklist of a company, and the way from nothing to its first test order. */
export function define(command: Command): void {
  command
    .command('status')
    .description('every step of the checklist; exit 1 while a required one fails')
    .option('--company <code>', 'of which company; not needed when there is one')
    .option('--json', 'print it as JSON')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .action(status)
  command
    .command('check')
    .description('check a step now, by the server that runs')
    .argument('<step>', 'its key, as status shows it')
    .option('--company <code>', 'of which company; not needed when there is one')
    .option('--url <address>', 'of the server; on this machine unless said')
    .action(check)
  command
    .command('go-live')
    .description('open a company to orders, by the server that runs; refused while a required step fails')
    .option('--company <code>', 'which company; not needed when there is one')
    .option('--url <address>', 'of the server; on this machine unless said')
    .action(goLive)
  command
    .command('new-company')
    .description('make a company, with the usual books; asks for what is not said')
    .option('--code <code>', 'capital letters and digits; never changes')
    .option('--name <name>', 'as it stands on documents')
    .option('--currency <code>', 'of its books, e.g. GBP; never changes')
    .option('--country <code>', 'two letters, e.g. GB')
    .option('--time-zone <name>', 'e.g. Europe/London')
    .option('--public-url <address>', 'https://… at which channels reach Docket')
    .option(
      '--from <folder>',
      'CSV files to take in, <kind>.csv of each kind of docket import: items.csv, prices.csv, stock.csv, …',
    )
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .action(newCompany)
}

async function status(flags: StatusFlags): Promise<void> {
  await withDatabase(flags, async ({ database }) => {
    await bringUpToDate(database)
    const db = new Database({ url: database.url, name: 'docket-setup', max: 4, reports: true })
    try {
      const { id, code } = await chooseCompany(db, flags.company)
      const { steps, missing, view } = await readSetupStatus(db, id)
      if (flags.json)
        console.log(
          JSON.stringify({ company: code, live: view.company.live, steps: steps.map(plain) }, null, 2),
        )
      else {
        for (const one of steps) console.log(lineOf(plain(one)))
        console.log(lastLine(code, view.company.live, missing.length))
      }
      process.exitCode = missing.length === 0 ? 0 : 1
    } finally {
      await db.close()
    }
  })
}

interface Shown {
  key: string
  required: boolean
  state: string
  found: string
  remedy: string | null
}

function plain({ step: { key, required }, state, found, remedy }: StepStatus): Shown {
  return { key, required, state, found, remedy }
}

const MARKS: Record<string, string> = { pass: 'ok    ', not_applicable: '-     ', waived: 'left  ' }

/** One step as the command line shows it. */
function lineOf({ key, required, state, found, remedy }: Shown): string {
  const mark = MARKS[state] ?? (required ? 'FAIL  ' : 'open  ')
  const line = `${mark}  ${key.padEnd(24)}${found}`
  return state === 'fail' && remedy !== null ? `${line}\n${' '.repeat(32)}→ ${remedy}` : line
}

function lastLine(code: string, live: boolean, missing: number): string {
  const standing = live ? `${code} is live` : `${code} is in set-up`
  if (missing > 0) return `${standing}; ${missing} required ${missing === 1 ? 'step fails' : 'steps fail'}.`
  return live
    ? `${standing}; every required step holds.`
    : `${standing} and ready: npx docket setup go-live --company ${code}`
}

async function check(step: string, flags: RemoteFlags): Promise<void> {
  const shown = await ask<Shown>(`/setup/steps/${encodeURIComponent(step)}/check`, flags)
  console.log(lineOf(shown))
  process.exitCode = shown.state === 'fail' && shown.required ? 1 : 0
}

async function goLive(flags: RemoteFlags): Promise<void> {
  const { company } = await ask<{ company: string }>('/setup/go-live', flags)
  console.log(`${company} is live.`)
}

interface ProblemAnswer {
  title: string
  detail?: string
  errors?: { path: string; message: string }[]
}

/** Asks the server that runs, with the key of the variable DOCKET_API_KEY. */
async function ask<T>(path: string, { company, url }: RemoteFlags): Promise<T> {
  const { apiKey, port } = loadConfig(process.env)
  if (apiKey === undefined)
    throw new Refusal(
      'Set DOCKET_API_KEY to a key that may change the set-up (setup:write; admin to go live).',
      2,
    )
  const base = url ?? `http://127.0.0.1:${port}`
  const response = await fetch(`${base}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, ...(company && { 'docket-company': company }) },
  }).catch(() => {
    throw new Refusal(`No server answers at ${base}: start one with "npx docket start".`)
  })
  const answer = (await response.json()) as T & ProblemAnswer
  if (response.ok) return answer
  const errors = (answer.errors ?? []).map((one) => `\n  ${one.message}`).join('')
  throw new Refusal(`${answer.detail ?? answer.title}${errors}`)
}

const QUESTIONS: readonly (readonly [name: keyof Basics, question: string, standard: string])[] = [
  ['code', 'Code, in capital letters (never changes)', ''],
  ['name', 'Name, as it stands on documents', ''],
  ['country', 'Country, two letters', 'GB'],
  ['currency', 'Currency of the books (never changes)', 'GBP'],
  ['timeZone', 'Time zone', Intl.DateTimeFormat().resolvedOptions().timeZone],
  ['publicUrl', 'Address at which channels reach Docket, https://… (empty: later)', ''],
]

async function newCompany(flags: NewFlags): Promise<void> {
  const basics = await askFor(flags)
  const { from } = flags
  if (from !== undefined && !(await stat(from).catch(() => undefined))?.isDirectory())
    throw new Refusal(`There is no folder "${from}".`, 2)
  await withDatabase(flags, async ({ database }) => {
    await bringUpToDate(database)
    await withDoor(database.url, async (door, db) => {
      const made = await foundCompany(door, db, basics)
      if (isRefusal(made)) throw new Refusal(made.problems.map(({ message }) => message).join('\n'))
      console.log(
        `${basics.code} is in set-up, with chart of accounts, posting rules, periods, calendar MAIN, location MAIN, price list RETAIL and source webshop.`,
      )
      for (const { kind, ofCompany, run } of from === undefined ? [] : importers) {
        if (!ofCompany) continue
        const file = join(from!, `${kind}.csv`)
        if (!existsSync(file)) continue
        const source = createReadStream(file)
        const sum = await run({ source, companyId: made.id, door, db, problem: tell })
        console.log(`${kind}.csv: ${sum.rows} rows, ${sum.refused} refused.`)
        if (sum.refused > 0) process.exitCode = 1
      }
    })
  })
  console.log(`Next: npx docket setup status --company ${basics.code}`)
}

/** What flags do not say is asked for, at a terminal; elsewhere it is missing. */
async function askFor(flags: NewFlags): Promise<Basics> {
  const said: Partial<Record<keyof Basics, string>> = {}
  const terminal = process.stdin.isTTY && process.stdout.isTTY
  const lines = terminal ? createInterface({ input: process.stdin, output: process.stdout }) : undefined
  try {
    for (const [name, question, standard] of QUESTIONS) {
      const given = flags[name] ?? (await lines?.question(`${question}${standard && ` [${standard}]`}: `))
      const text = given?.trim() || (terminal ? standard : '')
      if (text !== '') said[name] = text
    }
  } finally {
    lines?.close()
  }
  const missing = QUESTIONS.filter(([name]) => name !== 'publicUrl' && said[name] === undefined)
  if (missing.length > 0) {
    const names = missing.map(([name]) => `--${name === 'timeZone' ? 'time-zone' : name}`)
    throw new Refusal(`Say ${names.join(', ')}.`, 2)
  }
  return said as Basics
}

import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { run as runTests } from 'node:test'
import { parseArgs } from 'node:util'
import { type Heard, reportEnd, reportFile } from './reporter.ts'
import { parallelWhileIdle, type Width } from './parallel.ts'
import { openScratch } from './scratch.ts'
import { openServer } from './test-server.ts'
import { lastTimes, stateOfTree, writeResults } from './results.ts'
import { describe, readTree, ROOT } from './tree.ts'
import { checkDuplicateTitles, isTestFile } from './checks/titles.ts'

const USAGE = `docket dev test [--long] [--timeout <seconds>] [--no-database] [part of a file name …]`

/**
 * Files that run at the same time: a test file waits as long as it works (for leases, polls and other processes), so one
 * more than there are processors keeps them busy, and two more do while these wait. The database server gives 200 connections,
 * of which a file takes some twenty, and one with several servers sixty.
 */
const WIDTH: Width = {
  always: Math.min(4, availableParallelism() + 1),
  most: Math.min(5, availableParallelism() + 3),
}

/**
 * Files that failed beside others and are run once more, alone: what measures time or waits for another process can be
 * late on a busy machine. What passes only then is told at the end with how it failed. More than these are no matter of load.
 */
const MOST_AGAIN = 20

/**
 * Runs the tests whose file names contain one of the arguments, or all. Some files at a time, each bounded in time (five
 * minutes; an hour with --long), and those that take long first, so that none is left alone at the end. Tests that need a
 * database share one server, whose URL stands in DOCKET_TEST_SERVER_URL. The answer is the exit code.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      long: { type: 'boolean' },
      timeout: { type: 'string' },
      'no-database': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return say(USAGE, 0)

  const tree = readTree()
  const duplicates = checkDuplicateTitles(tree)
  if (duplicates.length > 0) return say(duplicates.map(describe).join('\n'), 1)
  const all = tree.paths.filter(isTestFile)
  const files =
    positionals.length === 0 ? all : all.filter((path) => positionals.some((part) => path.includes(part)))
  if (files.length === 0)
    return say(`No test file's name contains ${positionals.join(' or ') || '.test.ts'}`, 1)

  const state = stateOfTree()
  const long = values.long === true
  if (long) process.env['TEST_LONG'] = '1'
  const seconds = Number(values.timeout ?? (long ? 3600 : 300))
  const stop = new AbortController()
  const interrupt = (): void => stop.abort()
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const server = values['no-database'] ? undefined : await openServer()
  const closeScratch = openScratch()
  const heard: Heard[] = []
  const runOne = async (file: string): Promise<Heard | undefined> => {
    if (stop.signal.aborted) return undefined
    const { line, ...said } = await runFile(file, seconds, stop.signal)
    process.stdout.write(line)
    return said
  }
  const unsteady: Heard[] = []
  try {
    const failed: Heard[] = []
    await parallelWhileIdle(longestFirst(files, lastTimes()), WIDTH, async (file) => {
      const said = await runOne(file)
      if (said) (said.good ? heard : failed).push(said)
    })
    const again = files.length > 1 && failed.length <= MOST_AGAIN
    if (again && failed.length > 0) process.stdout.write('\nOnce more, each alone:\n')
    for (const first of failed) {
      const second = again ? await runOne(first.file) : undefined
      if (second?.good) unsteady.push(first)
      heard.push(second ?? first)
    }
  } finally {
    closeScratch()
    await server?.close()
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
  if (stop.signal.aborted) return say('Interrupted: no results are kept', 130)

  const at = new Date().toISOString()
  const tests = heard.flatMap((one) => one.tests)
  writeResults({ ...state, long, at, tests }, positionals.length === 0)
  process.stdout.write(reportEnd(heard, unsteady))
  return tests.length > 0 && heard.every((one) => one.good) ? 0 : 1
}

/** By the times of the last run. What was not timed yet comes first, whole stories before parts: they take longest. */
function longestFirst(files: readonly string[], times: ReadonlyMap<string, number>): string[] {
  const stories = ['bench/', 'test/simulation/', 'test/kill/', 'test/']
  const guess = (file: string): number => {
    const at = stories.findIndex((folder) => file.startsWith(folder))
    return at < 0 ? 0 : stories.length - at
  }
  const untimed = (file: string): number => (times.has(file) ? 0 : 1)
  return files.toSorted(
    (a, b) => untimed(b) - untimed(a) || (times.get(b) ?? 0) - (times.get(a) ?? 0) || guess(b) - guess(a),
  )
}

/** Runs one file in a process of its own, which ends with the file's time: a test that spins is killed too. */
async function runFile(file: string, seconds: number, stop: AbortSignal): Promise<Heard & { line: string }> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new Error(`did not end within ${seconds} s`)), seconds * 1000)
  try {
    const events = runTests({ files: [join(ROOT, file)], signal: AbortSignal.any([stop, late.signal]) })
    return await reportFile(file, events)
  } finally {
    clearTimeout(timer)
  }
}

function say(text: string, code: number): number {
  console.error(text)
  return code
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))

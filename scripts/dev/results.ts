import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readTree, ROOT } from './tree.ts'

/** One test as it ended. `title` is its own; `path` holds the titles of the suites and tests around it. */
export type TestResult = {
  title: string
  path: string[]
  file: string
  ok: boolean
  /** The reason, or true when none was given. */
  skipped: string | boolean
  ms: number
}

/** test-results/results.json: what the tests of one state of the tree said. */
export type Results = {
  commit: string
  /** True if any file differed from the commit. */
  dirty: boolean
  /** A hash over every file that a test can depend on: equal means the same code, committed or not. */
  sources: string
  long: boolean
  at: string
  tests: TestResult[]
}

const HOME = join(ROOT, 'test-results')
export const RESULTS = join(HOME, 'results.json')
const PARTIAL = join(HOME, 'partial.json')
const SOURCES =
  /^(?:src|db|test|scripts|bench|console|examples|bin)\/|^(?:package-lock|package|module-map)\.json$/

/** The results of the last whole run, or undefined. */
export function readResults(): Results | undefined {
  return existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Results) : undefined
}

/** Milliseconds that the tests of each file took when they last ran, whatever the code was then. */
export function lastTimes(): Map<string, number> {
  const times = new Map<string, number>()
  for (const path of [RESULTS, PARTIAL]) {
    if (!existsSync(path)) continue
    const { tests } = JSON.parse(readFileSync(path, 'utf8')) as Results
    for (const [file, of] of Map.groupBy(tests, (test) => test.file))
      times.set(
        file,
        of.reduce((sum, { ms }) => sum + ms, 0),
      )
  }
  return times
}

/**
 * Keeps the results of a run. A run of some files only joins the last whole run if that was of the same code, and
 * stands in partial.json otherwise: results.json always speaks of all tests.
 */
export function writeResults(results: Results, whole: boolean): string {
  mkdirSync(HOME, { recursive: true })
  if (whole) return writeJson(RESULTS, results)
  const last = readResults()
  if (last?.sources !== results.sources) return writeJson(PARTIAL, results)
  const files = new Set(results.tests.map((test) => test.file))
  const kept = last.tests.filter((test) => !files.has(test.file))
  return writeJson(RESULTS, { ...results, long: last.long, tests: [...kept, ...results.tests] })
}

/** The state of the tree now: what results are compared with. Without git, the commit is "none". */
export function stateOfTree(): { commit: string; dirty: boolean; sources: string } {
  const hash = createHash('sha256')
  const tree = readTree()
  for (const path of tree.paths) {
    if (SOURCES.test(path))
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(ROOT, path)))
        .update('\0')
  }
  const commit = git('rev-parse', 'HEAD') ?? 'none'
  const dirty = git('status', '--porcelain') !== ''
  return { commit, dirty, sources: hash.digest('hex') }
}

function git(...args: string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim()
  } catch {
    return undefined
  }
}

function writeJson(path: string, value: unknown): string {
  mkdirSync(dirname(path), { recursive: true })
  const fresh = `${path}.${process.pid}.new`
  writeFileSync(fresh, `${JSON.stringify(value, null, 1)}\n`)
  renameSync(fresh, path)
  return path
}

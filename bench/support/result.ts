import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { sharedBuffersMb } from '../../src/platform/postgres/index.ts'
import type { Cost } from './stage.ts'

/** One line of `bench/results`. */
export interface Result {
  workload: string
  /** What of the workload: how many companies, clients, lines. */
  phase: string
  value: number
  unit: string
  ratioTo: string | null
  ratio: number | null
  /** `others`: the load generator and whatever else ran; no part of the value. */
  cpuSeconds: { node: number; postgres: number; others?: number } | null
  wallSeconds: number | null
  p50Ms: number | null
  p99Ms: number | null
  rowsPerLine: number | null
  walBytesPerLine: number | null
  /** What must be reached, and whether it was; null where nothing is asked. */
  target: string | null
  reached: boolean | null
  commit: string
  machine: string
  settings: string
}

export type Measured = Omit<Result, 'commit' | 'machine' | 'settings'>

const folder = new URL('../results/', import.meta.url)
const root = new URL('../..', import.meta.url)

const commit =
  git(['rev-parse', '--short', 'HEAD']) + (git(['status', '--porcelain', 'src', 'db']) ? '+' : '')
const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`
const settings = `shared_buffers ${sharedBuffersMb()}MB, max_wal_size 1GB, checkpoint_timeout 5min, wal_compression on, fsync on, synchronous_commit on, Node ${process.version}`

let kept = true

/** Whether results are added to `bench/results`. */
export function keepResults(keep: boolean): void {
  kept = keep
}

/** Prints a result and keeps it. */
export function report(measured: Measured): Result {
  const result: Result = { ...rounded(measured), commit, machine, settings }
  const line = JSON.stringify(result)
  process.stdout.write(`${line}\n`)
  if (!kept) return result
  mkdirSync(folder, { recursive: true })
  appendFileSync(new URL(`${new Date().toISOString().slice(0, 10)}.jsonl`, folder), `${line}\n`)
  return result
}

/** The last line: every ratio of the run, and what was not reached. */
export function summarize(results: readonly Result[]): void {
  const ratios = results
    .filter(({ ratio }) => ratio !== null)
    .map(({ workload, phase, ratio, ratioTo }) => `${workload} ${phase}: ${ratio} of ${ratioTo}`)
  const missed = results
    .filter(({ reached }) => reached === false)
    .map(
      ({ workload, phase, target, value, unit, ratio }) =>
        `${workload} ${phase}: ${target}, was ${ratio ?? `${value} ${unit}`}`,
    )
  process.stdout.write(`${JSON.stringify({ summary: ratios, missed })}\n`)
}

/** CPU microseconds a line. */
export const microsPerLine = (cost: Cost, lines: number): number =>
  ((cost.node + cost.postgres) / lines) * 1e6
/** Lines a CPU second. */
export const linesPerCpuSecond = (cost: Cost, lines: number): number => lines / (cost.node + cost.postgres)

/** The columns that every measured part has. */
export function costColumns(cost: Cost, lines: number, latencies: readonly number[] = []) {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
  return {
    cpuSeconds: { node: cost.node, postgres: cost.postgres, others: cost.others },
    wallSeconds: cost.wallSeconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    walBytesPerLine: cost.walBytes / lines,
  }
}

function rounded<T>(value: T): T {
  if (typeof value === 'number') return Number(value.toPrecision(4)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rounded(one as unknown)])) as T
}

function git(args: string[]): string {
  try {
    return execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'unknown'
  }
}

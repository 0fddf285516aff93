import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { MINIATURE } from './support/base.ts'
import { openCluster } from './support/cluster.ts'
import { keepResults } from './support/result.ts'
import { historyOf } from './workloads/history.ts'

const ROOT = new URL('..', import.meta.url)
const MEMBERS = [
  'workload value unit ratioTo ratio cpuSeconds wallSeconds p50Ms p99Ms rowsPerLine walBytesPerLine',
  'commit machine settings',
]
  .join(' ')
  .split(' ')

interface Line {
  workload: string
  phase: string
  value: number
  ratio: number | null
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line & Record<string, unknown>)

test('P-80 the benchmark runs to its end on a machine of anybody: order to cash beside the floor of its own rows', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['src/cli.ts', 'dev', 'bench', 'floor', '--seconds', '1', '--forget'],
    { cwd: ROOT, timeout: 240_000, maxBuffer: 10_000_000 },
  )
  const lines = linesOf(stdout)
  const results = lines.slice(0, -1)
  assert.deepEqual(
    results.map(({ workload, phase }) => `${workload}: ${phase}`),
    ['floor: unnest', 'floor: copy', 'order-to-cash: 1 company'],
  )
  for (const line of results) {
    for (const member of MEMBERS) assert.ok(member in line, member)
    assert.ok(line.value > 100, `${line.value} lines a CPU second`)
  }
  // One second is too short to judge the product by; that the floor is a floor shows all the same.
  assert.ok(results[2]!.ratio! > 0.05 && results[2]!.ratio! < 1, String(results[2]!.ratio))
  assert.ok('summary' in lines.at(-1)!)
})

test('P-80 a long history is one that could have happened: every law holds over the copied orders', async () => {
  const cluster = await openCluster()
  try {
    keepResults(false)
    const results = await historyOf(200, 800, 0, MINIATURE)({ cluster, seconds: 1 })
    assert.deepEqual(
      results.map(({ phase }) => phase),
      ['200 orders stored', '800 orders stored'],
    )
    assert.ok(results[1]!.ratio! > 0.2, String(results[1]!.ratio))
  } finally {
    await cluster.close()
  }
})

test('P-80 what was measured is published: each workload, with its ratio, commit, machine and settings', () => {
  const folder = new URL('results/', import.meta.url)
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => linesOf(readFileSync(new URL(name, folder), 'utf8')))
  const workloads = 'floor history hot-item huge-order memory order-to-cash submit-http'.split(' ')
  const published = new Set(lines.map(({ workload }) => workload))
  assert.deepEqual(
    workloads.filter((each) => !published.has(each)),
    [],
  )
  for (const line of lines) for (const member of MEMBERS) assert.ok(member in line, member)
})

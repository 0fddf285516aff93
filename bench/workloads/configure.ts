import type { Asked } from '../process/load-process.ts'
import { baseFor, shapeFor } from '../support/base.ts'
import type { CompanyShape } from '../support/company.ts'
import { costColumns, linesPerCpuSecond, report, type Result } from '../support/result.ts'
import { SECRET } from '../support/shop.ts'
import { openStage, type Stage } from '../support/stage.ts'
import type { Bench, Workload } from './workload.ts'

const GROUPS = 100
const OPTIONS = 10
const RULES = 600
/** Choices of one customer, each asked about with those before it. */
const CHOICES = 20
const SESSIONS = 200
/** Who ask at the same time, when as many are answered as can be. */
const CLIENTS = 16
const MOST_MS = 50
const LEAST_RATIO = 0.3

/**
 * What follows from choices of a model with 1,000 options, asked as a customer chooses; beside reads of one row by its key, from the
 * same server. Compared by CPU, since another load may run on the machine. How long one answer takes is measured at half of what was
 * answered at most.
 */
export const configure: Workload = configureOf(GROUPS, SESSIONS, shapeFor(1))

/** The same with another model, of another company: a test runs it in miniature. */
export function configureOf(groups: number, sessions: number, company: CompanyShape): Workload {
  return (bench) => measure(bench, { groups, sessions, company })
}

async function measure(
  { cluster, seconds }: Bench,
  { groups, sessions, company }: { groups: number; sessions: number; company: CompanyShape },
): Promise<Result[]> {
  const base = await baseFor(cluster, company)
  const stage = await openStage(cluster, base, 'configure')
  try {
    const chance = chanceFrom(42)
    await stage.call('PUT', '/api/v1/items', { sku: 'MODEL', name: 'Model', itemClass: 'x', kind: 'service' })
    await stage.call('PUT', '/api/v1/configuration-models', modelOf(groups, chance))
    const reads = await costOf(stage, seconds, [{ path: '/api/v1/items?sku=MODEL&limit=1' }], 0)
    const questions = asksOf(groups, sessions, chance)
    const asks: Asked[] = questions.map((question) => ({
      path: '/api/v1/configurations/check',
      body: JSON.stringify({ model: 'MODEL', ...question }),
    }))
    const top = await costOf(stage, seconds, asks, 0)
    const half = await costOf(stage, seconds, asks, top.perSecond / 2)
    const options = `${groups * OPTIONS} options`
    const ratio = top.value / reads.value
    const common = { workload: 'configure', rowsPerLine: null, walBytesPerLine: null }
    const beside = { ratioTo: null, ratio: null, target: null, reached: null }
    return [
      report({
        ...common,
        phase: 'item by key',
        unit: PER_CPU,
        ...beside,
        ...reads.columns,
        value: reads.value,
      }),
      report({
        ...common,
        phase: `check of ${options}, ${CLIENTS} clients`,
        unit: PER_CPU,
        ratioTo: 'item by key',
        ratio,
        ...top.columns,
        value: top.value,
        target: `at least ${LEAST_RATIO} of reads by key`,
        reached: ratio >= LEAST_RATIO,
      }),
      report({
        ...common,
        phase: `check of ${options}, half as many`,
        unit: 'answers a second',
        ...beside,
        ...half.columns,
        value: half.perSecond,
        target: `p99 below ${MOST_MS} ms`,
        reached: (half.columns.p99Ms ?? Infinity) < MOST_MS,
      }),
    ]
  } finally {
    await stage.close()
  }
}

const PER_CPU = 'answers a CPU second'

/** @param rate 0: as many as are answered */
async function costOf(stage: Stage, seconds: number, asks: Asked[], rate: number) {
  const ask = (ms: number) => stage.ask({ kind: 'asks', asks, secret: SECRET, ms, rate, clients: CLIENTS })
  await ask(Math.min(3000, seconds * 1000))
  const stop = await stage.meter()
  const done = await ask(seconds * 1000)
  const cost = await stop()
  if (done.refused > 0) throw new Error(`${done.refused} questions were refused: ${done.firstRefusal}`)
  const { walBytesPerLine: _none, ...columns } = costColumns(cost, done.orders, done.latencies)
  const perSecond = done.orders / (done.wallMs / 1000)
  return { columns, value: linesPerCpuSecond(cost, done.orders), perSecond }
}

const optionOf = (group: number, option: number): string => `O${group}_${option}`

/**
 * Exclusive groups, with rules between options of different ones: implications to a later group, one an option, so that none is
 * dead, and exclusions between options that nothing implies.
 */
function modelOf(groups: number, chance: (below: number) => number): object {
  const rules = Array.from({ length: Math.floor((RULES * groups) / GROUPS) }, (_, at) => {
    const left = Math.floor(at / 3) % (groups - 1)
    const right = left + 1 + chance(groups - left - 1)
    const even = 2 * (Math.floor(at / 3 / (groups - 1)) % (OPTIONS / 2))
    return at % 3 === 0
      ? {
          kind: 'implies',
          code: `R${at}`,
          a: optionOf(left, even),
          b: optionOf(right, 2 * chance(OPTIONS / 2)),
        }
      : {
          kind: 'excludes',
          code: `R${at}`,
          a: optionOf(left, 1 + 2 * chance(OPTIONS / 2)),
          b: optionOf(right, 1 + 2 * chance(OPTIONS / 2)),
        }
  })
  return {
    code: 'MODEL',
    version: 1,
    sku: 'MODEL',
    name: 'Model',
    state: 'published',
    validFrom: '2020-01-01',
    groups: Array.from({ length: groups }, (_, group) => ({
      code: `G${group}`,
      min: 1,
      max: 1,
      options: Array.from({ length: OPTIONS }, (_each, option) => ({ code: optionOf(group, option) })),
    })),
    rules,
  }
}

/** Customers who choose in different groups; each choice is asked about with all before it. */
function asksOf(
  groups: number,
  sessions: number,
  chance: (below: number) => number,
): { choices: object[] }[] {
  return Array.from({ length: sessions }, () => {
    const first = chance(groups)
    const choices: { option: string }[] = []
    return Array.from({ length: Math.min(CHOICES, groups) }, (_, at) => {
      choices.push({ option: optionOf((first + at * 3) % groups, chance(OPTIONS)) })
      return { choices: [...choices] }
    })
  }).flat()
}

/** The same numbers for the same seed. */
function chanceFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

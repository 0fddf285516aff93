import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { hash, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { saveItem } from '../catalog/index.ts'
import { installSample } from '../channels/index.ts'
import { checkInvariants } from '../monitoring/index.ts'
import { receiveStock } from '../orchestration/index.ts'
import { Door, Fault } from '../platform/batch/index.ts'
import { Database, migrate } from '../platform/database/index.ts'
import { Ids } from '../platform/ids.ts'
import { MICRO, parseMicro } from '../platform/money.ts'
import { savePrice } from '../pricing/index.ts'
import { openTestServer } from '../platform/postgres/index.ts'
import { Refusal } from './outcome.ts'

export interface RaceOptions {
  /** A migrated database that belongs to the race. */
  url: string
  buyers: number
  stock: number
  rounds: number
  /** Processes that buy, and doors with a pool of their own in each of them. */
  processes: number
  doors: number
  /** In every so many rounds a process is killed while its buyers buy; 0: in none. */
  killEvery: number
  tell(line: string): void
}

/** What a process of buyers is told. */
export interface BuyOrder {
  companyId: string
  sku: string
  round: number
  from: number
  count: number
}

/** What it answers. */
export interface Bought {
  promised: string
  backordered: string
  /** Orders that were known: sent again after a process was killed. */
  known: number
  others: string[]
}

const LONGEST_MS = 60_000

/**
 * Lets all buyers buy one unit of the same item at the same moment, through the door of several processes (D3, F-6): the
 * last units are promised to exactly as many as there are.
 *
 * @returns what went wrong, one sentence each
 */
export async function race(options: RaceOptions): Promise<string[]> {
  const { url, rounds, processes, tell } = options
  const problems: string[] = []
  const db = new Database({ url, name: 'docket-race', max: 4, unlimited: true })
  const runners = Array.from({ length: processes }, () => startBuyers(url, options.doors))
  try {
    const door = new Door({ db, ids: new Ids(db) })
    const { companyId } = await installSample(door, db)
    await describeItems(door, companyId, rounds)
    await Promise.all(runners.map(heard))
    // What the last round took in which nobody died.
    const pace = { ms: 150 }
    for (let round = 1; round <= rounds; round += 1)
      problems.push(...(await runRound(options, db, door, companyId, round, runners, pace)))
    for (const runner of runners) runner.kill()
    problems.push(...(await brokenLaws(url)))
    const deadlocks = await deadlocksOf(db)
    if (deadlocks > 0n) problems.push(`${deadlocks} deadlocks, there should be none`)
    tell(`${deadlocks} deadlocks in all; ${problems.length === 0 ? 'all laws hold' : 'NOT ALL IS WELL'}`)
    return problems
  } finally {
    for (const runner of runners) runner.kill()
    await db.close()
  }
}

/** Read whole tables at a time: after a thousand rounds there are 200,000 orders. */
async function brokenLaws(url: string): Promise<string[]> {
  const db = new Database({ url, name: 'docket-race-laws', max: 1, unlimited: true, wholeTables: true })
  try {
    await db.sql('analyze')
    return (await checkInvariants(db)).flatMap(({ law, rows }) =>
      rows.map((row) => `law ${law}: ${row.what} should be ${row.expected}, is ${row.actual}`),
    )
  } finally {
    await db.close()
  }
}

const MAX_LOOKS = 50

/** Deadlocks of this database. A session tells of its own at the latest when it ends: the buyers' are waited for. */
async function deadlocksOf(db: Database): Promise<bigint> {
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const [others] = await db.sql<{ count: bigint }>(
      `select count(*) as count from pg_stat_activity
       where datname = current_database() and application_name <> 'docket-race' and backend_type = 'client backend'`,
    )
    if (others!.count === 0n) break
    await sleep(100)
  }
  const [stat] = await db.sql<{ deadlocks: bigint }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  return stat!.deadlocks
}

/**
 * Each round is about an item of its own: of one that raced before, goods that come go to who waits for it, and nobody would race.
 */
function skuOf(round: number): string {
  return `RACE-${round}`
}

async function describeItems(door: Door, companyId: bigint, rounds: number): Promise<void> {
  const skus = Array.from({ length: rounds }, (_, index) => skuOf(index + 1))
  const items = skus.map((sku) => ({ companyId, input: { sku, name: sku, itemClass: 'race' } }))
  const price = {
    list: 'RETAIL',
    validFrom: '2020-01-01',
    unitPrice: { amount: '1.00', currency: 'GBP' },
  }
  const prices = skus.map((sku) => ({ companyId, input: { ...price, sku } }))
  const outcomes = [
    ...(await door.requestAll(saveItem, items, { internal: true })),
    ...(await door.requestAll(savePrice, prices, { internal: true })),
  ]
  for (const outcome of outcomes) {
    if (outcome instanceof Fault) throw outcome
    if (!outcome.ok) throw new Error(outcome.problems[0]!.message)
  }
}

function startBuyers(url: string, doors: number): ChildProcess {
  return fork(new URL('./race-buyers.ts', import.meta.url), [url, String(doors)], { serialization: 'json' })
}

/** The next message of a process; it may neither end before nor take forever. */
async function heard(runner: ChildProcess): Promise<unknown> {
  const over = new AbortController()
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(LONGEST_MS)])
  const ended = once(runner, 'exit', { signal }).then(() => {
    throw new Error('a process of buyers ended')
  })
  try {
    const [message] = (await Promise.race([once(runner, 'message', { signal }), ended])) as unknown[]
    return message
  } finally {
    over.abort()
    // What is no longer waited for is rejected, which nobody minds.
    ended.catch(() => {})
  }
}

async function runRound(
  { url, doors, buyers, stock, killEvery, tell }: RaceOptions,
  db: Database,
  door: Door,
  companyId: bigint,
  round: number,
  runners: ChildProcess[],
  pace: { ms: number },
): Promise<string[]> {
  const sku = skuOf(round)
  const before = await onHandPromises(db, companyId, sku)
  const name = `race ${round}`
  const outcome = await door.request(receiveStock, {
    companyId,
    actor: 'race',
    kind: 'receipt',
    sku,
    location: 'PORT',
    quantity: BigInt(stock) * MICRO,
    unitCost: parseMicro('1')!,
    supplyNumber: null,
    on: null,
    standardCost: null,
    key: { companyId, principal: 'race', route: 'race', key: name, bodyHash: hash('sha256', name, 'buffer') },
  })
  if (!outcome.ok) throw new Error(outcome.problems[0]!.message)
  const free = await freeStock(db, companyId, sku)
  if (free !== BigInt(stock)) return [`round ${round}: ${free} are free of ${stock} that came`]

  const share = Math.ceil(buyers / runners.length)
  const orderFor = (place: number): BuyOrder => {
    const from = place * share
    const count = Math.max(0, Math.min(share, buyers - from))
    return { companyId: String(companyId), sku, round, from, count }
  }
  const killing = killEvery > 0 && round % killEvery === 0
  const answers = runners.map((runner, place) => (killing && place === 0 ? undefined : heard(runner)))
  const began = performance.now()
  runners.forEach((runner, place) => runner.send(orderFor(place)))
  if (killing) answers[0] = killAndRepeat(url, doors, runners, orderFor(0), pace.ms)
  const bought = (await Promise.all(answers)) as Bought[]
  const ms = Math.round(performance.now() - began)
  if (!killing) pace.ms = Math.max(ms, 1)

  const sum = (of: (one: Bought) => string) => bought.reduce((total, one) => total + BigInt(of(one)), 0n)
  const promised = sum((one) => one.promised)
  const backordered = sum((one) => one.backordered)
  const others = bought.flatMap((one) => one.others)
  const known = bought.reduce((total, one) => total + BigInt(one.known), 0n)
  const kept = (await onHandPromises(db, companyId, sku)) - before
  tell(
    `round ${round}: ${buyers} buyers of ${stock}: ${kept} promised from stock, ${backordered} backordered, ` +
      `${killing ? `a process killed, ${known} orders sent again, ` : ''}${others.length} without an order, ${ms} ms`,
  )
  const problems: string[] = []
  const wanted = free < BigInt(buyers) ? free : BigInt(buyers)
  if (killing) {
    // What was answered to a process that is dead is known from the books alone.
    const made = await ordersOf(db, companyId, round)
    if (kept !== wanted) problems.push(`round ${round}: ${kept} are reserved, ${wanted} were there`)
    if (made !== BigInt(buyers)) problems.push(`round ${round}: ${made} orders of ${buyers} buyers`)
    if (others.length > 0) problems.push(`round ${round}: ${others[0]}`)
    return problems
  }
  if (known > 0n) problems.push(`round ${round}: ${known} orders were known before`)
  if (promised !== wanted) problems.push(`round ${round}: ${promised} were promised, ${wanted} were there`)
  if (kept !== wanted) problems.push(`round ${round}: ${kept} are reserved, ${wanted} were there`)
  if (promised + backordered !== BigInt(buyers))
    problems.push(
      `round ${round}: ${promised} + ${backordered} answers for ${buyers} buyers: ${others[0] ?? ''}`,
    )
  return problems
}

/** Kills the first process within the time that a round takes; another one sends all its orders again, as a caller does who heard nothing. */
async function killAndRepeat(
  url: string,
  doors: number,
  runners: ChildProcess[],
  order: BuyOrder,
  usualMs: number,
): Promise<unknown> {
  await sleep(randomInt(usualMs))
  const ended = once(runners[0]!, 'exit')
  runners[0]!.kill('SIGKILL')
  await ended
  const next = startBuyers(url, doors)
  runners[0] = next
  await heard(next)
  const answer = heard(next)
  next.send(order)
  return answer
}

async function ordersOf(db: Database, companyId: bigint, round: number): Promise<bigint> {
  const [row] = await db.sql<{ orders: bigint }>(
    `select count(*) as orders from orders.source_key where company_id = $1 and source = 'webshop' and external_id like $2`,
    [companyId, `RACE-${round}-%`],
  )
  return row!.orders
}

async function onHandPromises(db: Database, companyId: bigint, sku: string): Promise<bigint> {
  const [row] = await db.sql<{ units: bigint }>(
    `select coalesce(sum(r.quantity), 0)::bigint as units from inventory.reservation_public r
     join catalog.item i on i.company_id = r.company_id and i.id = r.item_id where r.company_id = $1 and i.sku = $2`,
    [companyId, sku],
  )
  return row!.units
}

async function freeStock(db: Database, companyId: bigint, sku: string): Promise<bigint> {
  const [row] = await db.sql<{ units: bigint }>(
    `select coalesce(sum(g.on_hand - g.reserved), 0)::bigint as units from inventory.stock_gate g
     join catalog.item i on i.company_id = g.company_id and i.id = g.item_id where g.company_id = $1 and i.sku = $2`,
    [companyId, sku],
  )
  return row!.units
}

/** `docket race`: the race on a temporary database; exit 1 when anything but exactly the stock was promised, or at a deadlock. */
export function define(command: Command): void {
  command
    .option('--buyers <n>', 'buyers at once', '200')
    .option('--stock <n>', 'units that are there', '10')
    .option('--rounds <n>', 'races, one after the other', '3')
    .option('--processes <n>', 'processes that buy', '2')
    .option('--doors <n>', 'doors, each with connections of its own, in a process', '4')
    .option('--kill-every <n>', 'in every so many rounds a process is killed while it buys; 0: in none', '0')
    .action(
      async (flags: Record<'buyers' | 'stock' | 'rounds' | 'processes' | 'doors' | 'killEvery', string>) => {
        const server = await openTestServer()
        const name = `docket_race_${process.pid}`
        const admin = new Database({ url: server.adminUrl, name: 'docket-race', max: 1, unlimited: true })
        try {
          await admin.sql(`drop database if exists ${name} with (force)`)
          await admin.sql(`create database ${name}`)
          const url = new URL(server.adminUrl)
          url.pathname = `/${name}`
          await migrate(url.href)
          const problems = await race({
            url: url.href,
            buyers: number(flags.buyers, 10_000),
            stock: number(flags.stock, 1_000_000),
            rounds: number(flags.rounds, 10_000),
            processes: number(flags.processes, 16),
            doors: number(flags.doors, 16),
            killEvery: flags.killEvery === '0' ? 0 : number(flags.killEvery, 10_000),
            tell: (line) => console.log(line),
          })
          for (const problem of problems) console.log(`WRONG  ${problem}`)
          process.exitCode = problems.length === 0 ? 0 : 1
        } finally {
          await admin.sql(`drop database if exists ${name} with (force)`)
          await admin.close()
          await server.close()
        }
      },
    )
}

function number(text: string, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Refusal(`${text} is not a whole number from 1 to ${most}.`, 2)
  return value
}

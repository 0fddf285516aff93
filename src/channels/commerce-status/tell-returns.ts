import type { TakenReturn } from '../../fulfillment/index.ts'
import { answerReturns } from '../../orchestration/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { JobLog } from '../../platform/jobs.ts'
import type { Micro } from '../../platform/money.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { camelRows, isRefusal, type CamelRow } from '../../platform/setup.ts'
import { actorOf } from '../inbound/take-message.ts'
import { allotTakings, type OpenReturn } from './allot-returns.ts'
import { readBack, type OrderBack } from './came-back.ts'
import type { ShopObject } from './merge.ts'
import { claimReturns, openReturnsOfOrders, settleReturns } from './return.sql.ts'
import { isOver, nextStep, type CameBack } from './return-steps.ts'
import { ShopFailure, type ShopClient } from './shop-client.ts'
import { takeLostReturns } from './take-lost.ts'

/** Limits of telling returns; see docs/reference/settings.md. */
export const RETURN_LIMITS = {
  claim: 16,
  /** Orders whose returns are told at once, and open returns of one that are looked at. */
  atOnce: 4,
  ofOrder: 50,
  /** Steps of one attempt: as many as a return has, and some that somebody came before. */
  steps: 8,
  /** A claim that is not settled by then is due again; telling ends well before. */
  leaseMs: 20_000,
  tellMs: 12_000,
  backOffMs: 1000,
  mostBackOffMs: 900_000,
  /** One that waits is looked at again after that: its last message may not have come. */
  lookMs: 3_600_000,
} as const

type Claim = CamelRow<typeof claimReturns>
type Open = Pick<Claim, 'name' | 'request' | 'orderId' | 'firstAt'>

interface Told {
  outcome: 'told' | 'open' | 'later' | 'released'
  problem: string
  /** Milliseconds until it is looked at again. */
  pauseMs: number
  /** It is over in the shop, and no message of it has said so. */
  lost?: ShopObject
  away?: ShopFailure
}

export interface TellReturnsOptions {
  db: Database
  door: Door
  log: JobLog
  companyId: bigint
  source: string
  client: ShopClient
}

const RELEASED: Told = { outcome: 'released', problem: '', pauseMs: 0 }

/**
 * Tells a shop what came back here for its open returns, and what it is to give back (C-28, decision 0038). Which goods answer which
 * return is kept before anything is said; they do not change after that, so each attempt says the same. One that fails waits by itself,
 * and holds up nothing else.
 *
 * @returns whether the shop answered at all
 */
export async function tellReturns(
  options: TellReturnsOptions,
  count: number,
  signal: AbortSignal,
): Promise<{ answered: boolean }> {
  const { db, companyId, source } = options
  const [clock] = await db.read(readClock, {})
  const { now } = clock!
  const leaseUntil = new Date(now.getTime() + RETURN_LIMITS.leaseMs)
  const rows = await db.read(claimReturns, { companyId, source, now, count, leaseUntil })
  if (rows.length === 0) return { answered: false }
  const claims = camelRows(claimReturns, rows)
  const ends = AbortSignal.any([signal, AbortSignal.timeout(RETURN_LIMITS.tellMs)])
  const orders = [...Map.groupBy(claims, (claim) => claim.orderId)]
  const orderIds = orders.map(([orderId]) => orderId)
  const [backs, openRows] = await Promise.all([
    readBack(db, companyId, orderIds),
    db.read(openReturnsOfOrders, { companyId, source, orderIds, most: RETURN_LIMITS.ofOrder }),
  ])
  const opens = Map.groupBy(camelRows(openReturnsOfOrders, openRows), (one) => one.orderId)
  const outcomes = new Map<Claim, Told>()
  let away = false
  let next = 0
  const tellNext = async (): Promise<void> => {
    for (let index = next++; index < orders.length; index = next++) {
      const [orderId, own] = orders[index]!
      const order = new OrderTeller(options, backs.get(orderId), opens.get(orderId) ?? [], ends)
      for (const claim of own) {
        const told = away || ends.aborted ? RELEASED : await order.tell(claim)
        outcomes.set(claim, told)
        away ||= told.away !== undefined
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(RETURN_LIMITS.atOnce, orders.length) }, tellNext))
  const settled = claims.map((claim) => outcomes.get(claim)!)
  await takeLostReturns(
    { companyId, source },
    settled.flatMap(({ lost }): ShopObject[] => (lost ? [lost] : [])),
    options,
  )
  const [settledAt] = await db.read(readClock, {})
  await db.read(settleReturns, {
    companyId,
    source,
    now: settledAt!.now,
    names: claims.map((one) => one.name),
    attempts: claims.map((one) => one.attempt),
    heards: claims.map((one) => one.heard),
    outcomes: settled.map((one) => one.outcome),
    problems: settled.map((one) => one.problem.slice(0, 500)),
    pauses: settled.map((one) => one.pauseMs),
  })
  return { answered: settled.some(({ outcome }) => outcome === 'told' || outcome === 'open') }
}

/** Tells the returns of one order, one after the other. */
class OrderTeller {
  readonly #options: TellReturnsOptions
  readonly #back: OrderBack | undefined
  readonly #opens: readonly Open[]
  readonly #signal: AbortSignal
  /** Each return as the shop has it, read once. */
  readonly #requests = new Map<string, ShopObject>()

  constructor(
    options: TellReturnsOptions,
    back: OrderBack | undefined,
    opens: readonly Open[],
    signal: AbortSignal,
  ) {
    this.#options = options
    this.#back = back
    this.#opens = opens
    this.#signal = signal
  }

  /** Whatever fails is of this return alone. */
  async tell(claim: Claim): Promise<Told> {
    try {
      return await this.#tell(claim)
    } catch (error) {
      if (error instanceof ShopFailure && error.kind === 'refused') return quiet('open', error.message)
      if (this.#signal.aborted) return RELEASED
      const problem = error instanceof Error ? error.message : String(error)
      this.#options.log.error(
        { source: this.#options.source, name: claim.name, problem },
        'a return cannot be told',
      )
      const away = error instanceof ShopFailure ? { away: error } : {}
      return { ...later(claim, problem), ...away }
    }
  }

  async #tell(claim: Claim): Promise<Told> {
    const request = await this.#request(claim)
    if (isOver(request)) return ended(claim, request)
    const own = this.#takings(claim)
    const { problem, more } = await this.#allot(claim, own)
    if (problem !== '') return quiet('open', problem)
    if (more === 'changed') return later(claim, 'others answer the return')
    const takings = [...own, ...more]
    if (takings.length === 0) return quiet('open', '')
    const back = this.#back!.sumOf(takings)
    if (!back) return later(claim, 'what came back is not credited yet')
    return this.#steps(claim, request, back)
  }

  /** Each step decided on the return as the shop has it by then. */
  async #steps(claim: Claim, first: ShopObject, back: CameBack): Promise<Told> {
    const { client } = this.#options
    let request = first
    for (let steps = 0; steps < RETURN_LIMITS.steps; steps += 1) {
      if (isOver(request)) return { ...ended(claim, request), outcome: 'told' }
      const step = nextStep(request, back)
      if (step.kind === 'known') return quiet(step.problem === '' ? 'told' : 'open', step.problem)
      try {
        await client.writeReturn(claim.request, step.body, request, this.#signal)
      } catch (error) {
        // Somebody came before: what is so by now is looked at anew.
        if (!(error instanceof ShopFailure) || error.kind !== 'changed') throw error
      }
      request = await client.readReturn(claim.request, this.#signal)
    }
    return later(claim, 'others keep writing the return')
  }

  /** What answers the return by now, and is kept as such before it is said. */
  async #allot(
    claim: Claim,
    own: readonly TakenReturn[],
  ): Promise<{ problem: string; more: TakenReturn[] | 'changed' }> {
    const free = (this.#back?.takings ?? []).flatMap((one) => {
      const { id, asked, recordedAt } = one
      return asked === null && recordedAt !== null && recordedAt >= claim.firstAt
        ? [{ id, recordedAt, items: this.#back!.itemsOf(one), one }]
        : []
    })
    if (free.length === 0) return { problem: '', more: [] }
    const opens: OpenReturn[] = []
    for (const open of this.#opens)
      opens.push({ ...open, request: await this.#request(open), got: this.#got(open) })
    const allotted = allotTakings(opens, free)
    const problem = allotted.problems.get(claim.name) ?? ''
    const returnIds = allotted.takings.get(claim.name) ?? []
    if (problem !== '' || returnIds.length === 0) return { problem, more: [] }
    const { companyId, source, door } = this.#options
    const answer = await door.request(answerReturns, {
      companyId,
      actor: actorOf(source),
      orderId: claim.orderId,
      asked: { source, name: claim.name },
      before: own.map(({ id }) => id),
      returnIds,
    })
    if (isRefusal(answer)) return { problem: '', more: 'changed' }
    const more = free.flatMap(({ id, one }) => (returnIds.includes(id) ? [one] : []))
    for (const one of more) one.asked = { source, name: claim.name }
    return { problem: '', more }
  }

  /** What answers a return already, the oldest first. */
  #takings({ name }: Open): TakenReturn[] {
    const { source } = this.#options
    return (this.#back?.takings ?? []).filter(({ asked }) => asked?.source === source && asked.name === name)
  }

  #got(open: Open): Map<string, Micro> {
    const got = new Map<string, Micro>()
    for (const taking of this.#takings(open))
      for (const [item, much] of this.#back!.itemsOf(taking)) got.set(item, (got.get(item) ?? 0n) + much)
    return got
  }

  async #request(open: Open): Promise<ShopObject> {
    const request =
      this.#requests.get(open.name) ?? (await this.#options.client.readReturn(open.request, this.#signal))
    this.#requests.set(open.name, request)
    return request
  }
}

/** Nothing is to be said now; it is looked at again some time. */
const quiet = (outcome: 'told' | 'open', problem: string): Told => ({
  outcome,
  problem,
  pauseMs: RETURN_LIMITS.lookMs,
})

const later = ({ failures }: Claim, problem: string): Told => ({
  outcome: 'later',
  problem,
  pauseMs: Math.min(RETURN_LIMITS.mostBackOffMs, RETURN_LIMITS.backOffMs * 2 ** Math.min(failures, 20)),
})

/** Its last message may be on its way; at the next look it is taken in its place. */
function ended(claim: Claim, request: ShopObject): Told {
  if (claim.failures === 0) return later(claim, '')
  const lost = later(
    claim,
    `return ${claim.name} is over in the shop, and its message was not worked off here`,
  )
  return { ...lost, lost: request }
}

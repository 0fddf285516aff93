import { changeOf, cheapestPlaces, lookOf, problemOfPlaces, turnsOf, CHANGES } from '../../inventory/index.ts'
import { type Company } from '../../organization/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import { daysBetween } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/index.ts'
import { refuseMalformed } from '../../platform/http/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { keyed, type Answered } from '../../platform/keyed.ts'
import { formatAmount, type Minor } from '../../platform/money.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { forgetBacklogRuns, insertBacklogLine, insertBacklogRun } from './backlog.sql.ts'

import { pictureOf } from './plan-run.ts'
import { problemsOf, readRun, think, type BacklogRequest, type RunFacts, type Line } from './read-run.ts'

/** Runs that were not released, which are kept. */
const KEPT_RUNS = 20

/**
 * Plans who waits for goods anew, by rules, and keeps the plan (A10-21 to A10-24): orders and promises stay as they are until it is
 * released.
 */
export const runBacklog = keyed<BacklogRequest, Map<BacklogRequest, RunFacts>>({
  name: 'orchestration.run_backlog',
  // Each in a batch of its own.
  weigh: () => 1000,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const facts = new Map<BacklogRequest, RunFacts>()
    for (const request of requests) facts.set(request, await readRun(db, request))
    return facts
  },
  decide(request, facts, context): Answered | Refusal {
    const own = facts.get(request)!
    if (!own.company) return refuse('unknown_company', 'there is no such company')
    const problems = problemsOf(request, own)
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0) return refuse('backlog_refused', problems)
    return writeRun(request, own, own.company, context)
  },
} satisfies Act<BacklogRequest, Map<BacklogRequest, RunFacts>, Answered | Refusal>)

/**
 * The places that cost least for what a run plans (A10-10), found outside of any batch, since it takes seconds: the run takes them as
 * far as they still serve its lines on their days.
 *
 * @returns undefined: the run is refused
 */
export async function chooseCheapest(
  db: Reader,
  request: BacklogRequest,
  seconds: number,
  now: Date,
): Promise<BacklogRequest['cheapest']> {
  const facts = await readRun(db, request)
  const { company } = facts
  if (!company || request.malformed || problemsOf(request, facts).length > 0) return undefined
  if (think(request, facts)) return undefined
  const { today, lines, placesOf, shipsFrom, costAt, planned } = pictureOf(request, facts, company, now)
  const shipmentOf = ({ order }: Line) => order.id
  const problem = problemOfPlaces(lines, planned, placesOf, today, shipsFrom, { shipmentOf, costAt })
  return cheapestPlaces(problem, seconds)
}

function writeRun(
  request: BacklogRequest,
  facts: RunFacts,
  company: Company,
  context: Context,
): Answered | Refusal {
  const { companyId, actor, cheapest, asked } = request
  const { writes, ids, batch, now } = context
  const moved = think(request, facts)
  if (moved) return moved
  const { today, planned } = pictureOf(request, facts, company, now)
  const turns = turnsOf(planned)
  const id = ids.next()
  const counts = Object.fromEntries(CHANGES.map((change) => [change, { lines: 0, value: 0n }]))
  let mostDays = 0
  let withoutDay = 0
  for (const [index, one] of planned.entries()) {
    const { demand } = one
    const change = changeOf(one)
    counts[change]!.lines += 1
    counts[change]!.value += demand.value
    if (change === 'slips' && one.promisedOn === null) withoutDay += 1
    else if (change === 'slips')
      mostDays = Math.max(mostDays, daysBetween(demand.promisedOn!, one.promisedOn!))
    writes.add(insertBacklogLine, {
      companyId,
      runId: id,
      place: index + 1,
      orderId: demand.order.id,
      partId: demand.id,
      itemId: demand.itemId,
      quantity: demand.quantity,
      value: demand.value,
      priority: one.priority,
      locationBefore: demand.locationId,
      promisedBefore: demand.promisedOn,
      locationId: one.locationId,
      promisedOn: one.promisedOn,
      arrivesOn: one.arrivesOn,
      change,
      reason: one.reason,
      askedAt: demand.askedAt,
      turnAt: turns.get(demand.id)!,
    })
  }
  const kept: JsonObject = Object.fromEntries(
    CHANGES.map((change): [string, Json] => [
      change,
      {
        lines: counts[change]!.lines,
        value: formatAmount(counts[change]!.value, company.currency),
        ...(change === 'slips' ? { mostDays, withoutDay } : {}),
      },
    ]),
  )
  const amount = (value: Minor) => formatAmount(value, company.currency)
  const shipping: JsonObject | null = cheapest
    ? {
        before: amount(cheapest.cost.before),
        after: amount(cheapest.cost.after),
        atLeast: amount(cheapest.cost.atLeast),
      }
    : null
  const waiting = Map.groupBy(facts.rows, ({ itemId }) => itemId)
  writes.add(insertBacklogRun, {
    companyId,
    id,
    batch,
    madeBy: actor,
    madeOn: today,
    rules: asked,
    lines: planned.length,
    counts: kept,
    shipping,
    itemIds: [...waiting.keys()],
    looks: Array.from(waiting, ([itemId, rows]) => lookOf(facts.stock, { companyId, itemId }, rows)),
  })
  writes.add(forgetBacklogRuns, { companyId, kept: KEPT_RUNS })
  return {
    ok: true,
    answer: { id: encodeId('bkr', id), madeOn: today, lines: planned.length, counts: kept, shipping },
  }
}

import type { Act } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { companiesOf } from '../../platform/setup.ts'
import {
  addReplays,
  findPlaces,
  forgetFailed,
  readFailedEvent,
  readFailedIn,
  readTargets,
} from './endpoint.sql.ts'

/** Replays of one endpoint that are under way at once. */
const MOST_REPLAYS = 20
const LAST_N = 2_147_483_647

/** An event by its place: the `n`th of it. */
export interface EventPlace {
  pos: bigint
  n: number
}

/** Which events: one, those of places (both ends belong to it), those of a time. */
export type ReplayRange =
  | { kind: 'event'; event: EventPlace }
  | { kind: 'places'; from: bigint; until: bigint | null }
  /** Up to, not including, `until`. */
  | { kind: 'time'; from: Date | null; until: Date | null }

export interface ReplayRequest {
  companyId: bigint
  actor: string
  range: ReplayRange
  /** `failed`: only to endpoints that did not take an event; `all`: once more, whether they took it or not. */
  to: 'failed' | 'all'
  /** Codes; null: whichever there are. */
  endpoints: readonly string[] | null
}

export interface Replayed {
  ok: true
  /** Codes of endpoints for which a replay was begun. */
  endpoints: string[]
}

interface Bounds {
  from: EventPlace
  until: EventPlace
}

interface ReplayFacts {
  bounds: Map<ReplayRequest, Bounds>
  targets: Map<bigint, { id: bigint; code: string; head: bigint; replays: number }[]>
  /** Endpoints that failed, by request. */
  failed: Map<ReplayRequest, Set<bigint>>
}

/**
 * Begins replays: each is a queue of its own, beside the one that goes on, and keeps the ids of its events. A range costs a row
 * for each endpoint, however long it is.
 *
 * Refusal: `replay_refused` by `unknown_endpoint` and `too_many_replays`, all at once.
 */
export const replayWebhooks: Act<ReplayRequest, ReplayFacts, Replayed | Refusal> = {
  name: 'channels.replay_webhooks',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  read,
  decide(request, facts, { writes, ids, now }) {
    const { companyId, actor, to } = request
    const known = facts.targets.get(companyId) ?? []
    const problems: Problem[] = []
    for (const [index, code] of (request.endpoints ?? []).entries()) {
      if (!known.some((one) => one.code === code))
        problems.push({
          path: `/endpoints/${index}`,
          code: 'unknown_endpoint',
          message: `There is no webhook endpoint "${code}".`,
        })
    }
    const failed = facts.failed.get(request)!
    const targets = known.filter(
      ({ id, code }) =>
        (request.endpoints === null || request.endpoints.includes(code)) && (to === 'all' || failed.has(id)),
    )
    for (const { code, replays } of targets) {
      if (replays >= MOST_REPLAYS)
        problems.push({
          path: '/endpoints',
          code: 'too_many_replays',
          message: `${replays} replays to "${code}" are under way; let them end first.`,
        })
    }
    if (problems.length > 0) return refuse('replay_refused', problems)
    const { from, until } = facts.bounds.get(request)!
    for (const target of targets) {
      target.replays += 1
      writes.add(addReplays, {
        companyId,
        endpointId: target.id,
        id: ids.next(),
        pos: from.pos - 1n,
        done: from.n,
        // What becomes a fact later is not meant.
        ...(until.pos > target.head
          ? { untilPos: target.head, untilN: LAST_N }
          : { untilPos: until.pos, untilN: until.n }),
        onlyFailed: to === 'failed',
        actor,
        now,
      })
    }
    return { ok: true, endpoints: targets.map(({ code }) => code) }
  },
}

async function read(db: Reader, requests: readonly ReplayRequest[]): Promise<ReplayFacts> {
  const asked = requests.flatMap(({ companyId, range }) =>
    range.kind !== 'time'
      ? []
      : [range.from, range.until].flatMap((at) => (at === null ? [] : [{ companyId, at }])),
  )
  const [targets, places] = await Promise.all([
    db.read(readTargets, { companyIds: companiesOf(requests) }),
    asked.length === 0
      ? []
      : db.read(findPlaces, {
          companyIds: asked.map((one) => one.companyId),
          ats: asked.map((one) => one.at),
        }),
  ])
  const found = new Map(asked.map(({ companyId, at }, i) => [`${companyId} ${at.getTime()}`, places[i]!.pos]))
  const bounds = new Map(
    requests.map((request) => [
      request,
      boundsOf(request.range, (at) => found.get(`${request.companyId} ${at.getTime()}`)!),
    ]),
  )
  const all = [...bounds.values()]
  const rows = await db.read(readFailedIn, {
    companyIds: requests.map((request) => request.companyId),
    poss: all.map(({ from }) => from.pos),
    ns: all.map(({ from }) => from.n),
    untilPoss: all.map(({ until }) => until.pos),
    untilNs: all.map(({ until }) => until.n),
  })
  const failed = new Map(requests.map((request) => [request, new Set<bigint>()]))
  for (const row of rows) failed.get(requests[Number(row.ordinal) - 1]!)!.add(row.id)
  return { bounds, failed, targets: Map.groupBy(targets, (row) => row.company_id) }
}

const LAST_POS = 9_223_372_036_854_775_807n

function boundsOf(range: ReplayRange, placeAt: (at: Date) => bigint): Bounds {
  switch (range.kind) {
    case 'event':
      return { from: range.event, until: range.event }
    case 'places':
      return { from: { pos: range.from, n: 0 }, until: { pos: range.until ?? LAST_POS, n: LAST_N } }
    case 'time': {
      const from = range.from === null ? 1n : placeAt(range.from)
      const until = range.until === null ? LAST_POS : placeAt(range.until) - 1n
      return { from: { pos: from, n: 0 }, until: { pos: until, n: LAST_N } }
    }
  }
}

export interface ForgetRequest {
  companyId: bigint
  endpoint: string
  event: EventPlace
}

/** Takes an event that was given up off the list: nobody needs it any more. Refusal: `not_found`. */
export const forgetFailedEvent: Act<ForgetRequest, Map<string, bigint>, { ok: true } | Refusal> = {
  name: 'channels.forget_failed_event',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const rows = await db.read(readFailedEvent, {
      companyIds: requests.map((one) => one.companyId),
      codes: requests.map((one) => one.endpoint),
      poss: requests.map((one) => one.event.pos),
      ns: requests.map((one) => one.event.n),
    })
    return new Map(rows.map((row) => [nameOf(row.company_id, row.code, row), row.endpoint_id]))
  },
  decide({ companyId, endpoint, event }, known, { writes }) {
    const endpointId = known.get(nameOf(companyId, endpoint, event))
    if (endpointId === undefined) return refuse('not_found', 'nothing of the kind was given up')
    writes.add(forgetFailed, { companyId, endpointId, ...event })
    return { ok: true }
  },
}

function nameOf(companyId: bigint, code: string, { pos, n }: EventPlace): string {
  return `${companyId}/${code}/${pos}/${n}`
}

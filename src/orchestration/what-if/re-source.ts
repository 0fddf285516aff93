import {
  countPlaces,
  giveUpHolding,
  keepBrought,
  locationOf,
  shipMethodsTo,
  writeAnew,
  writeSearch,
  type PromisedPart,
  type SourcingSearch,
} from '../../inventory/index.ts'
import {
  addReason,
  comesAsItMay,
  fixedOf,
  readTurns,
  reasonOf,
  reasonPart,
  remorseUntil,
  splitPart,
  timeOfDay,
  wayOfPart,
  writeParts,
  type FulfillmentLine,
  type Hold,
  type Turn,
} from '../../orders/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatMicro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { bringPart } from '../waiting/bring-waiting.ts'
import { happened } from '../plan/events.ts'
import {
  MOVABLE_NEEDS,
  movableOf,
  readItemsOfParts,
  readMovable,
  type Movable,
  type MovableFacts,
  type PartKey,
} from './movable.ts'
import { readToken, standsAs, type OptionToken } from './option-token.ts'
import {
  MOST_SLIPS,
  NO_OTHERS,
  overtake,
  readOthers,
  slipsText,
  writeOvertaking,
  type Others,
  type Overtaking,
} from './overtaking.ts'
import { holdIfBelow, readJudged, type Judged } from '../resourcing/judge-resourced.ts'
import { firstDay } from '../plan/plan.ts'
import { concludeProgress, lockProgress, placesOf, touch } from '../plan/progress.ts'
import { readServing, serveWaiting, waitsLess, watchGate, type Serving } from '../waiting/serve-waiting.ts'
import { aheadPart, promiseAs, simulate, textOf, type OptionAsk } from './serving-options.ts'
import { splitOff } from '../plan/split-component.ts'
import { codeOf, renderParts, unique } from './what-if.ts'
import { startOf } from '../plan/write-plan.ts'

export interface ResourceRequest extends MayBeKeyed, PartKey {
  actor: string
  token: string
  /** Others may lose their days for it, as the question allowed. */
  takesFromOthers: boolean
  reason: string | null
  malformed?: Malformed
}

interface ResourceFacts extends Serving {
  movable: MovableFacts
  turns: Map<string, Turn>
  others: Others
  judged: Judged
}

/**
 * Carries out an option that a what-if told (N-4): the part is served just so, with these days, or nothing is done and what changed is
 * said. What it gives up is free for those who wait. It meets reject, cancel, ship and whoever else takes goods on the order's row and at the
 * gates: each decides on what the others left.
 *
 * Refusals: `what_if_refused`, `stale_option`.
 */
export const resource = keyed<ResourceRequest, ResourceFacts>(resourceAct('orchestration.re_source', 5))

/**
 * The same of those that others lose their days for: by themselves, so that who waits for their items is read once a batch, and nobody
 * else moves goods of them in it.
 */
export const overtakeOthers = keyed<ResourceRequest, ResourceFacts>(
  // Some fifty lines a batch: each is a plan of all who wait for its item.
  resourceAct('orchestration.overtake', 20),
)

/** Does it take days from others? */
export function takesDays({ token }: Pick<ResourceRequest, 'token'>): boolean {
  return readToken(token)?.ask.kind === 'ahead'
}

function resourceAct(name: string, weight: number): Act<ResourceRequest, ResourceFacts, Answered | Refusal> {
  return {
    name,
    weigh: () => weight,
    companyOf: (request) => request.companyId,
    read: readResource,
    lock: ({ progress }, locks) => lockProgress(progress, locks),
    decide(request, facts, context): Answered | Refusal {
      const found = movableOf(facts.movable, request, context.now)
      const token = readToken(request.token)
      const problems: Problem[] = Array.isArray(found) ? [...found] : []
      if (!token)
        problems.push({ path: '/token', code: 'wrong_form', message: 'a token of an option of a what-if' })
      else if (token.partId !== request.partId)
        problems.push({ path: '/token', code: 'other_line', message: 'it is the token of another line' })
      else if (takesDays(request) && !request.takesFromOthers)
        problems.push({
          path: '/takeFromOthers',
          code: 'takes_from_others',
          message: 'this option takes days from others: say that it may',
        })
      if (request.malformed) return refuseMalformed(request.malformed, problems)
      if (problems.length > 0) return refuse('what_if_refused', problems)
      const of = found as Movable
      const overtaking = token!.ask.kind === 'ahead' ? overtake(of, facts.others) : undefined
      const stale = staleOf(of, token!, overtaking)
      if (stale.length > 0) return refuse('stale_option', stale)
      return { ok: true, answer: carryOut(of, { ...token!.ask, overtaking }, request, facts, context) }
    },
    conclude: ({ progress }, context) => concludeProgress(progress, context),
  }
}

async function readResource(db: Reader, requests: readonly ResourceRequest[]): Promise<ResourceFacts> {
  const parts = await readItemsOfParts(db, requests)
  const companyIds = requests.map(({ companyId }) => companyId)
  const freed = parts.map(({ quantity: incoming, ...of }) => ({ ...of, incoming }))
  const tokens = requests.map(({ companyId, token }) => ({ companyId, token: readToken(token) }))
  const ahead = new Set(tokens.flatMap(({ token }) => (token?.ask.kind === 'ahead' ? [token.partId] : [])))
  const slipping = tokens.flatMap(({ companyId, token }) =>
    (token?.slipping ?? []).slice(0, MOST_SLIPS).map((orderId) => ({ companyId, orderId })),
  )
  const serving = await readServing(db, [...requests, ...slipping], freed, {
    ...MOVABLE_NEEDS,
    holds: true,
    companyIds,
  })
  const overtaken = unique(parts.filter(({ partId }) => ahead.has(partId)))
  const [movable, turns, others] = await Promise.all([
    readMovable(db, serving.progress, requests, unique(parts)),
    readTurns(db, requests),
    overtaken.length === 0 ? NO_OTHERS : readOthers(db, overtaken),
  ])
  const { progress } = serving
  const judged = await readJudged(db, progress, parts, movable.flags)
  return { ...serving, movable, turns, others, judged }
}

/** What is no longer as it was told. */
function staleOf(of: Movable, token: OptionToken, overtaking: Overtaking | undefined): Problem[] {
  const { before, ask, told, slips } = token
  const now = standsAs(of)
  if (now !== before) {
    const message = `the line has another promise since: ${inWords(of, now)}`
    return [{ path: '/token', code: 'line_moved', message }]
  }
  const ahead = ask.kind === 'ahead'
  const found = () => (ahead ? (overtaking ? [aheadPart(of, overtaking)] : []) : simulate(of, ask))
  const parts = usable(of, ask) ? found() : []
  if (textOf(parts) === told) {
    if (!overtaking || slipsText(overtaking) === slips) return []
    return [{ path: '/token', code: 'others_slip', message: 'others would slip for it than it was told' }]
  }
  const other =
    parts.length === 0 ? 'this cannot be had any more' : `it would be ${inWords(of, textOf(parts))}`
  const message = `it was told as ${inWords(of, told)}; now ${other}`
  return [{ path: '/token', code: 'promised_otherwise', message }]
}

/** Whether an option is one of this part: its order may have fixed it, and no way may lead there, whatever a token says. */
function usable(
  { order, part, company, stock, inParts }: Movable,
  { kind, locationId, shipMethod }: OptionAsk,
): boolean {
  if (part.bound && (kind === 'place' || kind === 'split')) return false
  if (!inParts && kind === 'split') return false
  if (kind === 'ship_method') {
    const way = wayOfPart(order, part)
    return way !== null && shipMethodsTo(stock, company.id, way).includes(shipMethod!)
  }
  return locationId === undefined || locationOf(stock, company.id, locationId) !== undefined
}

/** A promise of a token with the codes of places for their ids. */
function inWords(of: Movable, text: string): string {
  const said = text.replaceAll(/(^|, )(\d+)(?= )/g, (whole, before: string, id: string) => {
    const place = locationOf(of.stock, of.company.id, BigInt(id))
    return place ? `${before}${place.code}` : whole
  })
  return said.trim().slice(0, MOST_SAID)
}

const MOST_SAID = 500

function carryOut(
  of: Movable,
  ask: OptionAsk & { overtaking: Overtaking | undefined },
  request: ResourceRequest,
  facts: ResourceFacts,
  context: Context,
): Json {
  const { order, part, stock, holding, company } = of
  const before = { ...part }
  const { parts, held } = carried(of, ask, request, facts, context)
  const key = part.id.toString()
  const changes: Json[] = []
  const note = (what: string, from: Json, to: Json) => {
    if (from !== to) changes.push([what, key, from, to])
  }
  note('supply', before.supply, part.supply)
  note('promisedOn', before.promisedOn, part.promisedOn)
  note('location', before.locationId!.toString(), part.locationId!.toString())
  note('shipMethod', before.shipMethod ?? null, part.shipMethod ?? null)
  if (held) changes.push(['hold', held.id.toString(), null, held.code])
  for (const { part: one } of parts.slice(1))
    changes.push(['split_off', key, one.id.toString(), formatMicro(one.quantity)])
  const { actor, reason } = request
  const promised = before.promisedOn !== part.promisedOn ? ['order.promised'] : []
  touch(
    facts.progress,
    order,
    { act: 're_source', actor, ...(reason === null ? {} : { reason }) },
    { changes, events: ['order.resourced', ...promised, ...(held ? ['order.held'] : [])], sourced: part.id },
  )
  // Who has goods of a day by another's turn has them when they come.
  if (ask.kind !== 'ahead') serveWaiting(facts, context, company, holding, actor)
  return {
    orderId: encodeId('ord', order.id),
    line: encodeId('ful', part.id),
    kind: ask.kind,
    ...(ask.locationId === undefined ? {} : { location: codeOf({ stock, company }, ask.locationId) }),
    ...(ask.shipMethod === undefined ? {} : { shipMethod: ask.shipMethod }),
    ...renderParts(
      of,
      parts.map(({ promised: one }) => one),
    ),
    lines: parts.map(({ part: one }) => encodeId('ful', one.id)),
  }
}

function carried(
  of: Movable,
  ask: OptionAsk & { overtaking: Overtaking | undefined },
  { actor }: ResourceRequest,
  facts: ResourceFacts,
  context: Context,
): Carried {
  const { part, holding } = of
  if (ask.kind === 'ship_method') return { parts: sendOtherwise(of, ask.shipMethod!, context) }
  if (!ask.overtaking) return serveAnew(of, ask, facts, context)
  const promised = aheadPart(of, ask.overtaking)
  writeOvertaking(ask.overtaking, facts.progress, context, { ...holding, actor }, facts.others)
  return { parts: [{ part, promised }] }
}

interface Served {
  part: FulfillmentLine
  promised: PromisedPart
}

interface Carried {
  parts: Served[]
  /** What leaves too little from there waits for somebody. */
  held?: Hold | undefined
}

/** Nothing moves but its days, and the word how it goes. */
function sendOtherwise(of: Movable, shipMethod: string, context: Context): Served[] {
  const { order, part } = of
  const [promised] = simulate(of, { kind: 'ship_method', shipMethod })
  const { promisedOn, arrivesOn } = promised!
  Object.assign(part, { shipMethod, promisedOn, arrivesOn })
  addReason(order, part, { shipMethod }, context)
  return [{ part, promised: promised! }]
}

/** The part gives up what it has, and is promised anew in the same batch; more parts are split off it. */
function serveAnew(of: Movable, ask: OptionAsk, facts: ResourceFacts, context: Context): Carried {
  const { order, part, holding, stock, company, today } = of
  const { progress, waiting, turns } = facts
  const { companyId } = holding
  const waited = holding.supply !== 'on_hand'
  const before = inWords(of, standsAs(of))
  giveUpHolding(stock, holding)
  if (waited) waitsLess(waiting, { companyId, itemId: part.itemId, id: part.id }, holding.quantity)
  else watchGate(progress, holding, holding.locationId)
  const { parts, search } = promiseAs(of, ask)
  const served = parts.map((promised, index): Served => {
    if (index === 0) return { part, promised }
    const own = splitPart(order, part, promised.quantity, context)
    comesAsItMay(own)
    return { part: own, promised }
  })
  for (const { part: one, promised } of served) placeAt(one, promised)
  const notAt = [...new Set([...of.refused, ...(search?.notAt ?? [])])]
  const { agreedAt: askedAt } = turns.get(`${companyId}/${order.id}`)!
  writeAnew(
    stock,
    context,
    holding,
    served.map(({ part: { id: sourceId }, promised }) => ({ promised, sourceId })),
    { askedAt, bound: part.bound, notAt },
  )
  const attempt = of.refused.size + 1
  if (search) {
    const { kind, locationId } = ask
    const option: JsonObject = { kind, before }
    if (locationId !== undefined) option.location = codeOf(of, locationId)
    const record = { ...search.record, option }
    writeSearch({ ...search, record }, { companyId, rootId: order.id, attempt }, context)
    countPlaces(stock, search, { companyId, rootId: order.id, today }, parts)
  }
  const { lineNo } = part
  keepBrought(stock, context, parts, { companyId, rootId: order.id, lineNo, attempt, today, told: true })
  for (const one of served) reasonPart(order, one.part, reasonFor(of, ask, one, search), context)
  // What is brought is judged at what it costs where it comes from, which its plan says.
  goOn(of, served, waited, facts, context)
  const lineNos = new Set([lineNo])
  const held = holdIfBelow(facts.judged, progress, context, { order, company, segment: of.segment, lineNos })
  writeParts(
    order,
    served.slice(1).map((one) => one.part),
    context,
  )
  return { parts: served, held }
}

/** What is brought waits where it is collected until its plan asks for it. */
function placeAt(
  part: FulfillmentLine,
  { location, supply, promisedOn, arrivesOn, startsOn, brought }: PromisedPart,
): void {
  if (brought) return
  Object.assign(part, { locationId: location, supply })
  Object.assign(part, { promisedOn: promisedOn ?? null, arrivesOn: arrivesOn ?? null, startsOn })
}

/** Why it comes from where it comes now; what its order fixed stays. */
function reasonFor(
  { part, stock, company }: Movable,
  { kind }: OptionAsk,
  { part: own, promised }: Served,
  search: SourcingSearch | undefined,
): JsonObject {
  return {
    ...reasonOf(promised, promised.brought ? promised.brought.search : search),
    option: kind,
    ...(part.bound ? { only: codeOf({ stock, company }, promised.brought?.to ?? promised.location) } : {}),
    ...fixedOf(own),
  }
}

/** The plan follows: what waits for goods waits on, what has them goes on, from its first day on, and what is brought is asked for. */
function goOn(
  { order, part, company, today, now: asOf }: Movable,
  served: readonly Served[],
  waited: boolean,
  { progress }: ResourceFacts,
  context: Context,
): void {
  const { now } = context
  const alone = waited && served.length === 1
  if (!alone) {
    const starts = new Map(served.map(({ part: one }) => [one.id, startsAt(one)]))
    const branched = served.slice(1).map(({ part: one }) => ({ part: one, from: part }))
    splitOff(progress, context, order, [part], branched, starts)
  }
  const asked = { requestedOn: part.requestedOn ?? today, time: timeOfDay(company, asOf) }
  for (const { part: one, promised } of served) {
    if (!promised.brought) continue
    bringPart(progress, context, { company, order, part: one, fromId: promised.location, asked, today })
  }
  const places = placesOf(progress, order)
  for (const { part: one } of served) {
    const reserve = places.get(one.id)!.reserve!
    // Beside others of its component it goes on when they have their goods, too.
    const ready = reserve.partIds.every((id) => places.get(id)!.part.supply === 'on_hand')
    if (one.supply === 'on_hand' && ready) happened(progress, reserve, now)
  }

  function startsAt(one: FulfillmentLine): Date | null {
    const place = locationOf(progress.stock, company.id, one.locationId!)!
    // A warehouse that confirms is asked when it has to begin; one that ships by itself ships when it is asked.
    const { startsOn = one.promisedOn } = place.autoConfirm ? {} : one
    const startOn = firstDay([{ ...one, promisedOn: startsOn }], today)
    return startOf({ startOn, notBefore: remorseUntil(order) }, company, now)
  }
}

import type { Account } from '../../customers/index.ts'
import { locationOf } from '../../inventory/index.ts'
import {
  addHold,
  carryAmendment,
  holdForResourced,
  judgeAmendment,
  mayAct,
  standingLines,
  statedPrices,
  writeDays,
  writeHead,
  writeLine,
  writeNewParts,
  type Carried,
  type JudgedAmendment,
  type LineDelta,
  type Order,
  type StandingLine,
} from '../../orders/index.ts'
import type { Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { refuseMalformed } from '../../platform/http/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { formatMicro, parseAmount } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { openOf, settleTaken, takeAway, takeFarthest } from '../cancel/cancel-order.ts'
import { fitsItem } from '../model/pattern.ts'
import { forbidden } from '../policy/judge-policy.ts'
import { stopOrder } from '../plan/events.ts'
import { orderOf, tasksOf, touch } from '../plan/progress.ts'
import { segmentOf } from '../plan/segment.ts'
import { settlementTask, stillToPay, type Acting } from '../plan/settlement.ts'
import { askedFor } from '../resourcing/repromise.ts'
import { accountOf, type AmendFacts, type AmendRequest } from './amend-facts.ts'
import { compensate } from '../calls/compensate.ts'
import { pastNoReturn } from '../calls/no-return.ts'
import { drawMore } from './draw-more.ts'
import { redate } from './re-date.ts'
import { snapshot, tell } from './told.ts'

/** What an amendment did to an order. */
export interface Amended {
  ok: true
  order: Order
  told: JsonObject
  /** Nothing of it matters, or is other than what stands. */
  unchanged: boolean
}

/**
 * Amends a running order (A5, O-54 to O-61, P-32, P-35): what it says is compared with what stands, and what differs is carried out by the decisions
 * that agreed the order in the first place: what is taken away is cancelled, what is added is priced, promised and planned, what is asked for
 * on another day moves there. All of it, or nothing.
 *
 * Refusals, in this order: `not_found`, `not_amendable`, `stale_base`, `prices_forbidden`, `amendment_refused` with everything that is wrong with it.
 */
export function decideAmendment(
  request: AmendRequest,
  facts: AmendFacts,
  context: Context,
  version?: { source: number },
): Amended | Refusal {
  const { progress, submit } = facts
  const { companyId, malformed, baseVersion } = request
  const order = orderOf(progress, request)
  if (!order) return refuse('not_found', 'there is no such order')
  const company = progress.companies.get(companyId)!
  const account = accountOf(progress.accounts, order)
  const fits = fitsToAmend(request, order, facts)
  if (fits) return malformed ? refuseMalformed(malformed, fits.problems) : fits
  if (baseVersion !== null && baseVersion !== order.version && !malformed) {
    const message = `the order is at version ${order.version}, this was made on version ${baseVersion}`
    return refuse('stale_base', message, '/baseVersion')
  }
  const patterns = facts.patterns.get(companyId)!
  const standing = standingOf(order, facts)
  const judged = judgeAmendment(
    {
      order,
      account: account!,
      company,
      standing,
      amendment: request.amendment,
      request: facts.asked.get(request)!,
      hasPattern: (item) => fitsItem(patterns.get(item.pattern), item),
    },
    submit,
    context,
  )
  const forbidden = notTheirs(request, facts)
  if (malformed) return refuseMalformed(malformed, [...forbidden, ...(judged.ok ? [] : judged.problems)])
  if (forbidden.length > 0) return refuse('prices_forbidden', forbidden)
  if (!judged.ok) return judged
  const wrong = [
    ...notFixed(order, request, account!),
    ...notFree(order, judged, facts),
    ...pastReturn(order, request, judged, facts),
    ...notPaid(order, judged, facts),
  ]
  if (wrong.length > 0) return refuse('amendment_refused', wrong)
  return carryOut(request, { order, company, account: account!, standing, judged }, facts, context, version)
}

function fitsToAmend(request: AmendRequest, order: Order, { progress }: AmendFacts): Refusal | undefined {
  const { companyId, orderId } = request
  const over = (message: string) => refuse('not_amendable', message)
  if (!mayAct(order.state, 'amend')) return over(`the order is ${order.state}`)
  if (order.decisions.historic) return over('an order of the past stands as it was')
  const settled = settlementTask(progress, order)
  if (!['waiting', 'ready'].includes(settled.state)) return over(`its settlement is ${settled.state}`)
  if (tasksOf(progress, { companyId, orderId }).length === 0) return over('it has no plan')
  return forbidden(progress.policies, order, 'amend', request)
}

function standingOf(order: Order, { components, words, progress }: AmendFacts): StandingLine[] {
  const key = `${order.companyId}/${order.id}`
  const { gathers = [], covers = [] } = order.decisions as {
    gathers?: [number, [number, number][]][]
    covers?: [number, number | null][]
  }
  const linked = new Set<number>([
    ...(components.get(key) ?? []).flatMap(({ lineNo, parentNo }) => [lineNo, parentNo]),
    ...gathers.flatMap(([lineNo, goods]) => [lineNo, ...goods.map(([lead]) => lead)]),
    ...covers.flatMap(([lineNo, lead]) => (lead === null ? [lineNo] : [lineNo, lead])),
  ])
  const codeOf = (id: bigint) => locationOf(progress.stock, order.companyId, id)?.code ?? ''
  return standingLines(order, words.get(key) ?? new Map(), codeOf, linked)
}

/** Who sees some accounts only states no prices, nor asks for those of today. */
function notTheirs(request: AmendRequest, facts: AmendFacts): Problem[] {
  const { accounts, amendment, revision, companyId } = request
  if (accounts == null || revision) return []
  const { taxInclusive: _stands, ...input } = facts.asked.get(request)!.input
  const source = facts.submit.receptions.get(companyId)!.sources.get(input.source)
  const today =
    amendment.prices === 'today'
      ? [
          {
            path: '/prices',
            code: 'prices_forbidden',
            message: 'your credential may not have it priced anew',
          },
        ]
      : []
  return [...statedPrices(input, source), ...today]
}

/** Who buys, in what currency and how it is paid stays what it was. */
function notFixed(order: Order, { revision }: AmendRequest, account: Account): Problem[] {
  if (!revision) return []
  const { customer, currency, prepaid = false, taxInclusive = false, shipMethod, freight } = revision.fixed
  const method = order.decisions.shipMethod ?? undefined
  const own = order.taxInclusive ? order.freight + order.freightTax : order.freight
  const stated = freight && parseAmount(freight.amount, order.currency)
  const differ: [string, boolean][] = [
    ['/customer/account', customer.account !== account.number],
    ['/currency', currency !== order.currency],
    ['/prepaid', prepaid !== order.prepaid],
    ['/taxInclusive', taxInclusive !== order.taxInclusive],
    ['/shipMethod', shipMethod !== undefined && shipMethod !== method],
    ['/freight', stated !== undefined && stated !== own],
  ]
  const message = 'an amendment does not change it: place an order of its own'
  return differ.flatMap(([path, other]) => (other ? [{ path, code: 'fixed', message }] : []))
}

/** What a place was asked to ship, or brings, stays as it is until it has. */
function notFree(order: Order, { deltas, moved }: JudgedAmendment, { progress }: AmendFacts): Problem[] {
  const asked = askedFor(progress.shipments.get(`${order.companyId}/${order.id}`) ?? [])
  const problems: Problem[] = []
  for (const { lineNo, day, index } of deltas) {
    if (day === null && moved === null) continue
    const own = order.parts.filter((part) => part.lineNo === lineNo && openOf(part) > 0n)
    const path = index === null || index < 0 ? '/lines' : `/lines/${index}`
    if (own.some(({ id }) => asked.has(id)))
      problems.push({
        path,
        code: 'with_warehouse',
        message: `a warehouse was asked to ship line ${lineNo}: it rejects it, or ships it as it is`,
      })
    else if (day !== null && own.some(({ supply }) => supply === 'transfer'))
      problems.push({
        path,
        code: 'is_brought',
        message: `line ${lineNo} is brought to where it is collected`,
      })
  }
  return problems
}

/** What was done of a line for good stays as it was asked for (O-67). */
function pastReturn(
  order: Order,
  { acceptPenalty = false }: AmendRequest,
  { deltas }: JudgedAmendment,
  { passed, compensable: { calls } }: AmendFacts,
): Problem[] {
  const changes = deltas.flatMap(({ lineNo, kind, index }) =>
    lineNo === null || kind === 'same' || kind === 'noted'
      ? []
      : [{ lineNo, path: index === null || index < 0 ? '/lines' : `/lines/${index}` }],
  )
  return pastNoReturn({ passed, calls }, order, changes, acceptPenalty)
}

/** What was to be paid beforehand is paid before it is promised; while the order waits for its money, it waits for more. */
function notPaid(order: Order, { pieces }: JudgedAmendment, { progress }: AmendFacts): Problem[] {
  if (!order.prepaid || pieces.length === 0) return []
  const collect = tasksOf(progress, { companyId: order.companyId, orderId: order.id }).find(
    ({ kind }) => kind === 'collect',
  )
  if (collect?.state === 'waiting') return []
  const more = pieces.reduce((sum, { amounts: { net, tax, freight } }) => sum + net + tax + freight, 0n)
  if (more + stillToPay(progress, order) <= 0n) return []
  const message = 'the order was paid beforehand, for less: place an order of its own for what is more'
  return [{ path: '/lines', code: 'not_covered', message }]
}

interface Carrying {
  order: Order
  company: Company
  account: Account
  standing: StandingLine[]
  judged: JudgedAmendment
}

function carryOut(
  request: AmendRequest,
  { order, company, account, standing, judged }: Carrying,
  facts: AmendFacts,
  context: Context,
  source?: { source: number },
): Amended {
  const { progress, submit } = facts
  const { actor, reason, head } = request
  const { deltas } = judged
  const acting: Acting = { act: 'amend', actor, reason: reason ?? AMENDED }
  const before = snapshot(progress, order)
  const baseVersion = order.version
  const unchanged =
    judged.moved === null &&
    deltas.every(({ kind }) => kind === 'same') &&
    (head.customerReference === undefined || head.customerReference === order.customerReference) &&
    head.custom === undefined
  if (unchanged) {
    const what = { deltas, numbers: new Map(), baseVersion, moved: null, calls: [] }
    return { ok: true, order, told: tell(progress, order, before, what), unchanged }
  }
  const version = Math.max(order.version + 1, source?.source ?? 0)
  const chosen = deltas.flatMap(({ lineNo, wanted, target }) =>
    target < wanted && lineNo !== null
      ? takeFarthest(
          // What was added last goes first.
          order.parts.filter((part) => part.lineNo === lineNo).toReversed(),
          wanted - target,
        )
      : [],
  )
  const taken = chosen.length > 0 ? takeAway(facts, context, order, chosen, acting) : undefined
  const carried = carryAmendment(order, judged, { account, company, standing, version }, submit, context)
  const days = new Map(
    deltas.flatMap(({ lineNo, day }): [number, string][] =>
      lineNo === null || day === null ? [] : [[lineNo, day]],
    ),
  )
  const dated = redate(progress, context, { order, company }, days)
  const added = new Set(carried.lines.flatMap(({ line, action }) => (action === 'add' ? [line.lineNo] : [])))
  const items = new Map(judged.pieces.map(({ line: { lineNo }, item }) => [lineNo, item]))
  const itemOf: AmendFacts['items'] = (of, lineNo) => items.get(lineNo) ?? facts.items(of, lineNo)
  const drawn = drawMore(progress, context, order, carried.parts, added, {
    company,
    patterns: facts.patterns.get(order.companyId)!,
    itemOf,
  })
  const held = hold(order, carried, { ...facts, items: itemOf }, { account, company }, context)
  if (head.customerReference !== undefined) order.customerReference = head.customerReference
  if (head.custom !== undefined) order.custom = head.custom as JsonObject
  if (request.amendment.requestedOn !== undefined) order.requestedOn = request.amendment.requestedOn
  writeHead(order, context)
  for (const { line, action } of carried.lines) writeLine(order, line, action, context)
  writeNewParts(order, carried.parts, context)
  const reshared = facts.reshared.get(order) ?? new Set()
  facts.reshared.set(order, reshared)
  for (const part of carried.reshared) reshared.add(part)
  const numbers = numbersOf(judged, deltas)
  touch(progress, order, acting, {
    changes: changesOf(deltas, numbers, baseVersion, order.version, held),
    events: [
      'order.amended',
      ...(dated.length > 0 ? ['order.promised'] : []),
      ...(held.length > 0 ? ['order.held'] : []),
    ],
  })
  for (const { part } of dated) touch(progress, order, acting, { sourced: part.id })
  writeDays(
    order,
    dated.map(({ part }) => part),
    context,
  )
  const calls = [...compensate(progress, facts.compensable, order, context), ...drawn]
  if (taken) settleTaken(facts, context, order, taken, acting)
  const what = { deltas, numbers, baseVersion, moved: judged.moved, calls }
  return { ok: true, order, told: tell(progress, order, before, what), unchanged }
}

const AMENDED = 'amended'

function numbersOf({ pieces }: JudgedAmendment, deltas: readonly LineDelta[]): Map<LineDelta, number> {
  const numbers = new Map(pieces.map(({ delta, line }) => [delta, line.lineNo]))
  for (const delta of deltas) if (delta.lineNo !== null) numbers.set(delta, delta.lineNo)
  return numbers
}

/** What is owed too much, or leaves too little, waits for somebody (A3-9, N-10). */
function hold(
  order: Order,
  { exceeds, lines }: Carried,
  { progress, submit, components, items }: AmendFacts,
  { account, company }: { account: Account; company: Company },
  context: Context,
): string[] {
  const holds: Parameters<typeof addHold>[1][] = []
  const system = {
    lineNo: null,
    lineNos: null,
    taskKind: null,
    kind: 'system',
    placedBy: 'system',
    expiresOn: null,
  } as const
  const isHeld = (code: string) => order.holds.some((one) => one.code === code && !one.released)
  if (exceeds && !isHeld('credit'))
    holds.push({ ...system, code: 'credit', reason: `the credit limit of the ${exceeds} would be exceeded` })
  const weak = holdForResourced({
    order,
    company,
    items: order.lines.map(({ lineNo }) => items(order, lineNo)),
    components: components.get(`${order.companyId}/${order.id}`) ?? [],
    segment: segmentOf(submit.accounts, order) || account.segment,
    offer: submit.offers.get(order.companyId)!,
    stock: progress.stock,
    lineNos: new Set(lines.map(({ line }) => line.lineNo)),
  })
  if (weak) holds.push(weak)
  return holds.flatMap((one) => {
    if (!stopOrder(progress, order)) return []
    return [addHold(order, one, context).code]
  })
}

function changesOf(
  deltas: readonly LineDelta[],
  numbers: ReadonlyMap<LineDelta, number>,
  from: number,
  to: number,
  held: readonly string[],
): Json[] {
  return [
    ['version', null, from, to],
    ...deltas.flatMap((delta): Json[] => {
      if (delta.kind === 'same') return []
      const key = String(numbers.get(delta) ?? delta.lineNo)
      const { wanted, target, day, repriced, kind } = delta
      return [
        ...(wanted === target ? [] : [['line', key, formatMicro(wanted), formatMicro(target)]]),
        ...(day === null ? [] : [['requestedOn', key, null, day]]),
        ...(repriced ? [['price', key, null, 'anew']] : []),
        ...(kind === 'noted' ? [['custom', key, null, 'said']] : []),
      ]
    }),
    ...held.map((code): Json => ['hold', null, null, code]),
  ]
}

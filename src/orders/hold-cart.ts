import {
  addSourcing,
  holdAnew,
  holdPart,
  itemsHeld,
  locationOf,
  lockStock,
  lockTemporaryReservations,
  promiseOrder,
  readStock,
  readTemporaryReservations,
  temporaryOf,
  unpromiseLine,
  writeGates,
  writeTemporaryReservations,
  type TemporaryReservations,
} from '../inventory/index.ts'
import { businessTime } from '../organization/index.ts'
import type { Act, Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { refuseMalformed } from '../platform/http/index.ts'
import type { Json } from '../platform/json.ts'
import type { Answered } from '../platform/keyed.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { instant } from '../platform/wire.ts'
import { readAsked, type InquiryFacts, type InquiryRequest } from './inquiry.ts'
import { judgeInquiry, wantsOf } from './judge-inquiry.ts'
import { promisesShown, renderLine, withParts } from './render-promises.ts'
import { questionFor } from './want.ts'

/** A cart or a quote that is to hold what of its lines is on hand until an instant of business time. */
export interface HoldRequest extends Omit<InquiryRequest, 'alternatives' | 'showsCosts'> {
  /** Who: the principal's name. */
  actor: string
  reserve: { key: string; until: Date }
}

interface HoldFacts extends InquiryFacts {
  reservations: TemporaryReservations
}

/** A cart that lasts longer than this is an order, or a quote that is renewed. */
const MOST_DAYS = 7
const MOST_MS = MOST_DAYS * 86_400_000

/**
 * Promises lines as `inquire` does and holds what of them is on hand, a batch at a time (A10-20, P-24). What comes later is told, and not
 * held. The same key again frees what it held and holds what its lines say now: sent twice it holds the same.
 *
 * Refusals: `unknown_company`, `promise_refused` (every problem at once), `reservation_used`.
 */
export const holdCart: Act<HoldRequest, HoldFacts, Answered | Refusal> = {
  name: 'orders.hold_cart',
  intake: true,
  weigh: ({ lines }) => lines.length,
  companyOf: ({ companyId }) => companyId,
  read: readHolds,
  lock(facts, locks) {
    lockTemporaryReservations(facts.reservations, locks)
    lockStock(facts.stock, locks)
  },
  decide: decideHold,
  conclude(facts, context) {
    writeTemporaryReservations(facts.reservations, context)
    writeGates(facts.stock, context)
  },
}

async function readHolds(db: Reader, requests: readonly HoldRequest[]): Promise<HoldFacts> {
  const keys = requests.map(({ companyId, reserve }) => ({ companyId, key: reserve.key }))
  const [{ goods, ...asked }, reservations] = await Promise.all([
    readAsked(db, requests),
    readTemporaryReservations(db, keys),
  ])
  const { companies } = asked
  const all = [...goods, ...itemsHeld(reservations)]
  const unique = [...new Map(all.map((one) => [`${one.companyId}/${one.itemId}`, one])).values()]
  const stock = await readStock(db, companies.values(), unique)
  await addSourcing(db, stock, [...companies.values()], unique)
  return { ...asked, reservations, stock }
}

function decideHold(request: HoldRequest, facts: HoldFacts, context: Context): Answered | Refusal {
  const { companyId, malformed, actor, outsider } = request
  const { key, until } = request.reserve
  const company = facts.companies.get(companyId)
  if (!company) return refuse('unknown_company', 'there is no such company')
  const judged = judgeInquiry(request, company, facts, context.now)
  const { whole, problems, brought } = judged
  problems.unshift(...wrongTime(until, businessTime(company, context.now)))
  // A key is one of the company: whoever sees some accounts only would learn of those of others, and take their goods.
  if (outsider) {
    const message = 'who sees some accounts only holds no goods'
    problems.unshift({ path: '/reserve', code: 'reserve_not_allowed', message })
  }
  if (malformed) return refuseMalformed(malformed, problems)
  if (problems.length > 0) return refuse('promise_refused', problems)
  const { stock, reservations } = facts
  const known = temporaryOf(reservations, { companyId, key })
  if (known && known.orderId !== null) {
    const message = `an order has what ${key} held: a new cart has a key of its own`
    return refuse('reservation_used', message, '/reserve/key')
  }
  const one = holdAnew(stock, reservations, { companyId, key, madeBy: actor, until })
  const codeOf = (id: bigint) => locationOf(stock, companyId, id)!.code
  const wants = wantsOf(judged, company, facts)
  const goods = wants.flatMap(({ want, isGoods }) => (isGoods ? [{ ...want, holds: true as const }] : []))
  const question = questionFor(whole, { ...request, postcode: request.shipTo?.postcode })
  const promised = promiseOrder(stock, goods, question, whole.today).parts
  for (const [index, { itemId }] of goods.entries())
    for (const part of promised[index]!) if (part.supply === 'on_hand') holdPart(stock, one, itemId, part)
  const comes = promised.map((parts) => parts.filter(({ supply }) => supply !== 'on_hand'))
  // What comes is nobody's until it is ordered.
  for (const [index, want] of [...goods.entries()].reverse()) unpromiseLine(stock, want, comes[index]!)
  const complete = comes.every((parts) => parts.length === 0)
  const promises = promisesShown(judged, wants, promised, codeOf, outsider)
  let next = 0
  const answers = wants.map(({ want, line, isGoods }, place): Record<string, Json> => {
    const losers = isGoods ? promised[next++]![0]?.losers : undefined
    return renderLine(line, want, promises[place]!, losers, codeOf)
  })
  return {
    ok: true,
    answer: {
      lines: withParts(answers, request.lines.length, brought),
      reserved: { key, until: instant(until), whole: complete },
    },
  }
}

function wrongTime(until: Date, now: Date): Problem[] {
  const path = '/reserve/until'
  if (until <= now) return [{ path, code: 'in_past', message: `it is ${instant(now)} already` }]
  if (until.getTime() - now.getTime() <= MOST_MS) return []
  const message = `goods are held for ${MOST_DAYS} days at most: hold them anew until then`
  return [{ path, code: 'too_late', message }]
}

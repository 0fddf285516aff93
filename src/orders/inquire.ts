import { readSubstitutes, type Substitute } from '../catalog/index.ts'
import {
  addCosts,
  addSourcing,
  locationOf,
  promiseOrder,
  readPromisable,
  unpromiseLine,
} from '../inventory/index.ts'
import type { Act, Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { refuseMalformed } from '../platform/http/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import type { Answered } from '../platform/keyed.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'
import { alternativesTo, worthOf, type Worth } from './alternatives.ts'
import { questionFor } from './want.ts'
import { type InquiryRequest, type InquiryFacts, readAsked } from './inquiry.ts'
import { judgeInquiry, wantsOf } from './judge-inquiry.ts'
import {
  promisesShown,
  partsShown,
  renderLine,
  renderPromises,
  withParts,
  renderWorth,
  renderAsk,
  renderSearch,
} from './render-promises.ts'

interface AnswerFacts extends InquiryFacts {
  /** By item, for questions about alternatives. */
  substitutes: ReadonlyMap<bigint, readonly Substitute[]>
}

/**
 * Answers what would be promised, a batch at a time and without a trace: nothing is written, locked or numbered (A10-16, P-30). Lines
 * of a question see what the ones before them took, as those of an order do; questions do not see each other.
 *
 * Refusals: `unknown_company`, `promise_refused` (every problem at once).
 */
export const inquire: Act<InquiryRequest, AnswerFacts, Answered | Refusal> = {
  name: 'orders.inquire',
  intake: true,
  weigh: ({ lines, alternatives }) => lines.length * (alternatives ? ALTERNATIVES_WEIGH : 1),
  companyOf: ({ companyId }) => companyId,
  read: readInquiries,
  decide: decideInquiry,
}

/** A line with its alternatives is sourced some twenty times. */
const ALTERNATIVES_WEIGH = 10

async function readInquiries(db: Reader, requests: readonly InquiryRequest[]): Promise<AnswerFacts> {
  const { goods: own, ...asked } = await readAsked(db, requests)
  const { companies } = asked
  const asking = new Set(requests.flatMap((one) => (one.alternatives ? [one.companyId] : [])))
  const substitutes = await readSubstitutes(
    db,
    own.filter(({ companyId }) => asking.has(companyId)),
  )
  const others = own.flatMap(({ companyId, itemId }) =>
    (substitutes.get(itemId) ?? []).map(({ item }) => ({ companyId, itemId: item.id })),
  )
  const goods = [...new Map([...own, ...others].map((one) => [one.itemId, one])).values()]
  const stock = await readPromisable(db, companies.values(), goods)
  await addSourcing(db, stock, [...companies.values()], goods)
  if (requests.some(({ alternatives }) => alternatives))
    await addCosts(db, stock, [...companies.values()], goods)
  return { ...asked, substitutes, stock }
}

function decideInquiry(request: InquiryRequest, facts: AnswerFacts, context: Context): Answered | Refusal {
  const { companyId, lines: stated, malformed, outsider } = request
  const company = facts.companies.get(companyId)
  if (!company) return refuse('unknown_company', 'there is no such company')
  const judged = judgeInquiry(request, company, facts, context.now)
  const { whole, problems, brought } = judged
  const { today } = whole
  if (malformed) return refuseMalformed(malformed, problems)
  if (problems.length > 0) return refuse('promise_refused', problems)
  const wants = wantsOf(judged, company, facts)
  const goods = wants.flatMap(({ want, isGoods }) => (isGoods ? [want] : []))
  const question = questionFor(whole, { ...request, postcode: request.shipTo?.postcode })
  const { parts: promised, search } = promiseOrder(facts.stock, goods, question, today)
  const codeOf = (id: bigint) => locationOf(facts.stock, companyId, id)!.code
  const promises = promisesShown(judged, wants, promised, codeOf, outsider)
  const taken = goods.map((want, index) => ({ want, parts: promised[index]! }))
  // A line is put back before those that took their goods before it: its alternatives are of what these left.
  const putBack = () => {
    const { want, parts } = taken.pop()!
    unpromiseLine(facts.stock, want, parts)
    return parts
  }
  try {
    const answers = wants.toReversed().map(({ want, line, isGoods }, index): Record<string, Json> => {
      const place = wants.length - 1 - index
      const isPart = place >= stated.length
      if (!isGoods) return renderLine(line, want, promises[place]!)
      const parts = putBack()
      const losers = outsider ? [] : (parts[0]?.losers ?? [])
      const shown = renderLine(line, want, promises[place]!, losers, codeOf)
      // A part goes with its line: it is not asked for in another way.
      if (!request.alternatives || isPart) return shown
      const at = { stock: facts.stock, company, today, question }
      const others = alternativesTo(want, parts, at, line, facts.substitutes.get(want.itemId) ?? [])
      const worth = (of: Worth) => (request.showsCosts ? renderWorth(of, company.currency) : {})
      return {
        ...shown,
        ...worth(worthOf(want, parts, at, line.unitPrice)),
        alternatives: others.map((other) => ({
          kind: other.kind,
          ask: renderAsk(other.ask),
          ...renderPromises(partsShown(other.parts, codeOf, outsider)),
          ...worth(other.worth),
        })),
      }
    })
    const answer: JsonObject = { lines: withParts(answers.reverse(), stated.length, brought) }
    if (search && !outsider) answer.sourcing = renderSearch(search)
    return { ok: true, answer }
  } finally {
    while (taken.length > 0) putBack()
  }
}

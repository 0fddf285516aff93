import { isOver } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import { endConditions, know, readKnown, type Fact, type Known } from './known.ts'

export interface TellFactsRequest extends MayBeKeyed, OrderKey {
  actor: string
  reason: string | null
  facts: readonly Fact[]
}

interface TellFacts {
  progress: Progress
  known: Known
}

/**
 * Somebody says what is known of lines of an order (O-51): names that are not said stay as they are, so of two at once with different names
 * both are kept. What waited for it goes on; what was done by other data stays done (O-71).
 */
export const tellFacts = keyed<TellFactsRequest, TellFacts>({
  name: 'orchestration.tell_facts',
  weigh: ({ facts }) => 2 + facts.length,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const [progress, known] = await Promise.all([
      readProgress(db, requests, { lines: true }),
      readKnown(db, requests),
    ])
    return { progress, known }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, { progress, known }, context): Answered | Refusal {
    const { actor, reason, facts } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    const problems = problemsOf(facts, new Set(order.lines.map(({ lineNo }) => lineNo)))
    if (problems.length > 0) return refuse('facts_refused', problems)
    if (isOver(order.state)) return refuse('order_over', `the order is ${order.state}`)
    const changes = know(known, order, facts, { actor, taskId: null }, context)
    if (changes.length > 0) {
      const told = { act: 'tell_facts', actor, ...(reason === null ? {} : { reason }) }
      touch(progress, order, told, { changes, events: ['facts.changed'] })
      endConditions(progress, known, order, told, context)
    }
    const answer: Json = { orderId: encodeId('ord', order.id), changed: changes.length }
    return { ok: true, answer }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<TellFactsRequest, TellFacts, Answered | Refusal>)

function problemsOf(facts: readonly Fact[], lines: ReadonlySet<number>): Problem[] {
  const named = new Set<string>()
  return facts.flatMap(({ lineNo, name }, index) => {
    const at = `/facts/${index}`
    const problems: Problem[] = []
    if (!lines.has(lineNo))
      problems.push({
        path: `${at}/lineNo`,
        code: 'unknown_line',
        message: `the order has no line ${lineNo}`,
      })
    const one = `${lineNo}/${name}`
    if (named.has(one))
      problems.push({
        path: `${at}/name`,
        code: 'said_twice',
        message: `${name} of line ${lineNo} is said twice`,
      })
    named.add(one)
    return problems
  })
}

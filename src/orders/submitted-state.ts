import type { Item } from '../catalog/index.ts'
import type { Problem } from '../platform/outcome.ts'
import type { OrderState } from './order.ts'
import { askedForDiscounts, wantApproval, type Wanted } from './approval.ts'
import { askedBy } from './guardrail.ts'
import type { OrderAmounts } from './order-amounts.ts'
import { validate } from './recognize.ts'
import { approvalFactsOf, validationFactsOf } from './rule-facts.ts'
import type { SubmitRequest } from './submit-request.ts'
import type { Content, JudgedContent } from './judge-content.ts'

/** What becomes of an order as it is submitted. */
interface Submission {
  state: OrderState
  problems: Problem[]
  /** Who is asked before it is agreed. */
  wanted: Wanted | undefined
}

/**
 * Says what becomes of an order: agreed, asked about, a draft with what is wrong with it, or failed, where no rule recognizes it, one
 * refuses it, or no plan could be drawn for it.
 *
 * @param by who asks for an approval
 */
export function stateOf(
  request: SubmitRequest,
  content: Content,
  judged: JudgedContent,
  by: string,
): Submission {
  const { recognition, hasPattern, input } = content
  const { items, amounts, problems } = judged
  const failed = (found: Problem[]): Submission => ({ state: 'failed', problems: found, wanted: undefined })
  if (recognition.failed) return failed([recognition.failed, ...problems])
  // It stands as it was stated, in the channel's words: what else is wrong with those is no news.
  if (content.problems.length > 0) return failed(content.problems)
  const planless = items.flatMap((item, index) => (item && !hasPattern(item) ? [noPattern(item, index)] : []))
  // No pattern, no plan: the order fails visibly, no item is skipped (step 4 of plan generation).
  if (planless.length > 0) return failed([...problems, ...planless])
  if (problems.length > 0 || input.submit === false) return { state: 'draft', problems, wanted: undefined }
  if (!amounts)
    return content.unplannable
      ? failed([content.unplannable])
      : { state: 'in_progress', problems, wanted: undefined }
  const ruled = ruledOf(content, judged, amounts)
  const invalid = validate(content.reception, recognition.orderType, () => ruled)
  if (invalid.length > 0) return failed(invalid)
  const wanted = approvalOf(request, content, judged, amounts, ruled, by)
  if (!wanted && content.unplannable) return failed([...problems, content.unplannable])
  return { state: wanted ? 'pending_approval' : 'in_progress', problems, wanted }
}

function noPattern(item: Item, index: number): Problem {
  const message = `item ${item.sku} asks for fulfillment pattern ${item.pattern}, which does not exist or is not for ${item.kind}`
  return { path: `/lines/${index}/sku`, code: 'pattern_not_found', message }
}

/** What rules see of an order. */
function ruledOf(content: Content, judged: JudgedContent, amounts: OrderAmounts) {
  const { country, region, orderedOn } = judged.terms
  return validationFactsOf(content.input, {
    country,
    region,
    orderedOn,
    prePriced: content.source.prePriced,
    account: judged.account!,
    orderType: content.recognition.orderType,
    items: judged.items as Item[],
    amounts,
  })
}

/** Who is asked about an order before it is agreed; undefined: nobody, or somebody has agreed to what it comes to. */
function approvalOf(
  request: SubmitRequest,
  { reception, source }: Content,
  { atEntry }: JudgedContent,
  amounts: OrderAmounts,
  ruled: ReturnType<typeof ruledOf>,
  by: string,
): Wanted | undefined {
  if (!atEntry.weighed && !amounts.overLimit) return undefined
  if (request.historic || request.approved?.total === amounts.total) return undefined
  const seen = () => {
    const { byHand: stated = 0n, overLimit } = amounts
    const before = request.agreed?.discountPercent ?? 0n
    const discountPercent = stated > before ? stated : before
    return approvalFactsOf(ruled, { discountPercent, overLimit: overLimit !== undefined }, atEntry.margins)
  }
  const others = [...askedBy(atEntry.judged), ...askedForDiscounts(amounts)]
  const agreedTo = request.agreed?.approved ?? NOTHING
  return wantApproval(reception.approvals, source.code, seen, others, by, agreedTo)
}

const NOTHING: ReadonlySet<string> = new Set()

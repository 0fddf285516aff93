import {
  problemsInEdit,
  restate,
  TRANSITIONS,
  type Draft,
  type Restated,
  type SubmitRequest,
} from '../orders/index.ts'
import { checkIfMatch, etag, MAX_PROBLEMS } from '../platform/http/index.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'
import { inScope } from '../platform/row-scope.ts'
import { checkOrder, type Content } from './received.ts'
import type { CaptureRequest } from './capture-request.ts'

/** What is to be decided; a draft is stated anew on what stands of it now. */
export function prepare(request: CaptureRequest, drafts: Map<string, Draft>): SubmitRequest | Refusal {
  const { companyId, actor, content, bodyHash, draft, partnerId = null } = request
  const found = {
    ...(request.found && { found: request.found }),
    ...(request.priority === undefined ? {} : { priority: request.priority }),
  }
  const ownIds = request.accounts !== null
  if (!draft) {
    if (!content) throw new Error('A request has an order or a draft')
    const stated = statedIn(content)
    if ('ok' in stated) return stated
    const long = tooLong(request, stated.input.lines.length)
    if (long) return long
    const historic = request.historic && { historic: request.historic }
    return {
      companyId,
      actor,
      ...withoutCart(request, stated),
      bodyHash,
      intakeId: null,
      ownIds,
      partnerId,
      ...historic,
      ...found,
    }
  }
  const { orderId } = draft
  const standing = drafts.get(`${companyId}/${orderId}`)
  if (!standing || !inScope(request.accounts, standing.order.accountId)) {
    return refuse('not_found', 'there is no such order')
  }
  const { order } = standing
  if (checkIfMatch(draft.ifMatch, etag(order.revision), false)) {
    return refuse('precondition_failed', `the order is at revision ${order.revision}`)
  }
  const { version, revision } = order
  const known = { orderId, version, revision, before: order }
  const common = { companyId, actor, bodyHash, intakeId: order.intakeId, partnerId, ...found }
  if (content) {
    const stated = restateWhole(standing, content)
    if ('ok' in stated) return stated
    const long = tooLong(request, stated.input.lines.length)
    return long ?? { ...common, ...withoutCart(request, stated), draft: { ...known, asItStands: false } }
  }
  const restated = restate(standing, draft.edit)
  if (!restated.ok) return restated
  const stated = statedAnew(request, restated)
  if ('ok' in stated) return stated
  const { lineNos, sentAt } = restated
  const own = withoutCart(request, stated)
  return { ...common, ...own, draft: { ...known, asItStands: draft.edit === null, lineNos, sentAt } }
}

type Stated = Pick<SubmitRequest, 'input' | 'malformed'>

/** Who sees some accounts only takes no goods that a cart holds: its key is not kept, so that nobody else submits or approves it either. */
function withoutCart({ accounts }: CaptureRequest, stated: Stated): Stated {
  if (accounts === null || stated.input.reservationKey === undefined) return stated
  const { reservationKey: _key, ...input } = stated.input
  return { ...stated, input }
}

/** What an order says; one that the schema refused is judged as far as it can be, so that nobody has to send it twice. */
function statedIn(content: Content): Stated | Refusal {
  if (content.ok) return { input: content.input }
  const { code, problems } = content
  const rest = content.rest()
  return rest
    ? { input: rest.body, malformed: { problems, places: rest.places } }
    : { ok: false, code, problems }
}

/** What a draft says now; an edit that names lines wrongly hears what else is wrong with it, too. */
function statedAnew(request: CaptureRequest, restated: Restated): Stated | Refusal {
  const { input, misnamed } = restated
  const content = statedIn(checkOrder(input))
  const stated =
    'ok' in content ? content : (tooLong(request, input.lines.length - (misnamed?.standIns ?? 0)) ?? content)
  if ('ok' in stated) {
    const problems = [...(misnamed?.problems ?? []), ...stated.problems]
    return refuse(misnamed?.code ?? stated.code, problemsInEdit(problems.slice(0, MAX_PROBLEMS), restated))
  }
  if (!misnamed) return stated
  const { problems = [], places = [] } = stated.malformed ?? {}
  const { code } = misnamed
  return {
    input: stated.input,
    malformed: {
      code,
      problems: [...misnamed.problems, ...problems],
      places: [...misnamed.places, ...places],
    },
  }
}

/** The same message understood better than before: nothing of what stood is kept, as long as nobody acted on it. */
function restateWhole({ order }: Draft, content: Content): Stated | Refusal {
  if (TRANSITIONS[order.state].edit !== null) return statedIn(content)
  return refuse('not_a_draft', `the order is ${order.state}`)
}

function tooLong(request: CaptureRequest, lines: number): Refusal | undefined {
  const most = request.mostLines ?? lines
  if (lines <= most) return undefined
  const message = `an order has at most ${most} lines here, this one has ${lines}`
  return refuse('invalid_body', [{ path: '/lines', code: 'too_many', message }])
}

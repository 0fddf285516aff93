import { POLICY_PROBLEMS } from '../orchestration/index.ts'
import { readOrders, readShownStatus, renderOrder, type Order } from '../orders/index.ts'
import { Fault, Overloaded } from '../platform/batch/index.ts'
import { isConnectionError, type Database } from '../platform/database/index.ts'
import { created, defineProblems, etag, ok, problem, type Reply } from '../platform/http/index.ts'
import type { Json } from '../platform/json.ts'
import { encodeId } from '../platform/public-id.ts'
import type { Captured, CaptureRequest, FirstChange } from './capture-request.ts'
import type { Content } from './received.ts'

defineProblems({
  invalid_order: [422, 'The order contradicts itself.', 'Correct everything that `errors` names.'],
  unregistered_source: [
    422,
    'The source is not registered.',
    'Register it among the source systems, then send the order again.',
  ],
  key_reused: [
    422,
    'This order was received before with another content.',
    'Change a draft with `PATCH /api/v1/orders/{id}`; send another order under an id of its own.',
  ],
  older_version: [
    422,
    'A newer version of this order is here.',
    'Read the order: what it came to stands there.',
  ],
  known_as_draft: [
    422,
    'This order is here as a draft.',
    'Change the draft with `PATCH /api/v1/orders/{id}`; `errors` names it. It need not be sent again.',
  ],
  revision_not_available: [
    422,
    'Orders of this source are not amended by being sent again.',
    'Amend it with `POST /api/v1/orders/{id}/amendments`, or describe the source as `amendable`.',
  ],
  duplicate_reference: [
    422,
    'There is an order with this customer reference.',
    'Take another reference, or let the source repeat them.',
  ],
  account_forbidden: [403, 'You may order for your own accounts only.', 'Name one of your own accounts.'],
  prices_forbidden: [
    403,
    'Who orders for some accounts only may not say what an order costs.',
    'Leave out what `errors` names; prices are determined for you.',
  ],
  rates_forbidden: [
    403,
    'Stating an exchange rate needs a scope of its own.',
    'Leave `conversion` out, or send it with a credential that has the scope rates:state.',
  ],
  draft_incomplete: [
    422,
    'The draft cannot be agreed yet.',
    'Correct everything that `errors` names, in the draft or in the set-up, then submit it again.',
  ],
  not_a_draft: [422, 'Only a draft can be edited and submitted.', 'Read the order: it has moved on.'],
  erased: [410, 'The personal data in it were erased.', 'Nothing is left to read.'],
  unknown_line: [422, 'The draft has no such line.', 'Read the draft again: a line keeps its number.'],
})

/** Problems that a capture may answer beside the general ones. */
export const CAPTURE_PROBLEMS = [
  'malformed_json',
  'invalid_body',
  'invalid_order',
  'unregistered_source',
  'key_reused',
  'idempotency_key_reused',
  'older_version',
  'known_as_draft',
  'revision_not_available',
  'amendment_refused',
  'not_amendable',
  ...POLICY_PROBLEMS,
  'duplicate_reference',
  'account_forbidden',
  'prices_forbidden',
  'rates_forbidden',
  'too_many_requests',
  'unavailable',
] as const

/** Leads to the bytes that were received: `GET /api/v1/intake/{id}`. */
export const INTAKE_HEADER = 'docket-intake'

/** An order that came before, with the status that it shows now. */
interface Standing {
  order: Order
  status: string
}

/** Reads orders that came before, those of one turn of the event loop together. */
export class OrderGatherer {
  readonly #db: Database
  #waiting: {
    companyId: bigint
    orderId: bigint
    resolve(standing: Standing): void
    reject(error: unknown): void
  }[] = []

  constructor(db: Database) {
    this.#db = db
  }

  read(companyId: bigint, orderId: bigint): Promise<Standing> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ companyId, orderId, resolve, reject })
      if (this.#waiting.length === 1) setImmediate(() => void this.#flush())
    })
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting
    this.#waiting = []
    try {
      const [orders, shown] = await Promise.all([
        readOrders(this.#db, waiting),
        readShownStatus(this.#db, waiting),
      ])
      for (const { companyId, orderId, resolve, reject } of waiting) {
        const order = orders.get(`${companyId}/${orderId}`)
        const status = shown.get(`${companyId}/${orderId}`)
        if (order && status !== undefined) resolve({ order, status })
        else reject(new Error(`Order ${orderId} is known by its key only`))
      }
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }
}

/** The answer to one capture: 201 with the order, 200 with the one that came before, what a key led to, or the problem. */
export async function answerTo(
  captured: Captured,
  { companyId, accounts }: Pick<CaptureRequest, 'companyId' | 'accounts'>,
  orders: OrderGatherer,
  content?: Content,
): Promise<Reply> {
  if (captured.ok) {
    if (captured.change !== 'duplicate') return orderReply(captured.order, captured.change)
    const { order, status } = await orders.read(companyId, captured.orderId)
    // What a caller brought while it acted for the account is not its to follow any more.
    if (accounts !== null && order.accountId !== null && !accounts.includes(order.accountId))
      return problem('account_forbidden')
    return orderReply(order, captured.first ?? 'duplicate', status)
  }
  return refusedReply(captured, content)
}

function orderReply(order: Order, change: FirstChange, status?: string): Reply {
  const body = renderOrder(order, change, status)
  const headers: Record<string, string> = { etag: etag(order.revision) }
  if (order.intakeId !== null) headers[INTAKE_HEADER] = encodeId('itk', order.intakeId)
  const location = `/api/v1/orders/${body.id}`
  return change === 'new' ? created(body, location, headers) : ok(body, { ...headers, location })
}

/** A refusal as a problem; `intake` leads to the bytes that were kept. */
function refusedReply(refusal: Captured & { ok: false }, content: Content | undefined): Reply {
  const more: Record<string, Json> = {}
  const headers: Record<string, string> = {}
  if (refusal.intakeId !== undefined) {
    headers[INTAKE_HEADER] = encodeId('itk', refusal.intakeId)
    more['intake'] = headers[INTAKE_HEADER]
  }
  if (content && !content.ok && content.position) more['position'] = { ...content.position }
  return problem(refusal.code, { errors: refusal.problems, more }, headers)
}

/** What a caller is told when a capture threw; undefined when it is a fault of ours. */
export function answerToThrown(error: unknown): Reply | undefined {
  if (error instanceof Overloaded) {
    return problem('too_many_requests', { retryAfter: error.retryAfterSeconds, detail: error.message })
  }
  if (error instanceof Fault && error.code === 'key_in_flight')
    return problem('key_in_flight', { retryAfter: 1 })
  if (!(error instanceof Fault) && isConnectionError(error)) {
    return problem('unavailable', { retryAfter: 2, detail: 'The database cannot be reached.' })
  }
  return undefined
}

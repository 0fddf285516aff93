import { hash, randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { findAccount, readAccounts } from '../../customers/index.ts'
import { amendOrder, ask, askedBy, changePriority, revisionOf } from '../../orchestration/index.ts'
import { readSources, TRANSITIONS } from '../../orders/index.ts'
import { actorOf } from '../../platform/auth/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import {
  created,
  defineProblems,
  etag,
  HttpProblem,
  lacks,
  ok,
  problem,
  refused,
  route,
  type Principal,
  type Reply,
  type Route,
  type RouteRequest,
} from '../../platform/http/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import type { Problem, Refusal } from '../../platform/outcome.ts'
import { decodeId } from '../../platform/public-id.ts'
import { inScope, scopeOf } from '../../platform/row-scope.ts'
import { answerToThrown, CAPTURE_PROBLEMS } from '../answer.ts'
import { keyOf, whose } from '../caller.ts'
import type { Captured, CaptureRequest, DraftRequest } from '../capture-request.ts'
import { capture } from '../capture.ts'
import { checkOrder } from '../received.ts'
import { refuseVersion } from '../refuse-version.ts'
import { differing } from './difference.ts'
import { CONTENT_TYPE, merged, ownNotes } from './document.ts'
import type { ProductOrderFacts } from './facts.ts'
import { tmfError } from './errors.ts'
import { accountOf, mapOrder, problemsOf, SOURCE, toldPath } from './map-order.ts'
import { ourPriority } from './priority.ts'
import { listStanding, readStanding, type ProductOrderSource, type Standing } from './product-orders.ts'
import { BASE, withFields } from './render.ts'
import { ProductOrderCreate, ProductOrderUpdate, ProductOrderView, type TmfOrder } from './shapes.ts'
import { FINAL, isAgreed, PRODUCT_ORDER_STATES } from './state.ts'

defineProblems({
  invalid_product_order: [
    400,
    'The product order cannot be taken as it is.',
    'Correct everything that `errors` names.',
  ],
  not_sent_as_product_order: [
    409,
    'The order did not come as a product order.',
    'Change it with `PATCH /api/v1/orders/{id}`.',
  ],
  priority_forbidden: [
    403,
    'Who sees some accounts only may not say how urgent an order is.',
    'Leave `priority` out.',
  ],
  order_ended: [
    422,
    'The order is over.',
    'Nothing of it can be changed, cancelled, suspended or resumed any more.',
  ],
  not_settable: [
    400,
    'Docket alone says this of a product order.',
    'Leave out what `errors` names; a cancellation is asked for with `cancelProductOrder`.',
  ],
})

/** What product orders work with. */
export interface ProductOrderRouting extends ProductOrderSource {
  door: Door
  /** Lines that an order may have. */
  orderLines: number
  /** After an order made a customer of a partner: this node asks anew whose accounts are whose. */
  forget(companyId: bigint, partnerId: bigint): void
}

export const tags = ['TM Forum']
const url = `${BASE}/productOrder`
export const IdPath = Type.Object({ id: Type.String({ maxLength: 40, description: 'ord_…' }) })
export const Fields = Type.Optional(
  Type.String({ maxLength: 1000, description: 'Members of the first level, separated by commas' }),
)
export const pageMembers = {
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: '50 when absent' })),
}
const At = Type.Optional(Type.String({ format: 'date-time', maxLength: 40 }))
const Text = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }))

/** Routes of product orders as TMF622 v4 has them, on the acts of our own API (O-105). */
export function productOrderRoutes(routing: ProductOrderRouting): Route[] {
  const { db, door } = routing

  /** The order of an address, if the caller sees it. @throws HttpProblem `not_found` */
  async function standing({ companyId, principal }: RouteRequest, id: string): Promise<Standing> {
    return await seenOrder(routing, { companyId, principal }, id)
  }

  /** What mapping an order depends on that is not in it. */
  async function about(companyId: bigint, order: TmfOrder) {
    const number = accountOf(order)!.number
    const [sources, accounts] = await Promise.all([
      readSources(db, new Set([companyId])),
      readAccounts(db, [{ companyId, number }]),
    ])
    const { company, sources: known } = sources.get(companyId)!
    return {
      currency: findAccount(accounts, companyId, number)?.currency ?? company.currency,
      timeZone: company.timeZone,
      prePriced: known.get(SOURCE)?.prePriced ?? false,
      amendable: known.get(SOURCE)?.amendable ?? false,
    }
  }

  /** Hands an order over as any channel does, and tells it as it then stands. */
  async function hand(
    request: RouteRequest,
    order: TmfOrder,
    of: { externalId: string; name: string; before?: ProductOrderFacts; amends?: ProductOrderFacts },
  ): Promise<Standing> {
    const { companyId, principal, bytes } = request
    const { externalId, name, before, amends } = of
    const facts = await about(companyId, order)
    // What a draft costs is not looked at again when it is stated anew: who may not say it must not.
    if ((before ?? amends) && facts.prePriced && principal.rowScope.kind !== 'all')
      throw new HttpProblem('prices_forbidden')
    const { input, priority, found, itemPaths } = mapOrder(order, {
      externalId,
      ...((before ?? amends) ? { placedAt: (before ?? amends)!.placedAt } : {}),
      ...facts,
    })
    const told = (problems: readonly Problem[]) =>
      problems.map((one) => ({ ...one, path: toldPath(one.path, itemPaths, order) }))
    // Of what is agreed nothing can be left to be said.
    if (amends && found.length > 0) throw new HttpProblem('invalid_product_order', { errors: told(found) })
    // The one after the version that was looked at: of two changes at once one is refused.
    if (amends) input.version = amends.version + 1
    const content = checkOrder(input)
    if (!content.ok) throw new HttpProblem('invalid_product_order', { errors: told(content.problems) })
    const bodyHash = hash('sha256', bytes, 'buffer')
    const asked: CaptureRequest = {
      companyId,
      actor: actorOf(principal),
      ...whose(principal),
      bytes,
      contentType: CONTENT_TYPE,
      bodyHash,
      content,
      key: keyOf(request, name, bodyHash),
      mostLines: routing.orderLines,
      ...(found.length === 0 ? {} : { found }),
      ...(priority === undefined ? {} : { priority }),
      ...(before ? { draft: draftOf(before, input.lines.length) } : {}),
    }
    const captured = await handed(asked)
    if (!captured.ok && captured.revises !== undefined) {
      const refusal = await amend(asked, captured.revises, captured.intakeId!)
      if (refusal) throw new HttpProblem(refusal.code, { errors: told(refusal.problems) })
      const [now] = await readStanding(routing, companyId, [captured.revises])
      return now!
    }
    if (!captured.ok) throw new HttpProblem(captured.code, { errors: told(captured.problems) })
    const orderId = captured.change === 'duplicate' ? captured.orderId : captured.order.id
    if (captured.change !== 'duplicate' && asked.partnerId != null)
      if (!inScope(asked.accounts, captured.order.accountId)) routing.forget(companyId, asked.partnerId)
    const [now] = await readStanding(routing, companyId, [orderId])
    // What a caller brought while it acted for the account is not its to follow any more.
    if (!now || !inScope(scopeOf(principal.rowScope), now.facts.accountId))
      throw new HttpProblem('account_forbidden')
    return now
  }

  /** Another version of an order that runs amends it (A5-10); one that may not is kept as refused. */
  async function amend(
    { companyId, actor, by, bodyHash, accounts, content }: CaptureRequest,
    orderId: bigint,
    intakeId: bigint,
  ): Promise<Refusal | undefined> {
    if (!content?.ok) throw new HttpProblem('internal')
    const of = { companyId, orderId, actor, bodyHash, ownIds: accounts !== null }
    const outcome = await ask(door, amendOrder, {
      ...revisionOf(content.input, of),
      ...(by && { by }),
      accounts,
    })
    if (outcome.ok) return undefined
    await door.request(refuseVersion, { companyId, intakeId, problems: outcome.problems })
    return outcome
  }

  async function handed(asked: CaptureRequest): Promise<Captured> {
    try {
      return await door.request(capture, asked, { lane: 'interactive' })
    } catch (error) {
      const reply = answerToThrown(error)
      throw reply ? new HttpProblem(reply) : error
    }
  }

  /** Something of an order that was agreed: its priority moves, anything else amends it, if the source may. */
  async function changeAgreed(request: RouteRequest, before: Standing, change: TmfOrder): Promise<Reply> {
    const { companyId, principal } = request
    const { priority, ...rest } = change
    const moves = priority !== undefined && priority !== before.told['priority']
    const errors = differing(rest as JsonObject, before.told as JsonObject)
    if (errors.length === 0 && !moves) return ok(before.told)
    if (FINAL.has(before.told.state) && (errors.length === 0 || isAgreed(before.facts.state)))
      return problem('order_ended', { detail: `The order is ${before.told.state}.` })
    const lacking = moves ? lacks(principal, 'operations:write') : undefined
    if (lacking) return lacking
    if (errors.length > 0) await revise(request, before, rest as TmfOrder, errors)
    if (!moves) return ok((await readStanding(routing, companyId, [before.facts.id]))[0]!.told)
    const outcome = await ask(door, changePriority, {
      ...askedBy(request, `patchProductOrder ${before.facts.id}`),
      orderId: before.facts.id,
      priority: ourPriority(priority),
      reason: null,
    })
    if (!outcome.ok) return refused(outcome)
    const [now] = await readStanding(routing, companyId, [before.facts.id])
    return ok(now!.told)
  }

  /** @throws HttpProblem `revision_not_available` where product orders are not amended, and what amendments are refused for */
  async function revise(
    request: RouteRequest,
    { facts, sent, told }: Standing,
    change: TmfOrder,
    errors: readonly Problem[],
  ): Promise<void> {
    const { amendable } = await about(request.companyId, sent ?? (told as unknown as TmfOrder))
    if (!amendable || !isAgreed(facts.state))
      throw new HttpProblem('revision_not_available', { errors: [...errors] })
    if (!sent) throw new HttpProblem('not_sent_as_product_order')
    const order = ownNotes(merged(sent as JsonObject, change as JsonObject) as unknown as TmfOrder)
    const problems = problemsOf(order)
    if (problems.length > 0) throw new HttpProblem('invalid_product_order', { errors: problems })
    const { externalId, id } = facts
    await hand(request, order, { externalId, name: `patchProductOrder ${id}`, amends: facts })
  }

  return [
    route({
      method: 'POST',
      url,
      operationId: 'createProductOrder',
      summary: 'Hand a product order over (TMF622)',
      description:
        'Known by its `externalId`, if it has one: sent again with the same bytes, it is answered from what stands. What cannot be carried out yet is kept as a draft (`pending`), with what is missing in its notes. See the guide on TMF622 for what each member becomes.',
      tags,
      scope: 'orders:write',
      rows: 'scoped',
      idempotencyKey: 'optional',
      problemForm: tmfError,
      body: ProductOrderCreate,
      responses: { 201: { description: 'Taken.', schema: ProductOrderView } },
      problems: [...CAPTURE_PROBLEMS, 'invalid_product_order', 'priority_forbidden'],
      async handle(request) {
        const order = ownNotes(request.body as TmfOrder)
        const problems = problemsOf(order)
        if (problems.length > 0) return problem('invalid_product_order', { errors: problems })
        if (forbidsPriority(request.principal, order)) return forbidden()
        const externalId = order.externalId ?? `tmf-${randomUUID()}`
        const { told, facts } = await hand(request, order, { externalId, name: 'createProductOrder' })
        return created(told, `${url}/${told.id}`, { etag: etag(facts.revision) })
      },
    }),
    route({
      method: 'GET',
      url,
      operationId: 'listProductOrder',
      summary: 'Product orders, the newest first (TMF622)',
      description:
        'Every order of the company is one, however it came. `X-Total-Count` counts up to 100,000; with `state` the newest 5,000 orders that may be in it are looked at.',
      tags,
      scope: 'orders:read',
      rows: 'scoped',
      problemForm: tmfError,
      query: Type.Object({
        ...pageMembers,
        fields: Fields,
        id: Text,
        externalId: Text,
        state: Type.Optional(Type.Union(PRODUCT_ORDER_STATES.map((state) => Type.Literal(state)))),
        orderDate: At,
        'orderDate.gt': At,
        'orderDate.gte': At,
        'orderDate.lt': At,
        'orderDate.lte': At,
        'relatedParty.id': Text,
        'billingAccount.id': Text,
      }),
      responses: { 200: { description: 'A page', schema: Type.Array(ProductOrderView) } },
      async handle({ companyId, principal, query }) {
        const { offset = 0, limit = 50, fields, state, externalId = null } = query
        const orderId = query.id === undefined ? null : (decodeId('ord', query.id) ?? 0n)
        const at = (text: string | undefined, ms = 0) =>
          text === undefined ? undefined : new Date(new Date(text).getTime() + ms)
        const later = (...all: (Date | undefined)[]) => maxOf(all, (one, other) => one > other)
        const sooner = (...all: (Date | undefined)[]) => maxOf(all, (one, other) => one < other)
        const { orders, total } = await listStanding(
          routing,
          {
            companyId,
            orderId,
            externalId,
            placedAt: at(query.orderDate) ?? null,
            placedFrom: later(at(query['orderDate.gte']), at(query['orderDate.gt'], 1)),
            placedTo: sooner(at(query['orderDate.lte']), at(query['orderDate.lt'], -1)),
            account: query['billingAccount.id'] ?? query['relatedParty.id'] ?? null,
            accounts: scopeOf(principal.rowScope),
          },
          { offset, limit },
          state,
        )
        const rows = orders.map(({ told }) => withFields(told, fields))
        return ok(rows, pageHeaders(rows.length, total))
      },
    }),
    route({
      method: 'GET',
      url: `${url}/:id`,
      operationId: 'retrieveProductOrder',
      summary: 'One product order (TMF622)',
      tags,
      scope: 'orders:read',
      rows: 'scoped',
      problemForm: tmfError,
      params: IdPath,
      query: Type.Object({ fields: Fields }),
      responses: { 200: { description: 'As it stands', schema: ProductOrderView } },
      problems: ['not_found'],
      async handle(request) {
        const { told, facts } = await standing(request, request.params.id)
        return ok(withFields(told, request.query.fields), { etag: etag(facts.revision) })
      },
    }),
    route({
      method: 'PATCH',
      url: `${url}/:id`,
      operationId: 'patchProductOrder',
      summary: 'Change a product order (TMF622)',
      description:
        'A merge patch with `productOrderItem`, as v4 demands it. Of one that was not agreed yet everything may change, and it is agreed when nothing is missing any more. One that was is amended, where the source `tmf622` is described as `amendable`; else only its `priority` may change. A member that is sent back as it was told changes nothing.',
      tags,
      scope: 'orders:write',
      rows: 'scoped',
      idempotencyKey: 'optional',
      problemForm: tmfError,
      accepts: ['application/json', 'application/merge-patch+json'],
      params: IdPath,
      body: ProductOrderUpdate,
      responses: { 200: { description: 'As it stands now', schema: ProductOrderView } },
      problems: [
        ...CAPTURE_PROBLEMS,
        'invalid_product_order',
        'not_found',
        'not_sent_as_product_order',
        'not_settable',
        'priority_forbidden',
        'precondition_failed',
        'not_a_draft',
        'not_in_progress',
        'order_ended',
      ],
      async handle(request) {
        const before = await standing(request, request.params.id)
        const { change, problems: fixed } = ownMembers(request.body as JsonObject, before)
        if (fixed.length > 0) return problem('not_settable', { errors: fixed })
        const { facts, sent, told } = before
        const editable = TRANSITIONS[facts.state].edit !== null && told.state !== 'rejected'
        if (!editable) return await changeAgreed(request, before, change)
        if (!sent) return problem('not_sent_as_product_order')
        const order = ownNotes(merged(sent as JsonObject, change as JsonObject) as unknown as TmfOrder)
        const problems = problemsOf(order)
        if (problems.length > 0) return problem('invalid_product_order', { errors: problems })
        if (forbidsPriority(request.principal, change)) return forbidden()
        const { externalId, id: orderId } = facts
        if (change.externalId !== undefined && change.externalId !== externalId)
          return problem('not_settable', {
            errors: [{ path: '/externalId', code: 'is_fixed', message: 'An order keeps its external id.' }],
          })
        const now = await hand(request, order, {
          externalId,
          name: `patchProductOrder ${orderId}`,
          before: facts,
        })
        return ok(now.told, { etag: etag(now.facts.revision) })
      },
    }),
  ]
}

/** The order of an address, if the caller sees it. @throws HttpProblem `not_found` */
export async function seenOrder(
  source: ProductOrderSource,
  { companyId, principal }: { companyId: bigint; principal: Principal },
  id: string,
): Promise<Standing> {
  const orderId = decodeId('ord', id)
  const [found] = orderId === undefined ? [] : await readStanding(source, companyId, [orderId])
  if (!found || !inScope(scopeOf(principal.rowScope), found.facts.accountId))
    throw new HttpProblem('not_found')
  return found
}

export function pageHeaders(shown: number, total: number): Record<string, string> {
  return { 'x-result-count': String(shown), 'x-total-count': String(total) }
}

/** Who orders for some accounts only is as urgent as the company says. */
function forbidsPriority({ rowScope }: Principal, { priority }: TmfOrder): boolean {
  return priority !== undefined && rowScope.kind !== 'all'
}

function forbidden(): Reply {
  const errors = [
    { path: '/priority', code: 'priority_forbidden', message: 'your credential may not say it' },
  ]
  return problem('priority_forbidden', { errors })
}

/** The draft as it was told: one that somebody changed meanwhile is not stated over. */
function draftOf({ id: orderId, revision }: ProductOrderFacts, lines: number): DraftRequest {
  return { orderId, edit: null, ifMatch: etag(revision), lines }
}

/** Members that we alone say: what was told may be sent back as it stands, and is no change. */
const OURS = ['id', 'href', 'state', 'orderDate', 'completionDate', 'expectedCompletionDate'] as const

function ownMembers(body: JsonObject, { told }: Standing): { change: TmfOrder; problems: Problem[] } {
  const change: JsonObject = { ...body }
  const problems: Problem[] = []
  for (const name of OURS) {
    if (change[name] === undefined) continue
    if (change[name] !== told[name])
      problems.push({
        path: `/${name}`,
        code: 'not_settable',
        message: `Docket says it: it is ${String(told[name] ?? 'not there')}.`,
      })
    delete change[name]
  }
  return { change: change as unknown as TmfOrder, problems }
}

function maxOf(all: readonly (Date | undefined)[], wins: (one: Date, other: Date) => boolean): Date | null {
  return all.reduce<Date | null>((best, one) => (one && (!best || wins(one, best)) ? one : best), null)
}

import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { amendOrder, revisionOf } from '../orchestration/index.ts'
import { DraftEdit, OrderAnswer, OrderInput, readDrafts, readOrders } from '../orders/index.ts'
import { actorOf } from '../platform/auth/index.ts'
import type { Door, Lane } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import {
  document,
  lacks,
  problem,
  problemType,
  refused,
  route,
  streamed,
  type Line,
  type Reply,
  type Route,
  type RouteRequest,
} from '../platform/http/index.ts'
import type { Logger } from '../platform/log.ts'
import { decodeId } from '../platform/public-id.ts'
import { inScope, scopeOf } from '../platform/row-scope.ts'
import { answerTo, answerToThrown, CAPTURE_PROBLEMS, INTAKE_HEADER, OrderGatherer } from './answer.ts'
import { answerLines, STREAM_LANE } from './batch-stream.ts'
import { open } from '../platform/blob.ts'
import { keyOf, whose } from './caller.ts'
import type { Captured, CaptureRequest, DraftRequest, FirstChange } from './capture-request.ts'
import { capture } from './capture.ts'
import { readIntake } from './intake.sql.ts'
import { receive } from './received.ts'
import { refuseVersion } from './refuse-version.ts'

/** What the channels work with. `db` is for reading. */
export interface ChannelRouting {
  door: Door
  db: Database
  log: Logger
  /** Lines that an order may have (DOCKET_ORDER_LINES). */
  orderLines: number
  /** After an order made a customer of a partner: this node asks anew whose accounts are whose. */
  forget(companyId: bigint, partnerId: bigint): void
}

const tags = ['Orders']
const OrderId = Type.Object({ id: Type.String({ maxLength: 40, description: 'ord_…' }) })
const answers = {
  200: { description: 'It came before: the order as it stands.', schema: OrderAnswer },
  201: {
    description: 'Captured: submitted, or kept as draft or failed with its problems.',
    schema: OrderAnswer,
  },
}

/** Routes by which orders come in, and drafts are put right. */
export function channelRoutes({ door, db, log, orderLines, forget }: ChannelRouting): Route[] {
  const orders = new OrderGatherer(db)

  async function hand(request: CaptureRequest, lane: Lane): Promise<Reply> {
    let captured: Captured
    try {
      captured = await door.request(capture, { ...request, mostLines: orderLines }, { lane })
    } catch (error) {
      const reply = answerToThrown(error)
      if (reply) return reply
      throw error
    }
    if (!captured.ok && captured.revises !== undefined)
      return revise(request, { orderId: captured.revises, intakeId: captured.intakeId! }, lane)
    if (
      captured.ok &&
      captured.change !== 'duplicate' &&
      request.partnerId != null &&
      !inScope(request.accounts, captured.order.accountId)
    )
      forget(request.companyId, request.partnerId)
    return answerTo(captured, request, orders, request.content)
  }

  /** Another version of an order that runs amends it. */
  async function revise(
    request: CaptureRequest,
    { orderId, intakeId }: { orderId: bigint; intakeId: bigint },
    lane: Lane,
  ): Promise<Reply> {
    const { companyId, actor, by, bodyHash, accounts, content } = request
    if (!content?.ok) return problem('internal')
    const revision = revisionOf(content.input, {
      companyId,
      orderId,
      actor,
      bodyHash,
      ownIds: accounts !== null,
    })
    try {
      const outcome = await door.request(amendOrder, { ...revision, ...(by && { by }), accounts }, { lane })
      if (!outcome.ok) {
        await door.request(refuseVersion, { companyId, intakeId, problems: outcome.problems }, { lane })
        return refused(outcome)
      }
      const { change } = outcome.answer as { change: FirstChange }
      return await answerTo({ ok: true, change: 'duplicate', first: change, orderId }, request, orders)
    } catch (error) {
      const reply = answerToThrown(error)
      if (reply) return reply
      throw error
    }
  }

  async function handDraft(
    request: RouteRequest,
    draftOf: (lines: number) => DraftRequest | undefined,
  ): Promise<Reply> {
    const { companyId, principal, bytes, contentType } = request
    const orderId = decodeId('ord', (request.params as { id: string }).id)
    if (orderId === undefined) return problem('not_found')
    const standing = (await readDrafts(db, [{ companyId, orderId }])).get(`${companyId}/${orderId}`)
    const draft = draftOf(standing?.order.lines.length ?? 0)
    // The same answer for what is of others: another would tell that it is there.
    if (!standing || !draft || !inScope(scopeOf(principal.rowScope), standing.order.accountId))
      return problem('not_found')
    const name = `${draft.edit ? 'editDraft' : 'submitDraft'} ${orderId}`
    const bodyHash = hash('sha256', bytes, 'buffer')
    return hand(
      {
        companyId,
        actor: actorOf(principal),
        ...whose(principal),
        bytes,
        contentType,
        bodyHash,
        key: keyOf(request, name, bodyHash),
        draft: { ...draft, orderId },
      },
      'interactive',
    )
  }

  /** What was refused is of nobody; what became an order is seen with it. */
  async function seesWhatCame(companyId: bigint, orderId: bigint | null, accounts: readonly bigint[]) {
    if (orderId === null) return true
    const order = (await readOrders(db, [{ companyId, orderId }])).get(`${companyId}/${orderId}`)
    return order !== undefined && inScope(accounts, order.accountId)
  }

  return [
    route({
      method: 'POST',
      url: '/api/v1/orders',
      operationId: 'captureOrder',
      summary: 'Hand an order over',
      description:
        'The order is known by its `source` and `externalId`: sent again with the same bytes, it is answered from what stands. An order that cannot be carried out yet (an unknown item or customer, no price) is kept as a draft with its problems. What is refused is kept too: `intake` in the problem leads to it.',
      tags,
      scope: 'orders:write',
      rows: 'scoped',
      idempotencyKey: 'optional',
      input: 'raw',
      body: OrderInput,
      responses: answers,
      problems: CAPTURE_PROBLEMS,
      async handle(request) {
        const received = receive(request.bytes, request.contentType)
        const { companyId, principal } = request
        const key = keyOf(request, 'captureOrder', received.bodyHash)
        return hand(
          { ...received, companyId, actor: actorOf(principal), ...whose(principal), key },
          'interactive',
        )
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/orders/batch',
      operationId: 'captureOrders',
      summary: 'Hand over any number of orders',
      description:
        'One order a line (NDJSON), one answer a line, in order and while you send. A credential that ends meanwhile ends the taking of lines within seconds. Every order is decided on its own: a wrong one, or a line that is too long, does not disturb the others. Read the answers while you send, or you will be stopped from sending. After a break of the connection send everything again: what came before is answered from what stands.',
      tags,
      scope: 'orders:write',
      rows: 'scoped',
      input: 'lines',
      body: OrderInput,
      timeoutMs: 0,
      responses: {
        200: { description: 'An outcome for each line.', schema: LineOutcome, type: 'application/x-ndjson' },
      },
      problems: [...CAPTURE_PROBLEMS, 'too_large'],
      handle(request) {
        const { companyId, signal } = request
        const told = new Set<string>()
        const refused = everySecond(() => request.verify())
        const take = (line: Line): Promise<Reply> => {
          const { principal } = request
          const received = receive(line.bytes, 'application/json')
          const who = { companyId, actor: actorOf(principal), ...whose(principal) }
          return patiently(signal, () => hand({ ...received, ...who, key: null }, STREAM_LANE))
        }
        const answer = async (line: Line): Promise<string> => {
          if (line.tooLong) return lineOf(line.number, problem('too_large', { detail: LONG_LINE }))
          let reply: Reply
          try {
            reply = (await refused()) ?? (await take(line))
          } catch (error) {
            // What fails for a whole batch of lines is told once.
            const { message } = error as Error
            if (told.size < 20 && !told.has(message)) {
              log.error({ err: error, requestId: request.requestId, line: line.number }, 'a line failed')
            }
            told.add(message)
            reply = problem('internal')
          }
          return lineOf(line.number, reply)
        }
        return streamed((write) => answerLines(request.lines, write, answer))
      },
    }),
    route({
      method: 'PATCH',
      url: '/api/v1/orders/:id',
      operationId: 'editDraft',
      summary: 'Edit a draft',
      description:
        'What is absent stays. Lines are changed and removed by their number, which they keep; a line without one is added behind them. The draft stays one unless `submit` is true. Paths of problems lead into the edit; those of a line that it does not name stand at `/lines`, with the number of the line.',
      tags,
      scope: 'orders:write',
      rows: 'scoped',
      idempotencyKey: 'optional',
      params: OrderId,
      body: DraftEdit,
      responses: { 200: { description: 'The draft as it stands now.', schema: OrderAnswer } },
      problems: [
        ...CAPTURE_PROBLEMS,
        'precondition_required',
        'precondition_failed',
        'not_a_draft',
        'unknown_line',
      ],
      handle(request) {
        const ifMatch = request.header('if-match')
        if (ifMatch === undefined || ifMatch.trim() === '') return problem('precondition_required')
        const edit = request.body
        return handDraft(request, (lines) => ({
          orderId: 0n,
          edit,
          ifMatch,
          lines: lines + (edit.lines?.length ?? 0),
        }))
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/submit',
      operationId: 'submitDraft',
      summary: 'Submit a draft as it stands',
      description:
        'While something keeps it from being agreed it stays as it is: `draft_incomplete` names every problem, and the key of the request stays free.',
      tags,
      scope: 'orders:write',
      rows: 'scoped',
      idempotencyKey: 'optional',
      params: OrderId,
      responses: {
        200: { description: 'Submitted.', schema: OrderAnswer },
      },
      problems: [...CAPTURE_PROBLEMS, 'precondition_failed', 'not_a_draft', 'draft_incomplete'],
      handle(request) {
        const ifMatch = request.header('if-match')
        return handDraft(request, (lines) => ({ orderId: 0n, edit: null, ifMatch, lines }))
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/intake/:id',
      operationId: 'readIntake',
      summary: 'What was received, byte for byte',
      description:
        'Its bytes say who somebody is: they are shown to whoever handed them over, and to those with the scope `customers:read`. Who sees part of the rows sees its own alone, and not what became an order that it does not see any more.',
      tags,
      scope: 'orders:read',
      rows: 'scoped',
      params: Type.Object({ id: Type.String({ maxLength: 40, description: 'itk_…' }) }),
      responses: { 200: { description: 'The bytes as they came.', type: '*/*' } },
      problems: ['not_found', 'erased'],
      async handle({ companyId, params, principal }) {
        const id = decodeId('itk', params.id)
        const [row] = id === undefined ? [] : await db.read(readIntake, { companyId, id })
        const own = row?.principal === actorOf(principal)
        const accounts = scopeOf(principal.rowScope)
        if (!row || (accounts !== null && !(own && (await seesWhatCame(companyId, row.order_id, accounts)))))
          return problem('not_found')
        const lacking = own ? undefined : lacks(principal, 'customers:read')
        if (lacking) return lacking
        if (row.key === null) return problem('erased')
        return document(row.content_type, open(row.body, row.key), {
          'docket-outcome': row.outcome,
          'docket-received-at': row.received_at.toISOString(),
          // Foreign bytes: a browser must neither run nor guess them.
          'content-disposition': 'attachment',
        })
      },
    }),
  ]
}

const LONG_LINE = 'The line is longer than a body may be. Nothing of it was kept.'

const LineOutcome = Type.Object(
  {
    line: Type.Integer({ description: 'Counted from 1' }),
    status: Type.Integer({ description: 'What the order alone would have been answered with' }),
    intake: Type.Optional(Type.String({ description: 'Leads to the bytes of the line' })),
    order: Type.Optional(OrderAnswer),
    problem: Type.Optional(
      Type.Object({
        code: Type.String(),
        title: Type.String(),
        errors: Type.Optional(Type.Array(Type.Unknown())),
      }),
    ),
  },
  { title: 'LineOutcome' },
)

function lineOf(line: number, { status, body, headers, problem: wrong }: Reply): string {
  if (!wrong) return `${JSON.stringify({ line, status, intake: headers?.[INTAKE_HEADER], order: body })}\n`
  const { code, errors, detail, more } = wrong
  return `${JSON.stringify({ line, status, problem: { code, title: problemType(code).title, detail, errors, ...more } })}\n`
}

const PATIENCE_MS = 60_000
const PAUSE_MS = 200

/** A stream is slowed down, not refused, while the door is crowded or another node has its order; its window bounds what waits here. */
async function patiently(signal: AbortSignal, work: () => Promise<Reply>): Promise<Reply> {
  for (let waited = 0; ; waited += PAUSE_MS) {
    const reply = await work()
    const passes = reply.status === 429 || reply.problem?.code === 'key_in_flight'
    if (!passes || waited >= PATIENCE_MS || signal.aborted) return reply
    await sleep(PAUSE_MS)
  }
}

/** Asks at most once a second; whoever asks in between hears what was answered last. */
function everySecond<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  let asked = 0
  return () => {
    const now = performance.now()
    if (!answer || now - asked >= 1000) {
      asked = now
      answer = ask()
    }
    return answer
  }
}

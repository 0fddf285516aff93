import { hash } from 'node:crypto'
import { Type } from 'typebox'
import {
  ask,
  askFor,
  findRequests,
  namesOf,
  type OrderRequest,
  type RequestKind,
} from '../../orchestration/index.ts'
import { readCompanies } from '../../organization/index.ts'
import { actorOf } from '../../platform/auth/index.ts'
import {
  created,
  defineProblems,
  HttpProblem,
  ok,
  problem,
  refused,
  route,
  type Route,
} from '../../platform/http/index.ts'
import { decodeId, encodeId } from '../../platform/public-id.ts'
import { scopeOf } from '../../platform/row-scope.ts'
import { instant } from '../../platform/wire.ts'
import { keyOf } from '../caller.ts'
import { tmfError } from './errors.ts'
import { Fields, pageHeaders, pageMembers, seenOrder, tags, type ProductOrderRouting } from './http.ts'
import { tellingOf } from './product-orders.ts'
import { BASE, withFields } from './render.ts'
import { FINAL } from './state.ts'

defineProblems({
  request_open: [
    409,
    'Something is asked for of this order, and not settled yet.',
    'Wait until that is settled, then ask again.',
  ],
})

/** States of a task as TMF622 v4 writes them. */
const STATES = {
  acknowledged: 'acknowledged',
  in_progress: 'inProgress',
  done: 'done',
  failed: 'terminatedWithError',
} as const
type Stored = keyof typeof STATES
const TaskState = Type.Union(Object.values(STATES).map((state) => Type.Literal(state)))

/** A kind of task: where it stands, and what its members are called. */
interface Kind {
  kind: RequestKind
  name: string
  url: string
  /** Of the words of TM Forum, `cancellation` alone is theirs. */
  noun: string
  says: string
}

const KINDS: readonly Kind[] = [
  {
    kind: 'cancel',
    name: 'CancelProductOrder',
    url: `${BASE}/cancelProductOrder`,
    noun: 'cancellation',
    says: 'It is judged behind the answer. While nothing of the order has left it is cancelled, and the task is `done`; else the task is `terminatedWithError`, and the order stays as it was.',
  },
  {
    kind: 'suspend',
    name: 'SuspendProductOrder',
    url: `${BASE}/extension/suspendProductOrder`,
    noun: 'suspension',
    says: 'TMF622 has no such task: an extension. Nothing more of the order starts; it is told as `held`.',
  },
  {
    kind: 'resume',
    name: 'ResumeProductOrder',
    url: `${BASE}/extension/resumeProductOrder`,
    noun: 'resumption',
    says: 'TMF622 has no such task: an extension. An order that was suspended goes on.',
  },
  {
    kind: 'abort',
    name: 'AbortProductOrder',
    url: `${BASE}/extension/abortProductOrder`,
    noun: 'abort',
    says: 'TMF622 has no such task: an extension. The order is closed as it stands, and told as `failed` where something of it had not left.',
  },
]

/** Tasks by which a product order is cancelled (TMF622), suspended, resumed and aborted (our extension). */
export function taskRoutes(routing: ProductOrderRouting): Route[] {
  return KINDS.flatMap((kind) => routesOf(kind, routing))
}

function routesOf({ kind, name, url, noun, says }: Kind, routing: ProductOrderRouting): Route[] {
  const { db, door } = routing
  const capital = noun[0]!.toUpperCase() + noun.slice(1)
  const reasonName = `${noun}Reason`
  const wantedName = `requested${capital}Date`
  const effectiveName = `effective${capital}Date`
  const At = Type.Optional(Type.String({ format: 'date-time', maxLength: 40 }))
  const Ref = Type.Object({
    id: Type.String({ minLength: 1, maxLength: 40, description: 'ord_…' }),
    href: Type.Optional(Type.String({ maxLength: 2000 })),
    name: Type.Optional(Type.String({ maxLength: 500 })),
    '@referredType': Type.Optional(Type.String({ maxLength: 200 })),
    ...typed,
  })
  const view = Type.Object(
    { id: Type.Optional(Type.String()), href: Type.Optional(Type.String()), state: Type.Optional(TaskState) },
    { title: name, additionalProperties: true },
  )
  const scopes = kind === 'cancel' ? ({ rows: 'scoped' } as const) : {}

  const rootOf = async (companyId: bigint): Promise<string> =>
    tellingOf((await readCompanies(db, [companyId])).get(companyId)!, routing.clock.now()).root

  const told = (request: OrderRequest, root: string) => {
    const id = encodeId('req', request.id)
    const orderId = encodeId('ord', request.orderId)
    return {
      id,
      href: `${root}${url}/${id}`,
      state: STATES[request.state],
      ...(request.reason === null ? {} : { [reasonName]: request.reason }),
      ...(request.wantedAt ? { [wantedName]: instant(request.wantedAt) } : {}),
      ...(request.state === 'done' ? { [effectiveName]: instant(request.settledAt!) } : {}),
      productOrder: {
        id: orderId,
        href: `${root}${BASE}/productOrder/${orderId}`,
        '@referredType': 'ProductOrder',
      },
      // A member of ours: TMF622 says that a task failed, and not why.
      ...(request.code === null ? {} : { errorMessage: { code: request.code, message: request.problem } }),
      '@type': name,
    }
  }

  async function read(of: { companyId: bigint; accounts: readonly bigint[] | null }, id: string) {
    const { requests } = await findRequests(
      db,
      { ...of, kind, id: decodeId('req', id) ?? 0n, orderId: null, state: null },
      { offset: 0, limit: 1 },
    )
    if (requests.length === 0) throw new HttpProblem('not_found')
    return told(requests[0]!, await rootOf(of.companyId))
  }

  return [
    route({
      method: 'POST',
      url,
      operationId: `create${name}`,
      summary: `Ask for the ${noun} of a product order`,
      description: says,
      tags,
      scope: kind === 'abort' ? 'orders:abort' : 'orders:write',
      ...scopes,
      idempotencyKey: 'optional',
      problemForm: tmfError,
      body: Type.Object(
        {
          productOrder: Ref,
          [reasonName]: Type.Optional(Type.String({ maxLength: 500 })),
          [wantedName]: At,
          ...typed,
        },
        { title: `${name}_Create` },
      ),
      responses: { 201: { description: 'It is kept, and worked on.', schema: view } },
      problems: ['invalid_body', 'order_ended', 'request_open', 'idempotency_key_reused'],
      async handle(request) {
        const { companyId, principal, bytes } = request
        const body = request.body as { productOrder: { id: string } } & Record<string, string | undefined>
        const accounts = scopeOf(principal.rowScope)
        const order = await seenOrder(routing, request, body.productOrder.id).catch((error: unknown) => {
          if (!(error instanceof HttpProblem)) throw error
          const path = '/productOrder/id'
          const message = `There is no product order ${body.productOrder.id}.`
          throw new HttpProblem('invalid_body', { errors: [{ path, code: 'unknown_order', message }] })
        })
        // Final there is final, also where our own API would go on.
        if (FINAL.has(order.told.state))
          return problem('order_ended', { detail: `The order is ${order.told.state}.` })
        const wanted = body[wantedName]
        const reason = body[reasonName]?.trim()
        const key = keyOf(request, `create${name}`, hash('sha256', bytes, 'buffer'))
        const outcome = await ask(door, askFor, {
          companyId,
          orderId: order.facts.id,
          actor: actorOf(principal),
          by: namesOf(principal),
          kind,
          reason: reason === undefined || reason === '' ? null : reason,
          wantedAt: wanted === undefined ? null : new Date(wanted),
          accounts,
          ...(key ? { key } : {}),
        })
        if (!outcome.ok) return outcome.code === 'not_found' ? problem('not_found') : refused(outcome)
        const { id } = outcome.answer as { id: string }
        return created(await read({ companyId, accounts }, id), `${url}/${id}`)
      },
    }),
    route({
      method: 'GET',
      url,
      operationId: `list${name}`,
      summary: `What was asked for as ${noun}, the newest first`,
      tags,
      scope: 'orders:read',
      ...scopes,
      problemForm: tmfError,
      query: Type.Object({
        ...pageMembers,
        fields: Fields,
        id: Type.Optional(Type.String({ maxLength: 40 })),
        state: Type.Optional(TaskState),
        'productOrder.id': Type.Optional(Type.String({ maxLength: 40 })),
      }),
      responses: { 200: { description: 'A page', schema: Type.Array(view) } },
      async handle({ companyId, principal, query }) {
        const { offset = 0, limit = 50, fields, state } = query
        const idOf = (prefix: 'req' | 'ord', text: string | undefined) =>
          text === undefined ? null : (decodeId(prefix, text) ?? 0n)
        const { requests, total } = await findRequests(
          db,
          {
            companyId,
            kind,
            id: idOf('req', query.id),
            orderId: idOf('ord', query['productOrder.id']),
            state: state === undefined ? null : storedOf(state),
            accounts: scopeOf(principal.rowScope),
          },
          { offset, limit },
        )
        const root = await rootOf(companyId)
        const rows = requests.map((one) => withFields(told(one, root), fields))
        return ok(rows, pageHeaders(rows.length, total))
      },
    }),
    route({
      method: 'GET',
      url: `${url}/:id`,
      operationId: `retrieve${name}`,
      summary: `What became of a ${noun}`,
      tags,
      scope: 'orders:read',
      ...scopes,
      problemForm: tmfError,
      params: Type.Object({ id: Type.String({ maxLength: 40, description: 'req_…' }) }),
      query: Type.Object({ fields: Fields }),
      responses: { 200: { description: 'As it stands', schema: view } },
      problems: ['not_found'],
      async handle({ companyId, principal, params, query }) {
        const task = await read({ companyId, accounts: scopeOf(principal.rowScope) }, params.id)
        return ok(withFields(task, query.fields))
      },
    }),
  ]
}

const typed = {
  '@type': Type.Optional(Type.String({ maxLength: 200 })),
  '@baseType': Type.Optional(Type.String({ maxLength: 200 })),
  '@schemaLocation': Type.Optional(Type.String({ maxLength: 2000 })),
}

function storedOf(told: (typeof STATES)[Stored]): Stored {
  return (Object.keys(STATES) as Stored[]).find((stored) => STATES[stored] === told)!
}

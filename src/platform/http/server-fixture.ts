/** A small server with one route of each kind, for the tests of this room. */
import { Type } from 'typebox'
import { createTelemetry } from '../telemetry.ts'
import {
  created,
  createHttpServer,
  httpDefaults,
  noContent,
  ok,
  page,
  pageParameters,
  pageRequest,
  problem,
  route,
  streamed,
  type Authenticator,
  type HttpConfig,
  type HttpServer,
  type Identity,
  type Route,
  type Scope,
} from './index.ts'

const identity = (scopes: Scope[], companies = 1): Identity => ({
  kind: 'key',
  id: 'dk_test',
  name: 'test',
  companies: [
    { id: 1n, code: 'ONE' },
    { id: 2n, code: 'TWO' },
  ].slice(0, companies),
  access: new Map([
    [1n, { scopes: new Set(scopes), rowScope: { kind: 'all' as const } }],
    [2n, { scopes: new Set<Scope>(), rowScope: { kind: 'all' as const } }],
  ]),
})

const writer = identity(['orders:read', 'orders:write', 'metrics:read'])
const both = identity(['orders:read'], 2)
const limited: Identity = {
  ...writer,
  access: new Map([
    [
      1n,
      { scopes: new Set<Scope>(['orders:read']), rowScope: { kind: 'customers', customerAccountIds: [7n] } },
    ],
  ]),
}

const auth: Authenticator = {
  authenticate: ({ headers }) => {
    const known: Record<string, Identity> = { 'Bearer w': writer, 'Bearer b': both, 'Bearer l': limited }
    const found = known[headers['authorization'] as string]
    return found === undefined
      ? { ok: false, reply: problem('unauthenticated') }
      : { ok: true, identity: found }
  },
}

const Item = Type.Object(
  {
    sku: Type.String({ minLength: 1, maxLength: 40 }),
    quantity: Type.String({ pattern: '^[0-9]+$', form: 'digits' }),
  },
  { $id: 'Item' },
)
const Order = Type.Object(
  {
    number: Type.String({ maxLength: 40 }),
    lines: Type.Array(Item, { minItems: 1, maxItems: 1000 }),
    note: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    amount: Type.Optional(
      Type.Union([Type.String(), Type.Object({ amount: Type.String(), currency: Type.String() })]),
    ),
    custom: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { $id: 'OrderInput' },
)

const routes: Route[] = [
  route({
    method: 'POST',
    url: '/api/v1/orders',
    operationId: 'createOrder',
    summary: 'Take an order',
    tags: ['Orders'],
    scope: 'orders:write',
    idempotencyKey: 'optional',
    body: Order,
    responses: { 201: { description: 'Taken.', schema: Order } },
    handle: (request) =>
      created(
        { number: request.body.number, bytes: request.bytes.length, key: request.idempotencyKey },
        '/api/v1/orders/x',
      ),
  }),
  route({
    method: 'GET',
    url: '/api/v1/orders',
    operationId: 'listOrders',
    summary: 'List orders',
    tags: ['Orders'],
    scope: 'orders:read',
    rows: 'scoped',
    query: Type.Object({ ...pageParameters, status: Type.Optional(Type.String()) }),
    responses: { 200: { description: 'A page.', schema: Type.Array(Order) } },
    handle(request) {
      const at = pageRequest(request, 'b')
      const from = at.after === null ? 0n : (at.after[0] as bigint)
      const rows = Array.from({ length: at.fetch }, (_one, index) => ({ id: from + BigInt(index) + 1n }))
      const shown = page(request, at, rows, (row) => [row.id])
      return ok(
        shown.rows.map((row) => ({ id: String(row.id) })),
        shown.headers,
      )
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/raw',
    operationId: 'takeRaw',
    summary: 'Keep bytes',
    tags: ['Orders'],
    scope: 'orders:write',
    input: 'raw',
    body: Order,
    accepts: ['application/json', 'text/csv'],
    responses: { 200: { description: 'Kept.' } },
    handle(request) {
      const parsed = request.parse()
      return ok({ kept: request.bytes.toString('hex'), code: parsed.ok ? 'ok' : parsed.code })
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/lines',
    operationId: 'takeLines',
    summary: 'Many orders',
    tags: ['Orders'],
    scope: 'orders:write',
    input: 'lines',
    body: Item,
    responses: { 200: { description: 'A line for each line.', type: 'application/x-ndjson', schema: Item } },
    handle: (request) =>
      streamed(async (write) => {
        for await (const batch of request.lines.batches()) {
          await write(
            batch
              .map(({ number, bytes, tooLong }) =>
                [JSON.stringify({ line: number, bytes: bytes.toString('hex'), tooLong }), '\n'].join(''),
              )
              .join(''),
          )
        }
      }),
  }),
  route({
    method: 'GET',
    url: '/api/v1/slow/:ms',
    operationId: 'waitAWhile',
    summary: 'Slow',
    tags: ['Orders'],
    scope: 'orders:read',
    timeoutMs: 600,
    params: Type.Object({ ms: Type.Integer({ minimum: 0 }) }),
    responses: { 204: { description: 'Waited.' } },
    async handle(request) {
      await new Promise((resolve) => setTimeout(resolve, request.params.ms))
      return noContent()
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/broken',
    operationId: 'fail',
    summary: 'Fails',
    tags: ['Orders'],
    scope: 'orders:read',
    responses: { 200: { description: 'Never.' } },
    handle: () => ok({ amount: 1n }),
  }),
  route({
    method: 'GET',
    url: '/api/v1/header',
    operationId: 'echoHeader',
    summary: 'Puts what it got into a header',
    tags: ['Orders'],
    scope: 'orders:read',
    query: Type.Object({ to: Type.String() }),
    responses: { 201: { description: 'Echoed.' } },
    handle: (request) => created({}, request.query.to),
  }),
]

export async function withServer(
  work: (server: HttpServer) => Promise<void>,
  { logged, warned, ...config }: Partial<HttpConfig> & { logged?: string[]; warned?: string[] } = {},
): Promise<void> {
  const error = (_facts: object, message: string) => void logged?.push(message)
  const warn = (_facts: object, message: string) => void warned?.push(message)
  const log = { debug() {}, info() {}, warn, error }
  const server = await createHttpServer({
    config: { ...httpDefaults, port: 0, bodyLimit: 100_000, lineLimit: 1000, drainMs: 3000, ...config },
    log,
    auth,
    clock: { now: () => new Date(0) },
    telemetry: createTelemetry(),
    routes,
    installation: { epoch: 'one', cursorKey: Buffer.alloc(32) },
    readiness: [{ name: 'database', check: async () => true }],
  })
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

export const json = { authorization: 'Bearer w', 'content-type': 'application/json' }
export const post = (
  server: HttpServer,
  payload: string | Buffer | object,
  headers: Record<string, string> = json,
  url = '/api/v1/orders',
) =>
  server.fastify.inject({
    method: 'POST',
    url,
    headers,
    payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  })

export const good = { number: 'A-1', lines: [{ sku: 'x', quantity: '2' }] }

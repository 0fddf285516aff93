import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Answer, Call, EmulatorRoute } from '../http.ts'
import { FUNCTIONS } from './checkout.ts'
import { enableTarget } from './deliver.ts'
import { objectOf } from './object-of.ts'
import { Refused } from './refused.ts'
import { SHOP_LIMITS, type Shop } from './shop.ts'
import { describe } from './state.ts'
import { ALGORITHMS } from './webhooks.ts'

const strict = { additionalProperties: false }
const Text = Type.String({ minLength: 1, maxLength: 200 })
const Count = (most: number) => Type.Integer({ minimum: 1, maximum: most })

const Items = Type.Array(
  Type.Object(
    {
      sku: Text,
      quantity: Count(100_000),
      price: Type.Optional(Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,2})?$' })),
    },
    strict,
  ),
  { minItems: 1, maxItems: SHOP_LIMITS.lines },
)
const BasketInput = Type.Object(
  {
    items: Type.Optional(Items),
    count: Type.Optional(Count(SHOP_LIMITS.lines)),
    shippingGroups: Type.Optional(Count(20)),
    splitItems: Type.Optional(Type.Boolean()),
    payment: Type.Optional(
      Type.Union([Type.Literal('card'), Type.Literal('invoice'), Type.Literal('inStore')]),
    ),
    token: Type.Optional(Text),
    locationId: Type.Optional(Text),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    profileId: Type.Optional(Text),
    custom: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  strict,
)
const CancelInput = Type.Object({ reason: Text }, strict)
const ReturnInput = Type.Object(
  {
    items: Type.Array(
      Type.Object({ commerceItemId: Text, quantity: Count(100_000), reason: Type.Optional(Text) }, strict),
      { minItems: 1, maxItems: SHOP_LIMITS.lines },
    ),
    exchange: Type.Optional(Type.Boolean()),
    replacement: Type.Optional(Items),
  },
  strict,
)
const ClockInput = Type.Object(
  { advanceSeconds: Type.Integer({ minimum: 0, maximum: 366 * 86_400 }) },
  strict,
)
const TargetInput = Type.Object({ url: Type.String({ maxLength: 2000 }) }, strict)
const FunctionInput = Type.Object(
  {
    url: Type.Union([Type.String({ maxLength: 2000, pattern: '^https?://' }), Type.Null()]),
    secretKey: Type.Optional(Type.String({ minLength: 16, maxLength: 500 })),
    algorithm: Type.Optional(Type.Union(ALGORITHMS.map((name) => Type.Literal(name)))),
  },
  strict,
)
const AccountInput = Type.Record(Type.String(), Type.Unknown())

/** What shoppers do, the shop's clock, and disturbances. It needs no key, being for this machine alone. */
export function controlRoutes(shop: Shop): EmulatorRoute[] {
  const route = <S extends TSchema>(
    method: string,
    path: string,
    schema: S,
    handle: (input: Static<S>, parts: string[]) => unknown,
  ): EmulatorRoute => ({
    method,
    path: `/emulator${path}`,
    async handle(call): Promise<Answer> {
      const made = await handle(inputOf(schema, call), call.parts)
      return made === undefined ? { status: 204 } : { status: 200, body: made }
    },
  })
  const read = (path: string, handle: (parts: string[]) => unknown): EmulatorRoute => ({
    method: 'GET',
    path: `/emulator${path}`,
    handle: async (call) => ({ status: 200, body: await handle(call.parts) }),
  })
  const changed = (standing: object, call: Call): Answer => {
    jsonOnly(call)
    const draft = structuredClone(standing)
    const wrong = describe(draft, objectOf(call.body))
    if (wrong.length > 0) throw new Refused(400, '2003', `Not understood: ${wrong.join(', ')}.`)
    Object.assign(standing, draft)
    shop.touch()
    return { status: 200, body: standing }
  }

  return [
    route('POST', '/orders', BasketInput, (basket) => shop.place(basket)),
    read('/orders', () => ({ items: Object.values(shop.state.orders).map(({ order }) => order) })),
    read('/orders/:id', ([id]) => shop.open(id!)),
    route('POST', '/orders/:id/resubmit', Type.Object({}, strict), (_none, [id]) => shop.resubmit(id!)),
    route('POST', '/orders/:id/cancel', CancelInput, ({ reason }, [id]) => shop.cancel(id!, reason)),
    route('POST', '/orders/:id/returns', ReturnInput, (asked, [id]) => shop.askReturn(id!, asked)),
    route('POST', '/accounts', AccountInput, (account) => shop.saveAccount(undefined, account)),
    route('PUT', '/accounts/:id', AccountInput, (account, [id]) => shop.saveAccount(id!, account)),
    read('/clock', () => clockOf(shop)),
    route('POST', '/clock', ClockInput, async ({ advanceSeconds }) => {
      await shop.advance(advanceSeconds * 1000)
      return clockOf(shop)
    }),
    read('/deliveries', () => ({
      items: shop.state.deliveries.map(({ body: _body, dueAt, ...one }) => ({
        ...one,
        dueAt: new Date(dueAt).toISOString(),
      })),
    })),
    route('POST', '/targets/enable', TargetInput, ({ url }) => enableTarget(shop, url)),
    read('/functions', () => shop.state.functions),
    route('PUT', '/functions/:id', FunctionInput, (given, [id]) => {
      const name = FUNCTIONS.find((one) => one === id)
      if (name === undefined) throw new Refused(404, '30000', `There is no function webhook ${id!}.`)
      shop.touch()
      return (shop.state.functions[name] = { ...shop.state.functions[name], ...given })
    }),
    read('/settings', () => shop.state.settings),
    { method: 'PUT', path: '/emulator/settings', handle: (call) => changed(shop.state.settings, call) },
    read('/switches', () => shop.state.switches),
    { method: 'PUT', path: '/emulator/switches', handle: (call) => changed(shop.state.switches, call) },
  ]
}

function clockOf(shop: Shop) {
  return { now: new Date(shop.now()).toISOString(), aheadSeconds: Math.round(shop.state.clockAheadMs / 1000) }
}

/** A form of somebody's web page cannot send this type without being asked first. */
function jsonOnly({ headers }: Call): void {
  if (!headers['content-type']?.startsWith('application/json'))
    throw new Refused(415, '2002', 'The content type is application/json.')
}

function inputOf<S extends TSchema>(schema: S, call: Call): Static<S> {
  jsonOnly(call)
  const value: unknown = objectOf(call.body)
  if (Value.Check(schema, value)) return value
  const said = [...Value.Errors(schema, value)].map((one) => `${one.instancePath || '/'}: ${one.message}`)
  throw new Refused(400, '2004', said.slice(0, 20).join('; '))
}

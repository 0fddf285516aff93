import assert from 'node:assert/strict'
import { createHmac, createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { OTHER_SECRET, SECRET, shippingGroup, signed, submittedOrder } from '../../../test/support/shop.ts'
import type { Algorithm } from '../../../test/support/shop.ts'
import { checkBody } from '../../platform/http/index.ts'
import { checkOrder } from '../received.ts'
import { signedHeaders } from '../webhooks/sign.ts'
import { inboundKinds } from './kinds.ts'
import { INBOUND_EVENTS, partsOf, type Mapped, type MappedFor, type RawMessage } from './port.ts'

/** What a kind brings to the suite: a channel of it, and messages with what they are to mean. */
interface Examples {
  kind: string
  settings: object
  sign(bytes: Buffer, secret: string): Record<string, string>
  /** An order as its sender would send it, by its name and version. */
  order(key: string, version: number): Buffer
  /** One that says what has no word of ours. */
  unmapped: Buffer
  /** Bytes that mean nothing. */
  nonsense: Buffer[]
  /** A message with everything that an order of it may say, as the members that it is made of. */
  whole: object
  written(whole: object): Buffer
}

const said = (message: object) => Buffer.from(JSON.stringify(message))

const commerce: Examples = {
  kind: 'commerce',
  settings: {
    algorithm: 'sha512',
    payment: 'with_details',
    shippingMethods: { ground: 'standard' },
    paymentMethods: { creditCard: { code: 'card', prepaid: false } },
  },
  sign: (bytes, secret) => signed(bytes, secret),
  order: (key, lastModifiedTime) =>
    Buffer.from(JSON.stringify(submittedOrder(key, undefined, { order: { lastModifiedTime } }))),
  unmapped: Buffer.from(
    JSON.stringify(submittedOrder('o1', undefined, { payment: { paymentMethod: 'shells' } })),
  ),
  nonsense: [
    '',
    '{',
    '[]',
    '"text"',
    '{}',
    '{"order":{}}',
    '{"order":[]}',
    '{"order":{"id":{}}}',
    '\u0000',
  ].map((text) => Buffer.from(text)),
  whole: submittedOrder('o1', [{ amount: 20, quantity: 2, tax: 1 }], {
    groups: [shippingGroup('sg1', [['ci10', 2]], { priceInfo: { amount: 5 }, shipOnDate: 1767268800000 })],
  }),
  written: said,
}

const named = {
  order: {
    id: '/id',
    customer: { account: '/buyer', name: '/ship/name', email: '/ship/email' },
    currency: '/currency',
    placedAt: '/placed',
    requestedOn: '/wanted',
    shipTo: { name: '/ship/name', lines: ['/ship/street'], city: '/ship/city', country: '/ship/country' },
    prepaid: '/paid',
    discount: '/discount',
    freight: 'micro(body.find("/freight")) + micro("1")',
    tax: '/tax',
    total: '/total',
    lines: {
      each: '/lines',
      where: 'line.find("/sku") != "FREIGHT"',
      lineId: '/n',
      sku: '/sku',
      quantity: '/count',
      unitPrice: '/price',
      discount: '/off',
      taxAmount: '/tax',
      custom: { color: '/color' },
    },
    custom: { shippingMethod: 'lookups.find("methods", body.find("/method"))' },
  },
  lookups: { methods: { ground: 'standard' } },
}
const oneLine = [{ sku: 'KIT-101', count: 2, price: 9.99 }]
const simple = { currency: 'GBP', freight: '1', method: 'ground', buyer: 'GB-0001', lines: oneLine }

const mappedJson: Examples = {
  kind: 'mapped',
  settings: {
    signature: { scheme: 'hmac_sha256', header: 'X-Signature', encoding: 'hex', prefix: 'sha256=' },
    version: '/changed',
    ...named,
  },
  sign: (bytes, secret) => ({
    'x-signature': `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`,
  }),
  order: (id, changed) => said({ ...simple, id, changed }),
  unmapped: said({ ...simple, id: 'o1', changed: 1, method: 'balloon' }),
  nonsense: [
    '',
    '{',
    '[]',
    '"text"',
    '{}',
    '{"id":{}}',
    '{"id":" "}',
    '{"id":"o1","changed":"soon"}',
    '\u0000',
  ].map((text) => Buffer.from(text)),
  whole: {
    ...simple,
    id: 'o1',
    changed: 1,
    placed: '2026-01-01T12:00:00Z',
    wanted: '2026-01-09',
    paid: true,
    ship: {
      name: 'Ann',
      email: 'a@example.com',
      street: '1 High St',
      city: 'York',
      country: 'GB',
    },
    discount: 1,
    freight: '4',
    tax: 2,
    total: 25.98,
    lines: [
      {
        n: '1',
        sku: 'KIT-101',
        count: 2,
        price: 9.99,
        off: 0,
        tax: 1,
        color: 'red',
      },
      { sku: 'FREIGHT' },
    ],
  },
  written: said,
}

const mappedCsv: Examples = {
  kind: 'mapped',
  settings: {
    signature: { scheme: 'standard_webhooks' },
    csv: { orderColumn: 'order', delimiter: ';' },
    version: '/rows/0/changed',
    lookups: named.lookups,
    order: {
      id: '/rows/0/order',
      customer: { account: '/rows/0/buyer' },
      lines: { each: '/rows', sku: '/sku', quantity: '/count', unitPrice: '/price' },
      custom: { shippingMethod: 'lookups.find("methods", body.find("/rows/0/method"))' },
    },
  },
  sign: (bytes, secret) => signedHeaders('msg_1', new Date(0), bytes, [createSecretKey(secret, 'utf8')]),
  order: (id, changed) =>
    Buffer.from(
      `order;changed;buyer;method;sku;count;price\n${id};${changed};GB-0001;ground;KIT-101;2;9.99\n${id};${changed};GB-0001;ground;MUG-1;1;5\n`,
    ),
  unmapped: Buffer.from('order;changed;buyer;method;sku;count;price\no1;1;GB-0001;balloon;KIT-101;2;9.99\n'),
  nonsense: [
    '',
    'order;sku',
    'a;b\n1;2\n',
    'order;order\no1;o1\n',
    'order;sku\no1;1;2\n',
    'order;sku\n;KIT\n',
    '\u0000',
  ].map((text) => Buffer.from(text)),
  whole: {
    names: {
      order: 'order',
      changed: 'changed',
      buyer: 'buyer',
      method: 'method',
      sku: 'sku',
      count: 'count',
      price: 'price',
    },
    row: {
      order: 'o1',
      changed: '1',
      buyer: 'GB-0001',
      method: 'ground',
      sku: 'KIT-101',
      count: '2',
      price: '9.99',
    },
  },
  written: (whole) =>
    Buffer.from(
      Object.values(whole)
        .map(
          (row) =>
            `${Object.values((row ?? {}) as object)
              .map(String)
              .join(';')}\n`,
        )
        .join(''),
    ),
}

const examples: Readonly<Record<string, Examples>> = {
  commerce,
  'mapped JSON': mappedJson,
  'mapped CSV': mappedCsv,
}

const channelOf = (settings: object): MappedFor<never> => ({
  source: 'web',
  currency: 'GBP',
  country: 'GB',
  timeZone: 'Europe/London',
  settings: settings as never,
})

const raw = (bytes: Buffer, headers: Record<string, string>): RawMessage => {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return { bytes, header: (name) => lower.get(name) }
}

function mapped(name: string, bytes: Buffer): Mapped {
  const { kind: kindName, settings } = examples[name]!
  const kind = inboundKinds.get(kindName)!
  const recognized = kind.recognize(bytes, settings)
  assert.ok(recognized.ok)
  return kind.map(recognized.content, recognized.event, channelOf(settings))
}

test('every kind of channel brings examples to this suite', () => {
  const brought = new Set(Object.values(examples).map(({ kind }) => kind))
  assert.deepEqual([...inboundKinds.keys()].toSorted(), [...brought].toSorted())
})

for (const [name, example] of Object.entries(examples)) {
  const { kind: kindName, settings, sign, order, unmapped, nonsense, whole, written } = example
  const kind = inboundKinds.get(kindName)!

  test(`${name}: its settings are an object that refuses what it does not know`, () => {
    const check = checkBody(kind.settings)
    assert.deepEqual(check(settings), { ok: true, value: settings })
    assert.equal(check({ ...settings, unheardOf: 1 }).ok, false)
    assert.deepEqual(kind.check?.(settings) ?? [], [])
  })

  test(`${name}: a message is genuine by either of two secrets, and by no other, no other bytes and no header`, () => {
    const bytes = order('o1', 1)
    const is = (message: RawMessage, secrets: string[]) => kind.isGenuine(message, secrets, settings)
    const message = raw(bytes, sign(bytes, SECRET))
    assert.ok(
      is(message, [SECRET]) && is(message, [OTHER_SECRET, SECRET]) && is(message, [SECRET, OTHER_SECRET]),
    )
    assert.ok(!is(message, [OTHER_SECRET]) && !is(message, []))
    assert.ok(!is(raw(bytes, {}), [SECRET]))
    for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 1
      assert.ok(!is(raw(changed, sign(bytes, SECRET)), [SECRET]))
    }
  })

  test(`${name}: an order is recognized by its key, and a change of it by its version; the same bytes mean the same`, () => {
    const [one, again, newer, other] = [order('o1', 1), order('o1', 1), order('o1', 2), order('o2', 1)].map(
      (bytes) => {
        const recognized = kind.recognize(bytes, settings)
        assert.ok(recognized.ok)
        assert.ok(INBOUND_EVENTS.includes(recognized.event))
        const { event, key, version } = recognized
        return { event, key, version }
      },
    )
    assert.deepEqual(one, again)
    assert.deepEqual([one!.key, other!.key, newer!.key], ['o1', 'o2', 'o1'])
    assert.ok(newer!.version! > one!.version!)
    assert.equal(
      kind.leftOut((kind.recognize(order('o1', 1), settings) as { content: unknown }).content, one!.event),
      null,
    )
  })

  test(`${name}: an order maps to one of ours that fits the schema, twice to the same`, () => {
    const one = mapped(name, order('o1', 1))
    assert.ok(one.what === 'order')
    assert.deepEqual(one.problems, [])
    assert.ok(checkOrder(one.input).ok, JSON.stringify(one.input))
    assert.equal(one.input.source, 'web')
    assert.equal(one.input.externalId, 'o1')
    assert.deepEqual(mapped(name, order('o1', 1)), one)
  })

  test(`${name}: a body of one message is that message, byte for byte`, () => {
    for (const bytes of [order('o1', 1), unmapped, ...nonsense])
      assert.deepEqual(partsOf(kind, bytes, settings), [{ bytes, place: null }])
  })

  test(`${name}: what has no word of ours is a problem with its place, and the order is there all the same`, () => {
    const one = mapped(name, unmapped)
    assert.ok(one.what === 'order' && checkOrder(one.input).ok)
    assert.ok(one.problems.length > 0)
    for (const { path, code, message } of one.problems) assert.ok(path.startsWith('/') && code && message)
  })

  test(`${name}: bytes that mean nothing are refused with a reason, and nothing throws`, () => {
    for (const bytes of nonsense) {
      const recognized = kind.recognize(bytes, settings)
      assert.ok(!recognized.ok && recognized.problems.length > 0, bytes.toString())
    }
  })

  test(`${name}: every member of an order may be missing, null or of another kind: it is refused or noted, and nothing throws`, () => {
    const read = (bytes: Buffer): Mapped | undefined => {
      const recognized = kind.recognize(bytes, settings)
      if (recognized.ok) return kind.map(recognized.content, recognized.event, channelOf(settings))
      assert.ok(recognized.problems.length > 0)
      return undefined
    }
    const right = read(written(whole))
    assert.ok(right?.what === 'order')
    assert.deepEqual(right.problems, [])
    for (const path of placesOf(whole)) {
      for (const value of [undefined, null, 7, -1, 1e300, 0.1 + 0.2, 'text', '', [], {}, true, 2 ** 53]) {
        const changed = structuredClone(whole)
        put(changed, path, value)
        for (const { bytes } of partsOf(kind, written(changed), settings)) {
          const one = read(bytes)
          assert.ok(one?.what !== 'refused' || one.problems.length > 0, path.join('/'))
        }
      }
    }
  })
}

test('C-06 a shop signs by the hash and with a secret of its channel, over the bytes as they were sent: every other pair is refused', () => {
  const kind = inboundKinds.get('commerce')!
  const bytes = Buffer.from('{ "order": {"id": "o1", "name": "Zoë"}, "n": 1.0 }')
  const parsed = Buffer.from(JSON.stringify(JSON.parse(bytes.toString())))
  const algorithms: Algorithm[] = ['sha1', 'sha256', 'sha512']
  for (const set of algorithms) {
    for (const used of algorithms) {
      for (const secret of [SECRET, OTHER_SECRET]) {
        const settings = { ...commerce.settings, algorithm: set }
        const is = (sent: Buffer) =>
          kind.isGenuine(raw(sent, signed(bytes, secret, used)), [SECRET], settings)
        assert.equal(is(bytes), set === used && secret === SECRET, `${set} ${used} ${secret}`)
        assert.equal(is(parsed), false)
      }
    }
  }
})

function* placesOf(value: unknown, path: string[] = []): Generator<string[]> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    yield [...path, name]
    yield* placesOf(inner, [...path, name])
  }
}

function put(root: object, path: readonly string[], value: unknown): void {
  let inside = root as Record<string, unknown>
  for (const name of path.slice(0, -1)) inside = inside[name] as Record<string, unknown>
  inside[path.at(-1)!] = value
}

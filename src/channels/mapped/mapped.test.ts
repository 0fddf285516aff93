import assert from 'node:assert/strict'
import { createHmac, createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { signedHeaders } from '../webhooks/sign.ts'
import type { Mapped, RawMessage } from '../inbound/port.ts'
import { mapped } from './mapped.ts'
import type { MappedSettings } from './settings.ts'

// What this kind has beside the suite that every kind passes (inbound.test.ts).
const SECRET = 'a-secret-of-this-test'

const order = {
  id: '/id',
  customer: { account: '/buyer' },
  lines: { each: '/lines', sku: '/sku', quantity: '/count' },
}
const settings = (more: Partial<Omit<MappedSettings, 'order'>> & { order?: object } = {}) =>
  ({ signature: { scheme: 'bearer' }, ...more, order: { ...order, ...more.order } }) as MappedSettings

const raw = (bytes: Buffer, headers: Record<string, string>): RawMessage => ({
  bytes,
  header: (name) => headers[name],
})

function read(body: object | string, by: MappedSettings): Mapped {
  const recognized = mapped.recognize(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), by)
  if (!recognized.ok) return { what: 'refused', problems: recognized.problems }
  return mapped.map(recognized.content, recognized.event, {
    source: 'any',
    currency: 'GBP',
    country: 'GB',
    timeZone: 'Europe/London',
    settings: by,
  })
}

const codes = (one: Mapped) =>
  'problems' in one ? one.problems.map(({ path, code }) => `${path} ${code}`) : []
const message = (more: object = {}) => ({
  id: 'o1',
  buyer: 'B1',
  lines: [{ sku: 'A', count: 2 }],
  ...more,
})

test('a bearer token, an HMAC in hex or base64, and a Standard Webhook are each genuine by their secret alone', () => {
  const bytes = Buffer.from('{"id":"o1"}')
  const hmac = (encoding: 'hex' | 'base64') =>
    settings({ signature: { scheme: 'hmac_sha256', header: 'X-Sign', encoding } })
  const sign = (encoding: 'hex' | 'base64', secret = SECRET) =>
    createHmac('sha256', secret).update(bytes).digest(encoding)
  const is = (headers: Record<string, string>, by: MappedSettings, sent = bytes) =>
    mapped.isGenuine(raw(sent, headers), ['other', SECRET], by)
  assert.ok(is({ authorization: `Bearer ${SECRET}` }, settings()))
  for (const wrong of ['', 'Bearer ', `Basic ${SECRET}`, `Bearer ${SECRET}x`, SECRET])
    assert.ok(!is({ authorization: wrong }, settings()), wrong)
  for (const encoding of ['hex', 'base64'] as const) {
    assert.ok(is({ 'x-sign': sign(encoding) }, hmac(encoding)))
    for (const wrong of ['', 'zz', sign(encoding, 'another'), sign(encoding).slice(0, -4)])
      assert.ok(!is({ 'x-sign': wrong }, hmac(encoding)), wrong)
  }
  const standard = settings({ signature: { scheme: 'standard_webhooks' } })
  const key = Buffer.from('0123456789abcdef0123456789abcdef')
  const headers = signedHeaders('msg_1', new Date(1_700_000_000_000), bytes, [createSecretKey(key)])
  const genuine = (given: Record<string, string>, sent = bytes) =>
    mapped.isGenuine(raw(sent, given), [`whsec_${key.toString('base64')}`], standard)
  assert.ok(genuine(headers))
  assert.ok(!genuine({ ...headers, 'webhook-id': 'msg_2' }))
  assert.ok(!genuine({ ...headers, 'webhook-timestamp': '1700000001' }))
})

test('a Standard Webhook cannot be cut elsewhere than where its sender signed it', () => {
  const by = settings({ signature: { scheme: 'standard_webhooks' } })
  const bytes = Buffer.from('5.order;sku\no1;A\n')
  const headers = signedHeaders('msg_1', new Date(1_700_000_000_000), bytes, [
    createSecretKey(SECRET, 'utf8'),
  ])
  assert.ok(mapped.isGenuine(raw(bytes, headers), [SECRET], by))
  const moved = { ...headers, 'webhook-id': 'msg_1.1700000000', 'webhook-timestamp': '5' }
  assert.ok(!mapped.isGenuine(raw(bytes.subarray(2), moved), [SECRET], by))
  const time = { ...headers, 'webhook-timestamp': '1700000000.5' }
  assert.ok(!mapped.isGenuine(raw(bytes.subarray(2), time), [SECRET], by))
})

test('a mapping is checked before it is saved: each field that gives the wrong thing, asks what is not there, or runs over a list', () => {
  const problems = mapped.check!(
    settings({
      version: 'body.find(1)',
      ignore: { when: '"yes"' },
      order: {
        currency: 'line.find("/currency")',
        discount: '["1", "2"].exists(one, one == body.find("/d")) ? "1" : "2"',
        shipTo: { lines: ['/street', 'nowhere'] },
        lines: { ...order.lines, unitPrice: '1.5', amount: '/sum', custom: { 'a/b': '1 +' } },
      },
    }),
  )
  assert.deepEqual(problems.map(({ path, code }) => `${path} ${code}`).toSorted(), [
    '/ignore/when bad_expression',
    '/order/currency bad_expression',
    '/order/discount bad_expression',
    '/order/lines/amount one_of',
    '/order/lines/custom/a~1b bad_expression',
    '/order/lines/unitPrice bad_expression',
    '/order/shipTo/lines/1 bad_expression',
    '/version bad_expression',
  ])
  for (const { message: why } of problems) assert.ok(why.length > 0)
})

test('a number of JSON is the decimal that was written, without the noise of a fraction; one that cannot be told is none', () => {
  const by = settings({ order: { lines: { ...order.lines, unitPrice: '/price' } } })
  const priceOf = (price: string) =>
    read(`{"id":"o1","buyer":"B1","lines":[{"sku":"A","count":1,"price":${price}}]}`, by)
  const exact = [
    ['0.30000000000000004', '0.3'],
    ['19.99', '19.99'],
    ['1e2', '100'],
    ['0.000001', '0.000001'],
    ['"12.3400000"', '12.34'],
  ]
  for (const [written = '', price] of exact) {
    const one = priceOf(written)
    assert.ok(one.what === 'order')
    assert.deepEqual([one.input.lines[0]!.unitPrice?.amount, one.problems], [price, []], written)
  }
  for (const written of ['1.23456789', '0.0000001', '"1,5"', '"1e2"', '-1', '9007199254740993', '{}']) {
    const one = priceOf(written)
    assert.equal(codes(one)[0]?.split(' ')[0], '/lines/0/price', written)
  }
  assert.deepEqual(codes(read('{"id":12345678901234567890,"buyer":"B1","lines":[]}', by)), ['/id unmapped'])
})

test('what an order comes to is checked, to the penny, and what no line states of the tax is spread', () => {
  const by = settings({
    order: {
      total: '/total',
      tax: '/tax',
      freight: '/freight',
      discount: '/off',
      lines: { ...order.lines, amount: '/sum' },
    },
  })
  const sent = (more: object) =>
    read(
      message({
        lines: [
          { sku: 'A', count: 3, sum: '10.00' },
          { sku: 'B', count: 1, sum: 5 },
        ],
        freight: 4,
        off: '1.00',
        ...more,
      }),
      by,
    )
  const right = sent({ tax: 3, total: 21 })
  assert.ok(right.what === 'order')
  // 10.00 for three has no unit price of six decimals that comes to it by more than a rounding.
  assert.deepEqual(right.problems, [])
  assert.deepEqual(
    right.input.lines.map((line) => line.taxAmount?.amount),
    ['2.00', '1.00'],
  )
  assert.deepEqual(codes(sent({ tax: 3, total: '21.01' })), ['/total totals_differ'])
  assert.deepEqual(codes(sent({ tax: '3.001', total: 18 })), ['/tax bad_amount'])
})

test('what a message is about is the first that holds: ignored, a cancellation, a return, an order, or nothing that is known', () => {
  const is = (name: string) => `body.find("/event") == "${name}"`
  const by = settings({
    ignore: { when: is('cart') },
    cancellation: { when: is('cancel'), order: '/id', reason: '/why' },
    return: {
      when: is('return'),
      order: '/id',
      name: '/rma',
      credit: '/credit',
      lines: { each: '/lines', line: '/sku', quantity: '/count', restock: '/good' },
    },
    order: { when: is('order') },
  })
  assert.equal(read(message({ event: 'order' }), by).what, 'order')
  assert.deepEqual(codes(read({ event: 'cart' }, by)), ['/ ignored'])
  assert.deepEqual(read(message({ event: 'cancel', why: 'changed my mind' }), by), {
    what: 'cancellation',
    order: 'o1',
    reason: 'changed my mind',
  })
  const back = { event: 'return', rma: 'R1', credit: '7.50', lines: [{ sku: 'A', count: 1, good: 'no' }] }
  assert.deepEqual(read(message(back), by), {
    what: 'return',
    order: 'o1',
    name: 'R1',
    lines: [{ line: 'A', quantity: 1_000_000n, restock: false, net: null }],
    credit: 750n,
    reason: 'return R1',
    problems: [],
  })
  assert.deepEqual(codes(read(message({ ...back, lines: [{ sku: 'A', count: 0 }] }), by)), [
    '/lines/0/count bad_quantity',
  ])
  assert.deepEqual(codes(read(message({ event: 'weather' }), by)), ['/ unknown_message'])
})

test('a list, a text and a file have limits, and a card number is not let in', () => {
  const long = read(
    message({ lines: Array.from({ length: 20_001 }, () => ({ sku: 'A', count: 1 })) }),
    settings(),
  )
  assert.deepEqual([long.what, ...codes(long)], ['refused', '/lines too_many'])
  assert.deepEqual(codes(read(message({ id: 'x'.repeat(10_001) }), settings())), ['/id unmapped'])
  const six = Array.from({ length: 6 }, () => 'body.find("/note")').join(' + ')
  assert.deepEqual(
    codes(read(message({ note: 'x'.repeat(2000) }), settings({ order: { custom: { six } } }))),
    ['/note unmapped'],
  )
  const forbidden = mapped.recognize(
    Buffer.from(JSON.stringify(message({ payment: { cardNumber: '4111 1111 1111 1111' } }))),
    settings(),
  )
  assert.ok(!forbidden.ok && forbidden.forbidden)
  assert.equal(forbidden.problems[0]?.path, '/payment/cardNumber')

  const csv = settings({ csv: { orderColumn: 'o' } })
  const codeOf = (text: string) => codes(read(text, csv))
  assert.deepEqual(codeOf(`o,${'n'.repeat(16_000)}\n1,2\n`), [' too_large'])
  assert.deepEqual(codeOf(`o,${Array.from({ length: 200 }, (_, n) => n).join()}\n1\n`), [' too_large'])
  assert.deepEqual(codeOf(`o\n${'1\n'.repeat(20_001)}`), [' too_large'])
  const many = Buffer.from(`o\n${Array.from({ length: 1001 }, (_, n) => `${n}\n`).join('')}`)
  assert.equal(mapped.split!(many, csv).length, 1)
  assert.deepEqual(codes(read(many.toString(), csv)), [' too_many_orders'])
})

test('A1-3 a file is cut into its orders, each with its rows as a spreadsheet counts them; a row of another width spoils its own order', () => {
  const csv = settings({
    csv: { orderColumn: 'o' },
    order: {
      id: '/rows/0/o',
      customer: { account: '/rows/0/b' },
      lines: { each: '/rows', sku: '/s', quantity: '/q' },
    },
  })
  const rows = ['\uFEFFo,b,s,q', 'A,B1,"two\r\nlines",1', '', 'B,B1,x', 'A,B1,"a ""b"", c",2', 'C,B1,y,1']
  const parts = mapped.split!(Buffer.from(rows.join('\r\n')), csv)
  assert.deepEqual(
    parts.map(({ place }) => place),
    ['rows 2, 5', 'row 4', 'row 6'],
  )
  const [first, second, third] = parts.map(({ bytes }) => read(bytes.toString(), csv))
  assert.ok(first?.what === 'order' && third?.what === 'order')
  assert.deepEqual(
    first.input.lines.map(({ sku, quantity }) => [sku, quantity]),
    [
      ['two\r\nlines', '1'],
      ['a "b", c', '2'],
    ],
  )
  assert.deepEqual(codes(second!), ['/rows/0 malformed_row'])

  // Behind the column of orders a cell too many would carry the row to another order.
  const last = mapped.split!(Buffer.from('b,o,s,q\nB1,A,x,1\nB1,extra,A,x,1\nB1,B,x,1\n'), csv)
  assert.deepEqual(
    last.map(({ place }) => place),
    [null],
  )
  assert.match(
    (read(last[0]!.bytes.toString(), csv) as { problems: { message: string }[] }).problems[0]!.message,
    /^row 3 has 5/,
  )
  const open = read('o,b,s,q\nA,B1,x,1\nB,B1,"x,1\n', csv)
  assert.deepEqual(codes(open), [' malformed_row'])
})

test('C-22 XML is read as objects, lists and texts; what is not well-formed, defines entities or is too deep or large is refused', () => {
  const xml = settings({
    xml: { lists: ['Line'] },
    order: {
      id: '/Order/@number',
      customer: { account: '/Order/Buyer' },
      lines: { each: '/Order/Lines/Line', sku: '/@sku', quantity: '/Quantity' },
      custom: { note: '/Order/Note/#text' },
    },
  })
  const body = (lines: string, more = '') =>
    `\uFEFF<?xml version="1.0" encoding="UTF-8"?><Order number="X-1"><Buyer> B1 </Buyer>
       <Note lang="en">a &lt;b&gt; &#38; <![CDATA[<c>]]></Note><Lines>${lines}</Lines>${more}</Order>`
  const one = read(body('<Line sku="A"><Quantity>2</Quantity></Line>'), xml)
  assert.ok(one.what === 'order', JSON.stringify(one))
  assert.deepEqual(one.problems, [])
  assert.deepEqual(
    [one.input.externalId, one.input.customer?.account, one.input.custom],
    ['X-1', 'B1', { note: 'a <b> & <c>' }],
  )
  const two = read(body('<Line sku="A"><Quantity>2</Quantity></Line>'.repeat(2)), xml)
  assert.ok(one.input.lines.length === 1 && two.what === 'order' && two.input.lines.length === 2)

  const codeOf = (text: string | Buffer) => {
    const said = mapped.recognize(Buffer.from(text), xml)
    return said.ok ? 'read' : said.problems[0]!.code
  }
  const laughs =
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Order number="1"><Buyer>&b;</Buyer></Order>'
  const outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Order number="&f;"/>'
  assert.deepEqual([codeOf(laughs), codeOf(outside)], ['document_type', 'document_type'])
  assert.equal(codeOf('<Order number="1">&b;</Order>'), 'malformed_xml')
  for (const wrong of [
    '',
    '{',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a b=1/>',
    '<a b="1" b="2"/>',
    '<a>\u0001</a>',
  ])
    assert.equal(codeOf(wrong), 'malformed_xml', wrong)
  assert.equal(codeOf(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])), 'malformed_xml')
  assert.equal(codeOf('<?xml version="1.0" encoding="ISO-8859-1"?><a/>'), 'malformed_xml')
  assert.equal(codeOf('<a>'.repeat(51) + '</a>'.repeat(51)), 'too_deep')
  assert.equal(codeOf(`<a>${'<b/>'.repeat(200_000)}</a>`), 'too_large')

  // A name that every object has is one as others are.
  const odd = mapped.recognize(Buffer.from(body('', '<__proto__><x>1</x></__proto__>')), xml)
  assert.ok(odd.ok)
  const root = (odd.content as { Order: object }).Order
  assert.deepEqual([Object.hasOwn(root, '__proto__'), Object.getPrototypeOf(root)], [true, Object.prototype])
  assert.equal(({} as { x?: string }).x, undefined)
})

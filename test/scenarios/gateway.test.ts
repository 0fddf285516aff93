import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { channelInput, signed, submittedOrder } from '../support/shop.ts'
import { Sink } from '../support/sink.ts'

// Docket stands between a shop and another order system: two processes of it, a real shop's signature, a real receiver.
let flow: Flow
let second: TestServer
let sink: Sink
let address: string
const limits = {
  DOCKET_PRIVATE_WEBHOOKS: 'yes',
  DOCKET_WEBHOOK_ATTEMPTS: '4',
  DOCKET_WEBHOOK_BACK_OFF_MS: '30',
  DOCKET_WEBHOOK_SET_ASIDE_AFTER: '3',
  DOCKET_WEBHOOK_PROBE_MS: '300',
}
before(async () => {
  sink = await Sink.open()
  flow = new Flow(await startTestServer({ sample: true, limits }))
  second = await startTestServer({ beside: flow.server, limits })
  address = (await flow.put('/channels/shop', channelInput({}, { gateway: true }))).webhooks
})
after(async () => {
  await second.close()
  await flow.close()
  await sink.close()
})

const call = (method: string, path: string, body?: unknown) =>
  flow.server.request(method, `/api/v1${path}`, body)
const standing = async (code: string): Promise<Seen> => (await call('GET', `/webhook-endpoints/${code}`)).body

async function until(is: () => boolean | Promise<boolean>, what: () => unknown = () => ''): Promise<void> {
  const late = performance.now() + 30_000
  while (!(await is())) {
    assert.ok(performance.now() < late, `waited too long: ${JSON.stringify(await what())}`)
    await sleep(20)
  }
}
const settled = (code: string) =>
  until(
    async () => {
      const { behind, replays } = await standing(code)
      return behind === 0 && replays.length === 0
    },
    () => standing(code),
  )

/** A receiver that hears the shop; its path and its code are the same word. */
async function receive(code: string, forwards: object = {}, more: object = {}): Promise<string> {
  const body = { code, url: sink.url(`/${code}`), forwards: { channel: 'shop', ...forwards }, ...more }
  const answer = await call('PUT', '/webhook-endpoints', body)
  assert.equal(answer.status, 201, answer.bytes.toString())
  return answer.body.secret
}

async function submit(id: string, to = flow.server, order = submittedOrder(id)): Promise<Seen> {
  const bytes = JSON.stringify(order)
  const headers = { 'content-type': 'application/json', ...signed(bytes) }
  const response = await fetch(to.url + address, { method: 'POST', headers, body: bytes })
  assert.equal(response.status, 202)
  return response.json()
}

const count = async (table: string) =>
  (await flow.server.database.sql<{ count: bigint }>(`select count(*) from ${table}`))[0]!.count

const XML = {
  format: 'xml',
  lookups: { ways: { ground: 'GRD' } },
  template: {
    Message: {
      '@type': '"OrderIn"',
      Header: {
        '@number': '/order/id',
        '@company': '"7"',
        Name: '/order/shippingGroups/0/shippingAddress/lastName',
        Fax: '/order/nowhere',
        Way: 'lookups.find("ways", body.find("/order/shippingGroups/0/shippingMethod"))',
      },
      Lines: {
        Line: {
          $each: '/order/commerceItems',
          $where: 'line.find("/quantity") != "0"',
          $of: { '@sku': '/catalogRefId', Quantity: { $number: '/quantity' }, '#text': '"x"' },
        },
      },
    },
  },
}

test('C-22 messages of a gateway are handed on as they came, signed, each once and in order, and no order is made of them here', async () => {
  const secret = await receive('plain')
  const orders = await count('orders.list')
  const ids = Array.from({ length: 40 }, (_, n) => `g-${String(n).padStart(2, '0')}`)
  for (const [n, id] of ids.entries()) await submit(id, n % 2 === 0 ? flow.server : second)
  assert.equal((await submit('g-07')).again, true)
  await settled('plain')
  const heard = sink.of('/plain')
  assert.deepEqual(
    heard.map(({ body }) => JSON.parse(body).order.id),
    ids,
  )
  const [first] = heard
  assert.equal(first!.body, JSON.stringify(submittedOrder('g-00')))
  assert.equal(first!.headers['content-type'], 'application/json')
  const text = `${first!.id}.${first!.headers['webhook-timestamp']}.${first!.body}`
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  assert.equal(
    first!.headers['webhook-signature'],
    `v1,${createHmac('sha256', key).update(text).digest('base64')}`,
  )
  assert.equal(await count('orders.list'), orders)
  const { rows } = (await call('GET', '/channels/shop/messages?key=g-00')).body
  assert.deepEqual([rows[0].outcome, rows[0].orderId], ['accepted', null])
})

test('C-22 a template makes XML or JSON of a message: escaped, with tables and lists, and nothing that is not said', async () => {
  await receive('xml', XML)
  await receive('json', {
    template: {
      number: '/order/id',
      paid: { $truth: 'body.find("/order/id") == "t-1"' },
      address: { $copy: '/order/shippingGroups/0/shippingAddress' },
      skus: { $each: '/order/commerceItems', $of: '/catalogRefId' },
    },
  })
  const order = submittedOrder('t-1')
  const group = order.order.shippingGroups[0]! as Seen
  group.shippingAddress.lastName = `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]> & "O'Neil" &e; \u0007 Ω`
  await submit('t-1', flow.server, order)
  await settled('xml')
  await settled('json')
  const [xml] = sink.of('/xml')
  assert.equal(xml!.headers['content-type'], 'application/xml; charset=utf-8')
  const [item] = order.order.commerceItems as Seen[]
  assert.equal(
    xml!.body,
    '<?xml version="1.0" encoding="UTF-8"?>\n<Message type="OrderIn"><Header number="t-1" company="7"><Name>' +
      '&lt;!DOCTYPE x [&lt;!ENTITY e SYSTEM &quot;file:///etc/passwd&quot;&gt;]&gt; &amp; &quot;O&apos;Neil&quot; &amp;e; \ufffd Ω' +
      `</Name><Way>GRD</Way></Header><Lines><Line sku="${item.catalogRefId}"><Quantity>${item.quantity}</Quantity>x</Line></Lines></Message>`,
  )
  assert.deepEqual(JSON.parse(sink.of('/json')[0]!.body), {
    number: 't-1',
    paid: true,
    address: group.shippingAddress,
    skus: [item.catalogRefId],
  })
  const [attempt] = (await call('GET', '/webhook-attempts?endpoint=xml')).body.rows
  assert.deepEqual(
    [attempt.type, attempt.outcome, attempt.orderId],
    ['message.order_submitted', 'delivered', null],
  )
  const shown = (await call('GET', `/webhook-attempts/xml/${attempt.event}`)).body
  assert.equal(shown.payload, xml!.body)
})

test('C-22 what comes as XML is handed on as JSON or as XML made anew, signed and in order; what cannot be read stands in the log with its reason and reaches nobody', async () => {
  const token = 'a-token-of-the-old-system'
  const { webhooks } = await flow.put('/channels/old', {
    name: 'The old system',
    kind: 'mapped',
    source: 'marketplace',
    gateway: true,
    signingSecrets: [token],
    settings: {
      signature: { scheme: 'bearer' },
      xml: { lists: ['Line'] },
      order: {
        id: '/Message/Header/@number',
        customer: { account: '/Message/Header/Buyer' },
        lines: { each: '/Message/Line', sku: '/@sku', quantity: '/Quantity' },
      },
    },
  })
  await receive('as-json', {
    channel: 'old',
    template: {
      number: '/Message/Header/@number',
      lines: { $each: '/Message/Line', $of: { sku: '/@sku', pieces: { $number: '/Quantity' } } },
      header: { $copy: '/Message/Header' },
    },
  })
  await receive('as-xml', {
    channel: 'old',
    format: 'xml',
    template: { Order: { '@id': '/Message/Header/@number', Buyer: '/Message/Header/Buyer' } },
  })
  const send = (body: string, type = 'application/xml') =>
    fetch(flow.server.url + webhooks, {
      method: 'POST',
      headers: { 'content-type': type, authorization: `Bearer ${token}` },
      body,
    })
  const message = (id: string, lines: string) =>
    `<Message><Header number="${id}"><Buyer>B &amp; Sons</Buyer></Header>${lines}</Message>`
  const line = (sku: string) => `<Line sku="${sku}"><Quantity>2</Quantity></Line>`
  assert.equal((await send(message('x-1', line('A')))).status, 202)
  assert.equal((await send(message('x-2', line('A') + line('B')), 'text/xml; charset=utf-8')).status, 202)
  const hostile = await send(`<!DOCTYPE x [<!ENTITY e "e">]>${message('x-3', line('&e;'))}`)
  assert.equal(hostile.status, 202)
  await settled('as-json')
  await settled('as-xml')
  const header = (id: string) => ({ '@number': id, Buyer: 'B & Sons' })
  assert.deepEqual(
    sink.of('/as-json').map(({ body }) => JSON.parse(body)),
    [
      { number: 'x-1', lines: [{ sku: 'A', pieces: 2 }], header: header('x-1') },
      {
        number: 'x-2',
        lines: [
          { sku: 'A', pieces: 2 },
          { sku: 'B', pieces: 2 },
        ],
        header: header('x-2'),
      },
    ],
  )
  assert.deepEqual(
    sink.of('/as-xml').map(({ body }) => body.split('\n')[1]),
    ['x-1', 'x-2'].map((id) => `<Order id="${id}"><Buyer>B &amp; Sons</Buyer></Order>`),
  )
  const { rows } = (await call('GET', '/channels/old/messages?outcome=failed')).body
  assert.deepEqual(
    rows.map((row: Seen) => row.problems.map((one: Seen) => one.code)),
    [['document_type']],
  )
})

test('C-22 a receiver that is down hears everything in order when it is back; what was given up is replayed, one, a range, all that failed', async () => {
  await receive('down')
  sink.answer('/down', (response) => void response.writeHead(503).end())
  for (const id of ['d-1', 'd-2', 'd-3']) await submit(id)
  await until(
    async () => (await standing('down')).failed >= 1,
    () => standing('down'),
  )
  assert.equal((await standing('down')).state, 'set_aside')
  sink.answer('/down')
  const before = sink.of('/down').length
  await settled('down')
  const failures = (await call('GET', '/webhook-failures?endpoint=down')).body.rows as Seen[]
  const later = sink.of('/down').slice(before)
  assert.equal(later.length + failures.length, 3)
  assert.deepEqual(
    later.map(({ body }) => JSON.parse(body).order.id),
    ['d-1', 'd-2', 'd-3'].slice(failures.length),
  )

  const replay = async (body: object) => {
    const from = sink.of('/down').length
    const answer = await call('POST', '/webhook-replays', { endpoints: ['down'], ...body })
    assert.equal(answer.status < 300, true, answer.bytes.toString())
    await settled('down')
    return sink
      .of('/down')
      .slice(from)
      .map(({ body: text }) => JSON.parse(text).order.id)
  }
  assert.deepEqual(await replay({}), ['d-1', 'd-2', 'd-3'].slice(0, failures.length))
  assert.equal((await standing('down')).failed, 0)
  const [first] = sink.ids('/down')
  assert.deepEqual(await replay({ event: first, to: 'all' }), ['d-1'])
  const [, , place] = first!.split(':')
  assert.deepEqual(await replay({ fromPlace: place, to: 'all' }), ['d-1', 'd-2', 'd-3'])
})

test('C-22 what cannot be made is given up at once with its reason, delays nothing and blames nobody; with the template mended it is replayed', async () => {
  const forwards = (template: object) => ({ template: { id: '/order/id', ...template } })
  const strange = { way: 'lookups.find("ways", body.find("/order/locale"))' }
  await receive('strict', { ...forwards(strange), lookups: { ways: { en: 'E' } } })
  const malformed = '{"order":'
  const response = await fetch(flow.server.url + address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed(malformed) },
    body: malformed,
  })
  assert.equal(response.status, 202)
  // It is webhooks that are replayed: worked off here, it would become an order.
  const { message } = (await response.json()) as Seen
  assert.equal((await call('GET', `/channels/shop/messages/${message}`)).body.outcome, 'failed')
  assert.equal((await call('POST', `/channels/shop/messages/${message}/replay`)).status, 422)
  const withLocale = (id: string, locale: string) => {
    const order = submittedOrder(id) as Seen
    order.order.locale = locale
    return order
  }
  await submit('s-1', flow.server, withLocale('s-1', 'fr'))
  await submit('s-2', flow.server, withLocale('s-2', 'en'))
  await settled('strict')
  assert.deepEqual(
    sink.of('/strict').map(({ body }) => JSON.parse(body)),
    [{ id: 's-2', way: 'E' }],
  )
  const { rows } = (await call('GET', '/webhook-failures?endpoint=strict')).body
  assert.equal(rows.length, 2)
  assert.match(rows[0].problem, /^cannot be read/)
  assert.match(rows[1].problem, /^cannot be made: \/order\/locale: .*"fr"/)
  assert.deepEqual([rows[1].status, rows[1].attempts], [null, 1])
  const { state, failures } = await standing('strict')
  assert.deepEqual([state, failures], ['delivering', 0])

  const mended = { code: 'strict', url: sink.url('/strict') }
  await flow.put('/webhook-endpoints', {
    ...mended,
    forwards: { channel: 'shop', ...forwards(strange), lookups: { ways: { en: 'E', fr: 'F' } } },
  })
  await call('POST', '/webhook-replays', { endpoints: ['strict'] })
  await settled('strict')
  assert.deepEqual(JSON.parse(sink.of('/strict').at(-1)!.body), { id: 's-1', way: 'F' })
  assert.equal((await standing('strict')).failed, 1)
})

test('C-22 a way of handing on is checked before it is saved, all at once', async () => {
  const save = (forwards: object, code = 'wrong') =>
    call('PUT', '/webhook-endpoints', { code, url: sink.url('/wrong'), forwards })
  const codes = async (forwards: object) => {
    const answer = await save(forwards)
    assert.equal(answer.status, 422)
    return answer.body.errors.map((one: Seen) => `${one.path} ${one.code}`).toSorted()
  }
  await flow.put('/channels/own', channelInput())
  assert.deepEqual(await codes({ channel: 'own' }), ['/forwards/channel no_gateway'])
  assert.deepEqual(await codes({ channel: 'shop', format: 'xml' }), ['/forwards/template required'])
  const template = {
    'a b': 'nowhere',
    '@ok': '/x',
    n: { $number: '"one" == "one"' },
    c: { $copy: '/x' },
    e: { $each: '/x', $of: { $each: '/y', $of: 5 }, more: '/z' },
  }
  assert.deepEqual(await codes({ channel: 'shop', format: 'xml', template }), [
    '/forwards/template one_root',
    '/forwards/template/a b bad_expression',
    '/forwards/template/a b bad_name',
    '/forwards/template/c/$copy bad_template',
    '/forwards/template/e/$of bad_template',
    '/forwards/template/e/$of/$of bad_template',
    '/forwards/template/e/more bad_template',
    '/forwards/template/n/$number bad_expression',
  ])
  await receive('fixed')
  const events = await call('PUT', '/webhook-endpoints', { code: 'fixed', url: sink.url('/fixed') })
  assert.deepEqual(
    events.body.errors.map((one: Seen) => one.code),
    ['is_fixed'],
  )
})

import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { followGuide, pageOf, type, typeText } from '../support/guide.ts'
import { signed, submittedOrder } from '../support/shop.ts'
import { startTestServer } from '../support/server.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const follow = (guide: string) => followGuide(flow, guide)

test('the guide to calling a system says what is taken', async () => {
  const [system, pattern] = await follow('connect-a-system')
  assert.deepEqual([system.change, pattern.change], ['created', 'created'])
  const { body } = await flow.server.request('GET', '/api/v1/systems')
  const [{ code, lookUp, attempts, perSecond }] = body.systems
  assert.deepEqual([code, lookUp, attempts, perSecond], ['network', '"/activations/" + call.key', 5, 50])
})

test('the guide to who may do what says what holds', async () => {
  const [saved] = await follow('life-cycle-policies')
  assert.equal(saved.change, 'created')
  const made = await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  const asked = await flow.post(`/orders/${made.id}/priority`, { priority: 8 })
  assert.equal(asked.status, 200, 'a cheap one needs no reason')
  await flow.until(made.id, ({ fulfillmentStatus }) => fulfillmentStatus === 'shipped')
  const { acts, actLimits } = await flow.read(made.id)
  assert.ok(!acts.includes('cancel'))
  for (const { message } of actLimits) assert.equal(message, 'The warehouse has it: take a return.')
  await flow.put('/life-cycle-policies', { code: 'house', rules: [], active: false })
})

test('the guide to converting orders does what it says', async () => {
  const made = (await follow('convert-orders')).at(-1)
  assert.deepEqual([made.state, made.priority, made.lines[0].sku], ['in_progress', 8, 'KIT-101'])
  assert.equal((await flow.read(made.id)).customerReference, 'PO 4711')
})

test('the guide to promotions does what it says', async () => {
  const [saved, made] = await follow('promotions')
  assert.equal(saved.change, 'created')
  assert.equal(made.state, 'in_progress')
  const steps = async (id: string) => (await flow.read(id)).lines[0].waterfall as Seen[]
  const last = (await steps(made.id)).at(-1)
  assert.deepEqual([last.step, last.rule.code, last.percent], ['promotion', 'TEN-OFF-50', '10'])
  const small = await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  assert.ok((await steps(small.id)).every((step) => step.step !== 'promotion'))
})

test('the guide to price rules does what it says', async () => {
  const { carts } = (await follow('price-rules')).find((answer) => answer.carts)
  assert.deepEqual(carts[0].problems, [])
  const results = carts[0].lines.map((line: Seen) =>
    line.waterfall
      .filter((step: Seen) => step.step !== 'promotion' && step.step !== 'freight')
      .map((step: Seen) => `${step.step} ${step.result.amount}`),
  )
  assert.deepEqual(results, [
    ['list 10', 'tier 9', 'discount 8.1', 'discount 13.1'],
    ['list 10', 'tier 9', 'discount 8.1'],
  ])
})

test('the guide to changing patterns does what it says', async () => {
  const before = await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  const [saved, made] = await follow('change-patterns')
  assert.equal(saved.change, 'changed')
  const componentsOf = async (id: string) =>
    (await flow.read(id)).plan.components.filter((one: Seen) => one.pattern === 'goods')
  const drawn = await componentsOf(made.id)
  assert.deepEqual(
    drawn.map((one: Seen) => [one.modelVersion, one.lines.length]),
    [[2, 2]],
  )
  const plan = (await flow.read(made.id)).plan
  const first = plan.tasks.find((task: Seen) => task.componentId === drawn[0].id)
  assert.match(first.startAt, /^2099-05-0[34]/)
  assert.deepEqual(
    (await componentsOf(before.id)).map((one: Seen) => one.modelVersion),
    [1],
  )
})

test('the guide to expecting what comes does what it says', async () => {
  await flow.put('/locations', { code: 'PIER', name: 'Pier', country: 'GB', rank: 9, autoConfirm: false })
  const made = await follow('expect-what-comes')
  assert.deepEqual(
    made.map((one) => [one.party, one.code, one.change]),
    [
      ['channel', 'webshop', 'created'],
      ['warehouse', 'PIER', 'created'],
    ],
  )
})

test('the guide to subscribing to events does what it says', async () => {
  const [made, replayed, rotated] = await follow('subscribe-to-events')
  assert.equal(made.change, 'created')
  assert.deepEqual(replayed.endpoints, [])
  assert.notEqual(rotated.secret, made.secret)
  // Nobody is there: the rest of the tests need not wait for it.
  await flow.server.request('DELETE', '/api/v1/webhook-endpoints/crm')
})

test('C-22 the guide to handing on does what it says', async () => {
  const [channel, endpoint] = await follow('hand-on-to-another-system')
  assert.equal(channel.gateway, true)
  assert.match(endpoint.secret, /^whsec_/)
  await flow.server.request('DELETE', '/api/v1/webhook-endpoints/warehouse-orders')
})

test('the guide to connecting a shop does what it says', { timeout: 60_000 }, async () => {
  const { code, printed } = await type('connect-a-shop', {}, [
    ['ADMIN_KEY=dk_…', `ADMIN_KEY=${flow.server.apiKey}`],
    ['DOCKET=http://127.0.0.1:3000', `DOCKET=${flow.server.url}`],
  ])
  assert.equal(code, 0, printed)
  const { webhooks } = (await flow.server.request('GET', '/api/v1/channels/shop')).body
  const messageOf = async (key: string, more: object): Promise<Seen> => {
    const bytes = JSON.stringify(submittedOrder(key, undefined, more))
    const headers = signed(bytes, 'put-the-secret-of-the-webhook-here')
    const answer = await fetch(flow.server.url + webhooks, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: bytes,
    })
    assert.equal(answer.status, 202)
    const end = performance.now() + 8000
    for (;;) {
      const { body } = await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${key}`)
      const [row] = body.rows
      if (row.outcome !== 'waiting') return row
      assert.ok(performance.now() < end, JSON.stringify(row))
      await sleep(50)
    }
  }
  assert.equal((await messageOf('o-guide', {})).outcome, 'accepted')
  // Money: what is not authorized waits until a person gives the credit.
  const invoice = { paymentMethod: 'invoiceRequest', amountAuthorized: 0 }
  const credit = await messageOf('o-credit', { payment: invoice })
  assert.deepEqual([credit.outcome, credit.problems[0].code], ['draft', 'not_authorized'])
  await flow.ok(`/orders/${credit.orderId}/submit`, undefined)
  assert.notEqual((await flow.read(credit.orderId)).status, 'draft')
})

test('the guide to connecting any shop does what it says', { timeout: 60_000 }, async () => {
  const { code, printed } = await type('connect-any-shop', {}, [
    ['KEY=dk_…', `KEY=${flow.server.apiKey}`],
    ['DOCKET=http://127.0.0.1:3000', `DOCKET=${flow.server.url}`],
  ])
  assert.equal(code, 0, printed)
  const rowsOf = async (channel: string) => {
    const end = performance.now() + 8000
    for (;;) {
      const { rows } = (await flow.server.request('GET', `/api/v1/channels/${channel}/messages`)).body
      if (rows.every((row: Seen) => row.outcome !== 'waiting')) return rows.toReversed()
      assert.ok(performance.now() < end, printed)
      await sleep(50)
    }
  }
  const [first] = await rowsOf('any')
  assert.deepEqual([first.key, first.outcome, first.problems], ['W-1001', 'accepted', []])
  const { total, lines } = (await flow.server.request('GET', `/api/v1/orders/${first.orderId}?include=lines`))
    .body
  assert.deepEqual([total.amount, lines.length], ['29.00', 1])
  assert.deepEqual(
    (await rowsOf('files')).map((row: Seen) => [row.key, row.place, row.outcome]),
    [
      ['N-1', 'rows 2-3', 'accepted'],
      ['N-2', 'row 4', 'failed'],
      ['', 'row 5', 'failed'],
      ['N-4', 'row 6', 'accepted'],
    ],
  )
})

test(
  'the guide to setting a company up leads from nothing to a paid order',
  { timeout: 180_000 },
  async () => {
    const server = await startTestServer()
    try {
      const { port } = new URL(server.url)
      const { code, printed } = await type(
        'set-up-a-company',
        { DATABASE_URL: server.database.url, PORT: port, DATA_DIR: join(tmpdir(), 'docket-none') },
        [
          ['DOCKET_API_KEY=dk_…', `DOCKET_API_KEY=${server.apiKey}`],
          ['ADMIN_PASSWORD=…', `ADMIN_PASSWORD=${server.adminPassword}`],
          ['127.0.0.1:3000', `127.0.0.1:${port}`],
        ],
      )
      assert.equal(code, 0, printed)
      for (const line of [
        /^items\.csv: 3 rows, 0 refused\.$/m,
        /^FAIL {4}stock .*Nothing is on hand/m,
        /^ACME is in set-up; \d+ required steps fail\.$/m,
        /^ok {6}test_order .* was shipped, billed and paid in ACME-TRIAL/m,
        /^left {4}master_keys .*in the safe/m,
        /^ACME is in set-up and ready: npx docket setup go-live --company ACME$/m,
        /^ACME is live\.$/m,
        /"status":"closed"/,
      ])
        assert.match(printed, line)
    } finally {
      await server.close()
    }
  },
)

test(
  'C-20 the trial of a shop leads from nothing to an order that the shop was told of',
  { timeout: 240_000 },
  async () => {
    const port = await freePort()
    const server = await startTestServer({
      limits: {
        DOCKET_SHOP_SHOP_URL: `http://127.0.0.1:${port}`,
        DOCKET_SHOP_SHOP_KEY: 'my-trial-application-key',
        // The server of a test has a company of its own beside it.
        DOCKET_SHOP_SHOP_COMPANIES: 'ACME',
      },
    })
    try {
      const at = new URL(server.url).port
      const [first] = pageOf('set-up-a-company').split('\n## 8.')
      const { code, printed } = await typeText(
        `${first!}\n${pageOf('try-a-shop')}`,
        { DATABASE_URL: server.database.url, PORT: at, DATA_DIR: join(tmpdir(), 'docket-none') },
        [
          ['DOCKET_API_KEY=dk_…', `DOCKET_API_KEY=${server.apiKey}`],
          ['ADMIN_PASSWORD=…', `ADMIN_PASSWORD=${server.adminPassword}`],
          ['127.0.0.1:3000', `127.0.0.1:${at}`],
          ['4810', String(port)],
        ],
      )
      assert.equal(code, 0, printed)
      for (const line of [
        /^ok {6}application .*shop is told/m,
        /^ok {6}channel_order .* of shop came in, and the shop answered for it/m,
        /^ACME is live\.$/m,
        /"problem":null,"dueAt":null/,
        /"state":"DELIVERED"/,
      ])
        assert.match(printed, line)
    } finally {
      await server.close()
    }
  },
)

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('the guide to product orders of TM Forum does what it says', async () => {
  const { id } = await flow.sell([{ sku: 'KIT-101', quantity: '1' }], { submit: false })
  const answers = await followGuide(flow, 'tmf622', [['ord_…', id]])
  const made = answers.find(({ orderDate }: Seen) => orderDate !== undefined)
  assert.deepEqual([made.externalId, made.priority], ['CRM-77', '1'])
  const seen = await flow.read(made.id)
  assert.deepEqual([seen.priority, seen.lines[0].sku, seen.lines[0].quantity], [6, 'KIT-101', '2'])
  const task = answers.at(-1)
  assert.deepEqual([task.state, task.productOrder.id], ['acknowledged', id])
  await flow.until(id, ({ state }) => state === 'cancelled')
})

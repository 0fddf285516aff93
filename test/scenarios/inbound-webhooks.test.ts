import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { channelInput, OTHER_SECRET, SECRET, signed, submittedOrder } from '../support/shop.ts'
import { SigningShop, codes } from '../support/signing-shop.ts'

// Webhooks as such: who sent them, that none is lost or done twice, and what becomes of what nobody understands.
let shop: SigningShop
before(async () => {
  shop = await SigningShop.open()
})
after(() => shop.close())

test('C-06 C-07 a channel shows no secret, two hold while they are changed, and one that was taken away holds no more', async () => {
  const shown = JSON.stringify([
    (await shop.flow.server.request('GET', '/api/v1/channels/shop')).body,
    (await shop.flow.server.request('GET', '/api/v1/channels')).body,
    await shop.flow.put('/channels/shop', channelInput()),
  ])
  assert.doesNotMatch(shown, /a-secret/)
  assert.match(shown, /"signingSecrets":1/)
  const [row] = await shop.sql<{ text: string }>(
    "select row_to_json(c)::text as text from channels.channel c where code = 'shop'",
  )
  assert.doesNotMatch(row!.text, /a-secret/)

  const body = (n: number) => submittedOrder(`o-rotate-${n}`)
  assert.equal((await shop.send(body(1), { secret: OTHER_SECRET })).status, 401)
  await shop.flow.put('/channels/shop', channelInput({}, { signingSecrets: [OTHER_SECRET, SECRET] }))
  assert.equal((await shop.send(body(2), { secret: OTHER_SECRET })).status, 202)
  assert.equal((await shop.send(body(3), { secret: SECRET })).status, 202)
  await shop.flow.put('/channels/shop', channelInput({}, { signingSecrets: [OTHER_SECRET] }))
  assert.equal((await shop.send(body(4), { secret: SECRET })).status, 401)
  const { signingSecrets: _secrets, ...unsaid } = channelInput()
  await shop.flow.put('/channels/shop', unsaid)
  assert.equal((await shop.send(body(5), { secret: OTHER_SECRET })).status, 202)
  await shop.flow.put('/channels/shop', channelInput())
})

test('C-06 what is not genuine is refused, counted and not kept, whatever of it is wrong; an unknown channel answers the same', async () => {
  const body = submittedOrder('o-forged')
  const text = JSON.stringify(body)
  const [{ count: before }] = (await shop.sql<{ count: bigint }>('select count(*) from channels.intake')) as [
    { count: bigint },
  ]
  const answers = [
    await shop.send(body, { headers: { 'X-Oracle-CC-WebHook-Signature': '' } }),
    await shop.send(body, { headers: { 'X-Oracle-CC-WebHook-Signature': 'not base64 !' } }),
    await shop.send(`${text} `, { headers: signed(text) }),
    await shop.send(JSON.stringify(body, null, 2), { headers: signed(text) }),
    await shop.send(body, { headers: signed(text, SECRET, 'sha256') }),
    await shop.send(body, { to: '/channels/chn_0000000000000/webhooks' }),
    await shop.send(body, { to: '/channels/shop/webhooks' }),
  ]
  const told = answers.map(({ status, body: { instance: _instance, ...rest } }) =>
    JSON.stringify([status, rest]),
  )
  assert.equal(new Set(told).size, 1, told.join('\n'))
  assert.equal(answers[0]!.status, 401)
  const [{ count }] = (await shop.sql<{ count: bigint }>('select count(*) from channels.intake')) as [
    { count: bigint },
  ]
  assert.equal(count, before)
  const metrics = await shop.flow.server.request('GET', '/metrics')
  const refused = /docket_channel_messages_refused_total (\d+)/.exec(metrics.bytes.toString())
  assert.ok(Number(refused?.[1]) >= 7)
})

test('C-14 five deliveries and a manual resend are one order; the bytes are there as they came, and the log counts', async () => {
  const text = JSON.stringify(submittedOrder('o-five', [{ amount: 20, tax: 4 }]), null, 1)
  const first = await shop.taken(text)
  const message = await shop.settled(first.message)
  assert.deepEqual([message.outcome, message.event, message.key], ['accepted', 'order_submitted', 'o-five'])
  assert.equal(message.changedAt, '2026-01-01T12:00:05.000Z')
  // Whatever they say of themselves: bytes that were signed are not lost.
  for (const charset of ['', '; charset=utf-8', '; charset=iso-8859-1', '; charset=klingon']) {
    const headers = { 'content-type': `application/json${charset}` }
    assert.deepEqual(await shop.taken(text, { headers }), { ...first, again: true })
  }
  assert.equal((await shop.settled(first.message)).came, 5)
  const bytes = await shop.flow.server.request('GET', `/api/v1/intake/${first.message}`)
  assert.equal(bytes.bytes.toString(), text)

  // A resend that was serialized anew has other bytes, and is the same order in the same version.
  const resend = await shop.settled((await shop.taken(JSON.parse(text))).message)
  assert.deepEqual([resend.outcome, resend.orderId, codes(resend)], ['duplicate', message.orderId, []])
  assert.equal(await shop.ordersOf('o-five'), 1n)
  assert.equal((await shop.replay(first.message)).status, 422)
})

test('C-14 a newer version of an order is kept and seen, an older one that comes late changes nothing', async () => {
  const at = (ms: number, amount: number) =>
    submittedOrder('o-versions', [{ amount }], { order: { lastModifiedTime: ms } })
  const made = await shop.worked(at(1767268900000, 20))
  const newer = await shop.worked(at(1767269000000, 30))
  const older = await shop.worked(at(1767268800000, 10))
  assert.deepEqual([newer.outcome, codes(newer)], ['kept', ['/order/lastModifiedTime not_supported_yet']])
  assert.deepEqual([older.outcome, codes(older)], ['kept', ['/order/lastModifiedTime older_version']])
  assert.deepEqual([newer.orderId, older.orderId], [made.orderId, made.orderId])
  assert.equal((await shop.flow.read(made.orderId)).total.amount, '25.00')
})

test('C-06 what is to be new is refused when one stands by its code, beside all else that is wrong, and that one is left as it is', async () => {
  const fresh = { 'if-none-match': '*' }
  const put = (path: string, body: object, headers = {}) =>
    shop.flow.server.request('PUT', `/api/v1${path}`, body, headers)
  assert.equal((await put('/channels/only-new', channelInput(), fresh)).status, 201)
  const other = channelInput({}, { name: 'Another shop', source: 'nowhere', signingSecrets: [OTHER_SECRET] })
  const taken = await put('/channels/only-new', other, fresh)
  assert.deepEqual(
    [taken.status, taken.body.code, codes({ problems: taken.body.errors })],
    [412, 'stands_already', ['/code stands_already', '/source not_pre_priced']],
  )
  const { body: standing } = await shop.flow.server.request('GET', '/api/v1/channels/only-new')
  assert.equal(standing.name, channelInput().name)
  assert.equal((await put('/channels/only-new', channelInput())).status, 200)
  const endpoint = { code: 'only-new', name: 'Hook', url: 'https://hook.example/in' }
  assert.equal((await put('/webhook-endpoints', endpoint, fresh)).status, 201)
  assert.equal((await put('/webhook-endpoints', { ...endpoint, name: 'Other' }, fresh)).status, 412)
  const item = { sku: 'KIT-101', name: 'Another', itemClass: 'kitchen', taxCode: 'standard' }
  assert.equal((await put('/items', item, fresh)).status, 412)
  const expected = `/expectations/channel/${channelInput().source}`
  assert.equal((await put(expected, { reconciledWithinHours: 1 }, fresh)).status, 201)
  assert.equal((await put(expected, { reconciledWithinHours: 2 }, fresh)).status, 412)
  // Tags were ignored, and what stands was written over.
  for (const [path, body] of [
    [expected, { reconciledWithinHours: 2 }],
    ['/items', item],
  ] as const)
    assert.equal((await put(path, body, { 'if-none-match': '"1"' })).status, 400, path)
})

test('what nobody understands is kept with its reason, and is no failure of the sender', async () => {
  const unknown = await shop.taken({ cart: { id: 'c1' } })
  assert.equal(unknown.event, 'unknown')
  assert.deepEqual(codes(await shop.settled(unknown.message)), [' unknown_message'])
  const broken = await shop.taken('{"order":')
  assert.equal((await shop.settled(broken.message)).outcome, 'failed')
  const remorse = await shop.worked(
    submittedOrder('o-remorse', [{ amount: 20 }], { order: { state: 'QUEUED' } }),
  )
  assert.deepEqual(
    [remorse.event, remorse.outcome, codes(remorse)],
    ['remorse_started', 'kept', ['/order/state remorse_period']],
  )
  const { body } = await shop.flow.server.request(
    'GET',
    '/api/v1/channels/shop/messages?outcome=failed&event=unknown',
  )
  assert.equal(body.rows.length, 2)
  const long = await shop.send(JSON.stringify({ order: { id: 'x'.repeat(1_100_000) } }))
  assert.equal(long.status, 413)
})

test('the erasure of a person reaches what the shop sent of it', async () => {
  const made = await shop.worked(
    submittedOrder('o-erase', [{ amount: 20 }], { order: { profileId: 'prof-erase' } }),
  )
  const again = await shop.worked(
    JSON.parse(
      JSON.stringify(
        submittedOrder('o-erase', [{ amount: 20 }], { order: { extra: 1, profileId: 'prof-erase' } }),
      ),
    ),
  )
  assert.equal(again.outcome, 'duplicate')
  const answer = await shop.flow.server.request('PUT', '/api/v1/customers/prof-erase/erasure', {
    force: true,
    reason: 'asked for',
  })
  assert.ok(answer.status < 300, answer.bytes.toString())
  for (const id of [made.id, again.id])
    assert.equal((await shop.flow.server.request('GET', `/api/v1/intake/${id}`)).status, 410)
})

test('500 mixed messages at once: every one stands in the log, every order is there once', async () => {
  const bodies = Array.from({ length: 500 }, (_one, n) => {
    const of = n % 100
    if (n % 5 === 3)
      return { profile: { id: `mix-${of}`, firstName: 'M', lastName: String(n), email: `m${n}@example.org` } }
    if (n % 5 === 4) return submittedOrder(`o-mix-${n}`, [{ amount: 20, sku: n % 2 ? 'NO-SUCH' : 'KIT-101' }])
    return submittedOrder(`o-mix-${of}`, [{ amount: 20 }])
  })
  const answers = await Promise.all(bodies.map((body) => shop.taken(body)))
  const ids = new Set(answers.map(({ message }) => message))
  const end = performance.now() + 30_000
  for (;;) {
    const [row] = await shop.sql<{ waiting: bigint }>(
      "select count(*) as waiting from channels.message where outcome = 'waiting'",
    )
    if (row!.waiting === 0n) break
    assert.ok(performance.now() < end, `${row!.waiting} wait yet`)
    await sleep(100)
  }
  const [row] = await shop.sql<{ came: bigint; rows: bigint; problems: bigint }>(
    `select sum(came) as came, count(*) as rows, count(*) filter (where outcome in ('failed', 'kept')) as problems
     from channels.message where key like 'o-mix-%' or key like 'mix-%'`,
  )
  assert.deepEqual([Number(row!.came), Number(row!.rows), Number(row!.problems)], [500, ids.size, 0])
  const wanted = new Set(bodies.flatMap((body) => ('order' in body ? [body.order.id] : [])))
  const orders = await shop.sql<{ external_id: string }>(
    "select external_id from orders.list where external_id like 'o-mix-%'",
  )
  assert.deepEqual(orders.map((one) => one.external_id).toSorted(), [...wanted].toSorted())
  await shop.flow.lawful()
})

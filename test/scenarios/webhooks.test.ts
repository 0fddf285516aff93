import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { expireWebhookLog } from '../../src/channels/index.ts'
import { Sink, type Heard } from '../support/sink.ts'

// Subscribers of a company hear its events over real HTTP. Two processes of Docket share the work.
let sink: Sink
let flow: Flow
let second: TestServer
const limits = {
  DOCKET_PRIVATE_WEBHOOKS: 'yes',
  DOCKET_WEBHOOK_TIMEOUT_MS: '400',
  DOCKET_WEBHOOK_ATTEMPTS: '4',
  DOCKET_WEBHOOK_BACK_OFF_MS: '20',
  DOCKET_WEBHOOK_SET_ASIDE_AFTER: '3',
  DOCKET_WEBHOOK_PROBE_MS: '300',
  DOCKET_ALERT_EVERY_SECONDS: '1',
}

before(async () => {
  sink = await Sink.open()
  flow = new Flow(await startTestServer({ sample: true, limits }))
  second = await startTestServer({ beside: flow.server, limits })
})
after(async () => {
  await second.close()
  await flow.close()
  await sink.close()
})

const call = (method: string, path: string, body?: unknown) =>
  flow.server.request(method, `/api/v1${path}`, body)

/** Subscribes; its path and its code are the same word. @returns the secret */
async function subscribe(code: string, more: object = {}): Promise<string> {
  const answer = await call('PUT', '/webhook-endpoints', { code, url: sink.url(`/${code}`), ...more })
  assert.equal(answer.status, 201, answer.bytes.toString())
  return answer.body.secret
}

const end = (code: string) => call('DELETE', `/webhook-endpoints/${code}`)

async function standing(code: string): Promise<Seen> {
  return (await call('GET', `/webhook-endpoints/${code}`)).body
}

/** Waits for it; half a minute, which only a loaded machine needs. */
async function until(is: () => boolean | Promise<boolean>, what: () => unknown = () => ''): Promise<void> {
  const late = performance.now() + 30_000
  while (!(await is())) {
    assert.ok(performance.now() < late, `waited too long: ${JSON.stringify(await what())}`)
    await sleep(20)
  }
}

/** Everything that there is to tell an endpoint was told. */
const settled = (code: string) =>
  until(
    async () => (await standing(code)).behind === 0,
    () => sink.ids(`/${code}`),
  )

/** Places orders that are shipped and billed. @returns ids of the events of the company since then, as the feed has them */
async function trade(orders: number): Promise<string[]> {
  const { body: start } = await call('GET', '/events?limit=1000')
  let place = start.head
  const made = await Promise.all(
    Array.from({ length: orders }, () => flow.sell([{ sku: 'KIT-101', quantity: '1' }])),
  )
  for (const { id } of made) await flow.until(id, (order) => order.invoices.length > 0)
  // Nothing else happens by itself.
  await until(async () => {
    const [ready] = await flow.server.database.sql<{ n: bigint }>(
      `select count(*) as n from orchestration.ready where due_at < clock_timestamp() + interval '1 hour'`,
    )
    return ready!.n === 0n
  })
  const ids: string[] = []
  for (;;) {
    const { body } = await call('GET', `/events?limit=1000&after=${encodeURIComponent(place)}`)
    ids.push(...body.events.map((event: Seen) => event.id))
    if (body.next === body.head) return ids
    place = body.next
  }
}

/** True when a call is signed with a secret, as a receiver would find out by itself. */
function isSigned({ headers, body, id }: Heard, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const text = `${id}.${headers['webhook-timestamp'] as string}.${body}`
  const wanted = `v1,${createHmac('sha256', key).update(text).digest('base64')}`
  return (headers['webhook-signature'] as string).split(' ').includes(wanted)
}

test('P-71 C-01 subscribers hear each event once, in order and signed, whatever the number of processes and their types', async () => {
  const secret = await subscribe('all')
  await subscribe('bills', { eventTypes: ['order.submitted'] })
  const slow = 'slow'
  await subscribe(slow)
  sink.answer(`/${slow}`, (response) => void setTimeout(() => response.writeHead(200).end('ok'), 30))
  const ids = await trade(12)
  assert.ok(ids.length >= 24, 'orders have events')
  for (const code of ['all', 'bills', slow]) await settled(code)
  assert.deepEqual(sink.ids('/all'), ids)
  assert.deepEqual(sink.ids(`/${slow}`), ids)
  assert.deepEqual(new Set(sink.of('/bills').map(({ type }) => type)), new Set(['order.submitted']))
  assert.equal(sink.of('/bills').length, 12)

  for (const heard of sink.of('/all')) {
    assert.ok(isSigned(heard, secret))
    assert.equal(heard.headers['content-type'], 'application/cloudevents+json; charset=utf-8')
    assert.ok(Math.abs(Date.now() / 1000 - Number(heard.headers['webhook-timestamp'])) < 60)
  }
  const [first] = sink.of('/all')
  assert.equal(isSigned({ ...first!, body: `${first!.body} ` }, secret), false)
  assert.equal((await standing('all')).state, 'delivering')

  // While nothing fails, an endpoint is a place in the feed: no row stands for what it has not been told yet.
  const [rows] = await flow.server.database.sql<{ queues: string }>(
    'select count(*) as queues from channels.webhook_queue',
  )
  assert.equal(Number(rows!.queues), 3)
  for (const code of ['all', 'bills', slow]) await end(code)
})

test('P-71 while a secret is exchanged, what is sent is signed with both; it is shown once', async () => {
  const old = await subscribe('rotating')
  const { body: rotated } = await call('POST', '/webhook-endpoints/rotating/secret', { overlapSeconds: 2 })
  await trade(1)
  await settled('rotating')
  const [both] = sink.of('/rotating')
  assert.ok(isSigned(both!, old))
  assert.ok(isSigned(both!, rotated.secret))

  await until(() => Date.now() > Date.parse(rotated.previousUntil) + 100)
  const before = sink.of('/rotating').length
  await trade(1)
  await settled('rotating')
  const alone = sink.of('/rotating')[before]!
  assert.ok(isSigned(alone, rotated.secret))
  assert.equal(isSigned(alone, old), false)

  const shown = JSON.stringify([
    (await call('GET', '/webhook-endpoints')).body,
    (await call('PUT', '/webhook-endpoints', { code: 'rotating', url: sink.url('/rotating') })).body,
  ])
  for (const secret of [old, rotated.secret]) assert.equal(shown.includes(secret.slice(6)), false)
  await end('rotating')
})

test('C-02 C-03 anything but 2xx is tried again, later each time; then the event is given up and the next ones follow', async () => {
  await subscribe('picky')
  await subscribe('calm')
  const bad: ((response: Parameters<Parameters<Sink['answer']>[1] & object>[0]) => void)[] = [
    (response) => response.writeHead(301, { location: sink.url('/elsewhere') }).end(),
    (response) => response.writeHead(404).end('never heard of it\0'),
    (response) => response.writeHead(500, { 'retry-after': '0' }).end('x'.repeat(5000)),
    () => undefined,
  ]
  let poison = ''
  const waits: number[] = []
  sink.answer('/picky', (response, heard) => {
    poison ||= heard.id
    if (heard.id !== poison) return void response.writeHead(202).end()
    waits.push(heard.atMs)
    bad[waits.length - 1]!(response)
  })
  const ids = await trade(2)
  await settled('picky')
  await settled('calm')
  assert.deepEqual(sink.ids('/calm'), ids)
  assert.equal(poison, ids[0])
  assert.deepEqual(sink.ids('/picky'), [poison, poison, poison, ...ids])
  assert.equal(sink.of('/elsewhere').length, 0)
  // The third failure sets the endpoint aside: the last try comes with the probe.
  assert.ok(waits[3]! - waits[2]! >= 280, JSON.stringify(waits))

  const { body } = await call('GET', `/webhook-attempts/picky/${poison}`)
  assert.equal(body.payload.id, poison)
  assert.deepEqual(
    body.attempts.map((one: Seen) => [one.attempt, one.outcome, one.status]),
    [
      [4, 'given_up', null],
      [3, 'retrying', 500],
      [2, 'retrying', 404],
      [1, 'retrying', 301],
    ],
  )
  assert.match(body.attempts[0].problem, /no answer within/)
  assert.ok(body.attempts[0].durationMs >= 390)
  assert.equal(body.attempts[1].answer.length, 2000)
  assert.equal(body.attempts[2].answer, 'never heard of it\ufffd')
  const failures = await call('GET', '/webhook-failures?endpoint=picky')
  assert.deepEqual(
    failures.body.rows.map((one: Seen) => [one.event, one.attempts]),
    [[poison, 4]],
  )
  assert.equal((await standing('picky')).failed, 1)
  await end('picky')
  await end('calm')
})

test('C-04 an endpoint that is dead is set aside and tried now and then, while the others hear in real time', async () => {
  for (const code of ['dead', 'alive-1', 'alive-2']) await subscribe(code)
  sink.answer('/dead', () => undefined)
  const ids = await trade(1)
  await until(async () => (await standing('dead')).state === 'set_aside')
  const aside = await standing('dead')
  assert.ok(
    aside.failures >= 3 && aside.behind > 0 && aside.setAsideAt && aside.nextTryAt,
    JSON.stringify(aside),
  )
  const alerts = async (state: string): Promise<string[]> => {
    const { body } = await call('GET', `/monitoring/alerts?state=${state}`)
    return body.rows
      .filter((one: Seen) => one.condition === 'webhook-set-aside')
      .map((one: Seen) => one.subject)
  }
  await until(async () => (await alerts('open')).includes('dead'))
  const metrics = await flow.server.request('GET', '/metrics')
  assert.match(metrics.body, /docket_webhook_endpoints_set_aside 1\n/)

  const more = await trade(3)
  const since = performance.now()
  for (const code of ['alive-1', 'alive-2']) {
    await settled(code)
    assert.deepEqual(sink.ids(`/${code}`), [...ids, ...more])
  }
  assert.ok(performance.now() - since < 1500)

  sink.answer('/dead')
  await settled('dead')
  const recovered = await standing('dead')
  assert.deepEqual([recovered.state, recovered.setAsideAt], ['delivering', null])
  await until(async () => (await alerts('resolved')).includes('dead'))
  // What was given up meanwhile is listed; all else was kept and came in order.
  const failures = await call('GET', '/webhook-failures?endpoint=dead')
  const missed = new Set(failures.body.rows.map((one: Seen) => one.event))
  const delivered = (await call('GET', '/webhook-attempts?endpoint=dead&limit=500')).body.rows
    .filter((one: Seen) => one.outcome === 'delivered')
    .map((one: Seen) => one.event)
  assert.deepEqual(
    delivered.toReversed(),
    [...ids, ...more].filter((id) => !missed.has(id)),
  )
  for (const code of ['dead', 'alive-1', 'alive-2']) await end(code)
})

test('C-05 P-71 what failed is sent again with its id, only to whom it failed; all of it to everybody when that is asked', async () => {
  for (const code of ['lame', 'sound']) await subscribe(code)
  sink.answer('/lame', (response) => response.writeHead(503).end())
  const ids = await trade(1)
  await settled('sound')
  await until(
    async () => (await standing('lame')).failed === ids.length,
    () => standing('lame'),
  )
  sink.answer('/lame')
  const heard = (code: string, from: number) => sink.ids(`/${code}`).slice(from)
  let [lame, sound] = [sink.of('/lame').length, sink.of('/sound').length]

  const one = await call('POST', '/webhook-replays', { event: ids[1] })
  assert.deepEqual([one.status, one.body.endpoints], [202, ['lame']])
  await until(() => sink.of('/lame').length > lame)
  assert.deepEqual(heard('lame', lame), [ids[1]])
  assert.equal((await call('DELETE', `/webhook-failures/lame/${ids[0]}`)).status, 204)
  assert.equal((await call('DELETE', `/webhook-failures/lame/${ids[0]}`)).status, 404)

  await call('POST', '/webhook-replays', {})
  await until(async () => (await standing('lame')).failed === 0)
  assert.deepEqual(heard('lame', lame), ids.slice(1))
  assert.equal(sink.of('/sound').length, sound)
  assert.deepEqual((await call('POST', '/webhook-replays', {})).body.endpoints, [])

  ;[lame, sound] = [sink.of('/lame').length, sink.of('/sound').length]
  const place = (id: string) => id.split(':')[2]!
  const range = { fromPlace: place(ids[0]!), untilPlace: place(ids.at(-1)!), to: 'all' }
  assert.deepEqual((await call('POST', '/webhook-replays', range)).body.endpoints, ['lame', 'sound'])
  for (const [code, from] of [
    ['lame', lame],
    ['sound', sound],
  ] as const) {
    await until(
      () => heard(code, from).length === ids.length,
      () => heard(code, from),
    )
    assert.deepEqual(heard(code, from), ids)
  }
  // By time: the first event and what came in the second of it.
  const { body: log } = await call('GET', `/webhook-attempts/sound/${ids[0]}`)
  const since = sink.of('/sound').length
  const from = log.payload.time
  await call('POST', '/webhook-replays', { from, to: 'all', endpoints: ['sound'] })
  await until(
    () => heard('sound', since).length === ids.length,
    () => heard('sound', since),
  )
  assert.deepEqual(heard('sound', since), ids)
  const refused = await call('POST', '/webhook-replays', { to: 'all', endpoints: ['nobody'] })
  assert.equal(refused.status, 422)
  await until(async () => (await standing('sound')).replays.length === 0)
  for (const code of ['lame', 'sound']) await end(code)
})

test('what waits while an endpoint is disabled comes when it is enabled; pages of the log follow each other', async () => {
  await subscribe('resting', { enabled: false })
  const ids = await trade(2)
  await sleep(700)
  assert.equal(sink.of('/resting').length, 0)
  assert.equal((await standing('resting')).state, 'disabled')
  await call('PUT', '/webhook-endpoints', { code: 'resting', url: sink.url('/resting') })
  await settled('resting')
  assert.deepEqual(sink.ids('/resting'), ids)

  const seen: string[] = []
  for (let path: string | undefined = '/webhook-attempts?endpoint=resting&limit=3'; path;) {
    const page = await call('GET', path)
    assert.equal(page.status, 200)
    seen.push(...page.body.rows.map((one: Seen) => one.event))
    path = /<\/api\/v1([^>]*)>/.exec(page.headers.get('link') ?? '')?.[1]
  }
  assert.deepEqual(seen, ids.toReversed())
  assert.deepEqual((await call('GET', '/webhook-attempts?endpoint=resting&missed=true')).body.rows, [])
  await end('resting')
})

test('C-04 P-71 an endpoint that is resumed, or enabled again, hears at once what waited out a failure', async () => {
  for (const by of ['resume', 'enable'] as const) {
    const code = `late-${by}`
    await subscribe(code)
    // The last failure asks for an hour of peace.
    sink.answer(`/${code}`, (response, _heard, count) =>
      response.writeHead(503, count < 3 ? {} : { 'retry-after': '3600' }).end(),
    )
    const ids = await trade(1)
    await until(async () => (await standing(code)).state === 'set_aside')
    sink.answer(`/${code}`)
    if (by === 'resume') assert.equal((await call('POST', `/webhook-endpoints/${code}/resume`)).status, 204)
    else
      for (const enabled of [false, true])
        await call('PUT', '/webhook-endpoints', { code, url: sink.url(`/${code}`), enabled })
    const began = performance.now()
    await settled(code)
    assert.deepEqual(sink.ids(`/${code}`).slice(3), ids, by)
    assert.ok(performance.now() - began < 20_000, by)
    await end(code)
  }
})

test('the log of an endpoint goes when it is old, and all of it when the endpoint is deleted', async () => {
  await subscribe('logged')
  const ids = await trade(1)
  await settled('logged')
  const rows = async () =>
    Number(
      (
        await flow.server.database.sql<{ n: string }>(
          `select count(*) as n from channels.webhook_attempt a join channels.webhook_endpoint e on e.id = a.endpoint_id
           where e.code = 'logged'`,
        )
      )[0]!.n,
    )
  const expire = () => expireWebhookLog(flow.server.db, 30).run(new AbortController().signal)
  await flow.server.database.sql(
    `update channels.webhook_attempt set at = at - interval '31 days' where event_id = $1`,
    [ids[0]],
  )
  assert.equal(await rows(), ids.length)
  await expire()
  assert.equal(await rows(), ids.length - 1)
  await end('logged')
  assert.equal((await call('GET', '/webhook-attempts?endpoint=logged')).body.rows.length, 0)
  await expire()
  const left = await flow.server.database.sql(`select 1 from channels.webhook_endpoint where code = 'logged'`)
  assert.equal(left.length + (await rows()), 0)
})

test('an endpoint is refused that is not https, holds a password, or stands where only we can reach it', async () => {
  const careful = await startTestServer({ beside: flow.server, roles: 'api' })
  const problem = async (url: string) => {
    const answer = await careful.request('PUT', '/api/v1/webhook-endpoints', { code: 'x', url })
    return answer.status === 422 ? answer.body.errors[0].code : answer.status
  }
  try {
    const private_ = [
      'https://10.1.2.3/',
      'https://[::1]/',
      'https://169.254.169.254/latest',
      'http://localhost:1/',
    ]
    for (const url of [...private_, 'https://0x7f.1/', 'https://[::ffff:10.0.0.1]/', 'https://2130706433/'])
      assert.equal(await problem(url), 'private_target', url)
    assert.equal(await problem('http://example.com/'), 'not_https')
    assert.equal(await problem('http://10.1.2.3/'), 'not_https')
    assert.equal(await problem('https://user:word@example.com/'), 'credentials_in_url')
    assert.equal(await problem('/hooks'), 'not_a_url')
    assert.equal(await problem('https://example.com/hooks'), 201)
    await careful.request('DELETE', '/api/v1/webhook-endpoints/x')
  } finally {
    await careful.close()
  }
})

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CONDITIONS } from '../../src/monitoring/index.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { MailSink } from '../support/mail-sink.ts'
import { startTestServer } from '../support/server.ts'

const SECRET = 'a-secret-of-the-webhook'

let flow: Flow
let mail: MailSink
let hook: Server
const calls: { headers: IncomingHttpHeaders; body: string }[] = []
before(async () => {
  mail = await MailSink.open()
  hook = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      calls.push({ headers: request.headers, body })
      response.end()
    })
  })
  hook.listen(0, '127.0.0.1')
  await once(hook, 'listening')
  flow = new Flow(
    await startTestServer({
      sample: true,
      limits: {
        DOCKET_ALERT_EVERY_SECONDS: '1',
        DOCKET_ALERT_WEBHOOK_URL: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/alerts`,
        DOCKET_ALERT_WEBHOOK_SECRET: SECRET,
        DOCKET_ALERT_MAIL_URL: mail.url,
        DOCKET_ALERT_MAIL_FROM: 'docket@example.com',
        DOCKET_ALERT_MAIL_TO: 'ops@example.com, night@example.com',
      },
    }),
  )
})
after(async () => {
  await flow.close()
  await mail.close()
  hook.close()
})

const monitoring = '/api/v1/monitoring'
const get = async (path: string): Promise<Seen> => {
  const answer = await flow.server.request('GET', monitoring + path)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const post = async (path: string, body?: object): Promise<Seen> => {
  const answer = await flow.server.request('POST', monitoring + path, body)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const until = async <T>(what: string, find: () => Promise<T | undefined | false>): Promise<T> => {
  const end = performance.now() + 90_000
  for (;;) {
    const found = await find()
    if (found !== undefined && found !== false) return found
    assert.ok(performance.now() < end, `waited too long: ${what}`)
    await sleep(100)
  }
}
const alerts = async (condition: string, state?: string): Promise<Seen[]> => {
  const { rows } = await get(`/alerts${state === undefined ? '' : `?state=${state}`}`)
  return rows.filter((row: Seen) => row.condition === condition)
}
const standing = (condition: string) =>
  until(condition, async () => (await alerts(condition)).find((row) => row.standing))
const gone = (condition: string) =>
  until(`${condition} to end`, async () => (await alerts(condition)).length === 0)
const mailsOf = (words: RegExp) => mail.mails.filter((one) => words.test(one.text))

test('C14-3 C14-4 a job that is stopped with work waiting raises one alert and one message, and another when it is over', async () => {
  await post('/jobs/tasks-ship/stop', { reason: 'to see what happens' })
  await sleep(1000)
  const orders = await Promise.all(
    Array.from({ length: 20 }, () => flow.sell([{ sku: 'KIT-101', quantity: '1' }])),
  )
  const alert = await standing('job-stopped')
  assert.equal(alert.subject, 'tasks-ship')
  assert.equal(alert.facts.reason, 'to see what happens')
  await until('it is seen again', async () => (await get(`/alerts/${alert.id}`)).seen >= 4)
  await until('it is told', async () => mailsOf(/raised: The job tasks-ship is stopped/).length > 0)
  await post('/jobs/tasks-ship/start', { reason: 'enough' })
  for (const order of orders) await flow.until(order.id, (one) => one.billingStatus === 'billed')
  await gone('job-stopped')
  await until('the end is told', async () => mailsOf(/resolved: The job tasks-ship/).length > 0)
  await sleep(2000)

  // One cause, one alert: neither a late queue nor a missing process is told beside it.
  assert.deepEqual(
    (await get('/alerts?state=resolved')).rows.map((row: Seen) => row.condition),
    ['job-stopped'],
  )
  const raised = mailsOf(/^Subject: \[Docket\] raised/m)
  const resolved = mailsOf(/^Subject: \[Docket\] resolved/m)
  assert.deepEqual([raised.length, resolved.length], [1, 1])
  assert.deepEqual(raised[0]!.to, ['ops@example.com', 'night@example.com'])
  assert.deepEqual(
    calls.map((one) => JSON.parse(one.body).type),
    ['alert.raised', 'alert.resolved'],
  )
  for (const { headers, body } of calls) {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const signature = createHmac('sha256', SECRET).update(signed).digest('base64')
    assert.equal(headers['webhook-signature'], `v1,${signature}`)
    assert.ok(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000) < 60)
  }
  const { changes, messages } = await get(`/alerts/${alert.id}`)
  assert.deepEqual(
    changes.map((one: Seen) => one.state),
    ['resolved', 'open'],
  )
  assert.ok(messages.every((one: Seen) => one.state === 'sent' && one.attempts === 1))
  await flow.lawful()
})

test('C14-3 a test message goes to every target; one that is not taken is tried again, and both are seen', async () => {
  mail.refuse = true
  const { targets } = await post('/alerts/test')
  assert.deepEqual(targets, ['webhook', 'mail'])
  const find = async () =>
    (await get('/messages')).rows.filter((row: Seen) => row.event === 'test' && row.target === 'mail')
  await until('a failure is seen', async () => {
    const [row] = await find()
    return row?.problem !== null && row?.state === 'waiting' && /busy|451/.test(row.problem)
  })
  mail.refuse = false
  await until('it is sent', async () => (await find())[0].state === 'sent')
  assert.equal((await find())[0].attempts, 2)
  assert.equal(mailsOf(/A test: messages about alerts/).length, 1)
})

test('C14-3 C14-11 a task that failed raises one alert with the money at risk; a person takes note and settles it, and it comes back only when it was gone', async () => {
  const { db } = flow.server
  await post('/jobs/tasks-ship/stop', { reason: 'to make it fail' })
  await sleep(1000)
  const order = await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  const orderId = decodeId('ord', order.id)
  const fail = `with gone as (delete from orchestration.ready where order_id = ${orderId} returning task_id)
    update orchestration.task t set state = 'failed', problem = 'the belt is torn' from gone g
    where t.order_id = ${orderId} and t.id = g.task_id`
  const mend = `with mended as (update orchestration.task set state = 'ready', problem = null
      where order_id = ${orderId} and state = 'failed' returning company_id, id)
    insert into orchestration.ready select m.company_id, ${orderId}, m.id, 'ship', timestamptz '2026-01-01' from mended m`
  await db.sql(fail)
  const alert = await until('tasks-failed', async () => (await alerts('tasks-failed'))[0])
  assert.equal(alert.facts.problem, 'the belt is torn')
  assert.deepEqual([alert.severity, alert.atRisk.currency], ['critical', 'GBP'])
  assert.equal(alert.atRisk.amount, (await flow.read(order.id)).total.amount)
  const failed = await get('/jobs/tasks-ship/records?status=failed')
  assert.deepEqual(
    failed.rows.map((row: Seen) => [row.orderNumber, row.problem]),
    [[order.number, 'the belt is torn']],
  )

  const noted = await post(`/alerts/${alert.id}/acknowledge`, { note: 'I look after it' })
  assert.equal(noted.state, 'acknowledged')
  const settled = await post(`/alerts/${alert.id}/resolve`, { note: 'ordered a new belt' })
  assert.deepEqual([settled.state, settled.standing], ['resolved', true])
  assert.match(settled.changes[0].by, /^key:dk_/)
  assert.equal(settled.changes[0].note, 'ordered a new belt')
  const { seen } = settled
  const later = await until('it is seen again', async () => {
    const one = await get(`/alerts/${alert.id}`)
    return one.seen > seen && one
  })
  assert.deepEqual([later.state, later.raised], ['resolved', 1])
  await db.sql(mend)
  await until('it is gone', async () => !(await get(`/alerts/${alert.id}`)).standing)
  await db.sql(fail)
  const back = await until('it is back', async () => (await alerts('tasks-failed'))[0])
  assert.deepEqual([back.id, back.state, back.raised], [alert.id, 'open', 2])
  await db.sql(mend)
  await post('/jobs/tasks-ship/start', { reason: 'mended' })
  await flow.until(order.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('C14-11 an order that nothing has changed for a day shows with its number, since when and what it waits for', async () => {
  await post('/jobs/tasks-ship/stop', { reason: 'to let one lie' })
  await sleep(1000)
  const order = await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  const held = await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  await flow.ok(`/orders/${held.id}/holds`, { code: 'fraud_check', reason: 'asked for' })
  const ids = [order, held].map((one) => decodeId('ord', one.id)).join(',')
  const { sql } = flow.server.database
  const days = `(select max(h.batch) from orders.history h where h.order_id = o)`
  await sql(`update platform.company_log l set at = l.at - interval '30 hours'
    from unnest(array[${ids}]::bigint[]) o where l.batch = ${days}`)
  await sql(`update orchestration.ready set due_at = due_at - interval '30 hours' where order_id in (${ids})`)
  const { rows } = await get('/stuck-orders')
  const seen = rows.find((row: Seen) => row.orderId === order.id)
  assert.deepEqual([seen.orderNumber, seen.waitsFor, seen.stuck], [order.number, 'a worker', true])
  assert.ok(Date.now() - Date.parse(seen.since) > 29 * 3_600_000)
  const other = rows.find((row: Seen) => row.orderId === held.id)
  assert.deepEqual([other.waitsFor, other.stuck], ['a hold', false])
  assert.equal((await get('/stuck-orders?hours=40')).rows.length, 0)

  const alert = await until('orders-stuck', async () => {
    const [row] = await alerts('orders-stuck')
    return row
  })
  assert.deepEqual(
    alert.facts.first.map((one: Seen) => [one.number, one.waitsFor]),
    [[order.number, 'a worker']],
  )
  await sql(`update platform.company_log l set at = l.at + interval '30 hours'
    from unnest(array[${ids}]::bigint[]) o where l.batch = ${days}`)
  await post('/jobs/tasks-ship/start', { reason: 'enough' })
  await flow.until(order.id, (one) => one.billingStatus === 'billed')
})

test('C14-11 a task that failed on the newest order is found among open orders that are more and older than are looked at', async () => {
  const failing = await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  await flow.until(failing.id, (one) => one.billingStatus === 'billed')
  const id = decodeId('ord', failing.id)
  const { sql } = flow.server.database
  // 3,000 copies of it that are older and wait for payment.
  await sql(`insert into orders.order_state
    select s.company_id, n, s.version, s.revision, s.state, s.open_holds, s.source, s.placed_at - interval '1 day', s.lines, 'shipped',
      s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on, s.priority
    from orders.order_state s cross join generate_series(1, 3000) n where s.order_id = ${id}`)
  const [before] = await sql<{ id: bigint; state: string; kind: string; status: string }>(
    `select t.id, t.state, t.kind, s.status from orchestration.task t join orders.order_state s using (company_id, order_id)
     where t.order_id = ${id} order by t.id desc limit 1`,
  )
  await sql(`update orders.order_state set status = 'shipped' where order_id = ${id};
    update orchestration.task set state = 'failed', problem = 'posting_rule_missing: none' where id = ${before!.id};
    update platform.company_log l set at = l.at - interval '30 hours' from orders.history h
      where h.order_id = ${id} and h.company_id = l.company_id and h.batch = l.batch`)
  const { rows } = await get('/stuck-orders?limit=500')
  const seen = rows.find((row: Seen) => row.orderId === failing.id)
  assert.deepEqual(
    [seen.waitsFor, seen.stuck, seen.problem],
    ['a person', true, 'posting_rule_missing: none'],
  )
  const queues = await get('/queues')
  assert.deepEqual(
    queues.failed.map((one: Seen) => one.orderId),
    [failing.id],
  )
  const records = await get(`/jobs/tasks-${before!.kind.replaceAll('_', '-')}/records?status=failed`)
  assert.deepEqual(
    records.rows.map((one: Seen) => one.orderId),
    [failing.id],
  )
  await sql(`delete from orders.order_state where order_id <= 3000;
    update orchestration.task set state = '${before!.state}', problem = null where id = ${before!.id};
    update orders.order_state set status = '${before!.status}' where order_id = ${id};
    update platform.company_log l set at = l.at + interval '30 hours' from orders.history h
      where h.order_id = ${id} and h.company_id = l.company_id and h.batch = l.batch`)
})

test('C14-11 a law that is broken in production is found along the log, named, and resolved when it holds again', async () => {
  const order = await flow.sell([{ sku: 'KIT-101', quantity: '2' }])
  await flow.until(order.id, (one) => one.billingStatus === 'billed')
  const orderId = decodeId('ord', order.id)
  const { sql } = flow.server.database
  await sql(`update orders.fulfillment_line set shipped = shipped - 1 where order_id = ${orderId}`)
  // Laws are asked every half minute, and when somebody says so.
  const look = () => post('/jobs/laws/run', { reason: 'to see whether the books hold' })
  await look()
  const alert = await until('law-broken', async () => (await alerts('law-broken'))[0])
  assert.equal(alert.subject, 'issued')
  assert.match(alert.says, /The law issued is broken in 1 rows, first in fulfillment line/)
  await sql(`update orders.fulfillment_line set shipped = shipped + 1 where order_id = ${orderId}`)
  await look()
  await until('law-broken to end', async () => (await alerts('law-broken')).length === 0)
  assert.equal((await alerts('law-broken', 'resolved')).length, 1)
  await flow.lawful()
})

test('C-39 C14-3 C14-4 a shop that cannot be told, and messages of a channel that failed, are told of by webhook and mail until they are gone', async () => {
  const { sql } = flow.server.database
  const [company] = await sql<{ id: bigint }>(
    `select company_id as id from organization.company where code = 'SAMPLE'`,
  )
  const of = company!.id
  await sql(`insert into channels.status_channel (company_id, source, heard_pos, failures, problem)
    values (${of}, 'webshop', 0, 5, 'answered 503'), (${of}, 'marketplace', 0, 4, 'answered 503'),
    (${of}, 'outlet', 1, 0, null)`)
  await sql(`insert into channels.status_order (company_id, source, order_id, heard_pos, told_pos, attempt, failures, problem)
    values (${of}, 'outlet', 1, 1, 0, 1, 0, 'answered 404')`)
  await sql(`insert into channels.channel (company_id, id, code, name, kind, source, settings, secrets, secrets_key, active)
    values (${of}, 1, 'shop', 'Shop', 'commerce', 'webshop', '{}', '', '', true)`)
  await sql(`insert into channels.message (company_id, id, channel_id, event, key, received_at, last_at, came, outcome, problems, cut, attempts)
    select ${of}, n, 1, 'order', 'o-' || n, '2026-03-02', '2026-03-02', 1, case when n < 3 then 'failed' else 'accepted' end, '[]', false, 1
    from generate_series(1, 3) n`)
  const [refused, shop] = await until('shop-not-told', async () => {
    const found: Seen[] = await alerts('shop-not-told')
    return found.length === 2 && found.toSorted((a, b) => a.subject.localeCompare(b.subject))
  })
  assert.deepEqual([shop.subject, shop.facts.problem], ['webshop', 'answered 503'])
  // It answers, and does not take what became of an order.
  assert.deepEqual([refused.subject, refused.facts.orders], ['outlet', 1])
  const failed = await until('messages-failed', async () => (await alerts('messages-failed'))[0])
  assert.deepEqual([failed.subject, failed.facts.messages, failed.facts.key], ['shop', 2, 'o-1'])
  const told = () => calls.map(({ body }) => JSON.parse(body).data?.condition)
  await until('it is told', async () => told().includes('messages-failed'))
  await until('it is mailed', async () => mailsOf(/2\s+messages\s+of\s+the\s+channel/).length > 0)
  await sql('delete from channels.status_channel')
  await sql('delete from channels.status_order')
  await sql('delete from channels.message')
  await sql('delete from channels.channel')
  for (const condition of ['shop-not-told', 'messages-failed'])
    await until(`${condition} to end`, async () => (await alerts(condition)).length === 0)
})

test('C14-3 every condition has a page that says what to do', () => {
  for (const { name, page } of CONDITIONS) {
    const [file, part] = page.split('#')
    const path = new URL(`../../docs/operating/${file}`, import.meta.url)
    assert.ok(existsSync(path), `${name}: ${page}`)
    if (part === undefined) continue
    const heads = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .map((line) =>
        line
          .replace(/^#+ /, '')
          .toLowerCase()
          .replaceAll(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-'),
      )
    assert.ok(heads.includes(part), `${name}: ${page}`)
  }
})

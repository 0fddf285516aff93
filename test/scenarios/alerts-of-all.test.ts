import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

test('C14-3 who operates one company sees alerts and jobs of the installation, settles none and reads no error of others', async () => {
  const { server } = flow
  await flow.put('/companies', {
    code: 'OWN',
    name: 'Own',
    currency: 'GBP',
    country: 'GB',
    timeZone: 'Europe/London',
  })
  const make = () =>
    server.request('POST', '/api/v1/keys', {
      company: 'OWN',
      name: 'op',
      scopes: ['operations:read', 'operations:write'],
    })
  let made = await make()
  // Companies are kept in memory for some seconds.
  for (let tries = 0; made.status !== 201 && tries < 20; tries += 1) {
    await sleep(500)
    made = await make()
  }
  const key = made.body
  await server.database
    .sql(`insert into monitoring.alert (company_id, condition, subject, severity, says, facts, state, standing, episode, seen, raised_at, last_seen_at, id)
    overriding system value values (0, 'disk-nearly-full', 'nowhere', 'critical', 'full', '{}', 'open', true, 1, 1, now(), now(), 77)`)
  const own = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${server.url}/api/v1/monitoring${path}`, {
      method,
      headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: await answer.text() }
  }
  for (const verb of ['acknowledge', 'resolve'])
    assert.equal((await own('POST', `/alerts/77/${verb}`, { note: 'nothing' })).status, 403)
  assert.equal((await own('GET', '/alerts/77')).status, 200)
  await server.database.sql(
    `update platform.job_process set last_error = 'order of somebody else', last_error_at = now()`,
  )
  const seen = await own('GET', '/jobs')
  assert.equal(seen.status, 200)
  assert.ok(!seen.text.includes('somebody else'))
})

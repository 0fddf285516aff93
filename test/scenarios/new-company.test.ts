import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTestServer } from '../support/server.ts'

test('a new company is worked with at once where it was made, and on another node within its refresh', async () => {
  const here = await startTestServer({ roles: 'api' })
  const there = await startTestServer({ roles: 'api', beside: here })
  try {
    // Both have just seen the administrator's key, with the companies of that moment.
    for (const node of [here, there])
      assert.equal((await node.request('GET', '/api/v1/companies')).status, 200)
    const company = {
      code: 'NEW',
      name: 'New Ltd',
      currency: 'GBP',
      country: 'GB',
      timeZone: 'Europe/London',
    }
    const made = await here.request('PUT', '/api/v1/companies', company)
    assert.equal(made.status, 201, made.bytes.toString())
    const onlyNew = (match: string) =>
      here.request('PUT', '/api/v1/companies', { ...company, name: 'Other' }, { 'if-none-match': match })
    const again = await onlyNew('*')
    assert.deepEqual([again.status, again.body.code], [412, 'stands_already'])
    assert.equal((await onlyNew('"1"')).status, 400)
    const { companies } = (await here.request('GET', '/api/v1/companies')).body
    assert.equal(companies.find((one: { code: string }) => one.code === 'NEW').name, 'New Ltd')

    const named = { 'docket-company': 'NEW' }
    const calendar = () => here.request('GET', '/api/v1/calendars', undefined, named)
    assert.equal((await calendar()).status, 200)
    const wanted = { company: 'NEW', name: 'its own', scopes: ['setup:read'] }
    const key = await here.request('POST', '/api/v1/keys', wanted)
    assert.equal(key.status, 201, key.bytes.toString())
    const own = { authorization: `Bearer ${key.body.secret}` }
    // A key that is new is known nowhere yet, so every node reads it with its company.
    for (const node of [here, there])
      assert.equal((await node.request('GET', '/api/v1/calendars', undefined, own)).status, 200)

    const early = await there.request('GET', '/api/v1/calendars', undefined, named)
    assert.equal(early.status, 403)
    assert.equal(early.body.code, 'company_forbidden')
    assert.match(early.body.detail, /within 5 seconds/)
    const inBody = await there.request('POST', '/api/v1/keys', wanted)
    assert.match(inBody.body.detail, /within 5 seconds/)
    await sleep(5000)
    assert.equal((await there.request('GET', '/api/v1/calendars', undefined, named)).status, 200)
    assert.equal((await there.request('POST', '/api/v1/keys', wanted)).status, 201)
  } finally {
    await there.close()
    await here.close()
  }
})

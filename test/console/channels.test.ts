import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, signed, submittedOrder } from '../support/shop.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  const { webhooks } = await flow.put('/channels/shop', channelInput())
  await flow.put('/channels/quiet', channelInput({}, { name: 'Shop that is closed', active: false }))
  const send = async (body: object) => {
    const bytes = JSON.stringify(body)
    const response = await fetch(flow.server.url + webhooks, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed(bytes) },
      body: bytes,
    })
    assert.equal(response.status, 202)
  }
  const good = submittedOrder('o-good', [{ amount: 20 }], { order: { profileId: 'prof-1' } })
  await send(good)
  await send(good)
  await send(submittedOrder('o-shells', undefined, { payment: { paymentMethod: 'shells' } }))
  await send({ cart: { id: 'c1' } })
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/channels')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

const row = (text: string) => page.getByRole('row').filter({ hasText: text })

test('C-06 C-14 a channel shows how it stands, no secret, and a log that is filtered by outcome, id and time', async () => {
  await row('Shop that is closed').getByText('Not active').waitFor()
  await row('Shop of the tests').getByText('Active').waitFor()
  await lookTwice(page, 'channels')
  await row('Shop of the tests').getByRole('link').click()
  await page.getByText('Secrets that sign').waitFor()
  await row('o-good').getByText('Accepted').waitFor()
  await row('o-good').getByText('2 times').waitFor()
  await row('o-shells').getByText('Draft').waitFor()
  assert.doesNotMatch(await page.content(), /a-secret-of-the-shop/)
  await page.getByText('Nothing goes back to this shop.').waitFor()
  await lookTwice(page, 'channel')

  await page.getByLabel('Outcome').selectOption('failed')
  await row('o-good').waitFor({ state: 'detached' })
  await row('Failed').waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.keyboard.press('/')
  await page.keyboard.type('o-shells')
  // Nothing took the focus meanwhile.
  assert.equal(await page.getByLabel('Id at the shop').inputValue(), 'o-shells')
  await row('o-good').waitFor({ state: 'detached' })
  await row('o-shells').waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByLabel('Until').fill('2001-01-01T00:00')
  await page.getByText('Nothing fits these filters.').waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await row('o-good').waitFor()
})

test('C-14 a message leads to its order, and shows what is wrong with it and its bytes; it is replayed when the set-up is mended', async () => {
  await row('o-good').getByRole('link').first().click()
  await page.getByRole('heading', { level: 1, name: 'Order submitted o-good' }).waitFor()
  await page.getByLabel('What was received').getByText('prof-1', { exact: false }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Replay …' }).count(), 0)
  await page.getByRole('link', { name: /^SO/ }).click()
  await page.getByRole('heading', { level: 1, name: /^SO/ }).waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'shop', exact: true }).click()

  await row('o-shells').getByRole('link').first().click()
  const problems = page.getByRole('table', { name: 'Problems with it' })
  await problems.getByText('shells', { exact: false }).waitFor()
  await lookTwice(page, 'message')
  const methods = { creditCard: { code: 'card', prepaid: false }, shells: { code: 'card', prepaid: false } }
  await flow.put('/channels/shop', channelInput({ paymentMethods: methods }))
  await page.getByRole('button', { name: 'Replay …' }).click()
  await accessible(page, 'the sheet of a replay')
  await page.getByRole('dialog').getByRole('button', { name: 'Replay it' }).click()
  // Nobody loads the page again.
  await page.locator('.status').getByText('Accepted').waitFor()
  await page.getByText('None were found.').waitFor()
})

test('C-14 many messages are replayed at once, by outcome and time', async () => {
  await page.getByRole('link', { name: 'shop', exact: true }).click()
  await page.getByRole('button', { name: 'Replay …' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Messages that').selectOption('failed')
  await sheet.getByLabel('Received from').fill('2001-01-01T00:00')
  await accessible(page, 'the sheet of many replays')
  await sheet.getByRole('button', { name: 'Replay them' }).click()
  await sheet.waitFor({ state: 'detached' })
  const path = '/api/v1/channels/shop/messages?event=unknown'
  const end = performance.now() + 10_000
  for (;;) {
    const { body } = await flow.server.request('GET', path)
    const [message] = body.rows as Seen[]
    if (message.outcome === 'failed' && message.attempts > 0) break
    assert.ok(performance.now() < end, JSON.stringify(message))
    await sleep(50)
  }
})

test('the bytes of an erased person are shown to nobody', async () => {
  const answer = await flow.server.request('PUT', '/api/v1/customers/prof-1/erasure', {
    force: true,
    reason: 'asked for',
  })
  assert.ok(answer.status < 300, answer.bytes.toString())
  await row('o-good').getByRole('link').first().click()
  await page.getByText('Nobody can read it any more.').waitFor()
  assert.doesNotMatch(await page.content(), /prof-1/)
  await lookTwice(page, 'message-erased')
})

test('C-20 what a shop could not be told stands on the page of its channel', async () => {
  const [order] = (await flow.server.request('GET', '/api/v1/orders?limit=1')).body.rows
  const { database } = flow.server
  await database.sql(`
    insert into channels.status_channel (company_id, source, heard_pos, due_at, failures, problem)
    select company_id, source, 1, now() + interval '5 minutes', 9, 'shop.example cannot be reached (ECONNREFUSED)'
    from channels.channel where code = 'shop'`)
  await database.sql(`
    insert into channels.status_order (company_id, source, order_id, heard_pos, told_pos, attempt, failures, problem)
    select o.company_id, 'marketplace', o.order_id, 1, 0, 1, 0, 'shop.example answered 404'
    from orders.order_state o order by o.order_id desc limit 1`)
  await page.goto(`${flow.server.url}/channels/shop`)
  await page.getByText('What it could not be told').waitFor()
  await page.getByText('shop.example cannot be reached (ECONNREFUSED); it is tried again at').waitFor()
  await row('shop.example answered 404').waitFor()
  await lookTwice(page, 'channel-untold')
  assert.ok(order)
})

test('on a phone every room is behind a button that a choice closes', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  const rooms = page.getByRole('navigation', { name: 'Rooms' })
  await rooms.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Menu' }).click()
  await rooms.getByRole('link', { name: 'Set-up' }).waitFor()
  await accessible(page, 'the open menu')
  await rooms.getByRole('link', { name: 'Channels' }).click()
  await rooms.waitFor({ state: 'hidden' })
  await row('Shop of the tests').waitFor()
  await page.setViewportSize({ width: 1280, height: 860 })
})

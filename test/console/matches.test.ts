import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, settle, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  const { body } = await flow.server.request('GET', '/api/v1/match-rules')
  for (const one of body.matchRules) await flow.put('/match-rules', { ...one, active: false })
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'suggest' })
  // Five people of one house: ten questions. One of them is known at the till, too.
  for (const [index, name] of ['Ada Byron', 'A. Byron', 'Max Byron', 'Zoe Byron', 'Ida Byron'].entries()) {
    const account = `WEB-${index + 1}`
    await flow.sell([{ sku: 'KIT-101', quantity: String(index + 1) }], {
      customer: {
        account,
        create: { name, email: index % 2 === 0 ? 'house@byron.example' : 'House@Byron.example' },
      },
    })
    await compared()
  }
  await flow.put('/customer-accounts', {
    number: 'WEB-1',
    name: 'Ada Byron',
    email: 'house@byron.example',
    kind: 'person',
    currency: 'GBP',
    shipToCountry: 'GB',
    phone: '020 7946 0321',
    address: { lines: ['1 Mill Lane'], city: 'Leeds', postcode: 'LS1 4AP' },
    alternateNumbers: [{ system: 'pos', number: '88121' }],
  })
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/customers')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

async function compared(): Promise<void> {
  const end = performance.now() + 5000
  while ((await flow.server.database.sql('select 1 from customers.to_match')).length > 0) {
    assert.ok(performance.now() < end, 'nobody compares')
    await sleep(20)
  }
}
const cards = () => page.locator('main article')
const card = (name: string) => page.getByRole('article', { name, exact: true })
const nav = () => page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /^Matches/ })
const sheet = () => page.getByRole('dialog')
async function count(of: number): Promise<void> {
  const end = performance.now() + 5000
  while ((await cards().count()) !== of) {
    assert.ok(performance.now() < end, `${await cards().count()} questions, not ${of}`)
    await sleep(30)
  }
}
async function send(reason: string, button: string): Promise<void> {
  await sheet().getByLabel('Reason').fill(reason)
  await accessible(page, `the sheet to ${button}`)
  await sheet().getByRole('button', { name: button, exact: true }).click()
  await sheet().waitFor({ state: 'detached' })
}

test('C12-2 questions stand in a room, their number beside its name, both records side by side', async () => {
  await nav().getByText('10', { exact: false }).waitFor()
  await nav().click()
  await count(10)
  const first = card('WEB-1 and WEB-2')
  const line = (name: RegExp) => first.getByRole('row', { name })
  assert.match(await line(/^E-mail/).innerText(), /Agrees\s+house@byron.example\s+House@Byron.example/i)
  assert.match(await line(/^Name/).innerText(), /Differs\s+Ada Byron\s+A. Byron/i)
  assert.match(await line(/^Numbers elsewhere/).innerText(), /pos 88121/)
  assert.match(await line(/^Address/).innerText(), /1 Mill Lane\s+LS1 4AP Leeds/)
  assert.match(await line(/^Orders/).innerText(), /1 from webshop\s+1 from webshop/)
  assert.match(await line(/^Ordered/).innerText(), /£\d+\.\d\d\s+£\d+\.\d\d/)
  await lookTwice(page, 'matches')
  await line(/^Orders/)
    .getByRole('link')
    .first()
    .click()
  await settle(page)
  await page.getByRole('table', { name: 'Orders, newest first' }).waitFor()
  assert.equal(await page.locator('main a.row-link').count(), 1)
  await page.goBack()
  await count(10)
})

test('C12-2 a person says of one pair that it is one customer, with who leads and why', async () => {
  await card('WEB-1 and WEB-2')
    .getByRole('button', { name: /^Merge/ })
    .click()
  await sheet().getByLabel('Leads the other').selectOption('WEB-2, came later')
  await sheet().getByLabel('Reason').fill('x')
  await lookTwice(page, 'matches-merge')
  await send('said on the phone', 'Merge')
  await card('WEB-1 and WEB-2').waitFor({ state: 'detached' })
  await nav().getByText('9', { exact: false }).waitFor()
  const { body } = await flow.server.request('GET', '/api/v1/customers/WEB-1')
  assert.deepEqual([body.number, body.merges[0].reason], ['WEB-2', 'said on the phone'])
  await card('WEB-1 and WEB-3').getByText('2 records, led by').waitFor()
})

test('C12-2 several are chosen with the keyboard and answered at once; what is refused of them is told', async () => {
  await page.getByRole('heading', { name: 'May be one customer' }).click()
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
  const acts = page.getByRole('group', { name: 'Answer what is chosen' })
  await acts.getByText('2 chosen').waitFor()
  await acts.getByRole('button', { name: 'Keep apart …' }).click()
  await send('another person of the house', 'Keep apart')
  await page.getByRole('status').getByText('2 decided on.').waitFor()
  await count(7)

  // One of three is merged by somebody else meanwhile: it cannot be kept apart any more.
  await page.getByLabel('All of this page').check()
  await acts.getByText('7 chosen').waitFor()
  const last = card('WEB-4 and WEB-5')
  await last.waitFor()
  await flow.put('/customers/WEB-5/merge', { into: 'WEB-4', reason: 'somebody else' })
  await acts.getByRole('button', { name: 'Keep apart …' }).click()
  await send('two persons', 'Keep apart')
  await page.getByRole('status').getByText('6 decided on, 1 refused and still chosen.').waitFor()
  await page
    .getByRole('status')
    .getByText(/They are one customer/)
    .waitFor()
  await page.getByText('No question waits.').waitFor()
  await lookTwice(page, 'matches-none')
})

test('C12-2 a question is left for later with a day and a reason, and stands where those are', async () => {
  const create = { name: 'Eve Stone', email: 'eve@stone.example' }
  for (const account of ['WEB-8', 'WEB-9'])
    await flow.sell([{ sku: 'KIT-101', quantity: '1' }], { customer: { account, create } })
  await compared()
  await page.getByRole('link', { name: 'Go to the customers' }).click()
  await settle(page)
  await page.reload()
  await nav().getByText('1', { exact: false }).waitFor()
  await nav().click()
  await count(1)
  await cards()
    .getByRole('button', { name: /^Later/ })
    .click()
  await sheet().getByLabel('Ask again on').fill('2000-01-01')
  await sheet().getByLabel('Reason').fill('we wait for their call')
  await sheet().getByRole('button', { name: 'Later', exact: true }).click()
  await sheet().getByText('on which it is asked again').waitFor()
  await sheet()
    .getByLabel('Ask again on')
    .fill(new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10))
  await send('we wait for their call', 'Later')
  await page.getByText('No question waits.').waitFor()
  await page.getByLabel('State').selectOption('Left for later')
  await cards().getByText('we wait for their call').waitFor()
  await lookTwice(page, 'matches-later')
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { Sink } from '../support/sink.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, signIn } from './look.ts'

let sink: Sink
let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  sink = await Sink.open()
  const limits = {
    DOCKET_PRIVATE_WEBHOOKS: 'yes',
    DOCKET_WEBHOOK_TIMEOUT_MS: '400',
    DOCKET_WEBHOOK_ATTEMPTS: '2',
    DOCKET_WEBHOOK_BACK_OFF_MS: '20',
    DOCKET_WEBHOOK_SET_ASIDE_AFTER: '3',
    // Longer than the test: only a person has it tried again.
    DOCKET_WEBHOOK_PROBE_MS: '600000',
  }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  sink.answer('/lame', (response) => response.writeHead(503).end('We are closed'))
  for (const code of ['lame', 'sound'])
    await flow.put('/webhook-endpoints', { code, name: `The ${code} one`, url: sink.url(`/${code}`) })
  const { id } = await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  await flow.until(id, (order) => order.invoices.length > 0)
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/webhooks')
})
after(async () => {
  await browser?.close()
  await flow?.close()
  await sink?.close()
})

const row = (text: string) => page.getByRole('row').filter({ hasText: text })

async function heard(path: string, is: (ids: string[]) => boolean): Promise<string[]> {
  const end = performance.now() + 10_000
  for (;;) {
    const ids = sink.ids(path)
    if (is(ids)) return ids
    assert.ok(performance.now() < end, `${path} heard ${ids.length}`)
    await sleep(30)
  }
}

/** Opens a sheet, and does what it is for. */
async function act(name: string, button: string, fill?: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name }).click()
  const sheet = page.getByRole('dialog')
  await fill?.()
  await accessible(page, `the sheet ${name}`)
  await sheet.getByRole('button', { name: button }).click()
  await sheet.waitFor({ state: 'detached' })
}

test('C-04 an endpoint that was set aside is seen, and tried at once when somebody says so', async () => {
  await row('The sound one').getByText('Delivering').waitFor()
  await row('The lame one').getByText('Set aside').waitFor()
  await lookTwice(page, 'webhooks')
  await row('The lame one').getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: 'The lame one' }).waitFor()
  await page.locator('.status').getByText('Set aside').waitFor()
  await lookTwice(page, 'webhook')
  sink.answer('/lame')
  await act('Try at once …', 'Try it')
  await page.locator('.status').getByText('Delivering').waitFor()
})

test('C-05 P-71 what was given up is listed, seen with its payload and answers, and sent again: all of it', async () => {
  await page.getByLabel('Show').selectOption('given_up')
  const list = page.getByRole('table', { name: /^Events that were given up/ })
  await list.getByRole('link').first().waitFor()
  await lookTwice(page, 'webhook-given-up')
  await list.locator('a.row-link').first().click()
  await page
    .getByRole('table', { name: /^Calls with this event/ })
    .getByText('We are closed')
    .first()
    .waitFor()
  await page.getByLabel('What was sent').getByText('specversion', { exact: false }).waitFor()
  await lookTwice(page, 'webhook-event')
  await page.goBack()
  await act('Send what failed …', 'Send it')
  await page.getByText('Nothing fits these filters.').waitFor()
  await page.getByLabel('Show').selectOption('missed')
  await row('Given up').first().waitFor()
})

test('C-05 one event is sent again, and those of a time, to this endpoint alone', async () => {
  await page.goto(`${flow.server.url}/webhooks/sound`)
  const before_ = await heard('/sound', (ids) => ids.length > 0)
  const lame = sink.ids('/lame').length
  await page.locator('main a.row-link').last().click()
  await act('Send again …', 'Send it')
  const one = (await heard('/sound', (ids) => ids.length === before_.length + 1)).at(-1)!
  assert.ok(before_.includes(one))
  await page.getByText('2 times').waitFor()

  await page.goto(`${flow.server.url}/webhooks/sound`)
  await act('Send again …', 'Send them', async () => {
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Events from').fill('2020-01-01T00:00')
    await sheet.getByLabel('Which').selectOption('all')
  })
  const all = await heard('/sound', (ids) => ids.length === 2 * before_.length + 1)
  assert.deepEqual(all.slice(-before_.length), before_)
  assert.equal(sink.ids('/lame').length, lame)
})

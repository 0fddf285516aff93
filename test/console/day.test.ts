import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { failedWork } from '../support/failed-work.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { Sink } from '../support/sink.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, signIn } from './look.ts'

/** The tasks of docs/guides/operating.md, each under its name, in the console as it is. */
const GUIDE = join(import.meta.dirname, '../../docs/guides/operating.md')
const TASKS = readFileSync(GUIDE, 'utf8').match(/(?<=^## )\d+\. .*/gm) ?? []

let sink: Sink
let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  sink = await Sink.open()
  const limits = {
    DOCKET_ALERT_EVERY_SECONDS: '1',
    DOCKET_PRIVATE_WEBHOOKS: 'yes',
    DOCKET_WEBHOOK_ATTEMPTS: '2',
    DOCKET_WEBHOOK_BACK_OFF_MS: '20',
    DOCKET_WEBHOOK_SET_ASIDE_AFTER: '1000',
  }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  await flow.put('/locations', { code: 'DOCK', name: 'Dock', country: 'GB', rank: 90, autoConfirm: false })
  for (const sku of ['DAY-1', 'DAY-2', 'DAY-3'])
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'DAY-1', location: 'DOCK', quantity: '100', unitCost: '5' }])
  browser = await openBrowser()
  page = await browser.context.newPage()
  await page.setViewportSize({ width: 1280, height: 860 })
  await signIn(page, flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await flow?.close()
  await sink?.close()
})

const sold = (sku: string, quantity: string) => flow.order([{ sku, quantity, net: '10.00', tax: '2.00' }])
const go = (path: string) => page.goto(flow.server.url + path)
const row = (text: string) => page.getByRole('row').filter({ hasText: text })

/** Fills a sheet and does what it is for. */
async function act(name: string | RegExp, fields: Record<string, string>, button: string): Promise<void> {
  await page.getByRole('button', { name }).first().click()
  const sheet = page.getByRole('dialog')
  for (const [label, value] of Object.entries(fields))
    await sheet.getByLabel(label, { exact: true }).fill(value)
  await accessible(page, `the sheet ${String(name)}`)
  await sheet.getByRole('button', { name: button }).click()
  await sheet.waitFor({ state: 'detached' })
}

test('1. Find what a caller means', async () => {
  const { id } = await sold('DAY-1', '1')
  const { number, externalId } = await flow.read(id)
  await page.keyboard.press('s')
  await page.getByLabel('Search everything').fill(externalId)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: number }).first().waitFor()
  await lookTwice(page, 'day-1')
  await page.getByRole('link', { name: number }).first().click()
  await page.getByRole('heading', { level: 1, name: number }).waitFor()
})

test('2. See why an order waits, and release its hold', async () => {
  const { id } = await sold('DAY-3', '1')
  await go(`/orders/${id}`)
  await act('Hold …', { Code: 'call', Reason: 'Call the buyer first' }, 'Put it on hold')
  await page.getByText('Call the buyer first').first().waitFor()
  await lookTwice(page, 'day-2')
  await page.getByRole('link', { name: 'Plan', exact: true }).click()
  await page.getByRole('table', { name: 'Tasks of the plan' }).getByText('Waiting').first().waitFor()
  await act('Release …', { Reason: 'She agreed' }, 'Release the hold')
  await flow.until(id, (one) => one.holds.every((hold: { released: unknown }) => Boolean(hold.released)))
  await go(`/orders/${id}/timeline`)
  await page.getByRole('list').getByText('She agreed').waitFor()
})

test('3. Confirm a shipment in parts', async () => {
  const { id } = await sold('DAY-1', '5')
  await flow.until(id, (one) => one.shipments.length === 1)
  await go(`/orders/${id}/documents`)
  await act('Confirm …', { 'DAY-1': '2', 'Tracking number': 'T-1' }, 'Confirm the shipment')
  await page.getByText('T-1', { exact: false }).first().waitFor()
  await page.getByText('Partially shipped').first().waitFor()
  await lookTwice(page, 'day-3')
})

test('4. Take in goods', async () => {
  const { id } = await sold('DAY-2', '3')
  await go('/stock/DAY-2')
  await page.getByRole('button', { name: 'Receive …' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Location').fill('NOWHERE')
  await sheet.getByLabel('Quantity').fill('9')
  await sheet.getByLabel('Unit cost').fill('5')
  await sheet.getByRole('button', { name: 'Take the goods in' }).click()
  await sheet.getByText('NOWHERE', { exact: false }).first().waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await act('Receive …', { Location: 'DOCK', Quantity: '9', 'Unit cost': '5' }, 'Take the goods in')
  await page.getByRole('table', { name: 'Stock of DAY-2 by location' }).getByText('DOCK').waitFor()
  await lookTwice(page, 'day-4')
  await flow.until(id, (one) => one.shipments.length === 1)
})

/** An order of the dock of which so many have left, and are billed. */
async function shipped(quantity: string, left: string): Promise<string> {
  const { id } = await sold('DAY-1', quantity)
  const { shipments } = await flow.until(id, (one) => one.shipments.length === 1)
  const { fulfillmentLineId } = shipments[0].lines[0]
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, { lines: [{ fulfillmentLineId, quantity: left }] })
  await flow.until(id, (one) => one.invoices.length === 1)
  return id
}

test('5. Take goods back', async () => {
  const id = await shipped('2', '2')
  await go(`/orders/${id}`)
  await act('Return …', { 'Quantity (EA)': '1', Reason: 'Broken' }, 'Take it back')
  await flow.until(id, (one) => one.invoices.length === 2)
  await page.getByRole('columnheader', { name: 'Returned' }).waitFor()
  await row('DAY-1').getByText('credited').waitFor()
  await lookTwice(page, 'day-5')
  await go(`/orders/${id}/documents`)
  await page.getByRole('heading', { name: 'Credit memos (1)' }).waitFor()
})

test('6. Apply money', async () => {
  await go('/receipts')
  await act(
    'Take a receipt …',
    { 'Customer account': 'GB-0001', Amount: '100000', Currency: 'GBP', Reference: 'March' },
    'Take the receipt',
  )
  await row('March').getByRole('link').first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await shipped('1', '1')
  await act('Apply …', {}, 'Apply it')
  await page
    .getByRole('table')
    .getByRole('link', { name: /^INV|^\w*-?\d/ })
    .first()
    .waitFor()
  await lookTwice(page, 'day-6')
})

test('7. Cancel a line', async () => {
  const id = await shipped('5', '2')
  await go(`/orders/${id}`)
  await act(/^Cancel ….*line 1$/, { 'Quantity (EA)': '3', Reason: 'Not wanted' }, 'Cancel it')
  const line = page.getByRole('table', { name: 'Lines of the order' }).getByRole('row').nth(1)
  await line.getByText('not billed').waitFor()
  const cells = (await line.getByRole('cell').allTextContents()).map((text) => text.replaceAll('\u00A0', ' '))
  const shown = (pattern: RegExp) =>
    assert.ok(
      cells.some((text) => pattern.test(text)),
      cells.join(' | '),
    )
  shown(/^5 EA£50\.00 net$/)
  shown(/^3 EA£30\.00 not billed$/)
  shown(/^2 EA£20\.00 billed$/)
  await row('What stands').getByText('£20.80').waitFor()
  assert.equal(await page.getByRole('button', { name: /^Cancel …/ }).count(), 0, 'nothing is left to cancel')
  await lookTwice(page, 'day-7')
  await go(`/orders/${id}/timeline`)
  await page.getByRole('list').getByText('Not wanted').waitFor()
})

test('8. Decide on what left without a sale', async () => {
  const { id } = await sold('DAY-1', '1')
  const { shipments } = await flow.until(id, (one) => one.shipments.length === 1)
  await flow.ok(`/orders/${id}/cancel`, { reason: 'Too late' })
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})
  await go('/strays')
  await row('DAY-1').getByRole('checkbox').check()
  await act('Give up …', { Reason: 'Given away' }, 'Give up')
  await page.getByRole('status').getByText('1 decided on.').waitFor()
  await lookTwice(page, 'day-8')
})

test('9. Look after an alert', async () => {
  const stopped = await flow.server.request('POST', '/api/v1/monitoring/jobs/tasks-ship/stop', {
    reason: 'To be seen',
  })
  assert.equal(stopped.status, 200)
  // Every process has heard of it within a second.
  await sleep(1000)
  await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  await go('/alerts')
  const alert = row('The job tasks-ship is stopped')
  await alert.getByRole('link', { name: 'Runbook' }).click()
  await page.getByRole('heading', { level: 2, name: 'It is stopped' }).waitFor()
  await page.goBack()
  await act('Acknowledge …', { Note: 'I look after it' }, 'Acknowledge')
  await alert.getByText('Acknowledged').waitFor()
  await lookTwice(page, 'day-9')
  await go('/jobs/tasks-ship')
  await act('Start …', { Reason: 'Seen' }, 'Start tasks-ship')
  await go('/alerts')
  await page.getByText('Nothing is wrong.').waitFor()
})

test('10. Send again what did not arrive', async () => {
  sink.answer('/lame', (response) => response.writeHead(503).end('We are closed'))
  await flow.put('/webhook-endpoints', { code: 'lame', name: 'The lame one', url: sink.url('/lame') })
  await sold('DAY-1', '1')
  await go('/webhooks/lame')
  await page.getByLabel('Show').selectOption('given_up')
  const failed = page.getByRole('table', { name: /^Events that were given up/ })
  await failed.getByRole('link').first().waitFor()
  await lookTwice(page, 'day-10')
  sink.answer('/lame')
  await act('Send what failed …', {}, 'Send it')
  await page.getByText('Nothing fits these filters.').waitFor()
})

test('11. Look at a day', async () => {
  const { id } = await sold('DAY-1', '1')
  const { number } = await flow.read(id)
  await page.getByRole('link', { name: 'Operations', exact: true }).click()
  const days = page.getByRole('region', { name: 'What happened by day' })
  await days.getByRole('link').first().click()
  await page.getByText('Orders that were agreed; drafts are not.').waitFor()
  await lookTwice(page, 'day-11')
  await page
    .getByRole('region', { name: 'The rows behind the number' })
    .getByRole('link', { name: number })
    .waitFor()
})

test('12. Hand over what is picked up', async () => {
  const line = { sku: 'DAY-1', quantity: '2', net: '10.00', tax: '2.00', location: 'DOCK' }
  const { id } = await flow.order([line])
  const { number } = await flow.until(id, (one) => one.shipments.length === 1)
  await page.getByRole('link', { name: 'Pick up', exact: true }).click()
  await page.getByLabel('Store').selectOption('Dock')
  await page.getByLabel('Who is there?').fill(number)
  await lookTwice(page, 'day-12')
  await act('Hand over …', { 'Fetched by': 'Grace Hopper' }, 'Hand over')
  await page.getByRole('status').getByText(`${number} was handed over.`).waitFor()
  assert.equal((await flow.read(id)).shipments[0].state, 'shipped')
})

test('13. Release backorders, and put a line back', async () => {
  const { id } = await sold('DAY-1', '1')
  const { number } = await flow.until(id, (one) => one.shipments.length === 1)
  await go(`/orders/${id}`)
  await page.getByRole('button', { name: 'Line 1: price and promise' }).click()
  await act('Put back …', { Reason: 'Another one is more urgent' }, 'Put back')
  assert.equal((await flow.read(id)).fulfillmentLines[0].supply, 'backorder')
  await page.getByRole('link', { name: 'Backlog', exact: true }).click()
  await lookTwice(page, 'day-13')
  await page.getByRole('button', { name: 'Backorders …' }).click()
  await page.getByRole('dialog').getByRole('link', { name: number }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Release', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal((await flow.read(id)).fulfillmentLines[0].supply, 'on_hand')
})

test('14. Do the work that orders wait for', async () => {
  const key = 'string(part.lineNo) + part.location + part.promisedOn'
  await flow.put('/patterns', {
    code: 'fitted',
    components: [{ kind: 'deliver', key, tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }],
    lineComponents: [
      { kind: 'fit', key: '"all"', tasks: [{ kind: 'work', name: 'fit', title: 'Fit it', role: 'fitters' }] },
    ],
    dependencies: [{ from: 'fit', to: 'deliver/invoice' }],
  })
  const fitted = { itemClass: 'kitchen', taxCode: 'standard', kind: 'service', pattern: 'fitted' }
  await flow.put('/items', { sku: 'DAY-4', name: 'DAY-4', ...fitted })
  const { id } = await sold('DAY-4', '1')
  const { number } = await flow.until(id, (one) =>
    one.plan.tasks.some(({ kind, state }: Seen) => kind === 'work' && state === 'ready'),
  )
  await page.getByRole('link', { name: 'Worklist', exact: true }).click()
  await row(number).getByRole('link', { name: 'fitters' }).click()
  await row(number).getByRole('button', { name: 'Take on' }).click()
  await page.getByRole('status').getByText(`Fit it, ${number} is yours.`).waitFor()
  await page.getByLabel('Whose').selectOption('Mine')
  await lookTwice(page, 'day-14')
  await act('End …', { Note: 'Fits', Name: 'serial', Value: 'K-77' }, 'End it')
  await page.getByRole('status').getByText(`Fit it, ${number} has ended.`).waitFor()
  await flow.until(id, (one) => one.invoices.length === 1)
})

test('15. Do one thing to many orders', async () => {
  const orders = [await sold('DAY-3', '1'), await sold('DAY-3', '1')]
  await go('/orders')
  for (const { number } of orders) await page.getByRole('checkbox', { name: `Choose ${number}` }).check()
  await act('Do to them …', { Reason: 'The road is closed' }, 'Suspend')
  await page.getByRole('heading', { level: 1, name: 'Suspend' }).waitFor()
  await page.getByText('Completed').first().waitFor()
  for (const { number } of orders) await row(number).getByText('Done').waitFor()
  await lookTwice(page, 'day-15')
})

test('16. Recover what failed', async () => {
  const [failed] = await failedWork(flow, 'DAY-5')
  const number = failed!['number'] as string
  await page.getByRole('link', { name: 'Fallout', exact: true }).click()
  await row('Fit it').getByRole('link').click()
  await row(number).waitFor()
  await lookTwice(page, 'day-16')
  await act('Recover all …', { Reason: 'Looked again' }, 'Try again')
  await page.getByText('Completed').first().waitFor()
  await page.getByRole('link', { name: 'Worklist', exact: true }).click()
  await row(number).waitFor()
})

test('17. Amend a running order', async () => {
  const { id } = await sold('DAY-3', '4')
  await go(`/orders/${id}`)
  await page.getByRole('link', { name: 'Amend …' }).click()
  await page.getByLabel('Quantity of line 1').fill('3')
  await page.getByRole('button', { name: 'See what it would do' }).click()
  const lines = page.getByRole('table', { name: 'Lines that change' })
  await lines.getByText('Changed').waitFor()
  await page.getByRole('button', { name: 'Amend it just so' }).click()
  await page.getByRole('link', { name: 'Timeline', exact: true }).click()
  await page.getByRole('table', { name: 'What the order was amended by' }).getByText('Applied').waitFor()
  await page.getByRole('link', { name: 'As it was' }).first().click()
  const then = page.getByRole('table', { name: 'Lines of the order, as they were' })
  await then.getByRole('cell', { name: '4', exact: true }).waitFor()
  await lookTwice(page, 'day-17')
})

test('every task of the guide is tried here under its name', () => {
  const tried = readFileSync(import.meta.filename, 'utf8').match(/(?<=^test\(')\d+\. [^']*/gm)
  assert.deepEqual(tried, TASKS)
})

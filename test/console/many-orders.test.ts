import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { failedWork } from '../support/failed-work.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, signIn } from './look.ts'

// One thing done to many orders, and what failed recovered by its cause, by a person in a browser.
let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

const line = (sku: string) => ({ sku, quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' })
const sheet = () => page.getByRole('dialog')
const stateOf = async (id: string): Promise<string> => (await flow.read(id)).state
const outcomes = () => page.getByRole('table', { name: 'What became of each order of the job' })

test('O-77 orders are chosen with the keyboard; a dry run says to how many it would be done, and a job does it to those', async () => {
  await flow.newItem('MANY-1')
  const orders: Seen[] = []
  for (let n = 0; n < 3; n += 1) orders.push(await flow.order([line('MANY-1')]))
  const [first, second, third] = orders.map(({ id }) => id as string)
  await flow.ok(`/orders/${third}/suspend`, { reason: 'one of them' })
  await page.goto(`${flow.server.url}/orders`)
  const table = page.getByRole('table', { name: 'Orders, newest first' })
  for (const { number } of orders) await table.getByRole('checkbox', { name: `Choose ${number}` }).waitFor()
  await page.getByRole('heading', { name: 'Orders', exact: true }).click()
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key)
  const acts = page.getByRole('group', { name: 'Do to what is chosen' })
  await acts.getByText('3 chosen').waitFor()
  await lookTwice(page, 'orders-chosen')

  await acts.getByRole('button', { name: 'Do to them …' }).click()
  await sheet().getByText('It would be done to 2 of 3.').waitFor()
  await sheet().getByText(`${orders[2]!.number}: the order is suspended`).waitFor()
  const offered = await sheet().getByLabel('What is done').locator('option').allTextContents()
  assert.deepEqual(offered.slice(0, 2), ['Suspend: 2 of 3', 'Resume: 1 of 3'])
  await sheet().getByRole('button', { name: 'Suspend', exact: true }).click()
  await sheet().getByLabel('Reason').fill('The place is closed')
  await sheet().getByRole('button', { name: 'Suspend', exact: true }).click()
  // It was left to nobody to say that some are left out: nothing is done.
  await sheet().getByText('it was done to none', { exact: false }).first().waitFor()
  assert.deepEqual(await Promise.all([stateOf(first!), stateOf(second!)]), ['in_progress', 'in_progress'])
  await lookTwice(page, 'many-dry-run')
  await sheet().getByLabel('Leave the other 1 out').check()
  await sheet().getByRole('button', { name: 'Suspend', exact: true }).click()

  await page.getByRole('heading', { name: 'Suspend', exact: true }).waitFor()
  await page.getByText('Completed').first().waitFor()
  const left = outcomes().getByRole('row').filter({ hasText: 'Left out' })
  await left.getByText('the order is suspended').waitFor()
  await outcomes().getByText('Done').nth(1).waitFor()
  await lookTwice(page, 'bulk-job')
  assert.deepEqual(await Promise.all([stateOf(first!), stateOf(second!)]), ['suspended', 'suspended'])
  await page.getByLabel('Outcome').selectOption('Left out')
  await outcomes().getByText('Done').first().waitFor({ state: 'detached' })
  assert.equal(await outcomes().getByRole('row').count(), 2)

  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Bulk jobs' }).click()
  const jobs = page.getByRole('table', { name: 'Jobs that do one act to many orders, the newest first' })
  await jobs.getByText('The place is closed').waitFor()
  await jobs.getByText('3 of 3').waitFor()
  await lookTwice(page, 'bulk-jobs')
  await flow.lawful()
})

test('O-77 a hold asks for its kind before it is tried, and a job can be stopped by who sees it run', async () => {
  const { id, number } = await flow.order([line('MANY-1')])
  await flow.ok('/monitoring/jobs/bulk-jobs/stop', { reason: 'to see one that runs' })
  await page.goto(`${flow.server.url}/orders?q=${number}`)
  const table = page.getByRole('table', { name: 'Orders, newest first' })
  await table.getByRole('checkbox', { name: `Choose ${number}` }).check()
  await page.getByRole('button', { name: 'Do to them …' }).click()
  await sheet().getByLabel('What is done').selectOption({ value: 'hold' })
  await sheet().getByText('It would be done').waitFor({ state: 'detached' })
  await sheet().getByLabel('Kind of hold').fill('ask')
  await sheet().getByText('It would be done to 1 of 1.').waitFor()
  await sheet().getByLabel('Reason').fill('Ask first')
  await sheet().getByLabel('Stop after').fill('none')
  await sheet().getByRole('button', { name: 'Hold', exact: true }).click()
  await sheet().locator('[aria-invalid="true"]').waitFor()
  await sheet().getByLabel('Stop after').fill('1')
  await accessible(page, 'the sheet to hold many')
  await sheet().getByRole('button', { name: 'Hold', exact: true }).click()
  await page.getByText('Running').first().waitFor()
  await page.getByRole('button', { name: 'Stop …' }).click()
  await sheet().getByRole('button', { name: 'Stop it', exact: true }).click()
  await page.getByText('Stopped').first().waitFor()
  await flow.ok('/monitoring/jobs/bulk-jobs/start', { reason: 'seen' })
  assert.equal((await flow.read(id)).openHolds, 0)
})

test('O-85 P-41 what failed is seen by its cause with the money at risk; some of it is ended by hand, and the rest given up', async () => {
  const orders = await failedWork(flow, 'MANY-FIT', 3)
  await page.goto(`${flow.server.url}/orders`)
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Fallout' }).click()
  const causes = page.getByRole('table', { name: 'What failed for good, the costliest cause first' })
  const cause = causes.getByRole('row').filter({ hasText: 'Work' })
  await cause.getByText('£36.00').waitFor()
  await lookTwice(page, 'fallout')
  await cause.getByRole('link').click()
  const tasks = page.getByRole('table', { name: 'Tasks that failed of this cause' })
  await tasks.getByRole('checkbox', { name: `Choose ${orders[0]!.number}` }).check()
  await lookTwice(page, 'fallout-cause')
  await page.getByRole('button', { name: 'Recover …' }).click()
  await sheet().getByLabel('What is done').selectOption('End by hand')
  await sheet().getByLabel('How it ended').selectOption('fitted')
  await sheet().getByText('It would be done to 1 of 1.').waitFor()
  await sheet().getByLabel('Reason').fill('The fitter called')
  await sheet().getByRole('button', { name: 'End by hand', exact: true }).click()
  await outcomes().getByText('Done').waitFor()
  await flow.until(orders[0]!.id, (one) => one.billingStatus === 'billed')

  await page.getByRole('link', { name: 'what failed alike' }).click()
  await page.getByRole('button', { name: 'Recover all …' }).click()
  await sheet().getByLabel('What is done').selectOption('Give the lines up')
  await sheet().getByText('It would be done to 2 of 2.').waitFor()
  await sheet().getByLabel('Reason').fill('Nobody gets in')
  await lookTwice(page, 'fallout-all')
  await sheet().getByRole('button', { name: 'Give the lines up', exact: true }).click()
  await page.getByText('Completed').first().waitFor()
  for (const { id } of orders.slice(1)) assert.equal(await stateOf(id), 'cancelled')
  await page.goto(`${flow.server.url}/fallout`)
  await causes.getByRole('row').filter({ hasText: 'Work' }).waitFor({ state: 'detached' })
  await flow.lawful()
})

test('who may only look is offered no act on many orders', async () => {
  const user = { name: 'Vera', login: 'vera', password: 'a long password of vera' }
  await flow.ok('/users', { ...user, grants: [{ company: 'SAMPLE', role: 'viewer' }] })
  await page.context().clearCookies()
  await page.goto(`${flow.server.url}/orders`)
  await page.getByLabel('Login').fill(user.login)
  await page.getByLabel('Password').fill(user.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('table', { name: 'Orders, newest first' }).waitFor()
  assert.equal(await page.getByRole('table').getByRole('checkbox').count(), 0)
  await page.goto(`${flow.server.url}/bulk-jobs`)
  await page.getByRole('table').getByRole('link').first().click()
  await outcomes().waitFor()
  assert.equal(await page.getByRole('button', { name: 'Stop …' }).count(), 0)
})

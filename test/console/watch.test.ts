import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  const limits = { DOCKET_ALERT_EVERY_SECONDS: '1' }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/jobs')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

const row = (text: string) => page.getByRole('row').filter({ hasText: text })

/** Gives a job an order from where the page stands, with a reason. */
async function say(verb: string, job: string): Promise<void> {
  const here = (await page.getByRole('table').count()) > 0 ? row(job).first() : page.locator('main')
  await here.getByRole('button', { name: `${verb} …` }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Reason').fill('Tried by the console test')
  await accessible(page, `the sheet to ${verb}`)
  await sheet.getByRole('button', { name: `${verb} ${job}` }).click()
  await sheet.waitFor({ state: 'detached' })
}

test('C14-1 C14-3 a job is stopped with a reason, and its page says who did it, what waits, and who runs it', async () => {
  await row('tasks-ship').getByText('Running').waitFor()
  await say('Stop', 'tasks-ship')
  await row('tasks-ship').getByText('Stopped').waitFor()
  // Every process has heard of it within a second.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  await row('tasks-ship').getByRole('cell', { name: '1', exact: true }).first().waitFor()
  await lookTwice(page, 'jobs')
  await page.keyboard.press('j')
  await row('tasks-ship').getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: 'tasks-ship' }).waitFor()
  await page
    .getByRole('table', { name: /^Who started and stopped it/ })
    .getByText('Tried by the console test')
    .waitFor()
  await page.getByRole('table', { name: 'Records of this job' }).getByRole('link', { name: /^SO/ }).waitFor()
  await page.getByRole('table', { name: 'Processes that run it' }).getByText('Alive').waitFor()
  await lookTwice(page, 'job')
})

test('C14-3 its alert leads to its page of the runbook, is acknowledged, resolved, and found among the resolved', async () => {
  await page.getByRole('link', { name: 'Alerts', exact: true }).click()
  await row('The job tasks-ship is stopped').getByText('Open').waitFor()
  await lookTwice(page, 'alerts')
  await row('The job tasks-ship is stopped').getByRole('link', { name: 'Runbook' }).click()
  await page.getByRole('heading', { level: 2, name: 'It is stopped' }).waitFor()
  await lookTwice(page, 'runbook')
  await page.goBack()

  await row('The job tasks-ship is stopped').getByRole('button', { name: 'Acknowledge …' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Note').fill('Seen by the console test')
  await sheet.getByRole('button', { name: 'Acknowledge' }).click()
  await row('The job tasks-ship is stopped').getByText('Acknowledged').waitFor()
  await page.getByLabel('State').selectOption('open')
  await page.getByText('Nothing fits these filters.').waitFor()

  await page.getByLabel('State').selectOption('acknowledged')
  await row('The job tasks-ship is stopped')
    .getByRole('link', { name: 'The job', exact: false })
    .first()
    .click()
  await page
    .getByRole('table', { name: 'Who did what about it' })
    .getByText('Seen by the console test')
    .waitFor()
  await page.getByRole('button', { name: 'Resolve …' }).click()
  await sheet.getByText('It still is so', { exact: false }).waitFor()
  await sheet.getByLabel('Note').fill('Settled by the console test')
  await sheet.getByRole('button', { name: 'Resolve' }).click()
  await page
    .getByRole('table', { name: 'Who did what about it' })
    .getByText('Settled by the console test')
    .waitFor()
  await lookTwice(page, 'alert')
  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link').click()
  await page.getByText('Nothing is wrong.').waitFor()
  await page.getByLabel('State').selectOption('resolved')
  await row('The job tasks-ship is stopped').waitFor()
})

test('C14-1 a job is started from its page, what waits is done while one looks, and a periodic one shows its runs', async () => {
  await page.goto(`${flow.server.url}/jobs/tasks-ship`)
  await page.getByRole('button', { name: 'Start …' }).waitFor()
  const sheet = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Start …' }).click()
  await sheet.getByLabel('Reason').fill('It has moved')
  await sheet.getByRole('button', { name: 'Start tasks-ship' }).click()
  await sheet.waitFor({ state: 'detached' })
  // Nobody loads the page again.
  await page.getByText('Nothing waits.').waitFor()

  await page.goto(`${flow.server.url}/jobs/alerts`)
  const runs = page.getByRole('table', { name: 'Runs of this job, the newest first' })
  await runs.getByRole('row').nth(1).waitFor()
  await lookTwice(page, 'job-periodic')
})

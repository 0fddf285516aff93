import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  browser = await openBrowser()
  page = await browser.context.newPage()
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('O-75 P-31 an order is suspended and resumed on its page, which says why it is where it is', async () => {
  await flow.newItem('STOPPED')
  const { id } = await flow.order([{ sku: 'STOPPED', quantity: '2', net: '10.00', tax: '2.00' }])
  await signIn(page, flow.server, `/orders/${id}`)
  const act = async (button: string, confirm: string, reason: string): Promise<void> => {
    await page.getByRole('button', { name: button, exact: true }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Reason').fill(reason)
    await sheet.getByRole('button', { name: confirm, exact: true }).click()
    await sheet.waitFor({ state: 'detached' })
  }
  await act('Suspend …', 'Suspend it', 'The desk looks at it')
  await page.getByRole('button', { name: 'Resume …', exact: true }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Suspend …', exact: true }).count(), 0)
  await page.getByText('Why is it here?').click()
  await page.getByText('it is suspended: The desk looks at it').waitFor()
  await page.getByText(/2 of STOPPED are not there/).waitFor()
  await accessible(page, 'the page of a suspended order')
  await act('Resume …', 'Let it go on', 'All is well')
  await page.getByRole('button', { name: 'Suspend …', exact: true }).waitFor()
  const { state, timeline } = await flow.read(id)
  assert.deepEqual([state, timeline.at(-1).reason], ['in_progress', 'All is well'])
})

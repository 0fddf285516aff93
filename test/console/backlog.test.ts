import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { addDays } from '../../src/platform/clock.ts'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  browser = await openBrowser()
  page = await browser.context.newPage()
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('N-4 A10-21 a planner runs the backlog, sees who gains and who slips, and releases it', async () => {
  const { today } = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body
  const sku = 'SCARCE'
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const row = { sku, location: 'PORT', quantity: '10', unitCost: '1' }
  await flow.ok('/supply-orders', [
    { ...row, number: 'SCARCE-1', dueOn: addDays(today, 5), kind: 'work_order' },
    { ...row, number: 'SCARCE-2', dueOn: addDays(today, 12), kind: 'transfer' },
  ])
  const line = { sku, quantity: '10', net: '60.00', tax: '12.00' }
  await flow.order([line])
  const urgent = await flow.order([line])
  await flow.ok(`/orders/${urgent.id}/priority`, { priority: 9, reason: 'urgent' })
  const password = 'a long enough password'
  const grants = [{ company: 'SAMPLE', role: 'operations' }]
  await flow.ok('/users', { login: 'planner', name: 'planner', password, grants })
  await signIn(page, { ...flow.server, adminLogin: 'planner', adminPassword: password }, '/backlog')
  await page.getByText('The backlog was not run yet.').waitFor()
  await accessible(page, 'the room of the backlog')

  const sheet = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Run …' }).click()
  await sheet.getByLabel('Items, all when empty').fill('NOT-THERE')
  await sheet.getByRole('button', { name: 'Run', exact: true }).click()
  await sheet.getByText('there is no item NOT-THERE', { exact: false }).first().waitFor()
  await sheet.getByLabel('Items, all when empty').fill(sku)
  await sheet.getByLabel('Cheapest places', { exact: false }).check()
  await sheet.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('link', { name: urgent.number }).waitFor()
  await page.getByText('Shipping, cheapest').waitFor()
  // Money says which, and nothing is worth nothing.
  await page.getByText('1 (£600.00)').first().waitFor()
  const inShort = await page.getByRole('region', { name: 'The run in short' }).innerText()
  assert.doesNotMatch(inShort, /\(0|\(£0|(?<![£\d.,])\d+\.\d\d/)
  await lookTwice(page, 'backlog-run')

  // Who it is for, and the lines behind a number.
  await page.getByLabel('Show').selectOption('By customer account')
  const whom = page.getByRole('row').filter({ hasText: 'GB-0001' })
  await whom.getByText('£600.00').first().waitFor()
  await lookTwice(page, 'backlog-run-accounts')
  await whom.getByRole('link', { name: '1', exact: true }).last().click()
  await page.getByText('Slips by 7 days').waitFor()
  assert.equal(await page.getByRole('link', { name: urgent.number }).count(), 0)

  await page.getByRole('button', { name: 'Release …' }).click()
  await sheet.getByText('1 lines gain and 1 slip', { exact: false }).waitFor()
  await sheet.getByRole('button', { name: 'Release', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Release …' }).waitFor({ state: 'detached' })
  const [part] = (await flow.read(urgent.id)).fulfillmentLines
  assert.equal(part.promisedOn, addDays(today, 5))

  await page.goto(`${flow.server.url}/backlog`)
  await page.getByRole('cell', { name: '1 (£600.00)' }).first().waitFor()
  await lookTwice(page, 'backlog-runs')

  // What if the container of the urgent order comes three weeks late?
  await page.goto(`${flow.server.url}/backlog`)
  await page.getByRole('button', { name: 'What if supply …' }).click()
  await sheet.getByLabel('Supply orders').fill('SCARCE-9')
  await sheet.getByLabel('Days later').fill('21')
  await sheet.getByRole('button', { name: 'See who slips' }).click()
  await sheet.getByText('there is no supply order SCARCE-9', { exact: false }).first().waitFor()
  await accessible(page, 'what if supply comes late')
  await sheet.getByLabel('Supply orders').fill('SCARCE-1')
  await sheet.getByRole('button', { name: 'See who slips' }).click()
  await page.getByText('What if: it is known to come otherwise').waitFor()
  const slips = page.getByRole('row').filter({ hasText: urgent.number })
  await slips.getByText('Slips by 7 days').waitFor()
  await page.getByText('SCARCE-1: 21 days later').waitFor()
  await lookTwice(page, 'backlog-run-late')
  await page.getByRole('button', { name: 'Release …' }).click()
  await sheet.getByText('only once supply is known to come as this run thinks', { exact: false }).waitFor()
  await sheet.getByRole('button', { name: 'Release', exact: true }).click()
  await sheet.getByText('so nothing was released', { exact: false }).waitFor()
  await accessible(page, 'why what is only thought is not released')
  assert.equal((await flow.read(urgent.id)).fulfillmentLines[0].promisedOn, addDays(today, 5))

  // Once it is known to come so, the same run is released.
  const change = { number: 'SCARCE-1', dueOn: addDays(today, 26), reason: 'the ship is late' }
  await flow.ok('/supply-orders/changes', [change])
  await sheet.getByRole('button', { name: 'Release', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  await page.getByText('Released', { exact: true }).waitFor()
  assert.equal((await flow.read(urgent.id)).fulfillmentLines[0].promisedOn, addDays(today, 12))

  // A work order and a transfer are named as any supply is, one a line.
  await page.goto(`${flow.server.url}/backlog`)
  await page.getByRole('button', { name: 'What if supply …' }).click()
  await sheet.getByLabel('Supply orders').fill('SCARCE-1\n SCARCE-2 ')
  await sheet.getByLabel('Lost').selectOption('Nothing of it comes any more')
  await sheet.getByRole('button', { name: 'See who slips' }).click()
  await page.getByText('SCARCE-1: lost').waitFor()
  await page.getByText('SCARCE-2: lost').waitFor()
})

test('N-4 a run of a thousand lines is read by customer and by item, and each number leads to its lines', async () => {
  const { today } = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body
  const skus = ['MANY-1', 'MANY-2', 'MANY-3']
  for (const sku of skus)
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const row = { location: 'PORT', quantity: '400', unitCost: '1' }
  await flow.ok(
    '/supply-orders',
    skus.map((sku) => ({ ...row, sku, number: `${sku} on the ship`, dueOn: addDays(today, 9) })),
  )
  const lines = Array.from({ length: 100 }, (_, at) => ({
    sku: skus[at % 3]!,
    quantity: '1',
    net: '60.00',
    tax: '12.00',
  }))
  for (let made = 0; made < 10; made += 1)
    await flow.order(lines, { customer: { account: `GB-000${1 + (made % 5)}` } })
  await page.goto(`${flow.server.url}/backlog`)
  const sheet = page.getByRole('dialog')
  await page.getByRole('button', { name: 'What if supply …' }).click()
  await sheet.getByLabel('Supply orders').fill(skus.map((sku) => `${sku} on the ship`).join('\n'))
  await sheet.getByLabel('Days later').fill('21')
  await sheet.getByRole('button', { name: 'See who slips' }).click()
  await page.getByText('MANY-3 on the ship: 21 days later').waitFor()
  await page.getByText('500 rows, more behind').waitFor()
  await lookTwice(page, 'backlog-thousand')
  await page.getByRole('button', { name: 'Next page' }).click()
  await page.getByText('500 rows', { exact: true }).waitFor()
  await page.getByLabel('Show').selectOption('By customer account')
  for (const number of [1, 2, 3, 4, 5]) {
    const whom = page.getByRole('row').filter({ hasText: `GB-000${number}` })
    await whom.getByRole('link', { name: '200', exact: true }).waitFor()
    await whom.getByText('£12,000.00', { exact: true }).waitFor()
    await whom.getByText('21 days').waitFor()
  }
  await lookTwice(page, 'backlog-thousand-accounts')
  await page.getByLabel('Show').selectOption('By item')
  await page.getByRole('row').filter({ hasText: 'MANY-1' }).getByRole('link', { name: '340' }).click()
  await page.getByText('340 rows', { exact: true }).waitFor()
  assert.equal(await page.getByRole('cell', { name: 'MANY-2' }).count(), 0)
})

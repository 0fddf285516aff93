import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { activate, Calling, skuOf } from '../support/calling.ts'
import type { Seen } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { lookTwice, signIn } from './look.ts'

// What an amendment has outside systems undo and do again is seen before it happens.
let calling: Calling
let browser: TestBrowser
let page: Page
before(async () => {
  calling = await Calling.open()
  const tasks = [{ ...activate, system: 'answers', facts: {} }]
  await calling.pattern('seen', tasks, {
    lineComponents: [{ kind: 'provision', key: 'string(line.lineNo)', tasks }],
    dependencies: [],
    components: [{ kind: 'perform', key: '"p"', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }],
  })
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, calling.flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await calling?.close()
})

test('P-34 the preview of an amendment shows the requests to outside systems, in order, before any of them is made', async () => {
  const line = { quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00', requestedOn: '2031-03-03' }
  const { id } = await calling.flow.order([1, 2, 3].map(() => ({ sku: skuOf('seen'), ...line })))
  const callsOf = (seen: Seen): Seen[] => seen.plan.tasks.filter(({ kind }: Seen) => kind === 'call')
  await calling.flow.until(id, (seen) => callsOf(seen).every(({ state }) => state === 'completed'))
  const before = (await calling.network.activations()).length
  await page.goto(`${calling.flow.server.url}/orders/${id}/amend`)
  await page.getByLabel('Quantity of line 1').fill('2')
  await page.getByLabel('Remove line 2').check()
  await page.getByRole('button', { name: 'See what it would do' }).click()
  const table = page.getByRole('table', { name: 'Requests to outside systems, in order' })
  await table.waitFor()
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)),
    )
  assert.deepEqual(
    rows.map((cells) => cells.slice(1, 4)),
    [
      ['answers', 'Stays as it is', 'line 3'],
      ['answers', 'Undone', 'line 2'],
      ['answers', 'Made again, as it is wanted now', 'line 1'],
    ],
  )
  await lookTwice(page, 'amend-calls')
  assert.equal((await calling.network.activations()).length, before)
  await page.getByRole('button', { name: 'Amend it just so' }).click()
  await calling.flow.until(
    id,
    (seen) => callsOf(seen).length === 5 && callsOf(seen).every(({ state }) => state === 'completed'),
  )
  const made = (await calling.network.activations()).slice(before).map(({ method }) => method)
  assert.deepEqual(made.toSorted(), ['DELETE', 'POST'])
  await calling.flow.lawful()
})

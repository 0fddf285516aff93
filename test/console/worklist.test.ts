import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, signIn } from './look.ts'

// Cookers are installed where they were delivered, after a day for the cement of all of them, and billed only then.
let flow: Flow
let browser: TestBrowser
let page: Page
const goods = {
  kind: 'deliver',
  key: 'string(part.lineNo) + part.supply + part.promisedOn',
  tasks: [
    { kind: 'reserve', when: 'part.supply != "on_hand"' },
    { kind: 'release', when: '!part.autoConfirm' },
    { kind: 'ship' },
    { kind: 'invoice' },
  ],
}
const statuses = [
  { code: 'done', to: 'next' },
  { code: 'not_possible', to: 'fallout' },
]
const install = { kind: 'work', name: 'install', title: 'Install the cooker', role: 'installers', statuses }
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  await flow.put('/patterns', {
    code: 'installed',
    components: [goods],
    lineComponents: [
      { kind: 'install', key: 'string(line.lineNo)', tasks: [install] },
      {
        kind: 'survey',
        when: 'line.sku == "COOKER-9"',
        key: '"one"',
        tasks: [
          { kind: 'wait', name: 'cement', for: 'P1DT2H' },
          { kind: 'work', name: 'look', title: 'Look at the wall' },
        ],
      },
    ],
    dependencies: [
      { from: 'deliver', to: 'install' },
      { from: 'install', to: 'deliver/invoice' },
      {
        from: 'survey/look',
        to: 'deliver/ship',
        items: { from: 'line.itemClass', to: 'line.itemClass' },
        delay: 'PT4H',
      },
    ],
  })
  for (const sku of ['COOKER-1', 'COOKER-2', 'COOKER-9']) {
    await flow.stockedItem(sku, { PORT: '50' }, '4')
    await flow.put('/items', {
      sku,
      name: sku,
      itemClass: 'kitchen',
      taxCode: 'standard',
      pattern: 'installed',
    })
  }
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

const worksOf = (seen: Seen): Seen[] => seen.plan.tasks.filter((task: Seen) => task.kind === 'work')
const line = (sku: string) => ({ sku, quantity: '1', net: '10.00', tax: '2.00' })
/** An order of so many cookers, each of which can be installed. */
async function due(...skus: string[]): Promise<Seen> {
  const { id } = await flow.order(skus.map(line))
  return flow.until(id, (seen) => worksOf(seen).every(({ state }) => state === 'ready'))
}
const at = (seen: Seen, what: string, place = 0): string =>
  `/orders/${seen.id}/tasks/${worksOf(seen)[place].id}/${what}`
const table = () => page.getByRole('table', { name: 'Work for orders, the longest due first' })
const rowOf = (seen: Seen) => table().getByRole('row').filter({ hasText: seen.number })
const said = (text: string) => page.getByRole('status').getByText(text).waitFor()

test('O-43 O-48 a person finds work, takes it on, and says how it ended and what came of it, by the keyboard', async () => {
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Worklist' }).click()
  await page.getByText('Nobody has anything to do for an order.').waitFor()
  await page.getByText('Work stands here once an order has come to it').waitFor()
  await lookTwice(page, 'worklist-nothing')

  const [first, second] = [await due('COOKER-1'), await due('COOKER-2')]
  await flow.ok(at(second, 'assign'), { assignee: 'Team north' })
  await page.reload()
  await rowOf(first).getByText('Received').waitFor()
  await rowOf(first)
    .getByRole('rowheader', { name: /^Install the cooker/ })
    .waitFor()
  await rowOf(second).getByText('for Team north').waitFor()
  const numbers = await table().locator('a.row-link').allTextContents()
  assert.deepEqual(numbers, [first.number, second.number])
  await lookTwice(page, 'worklist')

  // What is theirs, by a link of the row; what is somebody's, and what is an order's.
  await rowOf(second).getByRole('link', { name: 'Team north' }).click()
  await rowOf(first).waitFor({ state: 'detached' })
  await rowOf(second).waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByLabel('Role').fill('painters')
  await page.getByText('Nothing fits these filters.').waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByRole('searchbox', { name: 'Order' }).fill(second.number)
  await rowOf(first).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Clear' }).click()
  await rowOf(first).waitFor()

  // The row, and its first button.
  await page.getByRole('heading', { name: 'Worklist' }).click()
  await page.keyboard.press('j')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await said(`Install the cooker, ${first.number} is yours.`)
  await rowOf(first).getByText('Accepted').waitFor()
  await rowOf(first).locator('a.row-link:focus').waitFor()
  await page.getByLabel('Whose').selectOption('Mine')
  await rowOf(second).waitFor({ state: 'detached' })
  await rowOf(first).waitFor()
  await page.getByLabel('Whose').selectOption('Nobody has taken it on')
  await rowOf(first).waitFor({ state: 'detached' })
  await rowOf(second).waitFor()
  await page.getByLabel('Whose').selectOption('All')
  await lookTwice(page, 'worklist-taken')

  await rowOf(first).getByRole('button', { name: 'End …' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Note').fill('Works.')
  await sheet.getByLabel('Name').fill('serial')
  await sheet.getByLabel('Value').fill('X'.repeat(1001).slice(0, 1000))
  await sheet.getByRole('button', { name: 'Another row' }).click()
  await sheet.getByLabel('Name').nth(1).fill('serial')
  await sheet.getByLabel('Value').nth(1).fill('X-2')
  await sheet.getByRole('button', { name: 'Another row' }).click()
  await sheet.getByLabel('Value').nth(2).fill('7 bar')
  await sheet.getByRole('button', { name: 'End it', exact: true }).click()
  await sheet.getByText('This name stands above already.').waitFor()
  await sheet.getByText('Say what this is.').waitFor()
  assert.equal(worksOf(await flow.read(first.id))[0].state, 'running')
  await lookTwice(page, 'worklist-end')
  await sheet.getByLabel('Value').nth(0).fill('X-1')
  await sheet.getByLabel('Name').nth(1).fill('serial/two')
  await sheet.getByLabel('Name').nth(2).fill('pressure')
  // What the API refuses stands at its field, whatever it is called.
  await sheet
    .getByLabel('Value')
    .nth(1)
    .evaluate((field) => field.removeAttribute('maxlength'))
  await sheet.getByLabel('Value').nth(1).fill('X'.repeat(1001))
  await sheet.getByRole('button', { name: 'End it', exact: true }).click()
  const wrong = sheet.locator('[aria-invalid="true"]')
  await wrong.waitFor()
  assert.equal((await wrong.inputValue()).length, 1001)
  await wrong.fill('X-2')
  const sent = page.waitForRequest((request) => request.url().endsWith('/complete'))
  await sheet.getByLabel('Note').press('Tab')
  await sheet.getByRole('button', { name: 'End it', exact: true }).press('Enter')
  assert.deepEqual((await sent).postDataJSON(), {
    status: 'done',
    note: 'Works.',
    data: { serial: 'X-1', 'serial/two': 'X-2', pressure: '7 bar' },
  })
  await said(`Install the cooker, ${first.number} has ended.`)
  await rowOf(first).waitFor({ state: 'detached' })
  await flow.until(first.id, (seen) => seen.invoices.length === 1)
  await flow.lawful()
})

test('O-43 of two at once the one who is too late is told, and sees whose it is; what was typed is not lost', async () => {
  const seen = await due('COOKER-1')
  await page.goto(`${flow.server.url}/worklist?order=${seen.number}`)
  await rowOf(seen).waitFor()
  await flow.ok(at(seen, 'take'), undefined)
  await rowOf(seen).getByRole('button', { name: 'Take on' }).click()
  const alert = page.getByRole('alert')
  await alert.getByText('Somebody else has taken this work on.').waitFor()
  assert.equal(await alert.evaluate((element) => element.matches(':focus')), true)
  await rowOf(seen).getByText('Accepted').waitFor()
  await rowOf(seen).getByText('by API key').waitFor()
  assert.equal(await rowOf(seen).getByRole('button', { name: 'End …' }).count(), 0)
  await lookTwice(page, 'worklist-too-late')

  // Taken from them, it is anybody's: then somebody ends it while a note is written.
  const sheet = page.getByRole('dialog')
  await rowOf(seen).getByRole('button', { name: 'Take away …' }).click()
  await accessible(page, 'the sheet to take work away')
  await sheet.getByRole('button', { name: 'Take it away', exact: true }).click()
  await said('is anybody’s again.')
  await rowOf(seen).getByRole('button', { name: 'Assign …' }).click()
  await sheet.getByLabel('Who is to do it').fill('Dana')
  await accessible(page, 'the sheet to assign work')
  await sheet.getByRole('button', { name: 'Assign it', exact: true }).click()
  await rowOf(seen).getByText('for Dana').waitFor()

  await rowOf(seen).getByRole('button', { name: 'End …' }).click()
  await sheet.getByLabel('How it ended').selectOption('not_possible')
  await sheet.getByLabel('Note').fill('No socket.')
  await flow.ok(at(seen, 'complete'), { status: 'done' })
  await rowOf(seen).waitFor({ state: 'detached' })
  assert.equal(await sheet.getByLabel('Note').inputValue(), 'No socket.')
  await sheet.getByRole('button', { name: 'End it', exact: true }).click()
  await sheet.getByText('This work is over.').waitFor()
  await lookTwice(page, 'worklist-over')
  await sheet.getByRole('button', { name: 'Close' }).click()
  await flow.lawful()
})

test('O-33 O-43 the page of an order shows what is done for its lines, what waits for what, and lets it be done there', async () => {
  const seen = await due('COOKER-1', 'COOKER-2')
  await page.goto(`${flow.server.url}/orders/${seen.id}/plan`)
  const waits = page.getByRole('table', { name: 'Components of the plan, and what they wait for' })
  const installs = waits.getByRole('row', { name: /^Install/ })
  await installs.filter({ hasText: 'line 2' }).getByText('Install: after ship of line 2 (done)').waitFor()
  const delivers = waits.getByRole('row', { name: /^Deliver/ })
  await delivers.filter({ hasText: 'line 1' }).getByText('Invoice: after install of line 1').waitFor()
  assert.equal(await delivers.getByText('(done)').count(), 0)
  await page.getByRole('table', { name: 'Tasks of the plan' }).getByText('Install').first().waitFor()
  await lookTwice(page, 'order-plan-lines')

  const work = page.getByRole('table', { name: 'Work for the order, the longest due first' })
  const row = work.getByRole('row').filter({ hasText: 'line 1' })
  await row.getByRole('button', { name: 'Take on' }).click()
  await row.getByText('Accepted').waitFor()
  await row.getByRole('button', { name: 'Give back …' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Give it back', exact: true }).click()
  await row.getByText('Received').waitFor()
  await row.getByRole('button', { name: 'End …' }).click()
  await sheet.getByRole('button', { name: 'End it', exact: true }).click()
  await said(`Install the cooker, ${seen.number} has ended.`)
  await delivers.filter({ hasText: 'line 1' }).getByText('Invoice: after install of line 1 (done)').waitFor()
  await flow.until(seen.id, (one) => one.invoices.length === 1)

  // What waits for all of its kind, and for time, has a gate before it.
  const { id } = await flow.order([line('COOKER-9'), line('COOKER-1')])
  await page.goto(`${flow.server.url}/orders/${id}/plan`)
  await waits.getByRole('row', { name: /^Gate/ }).getByText('Delay: after look of line 1').waitFor()
  await waits
    .getByRole('row', { name: /^Survey/ })
    .getByText('not before')
    .waitFor()
  await delivers.getByText('Ship: after delay of lines 1, 2').first().waitFor()
  await lookTwice(page, 'order-plan-gate')

  await page.goto(`${flow.server.url}/patterns`)
  const of = 'of installed, version 1'
  const lines = page.getByRole('table', { name: `What is done for lines ${of}` })
  await lines.getByText('Install: “Install the cooker”, by installers').waitFor()
  await lines.getByText('ends as Done, Not possible (somebody looks at it)').waitFor()
  await lines.getByText('Cement: waits 1 day 2 hours').waitFor()
  await lines.getByText('Look: “Look at the wall”, by anybody').waitFor()
  const dependencies = page.getByRole('table', { name: `What waits for what ${of}` })
  const third = dependencies.getByRole('row').nth(3)
  assert.deepEqual(await third.locator('th, td').allTextContents(), [
    'Deliver: Ship',
    'Survey: Look',
    'those whose line.itemClass equals its line.itemClass',
    '4 hours later',
  ])
  await lookTwice(page, 'patterns-lines')
  await flow.lawful()
})

test('O-48 work is seen by those who may see operations, and done by those who may do them', async () => {
  const seen = await due('COOKER-1')
  const user = { name: 'Vera', login: 'vera', password: 'a long password of vera' }
  await flow.ok('/users', { ...user, grants: [{ company: 'SAMPLE', role: 'viewer' }] })
  await page.context().clearCookies()
  await page.goto(`${flow.server.url}/worklist?order=${seen.number}`)
  await page.getByLabel('Login').fill(user.login)
  await page.getByLabel('Password').fill(user.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await rowOf(seen).getByText('Received').waitFor()
  assert.equal(await rowOf(seen).getByRole('button').count(), 0)
})

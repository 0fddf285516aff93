import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  const place = { country: 'GB', rank: 1, autoConfirm: false }
  await flow.put('/locations', { ...place, code: 'HIGH', name: 'High Street' })
  await flow.put('/locations', { ...place, code: 'QUAY', name: 'Quay' })
  await flow.put('/locations', { ...place, code: 'STILL', name: 'Still' })
  await flow.put('/items', { sku: 'MUG-1', name: 'Blue mug', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.put('/items', { sku: 'JUG-1', name: 'Milk jug', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok(
    '/stock/opening',
    ['HIGH', 'QUAY'].flatMap((location) =>
      ['MUG-1', 'JUG-1'].map((sku) => ({ sku, location, quantity: '40', unitCost: '5' })),
    ),
  )
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

const person = (name: string, phone: string, email: string) => ({
  shipTo: { country: 'GB', name, phone, email, lines: ['1 Row'], city: 'York', postcode: 'YO1 7HH' },
})

/** An order of a mug and two jugs, ready at a store. */
async function ready(location: string, more: object = {}): Promise<Seen> {
  const line = { unitPrice: '10', net: '10.00', tax: '2.00', location }
  const lines = [
    { ...line, sku: 'MUG-1', quantity: '1' },
    { ...line, sku: 'JUG-1', quantity: '2' },
  ]
  const { id } = await flow.order(lines, { ...more })
  return flow.until(id, (one) => one.shipments.length === 1)
}

test('at the counter who comes is found, by the keyboard, and what is handed over is said, in part and whole', async () => {
  const inStore = { custom: { paymentMethods: ['store'], commerce: { paymentGroups: [{ inStore: true }] } } }
  const grace = await ready('HIGH', {
    ...person('Grace Hopper', '+44 7700 900123', 'grace@example.org'),
    ...inStore,
  })
  const ada = await ready('HIGH', person('Ada Lovelace', '+44 7700 900456', 'ada@example.org'))
  await ready('QUAY', person('Alan Turing', '+44 7700 900789', 'alan@example.org'))

  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Pick up' }).click()
  await page.getByLabel('Store').selectOption('High Street')
  const table = page.getByRole('table', { name: 'What waits to be picked up' })
  await table.getByText('Grace Hopper').waitFor()
  await table.getByText('Ada Lovelace').waitFor()
  assert.equal(await table.getByText('Alan Turing').count(), 0)
  await table.getByText('To be paid here: £34.00').waitFor()
  await lookTwice(page, 'pick-up')

  // A store that has nothing says so; somebody who is not there is another thing.
  await page.getByLabel('Store').selectOption('Still')
  await page.getByText('Nothing waits here to be picked up.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Show all' }).count(), 0)
  await lookTwice(page, 'pick-up-nothing')
  await page.getByLabel('Who is there?').fill('Nobody at all')
  await page.getByText('Nobody of that name or number has anything here.').waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByText('Nothing waits here to be picked up.').waitFor()
  await page.getByLabel('Store').selectOption('High Street')
  await table.getByText('Grace Hopper').waitFor()

  // Somebody is there: `/`, who it is, and into the row.
  await page.getByRole('heading', { name: 'Pick up' }).click()
  await page.keyboard.press('/')
  await page.keyboard.type('900456')
  await table.getByText('Grace Hopper').waitFor({ state: 'detached' })
  await table.getByText('Ada Lovelace').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog')
  await sheet.getByText(`Hand over ${ada.number}`).waitFor()
  await accessible(page, 'the sheet to hand over')
  await sheet.getByLabel('Milk jug').fill('1')
  await sheet.getByLabel('Blue mug').fill('0')
  await sheet.getByLabel('Fetched by').fill('Charles Babbage')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText(`${ada.number} was handed over.`).waitFor()
  const half = await flow.read(ada.id)
  const handed = half.shipments[0].lines.map((one: Seen) => [one.sku, one.requested, one.shipped])
  assert.deepEqual(handed.toSorted(), [
    ['JUG-1', '2', '1'],
    ['MUG-1', '1', '0'],
  ])

  // More than waits is told at its field; then all of it, on a phone.
  await page.getByLabel('Who is there?').fill(grace.number)
  await table.getByText('Ada Lovelace').waitFor({ state: 'detached' })
  await page.setViewportSize({ width: 390, height: 844 })
  await table.getByRole('button', { name: 'Hand over' }).click()
  await sheet.getByLabel('Blue mug').fill('-1')
  await sheet.getByRole('button', { name: 'Hand over', exact: true }).click()
  await sheet.locator('[aria-invalid="true"]').waitFor()
  await lookTwice(page, 'pick-up-hand-over')
  await sheet.getByLabel('Blue mug').fill('3')
  await sheet.getByLabel('Milk jug').fill('5')
  await sheet.getByRole('button', { name: 'Hand over', exact: true }).click()
  await sheet.getByText('at most 1 can be handed over').waitFor()
  await sheet.getByText('at most 2 can be handed over').waitFor()
  await sheet.getByLabel('More than waits').waitFor()
  await lookTwice(page, 'pick-up-too-much')
  await sheet.getByLabel('Milk jug').fill('2')
  await sheet.getByLabel('Blue mug').fill('1')
  await sheet.getByRole('button', { name: 'Hand over', exact: true }).click()
  await page.getByRole('status').getByText(`${grace.number} was handed over.`).waitFor()
  assert.equal((await flow.read(grace.id)).shipments[0].state, 'shipped')

  // The store is remembered, and kept longer is told.
  await page.getByLabel('Store').selectOption('Quay')
  await page.goto(`${flow.server.url}/pick-up`)
  await table.getByText('Alan Turing').waitFor()
  await table.getByRole('button', { name: 'Keep' }).click()
  await sheet.getByLabel('Until').fill('2027-01-31')
  await accessible(page, 'the sheet to keep')
  await sheet.getByRole('button', { name: 'Keep', exact: true }).click()
  await table.getByText('31 Jan 2027').waitFor()
  await lookTwice(page, 'pick-up-kept')
  await flow.lawful()
})

test('C13-11 the store says what it accepts and what it has picked, in part and whole, and sees how far it is', async () => {
  await page.setViewportSize({ width: 1280, height: 900 })
  const { number, id } = await ready('HIGH', person('Mary Shelley', '+44 7700 900321', 'mary@example.org'))
  await page.goto(`${flow.server.url}/pick-up?place=HIGH`)
  const table = page.getByRole('table', { name: 'What waits to be picked up' })
  const row = table.getByRole('row').filter({ hasText: number })
  const sheet = page.getByRole('dialog')
  await row.getByText('2 to accept').waitFor()
  assert.equal(await row.getByRole('button', { name: 'Pick …' }).count(), 0)
  await row.getByRole('button', { name: 'Accept …' }).click()
  await sheet.getByLabel('Milk jug').fill('3')
  await accessible(page, 'the sheet to accept')
  await sheet.getByRole('button', { name: 'Accept', exact: true }).click()
  await sheet.getByText('at most 2').waitFor()
  await sheet.getByLabel('Milk jug').fill('1')
  await sheet.getByRole('button', { name: 'Accept', exact: true }).click()
  await page.getByRole('status').getByText(`${number} is accepted.`).waitFor()
  await row.getByText('1 to accept, 1 to pick').waitFor()
  await row.getByRole('button', { name: 'Pick …' }).click()
  await sheet.getByRole('button', { name: 'Pick', exact: true }).click()
  await page.getByRole('status').getByText(`${number} is picked.`).waitFor()
  await row.getByText('1 to accept, 1 picked').waitFor()
  await lookTwice(page, 'pick-up-picked')
  await row.getByRole('button', { name: 'Hand over …' }).click()
  await sheet.getByRole('button', { name: 'Hand over', exact: true }).click()
  await page.getByRole('status').getByText(`${number} was handed over.`).waitFor()
  assert.equal((await flow.read(id)).shipments[0].state, 'shipped')
  await flow.lawful()
})

test('C13-1 a store sees what is on its way to it and receives it, and another what it has to bring', async () => {
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'GB', transitDays: 1 })
  const shop = { country: 'GB', rank: 1, autoConfirm: false, transferMethod: 'van' }
  await flow.put('/locations', { ...shop, code: 'HIGH', name: 'High Street' })
  await flow.put('/items', { sku: 'PAN-1', name: 'Copper pan', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'PAN-1', location: 'QUAY', quantity: '6', unitCost: '5' }])
  const line = { sku: 'PAN-1', unitPrice: '10', net: '30.00', tax: '6.00', location: 'HIGH', quantity: '3' }
  const { id, number } = await flow.order([line], person('Rosa Parks', '+44 7700 900222', 'rosa@example.org'))
  await flow.until(id, (one) => one.timeline.some((fact: Seen) => fact.act === 'bring'))

  await page.goto(`${flow.server.url}/pick-up?place=QUAY`)
  const going = page.getByRole('table', { name: 'To be brought to other stores' })
  const sheet = page.getByRole('dialog')
  await going.getByText('3 × Copper pan').waitFor()
  await lookTwice(page, 'pick-up-to-bring')
  await going.getByRole('button', { name: 'Send …' }).click()
  await accessible(page, 'the sheet to send')
  await sheet.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('status').getByText(`for ${number} is on its way`).waitFor()

  await page.goto(`${flow.server.url}/pick-up?place=HIGH`)
  const coming = page.getByRole('table', { name: 'On its way here' })
  await coming.getByText('3 × Copper pan').waitFor()
  await coming.getByRole('button', { name: 'Receive …' }).click()
  await accessible(page, 'the sheet to receive')
  await sheet.getByLabel('Copper pan').fill('2')
  await sheet.getByLabel('Lost').fill('4')
  await sheet.getByRole('button', { name: 'Receive', exact: true }).click()
  await sheet.getByText('at most 3').waitFor()
  await sheet.getByLabel('Lost').fill('0')
  await sheet.getByRole('button', { name: 'Receive', exact: true }).click()
  await page.getByRole('status').getByText(`What came for ${number} is here.`).waitFor()
  await coming.getByText('1 × Copper pan').waitFor()
  await flow.until(id, (one) => one.shipments.length === 1)
  await page.reload()
  const waiting = page.getByRole('table', { name: 'What waits to be picked up' })
  await waiting.getByRole('row').filter({ hasText: number }).waitFor()
  await lookTwice(page, 'pick-up-on-its-way')
  await flow.lawful()
})

test('the room to hand over is there for those alone who may say what was handed over', async () => {
  const user = { name: 'Vera', login: 'vera', password: 'a long password of vera' }
  const grants = (role: string) => [{ company: 'SAMPLE', role }]
  await flow.ok('/users', { ...user, grants: grants('viewer') })
  const other = await browser.context.browser()?.newContext()
  const context = other ?? browser.context
  await context.clearCookies()
  const seen = await context.newPage()
  await seen.goto(`${flow.server.url}/orders`)
  await seen.getByLabel('Login').fill(user.login)
  await seen.getByLabel('Password').fill(user.password)
  await seen.getByRole('button', { name: 'Sign in' }).click()
  const rooms = seen.getByRole('navigation', { name: 'Rooms' })
  await rooms.getByRole('link', { name: 'Strays' }).waitFor()
  assert.equal(await rooms.getByRole('link', { name: 'Pick up' }).count(), 0)
})

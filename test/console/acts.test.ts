import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { accessible, signIn } from './look.ts'
import { RunningConsole, type Row } from './running.ts'

let shown: RunningConsole
let page: Page
before(async () => {
  shown = await RunningConsole.open()
  page = shown.page
  await signIn(page, shown.server, '/orders')
})
after(() => shown.close())

test('a receipt is refused at the field that is wrong, then taken', async () => {
  const order = await shown.findOrder((one) => one.account !== null)
  assert.ok(order)
  await shown.go(`/receipts?account=${encodeURIComponent(order.account!.number)}`)
  const before_ = await page.locator('main tbody tr').count()
  const sheet = await shown.sheet('Take a receipt …')
  await sheet.getByLabel('Customer account').fill('no-such-account')
  await sheet.getByLabel('Amount').fill('1.00')
  await sheet.getByLabel('Currency').fill(order.currency)
  await sheet.getByRole('button', { name: 'Take the receipt' }).click()
  await sheet.getByRole('alert').waitFor()
  await accessible(page, 'a refused receipt')
  await sheet.getByLabel('Customer account').fill(order.account!.number)
  await sheet.getByRole('button', { name: 'Take the receipt' }).click()
  await sheet.waitFor({ state: 'detached' })
  await shown.until(`document.querySelectorAll('main tbody tr').length > ${Math.min(before_, 49)}`)
})

test('what a receipt has left is applied to a later invoice of its account', async () => {
  const account = 'GB-0001'
  const amount = { amount: '1000000.00', currency: 'GBP' }
  const receipt = await shown.send('POST', '/receipts', { account, amount, method: 'card' })
  await shown.send('POST', '/orders', {
    source: 'webshop',
    externalId: 'console-apply',
    customer: { account },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'KIT-101', quantity: '1' }],
  })
  const end = Date.now() + 20_000
  while ((await shown.api<{ rows: Row[] }>(`/receivables?account=${account}`)).rows.length === 0) {
    assert.ok(Date.now() < end, 'the order was not billed')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await shown.go(`/receipts/${receipt.id}`)
  const sheet = await shown.sheet('Apply …')
  await shown.until(`document.querySelectorAll('[name="invoice"] option').length === 2`)
  await accessible(page, 'the sheet of an application')
  await sheet.getByLabel('Invoice that is paid first').selectOption({ index: 1 })
  await sheet.getByRole('button', { name: 'Apply it' }).click()
  await sheet.waitFor({ state: 'detached' })
  await page.getByRole('cell', { name: 'Named' }).waitFor()
  assert.deepEqual((await shown.api<{ rows: Row[] }>(`/receivables?account=${account}`)).rows, [])
})

test('a shipped line is returned, and the return stands among the documents', async (t) => {
  const order = await shown.findOrder((one) =>
    one.fulfillmentLines.some((part) => Number(part.shipped) - Number(part.returned) >= 1),
  )
  if (order === undefined) return t.skip('the sample company has shipped nothing')
  await shown.go(`/orders/${order.id}`)
  const sheet = await shown.sheet('Return …')
  await sheet.getByLabel(/^Quantity/).fill('1000000')
  await sheet.getByLabel('Reason').fill('Too large')
  await sheet.getByRole('button', { name: 'Take it back' }).click()
  await sheet.getByRole('alert').waitFor()
  await sheet.getByLabel(/^Quantity/).fill('1')
  await sheet.getByRole('button', { name: 'Take it back' }).click()
  await sheet.waitFor({ state: 'detached' })
  await shown.go(`/orders/${order.id}/documents`)
  await page.getByRole('heading', { name: /^Returns/ }).waitFor()
  await page.getByRole('cell', { name: 'Too large' }).first().waitFor()
})

test('a shipment is confirmed in part and stays open for the rest', async (t) => {
  const order = await shown.findOrder((one) =>
    one.shipments.some(
      (shipment) =>
        shipment.state === 'requested' && shipment.lines.some((line) => Number(line.requested) > 1),
    ),
  )
  if (order === undefined) return t.skip('no shipment of the sample company waits for a confirmation')
  await shown.go(`/orders/${order.id}/documents`)
  const sheet = await shown.sheet('Confirm …')
  for (const field of await sheet.getByRole('textbox').all()) await field.fill('')
  await sheet.getByRole('textbox').first().fill('1')
  await sheet.getByRole('button', { name: 'Confirm the shipment' }).click()
  await sheet.waitFor({ state: 'detached' })
  await page.getByText('Partially shipped').first().waitFor()
})

test('an order shows where it goes, its customer the sites, and an erased one that it was erased', async () => {
  const order = await shown.send('POST', '/orders', {
    source: 'webshop',
    externalId: 'console-address',
    customer: { account: 'ADDRESSED', create: { name: 'Zelda Quill' } },
    currency: 'GBP',
    shipTo: { country: 'GB', name: 'Zelda Quill', lines: ['7 Hidden Lane'], city: 'Quillton' },
    lines: [{ sku: 'KIT-101', quantity: '1' }],
  })
  await shown.go(`/orders/${order.id}`)
  await page.getByText('7 Hidden Lane').waitFor()
  await accessible(page, 'an order with an address')
  await shown.go('/customers/ADDRESSED')
  await page.getByText('7 Hidden Lane').waitFor()
  await shown.send('PUT', '/customers/ADDRESSED/erasure', { reason: 'asked by letter', force: true })
  await shown.go('/customers/ADDRESSED')
  await page.getByText(/asked by letter \(forced\)/).waitFor()
  await accessible(page, 'a customer that was erased')
  await shown.go(`/orders/${order.id}`)
  await page.getByText('The address was erased').waitFor()
})

test('a hold is released with a reason, which the timeline tells', async (t) => {
  const order = await shown.findOrder((one) => one.holds.some((hold) => !hold.released))
  if (order === undefined) return t.skip('no order of the sample company is held')
  await shown.go(`/orders/${order.id}`)
  const sheet = await shown.sheet('Release …')
  await sheet.getByLabel('Reason').fill('Checked by the console test')
  await sheet.getByRole('button', { name: 'Release the hold' }).click()
  await sheet.waitFor({ state: 'detached' })
  await shown.go(`/orders/${order.id}/timeline`)
  await page.getByRole('list').getByText('Checked by the console test').waitFor()
})

test('O-40 the priority of an order is changed with a reason, which the timeline tells', async (t) => {
  const order = await shown.findOrder((one) => one.state === 'in_progress')
  if (order === undefined) return t.skip('no order of the sample company is in progress')
  await shown.go(`/orders/${order.id}`)
  const sheet = await shown.sheet('Change its priority …')
  await sheet.getByLabel('Priority').fill('9')
  await sheet.getByLabel('Reason').fill('Hurried by the console test')
  await sheet.getByRole('button', { name: 'Change the priority' }).click()
  await sheet.waitFor({ state: 'detached' })
  await shown.go(`/orders/${order.id}/timeline`)
  await page.getByRole('list').getByText('Hurried by the console test').waitFor()
})

test('O-72 an order that waits is cancelled with a reason, which the timeline tells', async () => {
  const order = await shown.send('POST', '/orders', {
    source: 'webshop',
    externalId: 'CANCELLED-1',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    prepaid: true,
    shipTo: { country: 'GB' },
    lines: [{ sku: 'KIT-101', quantity: '2' }],
  })
  await shown.go(`/orders/${order.id}`)
  const sheet = await shown.sheet('Cancel …')
  await sheet.getByLabel('Line').fill('7')
  await sheet.getByLabel('Reason').fill('Cancelled by the console test')
  await sheet.getByRole('button', { name: 'Cancel what has not left' }).click()
  await sheet.getByText('the order has no line 7').waitFor()
  await accessible(page, 'a cancellation that is refused')
  await sheet.getByLabel('Line').fill('')
  await sheet.getByRole('button', { name: 'Cancel what has not left' }).click()
  await sheet.waitFor({ state: 'detached' })
  await page.getByText('Cancelled', { exact: true }).first().waitFor()
  await shown.go(`/orders/${order.id}/timeline`)
  await page.getByRole('list').getByText('Cancelled by the console test').waitFor()
})

test('C-23 a time of remorse is ended in its place, with a reason, and then it can no longer be', async () => {
  await shown.send('PUT', '/source-systems', { code: 'booth', name: 'Booth', remorseMinutes: 60 })
  await shown.send('PUT', '/recognition-rules', {
    name: 'booth',
    condition: 'order.source == "booth"',
    orderType: 'standard',
  })
  const order = await shown.send('POST', '/orders', {
    source: 'booth',
    externalId: 'REMORSE-1',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'KIT-101', quantity: '1' }],
  })
  await shown.go(`/orders/${order.id}`)
  const sheet = await shown.sheet('End it …')
  await sheet.getByLabel('Reason').fill('She called and wants it today')
  await sheet.getByRole('button', { name: 'Let it go on' }).click()
  await sheet.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'End it …' }).waitFor({ state: 'detached' })
  await shown.go(`/orders/${order.id}/timeline`)
  await page.getByRole('list').getByText('She called and wants it today').waitFor()
})

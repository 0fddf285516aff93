import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { lookTwice, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  browser = await openBrowser()
  page = await browser.context.newPage()
  await page.setViewportSize({ width: 1280, height: 860 })
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('C12-1 C12-2 a key leads to the search of everything, and a phone number to the customer with all it did', async () => {
  const maria = { number: 'CALLER', kind: 'person', name: 'Maria Zephyr', email: 'maria@zephyr.example' }
  await flow.put('/customer-accounts', { ...maria, currency: 'GBP', shipToCountry: 'GB' })
  // Nothing of it is in stock: the order waits, and can be held.
  await flow.put('/items', { sku: 'RARE-V', name: 'Rare', itemClass: 'kitchen', taxCode: 'standard' })
  const made = await flow.order([{ sku: 'RARE-V', quantity: '1', net: '10.00', tax: '2.00' }], {
    customer: { account: 'CALLER' },
    shipTo: {
      country: 'GB',
      name: 'Maria Zephyr',
      lines: ['7 Lane'],
      postcode: 'ZQ1 1LL',
      phone: '+44 20 7946 0321',
    },
  })
  await flow.ok(`/orders/${made.id}/holds`, { code: 'call', reason: 'Call first' })
  await signIn(page, flow.server, '/orders')
  await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()

  await page.keyboard.press('s')
  await page.keyboard.type('zz-nothing')
  await page.keyboard.press('Enter')
  await page.getByText('Nothing is known by this.').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('s')
  await page.getByLabel('Search everything').fill('020 7946 0321')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'CALLER' }).waitFor()
  await lookTwice(page, 'search')

  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Maria Zephyr' }).waitFor()
  await page.getByText('Call first').waitFor()
  await page.getByText('Since the beginning').waitFor()
  await lookTwice(page, 'customer')
})

test('what is typed while a filter is on its way into the address stays, and an address that changes by itself wins', async () => {
  await page.goto(`${flow.server.url}/orders`)
  const field = page.getByLabel('Search', { exact: true })
  await field.waitFor()
  await field.focus()
  // The next letter comes in the very moment in which the address changes.
  await page.evaluate(`(() => {
    const input = document.activeElement
    const replace = history.replaceState.bind(history)
    history.replaceState = (...state) => {
      history.replaceState = replace
      replace(...state)
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, 'A-12')
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
  })()`)
  await field.pressSequentially('A-1')
  await page.waitForURL(/q=A-12/)
  assert.equal(await field.inputValue(), 'A-12')
  await page.evaluate(`history.pushState(null, '', '?q=other')`)
  await page.goBack()
  await page.waitForURL(/q=A-12/)
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.waitForURL((url) => url.search === '')
  // The field follows the address when it is drawn again.
  await page.getByRole('button', { name: 'Show all' }).waitFor({ state: 'detached' })
  assert.equal(await field.inputValue(), '')
})

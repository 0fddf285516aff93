import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { GATEWAY_TOKEN, PaymentsProcess } from '../support/payments-process.ts'
import { startTestServer } from '../support/server.ts'
import { channelInput, signed } from '../support/shop.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { lookTwice, signIn } from './look.ts'

let gateway: PaymentsProcess
let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  gateway = await PaymentsProcess.start()
  const limits = {
    DOCKET_PAYMENTS_CARDS_URL: gateway.url,
    DOCKET_PAYMENTS_CARDS_TOKEN: GATEWAY_TOKEN,
    DOCKET_PAYMENT_TIMEOUT_MS: '1000',
  }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  browser = await openBrowser()
  page = await browser.context.newPage()
})
after(async () => {
  await browser?.close()
  await flow?.close()
  await gateway?.stop()
})

const row = (text: string) => page.getByRole('row').filter({ hasText: text })

test('C-31 C14-4 a payment in doubt is shown with when it is asked again and who does so at once; one that was given is not among them', async () => {
  const { functions } = await flow.put('/channels/shop', channelInput({ gateways: { card: 'cards' } }))
  const pay = async (orderId: string) => {
    const bytes = JSON.stringify({
      transactionType: '0100',
      orderId,
      paymentId: `pg-${orderId}`,
      transactionId: `${orderId}-pg-${orderId}-1458555741310`,
      transactionTimestamp: '2026-03-21T10:22:21+0000',
      paymentMethod: 'card',
      gatewayId: 'docket',
      amount: '000000012575',
      currencyCode: 'GBP',
      cardDetails: { token: 'tok_secret_1', cvv: '123', maskedCardNumber: 'xxxxxxxxxxxx1111' },
    })
    const headers = { 'content-type': 'application/json', ...signed(bytes) }
    const answer = await fetch(flow.server.url + functions['card-payment'], {
      method: 'POST',
      headers,
      body: bytes,
    })
    return { status: answer.status, said: await answer.text() }
  }
  assert.equal((await pay('o-given')).status, 200)
  await gateway.behave({ lose: 1 })
  const { status, said } = await pay('o-lost')
  assert.equal(status, 503, said)
  await signIn(page, flow.server, '/payments')
  await row('o-given').getByText('Approved').waitFor()
  await row('o-given')
    .getByText(/^Given back/)
    .waitFor()
  await row('o-lost').getByText('In doubt').waitFor()
  await row('o-lost')
    .getByText(/^Asked again/)
    .waitFor()
  await lookTwice(page, 'payments')
  await page.getByLabel('Which').selectOption('troubled')
  await row('o-given').waitFor({ state: 'detached' })
  await row('o-lost').getByRole('link', { name: 'of cards' }).click()
  await page.getByRole('heading', { level: 1, name: 'payments-cards' }).waitFor()
  await page.getByRole('table', { name: 'Processes that run it' }).getByText('Alive').waitFor()
})

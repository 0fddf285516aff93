import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { installSample } from '../../src/channels/index.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'
import { GATEWAY_TOKEN, PaymentsProcess } from '../support/payments-process.ts'
import { channelInput, signed } from '../support/shop.ts'
import { DocketProcess, newApiKey } from './process.ts'

let database: TestDatabase
let gateway: PaymentsProcess
let docket: DocketProcess
const apiKey = newApiKey()
before(async () => {
  database = await testDatabase('payments')
  await installSample(database.door, database.db)
  gateway = await PaymentsProcess.start()
  process.env['DOCKET_PAYMENTS_CARDS_URL'] = gateway.url
  process.env['DOCKET_PAYMENTS_CARDS_TOKEN'] = GATEWAY_TOKEN
  docket = await DocketProcess.start({ databaseUrl: database.url }, apiKey)
})
after(async () => {
  await docket.stop()
  await gateway.stop()
  await database.close()
})

test('C-31 killed between the answer of the gateway and its commit, Docket asks by the same key, and the card is charged once', async () => {
  const saved = await fetch(`${docket.url}/api/v1/channels/shop`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'docket-company': 'SAMPLE',
    },
    body: JSON.stringify(channelInput({ gateways: { card: 'cards' } })),
  })
  assert.ok(saved.status < 300, await saved.clone().text())
  const path = ((await saved.json()) as { functions: Record<string, string> }).functions['card-payment']!
  const transactionId = 'o1-pg1-1458555741310'
  const body = JSON.stringify({
    transactionType: '0100',
    orderId: 'o1',
    paymentId: 'pg1',
    transactionId,
    paymentMethod: 'card',
    amount: '000000012575',
    currencyCode: 'GBP',
    cardDetails: { token: 'tok_1' },
  })
  const ask = async () => {
    const headers = { 'content-type': 'application/json', ...signed(body) }
    const response = await fetch(docket.url + path, { method: 'POST', headers, body })
    const answer = (await response.json()) as { authorizationResponse?: { responseCode: string } }
    return { status: response.status, code: answer.authorizationResponse?.responseCode }
  }
  // The gateway does it at once, and its answer is on its way for five seconds.
  await gateway.behave({ delayMs: 5000 })
  const cut = ask().catch(() => undefined)
  while ((await gateway.transactions(transactionId)).length === 0) await sleep(20)
  await docket.kill()
  await cut
  const left = await database.sql<{ state: string }>('select state from channels.payment_work')
  assert.deepEqual(left, [{ state: 'asking' }])
  await gateway.behave({ delayMs: 0 })
  await docket.start()
  // The lease of the dead one runs out first.
  const end = performance.now() + 40_000
  let told = await ask()
  while (told.status === 503 && performance.now() < end) told = await ask()
  assert.deepEqual(told, { status: 200, code: '1000' })
  const [one, ...others] = await gateway.transactions(transactionId)
  assert.deepEqual([one!.came, one!.answer.result, others.length], [2, 'approved', 0])
  const rows = await database.sql<{ outcome: string; attempt: number }>(
    'select outcome, attempt from channels.payment_answer',
  )
  assert.deepEqual(rows, [{ outcome: 'approved', attempt: 2 }])
})

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, SECRET } from '../support/shop.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

// What a shop says of its day is compared with what is here, and what never came is fetched from it.
let folder: string
let shop: ShopProcess
let flow: Flow
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shop-'))
  shop = await ShopProcess.start(join(folder, 'shop.json'))
  flow = new Flow(
    await startTestServer({
      sample: true,
      limits: { DOCKET_ALERT_EVERY_SECONDS: '1', DOCKET_PRIVATE_WEBHOOKS: 'yes' },
    }),
  )
  const channel = channelInput({ baseUrl: shop.url }, { applicationKey: SHOP_KEY, signingSecrets: [SECRET] })
  await flow.put('/channels/shop', channel)
})
after(async () => {
  await flow.close()
  await shop.stop()
  rmSync(folder, { recursive: true })
})

const DAY = '2026-03-02'
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const get = async (path: string): Promise<Seen> => {
  const answer = await flow.server.request('GET', `/api/v1${path}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const until = async <T>(what: string, find: () => Promise<T | undefined | false>): Promise<T> => {
  const end = performance.now() + 40_000
  for (;;) {
    const found = await find()
    if (found !== undefined && found !== false) return found
    assert.ok(performance.now() < end, `waited too long: ${what}`)
    await sleep(100)
  }
}
const alertOf = async (condition: string, subject: string): Promise<Seen> =>
  (await get('/monitoring/alerts')).rows.find(
    (row: Seen) => row.condition === condition && row.subject === subject,
  )
const state = (body: object, day = DAY, channel = 'shop') =>
  flow.put(`/channels/${channel}/reconciliations/${day}`, body)
const rowsOf = ({ rows }: Seen) => rows.map((one: Seen) => [one.what, one.order, one.there, one.here])
const sold = (externalId: string, net: string) =>
  flow.order([{ sku: 'KIT-101', quantity: '1', net, tax: '0.00' }], {
    externalId,
    placedAt: `${DAY}T12:00:00Z`,
  })

test('P-79 a day that agrees with the shop raises nothing; every difference is listed and raises one alert', async () => {
  await sold('o1', '10.00')
  await sold('o2', '20.00')
  const both = [
    { id: 'o1', total: gbp('10.00') },
    { id: 'o2', total: gbp('20.00') },
  ]
  const agreed = await state({ count: 2, totals: [gbp('30.00')], orders: both })
  assert.deepEqual([agreed.outcome, agreed.rows, agreed.here], ['agrees', [], agreed.there])
  assert.deepEqual((await state({ count: 2, totals: [gbp('30.00')] })).rows, [])
  assert.deepEqual(rowsOf(await state({ count: 3, totals: [gbp('35.00')] })), [
    ['count', null, '3', '2'],
    ['total', null, '35.00', '30.00'],
  ])
  await sold('o5', '5.00')
  const differing = await state({
    count: 4,
    orders: [
      { id: 'o1', total: gbp('11.00') },
      { id: 'o3', total: gbp('7.00') },
      { id: 'o2', total: gbp('20.00') },
      { id: 'o2', total: gbp('20.00') },
    ],
  })
  assert.deepEqual([differing.outcome, differing.differences], ['differs', 4])
  assert.deepEqual(rowsOf(differing).slice(0, 4), [
    ['duplicate', 'o2', '20.00', '20.00'],
    ['missing_here', 'o3', '7.00', null],
    ['missing_there', 'o5', null, '5.00'],
    ['other_amount', 'o1', '11.00', '10.00'],
  ])
  const subject = `marketplace ${DAY}`
  const alert = await until('the alert', () => alertOf('reconciliation-differs', subject))
  assert.match(alert.says, /^4 differences with marketplace of 2026-03-02, first o2, stated twice/)
  assert.deepEqual(alert.atRisk, gbp('13.00'))
  assert.equal(alert.page, 'docs/operating/reconciliation.md')

  // What comes settles by itself; the rest when it is stated rightly.
  await sold('o3', '7.00')
  await until('o3 to settle', async () => {
    const seen = await get(`/channels/marketplace/reconciliations/${DAY}`)
    return (
      seen.differences === 3 && seen.rows.some((one: Seen) => one.order === 'o3' && one.settledAt !== null)
    )
  })
  await state({ count: 4, totals: [gbp('42.00')] })
  await until(
    'the alert to end',
    async () => (await alertOf('reconciliation-differs', subject)) === undefined,
  )
  assert.deepEqual(
    (await get('/channels/shop/reconciliations')).rows.map((one: Seen) => [one.day, one.outcome, one.listed]),
    [[DAY, 'agrees', false]],
  )
})

test('P-79 a day that has not begun in the company is refused, with everything else that is wrong, and today is not', async () => {
  const put = (day: string, body: object) =>
    flow.server.request('PUT', `/api/v1/channels/shop/reconciliations/${day}`, body)
  const refused = await put('2030-01-01', { count: 1, orders: [] })
  assert.equal(refused.status, 422, refused.bytes.toString())
  assert.deepEqual(
    refused.body.errors.map(({ path, code }: Seen) => `${path} ${code}`),
    ['/day in_future', '/count wrong_count'],
  )
  // Far east of the shop it is tomorrow already; the day is the company's.
  const inZone = (date: Date) => date.toLocaleDateString('sv', { timeZone: 'Europe/London' })
  const [now] = await flow.server.database.sql<{ now: Date }>('select now() as now')
  assert.equal((await put(inZone(now!.now), { count: 0 })).status, 200)
  const tomorrow = inZone(new Date(now!.now.getTime() + 86_400_000))
  assert.deepEqual(
    (await put(tomorrow, { count: 0 })).body.errors?.map(({ path }: Seen) => path),
    ['/day'],
  )
  const { rows } = await get('/channels/shop/reconciliations')
  assert.ok(rows.every((one: Seen) => one.day < tomorrow))
})

test('P-79 N-8 an order that the shop has and never sent is found by its day, fetched from the shop, and settles', async () => {
  const placed = await shop.ok('POST', '/orders', {
    items: [{ sku: 'KIT-101', quantity: 1 }],
    currency: 'GBP',
  })
  const { total, currencyCode } = placed.priceInfo
  const stated = { id: placed.id, total: { amount: String(total), currency: currencyCode } }
  const day = new Date(placed.submittedDate).toISOString().slice(0, 10)
  assert.deepEqual(rowsOf(await state({ count: 1, orders: [stated] }, day)), [
    ['missing_here', placed.id, total.toFixed(2), null],
  ])
  await until('the alert', () => alertOf('reconciliation-differs', `marketplace ${day}`))
  const fetch = (order: string) => flow.server.request('POST', `/api/v1/channels/shop/orders/${order}/fetch`)
  const taken = await fetch(placed.id)
  assert.equal(taken.status, 202, taken.bytes.toString())
  await until('it settles', async () => {
    const { body } = await flow.server.request('GET', '/api/v1/channels/shop/messages')
    const seen = await get(`/channels/shop/reconciliations/${day}`)
    return (
      seen.outcome === 'agrees' ||
      (assert.ok(body.rows[0].outcome !== 'draft', JSON.stringify(body.rows)), false)
    )
  })
  await until(
    'the alert to end',
    async () => (await alertOf('reconciliation-differs', `marketplace ${day}`)) === undefined,
  )
  // Twice is once, and what the shop does not have cannot be fetched.
  await fetch(placed.id)
  const [row] = await flow.server.database.sql<{ count: bigint }>(
    'select count(*) as count from orders.list where external_id = $1',
    [placed.id],
  )
  assert.equal(row!.count, 1n)
  assert.equal((await fetch('o999999')).status, 404)
  await shop.ok('PUT', '/switches', { answers: { fail: 5, status: 503 } })
  assert.equal((await fetch(placed.id)).status, 502)
  await flow.put('/channels/silent', channelInput())
  const asked = await flow.server.request('POST', '/api/v1/channels/silent/orders/o1/fetch')
  assert.deepEqual([asked.status, asked.body.code], [422, 'cannot_be_asked'])
})

test('P-79 a day whose counts were not stated in time is told of until they are', async () => {
  await flow.put('/expectations/channel/webshop', { reconciledWithinHours: 2 })
  // Nothing is missed of days before it was stated. Each sixth look asks for it.
  for (let look = 0; look < 6; look += 1) await flow.run('alerts')
  assert.equal(await alertOf('reconciliation-missing', 'webshop'), undefined)
  await flow.server.database.sql(
    "update monitoring.expectation set stated_at = stated_at - interval '3 days' where code = 'webshop'",
  )
  const alert = await until('the alert', () => alertOf('reconciliation-missing', 'webshop'))
  assert.ok([2, 3].includes(alert.facts.days.length), JSON.stringify(alert.facts))
  for (const day of alert.facts.days) await state({ count: 0 }, day, 'webshop')
  await until(
    'the alert to end',
    async () => (await alertOf('reconciliation-missing', 'webshop')) === undefined,
  )
})

test('P-79 what cannot be compared is refused with everything that is wrong', async () => {
  const answer = await flow.server.request('PUT', `/api/v1/channels/shop/reconciliations/${DAY}`, {
    count: 2,
    totals: [gbp('1.00'), gbp('x')],
    orders: [{ id: 'o1', total: { amount: '-1.00', currency: 'GBP' } }],
  })
  assert.equal(answer.status, 422)
  assert.deepEqual(
    answer.body.errors.map((one: Seen) => one.path),
    ['/orders/0/total', '/totals/1', '/totals', '/count'],
  )
  const nowhere = await flow.server.request('PUT', `/api/v1/channels/nowhere/reconciliations/${DAY}`, {
    count: 0,
  })
  assert.equal(nowhere.status, 404)
})

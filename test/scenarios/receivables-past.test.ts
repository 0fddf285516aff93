import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const get = async (path: string): Promise<Seen> => {
  const answer = await flow.server.request('GET', `/api/v1${path}`)
  assert.equal(answer.status, 200, `${path}: ${answer.bytes.toString()}`)
  return answer.body
}

async function payer(number: string): Promise<string> {
  const customer = { number, kind: 'organization', name: number, currency: 'GBP', shipToCountry: 'GB' }
  await flow.put('/customer-accounts', customer)
  return number
}

async function billed(account: string, net: string, tax: string) {
  const made = await flow.order([{ sku: 'KIT-101', quantity: '1', unitPrice: net, net, tax }], {
    customer: { account },
  })
  const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  return { orderId: made.id as string, invoiceId: order.invoices[0].id as string }
}

const pay = (account: string, amount: string, more: object = {}) =>
  flow.ok('/receipts', { account, amount: { amount, currency: 'GBP' }, method: 'transfer', ...more })

/** What is open, page by page, each page with the aging over all. */
async function receivables(query: string) {
  const rows: unknown[] = []
  let more = ''
  for (;;) {
    const page = await get(`/receivables?limit=2${query}${more}`)
    for (const row of page.rows) rows.push([row.invoiceId, row.dueOn, row.open.amount])
    const total = page.aging.length === 0 ? '0.00' : page.aging[0].total.amount
    assert.ok(page.agingComplete && page.aging.length < 2)
    if (page.next === null) return { total, rows }
    more = `&after=${encodeURIComponent(page.next)}`
  }
}

async function control(query: string): Promise<string> {
  const { rows } = await get(`/ledger/trial-balance${query}`)
  return rows.find((row: Seen) => row.control === 'receivable').balance.amount
}

test('what was open at the end of a past date is the receivable account of its trial balance', async () => {
  const [first, second] = [await payer('PAST-1'), await payer('PAST-2')]
  const today = (await get('/receivables')).asOf
  const seen: { pos: string; all: object; own: object; control: string }[] = []
  const endOfDay = async () =>
    seen.push({
      pos: (await get('/ledger/trial-balance')).pos,
      all: await receivables(''),
      own: await receivables('&account=PAST-1'),
      control: await control(''),
    })
  await endOfDay()
  const a = await billed(first, '100.00', '20.00')
  const b = await billed(second, '50.00', '10.00')
  await endOfDay()
  await pay(first, '30.00', { orderId: a.orderId })
  await endOfDay()
  // What came too late bears the day on which it was received; the books know it from when it was recorded.
  await pay(second, '60.00', { orderId: b.orderId, receivedOn: addDays(today, -5) })
  const c = await billed(first, '10.00', '2.00')
  await endOfDay()
  await pay(first, '102.00', { invoiceIds: [a.invoiceId, c.invoiceId] })
  await endOfDay()
  const back = await flow.ok('/returns', {
    orderId: b.orderId,
    reason: 'broken',
    lines: [{ lineNo: 1, quantity: '1', unitPrice: '20' }],
  })
  assert.equal(back.onAccount.amount, '24.00')
  await endOfDay()
  await billed(second, '30.00', '6.00')
  await flow.ok(`/invoices/${back.creditMemoId}/apply`, {})
  await pay(first, '5.00')
  await endOfDay()
  await flow.lawful()

  // Each of these days is moved to a date of its own; the last one is today.
  const dates = seen.map((_, place) => addDays(today, place + 1 - seen.length))
  await flow.server.database.sql(
    `update platform.company_log g set at = g.at - make_interval(days => d.days) from (
       select pos, lag(pos, 1, 0) over (order by pos) as after_pos, count(*) over () - row_number() over (order by pos) as n
       from unnest($1::bigint[]) as pos
     ) p cross join lateral (select p.n::integer as days) d
     where g.company_id = (select company_id from organization.company where code = 'SAMPLE') and g.pos > p.after_pos and g.pos <= p.pos`,
    [seen.map(({ pos }) => BigInt(pos))],
  )
  for (const [place, date] of dates.entries())
    assert.deepEqual(
      {
        pos: (await get(`/ledger/trial-balance?asOf=${date}`)).pos,
        all: await receivables(`&asOf=${date}`),
        own: await receivables(`&account=PAST-1&asOf=${date}`),
        control: await control(`?asOf=${date}`),
      },
      seen[place],
      date,
    )
  assert.deepEqual(
    seen.map((one) => (one.all as { total: string }).total),
    seen.map((one) => one.control),
  )
  assert.ok(new Set(seen.map((one) => one.control)).size > 5, 'every day moved what was owed')
  assert.deepEqual(await receivables('&asOf=2020-01-01'), { total: '0.00', rows: [] })
})

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { folderImporters } from '../../src/channels/index.ts'
import type { Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docket-channels-'))
  server = await startTestServer()
})
after(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const company = { 'docket-company': 'ONLINE-RETAIL' }

/** The order without what tells its channel: ids, number, source, keys, time of arrival. */
async function canonical(externalId: string, source: string): Promise<Seen> {
  const found = await server.request(
    'GET',
    `/api/v1/orders?q=${externalId}&source=${source}`,
    undefined,
    company,
  )
  assert.equal(found.status, 200, found.bytes.toString())
  assert.equal(found.body.rows.length, 1)
  const { id } = found.body.rows[0]
  const order = (await server.request('GET', `/api/v1/orders/${id}?include=lines`, undefined, company)).body
  const keep = (from: Seen, names: string) =>
    Object.fromEntries(names.split(' ').map((name) => [name, from[name]]))
  const line =
    'lineNo externalLineId itemId sku name itemClass kind uom quantity unitPrice net tax freight waterfall'
  return {
    ...keep(
      order,
      'orderType account customer currency prePriced taxInclusive prepaid termsDays placedAt shipToCountry',
    ),
    ...keep(order, 'net tax freight total problems customerReference'),
    lines: order.lines.map((one: Seen) => keep(one, line)),
  }
}

test('A1-1 the same order by file, by a request and by a stream is the same order but for its channel', async () => {
  const rows = [
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
    '550000,85123A,HEART,6,2011-03-30 10:30:00,2.55,17850.0,United Kingdom',
    '550000,POST,POSTAGE,1,2011-03-30 10:30:00,18.0,17850.0,United Kingdom',
    '550000,PADS,PADS,7,2011-03-30 10:30:00,0.015,17850.0,United Kingdom',
  ]
  await writeFile(join(folder, '2011-03.csv'), `${rows.join('\n')}\n`)
  const { database } = server
  await folderImporters[0]!.run({
    folder,
    company: undefined,
    mapping: undefined,
    door: database.door,
    db: database.db,
    log: { error: (detail, message) => assert.fail(`${message} ${JSON.stringify(detail)}`) },
    progress() {},
    laws: async () => ({ checked: 0, broken: [] }),
  })
  const lines = [
    ['85123A', '6', '2.55'],
    ['POST', '1', '18'],
    ['PADS', '7', '0.015'],
  ].map(([sku, quantity, amount], index) => ({
    lineId: String(index + 1),
    sku,
    quantity,
    unitPrice: { amount, currency: 'GBP' },
  }))
  const order = (source: string) => ({
    source,
    externalId: '550000',
    customer: { account: '17850' },
    customerReference: '550000',
    currency: 'GBP',
    placedAt: '2011-03-30T09:30:00Z',
    shipTo: { country: 'GB' },
    prepaid: true,
    lines,
  })
  for (const code of ['by-request', 'by-stream']) {
    const source = { code, name: code, prePriced: true }
    const saved = await server.request('PUT', '/api/v1/source-systems', source, company)
    assert.ok(saved.status < 300, saved.bytes.toString())
  }
  const posted = await server.request('POST', '/api/v1/orders', order('by-request'), company)
  assert.equal(posted.status, 201, posted.bytes.toString())
  const streamed = await server.request('POST', '/api/v1/orders/batch', JSON.stringify(order('by-stream')), {
    ...company,
    'content-type': 'application/x-ndjson',
  })
  assert.equal(JSON.parse(streamed.bytes.toString()).status, 201, streamed.bytes.toString())

  const file = await canonical('550000', 'online-retail')
  assert.equal(file.total.amount, '33.41')
  assert.deepEqual(await canonical('550000', 'by-request'), file)
  assert.deepEqual(await canonical('550000', 'by-stream'), file)
})

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ImportRefused } from '../importer.ts'
import { blockOf } from './feed.ts'
import { loadMapping, ONLINE_RETAIL, prepareMapping } from './mapping.ts'
import { matchReturns } from './match.ts'
import { planImport, type SourceRow } from './plan.ts'

const ready = loadMapping(ONLINE_RETAIL)

/** Rows as text: document, item, description, quantity, time, price, customer, country. */
function rowsOf(...lines: string[]): SourceRow[] {
  return lines.map((line, index) => {
    const [document, item, description, quantity, at, price, customer, country] = line.split(',') as string[]
    const cells = {
      document: document!,
      item: item!,
      description: description!,
      quantity: quantity!,
      at: `2011-03-${at!}`,
      price: price!,
      customer: customer ?? '17850.0',
      country: country ?? 'United Kingdom',
    }
    return { file: 'a.csv', row: index + 2, cells }
  })
}

const plan = (...lines: string[]) => planImport(rowsOf(...lines), ready)
const reasons = (...lines: string[]) => plan(...lines).refused.map(({ row, reason }) => `${row} ${reason}`)

test('P-3 A1-3 what cannot be a line is refused by row with its reason, and the document keeps its other rows', () => {
  const { documents, refused, rows } = plan(
    '550000,85123a,HEART,6,01 08:26,2.55',
    '550000,22139,,56,01 08:26,0.0',
    '550000,22139,lost,1,01 08:26,0',
    '550000,22139,TEA SET,-2,01 08:26,1.00',
    '550000,22139,TEA SET,0,01 08:26,1.00',
    '550000,22139,TEA SET,1,01 08:26,-1.00',
    'C550001,22139,TEA SET,1,01 08:26,1.00',
    'A563185,B,Adjust bad debt,1,12 14:50,11062.06,,',
    'A563186,B,Adjust bad debt,1,12 14:51,-11062.06,,',
    '550000,22139,TEA SET,one,01 08:26,1.00',
    '550000,,TEA SET,1,01 08:26,1.00',
    ',22139,TEA SET,1,01 08:26,1.00',
    '550000,22139,TEA SET,1,32 08:26,1.00',
    '550000,22139,,1,01 08:26,1.00',
    '550000,22139,HUGE,999999999999,01 08:26,9.99',
    '550000,22139,DEAR,1000000,01 08:26,999999999999',
  )
  assert.deepEqual(
    refused.map(({ row, reason }) => `${row} ${reason}`),
    [
      '3 adjustment',
      '4 zero_price',
      '5 negative_quantity',
      '6 zero_quantity',
      '7 negative_price',
      '8 positive_quantity',
      '9 adjustment',
      '10 adjustment',
      '11 unreadable',
      '12 unreadable',
      '13 unreadable',
      '14 unreadable',
      '16 too_great',
      '17 too_great',
    ],
  )
  assert.equal(rows, 16)
  assert.deepEqual(
    documents.map((one) => [one.number, one.rows.map((row) => `${row.position} ${row.sku}`)]),
    [['550000', ['1 85123A', '10 22139']]],
  )
})

test('a document is of its earliest time where the company is, and identical rows are lines of their own', () => {
  const { documents } = plan(
    '550000,85123A,HEART,6,30 00:31,2.55,,France',
    '550000,85123A,HEART,6,30 00:30,2.55,,France',
    '549999,85123A,HEART,6,01 00:30,2.55,12345.0,EIRE',
  )
  assert.deepEqual(
    documents.map(({ number, placedAt, on, account, customerName, country, rows }) => ({
      number,
      placedAt: placedAt.toISOString(),
      on,
      account,
      customerName,
      country,
      rows: rows.map((row) => row.position),
    })),
    [
      {
        number: '549999',
        placedAt: '2011-03-01T00:30:00.000Z',
        on: '2011-03-01',
        account: '12345',
        customerName: 'Customer 12345',
        country: 'IE',
        rows: [1],
      },
      {
        number: '550000',
        // Summer time began on the 27th: half past midnight is still the day before in UTC.
        placedAt: '2011-03-29T23:30:00.000Z',
        on: '2011-03-30',
        account: 'WALK-IN',
        customerName: null,
        country: 'FR',
        rows: [1, 2],
      },
    ],
  )
})

test('the kind of an item follows from its code, what was not listed by rule', () => {
  const codes = 'POST DOT M m C2 D S AMAZONFEE CRUK gift_0001_20 DCGS0003 DCGSSBOY PADS SP1002 84029g 10002'
  const { items } = plan(
    ...[...codes.split(' '), 'BANK CHARGES'].map((code) => `550000,${code},x,1,01 08:26,1.00`),
  )
  const of = (kind: string) => [...items.values()].filter((item) => item.kind === kind).map(({ sku }) => sku)
  assert.deepEqual(of('charge'), ['AMAZONFEE', 'BANK CHARGES', 'C2', 'CRUK', 'D', 'DOT', 'M', 'POST', 'S'])
  assert.deepEqual(of('gift_card'), ['GIFT_0001_20'])
  assert.deepEqual(of('goods'), ['10002', '84029G', 'DCGS0003', 'DCGSSBOY', 'PADS', 'SP1002'])
})

test('opening stock is what the accepted rows need, at whole pence from 60 % of the median price', () => {
  const { items } = plan(
    '550000,A1,one,6,01 08:26,2.55',
    '550001,A1,two,4,02 08:26,2.10',
    '550002,A1,three,1,03 08:26,9.99',
    '550003,PADS,pads,5,03 08:26,0.001',
    '550004,E1,,3,03 08:26,1.00',
    '550005,E1,EVEN,3,04 08:26,1.05',
    '550006,E1,,3,04 08:26,0.00',
    '550007,POST,post,1,04 08:26,18.00',
    'C550008,R1,only back,-2,04 08:26,4.00',
  )
  assert.deepEqual(
    [...items.values()].map(({ sku, name, needed, cost }) => [
      sku,
      name,
      Number(needed) / 1e6,
      Number(cost) / 1e6,
    ]),
    [
      ['A1', 'one', 11, 1.53],
      ['E1', 'EVEN', 6, 0.62],
      ['PADS', 'pads', 5, 0.01],
      ['POST', 'post', 0, 10.8],
      ['R1', 'only back', 0, 2.4],
    ],
  )
})

test('F-4 a return goes to the latest sale at its price, then to any, and the rest refers to nothing', () => {
  const sold = [
    '550000,A1,x,10,01 08:00,2.00',
    '550001,A1,x,3,02 08:00,2.00',
    '550002,A1,x,5,03 08:00,1.50',
    '550003,A1,x,9,03 09:00,2.00,99999.0',
    'C550004,A1,x,-5,04 08:00,2.00',
    'C550005,A1,x,-15,05 08:00,2.00',
    'C550006,B1,x,-1,05 09:00,2.00',
    '550007,A1,x,50,06 08:00,2.00',
  ]
  const told = (...lines: string[]) =>
    [...matchReturns(plan(...lines).documents, 2)].flatMap(([number, parts]) =>
      parts.flatMap(({ order, lines: matched }) =>
        matched.map((line) => `${number} ${order} ${line.lineNo} ${Number(line.quantity) / 1e6}`),
      ),
    )
  const expected = [
    'C550004 550001 1 3',
    'C550004 550000 1 2',
    'C550005 550000 1 8',
    'C550005 550002 1 5',
    'C550005 null null 2',
    'C550006 null null 1',
  ]
  assert.deepEqual(told(...sold), expected)
  assert.deepEqual(told(...sold.toReversed()), expected)
})

test('a return whose pieces would round otherwise is credited whole', () => {
  const { documents } = plan(
    '550000,PADS,x,4,01 08:00,0.001',
    '550001,PADS,x,4,02 08:00,0.001',
    'C550002,PADS,x,-8,03 08:00,0.001',
    'C550003,PADS,x,-4,04 08:00,0.001',
  )
  const parts = matchReturns(documents, 2)
  assert.deepEqual(
    [...parts.values()].map((one) => one.map(({ order, lines }) => [order, lines.length])),
    [[[null, 1]], [['550001', 1]]],
  )
})

test('O-07 the kept bytes of a document are its rows, refused ones too, whatever file they stood in', () => {
  const lines = ['550000,A1,a "b" c,1,01 08:00,2.00', '550000,A2,,1,01 08:00,0']
  const { documents } = plan(...lines)
  const moved = rowsOf(...lines).map((row) => ({ ...row, file: 'z.csv', row: row.row + 7 }))
  const block = blockOf(documents[0]!, ready.mapping)
  assert.equal(
    block.toString(),
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n' +
      '550000,A1,"a ""b"" c",1,2011-03-01 08:00,2.00,17850.0,United Kingdom\n' +
      '550000,A2,,1,2011-03-01 08:00,0,17850.0,United Kingdom\n',
  )
  assert.deepEqual(blockOf(planImport(moved, ready).documents[0]!, ready.mapping), block)
})

test('a mapping that cannot be understood is refused with all that is wrong with it', () => {
  const mapping = JSON.parse(readFileSync(ONLINE_RETAIL, 'utf8')) as Record<string, unknown>
  const refusal = (value: unknown): readonly string[] => {
    try {
      prepareMapping(value)
    } catch (error) {
      assert.ok(error instanceof ImportRefused)
      return error.sentences
    }
    return []
  }
  assert.deepEqual(refusal(mapping), [])
  assert.match(refusal({ ...mapping, columns: {} }).join(), /\/columns/)
  const wrong = refusal({
    ...mapping,
    isReturn: 'document.hue == "C"',
    openingCost: { percentOfMedianPrice: 'much', least: '0.01' },
  })
  assert.equal(wrong.length, 2)
  assert.match(wrong[0]!, /\/isReturn.*hue/)
  assert.match(wrong[1]!, /percentOfMedianPrice/)
})

test('a rule that fails on a row refuses the row by name', () => {
  const mapping = JSON.parse(readFileSync(ONLINE_RETAIL, 'utf8')) as Record<string, unknown>
  const divided = prepareMapping({
    ...mapping,
    refuse: [{ reason: 'odd', when: '10 / row.quantity == 0', message: 'x' }],
  })
  const { refused } = planImport(rowsOf('1,A1,x,0,01 08:00,1.00'), divided)
  assert.deepEqual(
    refused.map(({ reason }) => reason),
    ['rule_fault'],
  )
  assert.deepEqual(reasons('1,A1,x,1,01 08:00,1.00'), [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeSheet, readSheet } from './paste.ts'

test('rows of a spreadsheet are read as they stand, quoted cells with all that is in them', () => {
  const cases: [string, string[][]][] = [
    [
      'A\t1\nB\t2',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'A\t1\r\nB\t2\r\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [' A \t\t 3 ', [['A', '', '3']]],
    ['"a ""b""\tc\nd"\t2', [['a "b"\tc\nd', '2']]],
    // Inches, and a quote that nobody closes, are signs of the cell.
    ['1/2" screw\t4', [['1/2" screw', '4']]],
    [
      '"open\t4\nB\t5',
      [
        ['"open', '4'],
        ['B', '5'],
      ],
    ],
    ['', []],
    ['\n', [['']]],
  ]
  for (const [text, rows] of cases) assert.deepEqual(readSheet(text), rows, JSON.stringify(text))
})

const columns = ['sku', 'quantity', 'day'] as const
const names = { item: 'sku', sku: 'sku', qty: 'quantity', day: 'day', more: 'more' } as const // foreign word
const place = (sheet: string[][], from: 'sku' | 'quantity' | 'day' = 'sku', most = 10) =>
  placeSheet(sheet, { columns, named: [...columns, 'more'], from, names, most })

test('cells go to the columns that the first row names, else from the cursor on, and what is not taken is told', () => {
  assert.deepEqual(
    place([
      ['A', '1'],
      ['', ''],
      ['B', '2'],
    ]),
    {
      rows: [
        { sku: 'A', quantity: '1' },
        { sku: 'B', quantity: '2' },
      ],
      left: [],
    },
  )
  // A name leads to a column that is not shown, too.
  assert.deepEqual(
    place([
      ['Item', 'More'],
      ['A', 'm'],
    ]),
    { rows: [{ sku: 'A', more: 'm' }], left: [] },
  )
  assert.deepEqual(
    place([
      ['Qty', 'Text', 'ITEM'],
      ['4', 'x', 'A'],
    ]),
    {
      rows: [{ quantity: '4', sku: 'A' }],
      left: ['The column “Text” was not taken.'],
    },
  )
  assert.deepEqual(place([['qty'], ['4']], 'sku').rows, [{ quantity: '4' }]) // foreign word
  assert.deepEqual(place([['4', '2026-12-01', 'x']], 'quantity'), {
    rows: [{ quantity: '4', day: '2026-12-01' }],
    left: ['Cells beyond the last column were not taken, in 1 rows.'],
  })
  // One word that is a name of a column among others is an item like any other.
  assert.deepEqual(place([['day', '1']]).rows, [{ sku: 'day', quantity: '1' }])
  assert.deepEqual(place([['constructor', 'toString']]).rows, [{ sku: 'constructor', quantity: 'toString' }])
  const many = place(Array.from({ length: 12 }, (_, row) => [`A${row}`]))
  assert.equal(many.rows.length, 10)
  assert.deepEqual(many.left, ['The last 2 rows were not taken: there is no room for them.'])
})

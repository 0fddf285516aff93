import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bodyOf,
  cartOf,
  newDraft,
  newLine,
  placeOf,
  readDraft,
  tellAt,
  withoutLine,
  withRoom,
  wrongIn,
} from './entry-draft.ts'

const line = (sku: string, quantity: string, more: object = {}) => ({ ...newLine(), sku, quantity, ...more })
const draft = (...lines: ReturnType<typeof line>[]) => ({
  ...newDraft('E-1'),
  account: ' GB-0001 ',
  currency: 'GBP',
  source: 'webshop',
  lines,
})

test('what is wrong with a cell is said without asking, all of it at once', () => {
  const cases: [object, string[]][] = [
    [{}, []],
    [{ quantity: '0' }, ['quantity']],
    [{ quantity: '1,5' }, ['quantity']],
    [{ quantity: '-1', sku: '' }, ['quantity', 'sku']],
    [{ quantity: '1.2345678' }, ['quantity']],
    [{ requestedOn: '2026-02-30' }, ['requestedOn']],
    [{ requestedOn: '24.12.2026' }, ['requestedOn']],
    [{ requestedOn: '2028-02-29' }, []],
    [{ discount: '5 %', reason: 'loyal' }, []],
    [{ discount: '101' }, ['discount']],
    [{ reason: 'loyal' }, ['discount']],
    [{ sku: '', quantity: '' }, []],
    [{ quantity: '1000000000' }, []],
    [{ quantity: '1000000001' }, ['quantity']],
    [{ quantity: '9'.repeat(20) }, ['quantity']],
    [{ uom: 'CASE' }, []],
    [{ uom: 'C'.repeat(21) }, ['uom']],
    [{ covers: '2', duration: '1.5' }, []],
    [{ covers: '2' }, ['duration']],
    [{ duration: '3' }, ['covers']],
    [{ covers: '1', duration: '3' }, ['covers']],
    [{ covers: '3', duration: '3' }, ['covers']],
    [{ covers: '4', duration: '1001' }, ['covers', 'duration']],
    [{ covers: 'KIT-101', duration: '0' }, ['covers', 'duration']],
  ]
  for (const [more, columns] of cases) {
    const own = line('A', '1', more)
    const wrong = wrongIn(own, [own, line('B', '1'), newLine()])
    assert.deepEqual(Object.keys(wrong).toSorted(), columns, JSON.stringify(more))
  }
  // Of a number that is too great it is not said that it is none.
  const great = line('A', '9'.repeat(20))
  assert.match(wrongIn(great, [great]).quantity!, /at most 1000000000/)
})

test('A9-13 what covers another line names it by its row, also when rows before it go or are empty', () => {
  const lines = [
    line('A', '1'),
    newLine(),
    line('B', '2'),
    line('CARE', '2', { covers: ' 3', duration: '2' }),
  ]
  const sent = (of: ReturnType<typeof line>[]) => (cartOf(draft(...of))!.cart as { lines: unknown[] }).lines
  const care = { sku: 'CARE', quantity: '2', covers: { lineId: '3', duration: '2' } }
  assert.deepEqual(sent(lines), [{ sku: 'A', quantity: '1' }, { sku: 'B', quantity: '2', lineId: '3' }, care])
  assert.deepEqual((bodyOf(draft(...lines), true).body as { lines: unknown[] }).lines, sent(lines))
  const fewer = withoutLine(lines, lines[0]!.key)
  assert.equal(fewer[2]!.covers, '2')
  assert.equal(withoutLine(lines, lines[3]!.key)[2], lines[2])
  // Without what it covered it covers nothing else.
  assert.equal(withoutLine(lines, lines[2]!.key)[2]!.covers, '')
  assert.equal(withoutLine([lines[0]!], lines[0]!.key).length, 1)
  // It waits for a line that cannot be asked about yet.
  assert.deepEqual(sent([line('A', '1'), newLine(), line('B', 'x'), lines[3]!]), [
    { sku: 'A', quantity: '1' },
  ])
})

test('a cart has the lines that can be asked about; an order and a quote have all that are not empty', () => {
  const lines = [line('A', '1'), newLine(), line('B', 'x'), line('C', '2', { discount: '5%', reason: 'r' })]
  const typed = draft(...lines)
  const { keys, cart } = cartOf(typed)!
  assert.deepEqual(keys, [lines[0]!.key, lines[3]!.key])
  assert.deepEqual(cart, {
    source: 'webshop',
    currency: 'GBP',
    customer: { account: 'GB-0001' },
    lines: [
      { sku: 'A', quantity: '1' },
      { sku: 'C', quantity: '2', discounts: [{ percent: '5', reason: 'r' }] },
    ],
  })
  assert.equal(cartOf({ ...typed, account: ' ' }), undefined)
  const order = bodyOf({ ...typed, site: 'S1', customerReference: 'PO 7' }, false)
  assert.equal(order.path, '/orders')
  assert.deepEqual(order.keys, [lines[0]!.key, lines[2]!.key, lines[3]!.key])
  const { lines: sent, ...head } = order.body as Record<string, unknown>
  assert.equal((sent as unknown[]).length, 3)
  assert.deepEqual(head, {
    source: 'webshop',
    currency: 'GBP',
    shipTo: { site: 'S1' },
    customerReference: 'PO 7',
    externalId: 'E-1',
    customer: { account: 'GB-0001' },
    submit: false,
  })
  const quote = bodyOf({ ...typed, kind: 'quote' }, true)
  assert.equal(quote.path, '/quotes')
  const { alternatives, ...offered } = quote.body as Record<string, unknown>
  assert.deepEqual(offered, { source: 'webshop', currency: 'GBP', account: 'GB-0001', validDays: 14 })
  assert.equal((alternatives as { lines: unknown[] }[])[0]!.lines.length, 3)
})

test('a path of any of the answers leads to the cell or field that it means', () => {
  const keys = ['k0', 'k1']
  const cases: [string, unknown][] = [
    ['/carts/0/lines/1/sku', { line: 'k1', column: 'sku' }],
    ['/alternatives/0/lines/0/quantity', { line: 'k0', column: 'quantity' }],
    ['/lines/0/uom', { line: 'k0', column: 'uom' }],
    ['/lines/0/covers', { line: 'k0', column: 'covers' }],
    ['/lines/0/covers/lineId', { line: 'k0', column: 'covers' }],
    ['/lines/0/covers/duration', { line: 'k0', column: 'duration' }],
    ['/lines/0/requestedOn', { line: 'k0', column: 'requestedOn' }],
    ['/lines/0/discounts/0/percent', { line: 'k0', column: 'discount' }],
    ['/lines/0/discounts/0/reason', { line: 'k0', column: 'reason' }],
    ['/lines/1/configuration/choices/2', { line: 'k1', column: 'sku' }],
    ['/lines/1', { line: 'k1', column: 'sku' }],
    ['/lines/2/sku', undefined],
    ['/lines', undefined],
    ['/carts/0/customer/account', { field: 'account' }],
    ['/account', { field: 'account' }],
    ['/carts/0/shipTo/site', { field: 'site' }],
    ['/shipTo/country', { field: 'country' }],
    ['/validDays', { field: 'validDays' }],
    ['/carts/0/requestedOn', { field: 'requestedOn' }],
    ['', undefined],
  ]
  for (const [path, place] of cases) assert.deepEqual(placeOf(path, keys), place, path)
  const problems = ['bad', 'worse', 'bad'].map((message) => ({ path: '/lines/0/sku', code: 'c', message }))
  const told = tellAt([...problems, { path: '/else', code: 'c', message: 'm' }], keys, (text) => `${text}.`)
  assert.deepEqual(told.lines.get('k0'), { sku: 'bad. worse.' })
  assert.equal(told.rest.length, 1)
})

test('a draft is read as it was kept; what is none is not taken for one', () => {
  const typed = draft(line('A', '1'))
  assert.deepEqual(readDraft(JSON.stringify(typed)), typed)
  // One of before there were units has none.
  const { uom: _uom, covers: _covers, ...old } = typed.lines[0]!
  assert.deepEqual(readDraft(JSON.stringify({ ...typed, lines: [old] })), typed)
  for (const text of [
    null,
    '',
    '{',
    '{}',
    '[]',
    JSON.stringify({ ...typed, lines: [] }),
    JSON.stringify({ ...typed, lines: [{}] }),
  ])
    assert.equal(readDraft(text), undefined, String(text))
  assert.equal(withRoom(typed.lines).length, 2)
  assert.equal(withRoom(withRoom(typed.lines)).length, 2)
})

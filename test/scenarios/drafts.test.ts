import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeId } from '../../src/platform/public-id.ts'
import { codes, line, OrderDesk } from '../support/order-desk.ts'
import type { TestAnswer, TestServer } from '../support/server.ts'

// Orders that are not agreed yet: what is wrong with them, how they are put right and submitted.
let desk: OrderDesk
let server: TestServer

before(async () => {
  desk = await OrderDesk.open()
  server = desk.server
})
after(() => desk.close())

const orderOf = (more?: Record<string, unknown>) => desk.orderOf(more)
const post = (body: unknown, headers?: Record<string, string>) => desk.post(body, headers)
test('an edit of a draft is told everything that is wrong with it, with paths into the edit', async () => {
  const draft = await post(orderOf({ lines: [line('KIT-101'), line('NO-SUCH'), line('KIT-103')] }))
  const edit = async (body: unknown) => {
    const at = `/api/v1/orders/${draft.body.id}`
    const answer = await server.request('PATCH', at, body, { 'if-match': draft.headers.get('etag')! })
    const errors = answer.body.errors as { path: string; code: string; message: string }[]
    return {
      code: answer.body.code,
      errors: errors.map(({ path, code }) => `${path} ${code}`),
      messages: errors.map(({ message }) => message),
    }
  }
  const wrong = await edit({
    lines: [
      { lineNo: 99, quantity: '9' },
      { lineNo: 1, quantity: '-1' },
      { lineNo: 3, sku: 'NOPE2' },
      { lineNo: 1, sku: 'NOPE3' },
      { lineNo: 98, sku: 'NOPE4', quantity: 'many' },
      { lineNo: 97, remove: true },
      { sku: 'KIT-104' },
    ],
    customer: { account: 'C-404' },
    currency: 'USX',
  })
  assert.equal(wrong.code, 'unknown_line')
  assert.deepEqual(wrong.errors.toSorted(), [
    '/currency unknown_currency',
    '/customer/account unknown_customer',
    // Line 2 stands as it was refused before: the edit has no place for it.
    '/lines unknown_item',
    '/lines/0/lineNo unknown_line',
    '/lines/1/quantity bad_quantity',
    '/lines/2/sku unknown_item',
    '/lines/3/lineNo duplicate_line',
    '/lines/3/sku unknown_item',
    '/lines/4/lineNo unknown_line',
    '/lines/4/quantity bad_quantity',
    '/lines/4/sku unknown_item',
    '/lines/5/lineNo unknown_line',
    '/lines/6/quantity required',
  ])
  assert.ok(wrong.messages.includes('line 2, sku: there is no item NO-SUCH'), wrong.messages.join('\n'))
  // Without a line that is not there it is the order that is refused, by the same paths.
  const order = await edit({ lines: [{ lineNo: 3, quantity: '0' }] })
  assert.equal(order.code, 'invalid_order')
  assert.deepEqual(order.errors.toSorted(), ['/lines unknown_item', '/lines/0/quantity bad_quantity'])
})

test('a draft is put right line by line by who read it last, and submitted', async () => {
  const draft = await post(orderOf({ lines: [line('KIT-101'), line('NO-SUCH'), line('KIT-103')] }))
  const at = `/api/v1/orders/${draft.body.id}`
  const edit = (body: unknown, tag: string) => server.request('PATCH', at, body, { 'if-match': tag })
  assert.equal((await server.request('PATCH', at, {})).status, 428)
  const change = {
    lines: [
      { lineNo: 2, sku: 'KIT-102' },
      { lineNo: 3, remove: true },
      { sku: 'KIT-104', quantity: '4' },
    ],
  }
  const edited = await edit(change, draft.headers.get('etag')!)
  assert.equal(edited.status, 200, edited.bytes.toString())
  assert.deepEqual([edited.body.state, edited.body.change, edited.body.problems], ['draft', 'edited', []])
  const skus = (answer: TestAnswer) => answer.body.lines.map((one: { sku: string }) => one.sku)
  assert.deepEqual(skus(edited), ['KIT-101', 'KIT-102', 'KIT-104'])
  // A line keeps its number, and none is given twice.
  const numbers = (answer: TestAnswer) => answer.body.lines.map((one: { lineNo: number }) => one.lineNo)
  assert.deepEqual(numbers(edited), [1, 2, 4])
  const late = await edit({ customerReference: 'late' }, draft.headers.get('etag')!)
  assert.equal(late.status, 412)
  const unknown = await edit({ lines: [{ lineNo: 9, quantity: '2' }] }, edited.headers.get('etag')!)
  assert.deepEqual([unknown.status, unknown.body.code], [422, 'unknown_line'])
  const twice = await edit(
    {
      lines: [
        { lineNo: 1, quantity: '5' },
        { lineNo: 1, remove: true },
      ],
    },
    edited.headers.get('etag')!,
  )
  assert.deepEqual([twice.status, twice.body.code, codes(twice)], [422, 'invalid_order', ['duplicate_line']])
  assert.equal(twice.body.errors[0].path, '/lines/1/lineNo')
  const wrong = await edit({ lines: [{ quantity: '2' }] }, edited.headers.get('etag')!)
  assert.deepEqual([wrong.status, wrong.body.errors[0].path], [422, '/lines/0/sku'])
  const fewer = await edit({ lines: [{ lineNo: 1, remove: true }] }, edited.headers.get('etag')!)
  assert.deepEqual(skus(fewer), ['KIT-102', 'KIT-104'])
  assert.deepEqual(numbers(fewer), [2, 4])
  const other = await edit({ lines: [{ lineNo: 4, remove: true }] }, fewer.headers.get('etag')!)
  const more = await edit({ lines: [{ sku: 'KIT-104', quantity: '4' }] }, other.headers.get('etag')!)
  assert.deepEqual(numbers(more), [2, 5])
  const seen = await server.request('GET', `${at}?include=lines,timeline`)
  const told = seen.body.timeline
    .flatMap((one: { changes: { what: string; key: string }[] }) => one.changes)
    .filter((one: { what: string }) => one.what === 'line')
    .map((one: { key: string }) => one.key)
  assert.deepEqual(
    [numbers(seen), told],
    [
      [2, 5],
      ['3', '4', '1', '4', '5'],
    ],
  )
  const submitted = await server.request('POST', `${at}/submit`)
  assert.equal(submitted.status, 200, submitted.bytes.toString())
  assert.equal(submitted.body.state, 'in_progress')
  assert.deepEqual(skus(submitted), ['KIT-102', 'KIT-104'])
  const again = await server.request('POST', `${at}/submit`)
  assert.deepEqual([again.status, again.body.code], [422, 'not_a_draft'])
  assert.equal((await server.request('POST', '/api/v1/orders/ord_0000000000000/submit')).status, 404)
})

test('a draft shows its good lines at their prices, and is submitted when nothing keeps it: until then every problem is told', async () => {
  const whole = await post(orderOf({ submit: false, lines: [line('KIT-101'), line('KIT-103')] }))
  const draft = await post(
    orderOf({ lines: [line('KIT-101'), line('NO-SUCH'), line('KIT-103'), line('NO-OTHER')] }),
  )
  const amounts = (answer: TestAnswer) =>
    answer.body.lines.map(({ unitPrice, net }: Record<string, { amount: string }>) => [
      unitPrice!.amount,
      net!.amount,
    ])
  const none = ['0', '0.00']
  const [first, second] = amounts(whole)
  assert.deepEqual(amounts(draft), [first, none, second, none])
  assert.deepEqual(draft.body.total, whole.body.total)
  const at = `/api/v1/orders/${draft.body.id}`
  const submit = () => server.request('POST', `${at}/submit`, undefined, { 'idempotency-key': 'submit-once' })
  const refused = await submit()
  assert.deepEqual([refused.status, refused.body.code], [422, 'draft_incomplete'], refused.bytes.toString())
  assert.deepEqual(
    refused.body.errors.map((one: { path: string; code: string }) => [one.path, one.code]),
    [
      ['/lines/1/sku', 'unknown_item'],
      ['/lines/3/sku', 'unknown_item'],
    ],
  )
  const now = await server.request('GET', at)
  assert.equal(now.headers.get('etag'), draft.headers.get('etag'), 'nothing was changed')
  const gone = { lineNo: 2, remove: true }
  const lines = [gone, { lineNo: 4, sku: 'KIT-102' }]
  const edited = await server.request('PATCH', at, { lines }, { 'if-match': draft.headers.get('etag')! })
  assert.equal(edited.status, 200, edited.bytes.toString())
  const submitted = await submit()
  assert.deepEqual([submitted.status, submitted.body.state], [200, 'in_progress'], submitted.bytes.toString())
})

test('a draft keeps what it was stated as sealed: no row of it says a name, an address or an e-mail in plain', async () => {
  const customer = { account: 'NOBODY-1', create: { name: 'Zelda Quill', email: 'zelda@example.org' } }
  const shipTo = { country: 'GB', lines: ['7 Hidden Lane'], city: 'Quillton', postcode: 'QU1 1LL' }
  const stated = orderOf({ customer, shipTo, submit: false, lines: [line('KIT-101'), line('NO-SUCH')] })
  const draft = await post(stated)
  assert.deepEqual([draft.status, draft.body.state], [201, 'draft'], draft.bytes.toString())
  const at = `/api/v1/orders/${draft.body.id}`
  const id = decodeId('ord', draft.body.id)
  const sealed = async () => {
    const [row] = await server.database.sql<{ key: Buffer; input: Buffer }>(
      'select key, input from orders.draft where order_id = $1',
      [id],
    )
    return row!
  }
  const first = await sealed()
  const rows = await server.database.sql<{ text: string }>(
    `select encode(input, 'escape') as text from orders.draft union all select h.changes::text from orders.history h
     union all select l.*::text from orders.list l union all select o.*::text from orders.sales_order o`,
  )
  const plain = rows.filter(({ text }) => /zelda|quill|hidden lane|qu1 1ll/i.test(text))
  assert.deepEqual(plain, [])
  const edit = { lines: [{ lineNo: 2, remove: true }] }
  const edited = await server.request('PATCH', at, edit, { 'if-match': draft.headers.get('etag')! })
  assert.equal(edited.status, 200, edited.bytes.toString())
  const second = await sealed()
  assert.ok(!first.key.equals(second.key), 'every statement has a key of its own')
  const submitted = await server.request('POST', `${at}/submit`)
  assert.equal(submitted.body.state, 'in_progress', submitted.bytes.toString())
  // Not lost: who was stated became a customer.
  assert.deepEqual(
    await server.database.sql("select name, email from customers.person_data where name = 'Zelda Quill'"),
    [{ name: 'Zelda Quill', email: 'zelda@example.org' }],
  )
  assert.deepEqual(await server.database.sql('select 1 from orders.draft where order_id = $1', [id]), [])
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// What is sold configured as a service and brings goods goes with these (decision 0077): promised, performed, billed and cancelled.
let flow: Flow
let today: string
const gbp = (amount: string) => ({ amount, currency: 'GBP' })

before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  const over = { condition: 'true', validFrom: '2020-01-01', validTo: '2020-01-02' }
  await flow.put('/promotions', { code: 'TEN-OVER-100', percent: '10', ...over })
})
after(() => flow.close())

async function priced(sku: string, kind: string, price = '1.00', more: object = {}): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind, taxCode: 'none', ...more })
  await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(price) })
}

/** A kit that is a service, of so many of each of these. */
async function kit(sku: string, parts: Record<string, number>, more: object = {}): Promise<void> {
  await priced(sku, 'service', '50.00')
  await flow.put('/configuration-models', {
    code: sku,
    version: 1,
    sku,
    name: sku,
    state: 'published',
    pricing: 'fixed',
    validFrom: '2020-01-01',
    groups: [
      {
        code: 'P',
        options: Object.entries(parts).map(([part, quantity]) => ({
          code: part,
          sku: part,
          included: true,
          quantity: { min: quantity, max: quantity },
        })),
      },
    ],
    ...more,
  })
}

const sell = (lines: object[], more: object = {}) => flow.sell(lines, { freight: gbp('0.00'), ...more })

/** By line: the days of its parts, each with its quantity; `-` without one. */
const daysOf = (lines: Seen[]): string[] =>
  lines.map((line) =>
    line.promises
      .map((one: Seen) => `${one.quantity} ${one.supply === 'cancelled' ? 'cancelled' : one.promisedOn}`)
      .join(', '),
  )
/** Lines of an answer with those that they bring behind them, as in an order. */
const flat = (lines: Seen[]): Seen[] => [...lines, ...lines.flatMap((line) => line.parts ?? [])]

/** The days of a cart that is asked about, of one that holds its goods, of a quote and of an order, which are the same. */
async function promisedTo(lines: object[], more: object = {}, customer = 'GB-0001'): Promise<string[]> {
  const question = { lines, ...more, customer }
  const asked = async () => flat((await flow.ok('/promises', [question])).outcomes[0].answer.lines)
  const first = daysOf(await asked())
  const until = new Date(Date.parse(today) + 2 * 86_400_000).toISOString()
  const reserve = { key: 'cart', until }
  const { outcomes } = await flow.ok('/promises', [{ ...question, reserve }])
  assert.deepEqual(daysOf(flat(outcomes[0].answer.lines)), first, 'held')
  await flow.ok('/promises/release', [{ key: 'cart' }])
  assert.deepEqual(await quoted(lines, more, customer), first, 'quoted')
  const made = await sell(lines, { ...more, customer: { account: customer } })
  assert.equal(made.state, 'in_progress', JSON.stringify(made.problems))
  assert.deepEqual(await orderedDays(made.id), first, 'ordered')
  return first
}

async function quoted(lines: object[], more: object = {}, account = 'GB-0001'): Promise<string[]> {
  const quote = await flow.ok('/quotes', {
    source: 'webshop',
    account,
    currency: 'GBP',
    validDays: 14,
    alternatives: [{ code: 'A', lines }],
    ...more,
  })
  const { body } = await flow.server.request('GET', `/api/v1/quotes/${quote.id}`)
  return daysOf((body as Seen).alternatives[0].lines)
}

async function orderedDays(id: string): Promise<string[]> {
  const { lines, fulfillmentLines } = await flow.read(id)
  return lines.map(({ lineNo }: Seen) =>
    fulfillmentLines
      .filter((part: Seen) => part.lineNo === lineNo)
      .flatMap(({ quantity, cancelled, promisedOn }: Seen) => [
        ...(Number(quantity) > Number(cancelled)
          ? [`${Number(quantity) - Number(cancelled)} ${promisedOn}`]
          : []),
        ...(Number(cancelled) > 0 ? [`${cancelled} cancelled`] : []),
      ])
      .join(', '),
  )
}

test('A8-10 A10-16 a kit that is a service is promised for the day of its goods wherever it is asked for, and by the order', async () => {
  for (const sku of ['D-A', 'D-B']) await priced(sku, 'goods')
  await kit('D-KIT', { 'D-A': 2, 'D-B': 1 })
  await flow.put('/item-units', { sku: 'D-KIT', uom: 'CASE', quantity: '3' })
  const comes = (sku: string, days: number, quantity: string) =>
    flow.ok('/supply-orders', [
      {
        sku,
        location: 'PORT',
        quantity,
        dueOn: addDays(today, days),
        unitCost: '6',
        number: `${sku}-${days}`,
      },
    ])
  const nobodyKnows = ['1 null', '2 null', '1 null']
  assert.deepEqual(await promisedTo([{ sku: 'D-KIT', quantity: '1' }], { requestedOn: today }), nobodyKnows)
  await flow.receive('D-B', '100')
  await comes('D-A', 5, '10')
  await comes('D-A', 9, '100')
  const [at5, at9] = [addDays(today, 5), addDays(today, 9)]
  assert.deepEqual(await promisedTo([{ sku: 'D-KIT', quantity: '1' }]), [
    `1 ${at5}`,
    `2 ${at5}`,
    `1 ${today}`,
  ])
  // Of several it is promised for the day of the last; a line of its own has its own.
  const parted = await promisedTo([
    { sku: 'D-KIT', quantity: '4' },
    { sku: 'D-B', quantity: '1' },
  ])
  assert.deepEqual([parted[0], parted[1]], [`4 ${at9}`, `1 ${today}`])
  // Sold by the case it brings what three of it take.
  const [cases] = await promisedTo([{ sku: 'D-KIT', quantity: '2', uom: 'CASE' }])
  assert.equal(cases, `6 ${at9}`)
  await flow.lawful()
})

test('A9-13 what is quoted as cancelled, since it may not wait, takes its coverage with it as in the order', async () => {
  const coverage = { percent: '10', basis: 'net', period: 'year' }
  await flow.put('/items', {
    sku: 'Q-CARE',
    name: 'Care',
    kind: 'coverage',
    itemClass: 'service',
    taxCode: 'none',
    coverage,
  })
  await priced('Q-RARE', 'goods', '50.00')
  await flow.receive('Q-RARE', '2')
  const hasty = { number: 'HASTY', name: 'Hasty', currency: 'GBP', shipToCountry: 'GB', backorders: false }
  await flow.put('/customer-accounts', hasty)
  const lines = [
    { lineId: 'a', sku: 'Q-RARE', quantity: '3' },
    { sku: 'Q-CARE', quantity: '3', covers: { lineId: 'a', duration: '1' } },
  ]
  const told = [`2 ${today}, 1 cancelled`, `2 ${today}, 1 cancelled`]
  assert.deepEqual(await quoted(lines, {}, 'HASTY'), told)
  const made = await sell(lines, { customer: { account: 'HASTY' } })
  await flow.until(made.id, (one) => one.fulfillmentLines.some((part: Seen) => part.cancelled === '1'))
  const { fulfillmentLines } = await flow.read(made.id)
  const care = fulfillmentLines.find((part: Seen) => part.lineNo === 2)
  assert.deepEqual([care.quantity, care.cancelled, care.promisedOn], ['3', '1', today])
})

test('A9-13 A10-16 what covers a line is promised with it wherever it is asked for, and what is wrong with it is told as in an order', async () => {
  await priced('C-LATE', 'goods', '50.00')
  await flow.receive('C-LATE', '1')
  const due = addDays(today, 6)
  const coming = { sku: 'C-LATE', location: 'PORT', quantity: '9', dueOn: due, unitCost: '6', number: 'C-1' }
  await flow.ok('/supply-orders', [coming])
  const covers = { lineId: 'a', duration: '1' }
  const both = [
    { sku: 'Q-CARE', quantity: '2', covers },
    { lineId: 'a', sku: 'C-LATE', quantity: '3' },
  ]
  const [care, goods] = await promisedTo(both)
  assert.deepEqual([care, goods], [`2 ${due}`, `1 ${today}, 2 ${due}`])
  const ask = async (lines: object[]) => {
    const [outcome] = (await flow.ok('/promises', [{ lines }])).outcomes
    return outcome.problems.map((one: Seen) => `${one.path} ${one.code}`)
  }
  assert.deepEqual(await ask([{ ...both[0], quantity: '4' }, both[1]!]), [
    '/lines/0/quantity more_than_covered',
  ])
  assert.deepEqual(await ask([both[1]!, both[1]!, { ...both[1], covers }]), [
    '/lines/1/lineId duplicate_line',
    '/lines/2/lineId duplicate_line',
    '/lines/2/covers not_a_coverage',
  ])
  assert.deepEqual(await ask([{ sku: 'Q-CARE', quantity: '1' }]), ['/lines/0/covers required'])
})

/** By line: shipped-cancelled-returned of its parts together. */
async function movedOf(id: string): Promise<string[]> {
  const { lines, fulfillmentLines } = await flow.read(id)
  return lines.map(({ lineNo }: Seen) => {
    const parts = fulfillmentLines.filter((part: Seen) => part.lineNo === lineNo)
    const sum = (member: string) => parts.reduce((all: number, part: Seen) => all + Number(part[member]), 0)
    return [sum('shipped'), sum('cancelled'), sum('returned')].join('-')
  })
}

/** The one shipment of an order that is asked for at a place that confirms by hand, and how so much of its items is confirmed. */
async function byHand(id: string) {
  const asked = ({ shipments }: Seen) => shipments.find((one: Seen) => one.state === 'requested')
  const shipment = asked(await flow.until(id, asked))
  const lineOf = (sku: string) => shipment.lines.find((one: Seen) => one.sku === sku).fulfillmentLineId
  return (lines: Record<string, string>) =>
    flow.ok(`/shipments/${shipment.id}/confirm`, {
      lines: Object.entries(lines).map(([sku, quantity]) => ({ fulfillmentLineId: lineOf(sku), quantity })),
    })
}

/** Each billed once, in the order of its invoices: `SKU quantity`. */
async function billedOf(id: string): Promise<string[][]> {
  const { invoices } = await flow.read(id)
  const read = async (one: Seen) => {
    const { body } = await flow.server.request('GET', `/api/v1/invoices/${one.id}`)
    return (body as Seen).lines.map(({ sku, quantity }: Seen) => `${sku} ${quantity}`)
  }
  return Promise.all(invoices.map(read))
}

test('A8-10 a kit in a kit is promised, leaves, is billed, is cancelled and comes back with its own goods', async () => {
  await flow.put('/locations', {
    code: 'HAND',
    name: 'By hand',
    autoConfirm: false,
    country: 'GB',
    rank: 700,
  })
  for (const sku of ['N-A', 'N-C']) await priced(sku, 'goods')
  await kit('N-INNER', { 'N-A': 3 })
  await kit('N-OUTER', { 'N-INNER': 2, 'N-C': 1 }, { pricing: 'roll_up' })
  await flow.receive('N-C', '100', 'HAND')
  const due = addDays(today, 5)
  const coming = { sku: 'N-A', location: 'HAND', quantity: '6', dueOn: due, unitCost: '6', number: 'N-1' }
  await flow.ok('/supply-orders', [coming])
  assert.deepEqual(await promisedTo([{ sku: 'N-OUTER', quantity: '1' }]), [
    `1 ${due}`,
    `2 ${due}`,
    `6 ${due}`,
    `1 ${today}`,
  ])
  await flow.receive('N-A', '100', 'HAND')
  const made = await sell([{ sku: 'N-OUTER', quantity: '3' }])
  assert.deepEqual(
    made.lines.map((one: Seen) => `${one.sku} ${one.quantity}`),
    ['N-OUTER 3', 'N-INNER 6', 'N-A 18', 'N-C 3'],
  )
  const confirm = await byHand(made.id)
  assert.deepEqual(await movedOf(made.id), ['0-0-0', '0-0-0', '0-0-0', '0-0-0'])
  await flow.ok(`/orders/${made.id}/cancel`, { reason: 'fewer', lines: [{ lineNo: 1, quantity: '1' }] })
  assert.deepEqual(await movedOf(made.id), ['0-1-0', '0-2-0', '0-6-0', '0-1-0'])
  // Three of the inner one are whole, and none of the outer one, of which some is missing.
  await confirm({ 'N-A': '10' })
  await flow.until(made.id, (one) => one.invoices.length === 1)
  assert.deepEqual(await movedOf(made.id), ['0-1-0', '3-2-0', '10-6-0', '0-1-0'])
  assert.deepEqual(await billedOf(made.id), [['N-INNER 3', 'N-A 10']])
  await confirm({ 'N-A': '2', 'N-C': '2' })
  const done = await flow.until(made.id, (one) => one.status === 'billed')
  assert.deepEqual(await movedOf(made.id), ['2-1-0', '4-2-0', '12-6-0', '2-1-0'])
  assert.deepEqual((await billedOf(made.id))[1], ['N-OUTER 2', 'N-INNER 1', 'N-A 2', 'N-C 2'])
  const billed = done.invoices.reduce((sum: number, one: Seen) => sum + Number(one.total.amount), 0)
  assert.equal(billed, (Number(made.total.amount) / 3) * 2)
  await flow.ok('/returns', { orderId: made.id, reason: 'x', lines: [{ lineNo: 1, quantity: '1' }] })
  assert.deepEqual(await movedOf(made.id), ['2-1-1', '4-2-2', '12-6-6', '2-1-1'])
  await flow.lawful()
})

test('A12-8 A8-10 a kit comes back as it was sold, by the case with what is in it; parts that came back one by one are not asked for again', async () => {
  await priced('B-A', 'goods')
  await priced('B-B', 'goods')
  await kit('B-KIT', { 'B-A': 2, 'B-B': 1 })
  await flow.put('/item-units', { sku: 'B-KIT', uom: 'CASE', quantity: '3' })
  await flow.receive('B-A', '100')
  await flow.receive('B-B', '100')
  const sold = async (line: object) => {
    const { id } = await sell([{ sku: 'B-KIT', ...line }])
    await flow.until(id, (one) => one.status === 'billed')
    return id
  }
  const back = (orderId: string, ...lines: object[]) => flow.ok('/returns', { orderId, reason: 'x', lines })
  const cases = await sold({ quantity: '2', uom: 'CASE' })
  const one = await back(cases, { lineNo: 1, quantity: '1', uom: 'CASE' })
  assert.equal(one.total.amount, '150.00')
  assert.deepEqual(await movedOf(cases), ['6-0-3', '12-0-6', '6-0-3'])
  // By pieces it comes back, too, and all that is left with it.
  await back(cases, { lineNo: 1, quantity: '2' })
  await back(cases, { lineNo: 1, quantity: '1', uom: 'EA' })
  assert.deepEqual(await movedOf(cases), ['6-0-6', '12-0-12', '6-0-6'])
  const parted = await sold({ quantity: '2' })
  await back(parted, { lineNo: 2, quantity: '4' }, { lineNo: 3, quantity: '1' })
  assert.deepEqual(await movedOf(parted), ['2-0-0', '4-0-4', '2-0-1'])
  assert.equal((await back(parted, { lineNo: 1, quantity: '1' })).total.amount, '50.00')
  assert.deepEqual(await movedOf(parted), ['2-0-1', '4-0-4', '2-0-2'])
  await back(parted, { lineNo: 1, quantity: '1' })
  assert.deepEqual(await movedOf(parted), ['2-0-2', '4-0-4', '2-0-2'])
  const { body } = await flow.post('/returns', {
    orderId: await sold({ quantity: '1', uom: 'CASE' }),
    reason: 'x',
    lines: [{ lineNo: 1, quantity: '1', uom: 'PALLET' }],
  })
  assert.deepEqual(
    body.errors.map((each: Seen) => `${each.path} ${each.code}`),
    ['/lines/0/uom unknown_unit'],
  )
  await flow.lawful()
})

test('A8-10 in a kit that brings services alone, and in goods that are sold configured, each kit goes with what it brings', async () => {
  await priced('M-WORK', 'service', '5.00')
  await kit('M-HELP', { 'M-WORK': 1 })
  await priced('M-A', 'goods')
  await flow.receive('M-A', '100', 'HAND')
  await kit('M-INNER', { 'M-A': 2, 'M-HELP': 1 })
  await priced('M-DESK', 'goods', '80.00')
  await flow.receive('M-DESK', '100', 'HAND')
  await kit('M-ROOM', { 'M-DESK': 1, 'M-INNER': 1 })
  await flow.put('/configuration-models', {
    code: 'M-DESK',
    version: 1,
    sku: 'M-DESK',
    name: 'Desk',
    state: 'published',
    pricing: 'fixed',
    validFrom: '2020-01-01',
    groups: [
      { code: 'P', options: [{ code: 'I', sku: 'M-INNER', included: true, quantity: { min: 1, max: 1 } }] },
    ],
  })
  const made = await sell([{ sku: 'M-ROOM', quantity: '2' }])
  assert.deepEqual(
    made.lines.map((one: Seen) => `${one.sku} ${one.quantity}`),
    [
      'M-ROOM 2',
      'M-DESK 2',
      'M-INNER 2',
      'M-A 4',
      'M-HELP 2',
      'M-WORK 2',
      'M-INNER 2',
      'M-A 4',
      'M-HELP 2',
      'M-WORK 2',
    ],
  )
  const confirm = await byHand(made.id)
  // What brings no goods is performed by itself; the second M-A is not of the kit in the desk.
  const shipped = (lineNos: number[]) =>
    flow.until(made.id, (one) =>
      lineNos.every((lineNo) =>
        one.fulfillmentLines.some((part: Seen) => part.lineNo === lineNo && part.shipped === '2'),
      ),
    )
  await shipped([5, 6, 9, 10])
  await confirm({ 'M-DESK': '2', 'M-A': '4' })
  await shipped([3])
  assert.deepEqual(await movedOf(made.id), [
    '0-0-0',
    '2-0-0',
    '2-0-0',
    '4-0-0',
    '2-0-0',
    '2-0-0',
    '0-0-0',
    '0-0-0',
    '2-0-0',
    '2-0-0',
  ])
  await flow.lawful()
})

/** What of each line left, was cancelled and was billed: `shipped-cancelled, net`. */
async function keptOf(id: string): Promise<string[]> {
  const { lines, invoices } = await flow.read(id)
  const moved = await movedOf(id)
  const nets = new Map<string, number>()
  for (const one of invoices) {
    const { body } = await flow.server.request('GET', `/api/v1/invoices/${one.id}`)
    for (const { sku, net } of (body as Seen).lines) nets.set(sku, (nets.get(sku) ?? 0) + Number(net.amount))
  }
  return lines.map(
    ({ sku }: Seen, index: number) => `${sku} ${moved[index]} ${(nets.get(sku) ?? 0).toFixed(2)}`,
  )
}

test('A8-10 C-24 who cancels a whole order pays of a kit that has begun to leave what of it left, by what its goods cost', async () => {
  await priced('R-BIG', 'goods')
  await priced('R-SMALL', 'goods')
  await kit('R-KIT', { 'R-BIG': 1, 'R-SMALL': 4 })
  const comes = (sku: string, unitCost: string) =>
    flow.ok('/stock/receipts', [{ sku, location: 'HAND', quantity: '500', unitCost }])
  await comes('R-BIG', '6')
  await comes('R-SMALL', '0.5')
  // 50.00 each, of which the big one is 6 of 8 and each small one 0.5 of 8.
  const made = await sell([{ sku: 'R-KIT', quantity: '3' }])
  const confirm = await byHand(made.id)
  await confirm({ 'R-BIG': '2', 'R-SMALL': '5' })
  await flow.until(made.id, (one) => one.invoices.length === 1)
  assert.deepEqual(await keptOf(made.id), ['R-KIT 1-0-0 50.00', 'R-BIG 2-0-0 0.00', 'R-SMALL 5-0-0 0.00'])
  const cancel = () => flow.post(`/orders/${made.id}/cancel`, { reason: 'no more' }, 'cancel-kits')
  const { body } = await cancel()
  // 1 + (6 + 0.5) / 8 of 3 are kept.
  assert.equal(body.amount.amount, '59.37')
  assert.deepEqual((await cancel()).body, body)
  const over = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(await keptOf(made.id), [
    'R-KIT 1.8125-1.1875-0 90.63',
    'R-BIG 2-1-0 0.00',
    'R-SMALL 5-7-0 0.00',
  ])
  assert.equal(over.state, 'in_progress')
  // Nothing more of it is cancelled by its line, and all of it can come back.
  const again = await flow.post(`/orders/${made.id}/cancel`, { reason: 'x', lines: [{ lineNo: 1 }] })
  assert.equal(again.body.errors[0].code, 'nothing_left')
  const all = { orderId: made.id, reason: 'x', lines: [{ lineNo: 1, quantity: '1.8125' }] }
  const back = await flow.ok('/returns', all)
  assert.equal(back.total.amount, '90.63')
  assert.deepEqual(await movedOf(made.id), ['1.8125-1.1875-1.8125', '2-1-2', '5-7-5'])
  await flow.lawful()
})

test('A8-10 C-24 where all that left was billed before, and nobody knows what goods cost, each kind counts alike and the kit is billed alone', async () => {
  await flow.put('/locations', { code: 'FAR', name: 'Far', autoConfirm: false, country: 'GB', rank: 800 })
  await priced('U-A', 'goods')
  await priced('U-B', 'goods')
  await kit('U-KIT', { 'U-A': 2, 'U-B': 1 })
  const made = await sell([{ sku: 'U-KIT', quantity: '2' }])
  await flow.receive('U-A', '4', 'HAND')
  const confirm = await byHand(made.id)
  await confirm({ 'U-A': '4' })
  const half = await flow.until(made.id, (one) => one.invoices.length === 1)
  assert.equal(half.invoices[0].total.amount, '0.00')
  const cancelled = await flow.ok(`/orders/${made.id}/cancel`, { reason: 'no more' })
  assert.equal(cancelled.amount.amount, '50.00')
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(await keptOf(made.id), ['U-KIT 1-1-0 50.00', 'U-A 4-0-0 0.00', 'U-B 0-2-0 0.00'])
  assert.deepEqual((await billedOf(made.id))[1], ['U-KIT 1'])
  await flow.lawful()
})

test('A8-10 C-24 with a kit of which nothing has left its order is cancelled, and what covers one that has begun goes with it', async () => {
  const none = await sell([{ sku: 'R-KIT', quantity: '2' }])
  await byHand(none.id)
  await flow.ok(`/orders/${none.id}/cancel`, { reason: 'no more' })
  assert.equal((await flow.read(none.id)).state, 'cancelled')
  const covers = { lineId: 'kit', duration: '1' }
  const made = await sell([
    { lineId: 'kit', sku: 'R-KIT', quantity: '2' },
    { sku: 'Q-CARE', quantity: '2', covers },
  ])
  const confirm = await byHand(made.id)
  await confirm({ 'R-BIG': '2', 'R-SMALL': '2' })
  await flow.ok(`/orders/${made.id}/cancel`, { reason: 'no more' })
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  // 13 of 16 of two kits, of which one is whole in number, and so one coverage.
  assert.deepEqual(await keptOf(made.id), [
    'R-KIT 1.625-0.375-0 81.25',
    'Q-CARE 1-1-0 5.00',
    'R-BIG 2-0-0 0.00',
    'R-SMALL 2-6-0 0.00',
  ])
  await flow.lawful()
})

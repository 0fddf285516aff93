import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { diceFrom, type Dice } from '../simulation/dice.ts'
import { Flow, type Seen } from '../support/flow.ts'

// Places that send, reject, lose, count and cancel by chance, several at the same moment: every law holds after each round.
let flow: Flow
const PLACES = ['CH-A', 'CH-B', 'CH-C', 'CH-D']
/** Where most of the goods are. */
const SENDERS = ['CH-C', 'CH-C', 'CH-D']
before(async () => {
  flow = await Flow.open()
  for (const [index, code] of PLACES.entries()) {
    // One of those that only send does so without a word.
    const place = { code, name: code, country: 'IE', rank: 500 + index, autoConfirm: index === 3 }
    await flow.put('/locations', { ...place, ...(index >= 2 ? {} : { transferMethod: 'van' }) })
  }
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'IE', transitDays: 1 })
})
after(() => flow.close())

async function transfersOf(id: string): Promise<Seen[]> {
  return (await flow.server.request('GET', `/api/v1/transfers?order=${id}`)).body.rows
}

/** How often each act was done, and how often it was refused. */
const acts = new Map<string, { done: number; refused: number }>()

/** Something that may be refused, and is no fault. */
async function tried(path: string, body: object): Promise<void> {
  const answer = await flow.post(path, body)
  const done = answer.status < 300 && answer.body.outcomes?.[0]?.ok !== false
  assert.ok(done || [200, 409, 422].includes(answer.status), `${path}: ${answer.bytes.toString()}`)
  const act = path
    .split('/')
    .filter((word) => word !== '' && !word.includes('_'))
    .join(' ')
  const count = acts.get(act) ?? { done: 0, refused: 0 }
  acts.set(act, count)
  if (done) count.done += 1
  else count.refused += 1
}

async function someAct(dice: Dice, id: string, sku: string): Promise<void> {
  const quantity = String(dice.between(1, 3))
  const roll = dice.below(100)
  if (roll < 6) return tried(`/orders/${id}/cancel`, { reason: 'no', lines: [{ lineNo: 1, quantity: '1' }] })
  if (roll < 9) return tried(`/orders/${id}/cancel`, { reason: 'no' })
  const place = { sku, location: dice.pick(PLACES) }
  if (roll < 14) return tried('/stock/adjustments', [{ ...place, quantity: `-${quantity}`, unitCost: '3' }])
  const came = {
    sku,
    location: dice.pick(SENDERS),
    quantity: String(dice.between(4, 9)),
    unitCost: String(dice.between(2, 9)),
  }
  if (roll < 28) return tried('/stock/receipts', [came])
  if (roll < 44) {
    const { shipments } = await flow.read(id)
    const open = shipments.filter((shipment: Seen) => shipment.state === 'requested')
    if (open.length > 0 && roll < 34) return tried(`/shipments/${dice.pick<Seen>(open).id}/confirm`, {})
    if (open.length > 0) return tried(`/shipments/${dice.pick<Seen>(open).id}/reject`, { reason: 'broken' })
  }
  if (roll < 50) {
    const { fulfillmentLines } = await flow.read(id)
    const line = dice.pick<Seen>(fulfillmentLines).id
    return tried('/backorders/put-back', [{ orderId: id, line }])
  }
  // What is to be sent, or is on its way, as it stood a moment ago: others may be faster.
  const rows = await transfersOf(id)
  const open = rows.filter((row) => (roll < 78 ? row.toSend : row.onTheWay) !== '0')
  if (open.length === 0) return undefined
  const one = dice.pick<Seen>(open)
  if (roll < 68) return tried(`/transfers/${one.id}/send`, dice.percent(50) ? {} : { quantity })
  if (roll < 78)
    return tried(`/transfers/${one.id}/reject`, { reason: 'no', ...(dice.percent(50) && { quantity }) })
  const lost = dice.percent(30) ? { lost: '1' } : {}
  return tried(`/transfers/${one.id}/receive`, dice.percent(50) ? lost : { quantity, ...lost })
}

for (const seed of [1, 2, 3])
  test(`C13-1 whatever happens to what is brought, each unit and its value are somewhere once (seed ${seed})`, async () => {
    const dice = diceFrom(seed)
    const sku = `CH-${seed}`
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
    for (const location of PLACES) {
      const row = {
        sku,
        location,
        quantity: String(SENDERS.includes(location) ? dice.between(9, 20) : dice.between(1, 4)),
        unitCost: `${dice.between(1, 9)}.37`,
      }
      await flow.ok('/stock/opening', [row])
    }
    const ids: string[] = []
    for (let round = 0; round < 12; round += 1) {
      const quantity = String(dice.between(1, 6))
      const line = {
        sku,
        quantity,
        unitPrice: '10',
        location: dice.pick(['CH-A', 'CH-B']),
        allowSplit: round % 2 === 0,
      }
      const amounts = { net: (10 * Number(quantity)).toFixed(2), tax: '1.00' }
      ids.push((await flow.order([{ ...line, ...amounts }])).id)
      const acts = Array.from({ length: 8 }, () => dice.pick(ids))
      await Promise.all(acts.map((id) => someAct(dice, id, sku)))
      await flow.lawful()
    }
    for (const id of ids) {
      const { shipments } = await flow.read(id)
      const open = shipments.find((one: Seen) => one.state === 'requested')
      if (open) await tried(`/shipments/${open.id}/confirm`, {})
    }
    // What is not wanted is given up, and all that is on its way arrives: nothing is left in the account of what is on its way.
    for (const id of ids) {
      await tried(`/orders/${id}/cancel`, { reason: 'the end' })
      for (const one of await transfersOf(id))
        if (one.onTheWay !== '0') await flow.ok(`/transfers/${one.id}/receive`, {})
    }
    await flow.lawful()
    const [left] = await flow.server.database.sql<{ sum: bigint | null }>(
      `select sum(case when d.code = '1350' then p.functional_amount else -p.functional_amount end)::bigint as sum
       from ledger.posting_public p
       join ledger.account d on d.company_id = p.company_id and d.id = p.debit_account
       join ledger.account c on c.company_id = p.company_id and c.id = p.credit_account
       where '1350' in (d.code, c.code)`,
    )
    assert.equal(left!.sum ?? 0n, 0n)
  })

test('C13-1 of what happened by chance each act was done, and not only refused', () => {
  const told = Object.fromEntries(Array.from(acts, ([act, { done, refused }]) => [act, `${done} ${refused}`]))
  for (const act of [
    'orders cancel',
    'stock adjustments',
    'stock receipts',
    'shipments confirm',
    'shipments reject',
    'transfers send',
    'transfers reject',
    'transfers receive',
    'backorders put-back',
  ])
    assert.ok((acts.get(act)?.done ?? 0) >= 1, `${act}: ${JSON.stringify(told)}`)
})

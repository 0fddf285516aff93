import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { assertWithin } from '../support/pace.ts'

let flow: Flow
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const noFreight = { freight: gbp('0.00') }
const head = { version: 1, name: 'Sold configured', state: 'published', validFrom: '2020-01-01' }

before(async () => {
  flow = await Flow.open()
  for (const sku of ['RACK', 'CROWD']) {
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind: 'service', taxCode: 'none' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('1.00') })
  }
  const groups = [{ code: 'FRAME', min: 1, max: 1, options: [{ code: 'LOW' }, { code: 'HIGH' }] }]
  await flow.put('/configuration-models', { ...head, code: 'RACK', sku: 'RACK', groups })
})
after(() => flow.close())

const send = (method: string, path: string, body?: object) =>
  flow.server.request(method, `/api/v1${path}`, body, { 'idempotency-key': `t-${(made += 1)}` })
let made = 0
const lineOf = (sku: string, choices: object[]) => ({ sku, quantity: '1', configuration: { choices } })

/** Things that have a place each, and one place less, once both halves of a condition are chosen; else everything goes. */
function crowded(many: number, when: string) {
  const places = [...Array(many - 1).keys()]
  const things = [...Array(many).keys()]
  return {
    ...head,
    code: 'CROWD',
    sku: 'CROWD',
    groups: [
      { code: 'WHEN', options: [{ code: 'LEFT' }, { code: 'RIGHT' }] },
      ...things.map((thing) => ({
        code: `P${thing}`,
        min: 1,
        max: 1,
        options: places.map((place) => ({ code: `P${thing}_${place}` })),
      })),
    ],
    rules: places.map((place) => ({
      kind: 'implies',
      code: `R${place}`,
      a: when,
      b: `${things.map((thing) => `P${thing}_${place}`).join(' + ')} <= 1`,
    })),
  }
}

test('A8-4 A8-6 what takes too long to answer keeps nobody else waiting, and an order a draft with its place', async () => {
  await flow.put('/configuration-models', crowded(11, 'LEFT & RIGHT'))
  const choices = [{ option: 'LEFT' }, { option: 'RIGHT' }]
  const ended = new AbortController()
  const hopeless = send('POST', '/configurations/check', { model: 'CROWD', choices }).finally(() =>
    ended.abort(),
  )
  const waits: number[] = []
  while (!ended.signal.aborted) {
    const began = performance.now()
    const { status } = await send('GET', '/items?sku=RACK')
    waits.push(performance.now() - began)
    assert.equal(status, 200)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const refused = await hopeless
  assert.deepEqual([refused.status, refused.body.code], [422, 'configuration_too_complex'])
  // Most of them at once: another load may run on the machine.
  waits.sort((a, b) => a - b)
  assert.ok(waits.length > 5, String(waits))
  assertWithin(waits[Math.floor(waits.length / 2)]!, 200, 'another request')
  const [draft, other] = await Promise.all([
    flow.sell([lineOf('RACK', [{ option: 'LOW' }]), lineOf('CROWD', choices)], noFreight),
    flow.sell([lineOf('RACK', [{ option: 'LOW' }])], noFreight),
  ])
  assert.deepEqual(
    [draft.state, draft.problems.map((one: Seen) => [one.path, one.code])],
    ['draft', [['/lines/1/configuration', 'configuration_too_complex']]],
  )
  assert.equal(other.state, 'in_progress')
  const never = await send('PUT', '/configuration-models', { ...crowded(11, 'LEFT | !LEFT'), version: 2 })
  assert.deepEqual(
    [never.status, never.body.errors.map((one: Seen) => [one.path, one.code])],
    [422, [['', 'too_complex']]],
  )
})

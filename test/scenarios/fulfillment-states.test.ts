import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.stockedItem('STATE-1', { BRIGHTON: '50' }, '4')
  await flow.stockedItem('STATE-2', { BRIGHTON: '50' }, '4')
})
after(() => flow.close())

const look = () => flow.run('fulfillment-states')
const line = (sku: string) => ({ sku, quantity: '1', net: '10.00', tax: '2.00', location: 'BRIGHTON' })
const stateOf = async (id: string): Promise<Seen> =>
  (await flow.server.request('GET', `/api/v1/orders/${id}/fulfillment-state`)).body
/** What was told of an order: numbers, and states of it. */
const told = async (id: string): Promise<Seen[]> => {
  const { timeline } = await flow.read(id)
  return timeline
    .filter(({ act }: Seen) => act === 'tell_state')
    .map(({ changes, events }: Seen) => {
      assert.deepEqual(events, ['order.fulfillment_state_changed'])
      const of = (what: string) => changes.find((one: Seen) => one.what === what)?.to ?? null
      return [of('fulfillment_sequence'), of('fulfillment_state')]
    })
}
const alike = [
  { state: 'CANCELLED', when: [{ all: ['CANCELLED'] }] },
  { state: 'DONE', when: [{ all: ['DONE', 'CANCELLED'] }] },
  { state: 'IN_PROGRESS' },
]
const MODEL = {
  states: [
    { code: 'IN_PROGRESS', name: 'In progress' },
    { code: 'AT_STORE', name: 'Being packed in the store' },
    { code: 'DONE', name: 'Done' },
    { code: 'CANCELLED', name: 'Cancelled' },
  ],
  map: [
    { on: 'skipped', state: 'CANCELLED' },
    { task: 'ship', on: 'waiting', state: 'AT_STORE' },
    { task: 'invoice', state: 'DONE' },
    { on: 'completed', state: 'DONE' },
    { state: 'IN_PROGRESS' },
  ],
  items: [{ state: 'AT_STORE', when: [{ any: ['AT_STORE'] }] }, ...alike],
  order: alike,
}

test('O-78 O-80 O-81 each change of what an order is composed of is told once, under the next number', async () => {
  const { id } = await flow.order([line('STATE-1'), line('STATE-2')])
  await flow.until(id, ({ shipments }: Seen) => shipments.length > 0)
  // Nobody has words of their own: the usual ones show, and nothing is told.
  await look()
  const { state, name, sequence, items } = await stateOf(id)
  assert.deepEqual([state, name, sequence, items.length], ['PENDING', 'Waiting', null, 2])
  assert.deepEqual(await told(id), [])

  await flow.put('/fulfillment-states', MODEL)
  await look()
  assert.deepEqual(await told(id), [[1, 'IN_PROGRESS']])
  const now = await stateOf(id)
  assert.deepEqual(
    [now.sequence, now.items],
    [1, [1, 2].map((lineNo) => ({ lineNo, state: 'AT_STORE', name: 'Being packed in the store' }))],
  )
  // The same once more is nothing, nor is what changes no state.
  await flow.ok(`/orders/${id}/priority`, { priority: 7 })
  await look()
  await look()
  assert.equal((await told(id)).length, 1)

  // One line is cancelled, the other leaves.
  await flow.ok(`/orders/${id}/cancel`, {
    reason: 'changed their mind',
    lines: [{ lineNo: 1, quantity: '1' }],
  })
  await look()
  assert.deepEqual((await stateOf(id)).items[0].state, 'CANCELLED')
  // The order is what it was: a change of a line has its number, too.
  assert.deepEqual((await told(id)).at(-1), [2, null])
  const { shipments } = await flow.read(id)
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})
  await look()
  assert.deepEqual(await told(id), [
    [1, 'IN_PROGRESS'],
    [2, null],
    [3, 'DONE'],
  ])
  await flow.lawful()
})

test('O-79 a model that leaves a state of a component unmapped is refused with its place, and one that is put aside is silent', async () => {
  await flow.put('/patterns', {
    code: 'fitted',
    components: [
      { kind: 'deliver', key: 'string(part.lineNo)', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] },
    ],
    lineComponents: [
      {
        kind: 'fit',
        key: 'string(line.lineNo)',
        tasks: [
          {
            kind: 'work',
            name: 'fit',
            title: 'Fit it',
            statuses: [
              { code: 'done', to: 'next' },
              { code: 'not_possible', to: 'fallout' },
            ],
          },
        ],
      },
    ],
  })
  const bad = {
    ...MODEL,
    map: [
      { component: 'deliver', state: 'DONE' },
      { pattern: 'goods', state: 'DONE' },
      { component: 'perform', state: 'DONE' },
      ...['waiting', 'ready', 'running', 'failed', 'skipped', 'done'].map((on) => ({
        component: 'fit',
        on,
        state: 'IN_PROGRESS',
      })),
    ],
  }
  const answer = await flow.server.request('PUT', '/api/v1/fulfillment-states', bad)
  assert.deepEqual(
    [answer.status, answer.body.code, answer.body.errors],
    [
      422,
      'set_up_refused',
      [
        {
          path: '/map',
          code: 'unmapped_state',
          message: 'No entry maps fitted/fit/fit when it is not_possible.',
        },
      ],
    ],
  )
  await flow.put('/fulfillment-states', { ...MODEL, active: false })
  const { id } = await flow.order([line('STATE-1')])
  await look()
  assert.deepEqual(await told(id), [])
  await flow.put('/fulfillment-states', MODEL)
  await look()
  assert.equal((await told(id)).length, 1)
  await flow.lawful()
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Seen } from '../support/flow.ts'
import { crmOrder, TmfDesk } from '../support/tmf-desk.ts'

// The state machine of a product order: what each act comes to in each state, by the API alone.
let desk: TmfDesk
before(async () => {
  desk = await TmfDesk.at()
  await desk.slowItem('SLOW', '500')
  await desk.newItem('LATER')
  await desk.priced('LATER')
})
after(() => desk.close())

const order = (more: object = {}) =>
  desk.taken('POST', '/productOrder', { ...crmOrder('SLOW', { quantity: 2 }), ...more })
const two = () =>
  desk.taken('POST', '/productOrder', {
    ...crmOrder(),
    productOrderItem: ['SLOW', 'LATER'].map((sku) => ({
      id: sku,
      action: 'add',
      productOffering: { id: sku },
    })),
  })
async function ship(id: string): Promise<void> {
  const [shipment] = (await desk.until(id, (seen) => seen.shipments.length === 1)).shipments
  await desk.ok(`/shipments/${shipment.id}/confirm`, {})
}
const hold = (id: string) => desk.ok(`/orders/${id}/holds`, { code: 'fraud', reason: 'The desk looks.' })

/** How an order comes into each state. `pendingCancellation` has no act that leads there yet. */
const STATES: Readonly<Record<string, { is: string; make(): Promise<string> }>> = {
  acknowledged: {
    is: 'acknowledged',
    async make() {
      await desk.put('/source-systems', { code: 'tmf622', name: 'CRM', remorseMinutes: 600 })
      const { id } = await order()
      await desk.put('/source-systems', { code: 'tmf622', name: 'CRM' })
      return id
    },
  },
  pending: {
    is: 'pending',
    make: async () => (await desk.taken('POST', '/productOrder', crmOrder('NO-SUCH'))).id,
  },
  inProgress: { is: 'inProgress', make: async () => (await order()).id },
  begun: {
    is: 'inProgress',
    async make() {
      const { id } = await two()
      await ship(id)
      return id
    },
  },
  held: {
    is: 'held',
    async make() {
      const { id } = await order()
      await hold(id)
      return id
    },
  },
  suspended: {
    is: 'held',
    async make() {
      const { id } = await order()
      await desk.ok(`/orders/${id}/suspend`, { reason: 'x' })
      return id
    },
  },
  rejected: {
    is: 'rejected',
    async make() {
      const rule = { name: 'no', relevancy: 99, condition: 'order.source == "tmf622"', orderType: 'x' }
      await desk.put('/recognition-rules', { ...rule, failReason: 'Not today.' })
      const { id } = await order()
      await desk.put('/recognition-rules', { ...rule, failReason: 'Not today.', active: false })
      return id
    },
  },
  cancelled: {
    is: 'cancelled',
    async make() {
      const { id } = await order()
      await desk.ok(`/orders/${id}/cancel`, { reason: 'x' })
      return id
    },
  },
  completed: {
    is: 'completed',
    async make() {
      const { id } = await order()
      await ship(id)
      return id
    },
  },
  partial: {
    is: 'partial',
    async make() {
      const { id } = await two()
      await ship(id)
      await desk.ok(`/orders/${id}/cancel`, { reason: 'x', lines: [{ lineNo: 2 }] })
      return id
    },
  },
}

type Outcome = string
async function task(path: string, id: string): Promise<Outcome> {
  const asked = await desk.tmf('POST', path, { productOrder: { id } })
  if (asked.status >= 300) return `${asked.status} ${asked.body.code}`
  const { state, errorMessage } = await desk.settled(path, asked.body.id)
  return errorMessage ? `${state} ${errorMessage.code}` : state
}
async function patch(id: string, change: (order: Seen) => Seen): Promise<Outcome> {
  const told = await desk.taken('GET', `/productOrder/${id}`)
  const answer = await desk.tmf('PATCH', `/productOrder/${id}`, change(told))
  return answer.status < 300 ? String(answer.status) : `${answer.status} ${answer.body.code}`
}
/** The same of a source that amends its orders. */
async function amended(id: string): Promise<Outcome> {
  const source = { code: 'tmf622', name: 'CRM' }
  await desk.put('/source-systems', { ...source, amendable: true })
  const outcome = await patch(id, more)
  await desk.put('/source-systems', source)
  return outcome
}
const more = (told: Seen) => ({ productOrderItem: [{ ...told.productOrderItem[0], quantity: 9 }] })

const ACTS: Readonly<Record<string, (id: string) => Promise<Outcome>>> = {
  'sent back': (id) => patch(id, (told) => told),
  urgent: (id) => patch(id, ({ productOrderItem }) => ({ productOrderItem, priority: '0' })),
  more: (id) => patch(id, more),
  'more, amendable': amended,
  'state by hand': (id) => patch(id, (told) => ({ ...told, state: 'failed' })),
  cancel: (id) => task('/cancelProductOrder', id),
  suspend: (id) => task('/extension/suspendProductOrder', id),
  resume: (id) => task('/extension/resumeProductOrder', id),
  abort: (id) => task('/extension/abortProductOrder', id),
}

/** What each act comes to, and the state after it. */
const TABLE: Readonly<Record<string, Readonly<Record<string, readonly [Outcome, string]>>>> = {
  acknowledged: {
    'sent back': ['200', 'acknowledged'],
    urgent: ['200', 'acknowledged'],
    more: ['422 revision_not_available', 'acknowledged'],
    'more, amendable': ['200', 'acknowledged'],
    'state by hand': ['400 not_settable', 'acknowledged'],
    cancel: ['done', 'cancelled'],
    suspend: ['done', 'held'],
    resume: ['done', 'acknowledged'],
    abort: ['done', 'failed'],
  },
  pending: {
    'sent back': ['200', 'pending'],
    urgent: ['200', 'pending'],
    more: ['200', 'pending'],
    'more, amendable': ['200', 'pending'],
    'state by hand': ['400 not_settable', 'pending'],
    cancel: ['done', 'cancelled'],
    suspend: ['terminatedWithError not_in_progress', 'pending'],
    resume: ['terminatedWithError not_suspended', 'pending'],
    abort: ['terminatedWithError not_abortable', 'pending'],
  },
  inProgress: {
    'sent back': ['200', 'inProgress'],
    urgent: ['200', 'inProgress'],
    more: ['422 revision_not_available', 'inProgress'],
    'more, amendable': ['200', 'inProgress'],
    'state by hand': ['400 not_settable', 'inProgress'],
    cancel: ['done', 'cancelled'],
    suspend: ['done', 'held'],
    resume: ['done', 'inProgress'],
    abort: ['done', 'failed'],
  },
  begun: {
    'sent back': ['200', 'inProgress'],
    urgent: ['200', 'inProgress'],
    more: ['422 revision_not_available', 'inProgress'],
    'more, amendable': ['200', 'inProgress'],
    'state by hand': ['400 not_settable', 'inProgress'],
    cancel: ['terminatedWithError already_shipped', 'inProgress'],
    suspend: ['done', 'held'],
    resume: ['done', 'inProgress'],
    abort: ['done', 'partial'],
  },
  held: {
    'sent back': ['200', 'held'],
    urgent: ['200', 'held'],
    more: ['422 revision_not_available', 'held'],
    'more, amendable': ['200', 'held'],
    'state by hand': ['400 not_settable', 'held'],
    cancel: ['done', 'cancelled'],
    suspend: ['done', 'held'],
    resume: ['done', 'held'],
    abort: ['done', 'failed'],
  },
  suspended: {
    'sent back': ['200', 'held'],
    urgent: ['200', 'held'],
    more: ['422 revision_not_available', 'held'],
    'more, amendable': ['200', 'held'],
    'state by hand': ['400 not_settable', 'held'],
    cancel: ['done', 'cancelled'],
    suspend: ['done', 'held'],
    resume: ['done', 'inProgress'],
    abort: ['done', 'failed'],
  },
  rejected: {
    'sent back': ['200', 'rejected'],
    urgent: ['422 order_ended', 'rejected'],
    more: ['422 revision_not_available', 'rejected'],
    'more, amendable': ['422 revision_not_available', 'rejected'],
    'state by hand': ['400 not_settable', 'rejected'],
    cancel: ['422 order_ended', 'rejected'],
    suspend: ['422 order_ended', 'rejected'],
    resume: ['422 order_ended', 'rejected'],
    abort: ['422 order_ended', 'rejected'],
  },
  cancelled: {
    'sent back': ['200', 'cancelled'],
    urgent: ['422 order_ended', 'cancelled'],
    more: ['422 order_ended', 'cancelled'],
    'more, amendable': ['422 order_ended', 'cancelled'],
    'state by hand': ['400 not_settable', 'cancelled'],
    cancel: ['422 order_ended', 'cancelled'],
    suspend: ['422 order_ended', 'cancelled'],
    resume: ['422 order_ended', 'cancelled'],
    abort: ['422 order_ended', 'cancelled'],
  },
  completed: {
    'sent back': ['200', 'completed'],
    urgent: ['422 order_ended', 'completed'],
    more: ['422 order_ended', 'completed'],
    'more, amendable': ['422 order_ended', 'completed'],
    'state by hand': ['400 not_settable', 'completed'],
    cancel: ['422 order_ended', 'completed'],
    suspend: ['422 order_ended', 'completed'],
    resume: ['422 order_ended', 'completed'],
    abort: ['422 order_ended', 'completed'],
  },
  partial: {
    'sent back': ['200', 'partial'],
    urgent: ['422 order_ended', 'partial'],
    more: ['422 order_ended', 'partial'],
    'more, amendable': ['422 order_ended', 'partial'],
    'state by hand': ['400 not_settable', 'partial'],
    cancel: ['422 order_ended', 'partial'],
    suspend: ['422 order_ended', 'partial'],
    resume: ['422 order_ended', 'partial'],
    abort: ['422 order_ended', 'partial'],
  },
}

test(
  'O-105 each act in each state comes to what the table says, and to no other state',
  { timeout: 240_000 },
  async () => {
    const found: Record<string, Record<string, readonly [Outcome, string]>> = {}
    for (const [name, { is, make }] of Object.entries(STATES)) {
      found[name] = {}
      for (const [act, carryOut] of Object.entries(ACTS)) {
        const id = await make()
        await desk.untilState(id, is)
        const outcome = await carryOut(id)
        found[name]![act] = [outcome, await desk.state(id)]
      }
    }
    assert.deepEqual(found, TABLE)
  },
)

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

/** Sends the requests of a guide as they stand there; the answers in their order. */
async function follow(guide: string): Promise<Seen[]> {
  const text = readFileSync(new URL(`../../docs/guides/${guide}.md`, import.meta.url), 'utf8')
  const requests = [...text.matchAll(/^```http\n(PUT|POST) (\S+)\n([\s\S]*?)^```$/gm)]
  const answers: Seen[] = []
  for (const [index, [, method = '', path = '', body = '']] of requests.entries()) {
    const key = { 'idempotency-key': `${guide}-${index}` }
    const answer = await flow.server.request(method, path, JSON.parse(body), method === 'POST' ? key : {})
    assert.ok(answer.status < 300, `${path} ${body}: ${answer.bytes.toString()}`)
    answers.push(answer.body)
  }
  return answers
}

test('the guide to converting orders does what it says', async () => {
  const made = (await follow('convert-orders')).at(-1)
  assert.deepEqual([made.state, made.priority, made.lines[0].sku], ['in_progress', 8, 'KIT-101'])
  assert.equal((await flow.read(made.id)).customerReference, 'PO 4711')
})

test('the guide to changing patterns does what it says', async () => {
  const before = await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  const [saved, made] = await follow('change-patterns')
  assert.equal(saved.change, 'changed')
  const componentsOf = async (id: string) =>
    (await flow.read(id)).plan.components.filter((one: Seen) => one.pattern === 'goods')
  const drawn = await componentsOf(made.id)
  assert.deepEqual(
    drawn.map((one: Seen) => [one.modelVersion, one.lines.length]),
    [[2, 2]],
  )
  const plan = (await flow.read(made.id)).plan
  const first = plan.tasks.find((task: Seen) => task.componentId === drawn[0].id)
  assert.match(first.startAt, /^2099-05-0[34]/)
  assert.deepEqual(
    (await componentsOf(before.id)).map((one: Seen) => one.modelVersion),
    [1],
  )
})

test('the guide to subscribing to events does what it says', async () => {
  const [made, replayed, rotated] = await follow('subscribe-to-events')
  assert.equal(made.change, 'created')
  assert.deepEqual(replayed.endpoints, [])
  assert.notEqual(rotated.secret, made.secret)
  // Nobody is there: the rest of the tests need not wait for it.
  await flow.server.request('DELETE', '/api/v1/webhook-endpoints/crm')
})

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

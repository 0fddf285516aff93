import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { activate, perform } from '../support/calling.ts'
import { Flow } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.put('/systems', { code: 'network', connection: 'network', reply: 'answer' })
})
after(() => flow.close())

const refused = async (path: string, body: object) => {
  const answer = await flow.server.request('PUT', `/api/v1${path}`, body)
  assert.equal(answer.status, 422, answer.bytes.toString())
  return answer.body.errors.map(({ path: at, code }: { path: string; code: string }) => `${at} ${code}`)
}
const pattern = (...tasks: object[]) => ({
  code: 'wrong',
  components: [perform],
  lineComponents: [{ kind: 'provision', key: '"all"', tasks }],
})

test('O-49 a system that could never say that it is done, or cannot be asked where it has to be, is refused with all that is wrong', async () => {
  assert.deepEqual(
    await refused('/systems', {
      code: 'polled',
      connection: 'network',
      reply: 'poll',
      statuses: [
        { code: 'busy', means: 'later' },
        { code: 'busy', means: 'wrong' },
      ],
    }),
    ['/lookUp look_up_missing', '/statuses/1/code duplicate_status', '/statuses status_missing'],
  )
  assert.deepEqual(
    await refused('/systems', { code: 'x', connection: 'network', reply: 'answer', lookUp: 'call.nothing' }),
    ['/lookUp rule_type'],
  )
})

test('O-49 what is wrong with the form of a system is told beside what else is wrong with it', async () => {
  const wrong = {
    code: 'Net!',
    connection: 'network',
    reply: 'poll',
    statuses: [{ code: 'a', means: 'fine' }],
    atOnce: 0,
  }
  assert.deepEqual(await refused('/systems', wrong), [
    '/code wrong_form',
    '/statuses/0/means no_form_fits',
    '/atOnce too_small',
    '/lookUp look_up_missing',
  ])
})

test('O-49 a pattern is refused for each expression of a request that cannot be, and for a system that is not there', async () => {
  const body = {
    ok: '=order.number',
    no: '=order.nothing',
    list: [{ $lines: { sku: '=line.sky' } }],
    two: { $lines: 1, and: 2 },
  }
  assert.deepEqual(
    await refused(
      '/patterns',
      pattern({ ...activate, system: 'network', request: { method: 'POST', path: 'order.prepaid', body } }),
    ),
    [
      '/lineComponents/0/tasks/0/request/path rule_result',
      '/lineComponents/0/tasks/0/request/body/no rule_type',
      '/lineComponents/0/tasks/0/request/body/list/0/$lines/sku rule_type',
      '/lineComponents/0/tasks/0/request/body/two lines_alone',
    ],
  )
  assert.deepEqual(await refused('/patterns', pattern({ ...activate, system: 'nowhere' })), [
    '/lineComponents/0/tasks/0/system unknown_system',
  ])
  assert.deepEqual(
    await refused('/patterns', pattern({ kind: 'wait', name: 'known', when: 'line.facts.find("a")' })),
    ['/lineComponents/0/tasks/0/when rule_result'],
  )
})

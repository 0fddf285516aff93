import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
before(async () => {
  // No workers: what is shown here is what stands when the order was taken.
  server = await startTestServer({ sample: true, roles: 'api' })
})
after(() => server.close())

let made = 0
const line = (sku: string) => ({ sku, quantity: '1' })
function orderOf(more: Record<string, unknown>) {
  made += 1
  const customer = { account: 'GB-0001' }
  return { source: 'webshop', externalId: `V-${made}`, customer, currency: 'GBP', ...more }
}
const post = (body: unknown) => server.request('POST', '/api/v1/orders', body)

test('A1-2 a draft that is sent again in a newer version is told that it is a draft, and is changed where it stands', async () => {
  const sent = orderOf({ version: 3, lines: [line('NO-SUCH-ITEM')] })
  const draft = await post(sent)
  assert.deepEqual([draft.status, draft.body.state], [201, 'draft'])
  const refused = async (version: number) => {
    const { status, body } = await post({ ...sent, version, lines: [line('KIT-101')] })
    const [{ path, message }] = body.errors
    return { said: [status, body.code, path], message: message as string }
  }
  const newer = await refused(4)
  assert.deepEqual(newer.said, [422, 'known_as_draft', '/version'])
  assert.match(newer.message, new RegExp(`PATCH /api/v1/orders/${draft.body.id}$`))
  assert.deepEqual((await refused(2)).said, [422, 'older_version', '/version'])
  assert.deepEqual((await refused(3)).said, [422, 'key_reused', '/externalId'])
  const edited = await server.request(
    'PATCH',
    newer.message.split(' ').at(-1)!,
    { lines: [{ lineNo: 1, sku: 'KIT-101' }] },
    { 'if-match': draft.headers.get('etag')! },
  )
  assert.equal(edited.status, 200, edited.bytes.toString())
  assert.equal((await refused(4)).said[1], 'known_as_draft')
  const submitted = await server.request('POST', `/api/v1/orders/${draft.body.id}/submit`, undefined, {
    'if-match': edited.headers.get('etag')!,
  })
  assert.equal(submitted.status, 200, submitted.bytes.toString())
  assert.deepEqual((await refused(4)).said, [422, 'revision_not_available', '/version'])
  assert.equal((await refused(2)).said[1], 'older_version')
  // Both in one batch: the second is told of the first, which nobody has written yet.
  const both = orderOf({ lines: [line('NO-SUCH-ITEM')] })
  const lines = [both, { ...both, version: 2 }].map((one) => JSON.stringify(one)).join('\n')
  const stream = await server.request('POST', '/api/v1/orders/batch', lines, {
    'content-type': 'application/x-ndjson',
  })
  assert.match(stream.bytes.toString().trimEnd().split('\n')[1]!, /known_as_draft/)
})

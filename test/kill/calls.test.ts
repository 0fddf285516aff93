import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { installSample } from '../../src/channels/index.ts'
import { activate, perform, STATUSES } from '../support/calling.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'
import { ProvisioningProcess } from '../support/provisioning-process.ts'
import { DocketProcess, newApiKey } from './process.ts'

let database: TestDatabase
let network: ProvisioningProcess
let docket: DocketProcess
const apiKey = newApiKey()
before(async () => {
  database = await testDatabase('calls')
  await installSample(database.door, database.db)
  network = await ProvisioningProcess.start()
  Object.assign(process.env, network.settings)
  docket = await DocketProcess.start({ databaseUrl: database.url }, apiKey)
})
after(async () => {
  await docket.stop()
  await network.stop()
  await database.close()
})

// oxlint-disable-next-line no-explicit-any -- answers are looked at, not typed
async function send(method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(`${docket.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'docket-company': 'SAMPLE',
      ...(method === 'POST' ? { 'idempotency-key': `k-${path}-${JSON.stringify(body).length}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = await response.text()
  assert.ok(response.status < 300, `${path}: ${response.status} ${answer}`)
  return JSON.parse(answer)
}

test('O-49 killed while a system does what it was asked for, Docket asks what became of it, and nothing is done twice', async () => {
  await send('PUT', '/systems', {
    code: 'looked_up',
    connection: 'network',
    reply: 'answer',
    statuses: STATUSES,
    lookUp: '"/activations/" + call.key',
  })
  await send('PUT', '/patterns', {
    code: 'provisioned',
    components: [perform],
    lineComponents: [{ kind: 'provision', key: '"all"', tasks: [{ ...activate, system: 'looked_up' }] }],
    dependencies: [{ from: 'provision', to: 'perform' }],
  })
  await send('PUT', '/items', {
    sku: 'SVC-KILL',
    name: 'Service',
    kind: 'service',
    itemClass: 'kitchen',
    taxCode: 'standard',
    pattern: 'provisioned',
  })
  // It is done at once, and its answer is on its way for eight seconds.
  await network.behave({ delayMs: 8000 })
  const { id } = await send('POST', '/orders', {
    source: 'marketplace',
    externalId: 'KILL-CALL',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [
      {
        sku: 'SVC-KILL',
        quantity: '1',
        unitPrice: { amount: '10.00', currency: 'GBP' },
        taxAmount: { amount: '2.00', currency: 'GBP' },
      },
    ],
  })
  while ((await network.activations()).length === 0) await sleep(20)
  await docket.kill()
  assert.deepEqual(await database.sql<{ state: string }>('select state from orchestration.call'), [
    { state: 'sent' },
  ])
  await network.behave({ delayMs: 0 })
  // The lease of the dead one is over.
  await database.sql(
    `update orchestration.call set due_at = now() - interval '1 second', out_until = now() - interval '1 second'`,
  )
  await docket.start()
  const end = performance.now() + 20_000
  let tasks = []
  for (;;) {
    const { plan } = await send('GET', `/orders/${id}?include=plan`)
    tasks = plan.tasks.filter(({ kind }: { kind: string }) => kind === 'call')
    if (tasks[0].state === 'completed' || performance.now() > end) break
    await sleep(100)
  }
  assert.equal(tasks[0].state, 'completed')
  const [one, ...others] = await network.activations()
  assert.deepEqual([one!.came, others.length], [1, 0])
})

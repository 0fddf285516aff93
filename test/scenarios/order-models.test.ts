import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { Flow, type Seen } from '../support/flow.ts'

const run = promisify(execFile)
let flow: Flow
let folder: string
before(async () => {
  flow = await Flow.open()
  folder = await mkdtemp(join(tmpdir(), 'docket-model-'))
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await flow.close()
})

const deliver = { kind: 'deliver', key: '"all"', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }
const work = (kind: string) => ({
  kind,
  key: '"all"',
  tasks: [{ kind: 'work', name: 'do', title: kind }],
})
const access = { code: 'access', components: [deliver], lineComponents: [work('provision')] }
const router = {
  code: 'router',
  components: [deliver],
  lineComponents: [work('configure')],
  dependencies: [{ from: 'provision', to: 'configure', fromPattern: 'access', items: 'all' }],
}
const put = (body: object) => flow.server.request('PUT', '/api/v1/order-models', body)
const compare = async (body: object): Promise<Seen> => (await flow.post('/order-models/compare', body)).body
const told = ({ errors }: Seen) => errors.map(({ path, code }: Seen) => `${path} ${code}`)
const versionOf = async (code: string): Promise<number> =>
  (await flow.server.request('GET', '/api/v1/patterns?limit=500')).body.patterns
    .filter((one: Seen) => one.code === code)
    .at(-1)?.version

test('O-107 a model is deployed whole: what differs becomes a version, what does not keeps its own, and running plans theirs', async () => {
  assert.deepEqual(
    (await compare({ patterns: [access, router] })).differences.filter(
      ({ change }: Seen) => change !== 'not_in_model',
    ),
    [
      { code: 'access', change: 'created' },
      { code: 'router', change: 'created' },
    ],
  )
  assert.equal(await versionOf('access'), undefined)
  const first = await put({ note: 'Broadband', patterns: [access, router] })
  assert.deepEqual([first.status, first.body.change], [201, 'created'])
  await flow.put('/items', {
    sku: 'LINE',
    name: 'Line',
    kind: 'service',
    itemClass: 'kitchen',
    taxCode: 'standard',
    pattern: 'access',
  })
  const { id } = await flow.order([{ sku: 'LINE', quantity: '1', net: '10.00', tax: '2.00' }])
  const changed = { ...access, lineComponents: [work('provision'), work('test')] }
  const second = await put({ note: 'Tested, too', patterns: [changed, router] })
  assert.deepEqual([second.status, second.body.change], [200, 'changed'])
  assert.deepEqual([await versionOf('access'), await versionOf('router')], [2, 1])
  assert.equal((await put({ note: 'Tested, too', patterns: [changed, router] })).body.change, 'unchanged')
  const listed = (await flow.server.request('GET', '/api/v1/order-models')).body.orderModels
  assert.deepEqual(
    listed.map(({ version, note, versions }: Seen) => [version, note, versions]),
    [
      [1, 'Broadband', { access: 1, router: 1 }],
      [2, 'Tested, too', { access: 2, router: 1 }],
    ],
  )
  // Version 2 came while this one ran.
  const { plan } = await flow.read(id)
  const made = plan.components.filter(({ pattern }: Seen) => pattern === 'access')
  assert.deepEqual(made.map(({ kind, modelVersion }: Seen) => [kind, modelVersion]).toSorted(), [
    ['deliver', 1],
    ['provision', 1],
  ])
  const next = await flow.order([{ sku: 'LINE', quantity: '1', net: '10.00', tax: '2.00' }])
  assert.equal(
    (await flow.read(next.id)).plan.components.filter(({ modelVersion }: Seen) => modelVersion === 2).length,
    3,
  )
  await flow.lawful()
})

test('O-107 a model that does not hold together is refused whole, with every place', async () => {
  const refused = await put({
    patterns: [
      {
        ...access,
        code: 'a',
        dependencies: [{ from: 'deliver', to: 'provision', fromPattern: 'nowhere', items: 'all' }],
      },
      {
        ...router,
        code: 'b',
        dependencies: [{ from: 'nothing', to: 'configure', fromPattern: 'access', items: 'all' }],
      },
    ],
  })
  assert.deepEqual(told(refused.body), [
    '/patterns/0/dependencies/0/fromPattern unknown_pattern',
    '/patterns/1/dependencies/0/from unknown_component',
  ])
  assert.equal(await versionOf('a'), undefined)
  const round = (code: string, other: string) => ({
    code,
    components: [deliver],
    dependencies: [{ from: 'deliver', to: 'deliver', fromPattern: other, items: 'all' }],
  })
  const cycle = await put({ patterns: [round('a', 'b'), round('b', 'a')] })
  assert.deepEqual(told(cycle.body), ['/patterns/1/dependencies/0 cycle'])
  assert.match(cycle.body.errors[0].message, /b:deliver\/ship → .*a:deliver/)
  assert.deepEqual(told((await put({ patterns: [access, access] })).body), [
    '/patterns/1/code duplicate_pattern',
  ])
  // A pattern that another one waits for keeps what that one names; goods go by none that has no place for them.
  await put({ patterns: [access, router] })
  const less = { ...access, lineComponents: [work('other')] }
  assert.deepEqual(told((await put({ patterns: [less] })).body), ['/patterns unknown_component'])
  assert.deepEqual(told((await flow.server.request('PUT', '/api/v1/patterns', less)).body), [
    '/components unknown_component',
  ])
  // Written down only, it replaces nothing.
  const written = await flow.server.request('PUT', '/api/v1/patterns', { ...access, active: false })
  assert.equal(written.status, 200, written.bytes.toString())
  assert.equal((await put({ patterns: [{ ...less, active: false }] })).status, 200)
  assert.deepEqual(
    told((await flow.server.request('PUT', '/api/v1/patterns', { ...access, code: 'goods' })).body),
    ['/components items_do_not_fit'],
  )
  const goods = await put({ patterns: [{ ...access, code: 'goods' }] })
  assert.deepEqual(told(goods.body), ['/patterns/0 items_do_not_fit'])
})

test('O-107 models that are deployed at once are all there, each checked with those before it', async () => {
  const codes = Array.from({ length: 8 }, (_, index) => `at_once_${index}`)
  const answers = await Promise.all(codes.map((code) => put({ note: code, patterns: [{ ...access, code }] })))
  assert.ok(answers.every(({ status }) => status === 200))
  for (const code of codes) assert.equal(await versionOf(code), 1, code)
  const { orderModels } = (await flow.server.request('GET', '/api/v1/order-models?limit=500')).body
  assert.equal(orderModels.filter(({ note }: Seen) => codes.includes(note)).length, 8)
  const round = (code: string, other: string) => ({
    code,
    components: [deliver],
    dependencies: [{ from: 'deliver', to: 'deliver', fromPattern: other, items: 'all' }],
  })
  await put({
    patterns: [
      { code: 'left', components: [deliver] },
      { code: 'right', components: [deliver] },
    ],
  })
  const both = await Promise.all(
    [round('left', 'right'), round('right', 'left')].map((body) =>
      flow.server.request('PUT', '/api/v1/patterns', body),
    ),
  )
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 422])
})

test('O-107 docket model checks, compares and deploys what stands in files, and names file and place of what is wrong', async () => {
  await mkdir(join(folder, 'network'))
  await writeFile(
    join(folder, 'network', 'access.json'),
    JSON.stringify({ note: 'Fibre', patterns: [{ ...access, code: 'fibre' }] }),
  )
  const boxes = (from: string) =>
    writeFile(
      join(folder, 'boxes.json'),
      JSON.stringify({
        patterns: [
          {
            ...router,
            code: 'box',
            dependencies: [{ from, to: 'configure', fromPattern: 'fibre', items: 'all' }],
          },
        ],
      }),
    )
  const model = async (...args: string[]): Promise<{ code: number; out: string }> => {
    const { dataDir } = flow.server as Seen
    const rest =
      args[0] === 'check' ? [] : ['--company', 'SAMPLE', ...(dataDir ? ['--data-dir', dataDir] : [])]
    const env = { ...process.env, DATABASE_URL: flow.server.database.url }
    try {
      const { stdout } = await run('node', ['bin/docket.mjs', 'model', ...args, folder, ...rest], { env })
      return { code: 0, out: stdout }
    } catch (error) {
      const { code, stderr, stdout } = error as Seen
      return { code, out: `${stdout}${stderr}` }
    }
  }
  await boxes('provisionn')
  const wrong = await model('check')
  assert.deepEqual(
    [wrong.code, wrong.out.trim()],
    [1, 'docket: boxes.json: /patterns/0/dependencies/0/from: The pattern has no component provisionn.'],
  )
  await writeFile(join(folder, 'broken.json'), '{"patterns": [')
  assert.match((await model('check')).out, /broken\.json:1:\d+: The JSON ends too early\./)
  await rm(join(folder, 'broken.json'))
  await boxes('provision')
  assert.deepEqual(await model('check'), { code: 0, out: '2 patterns of 2 files: it holds together.\n' })
  const differs = await model('diff')
  assert.equal(differs.code, 0, differs.out)
  assert.match(differs.out, /^created {6}box$/m)
  assert.match(differs.out, /^not_in_model goods$/m)
  const deployed = await model('deploy', '--note', 'From files')
  assert.deepEqual([deployed.code, deployed.out], [0, '2 patterns of 2 files: changed.\n'])
  assert.match((await model('diff')).out, /^unchanged {4}box$/m)
  // Without a word of its own it keeps that of the files.
  assert.equal((await model('deploy')).code, 0)
  const { orderModels } = (await flow.server.request('GET', '/api/v1/order-models?limit=500')).body
  assert.deepEqual(
    orderModels.slice(-2).map(({ note }: Seen) => note),
    ['From files', 'Fibre'],
  )
})

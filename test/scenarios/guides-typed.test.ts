import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { followGuide, pageOf, type, typeText } from '../support/guide.ts'

let flow: Flow
/** What the shell of somebody has who followed the first page. */
let shell: Record<string, string>
before(async () => {
  flow = await Flow.open()
  const { url, apiKey, database } = flow.server
  shell = {
    KEY: apiKey,
    URL: `${url}/api/v1`,
    DATABASE_URL: database.url,
    DATA_DIR: join(tmpdir(), 'docket-none'),
  }
})
after(() => flow.close())

const GUIDES = new URL('../../docs/guides/', import.meta.url)
const get = async (path: string): Promise<Seen> => {
  const { status, body } = await flow.server.request('GET', path)
  assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`)
  return body
}
/** The blocks of a guide that are files, each by the beginning of its first line. */
const fileOf = (guide: string, head: string): string => {
  const blocks = [...pageOf(guide).matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text)
  const found = blocks.find((text) => text.startsWith(head))
  assert.ok(found !== undefined, `${guide} has a file that begins with ${head}`)
  return found
}

test('orders in jeopardy are watched as the guide says', async () => {
  await followGuide(flow, 'watch-promises')
  const { code, printed } = await type('watch-promises', shell, [])
  assert.equal(code, 0, printed)
  assert.match(printed, /"rows":\[/)
})

test('what customers are told is composed as the guide says', async () => {
  const [made] = await followGuide(flow, 'tell-customers')
  assert.deepEqual(made, { change: 'created' })
})

test('whatever a guide lets one type is typed by a test', () => {
  const tests = ['guides', 'guides-typed']
    .map((name) => readFileSync(join(import.meta.dirname, `${name}.test.ts`), 'utf8'))
    .join('')
  const untried = readdirSync(GUIDES)
    .map((file) => file.replace('.md', ''))
    .filter((guide) => /^```(?:sh|http)$/m.test(pageOf(guide)) && !tests.includes(`'${guide}'`))
  assert.deepEqual(untried, [])
})

test(
  'the first page leads from a mistake to the money, and everything is true',
  { timeout: 120_000 },
  async () => {
    const { code, printed } = await type('getting-started', shell, [
      ['npm start', ':'],
      ['KEY=dk_…', `KEY=${flow.server.apiKey}`],
      ['URL=http://127.0.0.1:3000', `URL=${flow.server.url}`],
      // A reader copies it from the answer; an agreed order is shipped and billed a second later.
      ['ID=ord_…', `ID=$(ask "$URL/orders?source=webshop&limit=1" | grep -o 'ord_[a-z0-9]*' | head -1)`],
      ['ask "$URL/orders/$ID?include=plan', 'sleep 3; ask "$URL/orders/$ID?include=plan'],
    ])
    assert.equal(code, 0, printed)
    for (const line of [
      /"code":"unknown_item","message":"there is no item GAR-999"/,
      /^etag: "1"/im,
      /"state":"in_progress"/,
      /"status":"closed"/,
      /^All 52 laws hold\.$/m,
    ])
      assert.match(printed, line)
  },
)

test('the guide to partners lets a firm in, which orders for a customer of its own', async () => {
  await flow.put('/customer-accounts', {
    number: 'FIRM-1',
    name: 'Dealer',
    currency: 'GBP',
    shipToCountry: 'GB',
  })
  const { customerAccounts } = await get('/api/v1/customer-accounts?account=FIRM-1')
  const { code, printed } = await type('partners', shell, [['acc_…', customerAccounts[0].id]])
  assert.equal(code, 0, printed)
  assert.match(printed, /"id":"usr_/)
  const [order] = [...pageOf('partners').matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text]) =>
    JSON.parse(text!),
  )
  const { secret } = await flow.ok('/keys', {
    name: 'dealer',
    company: 'SAMPLE',
    scopes: ['orders:write', 'orders:read'],
    rows: 'partner',
    partnerId: customerAccounts[0].id,
  })
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  const made = await flow.server.request(
    'POST',
    '/api/v1/orders',
    { ...order, currency: 'GBP', shipTo: { country: 'GB' }, lines },
    { authorization: `Bearer ${secret}` },
  )
  assert.equal(made.status, 201, JSON.stringify(made.body))
  assert.equal(
    (await get('/api/v1/customer-accounts?partner=FIRM-1')).customerAccounts[0].account,
    'FIRM-1:1001',
  )
})

test('the guide to one customer of many channels does what it says', async () => {
  const rules = fileOf('one-customer', 'code,position')
  const imported = await type('one-customer', shell, [['--company SHOP', '--company SAMPLE']], {
    'rules.csv': rules,
  })
  assert.equal(imported.code, 0, imported.printed)
  assert.match(imported.printed, /^5 rows: .* 0 refused\.$/m)
  // Two records each that agree by their e-mail alone.
  for (const n of [1001, 1002, 1003])
    for (const [number, name] of [
      [`W-${n}`, 'Ada Byron'],
      [`P-${n - 924}`, `Other ${n}`],
    ] as const)
      await flow.put('/customer-accounts', {
        number,
        kind: 'person',
        name,
        email: `ada${n}@example.org`,
        currency: 'GBP',
        shipToCountry: 'GB',
      })
  const later = addDays(new Date().toISOString().slice(0, 10), 90)
  const answers = await followGuide(flow, 'one-customer', [['2027-03-01', later]])
  const [merged, apart, put] = answers[1].outcomes
  assert.deepEqual([merged.ok, apart.ok], [true, true], JSON.stringify(answers[1]))
  // Of a pair that no order asked about nothing waits; the day itself is taken.
  assert.deepEqual(
    put.problems.map((one: Seen) => [one.path, one.code]),
    [['/other', 'not_asked']],
  )
})

test('the guide to measuring asks for what there is', async () => {
  const [, block = ''] = /^```http\n([\s\S]*?)^```$/m.exec(pageOf('measure-operations'))!
  const asked = block.trim().split('\n')
  assert.equal(asked.length, 4)
  for (const line of asked) await get(line.replace('GET ', ''))
})

test('the guide to quotes makes one with alternatives, changes it, and orders it in two parts', async () => {
  const { code, printed } = await type('quotes', shell, [])
  assert.equal(code, 0, printed)
  for (const line of [
    /"version":2,"revision":"4","state":"sent"/,
    /"left":\[\{"lineNo":1,"quantity":"6","sold":null\},\{"lineNo":2,"quantity":"10","sold":null\}\]/,
    /"left":\[\{"lineNo":1,"quantity":"0","sold":null\},\{"lineNo":2,"quantity":"0","sold":null\}\]/,
  ])
    assert.match(printed, line)
})

test('the guide to an inventory system does what it says', async () => {
  const { code, printed } = await type(
    'connect-inventory',
    shell,
    [
      ['npm start', ':'],
      ['--company SHOP', '--company SAMPLE'],
      // The one that hands its snapshots over by itself has no connection.
      ['"connection": "wms",', ''],
      ['TOKEN=…', 'TOKEN=a-token-of-the-warehouse'],
      ['SECRET=…', 'SECRET=a-secret-of-the-warehouse'],
    ],
    { 'costs.csv': fileOf('connect-inventory', 'system,sku') },
  )
  assert.equal(code, 0, printed)
  assert.match(printed, /"code":"wms","change":"created"/)
  assert.match(printed, /1 row: .* 0 refused\.$/m)
})

test('the guide to a payment gateway names settings that there are', async () => {
  const said = [...pageOf('connect-a-payment-gateway').matchAll(/^export (\w+)=(\S+)/gm)]
  assert.equal(said.length, 4)
  const env = Object.fromEntries(
    said.map(([, name, value]) => [name!, value === '…' ? 'a-secret-of-16-bytes' : value!]),
  )
  assert.deepEqual([...loadConfig(env).payments.keys()], ['cards'])
})

test('the files of the guide to CSV go in', async () => {
  const commands = /^```sh\nnpx docket import items[^\n]*\n```$/m.exec(pageOf('import-csv'))
  assert.ok(commands, 'the guide imports items')
  const files = {
    'items.csv': fileOf('import-csv', 'sku,name'),
    'calendars.csv': fileOf('import-csv', 'code,workingDays'),
    'customers.csv': fileOf('import-csv', 'number,name'),
    'sites.csv': fileOf('import-csv', 'customer,code'),
  }
  await flow.put('/customer-accounts', { number: 'C-9', currency: 'GBP', shipToCountry: 'GB' })
  const kinds = ['items', 'calendars', 'customers', 'sites']
  const text = kinds
    .map((kind) => `\`\`\`sh\nnpx docket import ${kind} ${kind}.csv --company SHOP\n\`\`\`\n`)
    .join('')
  const { code, printed } = await typeText(text, shell, [['--company SHOP', '--company SAMPLE']], files)
  assert.equal(code, 0, printed)
  assert.equal(printed.match(/^\d rows?: .* 0 refused\.$/gm)?.length, kinds.length, printed)
})

test('the guide to the shop to try with does what it says', async () => {
  const { code, printed } = await type('shop-emulator', shell, [
    ['--state shop.json', '--state shop.json & sleep 4'],
    ['4810', '48117'],
    ['npm start', 'true'],
  ])
  assert.equal(code, 0, printed)
  assert.match(printed, /"what":"listening"/)
  assert.match(printed, /"access_token"/)
})

test('the guide to what is sold configured does what it says', async () => {
  const said = (first: string) =>
    JSON.parse(fileOf('sell-configured', first).replace(/^(?:PUT|POST) .*\n/, '')) as Record<string, unknown>
  for (const sku of ['RACK', 'R-LOW', 'R-HIGH', 'R-SCREW', 'R-DOOR']) {
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind: 'service', taxCode: 'standard' })
    const unitPrice = { amount: '10', currency: 'GBP' }
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice })
  }
  await flow.put('/configuration-models', said('PUT /api/v1/configuration-models'))
  const answer = await flow.ok('/configurations/check', said('POST /api/v1/configurations/check'))
  // Two racks of six parts of 10, less the discount that the company gives from 100 on.
  assert.deepEqual([answer.complete, answer.offer.price.net.amount], [true, '108.00'])
  assert.match(answer.explanations[0].because.constraints[0].text, /a low rack has no door/)
  const order = await flow.sell([said('{"sku": "RACK"') as never])
  assert.deepEqual(
    order.lines.map((line: Seen) => [line.sku, line.quantity]),
    [
      ['RACK', '1'],
      ['R-LOW', '1'],
      ['R-SCREW', '4'],
    ],
  )
})

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { importers } from '../../src/channels/index.ts'
import { define as defineImport } from '../../src/cli/import.ts'
import type { Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { FILES } from '../support/set-up-files.ts'

let server: TestServer
let folder: string
before(async () => {
  server = await startTestServer()
  folder = await mkdtemp(join(tmpdir(), 'docket-import-'))
  // What the command reads, in a process of its own as in this one.
  process.env['DATABASE_URL'] = server.database.url
  process.env['LOG_LEVEL'] = 'error'
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await server.close()
})

const BIN = join(import.meta.dirname, '../../bin/docket.mjs')

interface Said {
  code: number
  problems: string[]
  counts: string
}

/** `docket import` as a process of its own, beside the server. */
async function docketImport(kind: string, text: string | Buffer): Promise<Said> {
  const file = join(folder, `${kind}.csv`)
  await writeFile(file, text)
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, 'import', kind, file], (error, out, said) => {
      resolve(saidBy(error ? Number(error.code) : 0, out.trimEnd().split('\n'), said))
    })
  })
}

/** The same command in this process: it opens a database and a door of its own too, and need not be loaded for each file. */
async function importHere(t: TestContext, kind: string, text: string): Promise<Said> {
  const file = join(folder, `${kind}.csv`)
  await writeFile(file, text)
  const lines: string[] = []
  const log = t.mock.method(console, 'log', (line: string) => void lines.push(line))
  const command = new Command('import')
  defineImport(command)
  try {
    await command.parseAsync([kind, file], { from: 'user' })
    return saidBy(Number(process.exitCode ?? 0), lines, '')
  } finally {
    process.exitCode = undefined
    log.mock.restore()
  }
}

function saidBy(code: number, lines: string[], otherwise: string): Said {
  const counts = lines.pop() || otherwise
  return { code, problems: lines.map(placeOf), counts }
}

/** `row 3, sku: unknown_item: …` without its sentence. */
function placeOf(line: string): string {
  return /^row \d+(?:, [^:]+)?: \w+/.exec(line)?.[0] ?? line
}

async function onHand(): Promise<Record<string, string>> {
  const answer = await server.request('GET', '/api/v1/stock')
  assert.equal(answer.status, 200, answer.bytes.toString())
  return Object.fromEntries(answer.body.rows.map((row: Seen) => [row.sku, row.onHand]))
}

/** How many killed items were opened. */
async function opened(): Promise<number> {
  const [row] = await server.database.sql(
    "select count(*)::int as count from inventory.stock_move m join catalog.item i on i.id = m.item_id where i.sku like 'K-%'",
  )
  return row!['count'] as number
}

test('A1-3 P-3 a whole company comes by files while the server is up: good rows go in, of bad ones everything is told', async (t) => {
  assert.deepEqual(
    importers.map((one) => one.kind),
    Object.keys(FILES),
  )
  const told: Record<string, Said> = {}
  const expected: Record<string, Said> = {}
  for (const [kind, { text, good, bad }] of Object.entries(FILES)) {
    const refused = new Set(bad.map((problem) => /^row \d+/.exec(problem)![0])).size
    const counts = `${good + refused} rows: ${good} created, 0 changed, 0 unchanged, ${refused} refused.`
    expected[kind] = { code: 1, problems: bad, counts }
    told[kind] = await importHere(t, kind, text)
  }
  assert.deepEqual(told, expected)
  assert.deepEqual(await onHand(), { CUP: '100', MUG: '40' })
  const rate = await server.request('GET', '/api/v1/exchange-rates')
  assert.equal(rate.body.exchangeRates[0].rate, '0.87')
})

test('what a route of set-up takes can come by a file', async () => {
  const document = join(import.meta.dirname, '../../docs/reference/openapi.json')
  const { paths } = JSON.parse(await readFile(document, 'utf8')) as {
    paths: Record<string, { put?: object }>
  }
  const routes = Object.keys(paths).filter((path) => paths[path]!.put && !path.includes('{'))
  const files = new Set(Object.values(FILES).map(({ path }) => `/api/v1/${path}`))
  // Not of set-up; an agreement is described with all of its lines; and an endpoint has a secret that is shown once.
  const apart = [
    '/api/v1/agreements',
    '/api/v1/approval-delegates',
    '/api/v1/clock',
    '/api/v1/fulfillment-states',
    '/api/v1/jeopardy-policy',
    '/api/v1/match-questions',
    '/api/v1/order-models',
    '/api/v1/session/password',
    '/api/v1/stock-events',
    '/api/v1/systems',
    '/api/v1/webhook-endpoints',
  ]
  assert.deepEqual(routes.filter((path) => !files.has(path)).toSorted(), apart)
})

test('A1-3 the same files once more change nothing: stock is not opened twice, nor supply announced twice', async () => {
  for (const kind of ['calendars', 'posting-rules', 'stock', 'supply-orders']) {
    const { text, good, bad } = FILES[kind]!
    const { problems, counts } = await docketImport(kind, text)
    assert.deepEqual(problems, bad, kind)
    assert.match(counts, new RegExp(`: 0 created, 0 changed, ${good} unchanged, `), kind)
  }
  assert.deepEqual(await onHand(), { CUP: '100', MUG: '40' })
  const other = await docketImport('stock', 'sku,location,quantity,unitCost\nCUP,HQ,101,4.00\n')
  assert.deepEqual([other.code, other.problems], [1, ['row 2, location: opened_before']])
})

test(
  'A1-3 stock whose import is killed in the middle is opened once when it is begun again',
  { timeout: 120_000 },
  async () => {
    const count = 3000
    const numbers = Array.from({ length: count }, (_, index) => index)
    const items = numbers.map((number) => `K-${number},Item,kitchen`)
    await docketImport('items', ['sku,name,itemClass', ...items].join('\n'))
    const stock = [
      'sku,location,quantity,unitCost',
      ...numbers.map((number) => `K-${number},HQ,3,1.50`),
    ].join('\n')
    const file = join(folder, 'killed.csv')
    await writeFile(file, stock)
    const child = spawn(process.execPath, [BIN, 'import', 'stock', file], { stdio: 'ignore' })
    const ended = new Promise<NodeJS.Signals | null>((resolve) =>
      child.on('close', (_code, by) => resolve(by)),
    )
    while ((await opened()) === 0 && child.exitCode === null) await sleep(5)
    child.kill('SIGKILL')
    assert.equal(await ended, 'SIGKILL')
    const before = await opened()
    assert.ok(before > 0 && before < count, `${before} of ${count} were opened when it was killed`)
    const { code, counts } = await docketImport('stock', stock)
    assert.equal(code, 0)
    const [, created, unchanged] = /: (\d+) created, 0 changed, (\d+) unchanged, 0 refused/.exec(counts)!
    assert.ok(Number(unchanged) >= before, counts)
    assert.equal(Number(created) + Number(unchanged), count)
    assert.equal(await opened(), count)
  },
)

test('A1-3 a file in Latin-1 is refused by row and column, and nothing of those rows goes in', async () => {
  const text = Buffer.from('sku,name,itemClass\nU-1,Türgriff,kitchen\nU-2,Cup,kitchen\n', 'latin1')
  const { code, problems, counts } = await docketImport('items', text)
  assert.deepEqual([code, problems], [1, ['row 2, name: not_utf8']])
  assert.equal(counts, '2 rows: 1 created, 0 changed, 0 unchanged, 1 refused.')
  const rows = await server.database.sql("select sku, name from catalog.item where sku like 'U-%'")
  assert.deepEqual(rows, [{ sku: 'U-2', name: 'Cup' }])
})

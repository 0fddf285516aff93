import assert from 'node:assert/strict'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { checkDependencies } from '../scripts/dev/checks/dependencies.ts'
import { checkDocs } from '../scripts/dev/checks/docs.ts'
import { checkFileSizes } from '../scripts/dev/checks/files.ts'
import { checkSql } from '../scripts/dev/checks/sql.ts'
import { checkDuplicateTitles } from '../scripts/dev/checks/titles.ts'
import { checkTypes } from '../scripts/dev/checks/types.ts'
import { checkClocks, checkWords } from '../scripts/dev/checks/words.ts'
import { newestOf, withMeasured } from '../scripts/dev/generate-benchmarks.ts'
import { checkModuleMap } from '../scripts/dev/module-map.ts'
import { idsOf } from '../scripts/dev/feature-list.ts'
import { shownBy } from '../scripts/dev/features.ts'
import { describe, type Problem, readTree, ROOT } from '../scripts/dev/tree.ts'

// A house as it should be: every rule holds here, so what a test plants is all that can be found.
const SOUND: Record<string, string> = {
  'package.json': '{ "name": "fixture", "type": "module" }\n',
  'src/platform/README.md': '# platform\n',
  'src/platform/money.ts': 'export const zero = 0n\n',
  'src/platform/database/index.ts': "export { connect } from './connection.ts'\n",
  'src/platform/database/connection.ts': 'export const connect = (): void => undefined\n',
  'src/inventory/README.md': '# inventory\n',
  'src/inventory/index.ts': "export { promise } from './promise.ts'\n",
  'src/inventory/promise.ts': "import { zero } from '../platform/money.ts'\nexport const promise = zero\n",
  'src/inventory/stock.sql':
    '-- name: read_stock\nselect platform.verify(on_hand > 0) from inventory.stock_gate where item = any($1) for update;\n',
  'src/orders/README.md': '# orders\n\nSee [inventory](../inventory/README.md#inventory).\n',
  'src/orders/index.ts':
    "import { promise } from '../inventory/index.ts'\nimport { connect } from '../platform/database/index.ts'\nexport const submit = [promise, connect]\n",
  'src/orders/orders.sql':
    "-- name: read_stock -- as billing.invoice does\nselect s.on_hand, 'billing.invoice' from inventory.stock_public s join orders.sales_order o using (company_id);\n",
  'db/migrations/0001_inventory_stock.sql':
    'create schema inventory;\ncreate table inventory.stock_gate (company_id int8, on_hand numeric);\n',
}

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Builds the sound house with `planted` files added or replaced, in a temporary folder. */
function house(planted: Record<string, string> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'docket-house-'))
  folders.push(root)
  for (const file of ['module-map.json', '.dependency-cruiser.cjs'])
    copyFileSync(join(ROOT, file), join(root, file))
  for (const [path, text] of Object.entries({ ...SOUND, ...planted })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

function assertFound(problems: Problem[], ...patterns: RegExp[]): void {
  const lines = problems.map(describe)
  for (const pattern of patterns) {
    assert.ok(
      lines.some((line) => pattern.test(line)),
      `${pattern} is not among:\n${lines.join('\n')}`,
    )
  }
}

test('a sound house raises no complaint', async () => {
  const tree = readTree(house())
  const checks = [
    checkModuleMap,
    checkSql,
    checkClocks,
    checkWords,
    checkFileSizes,
    checkDocs,
    checkDuplicateTitles,
  ]
  assert.deepEqual([...checks.flatMap((check) => check(tree)), ...(await checkDependencies(tree))], [])
})

test('a cycle, a deep import and an upward import are caught', async () => {
  const root = house({
    'src/inventory/promise.ts':
      "import type { gate } from './gate.ts'\nexport const promise = (g: gate): gate => g\n",
    'src/inventory/gate.ts': "import { promise } from './promise.ts'\nexport type gate = typeof promise\n",
    'src/orders/deep.ts': "import { promise } from '../inventory/promise.ts'\nexport const deep = promise\n",
    'src/orders/room.ts':
      "import { connect } from '../platform/database/connection.ts'\nexport const room = connect\n",
    'src/inventory/up.ts': "import { submit } from '../orders/index.ts'\nexport const up = submit\n",
    'src/billing/sibling.ts': "import { submit } from '../orders/index.ts'\nexport const sibling = submit\n",
    'src/platform/upward.ts':
      "import { promise } from '../inventory/index.ts'\nexport const upward = promise\n",
    'src/orders/tested.ts':
      "import { support } from '../../test/support/support.ts'\nexport const tested = support\n",
    'test/support/support.ts': 'export const support = 1\n',
    'console/src/main.tsx':
      "import { submit } from '../../src/orders/index.ts'\nexport const main = submit\n",
    'src/orders/nowhere.ts': "import { gone } from './gone.ts'\nexport const nowhere = gone\n",
    'src/orchestration/plan/low.ts': "import { high } from '../run/high.ts'\nexport const low = high\n",
    'src/orchestration/run/high.ts': "import { door } from '../index.ts'\nexport const high = door\n",
    'src/orchestration/index.ts': 'export const door = 1\n',
  })
  assertFound(
    await checkDependencies(readTree(root)),
    /inventory\/(?:promise|gate)\.ts {2}no-cycle/,
    /orders\/deep\.ts {2}front-door: imports src\/inventory\/promise\.ts/,
    /orders\/room\.ts {2}platform-door: imports src\/platform\/database\/connection\.ts/,
    /inventory\/up\.ts {2}only-down-from-inventory/,
    /billing\/sibling\.ts {2}only-down-from-billing/,
    /platform\/upward\.ts {2}only-down-from-platform/,
    /orders\/tested\.ts {2}src-alone/,
    /console\/src\/main\.tsx {2}console-alone/,
    /orders\/nowhere\.ts {2}no-unresolved/,
    /plan\/low\.ts {2}only-down-from-orchestration\/plan: imports src\/orchestration\/run\/high\.ts/,
    /run\/high\.ts {2}only-down-from-orchestration\/run: imports src\/orchestration\/index\.ts/,
  )
})

test('a cruise that reads fewer files than src has fails', async () => {
  const root = house()
  const path = join(root, '.dependency-cruiser.cjs')
  const config = readFileSync(path, 'utf8')
  const blind = config.replace("exclude: { path: '", "exclude: { path: '^src/inventory|")
  assert.notEqual(blind, config)
  writeFileSync(path, blind)
  assertFound(
    await checkDependencies(readTree(root)),
    /src\/inventory\/promise\.ts {2}not read by the dependency check/,
  )
})

test('a statement that leaves its schema is caught', () => {
  const root = house({
    'src/orders/foreign.sql':
      'select 1 from inventory.stock_gate;\nselect 1 from "billing" . invoice_public;\n',
    'src/orders/writes.sql':
      'insert into inventory.stock_public (on_hand) values (1);\nupdate only ledger.entry set x = 1;\ninsert into platform.company_log (pos) values (1);\n',
    'src/orders/locks.sql': 'select 1 from inventory.stock_public s for no key update;\n',
    'src/orders/clock.sql': 'update orders.sales_order set at = now();\nselect current_timestamp;\n',
    'src/orders/inline.ts': 'export const text = `select 1 from orders.sales_order`\n',
    'src/monitoring/README.md': '# monitoring\n',
    'src/monitoring/laws.sql': 'select 1 from billing.invoice;\ndelete from billing.invoice;\n',
  })
  const problems = checkSql(readTree(root))
  assertFound(
    problems,
    /foreign\.sql:1 {2}orders reads inventory\.stock_gate/,
    /foreign\.sql:2 {2}orders reads billing\.invoice_public/,
    /writes\.sql:1 {2}orders writes inventory\.stock_public/,
    /writes\.sql:2 {2}orders writes ledger\.entry/,
    /writes\.sql:3 {2}orders writes platform\.company_log/,
    /locks\.sql:1 {2}orders locks inventory\.stock_public/,
    /clock\.sql:1 {2}reads a clock \(now\(\)\)/,
    /clock\.sql:2 {2}reads a clock/,
    /inline\.ts:1 {2}SQL .* stands in a \.sql file/,
    /laws\.sql:2 {2}monitoring writes billing\.invoice/,
  )
  assert.equal(problems.length, 10, 'monitoring may read everything, and nothing else is wrong')
})

test('a migration that leaves its schema is caught', () => {
  const root = house({
    'db/migrations/0001_orders_twin.sql': 'create table orders.sales_order (company_id int8);\n',
    'db/migrations/0003_orders_foreign.sql':
      'create table billing.invoice (at timestamptz default now());\ncreate schema billing;\ncreate table loose (id int8);\n',
    'db/migrations/0005_orders_told.sql':
      '-- Reads: billing.\nupdate orders.sales_order o set id = 1 from billing.invoice;\nupdate billing.invoice set id = 1;\nselect 1 from ledger.entry;\n',
    'db/migrations/4_nothing.sql': 'select 1;\n',
  })
  const problems = checkSql(readTree(root))
  assert.ok(!problems.some(({ file, line }) => file.includes('0005') && line === 2))
  assertFound(
    problems,
    /0005_orders_told\.sql:3 {2}a migration of orders touches billing\.invoice/,
    /0005_orders_told\.sql:4 {2}a migration of orders touches ledger\.entry/,
    /0001_orders_twin\.sql {2}carries the same number/,
    /0003_orders_foreign\.sql:1 {2}a migration of orders touches billing\.invoice/,
    /0003_orders_foreign\.sql:1 {2}reads a clock/,
    /0003_orders_foreign\.sql:2 {2}a migration of orders creates the schema billing/,
    /0003_orders_foreign\.sql:3 {2}table loose is created without its schema/,
    /4_nothing\.sql {2}a migration is named/,
  )
})

test('an index that keeps writers out while it is built is caught', () => {
  const root = house({
    'db/migrations/0096_orders_before.sql': 'create index old on orders.sales_order (id);\n',
    'db/migrations/0107_orders_plain.sql':
      'create table orders.new (id int8);\ncreate index new_id on orders.new (id);\ncreate unique index hot on orders.sales_order (id);\ncreate index on orders.sales_order (id);\n',
    'db/migrations/0108_orders_well.sql':
      '-- Transaction: none\ncreate index concurrently well on orders.sales_order (id);\n',
  })
  const problems = checkSql(readTree(root))
  assertFound(
    problems,
    /0107_orders_plain\.sql:3 {2}an index on orders\.sales_order, which stands already, is built concurrently/,
    /0107_orders_plain\.sql:4 {2}an index on orders\.sales_order/,
  )
  assert.equal(problems.length, 2)
})

test('a migration that takes a column from older processes and says that it breaks nothing is caught', () => {
  const root = house({
    'db/migrations/0107_orders_taken.sql':
      '-- Breaking: no.\nalter table orders.sales_order rename a to b;\nalter table orders.sales_order\n  rename column c to d;\nalter table orders.sales_order alter e type text;\nalter table orders.sales_order alter column f set data type text;\nalter table orders.sales_order drop column g;\n',
    'db/migrations/0108_orders_told.sql':
      '-- Breaking: yes, for who reads it.\nalter table orders.sales_order drop column h;\n',
    'db/migrations/0109_orders_fine.sql':
      "-- Breaking: no. It does not drop column h.\nalter table orders.sales_order rename constraint a to b, alter column i drop default;\nalter table orders.sales_order add column type text;\nalter type orders.kind add value 'x';\n",
  })
  const problems = checkSql(readTree(root))
  assert.deepEqual(
    problems.map((one) => `${one.file}:${one.line}`),
    [2, 4, 5, 6, 7].map((line) => `db/migrations/0107_orders_taken.sql:${line}`),
  )
  assertFound(problems, /0107_orders_taken\.sql:7 {2}"drop column" breaks older processes/)
})

test('a word, a clock, a long file, a dead link and a missing page are caught', () => {
  const british = ['ful', 'filment'].join('')
  const root = house({
    'src/orders/words.ts': `export const ${british} = 1\n`,
    'src/orders/time.ts': 'export const at = (): number => Date.now()\n// Date.now() in a comment is fine\n',
    'src/orders/long.ts': 'export {}\n'.repeat(601),
    'src/orders/helpers/x.ts': 'export {}\n',
    'src/tax/index.ts': 'export {}\n',
    'src/stray/index.ts': 'export {}\n',
    'docs/page.md': '[gone](gone.md) [no heading](../src/orders/README.md#nothing) `[code](is-spared.md)`\n',
    'docs/decisions/0001-first.md': '# First\n',
    'src/orders/decided.ts': `export {}\n// decision 0001, ${'decision'} 0002\n`,
    'test/twin.test.ts': "test('one', () => {})\ntest('one', () => {})\n",
  })
  const tree = readTree(root)
  assertFound(
    [checkWords, checkClocks, checkFileSizes, checkDocs, checkModuleMap, checkDuplicateTitles].flatMap(
      (check) => check(tree),
    ),
    /words\.ts:1 {2}.*write fulfillment/,
    /time\.ts:1 {2}Date\.now/,
    /long\.ts {2}601 lines/,
    /helpers\/x\.ts {2}a folder is named after a thing/,
    /src\/tax\/README\.md {2}every module has its page/,
    /src\/stray {2}neither a module nor a main/,
    /page\.md:1 {2}the link gone\.md leads nowhere/,
    /page\.md:1 {2}the link .*#nothing names no heading/,
    /0001-first\.md {2}a decision says its status/,
    /decided\.ts:2 {2}there is no decision 0002/,
    /twin\.test\.ts:2 {2}the title "one" stands in line 1 too/,
  )
  assert.equal(checkClocks(tree).length, 1)
})

test('a promise that nobody keeps is caught, and a type that does not fit', async () => {
  const root = house({
    'tsconfig.json': JSON.stringify({
      compilerOptions: { target: 'ES2024', module: 'NodeNext', strict: true, types: [], noEmit: true },
      include: ['src/orders/float.ts'],
    }),
    'src/orders/float.ts': [
      'export let kept: Promise<void> | undefined',
      'const work = async (): Promise<void> => undefined',
      'work()',
      'work().then(() => undefined)',
      'void work()',
      'kept ??= work()',
      'await work().catch(() => undefined)',
      "export const count: number = 'one'",
      '',
    ].join('\n'),
  })
  const problems = await checkTypes(readTree(root))
  assertFound(
    problems,
    /float\.ts:3 {2}.*no-floating-promises/,
    /float\.ts:4 {2}.*no-floating-promises/,
    /float\.ts:8 {2}.*TS2322/,
  )
  assert.equal(problems.length, 3)
})

test('a module map that points up is caught', () => {
  const map = JSON.parse(readFileSync(join(ROOT, 'module-map.json'), 'utf8')) as {
    modules: Record<string, { imports: string[]; sql: string[] }>
  }
  map.modules['ledger']!.imports.push('orders')
  map.modules['tax']!.sql.push('catalog.item')
  const problems = checkModuleMap(readTree(house({ 'module-map.json': JSON.stringify(map) })))
  assertFound(
    problems,
    /ledger imports orders, which is not below it/,
    /tax reads catalog\.item, which is not a public view/,
  )
})

test('a feature is shown by passing tests only', () => {
  const known = new Set(['D3', 'P-20', 'A1-1'])
  assert.deepEqual(idsOf('D3 P-20, A1-1: promises a date for D3', known), ['D3', 'P-20', 'A1-1'])
  assert.deepEqual(idsOf('promises D3', known), [])
  const result = { path: [], file: 'a.test.ts', ok: true, skipped: false, ms: 1 }
  const shown = shownBy(
    [
      { ...result, title: 'D3 P-20 first' },
      { ...result, title: 'P-20 second', ok: false },
      { ...result, title: 'A1-1 third', skipped: 'no browser' },
    ],
    [...known].map((id) => ({ id, level: 'must' as const })),
  )
  assert.deepEqual([...shown.keys()], ['D3'])
})

test('pages that say how many laws there are say how many there are', () => {
  const text = (path: string) => readFileSync(join(ROOT, path), 'utf8')
  const sql = readdirSync(join(ROOT, 'src/monitoring'))
    .filter((file) => /^(?:invariants|.*-laws)\.sql$/.test(file))
    .map((file) => text(`src/monitoring/${file}`))
    .join('')
  const laws = sql.match(/^-- name: law_/gm)!.length
  const pages = [
    'README.md',
    'docs/guides/getting-started.md',
    'docs/operating/invariants-broken.md',
    'ARCHITECTURE.md',
  ]
  for (const page of [...pages, 'docs/operating/runbook.md'])
    assert.deepEqual(text(page).match(/\d+ laws/g), [`${laws} laws`], page)
})

test('P-80 the page of benchmarks shows the newest line of each workload and phase, and why something is not reached', () => {
  const line = (workload: string, phase: string, more: object) =>
    JSON.stringify({ workload, phase, value: 2500, unit: 'lines per CPU second', commit: 'abc', ...more })
  const none = { ratio: null, ratioTo: null, target: null, reached: null }
  const target = 'ratio >= 0.25, <= 400 µs of CPU and <= 3500 bytes of WAL a line'
  const measured = { ratioTo: 'floor', target, walBytesPerLine: 5000 }
  const results = newestOf([
    `${line('floor', 'unnest', none)}\n${line('cash', '1 company', { ...measured, ratio: 0.1, reached: false })}\n`,
    `${line('cash', '1 company', { ...measured, ratio: 0.3, reached: false })}\n`,
  ])
  const page = (reasons: string) =>
    `# B\n\n## What\n\n| \`cash\` | it |\n| \`floor\` | it |\n| \`idle\` | it |\n\n## As measured\n\n<!-- as measured: generated by npm run generate -->\nold\n<!-- end of as measured -->\n\n### Not reached, and why\n\n${reasons}\n## More\n`
  const written = withMeasured(page('- `cash`: much is written.\n'), results)
  const [, block] = /generate -->\n([\s\S]*)<!-- end/.exec(written)!
  assert.deepEqual(block!.trimEnd().split('\n').slice(2), [
    `| \`cash\` | 1 company | ratio 0.3, 400 µs of CPU, 5000 bytes of WAL a line | floor | ${target} | **no** | \`abc\` |`,
    '| `floor` | unnest | 2500 lines per CPU second |  |  |  | `abc` |',
    '',
    'No result is kept of `idle`.',
  ])
  assert.equal(withMeasured(written, results), written)
  assert.throws(() => withMeasured(page(''), results), /does not say why cash/)
  assert.throws(() => withMeasured(page('- `cash`: x\n- `floor`: x\n'), results), /says why floor/)
})

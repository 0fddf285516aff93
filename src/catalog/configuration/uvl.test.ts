import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sampleData } from '../../../test/support/sample-data.ts'
import { compileModel } from './compile.ts'
import { countConfigurations } from './count.ts'
import { readUvl } from './uvl.ts'

const { folder, skip } = sampleData('uvl')
const ON = '2026-05-04'

function load(text: string) {
  const read = readUvl(text)
  if (!read.ok) throw new Error(read.problems[0]!.message)
  return { ...read, compiled: compileModel(read.model, ON) }
}

test('A8-2 the feature model of an online shop has exactly 80 configurations', { skip }, () => {
  const { compiled, code } = load(readFileSync(join(folder, 'ovm_OnlineShop.ovm.uvl'), 'utf8'))
  assert.equal(code, 'Onlineshop')
  assert.deepEqual(countConfigurations(compiled, [], 1000), { count: 80, all: true })
})

test(
  'A8-2 larger feature models of others load, and have more configurations than are counted',
  { skip },
  () => {
    for (const [file, features, constraints] of [
      ['axTLS.uvl', 96, 14],
      ['berkeleydb.uvl', 76, 20],
    ] as const) {
      const { compiled, model } = load(readFileSync(join(folder, file), 'utf8'))
      assert.deepEqual([compiled.options.size, model.rules!.length], [features, constraints])
      assert.deepEqual(countConfigurations(compiled, [], 50), { count: 50, all: false })
    }
  },
)

test('A8-2 groups with numbers, quantities, properties and sums of a feature model are read', () => {
  const { model, compiled } = load(
    [
      'namespace Rack',
      'include',
      '\tArithmetic.*',
      'features',
      '\tRack {abstract}',
      '\t\tmandatory',
      "\t\t\tFrame {Price 10, Note 'a, b'}",
      '\t\t[1..2]',
      '\t\t\tA',
      '\t\t\t"B 2" // a comment',
      '\t\t\tC',
      '\t\toptional',
      '\t\t\tSlot cardinality [1..3] {Price 2.5}',
      'constraints',
      '\tsum(Price) <= 15',
      '\tA <=> !C',
    ].join('\n'),
  )
  assert.deepEqual(model.groups[1]!.options, [
    { code: 'Frame', included: true, properties: { Price: 10, Note: 'a, b' } },
  ])
  // A or C alone, each with B 2 or without; and none, one or two slots: three cost too much.
  assert.deepEqual(countConfigurations(compiled, [], 100), { count: 12, all: true })
})

test('a feature model that cannot be read says in which line', () => {
  const say = (text: string) => {
    const read = readUvl(text)
    return read.ok ? 'read' : read.problems.map(({ path, message }) => `${path} ${message}`).join()
  }
  assert.equal(
    say('features\n\tA\n\t\tsometimes\n\t\t\tB'),
    '/lines/3 line 3: "sometimes" is no kind of group',
  )
  assert.match(say('features\n\tA\nconstraints\n\tA => '), /^\/lines\/4 line 4: .*is expected at the end$/)
  assert.match(say('imports\n\tX'), /^\/lines\/1 line 1: imports are not read$/)
  assert.match(say('features\n\tInteger A'), /type Integer are not read$/)
  assert.match(say(''), /there are no features$/)
  const deep = `features\n\tA\nconstraints\n\t${'A=>'.repeat(900)}A`
  assert.match(say(deep), /^\/lines\/4 line 4: it is nested too deeply$/)
  const long = `features\n\tA {${'a,'.repeat(40_000)}}`
  assert.match(say(long), /^\/lines\/2 line 2: a line has at most 4000 characters$/)
})

test('A8-5 sums of small fractions count, and so does what lies between whole numbers', () => {
  const waysOf = (must: string, weight: number) => {
    const options = ['A', 'B'].map((code) => ({ code, properties: { w: weight } }))
    const rules = [{ kind: 'statement' as const, code: 'R', must }]
    return countConfigurations(compileModel({ groups: [{ code: 'G', options }], rules }, ON), [], 9).count
  }
  assert.equal(waysOf('sum(w) <= 0.00006', 0.00005), 3)
  assert.equal(waysOf('sum(w) < 2', 0.75), 4)
  assert.equal(waysOf('sum(w) >= 1', 0.75), 1)
  assert.equal(waysOf('sum(w) <= 0.1 * 3', 0.15), 4)
  assert.throws(() => waysOf('9000000000000000 * A + 0.5 * B <= 1', 1), /cannot|too great/)
})

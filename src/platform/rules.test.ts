import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  cachedRules,
  compileRule,
  Lookups,
  ruleLimits,
  Texts,
  type RuleResult,
  type RuleSchema,
} from './rules.ts'

const schema = {
  order: { total: 'int', currency: 'string', channel: 'string', tags: 'list<string>' },
  customer: { segment: 'string', blocked: 'bool' },
  quantity: 'int',
  items: 'list<int>',
} satisfies RuleSchema

const facts = {
  order: { total: 5_000_000n, currency: 'GBP', channel: 'web', tags: ['rush', 'gift'] },
  customer: { segment: 'gold', blocked: false },
  quantity: 12_500_000n,
  items: [1n, 2n, 3n],
}

function run(text: string, returns: RuleResult = 'bool') {
  const compiled = compileRule(text, schema, returns)
  assert.ok(compiled.ok, compiled.ok ? '' : compiled.problems[0]?.message)
  return compiled.rule.evaluate(facts)
}

function refusal(text: string, returns: RuleResult = 'bool') {
  const compiled = compileRule(text, schema, returns)
  assert.equal(compiled.ok, false, text)
  return compiled.ok ? [] : compiled.problems
}

test('a rule reads declared facts and gives a value of the asked type', () => {
  assert.deepEqual(run('order.total >= minor("50000.00", "GBP") && !customer.blocked'), {
    ok: true,
    value: true,
  })
  assert.deepEqual(run('quantity > micro("12.5")'), { ok: true, value: false })
  assert.deepEqual(run('"rush" in order.tags'), { ok: true, value: true })
  assert.deepEqual(run('items.exists(i, i > 2)'), { ok: true, value: true })
  assert.deepEqual(run('order.channel + "/" + customer.segment', 'string'), { ok: true, value: 'web/gold' })
  assert.deepEqual(run('order.total * 2', 'int'), { ok: true, value: 10_000_000n })
  assert.deepEqual(run('items.filter(i, i > 1)', 'list<int>'), { ok: true, value: [2n, 3n] })
})

test('a text that is no rule is refused with the place of the problem', () => {
  assert.deepEqual(
    refusal('order.total > ').map((problem) => problem.code),
    ['rule_syntax'],
  )
  const [unknown] = refusal('quantity > 1 && nobody == 1')
  assert.equal(unknown?.code, 'rule_type')
  assert.deepEqual([unknown?.start, unknown?.end], [16, 22])
  assert.equal(refusal('order.missing == 1')[0]?.code, 'rule_type')
  assert.equal(refusal('order.total > "5"')[0]?.code, 'rule_type')
  assert.equal(refusal('order.total')[0]?.code, 'rule_result')
  assert.equal(refusal('  ')[0]?.code, 'rule_empty')
})

test('a fault in a rule is a value', () => {
  const faults = [
    'quantity / (quantity - quantity) > 1',
    'quantity * 9223372036854775807 > 0',
    'items[7] == 1',
  ]
  for (const text of faults) {
    const outcome = run(text)
    assert.equal(outcome.ok, false, text)
    if (!outcome.ok) assert.equal(outcome.code, 'rule_fault')
  }
  const compiled = compileRule('order.total > 1', schema)
  assert.ok(compiled.ok)
  assert.equal(compiled.rule.evaluate({}).ok, false)
  assert.equal(compiled.rule.evaluate({ order: null }).ok, false)
  assert.equal(run('minor("1.001", "GBP") > 0').ok, false)
})

test('hostile rules are refused before they run', () => {
  assert.equal(refusal('order.channel.matches("(a+)+$")')[0]?.code, 'rule_call_refused')
  assert.equal(
    refusal('cel.bind(a, items + items, cel.bind(b, a + a, b.size() > 1))')[0]?.code,
    'rule_call_refused',
  )
  assert.equal(refusal('dyn(quantity) == "a"')[0]?.code, 'rule_call_refused')
  assert.equal(refusal('(items + items).all(i, i > 0)')[0]?.code, 'rule_macro_range')
  assert.equal(refusal('items.all(a, items.all(b, items.all(c, a + b + c > 0)))')[0]?.code, 'rule_too_nested')
  assert.equal(refusal('x'.repeat(ruleLimits.textLength + 1))[0]?.code, 'rule_too_long')
  assert.equal(refusal(`${'('.repeat(500)}true${')'.repeat(500)}`)[0]?.code, 'rule_syntax')
  assert.equal(refusal(`${'!'.repeat(1500)}true`)[0]?.code, 'rule_syntax')
  assert.equal(refusal(`${'1+'.repeat(900)}1 > 0`)[0]?.code, 'rule_syntax')
  assert.equal(refusal(`1 in [${'1,'.repeat(400)}1]`)[0]?.code, 'rule_syntax')
  for (const text of [
    'constructor',
    '__proto__',
    'this',
    'globalThis',
    'order.constructor',
    'process.exit()',
    'a = 1',
  ])
    assert.ok(refusal(text).length > 0, text)
  const compiled = compileRule('items.all(a, items.all(b, a + b > 0))', schema)
  assert.ok(compiled.ok)
  const outcome = compiled.rule.evaluate({ ...facts, items: new Array(1000).fill(1n) })
  assert.equal(outcome.ok ? '' : outcome.code, 'rule_facts_too_large')
  const long = compileRule('order.channel == "web"', schema)
  assert.ok(
    long.ok && !long.rule.evaluate({ ...facts, order: { ...facts.order, channel: 'x'.repeat(20_000) } }).ok,
  )
})

test('any text at all is answered with a rule or with problems inside the text', () => {
  const piece = fc.constantFrom(
    'order',
    '.total',
    'items',
    '(',
    ')',
    '>',
    '1',
    '"a"',
    '&&',
    '[',
    ']',
    'all',
    ',',
    ' ',
    '?',
    ':',
    '\n',
  )
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.array(piece, { maxLength: 15 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(text, (source) => {
      const compiled = compileRule(source, schema)
      if (compiled.ok) compiled.rule.evaluate(facts)
      else assert.ok(compiled.problems.every((problem) => problem.start >= 0 && problem.message !== ''))
    }),
    { numRuns: 500, interruptAfterTimeLimit: 3_000 },
  )
})

test('compiled rules are kept by text, and the cache is bounded', () => {
  const first = compileRule('quantity > 41', schema)
  const again = compileRule('quantity > 41', schema)
  assert.ok(first.ok && again.ok && first.rule === again.rule)
  for (let value = 0; value < ruleLimits.cachedRules + 50; value += 1)
    compileRule(`quantity == ${value}`, schema)
  assert.equal(cachedRules(), ruleLimits.cachedRules)
})

test('a rule finds texts by their name and in tables, and says what it takes instead of a key that is not there', () => {
  const declared = { order: { words: 'Texts' }, lookups: 'Lookups' } satisfies RuleSchema
  const given = {
    order: { words: new Texts(new Map([['unit', 'DZ']])) },
    lookups: new Lookups(new Map([['units', new Map([['DZ', 'dozen']])]])),
  }
  const find = (text: string) => {
    const compiled = compileRule(text, declared, 'string')
    assert.ok(compiled.ok, compiled.ok ? '' : compiled.problems[0]?.message)
    const outcome = compiled.rule.evaluate(given)
    return outcome.ok ? outcome.value : outcome.message
  }
  assert.equal(find('lookups.find("units", order.words.find("unit"))'), 'dozen')
  assert.equal(find('order.words.find("color")'), '')
  assert.equal(find('lookups.find("units", "EA", "each")'), 'each')
  assert.match(find('lookups.find("units", "EA")') as string, /"units" has no "EA"/)
  assert.match(find('lookups.find("sizes", "EA", "each")') as string, /no lookup table "sizes"/)
  // Nothing else can be done with them: their size does not matter.
  for (const wrong of ['lookups.find("units", 1)', 'lookups["units"]', 'order.words'])
    assert.equal(compileRule(wrong, declared, 'string').ok, false, wrong)
  assert.equal(compileRule('lookups.all(one, true)', declared).ok, false)
})

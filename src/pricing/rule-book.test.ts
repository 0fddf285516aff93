import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileRule, type Rule } from '../platform/rules.ts'
import { promotionFacts } from './promotion.ts'
import { RuleBook } from './rule-book.ts'

function ruleOf(text: string): Rule {
  const compiled = compileRule(text, promotionFacts)
  assert.ok(compiled.ok, text)
  return compiled.rule
}

const order = (more: object) => ({
  order: {
    net: 0n,
    quantity: 1n,
    lines: 1n,
    source: 'web',
    segment: '',
    country: 'GB',
    type: 'standard',
    ...more,
  },
})

const anyCondition = fc.oneof(
  fc.constantFrom('true', 'false', 'order.lines > 1 || order.segment == "a"', '100 / order.net > 3'),
  fc
    .tuple(fc.constantFrom('segment', 'country', 'source'), fc.constantFrom('a', 'b', 'GB'))
    .map(([fact, text]) => `order.${fact} == "${text}"`),
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>=', '=='), fc.integer({ min: 0, max: 3 }))
    .map(([sign, n]) => `order.net ${sign} ${n}`),
  fc
    .integer({ min: 0, max: 3 })
    .map((n) => `order.segment in ["a", "b"] && ${n} <= order.net && order.country != "DE"`),
)

test('a book finds the same rules, in the same order, as asking every one', () => {
  const anyFacts = fc.record({
    net: fc.bigInt({ min: 0n, max: 4n }),
    lines: fc.bigInt({ min: 0n, max: 3n }),
    segment: fc.constantFrom('a', 'b', ''),
    country: fc.constantFrom('GB', 'DE'),
    source: fc.constantFrom('a', 'web'),
  })
  fc.assert(
    fc.property(fc.array(anyCondition, { maxLength: 30 }), anyFacts, (conditions, some) => {
      const rules = conditions.map((text, place) => ({ place, rule: ruleOf(text) }))
      const facts = order(some)
      const found = [...new RuleBook(rules, ({ rule }) => rule).ask(facts)].filter(({ holds }) => holds)
      const asked = rules.filter(({ rule }) => {
        const outcome = rule.evaluate(facts)
        return outcome.ok && outcome.value === true
      })
      assert.deepEqual(
        found.map(({ of }) => of.place),
        asked.map(({ place }) => place),
      )
    }),
  )
})

test('of a thousand rules that name something those are asked that name the one at hand', () => {
  let evaluated = 0
  const rules = Array.from({ length: 1000 }, (_one, n) => {
    const rule = ruleOf(`order.segment == "s${n}" && order.net > ${n}`)
    const evaluate = (facts: object) => {
      evaluated++
      return rule.evaluate(facts as never)
    }
    return { n, rule: { ...rule, evaluate } }
  })
  const book = new RuleBook(rules, ({ rule }) => rule)
  assert.deepEqual(
    [...book.ask(order({ segment: 's7', net: 100n }))].map(({ of, holds }) => [of.n, holds]),
    [[7, true]],
  )
  assert.deepEqual(
    [...book.ask(order({ segment: 's7', net: 7n }))].map(({ of, holds }) => [of.n, holds]),
    [[7, false]],
  )
  assert.equal(evaluated, 1)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answer, type Choice } from './answer.ts'
import { literalsOf } from './choice.ts'
import { compileModel } from './compile.ts'
import type { Compiled } from './compiled.ts'
import type { Model, ModelGroup, ModelRule } from './model.ts'

const ON = '2026-05-04'

function ask(compiled: Compiled, choices: Choice[], explain: string[] = []) {
  const { problems, ...read } = literalsOf(compiled, choices)
  assert.deepEqual(problems, [])
  return answer(compiled, choices, read, explain)
}

/** Small models of all that sums, quantities and rules can be, and questions about each. */
const asked = fc
  .record({
    groups: fc.array(
      fc.record({
        size: fc.integer({ min: 1, max: 4 }),
        min: fc.integer({ min: 0, max: 1 }),
        max: fc.option(fc.constant(1), { nil: undefined }),
        within: fc.option(fc.nat({ max: 20 }), { nil: undefined, freq: 2 }),
        uses: fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 4, maxLength: 4 }),
        most: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 }),
      }),
      { minLength: 2, maxLength: 5 },
    ),
    rules: fc.array(
      fc.record({
        kind: fc.constantFrom('implies', 'requires', 'excludes', 'negates', 'defaults', 'statement'),
        a: fc.nat({ max: 20 }),
        b: fc.nat({ max: 20 }),
        c: fc.nat({ max: 20 }),
        most: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 10 },
    ),
    capacity: fc.integer({ min: 3, max: 12 }),
    questions: fc.array(
      fc.array(
        fc.record({
          option: fc.nat({ max: 20 }),
          how: fc.constantFrom('chosen', 'chosen', 'rejected', 'quantity'),
        }),
        { maxLength: 6 },
      ),
      { minLength: 4, maxLength: 8 },
    ),
  })
  .map(({ groups: drawn, rules: said, capacity, questions }) => {
    const codes: string[] = []
    const most = new Map<string, number>()
    const groups = drawn.map(({ size, min, max, within, uses, most: quantities }, g): ModelGroup => {
      const options = Array.from({ length: size }, (_, i) => {
        const weight = uses[i]!
        most.set(`O${g}${i}`, quantities[i]!)
        return {
          code: `O${g}${i}`,
          ...(weight > 0 ? { uses: { U: weight } } : weight < 0 ? { gives: { U: -weight } } : {}),
          ...(quantities[i]! > 1 ? { quantity: { min: 1, max: quantities[i]! } } : {}),
        }
      })
      const of = within === undefined || g === 0 ? {} : { of: codes[within % codes.length]! }
      codes.push(...options.map(({ code }) => code))
      return { code: `G${g}`, min, ...(max === undefined ? {} : { max }), ...of, options }
    })
    const at = (place: number) => codes[place % codes.length]!
    const rules = said.flatMap(({ kind, a, b, c, most: bound }, index): ModelRule[] => {
      const code = `R${index}`
      if (at(a) === at(b)) return []
      if (kind !== 'statement') return [{ code, kind, a: at(a), b: at(b) } as ModelRule]
      const must = index % 2 === 0 ? `${at(a)} | !${at(b)} | ${at(c)}` : `${at(a)} + ${at(b)} <= ${bound}`
      return [{ code, kind, must }]
    })
    const model: Model = { groups, rules, resources: [{ code: 'U', capacity }] }
    const wanted = questions.map((question) => {
      const known = new Map(question.map((one) => [at(one.option), one.how]))
      return [...known].map(([option, how]): Choice =>
        how === 'rejected'
          ? { option, chosen: false }
          : how === 'quantity'
            ? { option, quantity: most.get(option)! }
            : { option },
      )
    })
    return { model, codes, questions: wanted }
  })

test('A8-3 A8-4 a model that is asked often answers as one that is asked for the first time', () => {
  fc.assert(
    fc.property(asked, ({ model, codes, questions }) => {
      const often = compileModel(model, ON)
      const wanted = questions.map((choices) => {
        const fresh = compileModel(model, ON)
        return { choices, fresh, answered: ask(fresh, choices, codes) }
      })
      // Each question comes twice: what an answer kept is there for the next one.
      for (const { choices, fresh, answered } of [...wanted, ...wanted]) {
        const found = ask(often, choices, codes)
        assert.deepEqual(stated(found), stated(answered))
        suffices(fresh, choices, found)
      }
    }),
    { numRuns: 60, seed: 42 },
  )
})

/** What is the same however it was found; of several reasons for one thing any may be told. */
function stated(answered: ReturnType<typeof answer>) {
  const { valid, complete, refused, missing, attributes, options, explanations, contradictions } = answered
  return {
    valid,
    complete,
    refused,
    missing,
    attributes,
    options: options.map(({ because: _because, ...option }) => option),
    explanations: explanations.map(({ option, state }) => ({ option, state })),
    contradictions: contradictions.map(({ choice }) => choice),
  }
}

/** What is told suffices, and nothing of it could be left out: the solver says so of a model that nobody asked before. */
function suffices(fresh: Compiled, choices: readonly Choice[], found: ReturnType<typeof answer>): void {
  const { prover, explainer, constraints, selectors, inOrder, options } = fresh
  const { literals } = literalsOf(fresh, choices)
  if (found.contradictions.some(({ choice }) => choice === null)) return
  const kept = literals.map((own, index) => (found.refused.includes(index) ? [] : own))
  const said = (told: readonly object[]) =>
    told.map((one) => {
      const place = constraints.findIndex((known) => {
        const { kind, code, path, text } = one as typeof known
        return known.kind === kind && known.code === code && known.path === path && known.text === text
      })
      assert.ok(place >= 0)
      return selectors + 1 + place
    })
  const fewest = (some: readonly (readonly number[])[], held: readonly number[], by = prover) => {
    assert.ok(!by.can([...some.flat(), ...held]))
    for (const left of some.keys())
      assert.ok(by.can([...some.filter((_, at) => at !== left).flat(), ...held]))
  }
  for (const { index, state, because } of found.options) {
    if (!because) continue
    const is = inOrder[index]!.steps[0]!
    const wanted = state === 'forced' ? -is : is
    const some = because.choices.flatMap((choice) => kept[choice]!)
    assert.ok(!explainer.can([...some, ...said(because.constraints), wanted]))
  }
  for (const { option, state, because, waysOut } of found.explanations) {
    if (state !== 'forced' && state !== 'excluded') continue
    const is = options.get(option)!.steps[0]!
    const wanted = state === 'forced' ? -is : is
    fewest(
      because.choices.map((choice) => kept[choice]!),
      [wanted],
    )
    for (const way of waysOut)
      assert.ok(prover.can([...kept.filter((_, choice) => !way.includes(choice)).flat(), wanted]))
  }
  for (const { choice, because, waysOut } of found.contradictions) {
    assert.ok(because.choices.includes(choice!))
    const some = because.choices.map((one) => literals[one]!)
    fewest(some, [])
    fewest(
      said(because.constraints).map((one) => [one]),
      some.flat(),
      explainer,
    )
    assert.ok(waysOut.length > 0)
    for (const way of waysOut) assert.ok(prover.can(literals.filter((_, one) => !way.includes(one)).flat()))
  }
}

test('A8-4 what a model keeps of its answers has a bound, and what was kept first goes', () => {
  const options = Array.from({ length: 80 }, (_, place) => ({ code: `O${place}` }))
  // Of 80 options, one: whoever chooses two is told that they contradict.
  const compiled = compileModel({ groups: [{ code: 'G', min: 1, max: 1, options }] }, ON)
  for (const { code: option } of options) {
    assert.equal(ask(compiled, [{ option }]).valid, true)
    assert.ok(compiled.ways.length <= 50)
  }
  assert.equal(compiled.ways.length, 50)
  // The one that was used last is looked at first, so of those that are kept another one goes.
  const oldest = compiled.ways.at(-1)!
  const used = options.find((_, place) => oldest[place + 1]! > 0)!
  ask(compiled, [{ option: used.code }])
  assert.deepEqual([compiled.ways.length, new Set(compiled.ways).size], [50, 50])
  assert.equal(compiled.ways[0], oldest)
  ask(compiled, [{ option: options[0]!.code }])
  assert.equal(compiled.ways[1], oldest)
  let pairs = 0
  for (const { code: first } of options)
    for (const { code: second } of options.slice(0, 14)) {
      if (first === second) continue
      assert.equal(ask(compiled, [{ option: first }, { option: second }]).contradictions.length, 1)
      pairs++
    }
  assert.ok(pairs > 1000)
  assert.equal(compiled.conflicts.size, 1000)
})

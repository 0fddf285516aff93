import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileModel } from './compile.ts'
import type { Model, ModelRule } from './model.ts'
import { ask, ON } from './answer-fixture.ts'
import { answerQuestion } from './question.ts'

test('A8-4 a reason names no choice that was refused', () => {
  const model: Model = {
    groups: [
      {
        code: 'G',
        options: [{ code: 'CABINET' }, { code: 'DISK', quantity: { min: 1, max: 4 } }, { code: 'BUS' }],
      },
    ],
    rules: [
      { kind: 'statement', code: 'TWO', must: 'CABINET & DISK => DISK >= 2' },
      { kind: 'implies', code: 'R', a: 'DISK', b: 'BUS' },
    ],
  }
  const { options, contradictions, explanations } = ask(
    model,
    [{ option: 'CABINET' }, { option: 'DISK', quantity: 1 }, { option: 'DISK' }],
    ['BUS'],
  )
  assert.deepEqual(
    contradictions.map(({ choice }) => choice),
    [1],
  )
  const bus = options.find(({ known }) => known.option.code === 'BUS')!
  assert.deepEqual([bus.state, bus.because?.choices, explanations[0]!.because.choices], ['forced', [2], [2]])
})

test('A8-4 a choice that contradicts an earlier one is told with the rule and with what may be taken back', () => {
  const model: Model = {
    groups: [{ code: 'G', options: [...'ABCD'].map((code) => ({ code })) }],
    rules: [
      { kind: 'excludes', code: 'NOT_BOTH', text: 'A needs the place of B', a: 'A', b: 'B' },
      { kind: 'implies', code: 'WITH', a: 'C', b: 'D' },
    ],
  }
  const { contradictions, valid } = ask(model, [{ option: 'A' }, { option: 'C' }, { option: 'B' }])
  assert.equal(valid, false)
  assert.equal(contradictions.length, 1)
  const [{ choice, because, waysOut }] = contradictions as [(typeof contradictions)[number]]
  assert.deepEqual([choice, because.choices, waysOut], [2, [0, 2], [[0], [2]]])
  assert.deepEqual(
    because.constraints.map(({ code, text, path }) => [code, text, path]),
    [['NOT_BOTH', 'A needs the place of B', '/rules/0']],
  )
  // Before it is chosen, an excluded option says the same.
  const before = ask(model, [{ option: 'A' }, { option: 'C' }], ['B', 'D'])
  assert.deepEqual(
    before.explanations.map(({ option, state, because: why, waysOut: ways }) => [
      option,
      state,
      why.choices,
      why.constraints.map(({ code }) => code),
      ways,
    ]),
    [
      ['B', 'excluded', [0], ['NOT_BOTH'], [[0]]],
      ['D', 'forced', [1], ['WITH'], [[1]]],
    ],
  )
})

test('A8-4 of hundreds of reasons some are told, and how many there are besides', () => {
  const options = Array.from({ length: 301 }, (_, at) => ({ code: `O${at}` }))
  const model: Model = {
    groups: [{ code: 'G', options }],
    rules: options
      .slice(1)
      .map(({ code }, at) => ({ kind: 'implies', code: `R${at}`, a: `O${at}`, b: code }) as const),
  }
  const { options: states, explanations } = ask(model, [{ option: 'O0' }], ['O300'])
  const [last] = states.slice(-1)
  assert.equal(last!.state, 'forced')
  assert.equal(last!.because!.constraints.length, 20)
  assert.deepEqual([last!.because!.choices, last!.because!.more], [[0], { choices: 0, constraints: 280 }])
  assert.deepEqual(explanations[0]!.because.more, { choices: 0, constraints: 100 })
  assert.deepEqual(explanations[0]!.waysOut, [[0]])
})

test('A8-4 a choice is refused only for choices that stand: one that was refused itself keeps nothing out', () => {
  const must = ['!A | P | Q', '!A | P | !Q', '!B | !P | Q', '!B | !P | !Q']
  const model: Model = {
    groups: [{ code: 'G', options: [...'ABCPQ'].map((code) => ({ code })) }],
    rules: [
      ...must.map((text, at): ModelRule => ({ kind: 'statement', code: `R${at}`, must: text })),
      { kind: 'excludes', code: 'BC', a: 'B', b: 'C' },
    ],
  }
  const { contradictions, options } = ask(model, [{ option: 'A' }, { option: 'B' }, { option: 'C' }])
  assert.deepEqual(
    options.map(({ state }) => state),
    ['chosen', 'excluded', 'chosen', 'forced', 'open'],
  )
  assert.deepEqual(
    contradictions.map(({ choice, because }) => [choice, because.choices]),
    [[1, [0, 1]]],
  )
})

test('A8-4 A8-13 a choice that cannot be chooses nothing: its option is as it is without it, and its attribute open', () => {
  const model: Model = {
    groups: [{ code: 'G', options: [{ code: 'A', quantity: { min: 2, max: 4 } }, { code: 'B' }] }],
    attributes: [
      { code: 'WIDTH', range: { min: 1, max: 9 } },
      { code: 'COLOR', values: ['red', 'blue'] },
      { code: 'LABEL', required: true, maxLength: 3 },
    ],
    rules: [{ kind: 'requires', code: 'R', a: 'B', b: 'A' }],
  }
  const { answer: found, problems } = answerQuestion(compileModel(model, ON), {
    choices: [
      { option: 'B' },
      { option: 'A', quantity: 9 },
      { attribute: 'WIDTH', value: 10 },
      { attribute: 'COLOR', value: 'green' },
      { attribute: 'LABEL', value: 'LONG' },
    ],
    explain: [],
  })
  assert.deepEqual(
    problems.map(({ path }) => path),
    [1, 2, 3, 4].map((at) => `/choices/${at}/${at === 1 ? 'quantity' : 'value'}`),
  )
  assert.deepEqual(
    found.options.map(({ index, state }) => [index, state]),
    [
      [0, 'forced'],
      [1, 'chosen'],
    ],
  )
  assert.deepEqual(
    found.attributes.map(({ code, state, value }) => [code, state, value]),
    [
      ['WIDTH', 'open', null],
      ['COLOR', 'open', null],
      ['LABEL', 'open', null],
    ],
  )
  assert.deepEqual(
    found.missing.map(({ code }) => code),
    ['LABEL'],
  )
})

test('A8-6 what is missing is told beside what contradicts; a number that rules settle and a text without a letter are told apart', () => {
  const model: Model = {
    groups: [
      { code: 'CASE', min: 1, options: [{ code: 'TOWER' }, { code: 'DESK' }] },
      { code: 'EXTRA', options: [{ code: 'A' }, { code: 'B' }] },
    ],
    attributes: [
      { code: 'WIDTH', required: true, range: { min: 1, max: 9 } },
      { code: 'LABEL', required: true, maxLength: 20 },
    ],
    rules: [
      { kind: 'excludes', code: 'AB', a: 'A', b: 'B' },
      { kind: 'statement', code: 'WIDE', must: 'WIDTH == 4' },
    ],
  }
  const { contradictions, missing } = ask(model, [
    { option: 'A' },
    { option: 'B' },
    { attribute: 'LABEL', value: '' },
  ])
  assert.equal(contradictions.length, 1)
  assert.deepEqual(
    missing.map(({ code }) => code),
    ['CASE', 'LABEL'],
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Choice } from './answer.ts'
import type { Model, ModelRule } from './model.ts'
import { ask, no, pair, states } from './answer-fixture.ts'

test('A8-1 options stand in classes: mandatory, exclusive and included ones, nested in each other', () => {
  const model: Model = {
    groups: [
      { code: 'CASE', min: 1, max: 1, options: [{ code: 'TOWER' }, { code: 'DESK' }] },
      { code: 'EXTRA', options: [{ code: 'SOUND' }] },
      { code: 'SOUND/1', of: 'SOUND', options: [{ code: 'CABLE', included: true }] },
      {
        code: 'SOUND/2',
        of: 'SOUND',
        min: 2,
        max: 3,
        options: [...'1234'].map((n) => ({ code: `BOX${n}` })),
      },
    ],
  }
  const empty = ask(model, [])
  assert.deepEqual([empty.valid, empty.complete], [true, false])
  assert.deepEqual(
    empty.missing.map(({ code, path }) => [code, path]),
    [['CASE', '/groups/0']],
  )
  assert.equal(states(model, [{ option: 'TOWER' }])['DESK'], 'excluded')
  const two = ask(model, [{ option: 'TOWER' }, { option: 'DESK' }])
  assert.equal(two.valid, false)
  assert.deepEqual(two.contradictions[0]!.because.choices, [0, 1])
  // What stands in something is chosen with it, and comes with it where it is included.
  const deep = ask(model, [{ option: 'BOX1' }])
  assert.deepEqual(deep.options.map(({ known, state }) => `${known.option.code} ${state}`).slice(2, 5), [
    'SOUND forced',
    'CABLE forced',
    'BOX1 chosen',
  ])
  assert.deepEqual(
    deep.missing.map(({ code }) => code),
    ['CASE', 'SOUND/2'],
  )
  const full = [{ option: 'DESK' }, ...'123'.split('').map((n) => ({ option: `BOX${n}` }))]
  assert.equal(ask(model, full).complete, true)
  assert.equal(states(model, full)['BOX4'], 'excluded')
})

test('A8-3 the truth tables of implies, requires, excludes and negates, with what is unknown', () => {
  const table = (kind: string) => {
    const rows = [[], [{ option: 'A' }], [no('A')], [{ option: 'B' }], [no('B')]] as Choice[][]
    return rows.map((choices) => {
      const { A, B } = states(pair({ kind }), choices)
      return `${A} ${B}`
    })
  }
  assert.deepEqual(table('implies'), [
    'open open',
    'chosen forced',
    'rejected open',
    // B says nothing of A.
    'open chosen',
    'excluded rejected',
  ])
  assert.deepEqual(table('requires'), [
    'open open',
    'chosen forced',
    'rejected excluded',
    'forced chosen',
    'excluded rejected',
  ])
  assert.deepEqual(table('excludes'), [
    'open open',
    'chosen excluded',
    'rejected open',
    'excluded chosen',
    'open rejected',
  ])
  assert.deepEqual(table('negates'), [
    'open open',
    'chosen excluded',
    'rejected forced',
    'excluded chosen',
    'forced rejected',
  ])
})

test('A8-3 a default is taken while nobody decides, may be overridden, and never contradicts a rule', () => {
  const model = pair({ kind: 'defaults' })
  assert.equal(states(model, [])['B'], 'open')
  assert.equal(states(model, [{ option: 'A' }])['B'], 'default')
  assert.equal(states(model, [{ option: 'A' }, no('B')])['B'], 'rejected')
  const hard: Model = {
    ...model,
    rules: [...model.rules!, { kind: 'excludes', code: 'HARD', a: 'A', b: 'B' }],
  }
  assert.equal(states(hard, [{ option: 'A' }])['B'], 'excluded')
  // A default completes a class, and another choice of that class takes its place.
  const exclusive: Model = {
    groups: [{ code: 'G', min: 1, max: 1, options: [{ code: 'A' }, { code: 'B' }] }],
    rules: [{ kind: 'defaults', code: 'USUAL', b: 'A' }],
  }
  assert.equal(ask(exclusive, []).complete, true)
  assert.deepEqual(states(exclusive, []), { A: 'default', B: 'open' })
  assert.deepEqual(states(exclusive, [{ option: 'B' }]), { A: 'excluded', B: 'chosen' })
})

test('A8-3 a default of what stands in another option waits until that is taken, by whatever takes it', () => {
  const within: Model = {
    groups: [
      { code: 'G', options: [{ code: 'DRIVE' }] },
      { code: 'IN', of: 'DRIVE', options: [{ code: 'MOTOR' }, { code: 'CRANK' }] },
    ],
    rules: [{ kind: 'defaults', code: 'USUAL', b: 'MOTOR' }],
  }
  assert.deepEqual(states(within, []), { DRIVE: 'open', MOTOR: 'open', CRANK: 'open' })
  assert.equal(states(within, [{ option: 'DRIVE' }])['MOTOR'], 'default')
  assert.equal(states(within, [{ option: 'CRANK' }])['MOTOR'], 'default')
  const both = {
    ...within,
    rules: [...within.rules!, { kind: 'defaults', code: 'DRIVEN', b: 'DRIVE' } as const],
  }
  assert.deepEqual(states(both, []), { DRIVE: 'default', MOTOR: 'default', CRANK: 'open' })
})

test('A8-5 what is used up of a resource counts, with quantities; more is a contradiction', () => {
  const model: Model = {
    groups: [
      {
        code: 'PARTS',
        options: [
          { code: 'CARD', quantity: { min: 1, max: 10 }, uses: { SLOT: 2 } },
          { code: 'RACK', gives: { SLOT: 4 } },
        ],
      },
    ],
    resources: [{ code: 'SLOT', name: 'Slots', capacity: 8 }],
  }
  const five = ask(model, [{ option: 'CARD', quantity: 5 }, no('RACK')])
  assert.equal(five.valid, false)
  assert.deepEqual(
    five.contradictions[0]!.because.constraints.map(({ kind, code }) => [kind, code]),
    [['resource', 'SLOT']],
  )
  assert.equal(states(model, [{ option: 'CARD', quantity: 5 }])['RACK'], 'forced')
  const card = ask(model, [{ option: 'CARD' }, no('RACK')]).options[0]!
  assert.deepEqual([card.quantity, card.least, card.most], [1, 1, 4])
})

test('A8-5 numbers and values of attributes take part in rules, and sums of properties', () => {
  const model: Model = {
    groups: [
      {
        code: 'LOAD',
        options: [
          { code: 'HEAVY', properties: { weight: 7.5 } },
          { code: 'LIGHT', properties: { weight: 2.25 } },
          { code: 'BEAM' },
        ],
      },
    ],
    attributes: [
      { code: 'SPAN', range: { min: 1, max: 20 } },
      { code: 'COLOR', values: ['red', 'blue'], required: true },
    ],
    rules: [
      { kind: 'statement', code: 'LONG', must: 'SPAN > 10 => BEAM' },
      { kind: 'statement', code: 'WEIGHT', must: 'sum(weight) + 0.5 * SPAN <= 12' },
      { kind: 'excludes', code: 'RED', a: "COLOR == 'red'", b: 'LIGHT' },
    ],
  }
  const span = (value: number): Choice => ({ attribute: 'SPAN', value })
  assert.equal(states(model, [span(11)])['BEAM'], 'forced')
  assert.equal(states(model, [span(10)])['HEAVY'], 'excluded')
  assert.equal(states(model, [span(9)])['HEAVY'], 'open')
  assert.equal(states(model, [{ attribute: 'COLOR', value: 'red' }])['LIGHT'], 'excluded')
  const { attributes, missing } = ask(model, [{ option: 'HEAVY' }, { option: 'LIGHT' }])
  assert.deepEqual(attributes, [
    { code: 'SPAN', state: 'open', value: null, least: 1, most: 4 },
    { code: 'COLOR', state: 'forced', value: 'blue', values: ['blue'] },
  ])
  assert.deepEqual(missing, [])
})

test('A8-2 a table of what goes together, a property that must match, and rules that hold for a time', () => {
  const model: Model = {
    groups: [
      { code: 'CPU', max: 1, options: [...'AB'].map((n) => ({ code: `C${n}`, properties: { socket: n } })) },
      {
        code: 'BOARD',
        max: 1,
        options: [...'AB'].map((n) => ({ code: `M${n}`, properties: { socket: n } })),
      },
      { code: 'RAM', max: 1, options: [{ code: 'R1' }, { code: 'R2' }] },
    ],
    rules: [
      { kind: 'match', code: 'SOCKET', groups: ['CPU', 'BOARD'], property: 'socket' },
      {
        kind: 'table',
        code: 'TESTED',
        groups: ['CPU', 'BOARD', 'RAM'],
        rows: [
          ['CA', 'MA', 'R1'],
          ['CB', 'MB', 'R1'],
          ['CB', 'MB', 'R2'],
        ],
      },
      { kind: 'excludes', code: 'OVER', a: 'CB', b: 'R1', validTo: '2026-05-03' },
      { kind: 'excludes', code: 'NOW', a: 'CB', b: 'R2', validFrom: '2026-05-04' },
    ],
  }
  assert.equal(states(model, [{ option: 'CA' }])['MB'], 'excluded')
  assert.equal(states(model, [{ option: 'CA' }, { option: 'MA' }])['R2'], 'excluded')
  assert.deepEqual(
    [states(model, [{ option: 'CB' }])['R1'], states(model, [{ option: 'CB' }])['R2']],
    ['open', 'excluded'],
  )
})

/** Every way to choose of these options, judged by what the rules mean and by nothing of the engine. */
function allWays(rules: readonly ModelRule[], codes: readonly string[], max: number): Set<string>[] {
  const ways: Set<string>[] = []
  for (let bits = 0; bits < 2 ** codes.length; bits++) {
    const way = new Set(codes.filter((_code, at) => bits & (2 ** at)))
    const firsts = codes.slice(0, 3).filter((code) => way.has(code)).length
    if (firsts < 1 || firsts > max) continue
    const has = (code: string) => way.has(code)
    const holds = rules.every((rule) => {
      if (rule.kind === 'statement')
        return rule.must.split(' | ').some((one) => has(one.replace('!', '')) === !one.startsWith('!'))
      if (!('a' in rule) || rule.kind === 'defaults') return true
      const [left, right] = [has(rule.a!), has(rule.b)]
      if (rule.kind === 'implies') return !left || right
      if (rule.kind === 'requires') return left === right
      if (rule.kind === 'excludes') return !(left && right)
      return left !== right
    })
    const sum = codes.reduce((total, code, at) => total + (has(code) ? at + 1 : 0), 0)
    if (holds && sum <= 18) ways.push(way)
  }
  return ways
}

test('A8-3 A8-4 small random models: what is forced, excluded and open is what all ways have in common', () => {
  const codes = [...'ABCDEFG']
  const code = fc.constantFrom(...codes)
  const rule = fc
    .record({ kind: fc.constantFrom('implies', 'requires', 'excludes', 'negates'), a: code, b: code })
    .filter((one) => one.a !== one.b)
  const choice = fc.record({ option: code, chosen: fc.boolean() })
  // What follows from some of these propagation alone does not find.
  const clause = fc
    .uniqueArray(fc.record({ option: code, chosen: fc.boolean() }), {
      minLength: 3,
      maxLength: 3,
      selector: (one) => one.option,
    })
    .map((all) => all.map(({ option, chosen }) => (chosen ? option : `!${option}`)).join(' | '))
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 6 }),
      fc.array(clause, { maxLength: 12 }),
      fc.integer({ min: 1, max: 3 }),
      fc.uniqueArray(choice, { maxLength: 4, selector: (one) => one.option }),
      (said, clauses, max, choices) => {
        const rules = [
          ...said.map((one, at) => ({ ...one, code: `R${at}` }) as ModelRule),
          ...clauses.map((must, at): ModelRule => ({ kind: 'statement', code: `S${at}`, must })),
        ]
        const model: Model = {
          groups: [
            {
              code: 'G',
              min: 1,
              max,
              options: codes.slice(0, 3).map((one) => ({ code: one, uses: { U: codes.indexOf(one) + 1 } })),
            },
            {
              code: 'H',
              options: codes.slice(3).map((one) => ({ code: one, uses: { U: codes.indexOf(one) + 1 } })),
            },
          ],
          resources: [{ code: 'U', capacity: 18 }],
          rules,
        }
        const all = allWays(rules, codes, max)
        const agree = (way: Set<string>, some: readonly (typeof choices)[number][]) =>
          some.every(({ option, chosen }) => way.has(option) === chosen)
        const found = ask(model, choices, codes)
        const left = all.filter((way) => agree(way, choices))
        assert.equal(found.valid, left.length > 0)
        for (const { because, waysOut } of found.contradictions) {
          if (all.length === 0) continue
          // Minimal: the choices of it contradict, and without any one of them they do not.
          const part = because.choices.map((at) => choices[at]!)
          assert.equal(
            all.some((way) => agree(way, part)),
            false,
          )
          for (const back of waysOut)
            assert.ok(
              all.some((way) =>
                agree(
                  way,
                  choices.filter((_one, at) => !back.includes(at)),
                ),
              ),
            )
          assert.ok(waysOut.length > 0)
        }
        if (all.length === 0) return
        // Of choices that cannot be together those stand that go with the ones before them.
        const stand: typeof choices = []
        for (const one of choices) if (all.some((way) => agree(way, [...stand, one]))) stand.push(one)
        const standing = all.filter((way) => agree(way, stand))
        for (const { known, state } of found.options) {
          const { code: option } = known.option
          const some = standing.filter((way) => way.has(option)).length
          const meant = some === 0 ? 'excluded' : some === standing.length ? 'forced' : 'open'
          if (stand.some((one) => one.option === option)) assert.match(state, /chosen|rejected/)
          else assert.equal(state, meant)
        }
        if (left.length === 0) return
        for (const { option, state, because } of found.explanations) {
          if (state !== 'forced' && state !== 'excluded') continue
          const part = because.choices.map((at) => choices[at]!)
          const held = all.filter((way) => agree(way, part))
          assert.ok(held.every((way) => way.has(option) === (state === 'forced')))
          for (const one of part) {
            const less = part.filter((other) => other !== one)
            assert.ok(
              all.filter((way) => agree(way, less)).some((way) => way.has(option) !== (state === 'forced')),
            )
          }
        }
      },
    ),
    { numRuns: 300 },
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../../platform/json.ts'
import { StandingPatterns } from './standing.ts'
import { checkModel, differencesOf, type OrderModelInput } from './order-model.ts'
import type { PatternBody } from './pattern.ts'

type Patterns = OrderModelInput['patterns']

const tasks = [{ kind: 'ship' }, { kind: 'invoice' }]
const work = (kind: string, title = kind) => ({
  kind,
  key: '"all"',
  tasks: [{ kind: 'work' as const, name: 'do', title }],
})
const base = {
  code: 'base',
  components: [
    { kind: 'abroad', when: 'order.country != "GB"', key: '"all"', tasks },
    { kind: 'deliver', key: '"all"', tasks },
  ],
  lineComponents: [work('survey'), work('install')],
  dependencies: [
    { from: 'survey', to: 'deliver' },
    { from: 'deliver', to: 'install' },
  ],
}
const problemsOf = (patterns: Patterns) =>
  checkModel({ patterns }).problems.map(({ path, code }) => `${path} ${code}`)

test('O-22 a pattern has all that those have that it extends, and more; what it says anew stands where it stood', () => {
  const child = {
    code: 'child',
    extends: 'base',
    components: [
      { kind: 'heavy', when: 'part.itemClass == "heavy"', key: 'part.location', tasks },
      { kind: 'deliver', key: 'part.promisedOn', tasks },
    ],
    lineComponents: [work('test'), work('install', 'Install with care')],
    dependencies: [
      { from: 'install', to: 'test' },
      { from: 'survey', to: 'deliver' },
    ],
  }
  const grandchild = { code: 'grandchild', extends: 'child', lineComponents: [work('call')] }
  const { bodies, problems } = checkModel({ patterns: [grandchild, base, child] })
  assert.deepEqual(problems, [])
  const { components, lineComponents, dependencies } = bodies[0]!
  assert.deepEqual(
    components.map(({ kind, key }) => [kind, key]),
    [
      ['heavy', 'part.location'],
      ['abroad', '"all"'],
      ['deliver', 'part.promisedOn'],
    ],
  )
  assert.deepEqual(
    lineComponents!.map(({ kind, tasks: [first] }) => [kind, first!.kind === 'work' && first!.title]),
    [
      ['survey', 'survey'],
      ['install', 'Install with care'],
      ['test', 'test'],
      ['call', 'call'],
    ],
  )
  assert.deepEqual(
    dependencies!.map(({ from, to }) => `${from} > ${to}`),
    ['survey > deliver', 'deliver > install', 'install > test'],
  )
})

test('O-22 what is wrong is told where it was written, and what is taken over at the name of whom it is taken from', () => {
  const child = (more: object) => [base, { code: 'child', extends: 'base', ...more }] as Patterns
  assert.deepEqual(
    problemsOf(child({ lineComponents: [work('test'), { ...work('call'), when: 'nothing' }] })),
    ['/patterns/1/lineComponents/1/when rule_type'],
  )
  assert.deepEqual(problemsOf(child({ dependencies: [{ from: 'install', to: 'survey' }] })), [
    '/patterns/1/dependencies/0 cycle',
  ])
  // Without a condition it leaves nothing for what it takes over.
  assert.deepEqual(problemsOf(child({ components: [{ kind: 'all', key: '"all"', tasks }] })), [
    '/patterns/1/components/0/when unreachable',
  ])
  assert.deepEqual(problemsOf([{ code: 'alone' }]), ['/patterns/0/components required'])
  assert.deepEqual(problemsOf([{ code: 'alone', extends: 'nobody' }]), [
    '/patterns/0/extends unknown_pattern',
  ])
  assert.deepEqual(
    problemsOf([
      { code: 'a', extends: 'b' },
      { code: 'b', extends: 'a' },
    ]),
    ['/patterns/0/extends extends_itself', '/patterns/1/extends extends_itself'],
  )
})

test('O-22 who extends another pattern differs when that one does, in a model that has both', () => {
  const child = { code: 'child', extends: 'base' }
  const stands = (patterns: Patterns) => {
    const { bodies } = checkModel({ patterns })
    return new Map(
      patterns.map(({ code }, index) => [code, { body: bodies[index] as unknown as Json, active: true }]),
    )
  }
  const changed = { ...base, lineComponents: [work('survey'), work('install', 'Anew')] }
  const differ = (patterns: Patterns) => {
    const { bodies } = checkModel({ patterns })
    return differencesOf(patterns, bodies, stands([base, child])).map(
      ({ code, change }) => `${code} ${change}`,
    )
  }
  assert.deepEqual(differ([base, child]), ['base unchanged', 'child unchanged'])
  assert.deepEqual(differ([changed, child]), ['base changed', 'child changed'])
  // One that stands beside the model keeps what it took.
  const beside = checkModel(
    { patterns: [child] },
    new StandingPatterns([{ code: 'base', body: base as PatternBody }]),
  )
  assert.deepEqual([beside.problems, beside.bodies[0]!.components.length], [[], 2])
})

test('O-107 of what stands those are looked at that a pattern waits for, or that wait for it, and no others', () => {
  let looked = 0
  const part = { kind: 'deliver', key: '"all"', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }
  const waiting = (fromPattern: string): PatternBody => ({
    components: [part],
    dependencies: [{ from: 'deliver', to: 'deliver', fromPattern, items: 'all' }],
  })
  const others = Array.from({ length: 300 }, (_, place) => ({
    code: `other${place}`,
    body: Object.defineProperty({} as PatternBody, 'components', { get: () => ((looked += 1), [part]) }),
  }))
  const standing = new StandingPatterns([
    ...others,
    { code: 'a', body: { components: [part] } },
    { code: 'b', body: waiting('a') },
    { code: 'c', body: waiting('b') },
  ])
  const check = (code: string, body: PatternBody) =>
    checkModel({ patterns: [{ code, ...body }] as never }, standing).problems.map((one) => one.code)
  assert.deepEqual(check('d', waiting('c')), [])
  // Over two that stand it would wait for itself, and what waits for it finds nothing more to wait for.
  assert.deepEqual(check('a', waiting('c')), ['cycle'])
  assert.deepEqual(check('a', { components: [{ ...part, kind: 'send' }] }), ['unknown_component'])
  assert.equal(looked, 0)
  standing.put('b', { components: [part] })
  assert.deepEqual(check('a', waiting('c')), [])
  assert.deepEqual(check('a', { components: [{ ...part, kind: 'send' }] }), [])
})

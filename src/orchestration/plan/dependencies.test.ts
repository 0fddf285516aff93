import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  deliver,
  work,
  of,
  refused,
  plan,
  draft,
  edges,
  lawful,
  edgesCount,
} from './line-components-fixture.ts'

test('O-28 each item waits for its own, and not for everybody’s', () => {
  const installed = of('installed', {
    lineComponents: [work('install')],
    dependencies: [{ from: 'deliver', to: 'install' }],
  })
  const drawn = plan([installed], [{ pattern: 'installed' }, { pattern: 'installed' }])
  assert.deepEqual(edges(drawn), ['deliver 1 > install 1', 'deliver 2 > install 2'])
  assert.deepEqual(
    drawn.dependencies.map(({ items, fromLines, toLines }) => [items, fromLines, toLines]),
    [
      ['same', [1], [1]],
      ['same', [2], [2]],
    ],
  )
  lawful(drawn)
})

test('O-28 what waits for all items of another pattern waits for each, through one gate where many wait for many', () => {
  const line = of('line', { lineComponents: [work('provision')] })
  const box = of('box', {
    dependencies: [{ from: 'provision', to: 'deliver', fromPattern: 'line', items: 'all' }],
  })
  const few = plan([line, box], [{ pattern: 'line' }, { pattern: 'line' }, { pattern: 'box' }])
  assert.deepEqual(edges(few), ['provision 1 > deliver 3', 'provision 2 > deliver 3'])
  lawful(few)
  const many = plan(
    [line, box],
    Array.from({ length: 6000 }, (_, index) => ({ pattern: index % 2 === 0 ? 'line' : 'box' })),
  )
  assert.equal(edgesCount(many), 6000)
  assert.equal(many.components.filter(({ kind }) => kind === 'gate').length, 1)
  lawful(many)
})

test('O-28 an item without the one in the middle waits for what that would have waited for', () => {
  const pattern = of('chain', {
    lineComponents: [work('survey'), work('dig', { when: 'line.lineNo != 2' }), work('connect')],
    dependencies: [
      { from: 'survey', to: 'dig' },
      { from: 'dig', to: 'connect', delay: 'P2D' },
    ],
  })
  const drawn = plan([pattern], [{ pattern: 'chain' }, { pattern: 'chain' }])
  assert.deepEqual(edges(drawn), [
    'dig 1 > gate 1',
    'gate 1 > connect 1',
    'gate 2 > connect 2',
    'survey 1 > dig 1',
    'survey 2 > gate 2',
  ])
  lawful(drawn)
})

test('O-30 a task in the midst of another component can be waited for, and invoices can wait', () => {
  const pattern = of('activated', {
    lineComponents: [
      work('provision', {
        tasks: [
          { kind: 'work', name: 'activate', title: 'Activate' },
          { kind: 'work', name: 'document', title: 'Document' },
        ],
      }),
    ],
    dependencies: [{ from: 'provision/activate', to: 'deliver/invoice' }],
  })
  const drawn = plan([pattern], [{ pattern: 'activated' }])
  const [activate] = drawn.tasks.filter(({ name }) => name === 'activate')
  const [invoice] = drawn.tasks.filter(({ kind }) => kind === 'invoice')
  assert.ok(activate!.frees.includes(invoice!.id))
  assert.equal(invoice!.waits, 2)
  lawful(drawn)
})

test('O-29 a pattern is refused that names what it has not, waits for itself, or never ends', () => {
  const lineComponents = [work('install'), work('test')]
  assert.deepEqual(refused({ lineComponents, dependencies: [{ from: 'nothing', to: 'install/fit' }] }), [
    '/dependencies/0/from unknown_component',
    '/dependencies/0/to unknown_task',
  ])
  assert.deepEqual(
    refused({
      lineComponents,
      dependencies: [
        { from: 'deliver', to: 'install' },
        { from: 'install', to: 'test' },
        { from: 'test', to: 'deliver' },
      ],
    }),
    ['/dependencies/2 cycle'],
  )
  // Between delivering and billing there is room for more.
  assert.deepEqual(
    refused({
      lineComponents,
      dependencies: [
        { from: 'deliver', to: 'install' },
        { from: 'install', to: 'deliver/invoice' },
      ],
    }),
    [],
  )
  assert.deepEqual(
    refused({
      lineComponents: [
        work('deliver'),
        work('install', {
          when: 'line.nothing',
          tasks: [
            { kind: 'work', name: 'a', title: 'A', statuses: [{ code: 'no', to: 'fallout' }] },
            { kind: 'wait', name: 'a' },
            { kind: 'wait', name: 'b', for: 'P2Y' },
          ],
        }),
      ],
      dependencies: [{ from: 'deliver', to: 'install', fromPattern: 'other' }],
    }).toSorted(),
    [
      '/dependencies/0/items never_the_same',
      '/lineComponents/0/kind duplicate_component',
      '/lineComponents/1/tasks/0/statuses status_missing',
      '/lineComponents/1/tasks/1 wait_for_one',
      '/lineComponents/1/tasks/1/name duplicate_task',
      '/lineComponents/1/tasks/2/for bad_duration',
      '/lineComponents/1/when rule_type',
    ],
  )
})

test('O-28 patterns that wait for each other draw no plan, and the round is told', () => {
  const waitsFor = (code: string, other: string) =>
    of(code, {
      dependencies: [{ from: 'deliver', to: 'deliver', fromPattern: other, items: 'all' }],
    })
  const drawn = draft([waitsFor('a', 'b'), waitsFor('b', 'a')], [{ pattern: 'a' }, { pattern: 'b' }])
  assert.deepEqual(
    drawn.problems.map(({ code }) => code),
    ['plan_cycle'],
  )
  assert.match(drawn.problems[0]!.message, /a\/deliver → b\/deliver|b\/deliver → a\/deliver/)
})

test('O-28 what several dependencies say of the same is waited for once', () => {
  const twice = of('twice', {
    lineComponents: [work('install')],
    dependencies: [
      { from: 'deliver', to: 'install' },
      { from: 'deliver/ship', to: 'install/do' },
      { from: 'deliver', to: 'install', items: 'all' },
    ],
  })
  const drawn = plan([twice], [{ pattern: 'twice' }])
  assert.deepEqual(edges(drawn), ['deliver 1 > install 1'])
  lawful(drawn)
})

test('O-28 what is missing in the middle hands on what it waited for of others, too, and how long after', () => {
  const line = of('line', { lineComponents: [work('provision')] })
  const box = of('box', {
    lineComponents: [work('dig', { when: 'line.lineNo > 2' }), work('connect')],
    dependencies: [
      { from: 'provision', to: 'dig', fromPattern: 'line', items: 'all', delay: 'P10D' },
      { from: 'dig', to: 'connect', delay: 'PT4H' },
    ],
  })
  const drawn = plan([line, box], [{ pattern: 'line' }, { pattern: 'box' }])
  assert.deepEqual(edges(drawn), ['gate 2 > connect 2', 'provision 1 > gate 2'])
  assert.deepEqual(
    drawn.tasks.filter(({ kind }) => kind === 'wait').map(({ input }) => input),
    [{ for: 'P10D' }, { for: 'PT4H' }],
  )
  lawful(drawn)
})

test('O-28 what is missing hands on nothing that it would have waited for later', () => {
  const pattern = of('installed', {
    components: [
      { ...deliver, when: 'part.lineNo != 1' },
      { ...deliver, kind: 'perform' },
    ],
    lineComponents: [work('install')],
    dependencies: [
      { from: 'deliver', to: 'install' },
      { from: 'install', to: 'deliver/invoice' },
    ],
  })
  const drawn = plan([pattern], [{ pattern: 'installed' }, { pattern: 'installed' }])
  assert.deepEqual(edges(drawn), ['deliver 2 > install 2', 'install 2 > deliver 2'])
  lawful(drawn)
})

test('O-28 what says only how tasks of one component follow each other says nothing new', () => {
  const pattern = of('plain', {
    lineComponents: [
      work('install', {
        duration: 'P1D',
        tasks: [
          { kind: 'work', name: 'x', title: 'X' },
          { kind: 'work', name: 'y', title: 'Y' },
        ],
      }),
      work('inspect', { duration: 'P1D' }),
    ],
    dependencies: [
      { from: 'install/x', to: 'install/y' },
      { from: 'deliver/ship', to: 'deliver/invoice' },
      // Between two tasks of another component: no round.
      { from: 'install/x', to: 'inspect' },
      { from: 'inspect', to: 'install/y' },
    ],
  })
  const drawn = plan([pattern], [{ pattern: 'plain', requestedOn: '2026-03-20' }])
  lawful(drawn)
  assert.deepEqual(edges(drawn), ['inspect 1 > install 1', 'install 1 > inspect 1'])
})

test('O-31 a wait for a day that is none is told when its turn comes, and a day that there is not is none', () => {
  const until = (day: string) => {
    const pattern = of('until', {
      lineComponents: [work('later', { tasks: [{ kind: 'wait', name: 'day', until: `"${day}"` }] })],
    })
    const [task] = plan([pattern], [{ pattern: 'until' }]).tasks.filter(({ kind }) => kind === 'wait')
    return [task!.startOn, task!.input]
  }
  assert.deepEqual(until('2026-04-01'), ['2026-04-01', undefined])
  assert.deepEqual(until(''), [null, undefined])
  assert.deepEqual(until('2026-02-30'), [null, { until: '2026-02-30' }])
  assert.deepEqual(until('tomorrow'), [null, { until: 'tomorrow' }])
})

test('O-30 what waits for something to become known of a line waits for that, and not for the end of what makes it so', () => {
  const when = 'line.facts.find("state") == "active"'
  const pattern = of('line', {
    lineComponents: [work('provision'), work('ring')],
    dependencies: [
      { from: 'provision', to: 'ring', until: when, delay: 'PT4H' },
      // What ends it may wait for that in turn: it is no round.
      { from: 'ring', to: 'provision' },
    ],
  })
  const drawn = plan([pattern], [{ pattern: 'line' }, { pattern: 'line' }])
  assert.deepEqual(edges(drawn), [
    'gate 1 > ring 1',
    'gate 2 > ring 2',
    'ring 1 > provision 1',
    'ring 2 > provision 2',
  ])
  assert.deepEqual(
    drawn.tasks.filter(({ kind }) => kind === 'wait').map(({ input, waits }) => [input, waits]),
    [
      [{ when, lines: [1] }, 0],
      [{ for: 'PT4H' }, 1],
      [{ when, lines: [2] }, 0],
      [{ for: 'PT4H' }, 1],
    ],
  )
  assert.equal(drawn.dependencies.length, 6)
  lawful(drawn)
  assert.deepEqual(
    refused({
      lineComponents: [work('a'), work('b')],
      dependencies: [{ from: 'a', to: 'b', until: 'line.facts' }],
    }),
    ['/dependencies/0/until rule_result'],
  )
})

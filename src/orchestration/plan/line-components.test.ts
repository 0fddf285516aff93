import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Order, OrderLine } from '../../orders/index.ts'
import type { IdSource } from '../../platform/ids.ts'
import { compilePattern, type Pattern, type PatternBody } from '../model/pattern.ts'
import type { Plan } from './draw.ts'
import { drawPlan } from './plan.ts'

const deliver = {
  kind: 'deliver',
  key: 'string(part.lineNo)',
  tasks: [{ kind: 'ship' }, { kind: 'invoice' }],
}
const work = (kind: string, more: object = {}) => ({
  kind,
  key: 'string(line.lineNo)',
  tasks: [{ kind: 'work' as const, name: 'do', title: kind }],
  ...more,
})
const of = (code: string, body: Partial<PatternBody>): Pattern => {
  const compiled = compilePattern(code, 1, { components: [deliver], ...body })
  assert.ok(compiled.ok, compiled.ok ? '' : JSON.stringify(compiled.problems))
  return compiled.pattern
}
const refused = (body: Partial<PatternBody>) => {
  const compiled = compilePattern('p', 1, { components: [deliver], ...body })
  return compiled.ok ? [] : compiled.problems.map(({ path, code }) => `${path} ${code}`)
}

/** The plan of an order of services, one line an item: its pattern, and what its channel says of it. */
function plan(...of: Parameters<typeof draft>): Plan {
  const drawn = draft(...of)
  assert.deepEqual(drawn.problems, [])
  return drawn.plan
}

function draft(
  patterns: readonly Pattern[],
  items: readonly { pattern: string; custom?: object; requestedOn?: string | null }[],
  more: Partial<Order> = {},
) {
  const lines = items.map(({ custom = {} }, index) => ({
    lineNo: index + 1,
    sku: `S${index + 1}`,
    itemClass: 'c',
    kind: 'service',
    custom,
  }))
  const order = {
    orderType: 'sale',
    source: 'shop',
    prepaid: false,
    shipToCountry: 'GB',
    decisions: {},
    openHolds: 0,
    lines,
    parts: lines.map(({ lineNo }) => ({
      id: BigInt(1000 + lineNo),
      lineNo,
      locationId: null,
      quantity: 1n,
      cancelled: 0n,
      shipped: 0n,
      supply: 'none',
      requestedOn: items[lineNo - 1]!.requestedOn ?? null,
      promisedOn: null,
      bound: false,
    })),
    ...more,
  } as unknown as Order
  let last = 0n
  const ids = { next: () => (last += 1n) } as IdSource
  return drawPlan(
    {
      order,
      patterns: new Map(patterns.map((one) => [one.code, one])),
      patternOf: ({ lineNo }: OrderLine) => items[lineNo - 1]!.pattern,
      location: () => undefined,
      today: '2026-03-01',
      now: new Date('2026-03-01T12:00:00Z'),
      timeZone: 'Europe/London',
    },
    ids,
  )
}

/** What waits for what between components: `deliver 1 > install 1`. */
function edges({ components, tasks }: Plan): string[] {
  const byTask = new Map(tasks.map((task) => [task.id, task]))
  const nameOf = (id: bigint) => {
    const component = components.find((one) => one.id === id)!
    const about =
      component.lineNos.length > 0 ? component.lineNos : component.partIds.map((one) => one - 1000n)
    return `${component.kind} ${about.join('+')}`
  }
  return tasks
    .flatMap((task) =>
      task.frees.flatMap((next) => {
        const to = byTask.get(next)!
        if (to.componentId === task.componentId || to.kind === 'collect' || to.kind === 'close') return []
        return [`${nameOf(task.componentId)} > ${nameOf(to.componentId)}`]
      }),
    )
    .toSorted()
}

/** As many things as a task waits for, so many tasks free it. */
function lawful({ tasks }: Plan): void {
  const freed = new Map<bigint, number>()
  for (const { id, frees } of tasks) assert.equal(new Set(frees).size, frees.length, `${id} frees twice`)
  for (const { frees } of tasks) for (const next of frees) freed.set(next, (freed.get(next) ?? 0) + 1)
  for (const { id, kind, waits } of tasks) assert.equal(waits, freed.get(id) ?? 0, `${kind} ${id}`)
}

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

test('O-26 seven sites come to seven components, and each waits for what stands at its site', () => {
  const site = { key: 'line.custom.find("site")' }
  const access = of('access', { lineComponents: [work('provision', site)] })
  const router = of('router', {
    lineComponents: [work('configure', site)],
    dependencies: [
      {
        from: 'provision',
        to: 'configure',
        fromPattern: 'access',
        items: { from: site.key.replaceAll('"', "'"), to: site.key },
      },
    ],
  })
  const sites = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
  const drawn = plan(
    [access, router],
    sites.flatMap((name) => [
      { pattern: 'access', custom: { site: name } },
      { pattern: 'router', custom: { site: name } },
      // A second router at the same site shares its component.
      ...(name === 'A' ? [{ pattern: 'router', custom: { site: name } }] : []),
    ]),
  )
  assert.equal(drawn.components.filter(({ kind }) => kind === 'provision').length, 7)
  assert.equal(drawn.components.filter(({ kind }) => kind === 'configure').length, 7)
  assert.deepEqual(edges(drawn).length, 7)
  assert.ok(edges(drawn).includes('provision 1 > configure 2+3'))
  assert.ok(drawn.dependencies.every(({ items }) => items === 'equal'))
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

test('O-26 an order of ten thousand lines is planned in less than two seconds, however its items wait for each other', () => {
  const pattern = of('installed', {
    lineComponents: [work('survey'), work('install', { key: 'string(line.lineNo / 10)' })],
    dependencies: [
      { from: 'survey', to: 'deliver' },
      { from: 'deliver', to: 'install' },
    ],
  })
  const began = process.cpuUsage()
  const drawn = plan(
    [pattern],
    Array.from({ length: 10_000 }, () => ({ pattern: 'installed' })),
  )
  // What else the machine does is no part of it.
  const took = process.cpuUsage(began).user / 1000
  assert.equal(edgesCount(drawn), 20_000)
  assert.ok(took < 2000, `${took} ms`)
  lawful(drawn)
})

/** Edges between components, without their names. */
function edgesCount({ tasks }: Plan): number {
  const byTask = new Map(tasks.map((task) => [task.id, task]))
  return tasks.reduce(
    (sum, task) =>
      sum +
      task.frees.filter((next) => {
        const to = byTask.get(next)!
        return to.componentId !== task.componentId && to.kind !== 'collect' && to.kind !== 'close'
      }).length,
    0,
  )
}

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

test('A3-1 a hold of an order as it comes stops what comes first of everything, also where time passes between', () => {
  const rested = of('rested', {
    lineComponents: [work('survey'), work('install')],
    dependencies: [{ from: 'survey', to: 'install', delay: 'P1D' }],
  })
  const waitsOf = (openHolds: number) =>
    plan([rested], [{ pattern: 'rested' }], { openHolds })
      .tasks.filter(({ kind }) => kind === 'work' || kind === 'wait' || kind === 'ship')
      .map(({ kind, name, waits }) => [name ?? kind, waits])
  // Surveying and installing are one task each; between them passes a day.
  assert.deepEqual(waitsOf(0), [
    ['ship', 0],
    ['do', 0],
    ['do', 1],
    ['delay', 1],
  ])
  assert.deepEqual(waitsOf(2), [
    ['ship', 2],
    ['do', 2],
    ['do', 3],
    ['delay', 3],
  ])
})

test('O-35 lines of one order that are asked for on different days begin each in its time; what they share begins for the first of them', () => {
  const timed = of('timed', {
    lineComponents: [
      work('provision', { duration: 'P2D', scheduled: true }),
      work('visit', { key: '"all"', duration: 'P1D', scheduled: true }),
    ],
  })
  const drawn = plan(
    [timed],
    [
      { pattern: 'timed', requestedOn: '2026-06-30' },
      { pattern: 'timed', requestedOn: '2026-04-01' },
      { pattern: 'timed', requestedOn: null },
    ],
  )
  const begins = drawn.components
    .filter(({ kind }) => kind === 'provision' || kind === 'visit')
    .map(({ kind, lineNos, planned }) => [kind, lineNos, planned?.start.toISOString() ?? null])
  assert.deepEqual(begins, [
    ['provision', [1], '2026-06-27T23:00:00.000Z'],
    ['visit', [1, 2, 3], '2026-03-30T23:00:00.000Z'],
    ['provision', [2], '2026-03-29T23:00:00.000Z'],
    ['provision', [3], null],
  ])
})

test('O-36 what is scheduled starts on its start day, what is not, or has no time left, at once', () => {
  const pattern = (scheduled: boolean) =>
    of('timed', {
      lineComponents: [
        work('survey', { duration: 'P5D', scheduled }),
        work('install', { duration: 'P2D', scheduled }),
      ],
      dependencies: [{ from: 'survey', to: 'install' }],
    })
  const startsOf = (scheduled: boolean, requestedOn: string | null) =>
    plan([pattern(scheduled)], [{ pattern: 'timed', requestedOn }])
      .tasks.filter(({ kind }) => kind === 'work')
      .map(({ notBefore }) => notBefore?.toISOString() ?? null)
  assert.deepEqual(startsOf(true, '2026-03-20'), ['2026-03-13T00:00:00.000Z', '2026-03-18T00:00:00.000Z'])
  assert.deepEqual(startsOf(false, '2026-03-20'), [null, null])
  assert.deepEqual(startsOf(true, null), [null, null])
  // It is noon of the first of March.
  assert.deepEqual(startsOf(true, '2026-03-06'), [null, '2026-03-04T00:00:00.000Z'])
  assert.deepEqual(startsOf(true, '2026-02-20'), [null, null])
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

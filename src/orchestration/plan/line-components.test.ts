import assert from 'node:assert/strict'
import { test } from 'node:test'
import { work, of, plan, edges, lawful, edgesCount } from './line-components-fixture.ts'
import { assertWithin } from '../../../test/support/pace.ts'

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
  assertWithin(took, 2000, 'the plan')
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

test('O-34 O-36 what is scheduled starts on its start day, what is not, or has no time left, at once', () => {
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

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Drawn, PlanComponent } from './draw.ts'
import { planStarts, type Timing } from './start-days.ts'

/** A chain, or a graph, of components: how long each takes, on which day it is asked for, and what waits for it. */
type Given = Record<string, { takes?: string; due?: string; frees?: string[] }>

function starts(given: Given, timeZone = 'Europe/London'): Record<string, string> {
  const names = Object.keys(given)
  const idOf = (name: string) => BigInt(names.indexOf(name) + 1)
  const drawn = names.map((name): Drawn => {
    const id = idOf(name)
    const frees = (given[name]!.frees ?? []).map((next) => idOf(next) * 100n)
    const component = { id, kind: name } as PlanComponent
    const task = { id: id * 100n, componentId: id, kind: 'work' as const, name, waits: 0, frees }
    return { component, tasks: [{ ...task, startOn: null, notBefore: null }] }
  })
  const timing = ({ kind }: PlanComponent): Timing => {
    const { takes, due = null } = given[kind]!
    return { dueOn: due, durations: takes === undefined ? [] : [takes] }
  }
  const planned = planStarts(drawn, timing, timeZone)
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = planned.get(idOf(name))
      return found ? [[name, new Date(found.start.epochMilliseconds).toISOString()]] : []
    }),
  )
}

test('O-34 O-36 a chain begins so early that its last is in time', () => {
  assert.deepEqual(
    starts({
      survey: { takes: 'P2D', frees: ['dig'] },
      dig: { takes: 'P4D', frees: ['connect'] },
      connect: { takes: 'P2D', due: '2026-01-10' },
    }),
    {
      survey: '2026-01-02T00:00:00.000Z',
      dig: '2026-01-04T00:00:00.000Z',
      connect: '2026-01-08T00:00:00.000Z',
    },
  )
})

test('O-36 what several wait for is ready for the first of them, and its own day counts where it is earlier', () => {
  assert.deepEqual(
    starts({
      survey: { takes: 'P1D', frees: ['late', 'soon'] },
      late: { takes: 'P1D', due: '2026-02-20' },
      soon: { takes: 'P3D', due: '2026-02-10' },
    }).survey,
    '2026-02-06T00:00:00.000Z',
  )
  assert.deepEqual(
    starts({
      survey: { takes: 'P1D', due: '2026-02-03', frees: ['soon'] },
      soon: { takes: 'P3D', due: '2026-02-10' },
    }).survey,
    '2026-02-02T00:00:00.000Z',
  )
})

test('O-36 what passes between counts, and what nobody asked for by a day has none', () => {
  assert.deepEqual(
    starts({
      ship: { frees: ['gate'] },
      gate: { takes: 'P2D', frees: ['install'] },
      install: { takes: 'P1D', due: '2026-02-10' },
      apart: { takes: 'P1D' },
    }),
    {
      ship: '2026-02-07T00:00:00.000Z',
      gate: '2026-02-07T00:00:00.000Z',
      install: '2026-02-09T00:00:00.000Z',
    },
  )
})

test('O-36 a day over the night in which clocks change is a day, and 24 hours are 24 hours', () => {
  const due = '2026-03-30'
  assert.deepEqual(starts({ a: { takes: 'P1D', due } }).a, '2026-03-29T00:00:00.000Z')
  assert.deepEqual(starts({ a: { takes: 'PT24H', due } }).a, '2026-03-28T23:00:00.000Z')
  assert.deepEqual(starts({ a: { takes: 'P1D', due } }, 'America/New_York').a, '2026-03-29T04:00:00.000Z')
})

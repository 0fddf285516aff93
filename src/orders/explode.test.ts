import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TooComplex } from '../catalog/index.ts'
import type { Component } from './configuration.ts'
import { explode, type ConfiguredLine } from './explode.ts'
import { parseOrder } from './parse.ts'
import type { LineWant } from './want.ts'

const model = {
  companyId: 1n,
  id: 1n,
  code: 'RACK',
  version: 1,
  sku: 'RACK',
  name: 'Rack',
  pricing: 'roll_up',
  validFrom: '2020-01-01',
  validTo: undefined,
} as const
const nothing = {
  options: [],
  attributes: [],
  contradictions: [],
  refused: [],
  missing: [],
  explanations: [],
}
const DAY = '2026-11-30'
const configured = (components: Component[]): ConfiguredLine => ({
  index: 0,
  days: new Map([
    [
      DAY,
      { model, options: [], components, problems: [], answer: { valid: true, complete: true, ...nothing } },
    ],
  ]),
})
const order = (line: object) =>
  parseOrder({
    source: 's',
    externalId: 'e',
    customer: { account: 'a' },
    currency: 'GBP',
    lines: [{ sku: 'RACK', quantity: '2', ...line }],
  }).order

test('A8-6 a configuration that nobody can answer is told at its line, and keeps no other line back', () => {
  const parsed = order({})
  const { problems, components } = explode(
    parsed,
    [{ index: 0, days: new Map([[DAY, new TooComplex('it takes more memory')]]) }],
    DAY,
  )
  assert.deepEqual(
    [problems, components],
    [
      [
        {
          path: '/lines/0/configuration',
          code: 'configuration_too_complex',
          message: 'it takes more memory',
        },
      ],
      [],
    ],
  )
})

test('A8-8 parts of a configured line are wanted where and when it is: in everything that a line may want', () => {
  const wants: Required<LineWant> = {
    requestedOn: '2026-12-10',
    requestedArrivalOn: '2026-12-12',
    allowSplit: false,
    location: 'LEEDS',
  }
  const stated = order({ ...wants, lineId: 'one', custom: { engraved: 'yes' } })
  const { components } = explode(
    stated,
    [configured([{ option: 'LOW', sku: 'R-LOW', perParent: 3, free: false }])],
    DAY,
  )
  assert.deepEqual(
    components.map(({ line }) => line.input),
    [{ sku: 'R-LOW', quantity: '6', ...wants }],
  )
})

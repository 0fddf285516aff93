import { Type, type Static } from 'typebox'
import type { Reader } from '../../platform/database/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import { Pictures, type Versioned } from '../../platform/picture.ts'
import { Check } from '../../platform/setup.ts'
import type { PatternBody } from '../model/pattern.ts'
import { mapped, type RawState, type StateCondition, type StateModel, type StateRule } from './compose.ts'
import { stateModels } from './states.sql.ts'

const State = (description?: string) =>
  Type.String({
    minLength: 1,
    maxLength: 50,
    pattern: '^[A-Za-z][A-Za-z0-9_]*$',
    form: 'letters, digits and _, beginning with a letter',
    ...(description === undefined ? {} : { description }),
  })
const Name = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 100, description }))
const StateSet = Type.Optional(Type.Array(State(), { minItems: 1, maxItems: 50 }))
const Rules = (description: string) =>
  Type.Array(
    Type.Object(
      {
        state: State(),
        when: Type.Optional(
          Type.Array(
            Type.Object({ any: StateSet, all: StateSet, none: StateSet }, { additionalProperties: false }),
            {
              maxItems: 10,
              description: 'All of them hold; absent: always',
            },
          ),
        ),
      },
      { additionalProperties: false },
    ),
    { minItems: 1, maxItems: 50, description },
  )

export const FulfillmentStatesInput = Type.Object(
  {
    active: Type.Optional(Type.Boolean({ description: 'false: nothing is told. true when absent' })),
    states: Type.Array(
      Type.Object(
        {
          code: State(),
          name: Type.String({ minLength: 1, maxLength: 100, description: 'As people read it' }),
          parent: Type.Optional(State('Where that is named, this one is meant, too')),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 100, description: 'The common states' },
    ),
    map: Type.Array(
      Type.Object(
        {
          pattern: Name('Code of the pattern; absent: any'),
          component: Name('Kind of the component; absent: any'),
          task: Name('Name of the task in its pattern, else its kind; absent: any'),
          on: Name(
            'State of the task (waiting, ready, running, failed, completed, skipped), or the status with which work ended; absent: any',
          ),
          state: State(),
        },
        { additionalProperties: false },
      ),
      {
        minItems: 1,
        maxItems: 500,
        description: 'Which common state a component is in; the first that fits',
      },
    ),
    items: Rules('The state of a line, of those of its components; the first that holds'),
    order: Rules('The state of an order, of those of its lines; the first that holds'),
  },
  { title: 'FulfillmentStatesInput', $id: 'FulfillmentStatesInput', additionalProperties: false },
)
export type FulfillmentStatesInput = Static<typeof FulfillmentStatesInput>

/** Makes a model ready; what is wrong with it is told to the check. */
export function compileStates(
  input: FulfillmentStatesInput,
  version: number,
  check: Check,
  raws: readonly RawState[],
): StateModel {
  const { active = true, states, map, items, order } = input
  const known = new Map<string, { parent?: string }>()
  for (const [index, one] of states.entries()) {
    check.that(!known.has(one.code), `/states/${index}/code`, 'duplicate_state', `${one.code} stands twice.`)
    known.set(one.code, one)
  }
  const named = (code: string, at: string) =>
    check.that(known.has(code), at, 'unknown_state', `There is no state ${code}.`)
  for (const [index, { code, parent }] of states.entries()) {
    if (parent === undefined) continue
    named(parent, `/states/${index}/parent`)
    const message = `${code} is above itself.`
    check.that(!ancestorsOf(parent, known).includes(code), `/states/${index}/parent`, 'cycle', message)
  }
  for (const [index, { state }] of map.entries()) named(state, `/map/${index}/state`)
  const mappings = map.map(({ pattern = null, component = null, task = null, on = null, state }) => ({
    pattern,
    component,
    task,
    on,
    state,
  }))
  const rules = (of: FulfillmentStatesInput['items'], at: string): StateRule[] =>
    of.map(({ state, when = [] }, index) => {
      named(state, `${at}/${index}/state`)
      const last = index === of.length - 1
      const rest = 'The last rule takes all that is left: it has no condition.'
      if (last) check.that(when.length === 0, `${at}/${index}/when`, 'last_conditional', rest)
      const message = 'Without a condition it takes all: none is left for the rules behind it.'
      if (!last) check.that(when.length > 0, `${at}/${index}/when`, 'unreachable', message)
      return {
        state,
        when: when.flatMap((condition, place) => {
          const where = `${at}/${index}/when/${place}`
          const said = (['any', 'all', 'none'] as const).filter((one) => condition[one] !== undefined)
          check.that(said.length === 1, where, 'one_quantifier', 'It says one of any, all and none.')
          return said.map((quantifier): StateCondition => {
            for (const [n, code] of condition[quantifier]!.entries())
              named(code, `${where}/${quantifier}/${n}`)
            return { quantifier, states: withChildren(condition[quantifier]!, known) }
          })
        }),
      }
    })
  const model: StateModel = {
    version,
    active,
    names: new Map(states.map(({ code, name }) => [code, name])),
    map: mappings,
    items: rules(items, '/items'),
    order: rules(order, '/order'),
  }
  if (check.stated('/map'))
    for (const raw of raws) {
      const { pattern, component, task, on } = raw
      const message = `No entry maps ${pattern}/${component}/${task} when it is ${on}.`
      check.that(mapped(mappings, raw) !== undefined, '/map', 'unmapped_state', message)
    }
  return model
}

type Known = ReadonlyMap<string, { parent?: string }>

function ancestorsOf(code: string, known: Known): string[] {
  const found: string[] = []
  for (let at: string | undefined = code; at !== undefined && !found.includes(at); at = known.get(at)?.parent)
    found.push(at)
  return found
}

function withChildren(codes: readonly string[], known: Known): ReadonlySet<string> {
  const own = [...known.keys()].filter((code) => ancestorsOf(code, known).some((one) => codes.includes(one)))
  return new Set([...codes, ...own])
}

/** Every raw state that components of patterns can be in. */
export function rawStatesOf(patterns: readonly { code: string; body: PatternBody }[]): RawState[] {
  return patterns.flatMap(({ code: pattern, body: { components, lineComponents = [] } }) => {
    const ofTasks = (
      component: string,
      tasks: readonly { task: string; out: boolean; ends: readonly string[] }[],
    ) =>
      tasks.flatMap(({ task, out, ends }, place) =>
        [
          'waiting',
          'ready',
          'failed',
          ...(out ? ['running'] : []),
          // What comes before the last one is over when the next one begins.
          ...(place === tasks.length - 1 ? [...ends, 'skipped'] : []),
        ].map((on): RawState => ({ pattern, component, task, on })),
      )
    return [
      ...components.flatMap(({ kind, tasks }) =>
        ofTasks(
          kind,
          tasks.map((one) => ({ task: one.kind, out: false, ends: ['completed'] })),
        ),
      ),
      ...lineComponents.flatMap(({ kind, tasks }) =>
        ofTasks(
          kind,
          tasks.map((one) => ({
            task: one.name,
            // With a person, or a system, or until something becomes known.
            out: one.kind !== 'wait' || one.when !== undefined,
            ends:
              one.kind === 'work'
                ? (one.statuses ?? [{ code: 'done' }]).map(({ code }) => code)
                : ['completed'],
          })),
        ),
      ),
    ]
  })
}

/** What is told of an order, and of a line, of a company that says nothing else. */
const alike: FulfillmentStatesInput['items'] = [
  { state: 'PARTIAL', when: [{ any: ['PARTIAL'] }] },
  { state: 'PARTIAL', when: [{ any: ['FAILED'] }, { any: ['DONE'] }] },
  { state: 'FAILED', when: [{ any: ['FAILED'] }] },
  { state: 'CANCELLED', when: [{ all: ['CANCELLED'] }] },
  { state: 'DONE', when: [{ all: ['DONE', 'CANCELLED'] }] },
  { state: 'PENDING', when: [{ all: ['PENDING', 'CANCELLED'] }] },
  { state: 'IN_PROGRESS' },
]
export const usualStates: FulfillmentStatesInput = {
  states: [
    { code: 'PENDING', name: 'Waiting' },
    { code: 'IN_PROGRESS', name: 'In progress' },
    { code: 'DONE', name: 'Done' },
    { code: 'PARTIAL', name: 'Done in part' },
    { code: 'FAILED', name: 'Needs attention' },
    { code: 'CANCELLED', name: 'Cancelled' },
  ],
  map: [
    { on: 'failed', state: 'FAILED' },
    { on: 'skipped', state: 'CANCELLED' },
    // What was delivered is done for who ordered it.
    { task: 'invoice', state: 'DONE' },
    { on: 'waiting', state: 'PENDING' },
    { on: 'ready', state: 'IN_PROGRESS' },
    { on: 'running', state: 'IN_PROGRESS' },
    { state: 'DONE' },
  ],
  items: alike,
  order: alike,
}

/** They show, and are not told: an event for each order of everybody would cost whoever never asked for it. */
export const USUAL_STATES: StateModel = {
  ...compileStates(usualStates, 0, new Check(), []),
  active: false,
}

/** The models of companies; kept in memory while the set-up stands. */
export async function readStateModels(
  db: Reader,
  companies: Iterable<Versioned>,
): Promise<Map<bigint, StateModel>> {
  const pictures = db.memory.get(
    'orchestration.states',
    () => new Pictures<{ model: StateModel }>(() => ({ model: USUAL_STATES })),
  )
  const found = await pictures.load(companies, async (companyIds, made) => {
    for (const { company_id, version, body } of await db.read(stateModels, { companyIds })) {
      const check = new Check()
      const model = compileStates(body as JsonObject as unknown as FulfillmentStatesInput, version, check, [])
      // One that no longer compiles tells nothing.
      made.get(company_id)!.model = check.problems.length === 0 ? model : { ...USUAL_STATES, version }
    }
  })
  return new Map(Array.from(found, ([id, { model }]) => [id, model]))
}

import { Type, type Static } from 'typebox'

/**
 * A configuration model: what may be chosen of something that is sold configured, and which choices go together (A8-1, A8-2).
 * It is data: the same words in files, in the console and in the store.
 */

/** Options of one model, nested ones included; a check of so many answers in milliseconds. */
export const MOST_OPTIONS = 5000
export const MOST_RULES = 2000
/** How deep groups may stand in options. */
export const MOST_DEPTH = 20
/** The greatest quantity of an option and the longest range of a number: each step is a variable of the solver. */
export const MOST_STEPS = 1000

const strict = { additionalProperties: false }
const code = Type.String({ minLength: 1, maxLength: 100 })
const name = Type.String({ minLength: 1, maxLength: 300 })
const DateText = Type.String({ format: 'date', description: 'YYYY-MM-DD' })
const dated = {
  from: Type.Optional({ ...DateText, description: 'First day on which it holds' }),
  until: Type.Optional({ ...DateText, description: 'Last day on which it holds' }),
}
const whole = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum })
const Formula = (description: string) => Type.String({ minLength: 1, maxLength: 4000, description })

const Group = Type.Cyclic(
  {
    Option: Type.Object(
      {
        code,
        name: Type.Optional(name),
        sku: Type.Optional(
          Type.String({ minLength: 1, maxLength: 200, description: 'What is picked and priced for it' }),
        ),
        included: Type.Optional(Type.Boolean({ description: 'It comes with whatever it stands in' })),
        quantity: Type.Optional(
          Type.Object({ min: whole(1, MOST_STEPS), max: whole(1, MOST_STEPS) }, strict),
        ),
        properties: Type.Optional(
          Type.Record(
            Type.String({ maxLength: 100 }),
            Type.Union([Type.String({ maxLength: 300 }), Type.Number({ minimum: -1e9, maximum: 1e9 })]),
            { maxProperties: 50 },
          ),
        ),
        uses: Type.Optional(
          Type.Record(Type.String({ maxLength: 100 }), whole(0, 1_000_000), { maxProperties: 50 }),
        ),
        gives: Type.Optional(
          Type.Record(Type.String({ maxLength: 100 }), whole(0, 1_000_000), { maxProperties: 50 }),
        ),
        ...dated,
        groups: Type.Optional(Type.Array(Type.Ref('Group'), { maxItems: 200 })),
      },
      strict,
    ),
    Group: Type.Object(
      {
        code,
        name: Type.Optional(name),
        min: Type.Optional(whole(0, MOST_OPTIONS)),
        max: Type.Optional(whole(1, MOST_OPTIONS)),
        options: Type.Array(Type.Ref('Option'), { minItems: 1, maxItems: MOST_OPTIONS }),
      },
      strict,
    ),
  },
  'Group',
)

const Attribute = Type.Object(
  {
    code,
    name: Type.Optional(name),
    required: Type.Optional(Type.Boolean()),
    values: Type.Optional(Type.Array(code, { minItems: 1, maxItems: 500 })),
    range: Type.Optional(Type.Object({ min: whole(-1e6, 1e6), max: whole(-1e6, 1e6) }, strict)),
    maxLength: Type.Optional(whole(1, 1000)),
  },
  { ...strict, description: 'One of: values to choose from, a range of whole numbers, or a text of maxLength' },
)

const Resource = Type.Object({
  code,
  name: Type.Optional(name),
  capacity: whole(0, 1_000_000_000),
}, strict)

const head = { code, text: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })), ...dated }
const pair = { ...head, if: Formula('When this holds'), then: Formula('this is said of') }
const Rule = Type.Union([
  Type.Object({ kind: Type.Literal('implies'), ...pair }, strict),
  Type.Object({ kind: Type.Literal('requires'), ...pair }, strict),
  Type.Object({ kind: Type.Literal('excludes'), ...pair }, strict),
  Type.Object({ kind: Type.Literal('negates'), ...pair }, strict),
  Type.Object(
    {
      kind: Type.Literal('defaults'),
      ...head,
      if: Type.Optional(Formula('Always, when absent')),
      then: Type.String({ minLength: 1, maxLength: 100, description: 'Code of an option' }),
    },
    strict,
  ),
  Type.Object({ kind: Type.Literal('statement'), ...head, must: Formula('What always holds') }, strict),
  Type.Object(
    {
      kind: Type.Literal('table'),
      ...head,
      groups: Type.Array(code, { minItems: 2, maxItems: 10 }),
      rows: Type.Array(Type.Array(code, { minItems: 2, maxItems: 10 }), { minItems: 1, maxItems: 2000 }),
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('match'),
      ...head,
      groups: Type.Array(code, { minItems: 2, maxItems: 10 }),
      property: Type.String({ minLength: 1, maxLength: 100 }),
    },
    strict,
  ),
])

export const ModelContent = Type.Object(
  {
    groups: Type.Array(Group, { maxItems: 200 }),
    attributes: Type.Optional(Type.Array(Attribute, { maxItems: 200 })),
    resources: Type.Optional(Type.Array(Resource, { maxItems: 50 })),
    rules: Type.Optional(Type.Array(Rule, { maxItems: MOST_RULES })),
  },
  strict,
)

interface Dated {
  from?: string
  until?: string
}

/** Something that may be chosen. It is there only where what it stands in is. */
export interface ModelOption extends Dated {
  code: string
  name?: string
  sku?: string
  /** It comes with whatever it stands in (A8-1). */
  included?: boolean
  /** How many of it, where it is chosen; exactly one when absent. */
  quantity?: { min: number; max: number }
  properties?: Readonly<Record<string, string | number>>
  /** Units of resources that one of it takes, and gives. */
  uses?: Readonly<Record<string, number>>
  gives?: Readonly<Record<string, number>>
  groups?: ModelGroup[]
}

/** Options of which at least `min` (0 when absent) and at most `max` (any number when absent) are chosen. */
export interface ModelGroup {
  code: string
  name?: string
  min?: number
  max?: number
  options: ModelOption[]
}

export type ModelAttribute = Static<typeof Attribute>
export type ModelRule = Static<typeof Rule>

/** What a version of a model says. */
export interface Model {
  groups: ModelGroup[]
  attributes?: ModelAttribute[]
  resources?: Static<typeof Resource>[]
  rules?: ModelRule[]
}

/** Does something dated hold on that day? Both ends are days on which it does. */
export function holdsOn({ from, until }: Dated, on: string): boolean {
  return (from === undefined || from <= on) && (until === undefined || on <= until)
}

/** An option with its place in the model. */
export interface PlacedOption {
  option: ModelOption
  /** JSON Pointer into the model. */
  path: string
  group: ModelGroup
  parent: ModelOption | undefined
}

/** Every option, those that others stand in before them. Recursion is bounded by MOST_DEPTH, which the shape check keeps. */
export function* placedOptions(
  groups: readonly ModelGroup[],
  path = '/groups',
  parent?: ModelOption,
): Generator<PlacedOption> {
  for (const [g, group] of groups.entries()) {
    for (const [o, option] of group.options.entries()) {
      const at = `${path}/${g}/options/${o}`
      yield { option, path: at, group, parent }
      if (option.groups) yield* placedOptions(option.groups, `${at}/groups`, option)
    }
  }
}

/** Every group with its place and what it stands in. */
export function* placedGroups(
  groups: readonly ModelGroup[],
  path = '/groups',
  parent?: ModelOption,
): Generator<{ group: ModelGroup; path: string; parent: ModelOption | undefined }> {
  for (const [g, group] of groups.entries()) {
    yield { group, path: `${path}/${g}`, parent }
    for (const [o, option] of group.options.entries())
      if (option.groups) yield* placedGroups(option.groups, `${path}/${g}/options/${o}/groups`, option)
  }
}

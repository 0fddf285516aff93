import { Type, type Static } from 'typebox'
import { addDays } from '../../platform/clock.ts'

/**
 * A configuration model: what may be chosen of something that is sold configured, and which choices go together (A8-1, A8-2).
 * It is data: the same words in files, in the console and in the store.
 */

/** Options of one model, nested ones included; a check of so many answers in milliseconds. */
export const MOST_OPTIONS = 5000
export const MOST_RULES = 2000
export const MOST_GROUPS = 2000
/** The greatest quantity of an option and the longest range of a number: each step is a variable of the solver. */
export const MOST_STEPS = 1000

const strict = { additionalProperties: false }
const code = Type.String({ minLength: 1, maxLength: 100 })
const name = Type.String({ minLength: 1, maxLength: 300 })
const DateText = Type.String({ format: 'date', description: 'YYYY-MM-DD' })
const dated = {
  validFrom: Type.Optional({ ...DateText, description: 'First day on which it holds' }),
  validTo: Type.Optional({ ...DateText, description: 'Last day on which it holds' }),
}
const whole = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum })
const Formula = (description: string) => Type.String({ minLength: 1, maxLength: 4000, description })

const Amounts = Type.Record(Type.String({ maxLength: 100 }), whole(0, 1_000_000), { maxProperties: 50 })

const Option = Type.Object(
  {
    code,
    name: Type.Optional(name),
    sku: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Item that is picked and priced for it' }),
    ),
    included: Type.Optional(Type.Boolean({ description: 'It comes with whatever it stands in' })),
    quantity: Type.Optional(
      Type.Object(
        { min: whole(1, MOST_STEPS), max: whole(1, MOST_STEPS) },
        { ...strict, description: 'How many of it may be in one; exactly one when absent' },
      ),
    ),
    properties: Type.Optional(
      Type.Record(
        Type.String({ maxLength: 100 }),
        Type.Union([Type.String({ maxLength: 300 }), Type.Number({ minimum: -1e9, maximum: 1e9 })]),
        { maxProperties: 50 },
      ),
    ),
    uses: Type.Optional(Amounts),
    gives: Type.Optional(Amounts),
    ...dated,
  },
  strict,
)

const Group = Type.Object(
  {
    code,
    name: Type.Optional(name),
    of: Type.Optional({
      ...code,
      description: 'Code of an option of an earlier group that these are choices in',
    }),
    min: Type.Optional(whole(0, MOST_OPTIONS)),
    max: Type.Optional(whole(1, MOST_OPTIONS)),
    options: Type.Array(Option, { minItems: 1, maxItems: MOST_OPTIONS }),
  },
  strict,
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
  {
    ...strict,
    description: 'One of: values to choose from, a range of whole numbers, or a text of maxLength',
  },
)

const Resource = Type.Object(
  {
    code,
    name: Type.Optional(name),
    capacity: whole(0, 1_000_000_000),
  },
  strict,
)

const head = { code, text: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })), ...dated }
const pair = {
  ...head,
  a: Formula('What implies, requires, excludes or negates'),
  b: Formula('what is implied, required, excluded or negated'),
}
const Rule = Type.Union([
  Type.Object({ kind: Type.Literal('implies'), ...pair }, strict),
  Type.Object({ kind: Type.Literal('requires'), ...pair }, strict),
  Type.Object({ kind: Type.Literal('excludes'), ...pair }, strict),
  Type.Object({ kind: Type.Literal('negates'), ...pair }, strict),
  Type.Object(
    {
      kind: Type.Literal('defaults'),
      ...head,
      a: Type.Optional(Formula('Always, when absent')),
      b: Type.String({ minLength: 1, maxLength: 100, description: 'Code of an option' }),
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

/** What a version of a model says, beside what it is called. */
export const modelMembers = {
  groups: Type.Array(Group, { maxItems: MOST_GROUPS }),
  attributes: Type.Optional(Type.Array(Attribute, { maxItems: 200 })),
  resources: Type.Optional(Type.Array(Resource, { maxItems: 50 })),
  rules: Type.Optional(Type.Array(Rule, { maxItems: MOST_RULES })),
}

export type ModelOption = Static<typeof Option>
export type ModelGroup = Static<typeof Group>
export type ModelAttribute = Static<typeof Attribute>
export type ModelRule = Static<typeof Rule>

/** What may be chosen, and which choices go together. */
export interface Model {
  groups: ModelGroup[]
  attributes?: ModelAttribute[]
  resources?: Static<typeof Resource>[]
  rules?: ModelRule[]
}

/** How many of an option there may be, where it is taken. */
export function boundsOf({ quantity }: ModelOption): { min: number; max: number } {
  return quantity ? { min: quantity.min, max: quantity.max } : { min: 1, max: 1 }
}

/** Does something dated hold on that day? Both ends are days on which it does. */
export function holdsOn(
  { validFrom, validTo }: { validFrom?: string; validTo?: string },
  on: string,
): boolean {
  return (validFrom === undefined || validFrom <= on) && (validTo === undefined || on <= validTo)
}

/** An option with its place in the model. */
export interface PlacedOption {
  option: ModelOption
  /** JSON Pointer into the model. */
  path: string
  group: ModelGroup
}

/** Every option in the order of the model: what others stand in comes before them. */
export function* placedOptions(groups: readonly ModelGroup[]): Generator<PlacedOption> {
  for (const [g, group] of groups.entries())
    for (const [o, option] of group.options.entries())
      yield { option, group, path: `/groups/${g}/options/${o}` }
}

/** Items that options name, each once. */
export function skusOf(model: Model): string[] {
  const skus = [...placedOptions(model.groups)].flatMap(({ option: { sku } }) =>
    sku === undefined ? [] : [sku],
  )
  return [...new Set(skus)]
}

/** The days of a version on which it is another than on the day before. */
export function daysOf(model: Model, from: string, to: string | undefined): string[] {
  const dated = [...[...placedOptions(model.groups)].map(({ option }) => option), ...(model.rules ?? [])]
  const days = new Set([from])
  for (const { validFrom, validTo } of dated) {
    if (validFrom !== undefined) days.add(validFrom)
    if (validTo !== undefined) days.add(addDays(validTo, 1))
  }
  return [...days].filter((day) => from <= day && (to === undefined || day <= to)).sort()
}

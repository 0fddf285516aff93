import { Type, type Static } from 'typebox'
import {
  TooComplex,
  type Allowance,
  type Answer,
  type BoundedOption,
  type Choice,
  type PublishedModel,
  type ReadyModels,
} from '../catalog/index.ts'
import type { Problem } from '../platform/outcome.ts'

/** Other choices, and constraints, that a contradiction names in words. */
const MOST_NAMED = 20
/** Choices of one configuration. */
export const MOST_CHOICES = 5000

const strict = { additionalProperties: false }
const code = Type.String({ minLength: 1, maxLength: 100 })

export const ChoiceInput = Type.Union(
  [
    Type.Object(
      {
        option: code,
        chosen: Type.Optional(Type.Boolean({ description: 'false: it is not wanted' })),
        quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
      },
      strict,
    ),
    Type.Object(
      { attribute: code, value: Type.Union([Type.String({ maxLength: 1000 }), Type.Number()]) },
      strict,
    ),
  ],
  { title: 'Choice' },
)

/** How a line is configured: what was chosen, in the order in which it was. */
export const ConfigurationInput = Type.Object(
  {
    version: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: 'Of the model; the one that holds, when absent',
      }),
    ),
    choices: Type.Array(ChoiceInput, { maxItems: MOST_CHOICES }),
  },
  { ...strict, title: 'ConfigurationInput' },
)
export type ConfigurationInput = Static<typeof ConfigurationInput>

/** An item that a configuration brings, and how many for one of what is configured. */
export interface Component {
  option: string
  sku: string
  perParent: number
  /** Its price is in that of what it comes with. */
  free: boolean
  /** Of a part of a kit in it: the place of that kit among the components. */
  within?: number
}

/** A configuration as it stands. */
export interface Configured {
  model: PublishedModel
  /** All that it has, in its order; the answer tells those that something is said of. */
  options: readonly BoundedOption[]
  answer: Answer
  components: Component[]
  /** Choices that the model does not know (any more): told, never left out in silence (A8-13). */
  problems: Problem[]
  /** Configurations that are left, where somebody asked. */
  left?: { count: number; all: boolean } | undefined
}

/** Models as they are on a day, and how long answers of them may take. */
export interface ModelsOfDay {
  ready: ReadyModels
  on: string
  allowance: Allowance
}

/** What follows from choices, and the items that they come to: of everything that is taken and names one (A8-8). */
export async function configure(
  model: PublishedModel,
  { ready, on, allowance }: ModelsOfDay,
  question: { choices: readonly Choice[]; explain?: readonly string[]; count?: number | undefined },
): Promise<Configured | TooComplex> {
  const answered = await ready.answer(model, on, { explain: [], ...question }, allowance)
  if (answered instanceof TooComplex) return answered
  const { answer: found, problems, left } = answered
  const options = ready.options(model)
  const components = found.options.flatMap(({ index, quantity }) => {
    const { code: option, sku } = options[index]!.option
    return quantity > 0 && sku !== undefined
      ? [{ option, sku, perParent: quantity, free: model.pricing === 'fixed' }]
      : []
  })
  return { model, options, answer: found, components, problems, left }
}

/**
 * Everything that keeps a configuration from being ordered (A8-6): choices that are not of the model, those that contradict each
 * other, and what is missing, each with its place in the line.
 *
 * @param at JSON Pointer of the configuration
 */
export function problemsOf({ answer: found, problems }: Configured, at: string): Problem[] {
  const contradicting = found.contradictions.map(({ choice, because }): Problem => {
    const path = choice === null ? at : `${at}/choices/${choice}`
    const others = because.choices.filter((other) => other !== choice).slice(0, MOST_NAMED)
    const named = others.map((other) => `${at}/choices/${other}`).join(', ') || 'the model'
    const texts = because.constraints.slice(0, MOST_NAMED).map(({ text }) => text)
    const message = [`it contradicts ${named}`, texts.join('; ')].filter(Boolean).join(': ')
    return { path, code: 'contradicting_choice', message }
  })
  const explained = new Set(found.contradictions.map(({ choice }) => choice))
  const others = found.refused
    .filter((choice) => !explained.has(choice))
    .map((choice): Problem => ({
      path: `${at}/choices/${choice}`,
      code: 'contradicting_choice',
      message: 'it contradicts choices before it',
    }))
  const missing = found.missing.map(({ text }): Problem => ({
    path: `${at}/choices`,
    code: 'incomplete_configuration',
    message: text,
  }))
  return [
    ...problems.map((problem) => ({ ...problem, path: `${at}${problem.path}` })),
    ...contradicting,
    ...others,
    ...missing,
  ]
}

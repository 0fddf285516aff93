import type { PublishedModel, PublishedModels, ReadyModels } from '../catalog/index.ts'
import type { Json } from '../platform/json.ts'
import { formatMicro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { configure, problemsOf, type Configured } from './configuration.ts'
import { withKits } from './kit.ts'
import type { OrderLineInput } from './order-input.ts'
import type { ParsedLine, ParsedOrder } from './parse.ts'
import { lineWantOf } from './want.ts'

/** Configured lines of one order: each takes some milliseconds to answer where a model is large. */
export const MOST_CONFIGURED = 100

/** Configured lines that are still answered; of several orders of one caller together, where they share it. */
export interface Share {
  left: number
}

/** A configured line as its model has it on each of the days on which it may be decided; undefined: none holds. */
export interface ConfiguredLine {
  index: number
  /** There are more in the order than are answered. */
  tooMany?: true
  days: ReadonlyMap<string, Configured | undefined>
}

/** What the configured lines of an order come to on one day. */
export interface Exploded {
  /** Lines of components, behind those that were stated. */
  components: { parent: number; option: string; perParent: number; line: ParsedLine }[]
  problems: Problem[]
  /** What is kept of each configured line, by its place. */
  kept: Map<number, Json>
}

/** The lines of an order that are configured, answered for the days given. A line with neither a model nor choices is none of them. */
export function configuredLines(
  companyId: bigint,
  lines: readonly Configurable[],
  { models, ready, days }: { models: PublishedModels; ready: ReadyModels; days: readonly string[] },
  share: Share = { left: MOST_CONFIGURED },
): ConfiguredLine[] {
  return lines.flatMap((line, index): ConfiguredLine[] => {
    if (!isConfigured(companyId, line, models)) return []
    if (share.left === 0) return [{ index, days: new Map(), tooMany: true }]
    share.left--
    const { version, choices = [] } = line.configuration ?? {}
    const answered = days.map((on) => {
      const model = models.holding(companyId, line.sku, on, version)
      const configured = model && configure(model, ready.on(model, on), choices, [])
      return [on, configured && withKits(configured, { models, ready, on })] as const
    })
    return [{ index, days: new Map(answered) }]
  })
}

/** What a line says of what it is, whether it is ordered or only asked about. */
export type Configurable = Pick<OrderLineInput, 'sku' | 'configuration'>

/** Does a line have choices, or an item that is sold configured? */
export function isConfigured(
  companyId: bigint,
  { sku, configuration }: Configurable,
  models: PublishedModels,
): boolean {
  return configuration !== undefined || models.ofItem(companyId, sku).length > 0
}

/** The models that lines are configured by on some days. */
export function modelsOf(
  companyId: bigint,
  lines: readonly Configurable[],
  models: PublishedModels,
  days: readonly string[],
): PublishedModel[] {
  return lines.flatMap(({ sku, configuration }) =>
    days.flatMap((day) => models.holding(companyId, sku, day, configuration?.version) ?? []),
  )
}

/** Items that lines could bring. */
export function skusOf(lines: readonly ConfiguredLine[]): string[] {
  return lines.flatMap(({ days }) =>
    [...days.values()].flatMap((configured) => configured?.components.map(({ sku }) => sku) ?? []),
  )
}

/**
 * What a configured line is on a day (A8-6, A8-8): its components as lines of their own, or everything that keeps it from being
 * agreed. Components are wanted where and when their line is; those of a line whose price is all cost nothing more.
 *
 * @param most lines that the order may have with them
 */
export function explode(
  parsed: ParsedOrder,
  lines: readonly ConfiguredLine[],
  on: string,
  most: number,
): Exploded {
  const exploded: Exploded = { components: [], problems: [], kept: new Map() }
  for (const { index, days, tooMany } of lines) {
    const line = parsed.lines[index]!
    const at = `/lines/${index}/configuration`
    if (tooMany) {
      const message = `an order has at most ${MOST_CONFIGURED} configured lines`
      exploded.problems.push({ path: at, code: 'too_many_configured', message })
      continue
    }
    const configured = days.get(on)
    if (!configured) {
      const { version } = line.input.configuration ?? {}
      const which = version === undefined ? '' : ` of version ${version}`
      const message = `no configuration model${which} of ${line.input.sku} holds on ${on}`
      exploded.problems.push({ path: at, code: 'no_model', message })
      continue
    }
    const { model } = configured
    exploded.problems.push(...problemsOf(configured, at))
    exploded.kept.set(index, {
      model: model.code,
      version: model.version,
      choices: (line.input.configuration?.choices ?? []) as unknown as Json,
    })
    if (parsed.lines.length + exploded.components.length + configured.components.length > most) {
      const message = `with its parts the order would have more than ${most} lines`
      exploded.problems.push({ path: at, code: 'too_many_lines', message })
      continue
    }
    for (const { option, sku, perParent, free } of configured.components) {
      const quantity = line.quantity * BigInt(perParent)
      const input: OrderLineInput = { sku, quantity: formatMicro(quantity), ...lineWantOf(line.input) }
      exploded.components.push({
        parent: index,
        option,
        perParent,
        line: {
          input,
          quantity,
          minSplit: null,
          unitPrice: line.unitPrice === null ? null : 0n,
          taxAmount: null,
          discounts: [],
          partOf: line,
          ...(free || line.unitPrice !== null ? { free: true as const } : {}),
        },
      })
    }
  }
  return exploded
}

/** An order with the lines that its configured lines bring behind those that were stated. */
export function withComponents(parsed: ParsedOrder, { components }: Exploded): ParsedOrder {
  if (components.length === 0) return parsed
  const lines = [...parsed.lines, ...components.map((component) => component.line)]
  return { ...parsed, input: { ...parsed.input, lines: lines.map((line) => line.input) }, lines }
}

/** Problems of components are told at the line that brings them: their own lines were never stated. */
export function toldAtParents(
  problems: readonly Problem[],
  stated: number,
  { components }: Exploded,
): Problem[] {
  if (components.length === 0) return [...problems]
  return problems.map((problem) => {
    const [, place] = /^\/lines\/(\d+)(?:\/|$)/.exec(problem.path) ?? []
    const component = place === undefined ? undefined : components[Number(place) - stated]
    if (!component) return problem
    const message = `${component.option}: ${problem.message}`
    return { ...problem, path: `/lines/${component.parent}/configuration`, message }
  })
}

/** The places of configured lines whose price includes parts of theirs, by the places of these. */
export function includedParts({ components }: Exploded, stated: number): Map<number, number> {
  return new Map(
    components.flatMap(({ parent, line }, index): [number, number][] =>
      line.free ? [[stated + index, parent]] : [],
    ),
  )
}

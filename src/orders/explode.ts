import { holdsOn, type PublishedModel, type PublishedModels, type ReadyModels } from '../catalog/index.ts'
import type { Json } from '../platform/json.ts'
import { formatMicro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { configure, problemsOf, type Configured } from './configuration.ts'
import type { OrderInput, OrderLineInput } from './order-input.ts'
import type { ParsedLine, ParsedOrder } from './parse.ts'
import { lineWantOf } from './want.ts'

/** Configured lines of one order: each takes some milliseconds to answer where a model is large. */
export const MOST_CONFIGURED = 100

/** Configured lines that are still answered; of several orders of one caller together, where they share it. */
export interface Share {
  left: number
}

/** A configured line as each version of its model has it, from the day on which it does. */
export interface ConfiguredLine {
  index: number
  /** There are more in the order than are answered. */
  tooMany?: true
  versions: { model: PublishedModel; from: string; configured: Configured }[]
}

/** What the configured lines of an order come to on one day. */
export interface Exploded {
  /** Lines of components, behind those that were stated. */
  components: { parent: number; option: string; perParent: number; line: ParsedLine }[]
  problems: Problem[]
  /** What is kept of each configured line, by its place. */
  kept: Map<number, Json>
}

/**
 * The lines of an order that are configured, answered for every version of their models: which of them holds is decided with the
 * day. A line with neither a model nor choices is none of them.
 */
export function configuredLines(
  companyId: bigint,
  { lines }: OrderInput,
  models: PublishedModels,
  ready: ReadyModels,
  share: Share,
): ConfiguredLine[] {
  return lines.flatMap((line, index): ConfiguredLine[] => {
    const wanted = versionsOf(companyId, line, models)
    if (wanted.length === 0 && line.configuration === undefined) return []
    if (share.left === 0) return [{ index, versions: [], tooMany: true }]
    share.left--
    const versions = wanted.flatMap((model) =>
      ready.days(model).map((from) => ({
        model,
        from,
        configured: configure(model, ready.on(model, from), line.configuration?.choices ?? [], []),
      })),
    )
    return [{ index, versions }]
  })
}

/** The versions of the model of a line that it could be configured by. */
export function versionsOf(
  companyId: bigint,
  { sku, configuration }: OrderLineInput,
  models: PublishedModels,
): readonly PublishedModel[] {
  const all = models.ofItem(companyId, sku)
  const { version } = configuration ?? {}
  return version === undefined ? all : all.filter((one) => one.version === version)
}

/** Items that lines could bring. */
export function skusOf(lines: readonly ConfiguredLine[]): string[] {
  return lines.flatMap(({ versions }) =>
    versions.flatMap(({ configured }) => configured.components.map(({ sku }) => sku)),
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
  for (const { index, versions, tooMany } of lines) {
    const line = parsed.lines[index]!
    const at = `/lines/${index}/configuration`
    if (tooMany) {
      const message = `an order has at most ${MOST_CONFIGURED} configured lines`
      exploded.problems.push({ path: at, code: 'too_many_configured', message })
      continue
    }
    const found = versions.findLast(
      ({ model, from }) => holdsOn(model, on) && from <= on && model === newest(versions, on),
    )
    if (!found) {
      const { version } = line.input.configuration ?? {}
      const which = version === undefined ? '' : ` of version ${version}`
      const message = `no configuration model${which} of ${line.input.sku} holds on ${on}`
      exploded.problems.push({ path: at, code: 'no_model', message })
      continue
    }
    const { configured, model } = found
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
    const free = model.pricing === 'fixed' || line.unitPrice !== null
    for (const { option, sku, perParent } of configured.components) {
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
          ...(free ? { free: true as const } : {}),
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

/** Of several versions that hold the newest one: they come newest first. */
function newest(versions: ConfiguredLine['versions'], on: string): PublishedModel | undefined {
  return versions.find(({ model }) => holdsOn(model, on))?.model
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

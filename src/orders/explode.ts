import {
  answerersOf,
  TooComplex,
  type Allowance,
  type PublishedModel,
  type PublishedModels,
  type ReadyModels,
} from '../catalog/index.ts'
import type { Company } from '../organization/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'
import { formatMicro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { configure, problemsOf, type Component, type Configured } from './configuration.ts'
import { readDays, readKits, withKits } from './kit.ts'
import { MOST_LINES, type OrderLineInput } from './order-input.ts'
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
  days: ReadonlyMap<string, Configured | TooComplex | undefined>
}

/** What configured lines bring on one day, whether they are ordered or only asked about; `within` is a place among all of it. */
export interface Brought {
  components: (Component & { parent: number })[]
  problems: Problem[]
  /** The configuration of each configured line that has one, by its place. */
  configured: Map<number, Configured>
}

/** What the configured lines of an order come to on one day. */
export interface Exploded {
  /** Lines of components, behind those that were stated. */
  components: { parent: number; option: string; perParent: number; within?: number; line: ParsedLine }[]
  problems: Problem[]
  /** What is kept of each configured line, by its place. */
  kept: Map<number, Json>
}

/** The lines of an order that are configured, answered for the days given. A line with neither a model nor choices is none of them. */
function configuredLines(
  companyId: bigint,
  lines: readonly Configurable[],
  kits: { models: PublishedModels; ready: ReadyModels; days: readonly string[]; allowance: Allowance },
  share: Share = { left: MOST_CONFIGURED },
): Promise<ConfiguredLine[]> {
  const { models, days } = kits
  const answered = lines.map(async (line, index): Promise<ConfiguredLine | undefined> => {
    if (!isConfigured(companyId, line, models)) return undefined
    if (share.left === 0) return { index, days: new Map(), tooMany: true }
    share.left--
    const { version, choices = [] } = line.configuration ?? {}
    const found = new Map<string, Configured | TooComplex | undefined>()
    for (const on of days) {
      const model = models.holding(companyId, line.sku, on, version)
      const ofDay = { ...kits, on }
      found.set(on, model && (await withKits(await configure(model, ofDay, { choices }), ofDay)))
    }
    return { index, days: found }
  })
  return Promise.all(answered).then((found) => found.filter((one) => one !== undefined))
}

/** What a line says of what it is, whether it is ordered or only asked about. */
export type Configurable = Pick<OrderLineInput, 'sku' | 'configuration'>

/** Does a line have choices, or an item that is sold configured? */
function isConfigured(
  companyId: bigint,
  { sku, configuration }: Configurable,
  models: PublishedModels,
): boolean {
  return configuration !== undefined || models.ofItem(companyId, sku).length > 0
}

/** The models that lines are configured by on some days. */
function modelsOf(
  companyId: bigint,
  lines: readonly Configurable[],
  models: PublishedModels,
  days: readonly string[],
): PublishedModel[] {
  return lines.flatMap(({ sku, configuration }) =>
    days.flatMap((day) => models.holding(companyId, sku, day, configuration?.version) ?? []),
  )
}

/** What is asked of configured lines: of each company on its days. */
export interface ConfiguredReading<Q> {
  configured: Map<Q, ConfiguredLine[]>
  /** Those that cannot be answered, each at fault alone. */
  faults: Map<Q, Error>
}

/**
 * Answers the configured lines of orders or questions, those of one company within the time for one answer that takes long;
 * nothing is read where no line is configured.
 *
 * @param shares configured lines that are answered of those that share them; null: each has its own
 */
export async function readConfigured<Q extends { companyId: bigint }>(
  db: Reader,
  asked: ReadonlyMap<Q, readonly Configurable[]>,
  companies: ReadonlyMap<bigint, Company>,
  models: PublishedModels,
  shares: ReadonlyMap<Q, Share> | null = null,
): Promise<ConfiguredReading<Q>> {
  const found: ConfiguredReading<Q> = { configured: new Map(), faults: new Map() }
  const some = [...asked].filter(([{ companyId }, lines]) =>
    lines.some((line) => isConfigured(companyId, line, models)),
  )
  if (some.length === 0) return found
  const daysOf = await readDays(db, companies)
  const wanted = some.flatMap(([{ companyId }, lines]) =>
    modelsOf(companyId, lines, models, daysOf(companyId)),
  )
  const ready = await readKits(db, wanted, models, daysOf)
  const answerers = answerersOf(db.memory)
  const allowances = new Map([...companies.keys()].map((id) => [id, answerers.allowance()]))
  await Promise.all(
    some.map(async ([question, lines]) => {
      const { companyId } = question
      const kits = { models, ready, days: daysOf(companyId), allowance: allowances.get(companyId)! }
      try {
        const answered = await configuredLines(companyId, lines, kits, shares?.get(question))
        found.configured.set(question, answered)
      } catch (error) {
        found.faults.set(question, error as Error)
      }
    }),
  )
  return found
}

/** Items that lines could bring. */
export function skusOf(lines: readonly ConfiguredLine[]): string[] {
  return lines.flatMap(({ days }) =>
    [...days.values()].flatMap((configured) =>
      configured === undefined || configured instanceof TooComplex
        ? []
        : configured.components.map(({ sku }) => sku),
    ),
  )
}

/**
 * What configured lines are on a day (A8-6, A8-8): what they bring, or everything that keeps them from being agreed.
 *
 * @param most lines that there may be with them
 */
export function broughtBy(
  stated: readonly Configurable[],
  lines: readonly ConfiguredLine[],
  on: string,
  most = MOST_LINES,
): Brought {
  const brought: Brought = { components: [], problems: [], configured: new Map() }
  for (const { index, days, tooMany } of lines) {
    const { sku, configuration } = stated[index]!
    const at = `/lines/${index}/configuration`
    const refuse = (code: string, message: string) => brought.problems.push({ path: at, code, message })
    if (tooMany) {
      refuse('too_many_configured', `an order has at most ${MOST_CONFIGURED} configured lines`)
      continue
    }
    const configured = days.get(on)
    if (!configured) {
      const { version } = configuration ?? {}
      const which = version === undefined ? '' : ` of version ${version}`
      refuse('no_model', `no configuration model${which} of ${sku} holds on ${on}`)
      continue
    }
    if (configured instanceof TooComplex) {
      refuse('configuration_too_complex', configured.message)
      continue
    }
    brought.problems.push(...problemsOf(configured, at))
    brought.configured.set(index, configured)
    const { components } = configured
    if (stated.length + brought.components.length + components.length > most)
      refuse('too_many_lines', `with its parts the order would have more than ${most} lines`)
    else {
      const before = brought.components.length
      for (const { within, ...one } of components)
        brought.components.push({
          ...one,
          parent: index,
          ...(within === undefined ? {} : { within: before + within }),
        })
    }
  }
  return brought
}

/**
 * The lines that the configured lines of an order bring. Components are wanted where and when their line is; those of a line whose
 * price is all cost nothing more.
 */
export function explode(
  parsed: ParsedOrder,
  lines: readonly ConfiguredLine[],
  on: string,
  most = MOST_LINES,
): Exploded {
  const { components, problems, configured } = broughtBy(parsed.input.lines, lines, on, most)
  return {
    problems,
    kept: new Map(
      [...configured].map(([index, { model }]) => {
        const choices = (parsed.lines[index]!.input.configuration?.choices ?? []) as unknown as Json
        return [index, { model: model.code, version: model.version, choices }]
      }),
    ),
    components: components.map(({ parent, option, sku, perParent, free, within }) => {
      const line = parsed.lines[parent]!
      const quantity = line.quantity * BigInt(perParent)
      return {
        parent,
        option,
        perParent,
        ...(within === undefined ? {} : { within }),
        line: {
          input: { sku, quantity: formatMicro(quantity), ...lineWantOf(line.input) },
          quantity,
          minSplit: line.minSplit === null ? null : line.minSplit * BigInt(perParent),
          unitPrice: line.unitPrice === null ? null : 0n,
          taxAmount: null,
          discounts: [],
          partOf: line,
          perParent,
          ...(free || line.unitPrice !== null ? { free: true as const } : {}),
        },
      }
    }),
  }
}

/** Of each line the place of the configured line that it belongs to: that which brought it, or itself; undefined: of none. */
export function kitsOf(lines: readonly ParsedLine[]): (number | undefined)[] {
  const bringing = new Set(lines.flatMap(({ partOf }) => partOf ?? []))
  const places = new Map(lines.map((line, index) => [line, index]))
  return lines.map((line) => {
    const kit = line.partOf ?? line
    return bringing.has(kit) ? places.get(kit) : undefined
  })
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
  { components }: { components: readonly { parent: number; option: string }[] },
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

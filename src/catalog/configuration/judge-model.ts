import type { Problem } from '../../platform/outcome.ts'
import type { Allowance, Answerers } from './answerers.ts'
import { TooComplex } from './clauses.ts'
import { compileModel } from './compile.ts'
import type { Compiled } from './compiled.ts'
import { smallestConflict } from './explain.ts'
import { FormulaError, namesIn, parseFormula, type Formula } from './formula.ts'
import { daysOf, holdsOn, MOST_OPTIONS, MOST_STEPS, type Model, type ModelOption } from './model.ts'
import { Possible } from './possible.ts'
import { Unfinished, Work } from './work.ts'

/** Steps of all quantities and numbers of one model. */
const MOST_STEPS_OF_ALL = 20_000
/** Days on which a model with dates is looked at: those on which something of it begins or has ended. */
const MOST_DAYS = 20
/** Dead options that are named one by one. */
const MOST_DEAD = 50

/** Everything that is wrong with what a model refers to: codes told twice or not at all, formulas that cannot be read. */
export function judgeReferences(model: Model): Problem[] {
  return new Judge(model).judge()
}

class Judge {
  readonly #problems: Problem[] = []
  readonly #options = new Map<string, ModelOption>()
  readonly #groups = new Map<string, readonly ModelOption[]>()
  readonly #codes = new Set<string>()
  readonly #model: Model

  constructor(model: Model) {
    this.#model = model
  }

  judge(): Problem[] {
    this.#placed()
    this.#attributes()
    const rules = this.#model.rules ?? []
    const known = new Set<string>()
    for (const [at, rule] of rules.entries()) {
      const path = `/rules/${at}`
      this.#once(known, rule.code, `${path}/code`)
      this.#dates(rule, path)
      if (rule.kind === 'table' || rule.kind === 'match') this.#columns(rule, path)
      else if (rule.kind === 'statement') this.#formula(rule.must, `${path}/must`)
      else {
        if (rule.a !== undefined) this.#formula(rule.a, `${path}/a`)
        if (rule.kind !== 'defaults') this.#formula(rule.b, `${path}/b`)
        else if (!this.#options.has(rule.b))
          this.#say(`${path}/b`, 'unknown_option', `there is no option ${rule.b}`)
      }
    }
    return this.#problems
  }

  #say(path: string, code: string, message: string): void {
    this.#problems.push({ path, code, message })
  }

  #once(known: Set<string>, code: string, path: string): void {
    if (known.has(code)) this.#say(path, 'told_twice', `${code} is told twice`)
    known.add(code)
  }

  #dates({ validFrom, validTo }: { validFrom?: string; validTo?: string }, path: string): void {
    if (validFrom !== undefined && validTo !== undefined && validTo < validFrom)
      this.#say(`${path}/validTo`, 'dates_reversed', 'it lies before validFrom')
  }

  #placed(): void {
    const { groups, resources = [] } = this.#model
    const known = new Set<string>()
    const kinds = new Set<string>()
    for (const [at, { code }] of resources.entries()) this.#once(kinds, code, `/resources/${at}/code`)
    let steps = 0
    for (const [at, group] of groups.entries()) {
      const path = `/groups/${at}`
      this.#once(known, group.code, `${path}/code`)
      const { of, min = 0, max, options } = group
      if (of !== undefined && !this.#options.has(of))
        this.#say(`${path}/of`, 'unknown_option', `no earlier group has an option ${of}`)
      if (min > (max ?? min) || min > options.length)
        this.#say(
          `${path}/min`,
          'never_enough',
          `${min} of ${Math.min(max ?? options.length, options.length)} cannot be chosen`,
        )
      this.#groups.set(group.code, options)
      for (const [o, option] of options.entries()) {
        this.#option(option, `${path}/options/${o}`, kinds)
        steps += option.quantity?.max ?? 1
      }
    }
    if (this.#options.size > MOST_OPTIONS)
      this.#say('/groups', 'too_many', `a model has at most ${MOST_OPTIONS} options`)
    for (const { range } of this.#model.attributes ?? [])
      steps += range ? Math.max(0, range.max - range.min) : 0
    if (steps > MOST_STEPS_OF_ALL)
      this.#say(
        '/groups',
        'too_many',
        `quantities and numbers have ${steps} steps: at most ${MOST_STEPS_OF_ALL}`,
      )
    for (const [at, { code }] of groups.entries())
      if (this.#options.has(code) && !groups[at]!.options.some((option) => option.code === code))
        this.#say(`/groups/${at}/code`, 'told_twice', `${code} is an option, too`)
  }

  #option(option: ModelOption, path: string, resources: ReadonlySet<string>): void {
    this.#once(this.#codes, option.code, `${path}/code`)
    this.#options.set(option.code, option)
    this.#dates(option, path)
    const { quantity } = option
    if (quantity && quantity.min > quantity.max)
      this.#say(`${path}/quantity/min`, 'never_enough', 'the least is more than the most')
    for (const member of ['uses', 'gives'] as const)
      for (const name of Object.keys(option[member] ?? {}))
        if (!resources.has(name))
          this.#say(`${path}/${member}/${name}`, 'unknown_resource', `there is no resource ${name}`)
  }

  #attributes(): void {
    for (const [at, { code, values, range, maxLength }] of (this.#model.attributes ?? []).entries()) {
      const path = `/attributes/${at}`
      this.#once(this.#codes, code, `${path}/code`)
      const kinds = [values, range, maxLength].filter((kind) => kind !== undefined).length
      if (kinds !== 1)
        this.#say(path, 'one_of', 'it has values, a range, or a text of at most maxLength: one of them')
      if (values && new Set(values).size < values.length)
        this.#say(`${path}/values`, 'told_twice', 'a value is told twice')
      if (range && (range.min > range.max || range.max - range.min > MOST_STEPS))
        this.#say(`${path}/range`, 'not_a_range', `it goes up, by at most ${MOST_STEPS}`)
    }
  }

  #columns(rule: { groups: readonly string[]; rows?: readonly (readonly string[])[] }, path: string): void {
    for (const [at, code] of rule.groups.entries())
      if (!this.#groups.has(code))
        this.#say(`${path}/groups/${at}`, 'unknown_group', `there is no group ${code}`)
    for (const [r, row] of (rule.rows ?? []).entries()) {
      if (row.length !== rule.groups.length)
        this.#say(
          `${path}/rows/${r}`,
          'row_length',
          `it has one option for each of ${rule.groups.length} groups`,
        )
      for (const [c, cell] of row.entries()) {
        const group = this.#groups.get(rule.groups[c] ?? '')
        if (group && !group.some((option) => option.code === cell))
          this.#say(`${path}/rows/${r}/${c}`, 'unknown_option', `${rule.groups[c]} has no option ${cell}`)
      }
    }
  }

  #formula(text: string, path: string): void {
    let formula: Formula
    try {
      formula = parseFormula(text)
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      return this.#say(path, 'formula', `${error.message} (character ${error.at + 1})`)
    }
    for (const { as, name, value } of namesIn(formula)) {
      const attribute = this.#model.attributes?.find((one) => one.code === name)
      const option = this.#options.has(name)
      if (as === 'name' && !option && !this.#groups.has(name))
        this.#say(path, 'unknown_name', `there is no option and no group ${name}`)
      else if (as === 'is' && !attribute?.values?.includes(value!))
        this.#say(path, 'unknown_name', `there is no attribute ${name} with a value ${value}`)
      else if (as === 'number' && !option && !attribute?.range)
        this.#say(
          path,
          'unknown_name',
          `there is no option ${name}, and no attribute of that code with a range`,
        )
      else if (
        as === 'sum' &&
        ![...this.#options.values()].some(({ properties }) => typeof properties?.[name] === 'number')
      )
        this.#say(path, 'unknown_name', `no option has a number ${name}`)
    }
  }
}

/**
 * What nobody could ever choose (A8-2): rules that contradict each other, and options that are dead on every day of the version
 * on which they are sold. Of a model whose references are sound.
 */
export function judgeMeaning(
  model: Model,
  from: string,
  to: string | undefined,
  work = new Work(),
): Problem[] {
  const days = daysOf(model, from, to)
  if (days.length > MOST_DAYS)
    return [
      {
        path: '/rules',
        code: 'too_many',
        message: `its dates change it ${days.length} times: at most ${MOST_DAYS}`,
      },
    ]
  try {
    return meaningOn(model, days, work)
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error
    return [tooComplex(error)]
  }
}

/** A model that nobody can answer in time. */
function tooComplex({ path = '', message }: TooComplex): Problem {
  return { path, code: 'too_complex', message }
}

/** The same, without keeping anybody waiting: what is not quickly judged is judged in another thread, and in time. */
export async function proveMeaning(
  answerers: Answerers,
  { model, from, to }: { model: Model; from: string; to: string | undefined },
  allowance: Allowance,
): Promise<Problem[]> {
  try {
    return judgeMeaning(model, from, to, new Work(true))
  } catch (error) {
    if (!(error instanceof Unfinished)) throw error
  }
  try {
    return await answerers.judge(model, from, to, allowance)
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error
    return [tooComplex(error)]
  }
}

function meaningOn(model: Model, days: readonly string[], work: Work): Problem[] {
  const problems: Problem[] = []
  const dead = new Map<string, Problem>()
  const alive = new Set<string>()
  for (const day of days) {
    const compiled = compileModel(model, day, work)
    const possible = new Possible(compiled)
    possible.choose([])
    if (!possible.sound) {
      problems.push(contradiction(compiled, day))
      continue
    }
    possible.findForced()
    for (const { option, path, steps } of compiled.options.values()) {
      if (!holdsOn(option, day)) continue
      if (compiled.propagator.value(steps[0]!) >= 0) alive.add(option.code)
      else if (dead.size < MOST_DEAD && !dead.has(option.code)) {
        const { constraints } = smallestConflict(compiled, [], [steps[0]!])
        const why = constraints.map((at) => compiled.constraints[at]!.text).join('; ')
        const message = `${option.code} can never be chosen on ${day}: ${why}`
        dead.set(option.code, { path, code: 'dead_option', message })
      }
    }
  }
  return [...problems, ...[...dead].filter(([code]) => !alive.has(code)).map(([, problem]) => problem)]
}

function contradiction(compiled: Compiled, day: string): Problem {
  const { constraints } = smallestConflict(compiled, [], [])
  const said = constraints.map((at) => compiled.constraints[at]!)
  const place = said.find((one) => one.kind === 'rule') ?? said[0]
  const message = `nothing can be chosen on ${day}, because of: ${said.map(({ text }) => text).join('; ')}`
  return { path: place?.path ?? '/rules', code: 'contradiction', message }
}

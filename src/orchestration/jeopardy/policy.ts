import { Type, type Static } from 'typebox'
import type { Reader } from '../../platform/database/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import { Pictures, type Versioned } from '../../platform/picture.ts'
import { compileRule, type Rule, type RuleSchema } from '../../platform/rules.ts'
import { Check } from '../../platform/setup.ts'
import { isDuration } from '../model/duration.ts'
import { lengthOf } from './duration-of.ts'
import { jeopardyPolicies } from './jeopardy.sql.ts'

/** How bad it is, the least first. */
export const PRIORITIES = ['low', 'medium', 'high'] as const
export type Priority = (typeof PRIORITIES)[number]

/** What an expression of a lead time may ask. */
export const leadFacts = {
  order: { type: 'string', source: 'string', prepaid: 'bool', country: 'string' },
  component: { pattern: 'string', kind: 'string', key: 'string', location: 'string', lines: 'int' },
  task: { kind: 'string', name: 'string' },
} satisfies RuleSchema

const Name = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 100, description }))
const Of = {
  pattern: Name('Code of the pattern; absent: any'),
  component: Name('Kind of the component; absent: any'),
  task: Name('Name of the task in its pattern, else its kind, such as ship; absent: any'),
}
const Length = (description: string) =>
  Type.Optional(Type.String({ minLength: 2, maxLength: 30, description }))

const LeadTime = Type.Object(
  {
    ...Of,
    takes: Length('A duration of ISO 8601, such as P2D or PT4H, by the clocks of the company'),
    takesBy: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description: 'CEL over order, component and task that gives one: instead of `takes`',
      }),
    ),
  },
  { additionalProperties: false },
)
const RuleInput = Type.Object(
  {
    of: Type.Union([Type.Literal('order'), Type.Literal('task')], {
      description: 'order: how late its latest task is; task: how late each is',
    }),
    ...Of,
    over: Length('Later than this, such as PT0S (when absent) or P1D; -PT4H: less than four hours are left'),
    upTo: Length('And not later than this; absent: however late'),
    score: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    active: Type.Optional(Type.Boolean({ description: 'false: it is silent' })),
  },
  { additionalProperties: false },
)
const RangeInput = Type.Object(
  {
    priority: Type.Union([Type.Literal('low'), Type.Literal('medium'), Type.Literal('high')]),
    from: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    to: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  },
  { additionalProperties: false },
)

export const JeopardyPolicyInput = Type.Object(
  {
    active: Type.Optional(Type.Boolean({ description: 'false: no order is watched. true when absent' })),
    leadTimes: Type.Optional(
      Type.Array(LeadTime, {
        maxItems: 200,
        description:
          'How long tasks are expected to take; that which names most of a task holds, of equal ones the first. Absent: no time',
      }),
    ),
    rules: Type.Array(RuleInput, {
      maxItems: 200,
      description:
        'How bad it is to be how late; those that name most of a task hold of it, of these the first that fits',
    }),
    ranges: Type.Optional(
      Type.Array(RangeInput, {
        maxItems: 3,
        description:
          'Which scores are which priority; a score on a boundary belongs to the lower one. Absent: low 0 to 100, medium 100 to 200, high from there',
      }),
    ),
  },
  { title: 'JeopardyPolicyInput', $id: 'JeopardyPolicyInput', additionalProperties: false },
)
export type JeopardyPolicyInput = Static<typeof JeopardyPolicyInput>

interface Named {
  pattern: string | null
  component: string | null
  task: string | null
  /** How much of a task it names. */
  names: number
}

export interface JeopardyRule extends Named {
  of: 'order' | 'task'
  overMs: number
  upToMs: number | null
  score: number
}

export interface JeopardyPolicy {
  version: number
  active: boolean
  leadTimes: (Named & { takes: string | Rule })[]
  rules: JeopardyRule[]
  ranges: readonly { priority: Priority; from: number; to: number }[]
}

const MOST_SCORE = 1_000_000
const USUAL_RANGES: JeopardyPolicy['ranges'] = [
  { priority: 'low', from: 0, to: 100 },
  { priority: 'medium', from: 100, to: 200 },
  { priority: 'high', from: 200, to: MOST_SCORE },
]

/** No order of a company without a policy is watched, and none of its tasks takes time. */
export const NO_POLICY: JeopardyPolicy = {
  version: 0,
  active: false,
  leadTimes: [],
  rules: [],
  ranges: USUAL_RANGES,
}

/** Makes a policy ready; what is wrong with it is told to the check. */
export function compilePolicy(input: JeopardyPolicyInput, version: number, check: Check): JeopardyPolicy {
  const { active = true, leadTimes = [], rules, ranges = [...USUAL_RANGES] } = input
  const compiled: JeopardyPolicy = {
    version,
    active,
    leadTimes: leadTimes.map((lead, index) => ({
      ...namedOf(lead),
      takes: takesOf(lead, `/leadTimes/${index}`, check),
    })),
    rules: rules.flatMap((rule, index) => {
      const made = ruleOf(rule, `/rules/${index}`, check)
      return rule.active === false ? [] : [made]
    }),
    ranges: ranges.toSorted((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority)),
  }
  checkRanges(ranges, check)
  if (check.stated('/ranges', '/rules'))
    for (const [index, { score }] of rules.entries()) {
      const message = `No range has the score ${score}: it would be no priority.`
      const inOne = ranges.some(({ from, to }) => score >= from && score <= to)
      check.that(inOne, `/rules/${index}/score`, 'score_in_no_range', message)
    }
  return compiled
}

function namedOf({
  pattern,
  component,
  task,
}: {
  pattern?: string
  component?: string
  task?: string
}): Named {
  const names = [pattern, component, task].filter((one) => one !== undefined).length
  return { pattern: pattern ?? null, component: component ?? null, task: task ?? null, names }
}

type LeadTime = Static<typeof LeadTime>

function takesOf({ takes, takesBy }: LeadTime, at: string, check: Check): string | Rule {
  const one = (takes === undefined) !== (takesBy === undefined)
  check.that(
    one,
    at,
    'takes_one',
    'It has either a duration (takes) or an expression that gives one (takesBy).',
  )
  if (takes !== undefined) {
    const message = 'A duration of ISO 8601 up to a year, such as P2D or PT4H.'
    check.that(isDuration(takes), `${at}/takes`, 'bad_duration', message)
    return takes
  }
  check.rule(`${at}/takesBy`, takesBy ?? '""', leadFacts, 'string')
  const outcome = compileRule(takesBy ?? '""', leadFacts, 'string')
  return outcome.ok ? outcome.rule : 'PT0S'
}

type RuleInput = Static<typeof RuleInput>

function ruleOf(rule: RuleInput, at: string, check: Check): JeopardyRule {
  const named = namedOf(rule)
  if (rule.of === 'order')
    for (const member of ['pattern', 'component', 'task'] as const)
      check.that(
        rule[member] === undefined,
        `${at}/${member}`,
        'names_no_task',
        'A rule for orders is about all of their tasks: it names none.',
      )
  const overMs = signedLength(rule.over ?? 'PT0S', `${at}/over`, check)
  const upToMs = rule.upTo === undefined ? null : signedLength(rule.upTo, `${at}/upTo`, check)
  const message = 'It is not more than `over`: no task is so late.'
  check.that(upToMs === null || upToMs > overMs, `${at}/upTo`, 'bounds_reversed', message)
  return { of: rule.of, ...named, overMs, upToMs, score: rule.score }
}

/** A duration that may be negative, in milliseconds; one that is none is told, and counts as none. */
function signedLength(text: string, at: string, check: Check): number {
  const sound = isDuration(text.replace(/^[+-]/, ''))
  const message = 'A duration of ISO 8601 up to a year, such as P2D, or -PT4H for time that is left.'
  check.that(sound, at, 'bad_duration', message)
  return sound ? lengthOf(text) : 0
}

function checkRanges(ranges: JeopardyPolicy['ranges'], check: Check): void {
  for (const [index, { priority, from, to }] of ranges.entries()) {
    const at = `/ranges/${index}`
    check.that(from < to, `${at}/to`, 'bounds_reversed', 'It ends before it begins.')
    const twice = ranges.slice(0, index).some((one) => one.priority === priority)
    check.that(!twice, `${at}/priority`, 'duplicate_range', `${priority} stands twice.`)
    for (const [place, other] of ranges.slice(0, index).entries()) {
      if (other.priority === priority) continue
      const isLower = PRIORITIES.indexOf(other.priority) < PRIORITIES.indexOf(priority)
      const [lower, higher] = isLower ? [other, { from, to }] : [{ from, to }, other]
      // What they share is one score at most, where the lower one ends.
      const apart = lower.to <= higher.from
      const message = `It overlaps /ranges/${place}, or stands on the wrong side of it: ${PRIORITIES.join(', ')} is their order.`
      check.that(apart, at, 'ranges_overlap', message)
    }
  }
}

/** The policies of companies; kept in memory while the set-up stands. */
export async function readPolicies(
  db: Reader,
  companies: Iterable<Versioned>,
): Promise<Map<bigint, JeopardyPolicy>> {
  const pictures = db.memory.get(
    'orchestration.jeopardy',
    () => new Pictures<{ policy: JeopardyPolicy }>(() => ({ policy: NO_POLICY })),
  )
  const found = await pictures.load(companies, async (companyIds, made) => {
    for (const { company_id, version, body } of await db.read(jeopardyPolicies, { companyIds }))
      made.get(company_id)!.policy = storedPolicy(body as JsonObject, version)
  })
  return new Map(Array.from(found, ([id, { policy }]) => [id, policy]))
}

/** One that no longer compiles watches nothing. */
function storedPolicy(body: JsonObject, version: number): JeopardyPolicy {
  const check = new Check()
  const policy = compilePolicy(body as unknown as JeopardyPolicyInput, version, check)
  return check.problems.length === 0 ? policy : { ...NO_POLICY, version }
}

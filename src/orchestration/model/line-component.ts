import type { RuleSchema, Rule } from '../../platform/rules.ts'
import type { Check } from '../../platform/setup.ts'
import { checkTemplate, type CallTemplate } from './call-template.ts'
import { checkCompensation } from './compensation.ts'
import { isDuration } from './duration.ts'

/** What conditions and keys of components of lines may ask: the order, and one line of it. */
export const lineFacts = {
  order: { type: 'string', source: 'string', prepaid: 'bool', country: 'string' },
  line: { lineNo: 'int', sku: 'string', itemClass: 'string', kind: 'string', custom: 'Texts' },
} satisfies RuleSchema

/** What a condition may ask that waits for data (O-30, O-42): also what became known of the line. */
export const knownFacts = {
  order: lineFacts.order,
  line: { ...lineFacts.line, facts: 'Texts' },
} satisfies RuleSchema

/** A component of lines as it is stored (decision 0070): a line is in each whose condition is true. */
export interface LineComponentBody {
  kind: string
  when?: string
  /** Lines with an equal key share a component. */
  key: string
  /** How long it takes, a duration of ISO 8601; absent: no time. */
  duration?: string
  /** It does not begin before its start day, which is calculated from the day that is asked for (O-36). */
  scheduled?: boolean
  tasks: LineTaskBody[]
}

/** What follows when work ends with a status: the next task, or a person looks at it. */
export const LEADS_TO = ['next', 'fallout'] as const
export interface WorkStatus {
  code: string
  to: (typeof LEADS_TO)[number]
}

/** Once a step is done, nothing of its lines is amended or cancelled any more (`hard`), or only by whoever takes that on (`soft`; O-67). */
export const POINTS_OF_NO_RETURN = ['hard', 'soft'] as const
export interface MayBePoint {
  pointOfNoReturn?: (typeof POINTS_OF_NO_RETURN)[number]
}

export type LineTaskBody = (
  | {
      kind: 'work'
      name: string
      title: string
      /** Who does it, as the company calls them; absent: whoever may. */
      role?: string
      /** How it can end; absent: done. */
      statuses?: WorkStatus[]
    }
  | {
      kind: 'wait'
      name: string
      /** A duration of ISO 8601 from when it begins, in days and hours where the company is. */
      for?: string
      /** CEL over the order and its first line: a business date that has to come, YYYY-MM-DD; an empty one has come. */
      until?: string
      /** CEL over the order and each of its lines: what has to be true of all of them. */
      when?: string
    }
  | CallTaskBody
) &
  MayBePoint

/** An outside system is asked to do something (decision 0072). */
export interface CallTaskBody {
  kind: 'call'
  name: string
  /** Code of the system. */
  system: string
  request: CallTemplate
  /** Name of a fact → JSON Pointer into what the system says: it becomes known of each line (O-30). */
  facts?: Record<string, string>
  /** Asked for when it is undone. */
  undo?: CallTemplate
  /** What an amendment does about it once it was done (O-62); see `compensation.ts`. */
  whenChanged?: string
  whenGone?: string
}

export interface LineComponent {
  kind: string
  when: Rule | null
  key: Rule
  duration: string | null
  scheduled: boolean
  tasks: LineTask[]
}

export type LineTask = (
  | { kind: 'work'; name: string; title: string; role: string; statuses: readonly WorkStatus[] }
  | { kind: 'wait'; name: string; for: string | null; until: Rule | null; when: string | null }
  | CallTaskBody
) &
  MayBePoint

const DONE: readonly WorkStatus[] = [{ code: 'done', to: 'next' }]

type Compile = (path: string, text: string, schema: RuleSchema, returns: 'bool' | 'string') => Rule | null

/** Makes components of lines ready; what is wrong with them is told to the check. */
export function compileLineComponents(
  bodies: readonly LineComponentBody[],
  rule: Compile,
  check: Check,
): LineComponent[] {
  return bodies.map(({ kind, when, key, tasks, duration = null, scheduled = false }, index) => {
    const path = `/lineComponents/${index}`
    if (duration !== null) checkDuration(duration, `${path}/duration`, check)
    checkTasks(tasks, `${path}/tasks`, check)
    return {
      kind,
      when: when === undefined ? null : rule(`${path}/when`, when, lineFacts, 'bool'),
      key: rule(`${path}/key`, key, lineFacts, 'string')!,
      duration,
      scheduled,
      tasks: tasks.map((task, place): LineTask => {
        const { name, pointOfNoReturn } = task
        const point = pointOfNoReturn === undefined ? {} : { pointOfNoReturn }
        if (task.kind === 'work') {
          const { title, role = '', statuses = DONE } = task
          return { kind: 'work', name, title, role, statuses, ...point }
        }
        if (task.kind === 'call') return task
        if (task.when !== undefined) rule(`${path}/tasks/${place}/when`, task.when, knownFacts, 'bool')
        const until =
          task.until === undefined
            ? null
            : rule(`${path}/tasks/${place}/until`, task.until, lineFacts, 'string')
        return { kind: 'wait', name, for: task.for ?? null, until, when: task.when ?? null, ...point }
      }),
    }
  })
}

function checkTasks(tasks: readonly LineTaskBody[], path: string, check: Check): void {
  check.that(tasks.length > 0, path, 'task_missing', 'It has no task.')
  for (const [place, task] of tasks.entries()) {
    const at = `${path}/${place}`
    if (tasks.slice(0, place).some(({ name }) => name === task.name))
      check.add(`${at}/name`, 'duplicate_task', `${task.name} stands twice.`)
    if (task.kind === 'wait') checkWait(task, at, check)
    else if (task.kind === 'call') {
      checkTemplate(task.request, `${at}/request`, check)
      if (task.undo) checkTemplate(task.undo, `${at}/undo`, check)
      checkCompensation(task, at, check)
    } else checkStatuses(task.statuses, `${at}/statuses`, check)
  }
}

function checkWait(task: LineTaskBody & { kind: 'wait' }, at: string, check: Check): void {
  const asked = [task.for, task.until, task.when].filter((one) => one !== undefined)
  const message = 'A wait has a duration (for), a day (until) or a condition (when).'
  check.that(asked.length === 1, at, 'wait_for_one', message)
  if (task.for !== undefined) checkDuration(task.for, `${at}/for`, check)
}

export function checkDuration(text: string, path: string, check: Check): void {
  check.that(
    isDuration(text),
    path,
    'bad_duration',
    'A duration of ISO 8601 up to a year, such as P2D or PT4H.',
  )
}

function checkStatuses(statuses: readonly WorkStatus[] | undefined, path: string, check: Check): void {
  if (statuses === undefined) return
  for (const [index, { code }] of statuses.entries())
    if (statuses.findIndex((one) => one.code === code) < index)
      check.add(`${path}/${index}/code`, 'duplicate_status', `${code} stands twice.`)
  const goesOn = statuses.some(({ to }) => to === 'next')
  check.that(goesOn, path, 'status_missing', 'With none of them the plan would go on.')
}

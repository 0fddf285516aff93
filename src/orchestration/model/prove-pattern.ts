import type { Rule } from '../../platform/rules.ts'
import type { Check } from '../../platform/setup.ts'

/** As much of a component as its proof looks at. */
interface Provable {
  tasks: readonly { kind: string; when: Rule | null }[]
}

interface Trial {
  order: { prepaid: boolean }
  part: { kind: string; supply: string; autoConfirm: boolean }
}

const EITHER = [true, false]
/** Every case of a part of goods, and of what is no goods. */
const GOODS: readonly Trial[] = EITHER.flatMap((prepaid) =>
  ['on_hand', 'dated', 'backorder'].flatMap((supply) =>
    EITHER.map((autoConfirm) => ({ order: { prepaid }, part: { kind: 'goods', supply, autoConfirm } })),
  ),
)
const OTHERS: readonly Trial[] = EITHER.flatMap((prepaid) =>
  ['service', 'charge', 'gift_card'].map((kind) => ({
    order: { prepaid },
    part: { kind, supply: 'none', autoConfirm: true },
  })),
)

/** Tasks that some parts cannot go without, and that never end for the others. */
const NEEDED: Readonly<Record<string, { by(part: Trial['part']): boolean; why: string; vain: string }>> = {
  reserve: {
    by: ({ supply }) => supply === 'dated' || supply === 'backorder',
    why: 'waits for goods',
    vain: 'waits for none',
  },
  release: {
    by: ({ autoConfirm }) => !autoConfirm,
    why: 'is shipped by a warehouse that has to be told',
    vain: 'leaves a place that ships by itself',
  },
}

/**
 * Tries a pattern on every case that its tasks can depend on, so that one which is taken draws no order that stands still.
 * One that has `reserve` or `release` is for goods and has to be right for all of them; it may be right for what is no
 * goods as well.
 */
export function provePattern(
  components: readonly Provable[],
  check: Check,
): { goods: boolean; others: boolean } {
  const goods = components.some(({ tasks }) => tasks.some(({ kind }) => kind in NEEDED))
  if (goods) for (const [index, one] of components.entries()) faults(one, GOODS, index, check)
  const others = components.every((one) => wrongs(one, OTHERS).length === 0)
  return { goods, others }
}

function faults(component: Provable, trials: readonly Trial[], index: number, check: Check): void {
  const told = new Set<string>()
  for (const { kind, place, drawn, trial } of wrongs(component, trials)) {
    const { why, vain } = NEEDED[kind]!
    const path = `/components/${index}/tasks${place < 0 ? '' : `/${place}/when`}`
    if (told.has(`${path} ${drawn}`)) continue
    told.add(`${path} ${drawn}`)
    const { supply, autoConfirm } = trial.part
    const of = `A part of ${trial.order.prepaid ? 'a prepaid' : 'an'} order with supply "${supply}" and autoConfirm ${autoConfirm}`
    if (drawn) check.add(path, 'task_in_vain', `${of} ${vain}: its ${kind} would never end.`)
    else check.add(path, 'task_missing', `${of} ${why}: it needs ${kind}.`)
  }
}

/** Where a component draws a task in vain, or lacks one that is needed. */
function wrongs(component: Provable, trials: readonly Trial[]) {
  return trials.flatMap((trial) =>
    Object.entries(NEEDED).flatMap(([kind, { by }]) => {
      const place = component.tasks.findIndex((task) => task.kind === kind)
      const task = component.tasks[place]
      const outcome = task?.when?.evaluate({ ...trial }) ?? { ok: true, value: true }
      const drawn = task !== undefined && outcome.ok && outcome.value === true
      return drawn === by(trial.part) ? [] : [{ kind, place, drawn, trial }]
    }),
  )
}

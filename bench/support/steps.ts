import { skuOf } from './company.ts'
import type { Stage } from './stage.ts'

export const STEPS = 6
export const STEP_ITEMS = 500

/** Six waits for a time, one after another, in a component for each key. */
export const steps = (duration: string, key: string) => ({
  code: 'steps',
  extends: 'goods',
  components: [],
  lineComponents: [
    {
      kind: 'steps',
      key,
      tasks: Array.from({ length: STEPS }, (_one, at) => ({
        kind: 'wait',
        name: `step_${at + 1}`,
        for: duration,
      })),
    },
  ],
})

/** Items whose lines have the steps. */
export async function prepareSteps(stage: Stage, pattern: object): Promise<void> {
  await stage.call('PUT', '/api/v1/patterns', pattern)
  for (let item = 0; item < STEP_ITEMS; item++)
    await stage.call('PUT', '/api/v1/items', {
      sku: skuOf(item),
      name: `Item ${item}`,
      itemClass: ['kitchen', 'living', 'garden'][item % 3]!,
      pattern: 'steps',
    })
}

/** A job of the server is started or stopped. */
export const orderJob = (stage: Stage, name: string, verb: 'start' | 'stop') =>
  stage.call('POST', `/api/v1/monitoring/jobs/${name}/${verb}`, { reason: 'measured by itself' })

export async function numberOf(stage: Stage, query: string): Promise<number> {
  const [row] = await stage.admin.sql<{ n: string }>(query)
  return Number(row!.n)
}

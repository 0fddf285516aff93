import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** Runs `work` over all items, at most `width` at a time, in order of the list. The first throw rejects. */
export async function parallel<Item>(
  items: Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < items.length) await work(items[next++]!)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
}

/** How many run at a time in any case, and how many while the machine has little to do. */
export interface Width {
  always: number
  most: number
}

/** Below this share of its time the machine has little to do. */
const IDLE = 0.75
/** Long enough for what was begun last to be seen. */
const LOOK_MS = 3000

/**
 * The same, but some of those that run at a time are begun only while the processors of the machine have little to do, one a
 * look: what waits costs nothing, whatever else runs meanwhile.
 */
export async function parallelWhileIdle<Item>(
  items: Item[],
  { always, most }: Width,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items]
  let looked: Promise<unknown> = Promise.resolve()
  const idle = (): Promise<boolean> => {
    const look = looked.then(() => busyShare(LOOK_MS)).then((busy) => busy < IDLE)
    looked = look
    return look
  }
  const lane = async (place: number): Promise<void> => {
    while (left.length > 0) {
      if (place >= always && !(await idle())) continue
      const item = left.shift()
      if (item !== undefined) await work(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, (_none, place) => lane(place)))
}

/** The share of their time that all processors of the machine worked within so many milliseconds. */
async function busyShare(ms: number): Promise<number> {
  const before = timesOfMachine()
  await sleep(ms)
  const after = timesOfMachine()
  return 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all)
}

function timesOfMachine(): { idle: number; all: number } {
  let idle = 0
  let all = 0
  for (const { times } of cpus()) {
    idle += times.idle
    all += Object.values(times).reduce((sum, one) => sum + one, 0)
  }
  return { idle, all }
}

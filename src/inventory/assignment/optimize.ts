import { Worker } from 'node:worker_threads'
import { costOf, type AssignmentProblem, type Choice } from './problem.ts'
import type { Solved } from './solve.ts'

export interface Job {
  problem: AssignmentProblem
  start: Choice
  seconds: number
}

export interface Optimized extends Solved {
  /** proven: nothing costs less; in_time: it is the best that was found; stopped: the thread ended before it found anything. */
  end: 'proven' | 'in_time' | 'stopped'
}

/** What the thread tells: what the search found, and in the end what it has. */
export type Told = Optimized & { last: boolean }

/** Nothing interrupts the solver inside one of its steps: so many seconds later its thread is ended. */
const GRACE_S = 2
const HEAP_MB = 1024
/** Threads at a time; who comes while they are busy has the start. */
const MOST_THREADS = 2
let running = 0

/**
 * Finds a cheap choice in a thread of its own, so that everything else goes on meanwhile. It never fails: when the time is over, the
 * thread ends, or all threads are busy, it gives what was found until then, at least the start.
 *
 * @param start a choice that holds
 */
export async function optimize(
  problem: AssignmentProblem,
  start: Choice,
  seconds: number,
): Promise<Optimized> {
  const cost = costOf(problem, start)
  if (cost === undefined) throw new Error('the choice to begin with does not hold')
  let found: Optimized = { end: 'stopped', choice: start, cost, bound: 0 }
  if (problem.tasks.length === 0) return { ...found, end: 'proven' }
  if (running >= MOST_THREADS) return found
  running += 1
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    name: 'docket-assignment',
    workerData: { problem, start, seconds } satisfies Job,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, (seconds + GRACE_S) * 1000)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    worker.on('message', ({ last, ...better }: Told) => {
      found = better
      if (last) end()
    })
    worker.on('error', end).on('exit', end)
  })
  await worker.terminate()
  running -= 1
  return found
}

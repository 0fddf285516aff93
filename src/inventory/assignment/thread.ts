import { parentPort, workerData } from 'node:worker_threads'
import type { Job, Told } from './optimize.ts'
import { solve, type Solved } from './solve.ts'

/** Solves one assignment; who asks ends the thread when it takes too long (`optimize.ts`). */
const port = parentPort!
const { problem, start, seconds } = workerData as Job

/** Less than a hundredth of a minor unit. */
const NOTHING = 0.01

function tell(found: Solved, last: boolean): void {
  const end = found.cost - found.bound < NOTHING ? 'proven' : 'in_time'
  port.postMessage({ ...found, end, last } satisfies Told)
}

tell(await solve(problem, start, seconds, (found) => tell(found, false)), true)

import type { Result } from '../support/result.ts'
import type { Bench } from './workload.ts'
export async function history(_bench: Bench): Promise<Result[]> {
  throw new Error('not yet')
}

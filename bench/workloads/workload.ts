import type { Cluster } from '../support/cluster.ts'
import type { Result } from '../support/result.ts'

/** What a workload is given. `seconds` bounds the load of one phase; what it left to do is finished in any case. */
export interface Bench {
  cluster: Cluster
  seconds: number
}

export type Workload = (bench: Bench) => Promise<Result[]>

/** A law that is broken, an order oversold or a deadlock makes a number worthless. @throws with the first of them */
export function mustHold(phase: string, laws: readonly string[], deadlocks: number): void {
  if (laws.length > 0) throw new Error(`${phase}: a law is broken: ${laws[0]}`)
  if (deadlocks > 0) throw new Error(`${phase}: ${deadlocks} deadlocks`)
}

import type { Money } from './parts/money.tsx'

/** What the API answers of acts on many orders, and of what failed for good, as far as it is read here. */

export type BulkAct =
  | 'suspend'
  | 'resume'
  | 'cancel'
  | 'abort'
  | 'hold'
  | 'prioritize'
  | 'retry'
  | 'complete'
  | 'fail_lines'

export interface BulkRefusal {
  orderId: string
  number: string
  code: string
  message: string
}

/** What an act would come to; nothing was done. */
export interface BulkPreview {
  targets: number
  orders: number
  acts: { act: string; orders: number }[]
  allowed: number
  refusedCount: number
  refusals: BulkRefusal[]
}

export interface BulkJob {
  id: string
  act: BulkAct
  input: { reason?: string; code?: string; priority?: number; status?: string }
  chosen: { orders?: number; states?: string[]; sources?: string[]; cause?: string }
  actor: string | null
  state: 'running' | 'completed' | 'stopped'
  total: number
  done: number
  failed: number
  leftOut: number
  untouched: number
  failureLimit: number | null
  askedAt: string
  endedAt: string | null
}

/** What became of one order of a job. */
export interface BulkTarget {
  orderId: string
  number: string
  taskId: string | null
  state: 'open' | 'done' | 'failed' | 'left_out'
  code: string | null
  message: string | null
}

export interface FalloutCause {
  cause: string
  kind: string
  problem: string
  tasks: number
  orders: number
  stopped: number
  atRisk: Money
  oldestPlacedAt: string | null
}

export interface FalloutTask {
  orderId: string
  number: string
  taskId: string
  kind: string
  name: string | null
  problem: string
  lineNos: number[]
  status: string
  holds: number
  total: Money
  statuses: string[]
}

import type { Reader } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'
import type { JobStanding } from './jobs.ts'

/** When something counts as wrong; settings of a process. */
export interface Thresholds {
  queueSeconds: number
  stuckHours: number
  clockMs: number
  diskPercent: number
  overReceiptPercent: number
}

/** Something that is wrong now. */
export interface Standing {
  /** 0: the whole installation. */
  companyId: bigint
  /** What it is about; with the condition it is the key of its alert. */
  subject: string
  severity: 'warning' | 'critical'
  /** In a sentence. */
  says: string
  facts: { readonly [name: string]: Json }
  atRisk?: { amount: bigint; currency: string }
}

export interface ConditionContext {
  db: Reader
  /** Read once for all conditions about jobs. */
  standings(): Promise<JobStanding[]>
  thresholds: Thresholds
  now: Date
}

/** A named question about what is wrong. */
export interface Condition {
  name: string
  /** The page in docs/operating that says what to do. */
  page: string
  /** Asked in each so many-th look: dear ones seldom. */
  every: number
  /** Not before whoever asks is there for so long: what starts with it may not have been heard of yet. */
  afterMs?: number
  find(context: ConditionContext): Promise<Standing[]>
}

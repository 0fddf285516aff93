import type { Company } from '../../organization/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'

/** What a check found: one sentence, and what to do about it when it failed. */
export interface Finding {
  state: 'pass' | 'fail' | 'not_applicable'
  found: string
  remedy: string | null
}

/** What checks look at. */
export interface SetupView {
  /** For reading: every statement has a limit of time. */
  db: Database
  company: Company
  /** Time of operations. */
  now: Date
  /** Business date of the company. */
  today: string
}

/** What probes do their work with. */
export interface Means {
  /** Joins whole tables. */
  laws: Database
  door: Door
  /**
   * Logs in wherever the company tells or asks a shop with an application key; `problem` null: it worked. A channel whose shop
   * is not told has a problem.
   */
  logIns(companyId: bigint): Promise<{ what: string; problem: string | null }[]>
  /** True: addresses that are set over the API may be those of private networks. */
  privateAddresses: boolean
  /** Of this server. */
  url(): string
  /** Lends a key that may do what a test order needs, for one run. */
  lend(): Promise<string>
  /** Makes a lent key worthless. */
  takeBack(): Promise<void>
}

/** What is said of a step; the API, the command line and the console alike show it. */
interface StepWords {
  key: string
  area: 'company' | 'books' | 'offer' | 'stock' | 'orders' | 'people' | 'channels' | 'proof'
  title: string
  why: string
  required: boolean
  /** A required step that may be left all the same, by somebody who says why. */
  waivable?: boolean
  /** Commands and calls, as they are typed. */
  how: readonly string[]
  /** Address of the room of the console in which it is done, when there is one. */
  room?: string
  /** Keys of the steps that must be done before. */
  after: readonly string[]
}

/**
 * One step of the checklist. A query is asked anew by every status, so it is quick; a probe does something, so it runs when
 * it is told to, and its last result is shown.
 */
export type Step = StepWords &
  (
    | { kind: 'query'; check(view: SetupView): Promise<Finding> }
    | {
        kind: 'probe'
        check(view: SetupView, means: Means): Promise<Finding>
        /** Says that there is nothing to try; asked by every status, as a query is. */
        spared?(view: SetupView): Promise<Finding | undefined>
      }
  )

export function pass(found: string): Finding {
  return { state: 'pass', found, remedy: null }
}

export function fail(found: string, remedy: string): Finding {
  return { state: 'fail', found, remedy }
}

export function notApplicable(found: string): Finding {
  return { state: 'not_applicable', found, remedy: null }
}

/** May the step be left when somebody says why? */
export function canBeLeft({ required, waivable = false }: Step): boolean {
  return !required || waivable
}

/** `3 items`, `1 item`. */
export function count(number: bigint | number, noun: string): string {
  return `${number} ${noun}${Number(number) === 1 ? '' : 's'}`
}

import type { Money } from './parts/money.tsx'

/** What the API answers of records that may be one customer, as far as it is read here. */

export interface MatchQuestionCount {
  /** At most 1000. */
  waiting: number
  oldestAt: string | null
}

export interface MatchRecord {
  number: string
  kind: string
  name: string | null
  email: string | null
  phone: string | null
  address: unknown
  alternateNumbers: { system: string; number: string }[]
  erased: boolean
  head: string
  records: number
  orders: number
  sources: string[]
  newestOrder: { id: string; number: string; placedAt: string } | null
  money: { ordered: Money; open: Money; unapplied: Money }[]
  whole: boolean
}

export interface MatchQuestion {
  customer: string
  other: string
  rule: string
  keys: string[]
  agrees: string[]
  differs: string[]
  askedAt: string | null
  later: { until: string; actor: string; reason: string } | null
  records: [MatchRecord, MatchRecord]
}

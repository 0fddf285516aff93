/** What the API answers about the set-up of a company. */

export interface SetupStep {
  key: string
  area: string
  title: string
  why: string
  required: boolean
  waivable: boolean
  how: string[]
  room: string | null
  after: string[]
  kind: 'query' | 'probe'
  state: 'pass' | 'fail' | 'not_applicable' | 'waived'
  found: string
  remedy: string | null
  checkedAt: string | null
  checkedBy: string | null
}

export interface Setup {
  company: string
  live: boolean
  wentLive: { at: string; by: string } | null
  ready: boolean
  drafts: number
  steps: SetupStep[]
}

export interface Companies {
  companies: { code: string; live: boolean }[]
}

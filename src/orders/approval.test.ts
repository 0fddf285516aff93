import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Scope } from '../platform/http/index.ts'
import { judgeDecision, type Approval, type ApprovalDecision } from './approval.ts'

const approval: Approval = {
  version: 3,
  rules: ['BIG@1'],
  levels: ['goodwill:write', 'credit:write'],
  level: 0,
  requestedBy: 'user:1',
  total: 1000n,
}
const says = (actor: string, scopes: Scope[], more: Partial<ApprovalDecision> = {}) => {
  const found = judgeDecision(
    { ...approval },
    { actor, scopes, version: 3, outcome: 'approve', comment: null, ...more },
  )
  return found.ok ? found.level : found.code
}

test('A4-2 A4-6 levels are asked one after the other, a later one speaks for an earlier one, and nobody for oneself', () => {
  assert.deepEqual(
    [
      says('user:2', ['goodwill:write']),
      says('user:2', ['credit:write']),
      says('user:2', ['credit:write', 'goodwill:write']),
      says('user:2', ['orders:write']),
      says('user:1', ['credit:write', 'goodwill:write']),
      says('user:2', ['credit:write'], { version: 2 }),
      says('user:2', ['credit:write'], { outcome: 'reject' }),
      says('user:2', ['goodwill:write'], { outcome: 'reject', comment: 'too much' }),
      says('user:2', ['goodwill:write'], { outcome: 'ask', comment: 'for whom?' }),
    ],
    [1, 2, 2, 'not_an_approver', 'self_approval', 'version_changed', 'approval_refused', 0, 0],
  )
  const second = { ...approval, level: 1 }
  const asked: ApprovalDecision = {
    actor: 'user:2',
    scopes: ['goodwill:write'],
    version: 3,
    outcome: 'approve',
    comment: null,
  }
  const late = judgeDecision(second, asked)
  assert.equal(late.ok ? late.level : late.code, 'not_an_approver', 'the first level has spoken')
})

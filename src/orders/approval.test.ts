import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeDecision, type Approval, type ApprovalDecision } from './approval.ts'
import { parseLevel, withoutRequester } from './approvers.ts'

const approval: Approval = {
  version: 3,
  rules: ['BIG@1'],
  levels: ['goodwill:write', 'credit:write'],
  level: 0,
  agreed: [],
  requestedBy: 'user:1',
  total: 1000n,
  escalateHours: null,
  escalateAt: null,
}
const says = (actor: string, names: string[], more: Partial<ApprovalDecision> = {}) => {
  const found = judgeDecision(
    { ...approval },
    { actor, names, version: 3, outcome: 'approve', comment: null, ...more },
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
    names: ['goodwill:write'],
    version: 3,
    outcome: 'approve',
    comment: null,
  }
  const late = judgeDecision(second, asked)
  assert.equal(late.ok ? late.level : late.code, 'not_an_approver', 'the first level has spoken')
})

test('A4-2 of a level of several one is enough, or all have to agree, each once', () => {
  const steps = (level: string, said: readonly [actor: string, ...names: string[]][]) => {
    let standing: Approval = { ...approval, levels: [level, 'credit:write'] }
    return said.map(([actor, ...names]) => {
      const found = judgeDecision(standing, { actor, names, version: 3, outcome: 'approve', comment: null })
      if (!found.ok) return found.code
      standing = { ...standing, level: found.level, agreed: found.agreed }
      return [found.level, ...found.agreed].join(' ')
    })
  }
  const [anna, finance, boss]: [string, ...string[]][] = [
    ['user:2', 'user:2'],
    ['user:3', 'user:3', 'role:finance'],
    ['user:4', 'admin'],
  ]
  assert.deepEqual(steps('user:2 or role:finance', [anna!]), ['1'])
  assert.deepEqual(steps('user:2 and role:finance', [anna!, anna!, finance!, finance!]), [
    '0 user:2',
    'not_an_approver',
    '1',
    'not_an_approver',
  ])
  assert.deepEqual(steps('user:2 and role:finance', [boss!]), ['2'])
  assert.deepEqual(steps('user:2 and role:finance', [['user:5', 'credit:write']]), ['2'])
})

test('A4-6 who hands an order over is passed over in its levels, and where nobody is left its company is asked', () => {
  const levels = ['user:1', 'user:1 or role:finance', 'user:1 and user:2']
  assert.deepEqual(withoutRequester(levels, 'user:1'), ['role:finance', 'user:2'])
  assert.deepEqual(withoutRequester(levels, 'user:9'), levels)
  assert.deepEqual(withoutRequester(['user:1'], 'user:1'), ['admin'])
})

test('A4-2 a level that names nobody, or mixes one and all, is told with all that is wrong', () => {
  const codes = (text: string) => parseLevel(text).wrong.map(([code]) => code)
  assert.deepEqual(codes('role:finance or credit:write'), [])
  assert.deepEqual(codes('role:partner or shout or user:7'), [
    'unknown_role',
    'unknown_scope',
    'unknown_user',
  ])
  assert.ok(codes('role:finance or admin and credit:write').includes('mixed_level'))
  assert.deepEqual(codes('role:finance or role:finance'), ['twice'])
  assert.deepEqual(codes(Array.from({ length: 11 }, () => 'admin').join(' or ')), ['too_many', 'twice'])
})

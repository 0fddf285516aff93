import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOf } from './conditions.ts'
import type { JobStanding } from './jobs.ts'

const NOW = new Date('2026-03-02T12:00:00Z')
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000)
const thresholds = { queueSeconds: 300, stuckHours: 24, clockMs: 1000, diskPercent: 10 }

const process = (more: Partial<JobStanding['processes'][number]> = {}) => ({
  process: 'one',
  since: ago(86_400),
  beatAt: ago(1),
  alive: true,
  workingSince: null,
  done: 0,
  failed: 0,
  failing: false,
  lastError: null,
  lastErrorAt: null,
  ...more,
})

function job(more: Partial<JobStanding>): JobStanding {
  return {
    name: 'tasks-ship',
    title: '',
    everyMs: null,
    state: 'running',
    changedAt: null,
    changedBy: null,
    reason: null,
    queue: { waiting: 5, due: 5, oldestDueAt: ago(3600) },
    inPerMinute: null,
    outPerMinute: 0,
    failedPerMinute: 0,
    processes: [process()],
    ...more,
  }
}

const nothing = { waiting: 3, due: 0, oldestDueAt: null }
const failed = { failing: true, lastError: 'no room' }

for (const [says, of, condition] of [
  ['a queue is old when its oldest record waits too long', {}, 'queue-old'],
  ['a queue of what is not due yet is not old', { queue: nothing }, undefined],
  [
    'a queue is not old while whoever was started again catches up',
    { changedAt: ago(200), reason: 'mended' },
    undefined,
  ],
  [
    'a queue is not old while a new process catches up',
    { processes: [process({ since: ago(100) })] },
    undefined,
  ],
  ['a job that is stopped is that, however old its queue is', { state: 'stopped' }, 'job-stopped'],
  ['a job that is drained with work left counts as stopped', { state: 'draining' }, 'job-stopped'],
  ['a job that is stopped with nothing due is no fault', { state: 'stopped', queue: nothing }, undefined],
  [
    'a job without a process is not late: that is said for its role',
    { processes: [process({ alive: false })] },
    undefined,
  ],
  [
    'a periodic job fails when its last run failed everywhere',
    { everyMs: 1000, queue: null, processes: [process(failed)] },
    'job-failing',
  ],
  [
    'a periodic job does not fail while another process can run it',
    { everyMs: 1000, queue: null, processes: [process(failed), process()] },
    undefined,
  ],
] as [string, Partial<JobStanding>, string | undefined][])
  test(says, () => {
    assert.equal(faultOf(job(of), thresholds, NOW)?.condition, condition)
  })

// Written by `npm run generate` from jobs.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

export const readJobs: ReadStatement<{ names: readonly string[]; since: Date | null }, { name: string; state: string | null; changed_at: Date | null; changed_by: string | null; reason: string | null; done: bigint | null; failed: bigint | null; first_depth: bigint | null; last_depth: bigint | null; first_minute: Date | null; last_minute: Date | null; done_between: bigint | null }> = {
  name: 'monitoring.read_jobs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'names', type: 'text', array: true },
    { name: 'since', type: 'timestamptz', array: false },
  ],
  text: "select w.name, j.state, j.changed_at, j.changed_by, j.reason, m.done, m.failed, m.first_depth, m.last_depth, m.first_minute,\n  m.last_minute, m.done_between\nfrom unnest($1::text[]) as w(name)\nleft join platform.job j on j.name = w.name\nleft join lateral (\n  select sum(x.done)::bigint as done, sum(x.failed)::bigint as failed,\n    (array_agg(x.depth order by x.minute) filter (where x.depth is not null))[1] as first_depth,\n    (array_agg(x.depth order by x.minute desc) filter (where x.depth is not null))[1] as last_depth,\n    min(x.minute) filter (where x.depth is not null) as first_minute,\n    max(x.minute) filter (where x.depth is not null) as last_minute,\n    (sum(x.done) filter (where x.minute > x.first))::bigint as done_between\n  from (select n.*, min(n.minute) filter (where n.depth is not null) over () as first from platform.job_minute n\n    where n.job = w.name and n.minute >= $2::timestamptz) x\n) m on true\norder by w.name",
}

export const readJobProcesses: ReadStatement<{ names: readonly string[] }, { job: string; process: string; since: Date; beat_at: Date; working_since: Date | null; done: bigint; failed: bigint; failing: boolean; last_error: string | null; last_error_at: Date | null }> = {
  name: 'monitoring.read_job_processes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'names', type: 'text', array: true },
  ],
  text: "select p.job, p.process, p.since, p.beat_at, p.working_since, p.done, p.failed, p.failing, p.last_error, p.last_error_at\nfrom platform.job_process p\nwhere p.job = any($1::text[])\norder by p.job, p.process limit 1000",
}

export const readJobRuns: ReadStatement<{ job: string | null; after: bigint | null; most: bigint | null }, { id: bigint; process: string; started_at: Date; ended_at: Date; evaluated: bigint; processed: bigint; error: string | null }> = {
  name: 'monitoring.read_job_runs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'job', type: 'text', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select r.id, r.process, r.started_at, r.ended_at, r.evaluated, r.processed, r.error\nfrom platform.job_run r\nwhere r.job = $1::text and ($2::bigint is null or r.id < $2::bigint)\norder by r.id desc limit $3::bigint",
}

export const readJobChanges: ReadStatement<{ job: string | null; most: bigint | null }, { at: Date; state: string; actor: string; reason: string | null }> = {
  name: 'monitoring.read_job_changes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'job', type: 'text', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select c.at, c.state, c.actor, c.reason\nfrom platform.job_change c where c.job = $1::text order by c.id desc limit $2::bigint",
}

/** When the turn of the process ends that looks for what is wrong. */
export const readTurn: ReadStatement<{  }, { held_until: Date | null }> = {
  name: 'monitoring.read_turn',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
  ],
  text: "select j.held_until from platform.job j where j.name = 'alerts'",
}

// Written by `npm run generate` from jobs.sql; do not edit.
import type { ReadStatement } from './database/index.ts'

/** Asked by every process twice a second: a job without a row runs. */
export const readJobStates: ReadStatement<{  }, { name: string; state: string; changed_at: Date; asked_at: Date | null }> = {
  name: 'platform.read_job_states',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
  ],
  text: "select j.name, j.state, j.changed_at, j.asked_at from platform.job j where j.state <> 'running' or j.asked_at is not null",
}

/** Starts, drains or stops a job for all processes, and keeps who and why. Locks its row. A job that is in that state already is left alone. */
export const orderJob: ReadStatement<{ state: string | null; at: Date | null; actor: string | null; reason: string | null; name: string | null }, { id: bigint }> = {
  name: 'platform.order_job',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'state', type: 'text', array: false },
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'actor', type: 'text', array: false },
    { name: 'reason', type: 'text', array: false },
    { name: 'name', type: 'text', array: false },
  ],
  text: "with given as (\n  insert into platform.job (name, state, changed_at, changed_by, reason)\n  select v.name, $1::text, $2::timestamptz, $3::text, $4::text from (select $5::text as name) v\n  where v.name is not null\n  on conflict (name) do update set state = excluded.state, changed_at = excluded.changed_at, changed_by = excluded.changed_by,\n    reason = excluded.reason\n  where platform.job.state <> excluded.state\n  returning name, state, changed_at, changed_by, reason\n)\ninsert into platform.job_change (job, at, state, actor, reason)\nselect g.name, g.changed_at, g.state, g.changed_by, g.reason from given g\nreturning id",
}

/** A job that runs comes now in all processes that run it, and it is kept who asked and why. Locks its row. */
export const askJob: ReadStatement<{ at: Date | null; name: string | null; actor: string | null; reason: string | null }, { id: bigint }> = {
  name: 'platform.ask_job',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'name', type: 'text', array: false },
    { name: 'actor', type: 'text', array: false },
    { name: 'reason', type: 'text', array: false },
  ],
  text: "with given as (\n  insert into platform.job (name, changed_at, changed_by, asked_at)\n  select v.name, $1::timestamptz, 'system', $1::timestamptz from (select $2::text as name) v where v.name is not null\n  on conflict (name) do update set asked_at = excluded.asked_at where platform.job.state = 'running'\n  returning name, asked_at\n)\ninsert into platform.job_change (job, at, state, actor, reason)\nselect g.name, g.asked_at, 'asked', $3::text, $4::text from given g\nreturning id",
}

/** Nothing is left that was due when draining began, and nobody else is at work: the job stops. Locks its row. */
export const endDrain: ReadStatement<{ at: Date | null; name: string | null; since: Date | null; process: string | null; aliveFrom: Date | null }, { id: bigint }> = {
  name: 'platform.end_drain',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'name', type: 'text', array: false },
    { name: 'since', type: 'timestamptz', array: false },
    { name: 'process', type: 'text', array: false },
    { name: 'aliveFrom', type: 'timestamptz', array: false },
  ],
  text: "with given as (\n  update platform.job j set state = 'stopped', changed_at = $1::timestamptz, changed_by = 'system', reason = 'drained'\n  where j.name = $2::text and j.state = 'draining' and j.changed_at = $3::timestamptz\n    and not exists (select from platform.job_process p where p.job = j.name and p.process <> $4::text\n      and p.working_since is not null and p.beat_at >= $5::timestamptz)\n  returning j.name, j.changed_at\n)\ninsert into platform.job_change (job, at, state, actor, reason)\nselect g.name, g.changed_at, 'stopped', 'system', 'drained' from given g\nreturning id",
}

/** The turn of one process at a job where one works at a time; whoever dies loses it when its lease ends. Locks its row. */
export const holdJob: ReadStatement<{ now: Date | null; process: string | null; until: Date | null; name: string | null }, { name: string }> = {
  name: 'platform.hold_job',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'process', type: 'text', array: false },
    { name: 'until', type: 'timestamptz', array: false },
    { name: 'name', type: 'text', array: false },
  ],
  text: "insert into platform.job (name, changed_at, changed_by, holder, held_until)\nselect v.name, $1::timestamptz, 'system', $2::text, $3::timestamptz from (select $4::text as name) v\nwhere v.name is not null\non conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until\nwhere platform.job.holder = excluded.holder or platform.job.held_until is null or platform.job.held_until <= $1::timestamptz\nreturning name",
}

/** A process and the jobs that it runs are there; arrays hold no null, so nothing is '' or the epoch. Locks the rows of the process, and those of the minute, sorted by job. */
export const beat: ReadStatement<{ roles: readonly string[]; version: string | null; startedAt: Date | null; now: Date | null; clockOffMs: number | null; diskFree: bigint | null; diskSize: bigint | null; process: string | null; jobs: readonly string[]; workingSince: readonly Date[]; done: readonly bigint[]; failed: readonly bigint[]; failing: readonly boolean[]; errors: readonly string[]; errorAt: readonly Date[] }, { here: number }> = {
  name: 'platform.beat',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'roles', type: 'text', array: true },
    { name: 'version', type: 'text', array: false },
    { name: 'startedAt', type: 'timestamptz', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'clockOffMs', type: 'integer', array: false },
    { name: 'diskFree', type: 'bigint', array: false },
    { name: 'diskSize', type: 'bigint', array: false },
    { name: 'process', type: 'text', array: false },
    { name: 'jobs', type: 'text', array: true },
    { name: 'workingSince', type: 'timestamptz', array: true },
    { name: 'done', type: 'bigint', array: true },
    { name: 'failed', type: 'bigint', array: true },
    { name: 'failing', type: 'boolean', array: true },
    { name: 'errors', type: 'text', array: true },
    { name: 'errorAt', type: 'timestamptz', array: true },
  ],
  text: "with here as (\n  insert into platform.process (id, roles, version, started_at, beat_at, clock_off_ms, disk_free, disk_size)\n  select v.id, $1::text[], $2::text, $3::timestamptz, $4::timestamptz, $5::integer,\n    $6::bigint, $7::bigint\n  from (select $8::text as id) v where v.id is not null\n  on conflict (id) do update set beat_at = excluded.beat_at, clock_off_ms = excluded.clock_off_ms,\n    disk_free = excluded.disk_free, disk_size = excluded.disk_size\n), told as (\n  select t.job, nullif(t.working_since, timestamptz 'epoch') as working_since, t.done, t.failed, t.failing, nullif(t.error, '') as error,\n    nullif(t.error_at, timestamptz 'epoch') as error_at\n  from unnest($9::text[], $10::timestamptz[], $11::bigint[], $12::bigint[], $13::boolean[],\n    $14::text[], $15::timestamptz[]) as t(job, working_since, done, failed, failing, error, error_at)\n), at_work as (\n  insert into platform.job_process (job, process, since, beat_at, working_since, done, failed, failing, last_error, last_error_at)\n  select t.job, $8::text, $3::timestamptz, $4::timestamptz, t.working_since, t.done, t.failed, t.failing, t.error,\n    t.error_at\n  from told t\n  on conflict (job, process) do update set beat_at = excluded.beat_at, working_since = excluded.working_since,\n    done = platform.job_process.done + excluded.done, failed = platform.job_process.failed + excluded.failed,\n    failing = excluded.failing, last_error = coalesce(excluded.last_error, platform.job_process.last_error),\n    last_error_at = coalesce(excluded.last_error_at, platform.job_process.last_error_at)\n), counted as (\n  insert into platform.job_minute (job, minute, done, failed)\n  select t.job, date_trunc('minute', $4::timestamptz, 'UTC'), t.done, t.failed from told t\n  where t.done > 0 or t.failed > 0 order by t.job\n  on conflict (job, minute) do update set done = platform.job_minute.done + excluded.done,\n    failed = platform.job_minute.failed + excluded.failed\n)\nselect 1 as here",
}

/** A process that ends in order is not missed. */
export const leave: ReadStatement<{ process: string | null }, { id: string }> = {
  name: 'platform.leave',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'process', type: 'text', array: false },
  ],
  text: "with gone as (delete from platform.job_process where process = $1::text),\n  turns as (update platform.job set held_until = null where holder = $1::text)\ndelete from platform.process where id = $1::text returning id",
}

/** What waits now, for the rate at which it comes in. */
export const writeDepths: ReadStatement<{ now: Date | null; jobs: readonly string[]; depths: readonly bigint[] }, { job: string }> = {
  name: 'platform.write_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'jobs', type: 'text', array: true },
    { name: 'depths', type: 'bigint', array: true },
  ],
  text: "insert into platform.job_minute (job, minute, done, failed, depth)\nselect d.job, date_trunc('minute', $1::timestamptz, 'UTC'), 0, 0, d.depth\nfrom unnest($2::text[], $3::bigint[]) as d(job, depth) order by d.job\non conflict (job, minute) do update set depth = excluded.depth\nreturning job",
}

export const writeRun: ReadStatement<{ process: string | null; startedAt: Date | null; endedAt: Date | null; evaluated: bigint | null; processed: bigint | null; error: string | null; job: string | null }, { id: bigint }> = {
  name: 'platform.write_run',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'process', type: 'text', array: false },
    { name: 'startedAt', type: 'timestamptz', array: false },
    { name: 'endedAt', type: 'timestamptz', array: false },
    { name: 'evaluated', type: 'bigint', array: false },
    { name: 'processed', type: 'bigint', array: false },
    { name: 'error', type: 'text', array: false },
    { name: 'job', type: 'text', array: false },
  ],
  text: "insert into platform.job_run (job, process, started_at, ended_at, evaluated, processed, error)\nselect v.job, $1::text, $2::timestamptz, $3::timestamptz, $4::bigint, $5::bigint, $6::text\nfrom (select $7::text as job) v where v.job is not null\nreturning id",
}

/** What is kept of jobs has an end: minutes a day, runs and silent processes as long as their reader may ask. */
export const forgetJobs: ReadStatement<{ minutesBefore: Date | null; runsBefore: Date | null; silentBefore: Date | null }, { count: bigint }> = {
  name: 'platform.forget_jobs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'minutesBefore', type: 'timestamptz', array: false },
    { name: 'runsBefore', type: 'timestamptz', array: false },
    { name: 'silentBefore', type: 'timestamptz', array: false },
  ],
  text: "with minutes as (delete from platform.job_minute where minute < $1::timestamptz returning 1),\n  runs as (delete from platform.job_run where started_at < $2::timestamptz returning 1),\n  processes as (delete from platform.process where beat_at < $3::timestamptz returning 1),\n  rows as (delete from platform.job_process where beat_at < $3::timestamptz returning 1)\nselect (select count(*) from minutes) + (select count(*) from runs) + (select count(*) from processes)\n  + (select count(*) from rows) as count",
}

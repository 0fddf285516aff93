-- name: read_jobs :read
-- null: state, changed_at, changed_by, reason, done, failed, first_depth, last_depth, first_minute, last_minute, done_between
select w.name, j.state, j.changed_at, j.changed_by, j.reason, m.done, m.failed, m.first_depth, m.last_depth, m.first_minute,
  m.last_minute, m.done_between
from unnest(:names::text[]) as w(name)
left join platform.job j on j.name = w.name
left join lateral (
  select sum(x.done)::bigint as done, sum(x.failed)::bigint as failed,
    (array_agg(x.depth order by x.minute) filter (where x.depth is not null))[1] as first_depth,
    (array_agg(x.depth order by x.minute desc) filter (where x.depth is not null))[1] as last_depth,
    min(x.minute) filter (where x.depth is not null) as first_minute,
    max(x.minute) filter (where x.depth is not null) as last_minute,
    (sum(x.done) filter (where x.minute > x.first))::bigint as done_between
  from (select n.*, min(n.minute) filter (where n.depth is not null) over () as first from platform.job_minute n
    where n.job = w.name and n.minute >= :since::timestamptz) x
) m on true
order by w.name

-- name: read_job_processes :read
-- null: working_since, last_error, last_error_at
select p.job, p.process, p.since, p.beat_at, p.working_since, p.done, p.failed, p.failing, p.last_error, p.last_error_at
from platform.job_process p
where p.job = any(:names::text[])
order by p.job, p.process limit 1000

-- name: read_job_runs :read
select r.id, r.process, r.started_at, r.ended_at, r.evaluated, r.processed, r.error
from platform.job_run r
where r.job = :job::text and (:after::bigint is null or r.id < :after::bigint)
order by r.id desc limit :most::bigint

-- name: read_job_changes :read
select c.at, c.state, c.actor, c.reason
from platform.job_change c where c.job = :job::text order by c.id desc limit :most::bigint

-- name: read_turn :read
-- When the turn of the process ends that looks for what is wrong.
select j.held_until from platform.job j where j.name = 'alerts'

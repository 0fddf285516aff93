-- How late orders are, and how bad that is.

-- name: jeopardy_policies :read
select p.company_id, p.version, p.body from orchestration.jeopardy_policy p where p.company_id = any(:company_ids::bigint[])

-- name: save_jeopardy_policies :write insert
insert into orchestration.jeopardy_policy as t (company_id, version, body)
select r.* from :rows(company_id bigint, version integer, body jsonb)
order by r.company_id
on conflict (company_id) do update set version = excluded.version, body = excluded.body

-- name: read_timed_tasks :read
-- All tasks of plans, with what of them says when they are to go. `lasts`: of a wait that has not begun.
-- null: name, start_at, ended_at, lasts
select t.company_id, t.order_id, t.id, t.component_id, t.kind, t.name, t.state, t.frees, t.start_at, t.ended_at,
  case when t.kind = 'wait' and t.output is null then t.input ->> 'for' end as lasts
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id offset 0) t
order by t.company_id, t.order_id, t.id

-- name: read_timed_components :read
-- null: location, planned_start, planned_end
select c.company_id, c.order_id, c.id, c.kind, c.key, c.pattern, c.line_ids, c.line_nos, c.planned_start, c.planned_end, l.code as location
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.component c where c.company_id = w.company_id and c.order_id = w.order_id offset 0) c
left join lateral (select l.code from inventory.location_public l where l.company_id = c.company_id and l.id = c.location_id offset 0) l on true

-- name: read_watched :read
-- How watched orders stand.
-- null: due_at, priority, score, reason, task_id, required_by, expected_at, since, acknowledged_by
select j.company_id, j.order_id, j.due_at, j.priority, j.score, j.reason, j.task_id, j.required_by, j.expected_at, j.since, j.acknowledged_by
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.jeopardy j where j.company_id = w.company_id and j.order_id = w.order_id offset 0) j

-- name: list_due_watched :read
-- Orders that time alone can have made later, longest due first.
select j.order_id from orchestration.jeopardy j
where j.company_id = :company_id::bigint and j.due_at <= :now::timestamptz
order by j.due_at, j.order_id limit :count::integer

-- name: keep_watched :write insert
-- How orders stand that are watched; what was acknowledged stays so until it is worse.
insert into orchestration.jeopardy as t (company_id, order_id, due_at, priority, score, reason, task_id, required_by, expected_at, since)
select r.company_id, r.order_id, r.due_at, r.priority, r.score, r.reason, r.task_id, r.required_by, r.expected_at, r.since
from :rows(company_id bigint, order_id bigint, due_at timestamptz, priority text, score integer, reason text, task_id bigint,
  required_by timestamptz, expected_at timestamptz, since timestamptz)
order by r.company_id, r.order_id
on conflict (company_id, order_id) do update set due_at = excluded.due_at, priority = excluded.priority, score = excluded.score,
  reason = excluded.reason, task_id = excluded.task_id, required_by = excluded.required_by, expected_at = excluded.expected_at,
  since = excluded.since

-- name: keep_watched_now :read
-- The same for orders of which nothing is told, in a transaction of its own: it takes no lock of an order. One that is told of meanwhile
-- keeps what that said.
insert into orchestration.jeopardy as t (company_id, order_id, due_at, priority, score, reason, task_id, required_by, expected_at, since)
select r.company_id, r.order_id, r.due_at, r.priority, r.score, r.reason, r.task_id, r.required_by, r.expected_at, r.since
from jsonb_to_recordset(:rows::jsonb) as r(company_id bigint, order_id bigint, due_at timestamptz, priority text, score integer, reason text,
  task_id bigint, required_by timestamptz, expected_at timestamptz, since timestamptz)
order by r.company_id, r.order_id
on conflict (company_id, order_id) do update set due_at = excluded.due_at, priority = excluded.priority, score = excluded.score,
  reason = excluded.reason, task_id = excluded.task_id, required_by = excluded.required_by, expected_at = excluded.expected_at,
  since = excluded.since
where t.since is not distinct from excluded.since or excluded.since is null

-- name: forget_acknowledged :write insert
update orchestration.jeopardy t set acknowledged_by = null
from :rows(company_id bigint, order_id bigint)
where t.company_id = r.company_id and t.order_id = r.order_id

-- name: acknowledge_jeopardy :write insert
update orchestration.jeopardy t set acknowledged_by = r.acknowledged_by
from :rows(company_id bigint, order_id bigint, acknowledged_by text)
where t.company_id = r.company_id and t.order_id = r.order_id

-- name: end_watched :write insert
delete from orchestration.jeopardy t using :rows(company_id bigint, order_id bigint)
where t.company_id = r.company_id and t.order_id = r.order_id

-- name: companies_watching :read
-- Companies that have a policy, or had one, with where a job stands with them.
-- null: taken_up, policy_version, pos, head
select p.company_id, l.policy_version, l.taken_up, l.pos, h.pos as head, l.company_id is not null as begun
from orchestration.jeopardy_policy p
left join orchestration.jeopardy_place l on l.company_id = p.company_id
left join platform.head_public h on h.company_id = p.company_id
order by p.company_id

-- name: move_place :read
-- Up to where a job has come with a company: whoever comes later with less changes nothing.
insert into orchestration.jeopardy_place as t (company_id, policy_version, taken_up, pos)
select r.company_id, r.policy_version, r.taken_up, r.pos
from (select :company_id::bigint as company_id, :policy_version::integer as policy_version, :taken_up::bigint as taken_up, :pos::bigint as pos) r
where r.company_id is not null
on conflict (company_id) do update set policy_version = excluded.policy_version, taken_up = excluded.taken_up, pos = excluded.pos
where t.pos <= excluded.pos
returning t.company_id

-- name: forget_watched :read
-- Nothing of the company is watched any more; so many rows at once.
with gone as (
  delete from orchestration.jeopardy j
  where j.company_id = :company_id::bigint and j.order_id in (
    select x.order_id from orchestration.jeopardy x where x.company_id = :company_id::bigint order by x.order_id limit :count::integer)
  returning j.order_id
)
select count(*) as gone from gone

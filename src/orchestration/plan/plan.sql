-- name: insert_component :write insert
insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, location_id, line_ids)
select r.company_id, r.order_id, r.id, r.kind, r.key, r.pattern, r.model_version, r.location_id, r.line_ids
from :rows(company_id bigint, order_id bigint, id bigint, kind text, key text, pattern text, model_version integer, location_id bigint,
  line_ids bigint[])

-- name: insert_task :write insert
insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees, start_at)
select r.company_id, r.order_id, r.id, r.component_id, r.kind, r.state, r.waits, r.frees, r.start_at
from :rows(company_id bigint, order_id bigint, id bigint, component_id bigint, kind text, state text, waits integer, frees bigint[],
  start_at timestamptz)

-- name: insert_line_component :write insert
-- What is done for lines of an order beside delivering them.
insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, location_id, line_ids, line_nos,
  planned_start, planned_end)
select r.company_id, r.order_id, r.id, r.kind, r.key, r.pattern, r.model_version, null, '{}', r.line_nos, r.planned_start, r.planned_end
from :rows(company_id bigint, order_id bigint, id bigint, kind text, key text, pattern text, model_version integer, line_nos integer[],
  planned_start timestamptz, planned_end timestamptz)

-- name: insert_line_task :write insert
insert into orchestration.task (company_id, order_id, id, component_id, kind, name, state, waits, frees, start_at, input)
select r.company_id, r.order_id, r.id, r.component_id, r.kind, r.name, r.state, r.waits, r.frees, r.start_at, r.input
from :rows(company_id bigint, order_id bigint, id bigint, component_id bigint, kind text, name text, state text, waits integer,
  frees bigint[], start_at timestamptz, input jsonb)

-- name: insert_work :write insert
insert into orchestration.work (company_id, order_id, task_id, title, role, statuses, line_nos)
select r.company_id, r.order_id, r.task_id, r.title, r.role, r.statuses, r.line_nos
from :rows(company_id bigint, order_id bigint, task_id bigint, title text, role text, statuses jsonb, line_nos integer[])

-- name: narrow_component :write insert
-- Of what lines share some are not wanted any more: it is done for the others. Their order is locked.
update orchestration.component c set line_nos = r.line_nos
from :rows(company_id bigint, order_id bigint, component_id bigint, line_nos integer[])
where c.company_id = r.company_id and c.order_id = r.order_id and c.id = r.component_id

-- name: narrow_work :write insert
update orchestration.work k set line_nos = r.line_nos
from :rows(company_id bigint, order_id bigint, task_id bigint, line_nos integer[])
where k.company_id = r.company_id and k.order_id = r.order_id and k.task_id = r.task_id

-- name: insert_dependency :write insert
insert into orchestration.dependency (company_id, order_id, from_component, to_component, items, from_lines, to_lines)
select r.company_id, r.order_id, r.from_component, r.to_component, r.items, r.from_lines, r.to_lines
from :rows(company_id bigint, order_id bigint, from_component bigint, to_component bigint, items text, from_lines integer[],
  to_lines integer[])

-- name: split_component :write insert
-- Parts go their own ways from now on, each in a component like the one that they leave; what runs for the others goes on without
-- them. What is left is counted: compared with each other, ten thousand parts would be looked at for each.
with given as materialized (
  select * from :rows(company_id bigint, order_id bigint, component_id bigint, id bigint, line_id bigint)
), rest as (
  update orchestration.component c
  set line_ids = array(
    select x.id from (
      select l.id, l.place from unnest(c.line_ids) with ordinality as l(id, place)
      union all select l.id, null from unnest(g.line_ids) as l(id)) x
    group by x.id having count(*) = 1 order by max(x.place))
  from (select company_id, order_id, component_id, array_agg(line_id) as line_ids from given group by 1, 2, 3) g
  where c.company_id = g.company_id and c.order_id = g.order_id and c.id = g.component_id
)
insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, location_id, line_ids)
select g.company_id, g.order_id, g.id, c.kind, c.key, c.pattern, c.model_version, c.location_id, array[g.line_id]
from given g
cross join lateral (select * from orchestration.component c where c.company_id = g.company_id and c.order_id = g.order_id and c.id = g.component_id offset 0) c

-- name: branch_component :write insert
-- A part that was split off another goes its own way, in a component like the one of that.
insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, location_id, line_ids)
select r.company_id, r.order_id, r.id, c.kind, c.key, c.pattern, c.model_version, c.location_id, array[r.line_id]
from :rows(company_id bigint, order_id bigint, component_id bigint, id bigint, line_id bigint)
join orchestration.component c on c.company_id = r.company_id and c.order_id = r.order_id and c.id = r.component_id

-- name: insert_rejections :write insert
insert into orchestration.rejection (company_id, order_id, id, batch, shipment_id, part_id, line_no, location_id, quantity, reason, actor,
  into_part_ids, unfulfillable)
select r.* from :rows(company_id bigint, order_id bigint, id bigint, batch bigint, shipment_id bigint, part_id bigint, line_no integer,
  location_id bigint, quantity numeric, reason text, actor text, into_part_ids bigint[], unfulfillable boolean)

-- name: read_rejections :read
-- What places refused of orders: lines are not offered there again.
select j.company_id, j.order_id, j.line_no, j.location_id, j.batch
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.rejection j where j.company_id = w.company_id and j.order_id = w.order_id offset 0) j

-- name: free_more :write insert
-- More tasks wait for a task than before; their order is locked.
update orchestration.task t set frees = t.frees || g.nexts
from (select r.company_id, r.order_id, r.task_id, array_agg(r.next_id order by r.next_id) as nexts
  from :rows(company_id bigint, order_id bigint, task_id bigint, next_id bigint) group by 1, 2, 3) g
where t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id

-- name: insert_ready :write insert
insert into orchestration.ready (company_id, order_id, task_id, kind, due_at)
select r.* from :rows(company_id bigint, order_id bigint, task_id bigint, kind text, due_at timestamptz)

-- name: queue_work :write insert
-- Work that can be done, with whose it is, which its list is read along; after insert_work, by their names.
insert into orchestration.ready (company_id, order_id, task_id, kind, due_at, role, assignee)
select r.company_id, r.order_id, r.task_id, 'work', r.due_at, k.role, k.assignee
from :rows(company_id bigint, order_id bigint, task_id bigint, due_at timestamptz)
cross join lateral (select * from orchestration.work k where k.company_id = r.company_id and k.order_id = r.order_id and k.task_id = r.task_id offset 0) k

-- name: delete_ready :write insert
-- Tasks that are done, or stopped, leave the queue; their order is locked.
delete from orchestration.ready y using :rows(company_id bigint, order_id bigint, task_id bigint)
where y.company_id = r.company_id and y.order_id = r.order_id and y.task_id = r.task_id

-- name: complete_tasks :write insert
-- When it was over is business time; why it had failed is history.
update orchestration.task t set state = 'completed', waits = 0, problem = null, ended_at = r.ended_at
from :rows(company_id bigint, order_id bigint, task_id bigint, ended_at timestamptz)
where t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id

-- name: skip_tasks :write insert
-- Tasks that nobody needs any more; why one of them failed is history.
update orchestration.task t set state = 'skipped', waits = 0, problem = null
from :rows(company_id bigint, order_id bigint, task_id bigint)
where t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id

-- name: begin_tasks :write insert
-- Somebody has taken tasks on; they stay in the queue. Their order is locked.
update orchestration.task t set state = 'running'
from :rows(company_id bigint, order_id bigint, task_id bigint)
where t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id

-- name: give_back_tasks :write insert
update orchestration.task t set state = 'ready'
from :rows(company_id bigint, order_id bigint, task_id bigint)
where t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id

-- name: shift_waits :write insert
-- What tasks wait for, by the difference of the batch: a predecessor done, goods there, a hold placed, an invoice that is
-- not paid. Which tasks that frees was decided on the plan as it was read; the lock and revision of the order are why two
-- decisions never meet, CHECK (waits >= 0) is the guard.
update orchestration.task t
set waits = t.waits + r.n, state = case when t.waits + r.n = 0 then 'ready' else 'waiting' end
from :rows(company_id bigint, order_id bigint, task_id bigint, n integer)
where t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id

-- name: start_on :write insert
-- Tasks that start at another time than was set, sooner or later; what nobody has claimed yet has its turn then. Their order is locked.
with given as (
  select * from :rows(company_id bigint, order_id bigint, task_id bigint, start_at timestamptz, due_at timestamptz)
), planned as (
  update orchestration.task t set start_at = g.start_at from given g
  where t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id
)
update orchestration.ready y set due_at = g.due_at from given g
where y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id and y.attempt = 0

-- name: start_sooner :write insert
-- Tasks that may start before the time that was set; what nobody has claimed yet has its turn then. Their order is locked.
with given as (
  select * from :rows(company_id bigint, order_id bigint, task_id bigint, start_at timestamptz, due_at timestamptz)
), planned as (
  update orchestration.task t set start_at = g.start_at from given g
  where t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id
)
update orchestration.ready y set due_at = g.due_at from given g
where y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id
  and y.attempt = 0 and y.due_at > g.due_at

-- name: claim_tasks :read
-- Takes tasks that are due, as many as a batch holds, past those that another node is taking. The claim is its own
-- transaction: the lease is the due time, an expired lease is simply due again.
-- Whose turn it is: by due time, where a step of priority is worth a minute. So what is urgent overtakes, and what is not
-- has its turn nine minutes later at most, however much is urgent. Tasks of the usual priority come along an index of their
-- own, so that they pay nothing for the others; of these a claim may lock some that it leaves, until it ends.
-- The locked rows are named by their place: the table is mostly empty, so a plan made then joins them badly for ever
-- (400 claims read 390,000 rows).
with usual as (
  select y.ctid as place, y.due_at at time zone 'UTC' as turn from orchestration.ready y
  where y.kind = :kind::text and y.priority = 4 and y.due_at <= :now::timestamptz
  order by y.due_at limit :count::integer
  for update skip locked
), other as (
  select y.ctid as place, (y.due_at at time zone 'UTC') - (y.priority - 4) * interval '1 minute' as turn
  from orchestration.ready y
  where y.kind = :kind::text and y.priority <> 4 and y.due_at <= :now::timestamptz
    and (y.due_at at time zone 'UTC') - (y.priority - 4) * interval '1 minute' <= (:now::timestamptz at time zone 'UTC') + interval '4 minutes'
  order by (y.due_at at time zone 'UTC') - (y.priority - 4) * interval '1 minute' limit :count::integer
  for update skip locked
), due as (
  select u.place, u.turn from usual u union all select o.place, o.turn from other o
  order by turn limit :count::integer
)
update orchestration.ready y set due_at = :lease_until::timestamptz, attempt = y.attempt + 1
where y.ctid = any (array(select d.place from due d))
returning y.company_id, y.order_id, y.task_id, y.attempt

-- name: read_next_due :read
-- Since when each kind's oldest task waits past its turn. An urgent one waits since it is due; one that others may overtake,
-- a minute later for each step below the usual: until then it waits on purpose. A task that is claimed is not due. Of what
-- is not usual, the first in their turn are looked at, more than a claim takes.
select k.kind, least(u.late_from, o.late_from) as late_from
from unnest(:kinds::text[]) as k(kind)
left join lateral (
  select r.due_at as late_from from orchestration.ready r
  where r.kind = k.kind and r.priority = 4 and r.due_at <= :now::timestamptz order by r.due_at limit 1
) u on true
left join lateral (
  select min(f.due_at + greatest(4 - f.priority, 0) * interval '1 minute') as late_from from (
    select r.due_at, r.priority from orchestration.ready r
    where r.kind = k.kind and r.priority <> 4 and r.due_at <= :now::timestamptz
      and (r.due_at at time zone 'UTC') - (r.priority - 4) * interval '1 minute' <= (:now::timestamptz at time zone 'UTC') + interval '4 minutes'
    order by (r.due_at at time zone 'UTC') - (r.priority - 4) * interval '1 minute' limit 1000
  ) f
) o on true
where u.late_from is not null or o.late_from is not null

-- name: read_tasks :read
-- All tasks of orders. Their components are read beside them: looked up for each of 40,000 tasks they took most of the time that the
-- order did.
select t.company_id, t.order_id, t.id, t.component_id, t.kind, t.state, t.waits, t.frees, t.start_at
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id offset 0) t
order by t.company_id, t.order_id, t.id

-- name: read_components :read
select c.company_id, c.order_id, c.id, c.location_id, c.line_ids, c.line_nos
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.component c where c.company_id = w.company_id and c.order_id = w.order_id offset 0) c

-- name: read_tasks_near :read
-- Tasks that are named, what else is done in their components of lines (along task_of_lines), and what waits for them, with their
-- components: of a plan of 10,000 lines a few rows.
with named as (
  select t.company_id, t.order_id, t.id, t.component_id, t.frees
  from unnest(:company_ids::bigint[], :order_ids::bigint[], :task_ids::bigint[]) as w(company_id, order_id, task_id)
  cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id offset 0) t
), near as (
  select n.company_id, n.order_id, n.id from named n
  union
  select n.company_id, n.order_id, f.id from named n cross join unnest(n.frees) as f(id)
  union
  select n.company_id, n.order_id, o.id from named n
  cross join lateral (select o.id from orchestration.task o where o.company_id = n.company_id and o.order_id = n.order_id
    and o.component_id = n.component_id and o.name is not null offset 0) o
)
select t.company_id, t.order_id, t.id, t.component_id, t.kind, t.state, t.waits, t.frees, t.start_at, c.location_id, c.line_ids, c.line_nos
from near n
cross join lateral (select * from orchestration.task t where t.company_id = n.company_id and t.order_id = n.order_id and t.id = n.id offset 0) t
cross join lateral (select * from orchestration.component c where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c
order by t.company_id, t.order_id, t.id

-- name: read_attempts :read
-- Which attempt holds each task, without a lock: fail_task asks again.
select y.company_id, y.order_id, y.task_id, y.attempt
from unnest(:company_ids::bigint[], :order_ids::bigint[], :task_ids::bigint[]) as w(company_id, order_id, task_id)
cross join lateral (select * from orchestration.ready y where y.company_id = w.company_id and y.order_id = w.order_id and y.task_id = w.task_id offset 0) y

-- name: fail_task :write insert
-- The last attempt failed. A task that another attempt has claimed since is not its to fail: the batch is decided again
-- (DK001). Its order is locked.
with given as (
  select * from :rows(company_id bigint, order_id bigint, task_id bigint, attempt integer, problem text)
), gone as (
  delete from orchestration.ready y using given g
  where y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id and y.attempt = g.attempt
  returning y.company_id, y.order_id, y.task_id, g.problem
), failed as (
  update orchestration.task t set state = 'failed', problem = g.problem from gone g
  where t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id and t.state in ('ready', 'running')
  returning t.id
)
select platform.verify((select count(*) from failed) = (select count(*) from given)) as verified

-- name: leave_queue :write insert
-- What a claim finds already done leaves the queue; a task that was put back since has another attempt, and stays.
delete from orchestration.ready y using :rows(company_id bigint, order_id bigint, task_id bigint, attempt integer)
where y.company_id = r.company_id and y.order_id = r.order_id and y.task_id = r.task_id and y.attempt = r.attempt

-- name: postpone_task :write insert
-- Tried again later, unless another attempt has begun: the attempt was counted by its claim.
update orchestration.ready y set due_at = r.due_at
from :rows(company_id bigint, order_id bigint, task_id bigint, attempt integer, due_at timestamptz)
where y.company_id = r.company_id and y.order_id = r.order_id and y.task_id = r.task_id and y.attempt = r.attempt

-- name: put_back_task :write insert
-- It cannot be run yet, through no fault of its own: it has its turn later, and the claim was no attempt.
update orchestration.ready y set due_at = r.due_at, attempt = y.attempt - 1
from :rows(company_id bigint, order_id bigint, task_id bigint, attempt integer, due_at timestamptz)
where y.company_id = r.company_id and y.order_id = r.order_id and y.task_id = r.task_id and y.attempt = r.attempt

-- name: retry_task :write insert
-- A task that failed is ready again; insert_ready puts it into the queue. Its order is locked.
update orchestration.task t set state = 'ready', problem = null
from :rows(company_id bigint, order_id bigint, task_id bigint)
where t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id and t.state = 'failed'

-- name: read_waits :read
-- What tasks wait for that have not begun to: so long from now, something that has to become known, or, told wrongly, a day that is none.
-- null: duration, no_day, condition, lines
select t.id, t.input ->> 'for' as duration, t.input ->> 'until' as no_day, t.input ->> 'when' as condition, t.input -> 'lines' as lines
from unnest(:company_ids::bigint[], :order_ids::bigint[], :task_ids::bigint[]) as w(company_id, order_id, task_id)
cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id offset 0) t
where t.input is not null and t.output is null

-- name: begin_wait :write insert
-- A wait begins: its end is when the task is due, and the claim was no attempt; that it has begun is its output. Its order is locked.
with given as (
  select * from :rows(company_id bigint, order_id bigint, task_id bigint, attempt integer, due_at timestamptz)
), begun as (
  update orchestration.task t set start_at = g.due_at, output = jsonb_build_object('until', g.due_at) from given g
  where t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id
)
update orchestration.ready y set due_at = g.due_at, attempt = y.attempt - 1 from given g
where y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id and y.attempt = g.attempt

-- name: read_work :read
-- What people are to do, by its task.
-- null: assignee, owner, status, note, data, done_by
select k.company_id, k.order_id, k.task_id, k.title, k.role, k.statuses, k.assignee, k.owner, k.status, k.note, k.data, k.done_by
from unnest(:company_ids::bigint[], :order_ids::bigint[], :task_ids::bigint[]) as w(company_id, order_id, task_id)
cross join lateral (select * from orchestration.work k where k.company_id = w.company_id and k.order_id = w.order_id and k.task_id = w.task_id offset 0) k

-- name: assign_work :write insert
-- Also where it stands in the queue, if it does.
with given as (
  select * from :rows(company_id bigint, order_id bigint, task_id bigint, assignee text)
), queued as (
  update orchestration.ready y set assignee = g.assignee from given g
  where y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id
)
update orchestration.work k set assignee = g.assignee from given g
where k.company_id = g.company_id and k.order_id = g.order_id and k.task_id = g.task_id

-- name: accept_work :write insert
-- Somebody takes work on, or gives it back, which the queue says, too.
with given as (
  select * from :rows(company_id bigint, order_id bigint, task_id bigint, owner text, accepted_at timestamptz)
), queued as (
  update orchestration.ready y set owner = g.owner from given g
  where y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id
)
update orchestration.work k set owner = g.owner, accepted_at = g.accepted_at from given g
where k.company_id = g.company_id and k.order_id = g.order_id and k.task_id = g.task_id

-- name: end_work :write insert
-- What came of it is the output of its task, too, which later ones may read.
with given as (
  select * from :rows(company_id bigint, order_id bigint, task_id bigint, status text, note text, data jsonb, done_by text, done_at timestamptz)
), told as (
  update orchestration.task t
  set output = jsonb_strip_nulls(jsonb_build_object('status', g.status, 'data', coalesce(g.data, '{}'), 'note', g.note)) from given g
  where t.company_id = g.company_id and t.order_id = g.order_id and t.id = g.task_id
)
update orchestration.work k set status = g.status, note = g.note, data = g.data, done_by = g.done_by, done_at = g.done_at
from given g
where k.company_id = g.company_id and k.order_id = g.order_id and k.task_id = g.task_id

-- name: reopen_work :write insert
-- Work that did not go on as planned is to be done again, by whoever takes it on; what came of it is history.
update orchestration.work k set owner = null, accepted_at = null, status = null, note = null, data = null, done_by = null, done_at = null
from :rows(company_id bigint, order_id bigint, task_id bigint)
where k.company_id = r.company_id and k.order_id = r.order_id and k.task_id = r.task_id

-- name: read_passed_points :read
-- Steps that were done and are points of no return, with the lines that they are for.
-- notnull: point
-- null: name
select t.company_id, t.order_id, t.id as task_id, t.name, t.input ->> 'pointOfNoReturn' as point, c.line_nos
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id
  and t.state = 'completed' and t.input ->> 'pointOfNoReturn' is not null offset 0) t
cross join lateral (select * from orchestration.component c where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c

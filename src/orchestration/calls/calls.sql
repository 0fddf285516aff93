-- name: read_call_tasks :read
-- What tasks call, and for which lines.
-- null: input
select t.company_id, t.order_id, t.id, t.mode, t.generation, t.input, c.line_nos
from unnest(:company_ids::bigint[], :order_ids::bigint[], :task_ids::bigint[]) as w(company_id, order_id, task_id)
cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id offset 0) t
cross join lateral (select * from orchestration.component c where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c

-- name: read_calls :read
-- The calls of tasks, oldest first.
-- null: content, due_at, accepted_at, answer_by, status, data, class, problem
select c.company_id, c.order_id, c.task_id, c.generation, c.mode, c.system, c.key, c.method, c.path, c.content, c.input, c.state, c.attempt,
  c.due_at, c.accepted_at, c.answer_by, c.status, c.data, c.class, c.problem
from unnest(:company_ids::bigint[], :order_ids::bigint[], :task_ids::bigint[]) as w(company_id, order_id, task_id)
cross join lateral (select * from orchestration.call c where c.company_id = w.company_id and c.order_id = w.order_id and c.task_id = w.task_id offset 0) c
order by c.company_id, c.order_id, c.task_id, c.generation, c.kept_at

-- name: find_calls :read
-- By their keys, each of its company.
select c.company_id, c.key, c.system, c.order_id, c.task_id, c.generation, c.mode
from unnest(:company_ids::bigint[], :keys::text[]) as w(company_id, key)
cross join lateral (select * from orchestration.call c where c.company_id = w.company_id and c.key = w.key offset 0) c

-- name: keep_calls :write insert
-- A call is written before it is made; its order is locked.
insert into orchestration.call (company_id, order_id, task_id, generation, mode, system, key, method, path, content, input, state, due_at, kept_at)
select r.company_id, r.order_id, r.task_id, r.generation, r.mode, r.system, r.key, r.method, r.path, r.content, r.input, 'kept', r.due_at, r.due_at
from :rows(company_id bigint, order_id bigint, task_id bigint, generation integer, mode text, system text, key text, method text, path text,
  content bytea, input jsonb, due_at timestamptz)

-- name: keep_again :write insert
-- A person has it sent once more, whatever became of it: by the same key, with the same bytes.
update orchestration.call c set state = 'kept', attempt = 0, due_at = r.due_at, accepted_at = null, answer_by = null, class = null, problem = null
from :rows(company_id bigint, order_id bigint, task_id bigint, generation integer, mode text, due_at timestamptz)
where c.company_id = r.company_id and c.order_id = r.order_id and c.task_id = r.task_id and c.generation = r.generation and c.mode = r.mode
  and c.state = 'unknown'

-- name: raise_generation :write insert
-- What was not done is asked for anew: another call, with another key.
update orchestration.task t set generation = r.generation
from :rows(company_id bigint, order_id bigint, task_id bigint, generation integer)
where t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id

-- name: put_out :write insert
-- The task is out: no worker takes it until something is said of it. The claim was no attempt; it is out since then.
update orchestration.ready y set kind = 'out', attempt = 0, due_at = r.due_at
from :rows(company_id bigint, order_id bigint, task_id bigint, due_at timestamptz)
where y.company_id = r.company_id and y.order_id = r.order_id and y.task_id = r.task_id

-- name: tell_output :write insert
update orchestration.task t set output = r.output
from :rows(company_id bigint, order_id bigint, task_id bigint, output jsonb)
where t.company_id = r.company_id and t.order_id = r.order_id and t.id = r.task_id

-- name: claim_calls :read
-- Takes calls to whose system something is to be said or asked, within the limits of each over all processes: at once, and in a second. What
-- another process is taking is passed, as is a system whose turn it counts. What was kept is sent from now on: whoever dies here leaves it in
-- doubt, and due again when the lease is over. A call of a task that is not out any more (its line was cancelled) is not made.
-- null: content, accepted_at, answer_by, facts
with turn as (
  select s.ctid as place, s.company_id, s.code, s.at_once, s.body, s.connection,
    case when s.turn_at > :now::timestamptz - interval '1 second' then s.per_second - s.begun else s.per_second end as left_now,
    s.turn_at is not null and s.turn_at > :now::timestamptz - interval '1 second' as going_on
  from unnest(:company_ids::bigint[], :connections::text[]) as w(company_id, connection)
  join orchestration.system s on s.company_id = w.company_id and s.connection = w.connection and s.active
  where exists (select from orchestration.call c where c.company_id = s.company_id and c.system = s.code and c.due_at <= :now::timestamptz)
  for no key update of s skip locked
), room as (
  select t.*, least(t.left_now, :most::integer, t.at_once - (select count(*) from orchestration.call c
    where c.company_id = t.company_id and c.system = t.code and c.out_until > :now::timestamptz)) as room
  from turn t
), due as (
  select f.place as turn_place, f.going_on, f.body, f.connection, c.place, c.was, k.running, k.facts
  from room f
  cross join lateral (
    select c.ctid as place, c.state as was, c.order_id, c.task_id from orchestration.call c
    where c.company_id = f.company_id and c.system = f.code and c.due_at <= :now::timestamptz
    order by c.due_at limit greatest(f.room, 0)
    for update of c skip locked
  ) c
  cross join lateral (select k.state as running, k.input -> 'facts' as facts from orchestration.task k
    where k.company_id = f.company_id and k.order_id = c.order_id and k.id = c.task_id offset 0) k
), counted as (
  update orchestration.system s set
    turn_at = case when d.going_on then s.turn_at else :now::timestamptz end,
    begun = case when d.going_on then s.begun else 0 end + d.n
  from (select x.turn_place, bool_or(x.going_on) as going_on, count(*)::integer as n from due x group by x.turn_place) d
  where s.ctid = d.turn_place
), dropped as (
  update orchestration.call c set due_at = null, out_until = null, state = case when c.state = 'kept' then 'failed' else c.state end,
    settled_at = case when c.state = 'kept' then :now::timestamptz end,
    problem = case when c.state = 'kept' then 'nobody wants it any more' else c.problem end
  from due d where c.ctid = d.place and d.running <> 'running'
)
update orchestration.call c set out_until = :lease_until::timestamptz, due_at = :lease_until::timestamptz,
  state = case when c.state = 'kept' then 'sent' else c.state end,
  attempt = c.attempt + (c.accepted_at is null)::integer
from due d where c.ctid = d.place and d.running = 'running'
returning c.company_id, c.order_id, c.task_id, c.generation, c.mode, c.system, c.key, c.method, c.path, c.content, c.input, c.attempt,
  c.accepted_at, c.answer_by, d.was, d.body, d.connection, d.facts

-- name: await_calls :write insert
-- The system has it, and says later what came of it. Told by an answer, of the step that it answers; by a reply that came by itself, of whatever
-- step is under way, which goes on.
update orchestration.call c set state = 'sent', accepted_at = coalesce(c.accepted_at, r.now), answer_by = coalesce(c.answer_by, r.answer_by),
  due_at = case when r.out_until is null and c.out_until > r.now then c.due_at else r.due_at end,
  out_until = case when r.out_until is null then c.out_until end, problem = null
from :rows(company_id bigint, order_id bigint, task_id bigint, generation integer, mode text, out_until timestamptz, now timestamptz,
  answer_by timestamptz, due_at timestamptz)
where c.company_id = r.company_id and c.order_id = r.order_id and c.task_id = r.task_id and c.generation = r.generation and c.mode = r.mode
  and (r.out_until is null or c.out_until = r.out_until) and c.state in ('kept', 'sent', 'unknown')

-- name: send_again :write insert
-- Nothing was done, for sure, or nobody knows: it is tried, or asked for, later.
update orchestration.call c set state = r.state, problem = r.problem, due_at = r.due_at, out_until = null,
  accepted_at = case when r.state = 'kept' then null else c.accepted_at end, answer_by = case when r.state = 'kept' then null else c.answer_by end
from :rows(company_id bigint, order_id bigint, task_id bigint, generation integer, mode text, out_until timestamptz, state text, problem text,
  due_at timestamptz)
where c.company_id = r.company_id and c.order_id = r.order_id and c.task_id = r.task_id and c.generation = r.generation and c.mode = r.mode
  and (r.out_until is null or c.out_until = r.out_until) and c.state in ('kept', 'sent', 'unknown')

-- name: rest_calls :write insert
-- What was said of a call is kept until its order goes on: nobody asks for it meanwhile.
update orchestration.call c set due_at = null, out_until = null
from :rows(company_id bigint, order_id bigint, task_id bigint, generation integer, mode text)
where c.company_id = r.company_id and c.order_id = r.order_id and c.task_id = r.task_id and c.generation = r.generation and c.mode = r.mode
  and c.state in ('kept', 'sent', 'unknown')

-- name: settle_calls :write insert
-- What came of calls; their order is locked, and each was open.
with given as (
  select * from :rows(company_id bigint, order_id bigint, task_id bigint, generation integer, mode text, state text, status text, data jsonb,
    class text, problem text, now timestamptz)
), settled as (
  update orchestration.call c set state = g.state, status = g.status, data = g.data, class = g.class, problem = g.problem, due_at = null,
    out_until = null, settled_at = case when g.state in ('answered', 'failed') then g.now end
  from given g
  where c.company_id = g.company_id and c.order_id = g.order_id and c.task_id = g.task_id and c.generation = g.generation and c.mode = g.mode
    and c.state not in ('answered', 'failed')
  returning c.task_id
)
select platform.verify((select count(*) from settled) = (select count(*) from given)) as verified

-- name: read_replies :read
-- null: reason
select p.company_id, p.system, p.id, p.state, p.reason
from unnest(:company_ids::bigint[], :systems::text[], :ids::text[]) as w(company_id, system, id)
cross join lateral (select * from orchestration.reply p where p.company_id = w.company_id and p.system = w.system and p.id = w.id offset 0) p

-- name: keep_replies :write insert
-- One that came to another node just now stands; what both would move is guarded by the revision of its order. One that is kept is looked at
-- again by itself, too: its order may have gone on, or ended, while it was kept.
insert into orchestration.reply (company_id, system, id, key, order_id, task_id, means, status, problem, body, received_at, state, reason, due_at)
select r.*, case when r.state = 'kept' then r.received_at + interval '30 seconds' end from :rows(company_id bigint, system text, id text, key text, order_id bigint, task_id bigint, means text, status text, problem text,
  body jsonb, received_at timestamptz, state text, reason text)
order by r.company_id, r.system, r.id
on conflict do nothing

-- name: free_replies :write insert
-- An order goes on: what was said of it meanwhile is looked at.
update orchestration.reply p set due_at = r.due_at
from :rows(company_id bigint, order_id bigint, due_at timestamptz)
where p.company_id = r.company_id and p.order_id = r.order_id and p.state = 'kept'

-- name: claim_replies :read
-- Replies that were kept while their order stood still, first those that came first.
-- null: problem, body
with due as (
  select p.ctid as place from orchestration.reply p where p.due_at <= :now::timestamptz
  order by p.due_at, p.received_at limit :most::integer for update skip locked
)
update orchestration.reply p set due_at = :lease_until::timestamptz where p.ctid = any (array(select d.place from due d))
returning p.company_id, p.system, p.id, p.key, p.means, p.status, p.problem, p.body, p.received_at

-- name: end_replies :write insert
update orchestration.reply p set state = r.state, reason = r.reason, due_at = null
from :rows(company_id bigint, system text, id text, state text, reason text)
where p.company_id = r.company_id and p.system = r.system and p.id = r.id

-- name: read_facts :read
-- What is known of the lines of orders.
select f.company_id, f.order_id, f.line_no, f.name, f.value
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.fact f where f.company_id = w.company_id and f.order_id = w.order_id offset 0) f

-- name: write_facts :write insert
-- Their order is locked.
insert into orchestration.fact (company_id, order_id, line_no, name, value, task_id, actor, at)
select r.* from :rows(company_id bigint, order_id bigint, line_no integer, name text, value text, task_id bigint, actor text, at timestamptz)
on conflict (company_id, order_id, line_no, name) do update set value = excluded.value, task_id = excluded.task_id, actor = excluded.actor,
  at = excluded.at

-- name: delete_facts :write insert
delete from orchestration.fact f using :rows(company_id bigint, order_id bigint, line_no integer, name text)
where f.company_id = r.company_id and f.order_id = r.order_id and f.line_no = r.line_no and f.name = r.name

-- name: read_conditions :read
-- Waits of orders that have begun, and last until something becomes known.
-- notnull: condition
-- null: lines
select t.company_id, t.order_id, t.id, t.input ->> 'when' as condition, t.input -> 'lines' as lines
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id offset 0) t
where t.kind = 'wait' and t.state = 'running' and t.input ? 'when'

-- name: find_systems :read
-- null: connection, body
select w.company_id, w.code, s.connection, s.body
from unnest(:company_ids::bigint[], :codes::text[]) with ordinality as w(company_id, code, place)
left join lateral (select * from orchestration.system s where s.company_id = w.company_id and s.code = w.code offset 0) s on true
order by w.place

-- name: list_calls :read
-- The calls of an order, in the order in which they were kept.
-- null: content, accepted_at, answer_by, status, data, class, problem, settled_at
select c.task_id, c.generation, c.mode, c.system, c.key, c.method, c.path, c.content, c.state, c.attempt, c.accepted_at, c.answer_by, c.status,
  c.data, c.class, c.problem, c.kept_at, c.settled_at
from orchestration.call c
where c.company_id = :company_id::bigint and c.order_id = :order_id::bigint
  and (c.task_id, c.generation, c.mode) > (:after_task::bigint, :after_generation::integer, :after_mode::text)
order by c.task_id, c.generation, c.mode limit :fetch::bigint

-- name: list_replies :read
-- What systems said that moved nothing, oldest first.
-- null: key, order_id, task_id, problem, body, reason
select p.system, p.id, p.key, p.order_id, p.task_id, p.means, p.status, p.problem, p.body, p.received_at, p.state, p.reason,
  (extract(epoch from p.received_at) * 1000000)::bigint as received_us
from orchestration.reply p
where p.company_id = :company_id::bigint and p.state = 'parked'
  and (p.received_at, p.system, p.id) > ('epoch'::timestamptz + :after_us::bigint * interval '1 microsecond', :after_system::text, :after_id::text)
order by p.received_at, p.system, p.id limit :fetch::bigint

-- name: list_facts :read
-- null: task_id
select f.line_no, f.name, f.value, f.task_id, f.actor, f.at
from orchestration.fact f
where f.company_id = :company_id::bigint and f.order_id = :order_id::bigint and (f.line_no, f.name) > (:after_line::integer, :after_name::text)
order by f.line_no, f.name limit :fetch::bigint

-- name: read_compensable :read
-- Calls of orders, with what their components are.
-- null: name
select t.company_id, t.order_id, t.id as task_id, t.name, c.kind, c.key, c.pattern, c.model_version, c.line_nos
from unnest(:company_ids::bigint[], :order_ids::bigint[], :task_ids::bigint[]) as w(company_id, order_id, task_id)
cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id offset 0) t
cross join lateral (select * from orchestration.component c where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c

-- name: insert_compensating :write insert
-- What was done is undone, or done again, by a task of the plan as any.
insert into orchestration.task (company_id, order_id, id, component_id, kind, name, mode, state, waits, frees, input)
select r.company_id, r.order_id, r.id, r.component_id, 'call', r.name, r.mode, r.state, r.waits, r.frees, r.input
from :rows(company_id bigint, order_id bigint, id bigint, component_id bigint, name text, mode text, state text, waits integer, frees bigint[],
  input jsonb)

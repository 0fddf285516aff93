-- name: insert_order_wait :write insert
insert into orchestration.order_wait (company_id, order_id, task_id, base_source, base_external_id, base_order_id, base_line, base_component)
select r.* from :rows(company_id bigint, order_id bigint, task_id bigint, base_source text, base_external_id text, base_order_id bigint,
  base_line text, base_component text)

-- name: read_order_waits :read
-- What tasks wait for of other orders.
-- null: base_order_id
select w.company_id, w.order_id, w.task_id, w.base_source, w.base_external_id, w.base_order_id, w.base_line, w.base_component, w.looks
from unnest(:company_ids::bigint[], :order_ids::bigint[], :task_ids::bigint[]) as n(company_id, order_id, task_id)
cross join lateral (select * from orchestration.order_wait w where w.company_id = n.company_id and w.order_id = n.order_id and w.task_id = n.task_id offset 0) w

-- name: read_base_tasks :read
-- How far what is done for lines of orders is, by component: of lines, or of parts (0: of none) of these lines. Of lines it is done when the
-- last of its tasks was, of parts when they left, or were billed: what comes before is done for nothing where that was skipped.
-- notnull: of_lines, done
select n.place, c.kind, cardinality(c.line_nos) > 0 as of_lines,
  case when cardinality(c.line_nos) > 0 then (array_agg(t.state order by t.id desc))[1] = 'completed'
    else bool_or(t.kind in ('ship', 'invoice') and t.state = 'completed') end as done,
  count(*) filter (where t.state not in ('completed', 'skipped'))::integer as left_over,
  coalesce(bool_or(t.kind = 'ship' and t.state = 'completed'), false) as shipped
from (
  select n.place, n.company_id, n.order_id, n.line_no, array_agg(n.part_id) as part_ids
  from unnest(:places::integer[], :company_ids::bigint[], :order_ids::bigint[], :line_nos::integer[], :part_ids::bigint[])
    as n(place, company_id, order_id, line_no, part_id)
  group by 1, 2, 3, 4
) n
cross join lateral (select * from orchestration.component c where c.company_id = n.company_id and c.order_id = n.order_id
  and c.kind not in ('gate', 'settle') and (n.line_no = any(c.line_nos) or n.part_ids && c.line_ids) offset 0) c
cross join lateral (select * from orchestration.task t where t.company_id = c.company_id and t.order_id = c.order_id and t.component_id = c.id offset 0) t
group by n.place, c.id, c.kind, c.line_nos

-- name: read_round :read
-- The way from an order over what it waits for, and what that waits for, back to itself, if there is one: what is over is no part of it.
with recursive way as (
  select n.place, n.company_id, n.order_id as first_id, n.base_id as at_id, array[n.order_id, n.base_id] as ids
  from unnest(:company_ids::bigint[], :order_ids::bigint[], :base_ids::bigint[]) with ordinality as n(company_id, order_id, base_id, place)
  union
  select y.place, y.company_id, y.first_id, w.base_order_id, y.ids || w.base_order_id
  from way y
  join orchestration.order_wait w on w.company_id = y.company_id and w.order_id = y.at_id and w.base_order_id is not null
  join orchestration.task t on t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id and t.state in ('waiting', 'ready')
  where y.at_id <> y.first_id and cardinality(y.ids) < 50 and not w.base_order_id = any(y.ids[2:])
)
select distinct on (y.place) y.place, y.ids from way y where y.at_id = y.first_id order by y.place, cardinality(y.ids)

-- name: sleep_for_order :write insert
-- Looked at in vain: it sleeps until something happens to the other order. One that was woken since it was claimed has another attempt,
-- and does not sleep.
with given as (
  select * from :rows(company_id bigint, order_id bigint, task_id bigint, attempt integer, due_at timestamptz, base_order_id bigint)
), asleep as (
  update orchestration.ready y set due_at = g.due_at, attempt = 0 from given g
  where y.company_id = g.company_id and y.order_id = g.order_id and y.task_id = g.task_id and y.attempt = g.attempt
)
update orchestration.order_wait w set base_order_id = g.base_order_id, looks = w.looks + 1 from given g
where w.company_id = g.company_id and w.order_id = g.order_id and w.task_id = g.task_id

-- name: wake_for_order :write insert
-- Something happened to orders: what sleeps until then looks again. Whoever looks just now and saw nothing of it keeps no claim.
with woken as (
  select y.ctid as place, r.due_at
  from :rows(company_id bigint, order_id bigint, due_at timestamptz)
  join orchestration.order_wait w on w.company_id = r.company_id and w.base_order_id = r.order_id
  join orchestration.ready y on y.company_id = w.company_id and y.order_id = w.order_id and y.task_id = w.task_id
  order by y.company_id, y.order_id, y.task_id for update of y
)
update orchestration.ready y set due_at = k.due_at, attempt = y.attempt + 1 from woken k where y.ctid = k.place

-- name: wake_for_key :write insert
-- Orders are here that something waits for which did not find them.
with woken as (
  select y.ctid as place, r.due_at
  from :rows(company_id bigint, source text, external_id text, due_at timestamptz)
  join orchestration.order_wait w on w.company_id = r.company_id and w.base_source = r.source and w.base_external_id = r.external_id
    and w.base_order_id is null
  join orchestration.ready y on y.company_id = w.company_id and y.order_id = w.order_id and y.task_id = w.task_id
  order by y.company_id, y.order_id, y.task_id for update of y
)
update orchestration.ready y set due_at = k.due_at, attempt = y.attempt + 1 from woken k where y.ctid = k.place

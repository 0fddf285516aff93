-- Laws of plans: what tasks wait for, what they free, and the queue; see invariants.sql.

-- name: law_task_waits :read
-- A waiting task waits for as many things as are not there yet, no more and no fewer; all others wait for nothing.
-- What counts: predecessors; open holds, and that the order is suspended, for what comes first of what is left of a component; goods that a part of its component
-- has not got (reserve); shipments that a warehouse was asked for and with which something of its component has still to leave, one before it is asked (ship: a pattern draws
-- release exactly where one has to be asked, prove-pattern.ts); what somebody has taken on is stopped by nothing, and is first no more; the money of a prepaid order that costs anything (its collect); invoices that are not paid (collect, or close
-- when the money came first). What happens later does not concern what is done, nor does it stop what failed before.
-- What belongs to tasks is put in groups, not joined: of an order of 15,000 tasks no estimate makes a walk over all of them for
-- each. along_task_waits says the same.
with t as (
  select p.*,
    count(*) filter (where p.ahead) over (c order by p.place, p.id rows between unbounded preceding and 1 preceding) > 0 as behind,
    bool_or(p.kind = 'release' and p.ahead) over c as asking, bool_or(p.kind = 'release') over c as asks, bool_or(p.goods) over c as lacking
  from (
    select t.company_id, t.order_id, t.component_id, t.id, t.kind, t.state, t.waits, false as goods, k.place,
      t.state not in ('completed', 'skipped', 'running') and k.place is not null as ahead
    from orchestration.task t
    left join (values ('transfer', 0), ('reserve', 1), ('release', 2), ('ship', 3), ('invoice', 4),
      ('work', 5), ('wait', 5), ('call', 5)) as k(kind, place) on k.kind = t.kind
    where (:company_id::bigint is null or t.company_id = :company_id::bigint)
    union all
    select m.company_id, m.order_id, m.id, null, null, null, null, true, null, false
    from orchestration.component m cross join unnest(m.line_ids) as l(id)
    cross join lateral (select from orders.fulfillment_line f
      where f.company_id = m.company_id and f.order_id = m.order_id and f.id = l.id and f.supply in ('dated', 'backorder', 'transfer') limit 1) f
    where (:company_id::bigint is null or m.company_id = :company_id::bigint)
  ) p
  window c as (partition by p.company_id, p.order_id, p.component_id)
), together as (
  select y.company_id, y.order_id, y.id, max(y.kind) as kind, max(y.state) as state, max(y.waits) as waits, bool_or(y.behind) as behind,
    bool_or(y.asking) as asking, bool_or(y.asks) as asks, max(y.component_id) as component_id, bool_or(y.lacking) as lacking, sum(y.unmet)::integer as unmet, sum(y.shipments)::integer as shipments
  from (
    select t.company_id, t.order_id, t.id, t.component_id, t.kind, t.state, t.waits, t.behind, t.asking, t.asks, t.lacking, 0 as unmet, 0 as shipments
    from t where t.id is not null
    union all
    select d.company_id, d.order_id, d.next, null, null, null, null, null, null, null, null, 1, 0
    from (select distinct n.company_id, n.order_id, n.id, f.next from orchestration.task n cross join unnest(n.frees) as f(next)
      where n.state not in ('completed', 'skipped') and (:company_id::bigint is null or n.company_id = :company_id::bigint)) d
    union all
    select h.company_id, h.cause_id, k.task_id, null, null, null, null, null, null, null, null, 0, 1
    from fulfillment.shipment h cross join unnest(h.task_ids) as k(task_id)
    cross join lateral (select * from orchestration.task t where t.company_id = h.company_id and t.order_id = h.cause_id and t.id = k.task_id offset 0) t
    cross join lateral (select * from orchestration.component m where m.company_id = h.company_id and m.order_id = h.cause_id and m.id = t.component_id offset 0) m
    cross join lateral (select from unnest(m.line_ids) as i(id) cross join lateral (select from fulfillment.shipment_line l
      where l.company_id = h.company_id and l.cause_id = h.cause_id and l.shipment_id = h.id and l.source_id = i.id and l.shipped < l.requested offset 0) l limit 1) l
    where h.state in ('requested', 'partially_shipped') and (:company_id::bigint is null or h.company_id = :company_id::bigint)
  ) y
  group by 1, 2, 3 having count(y.state) > 0
)
select x.company_id, 'order ' || x.order_id || ' task ' || x.id as what,
  case when x.state <> 'waiting' then '0' when x.due > 0 then x.due::text else 'not waiting' end || ': ' || x.unmet || ' unmet, ' || x.due - x.unmet || ' events' as expected,
  x.waits || ' in state ' || x.state as actual
from (
  select t.company_id, t.order_id, t.id, t.state, t.waits, t.unmet,
    t.unmet + case when t.state in ('completed', 'skipped', 'failed', 'running') then 0 else
    case when t.behind or t.kind in ('collect', 'close') then 0 else s.open_holds + (s.state = 'suspended')::integer end +
    case when coalesce(s.scoped_holds, 0) = 0 then 0 else (
      select count(*)::integer from orders.hold h
      where h.company_id = t.company_id and h.order_id = t.order_id and h.released_batch is null
        and (h.line_nos is not null or h.task_kind is not null)
        and case when h.task_kind is null then not t.behind and t.kind not in ('collect', 'close')
          when h.task_kind = 'ship' then t.kind = 'release' or (t.kind = 'ship' and not t.asks) else t.kind = h.task_kind end
        and (h.line_nos is null or exists (select from orchestration.component m
          where m.company_id = t.company_id and m.order_id = t.order_id and m.id = t.component_id
            and (m.line_nos && h.line_nos or exists (select from orders.fulfillment_line f
              where f.company_id = m.company_id and f.order_id = m.order_id and f.id = any(m.line_ids) and f.line_no = any(h.line_nos)))))
    ) end + case
      when t.kind = 'reserve' then t.lacking::integer
      when t.kind = 'ship' then t.asking::integer + t.shipments
      when t.kind not in ('collect', 'close') then 0
      when o.prepaid = (t.kind = 'close') then (select count(*)::integer from billing.open_item i
        where i.company_id = t.company_id and i.cause_id = t.order_id and i.original > 0 and i.open > 0)
      else (o.prepaid and o.total > 0)::integer
      end end as due
  from together t
  left join orders.order_state s on s.company_id = t.company_id and s.order_id = t.order_id
  left join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
) x
where case x.state when 'waiting' then x.due = 0 or x.waits <> x.due
  when 'skipped' then x.waits <> 0 else x.waits <> 0 or x.due <> 0 end
order by 1, 2 limit :most::bigint

-- name: law_dependencies :read
-- What a task frees is another task of its plan, named once.
select d.company_id, 'order ' || d.order_id || ' ' || d.id || ' to ' || d.next as what, 'another task, once' as expected,
  case when d.next = d.id then 'itself' when d.times > 1 then d.times || ' times' else 'no task' end as actual
from (select t.company_id, t.order_id, t.id, f.next, count(*) as times
  from orchestration.task t cross join unnest(t.frees) f(next) group by 1, 2, 3, 4) d
where (:company_id::bigint is null or d.company_id = :company_id::bigint)
  and (d.next = d.id or d.times > 1 or not exists (select from orchestration.task n
    where n.company_id = d.company_id and n.order_id = d.order_id and n.id = d.next))
order by 1, 2 limit :most::bigint

-- name: law_ready_rows :read
-- Exactly the ready and running tasks stand in the queue, with the priority of their order; work with whose it is.
-- null: company_id, what
select coalesce(t.company_id, r.company_id) as company_id,
  'order ' || coalesce(t.order_id, r.order_id) || ' task ' || coalesce(t.id, r.task_id) as what,
  coalesce(t.state, 'no task') as expected, case when r.task_id is null then 'not queued' else 'queued' end as actual
from orchestration.task t
full join orchestration.ready r on r.company_id = t.company_id and r.order_id = t.order_id and r.task_id = t.id
where (:company_id::bigint is null or coalesce(t.company_id, r.company_id) = :company_id::bigint)
  and coalesce(t.state in ('ready', 'running'), false) <> (r.task_id is not null)
union all
select r.company_id, 'order ' || r.order_id || ' task ' || r.task_id, 'priority ' || s.priority, 'priority ' || r.priority
from orchestration.ready r
join orders.order_state s on s.company_id = r.company_id and s.order_id = r.order_id
where (:company_id::bigint is null or r.company_id = :company_id::bigint) and r.priority <> s.priority
union all
select r.company_id, 'order ' || r.order_id || ' work ' || r.task_id,
  k.role || ' of ' || coalesce(k.assignee, 'nobody') || ' with ' || coalesce(k.owner, 'nobody'),
  coalesce(r.role, 'no role') || ' of ' || coalesce(r.assignee, 'nobody') || ' with ' || coalesce(r.owner, 'nobody')
from orchestration.ready r
join orchestration.work k on k.company_id = r.company_id and k.order_id = r.order_id and k.task_id = r.task_id
where (:company_id::bigint is null or r.company_id = :company_id::bigint)
  and (k.role, k.assignee, k.owner) is distinct from (r.role, r.assignee, r.owner)
order by 1, 2 limit :most::bigint

-- Why: a task that waits for a shipment of several components is done when the goods of its own component have left, be the others
-- still to come (decision 0031). Those whose goods left before that held waited for the rest, and nothing would tell them any more:
-- they wait for one thing less, and what waits for nothing more has its turn; `ship` finds nothing left to send, and bills.
-- Reads: fulfillment, orders.
-- Locks: the rows of such tasks, until the end. Duration: as long as it takes to read the lines of open shipments. Breaking: yes; an
-- older version beside it goes on leaving such tasks to wait: stop it first.
with met as (
  select t.company_id, t.order_id, t.id, count(*)::integer as n
  from fulfillment.open_shipment o
  join fulfillment.shipment h on h.company_id = o.company_id and h.cause_id = o.cause_id and h.id = o.id
  cross join unnest(h.task_ids) as k(task_id)
  join orchestration.task t on t.company_id = h.company_id and t.order_id = h.cause_id and t.id = k.task_id and t.state = 'waiting'
  join orchestration.component m on m.company_id = t.company_id and m.order_id = t.order_id and m.id = t.component_id
  where not exists (select from unnest(m.line_ids) as i(id) join fulfillment.shipment_line l
    on l.company_id = h.company_id and l.cause_id = h.cause_id and l.shipment_id = h.id and l.source_id = i.id
    where l.shipped < l.requested)
  group by 1, 2, 3
), moved as (
  update orchestration.task t set waits = t.waits - m.n, state = case when t.waits = m.n then 'ready' else 'waiting' end
  from met m where t.company_id = m.company_id and t.order_id = m.order_id and t.id = m.id
  returning t.company_id, t.order_id, t.id, t.kind, t.state, t.start_at
)
insert into orchestration.ready (company_id, order_id, task_id, kind, due_at, priority)
select m.company_id, m.order_id, m.id, m.kind, coalesce(m.start_at, s.placed_at), s.priority
from moved m join orders.order_state s on s.company_id = m.company_id and s.order_id = m.order_id
where m.state = 'ready';

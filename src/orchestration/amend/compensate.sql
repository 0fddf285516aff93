-- name: read_compensable :read
-- Calls of orders, with what their components are.
-- null: name
select t.company_id, t.order_id, t.id as task_id, t.name, c.kind, c.key, c.pattern, c.model_version, c.line_nos
from unnest(:company_ids::bigint[], :order_ids::bigint[], :task_ids::bigint[]) as w(company_id, order_id, task_id)
cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id offset 0) t
cross join lateral (select * from orchestration.component c where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c

-- name: insert_compensating :write insert
-- What an amendment undoes, and does again, by a task of the plan as any.
insert into orchestration.task (company_id, order_id, id, component_id, kind, name, mode, state, waits, frees, input)
select r.company_id, r.order_id, r.id, r.component_id, 'call', r.name, r.mode, r.state, r.waits, r.frees, r.input
from :rows(company_id bigint, order_id bigint, id bigint, component_id bigint, name text, mode text, state text, waits integer, frees bigint[],
  input jsonb)

-- What is told of orders, composed of what their components say.

-- name: state_models :read
select m.company_id, m.version, m.body from orchestration.state_model m where m.company_id = any(:company_ids::bigint[])

-- name: save_state_models :write insert
insert into orchestration.state_model as t (company_id, version, body)
select r.* from :rows(company_id bigint, version integer, body jsonb)
order by r.company_id
on conflict (company_id) do update set version = excluded.version, body = excluded.body

-- name: read_state_tasks :read
-- Tasks of components that do something for lines, with how work ended, in the order in which their plan was drawn.
-- null: name, status
select t.company_id, t.order_id, t.id, t.component_id, t.kind, t.name, t.state, k.status
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id offset 0) t
left join lateral (select k.status from orchestration.work k
  where t.kind = 'work' and t.state = 'completed' and k.company_id = t.company_id and k.order_id = t.order_id and k.task_id = t.id offset 0) k on true
order by t.company_id, t.order_id, t.id

-- name: read_state_components :read
select c.company_id, c.order_id, c.id, c.kind, c.pattern, c.line_ids, c.line_nos
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.component c where c.company_id = w.company_id and c.order_id = w.order_id offset 0) c
where c.kind <> 'gate' and (c.line_nos <> '{}' or c.line_ids <> '{}')

-- name: read_told_states :read
select s.company_id, s.order_id, s.sequence, s.state, s.items
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.fulfillment_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s

-- name: tell_state :write insert
-- Each change has the next number; their order is locked.
insert into orchestration.fulfillment_state as t (company_id, order_id, sequence, state, items)
select r.* from :rows(company_id bigint, order_id bigint, sequence integer, state text, items jsonb)
order by r.company_id, r.order_id
on conflict (company_id, order_id) do update set sequence = excluded.sequence, state = excluded.state, items = excluded.items

-- name: companies_telling :read
-- Companies with a model of states, and where a job stands with them.
-- null: taken_up, model_version, pos, head
select m.company_id, l.model_version, l.taken_up, l.pos, h.pos as head
from orchestration.state_model m
left join orchestration.state_place l on l.company_id = m.company_id
left join platform.head_public h on h.company_id = m.company_id
order by m.company_id

-- name: move_state_place :read
-- Up to where a job has come with a company: whoever comes later with less changes nothing.
insert into orchestration.state_place as t (company_id, model_version, taken_up, pos)
select r.company_id, r.model_version, r.taken_up, r.pos
from (select :company_id::bigint as company_id, :model_version::integer as model_version, :taken_up::bigint as taken_up, :pos::bigint as pos) r
where r.company_id is not null
on conflict (company_id) do update set model_version = excluded.model_version, taken_up = excluded.taken_up, pos = excluded.pos
where t.pos <= excluded.pos
returning t.company_id

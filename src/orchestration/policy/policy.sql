-- Who may do what to an order in which state, and what that is judged by.

-- name: life_cycle_policies :read
select p.company_id, p.id, p.code, p.version, p.body, p.active
from orchestration.life_cycle_policy p where p.company_id = any(:company_ids::bigint[])
order by p.company_id, p.code

-- name: save_life_cycle_policies :write insert
insert into orchestration.life_cycle_policy as t (company_id, id, code, version, body, active)
select r.* from :rows(company_id bigint, id bigint, code text, version integer, body jsonb, active boolean)
order by r.company_id, r.code
on conflict (company_id, code) do update set version = excluded.version, body = excluded.body, active = excluded.active

-- name: read_policy_tasks :read
-- What tasks of plans are called, by their state: of ten thousand alike one name.
-- notnull: names
select t.company_id, t.order_id, t.state, array_agg(distinct coalesce(t.name, t.kind)) as names
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.task t where t.company_id = w.company_id and t.order_id = w.order_id offset 0) t
group by t.company_id, t.order_id, t.state

-- name: read_policy_states :read
-- What customers were told last, of the order and of its lines.
select s.company_id, s.order_id, s.state, s.items
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.fulfillment_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s

-- name: approval_rules_of_companies :read
select a.company_id, a.id, a.code, a.condition, a.levels, a.exempt_sources, a.escalate_hours, a.active, a.version
from orders.approval_rule a where a.company_id = any(:company_ids::bigint[])

-- name: save_approval_rules :write insert
insert into orders.approval_rule as a (company_id, id, code, condition, levels, exempt_sources, escalate_hours, active, version)
select r.* from :rows(company_id bigint, id bigint, code text, condition text, levels text[], exempt_sources text[],
  escalate_hours integer, active boolean, version integer)
order by r.company_id, r.code
on conflict (company_id, code) do update set condition = excluded.condition, levels = excluded.levels,
  exempt_sources = excluded.exempt_sources, escalate_hours = excluded.escalate_hours, active = excluded.active, version = excluded.version

-- name: read_approval_rules :read
select a.company_id, a.code, a.condition, a.levels, a.exempt_sources, a.escalate_hours, a.version
from orders.approval_rule a where a.company_id = any(:company_ids::bigint[]) and a.active order by a.company_id, a.code

-- name: insert_approval :write insert
insert into orders.approval (company_id, order_id, version, rules, levels, level, state, requested_by, total, batch,
  escalate_hours, escalate_at)
select r.* from :rows(company_id bigint, order_id bigint, version integer, rules text[], levels text[], level smallint, state text,
  requested_by text, total bigint, batch bigint, escalate_hours integer, escalate_at timestamptz)

-- name: move_approval :write insert
-- The revision of its order was verified.
update orders.approval a set level = r.level, agreed = r.agreed, state = r.state, escalate_at = r.escalate_at
from :rows(company_id bigint, order_id bigint, version integer, level smallint, agreed text[], state text, escalate_at timestamptz)
where a.company_id = r.company_id and a.order_id = r.order_id and a.version = r.version

-- name: withdraw_approval :write insert
-- The revision of its order was verified.
update orders.approval a set state = 'withdrawn'
from :rows(company_id bigint, order_id bigint, version integer)
where a.company_id = r.company_id and a.order_id = r.order_id and a.version = r.version and a.state = 'pending'

-- name: insert_approval_decision :write insert
insert into orders.approval_decision (company_id, order_id, version, batch, level, outcome, actor, comment, on_behalf)
select r.* from :rows(company_id bigint, order_id bigint, version integer, batch bigint, level smallint, outcome text, actor text, comment text,
  on_behalf text[])

-- name: delegates_of_users :read
select d.company_id, d.user_id, d.delegate_id, d.valid_from, d.valid_to, d.active
from unnest(:company_ids::bigint[], :user_ids::bigint[]) as w(company_id, user_id)
join orders.approval_delegate d on d.company_id = w.company_id and d.user_id = w.user_id

-- name: list_delegates :read
select d.company_id, d.user_id, d.delegate_id, d.valid_from, d.valid_to, d.active
from orders.approval_delegate d where d.company_id = :company_id::bigint order by d.user_id

-- name: read_delegations :read
-- Who has named somebody to decide instead.
select d.company_id, d.user_id, d.delegate_id, d.valid_from, d.valid_to
from unnest(:company_ids::bigint[], :delegate_ids::bigint[]) as w(company_id, delegate_id)
cross join lateral (select * from orders.approval_delegate d
  where d.company_id = w.company_id and d.delegate_id = w.delegate_id and d.active order by d.user_id limit 100) d

-- name: save_delegates :write insert
insert into orders.approval_delegate as d (company_id, user_id, delegate_id, valid_from, valid_to, active)
select r.* from :rows(company_id bigint, user_id bigint, delegate_id bigint, valid_from date, valid_to date, active boolean)
order by r.company_id, r.user_id
on conflict (company_id, user_id) do update set delegate_id = excluded.delegate_id, valid_from = excluded.valid_from,
  valid_to = excluded.valid_to, active = excluded.active

-- name: read_approvals :read
-- What orders wait for.
select a.company_id, a.order_id, a.version, a.rules, a.levels, a.level, a.agreed, a.requested_by, a.total,
  a.escalate_hours, a.escalate_at
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.approval a where a.company_id = w.company_id and a.order_id = w.order_id and a.state = 'pending' offset 0) a

-- name: find_late_approvals :read
-- Those of which the level that is asked did not answer in time, by the clock of each company.
select a.company_id, a.order_id
from unnest(:company_ids::bigint[], :nows::timestamptz[]) as w(company_id, now)
cross join lateral (select a.company_id, a.order_id, a.escalate_at from orders.approval a
  where a.company_id = w.company_id and a.state = 'pending' and a.escalate_at <= w.now order by a.escalate_at limit :most::integer) a
order by a.escalate_at limit :most::integer

-- name: list_approvals :read
-- Along the index of what is pending; `mine`: of which one of these names is asked now or later, unless it is of the actor; `anybody` speaks for all.
select a.order_id, a.version, a.rules, a.levels, a.level, a.agreed, a.requested_by, a.total, o.currency, o.source, d.outcome, d.comment
from orders.approval a
join orders.sales_order o on o.company_id = a.company_id and o.id = a.order_id and o.version = a.version
left join lateral (select d.outcome, d.comment from orders.approval_decision d
  where d.company_id = a.company_id and d.order_id = a.order_id and d.version = a.version order by d.batch desc limit 1) d on true
where a.company_id = :company_id::bigint and a.state = 'pending' and a.order_id > :after_order::bigint
  and (not :mine::boolean or (a.requested_by <> :actor::text and (:anybody::boolean
    or regexp_split_to_array(array_to_string(a.levels[a.level + 1:], ' or '), ' (or|and) ') && :names::text[])))
order by a.order_id limit :fetch::bigint

-- name: approvals_of_order :read
-- Newest version first; of what was said of one the last of `said`.
-- notnull: decisions
select a.version, a.rules, a.levels, a.level, a.agreed, a.state, a.requested_by, a.total, o.currency,
  coalesce((select jsonb_agg(jsonb_build_object('level', d.level, 'outcome', d.outcome, 'actor', d.actor, 'comment', d.comment,
      'onBehalfOf', to_jsonb(d.on_behalf)) order by d.batch)
    from (select * from orders.approval_decision d
      where d.company_id = a.company_id and d.order_id = a.order_id and d.version = a.version order by d.batch desc limit :said::bigint) d),
    '[]') as decisions
from orders.approval a
join orders.sales_order o on o.company_id = a.company_id and o.id = a.order_id and o.version = a.version
where a.company_id = :company_id::bigint and a.order_id = :order_id::bigint and a.version < :before_version::integer
order by a.version desc limit :fetch::bigint

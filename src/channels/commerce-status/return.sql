-- name: claim_returns :read
-- Open returns that are due, past those another process is taking; the lease is the due time. In a transaction of its own.
with due as (
  select t.ctid as place from channels.open_return t
  where t.company_id = :company_id::bigint and t.source = :source::text and t.due_at <= :now::timestamptz
  order by t.due_at limit :count::integer
  for update skip locked
)
update channels.open_return t
set attempt = t.attempt + 1, due_at = :lease_until::timestamptz, lease_until = :lease_until::timestamptz
where t.ctid = any (array(select d.place from due d))
returning t.name, t.request, t.order_id, t.first_at, t.heard, t.attempt, t.failures

-- name: open_returns_of_orders :read
-- The returns that a shop waits for of orders, the oldest first.
select o.order_id, o.name, o.request, o.first_at
from unnest(:order_ids::bigint[]) as w(order_id)
cross join lateral (
  select t.order_id, t.name, t.request, t.first_at from channels.open_return t
  where t.company_id = :company_id::bigint and t.source = :source::text and t.order_id = w.order_id and t.state <> 'ended'
  order by t.first_at, t.name limit :most::integer
) o
order by o.order_id, o.first_at, o.name

-- name: settle_returns :read
-- What became of claimed returns. An attempt that another one has followed settles nothing; one that was heard of meanwhile is due
-- again. told: the shop knows what came back. open: it needs to know nothing yet. later: it failed. released: it was not its turn.
-- `pauses`: milliseconds until it is looked at again. In a transaction of its own.
with settled as (
  update channels.open_return t
  set state = case when t.state = 'open' and w.outcome = 'told' then 'told' else t.state end,
    failures = case w.outcome when 'later' then t.failures + 1 when 'released' then t.failures else 0 end,
    problem = case when t.state = 'ended' then null when w.outcome = 'released' then t.problem else nullif(w.problem, '') end,
    lease_until = null,
    due_at = case when t.state = 'ended' then null when t.heard <> w.heard then :now::timestamptz
      else :now::timestamptz + w.pause * interval '1 millisecond' end
  from unnest(:names::text[], :attempts::integer[], :heards::bigint[], :outcomes::text[], :problems::text[],
    :pauses::integer[]) as w(name, attempt, heard, outcome, problem, pause)
  where t.company_id = :company_id::bigint and t.source = :source::text and t.name = w.name and t.attempt = w.attempt
  returning 1
)
select count(*)::integer as settled from settled

-- name: troubled_returns :read
-- Returns that the shop could not be told, or that do not fit what came back: the first of them.
-- notnull: problem
-- null: due_at
select t.name, t.order_id, t.failures, t.problem, t.due_at
from channels.open_return t
where t.company_id = :company_id::bigint and t.source = :source::text and t.problem is not null
order by t.name limit 100

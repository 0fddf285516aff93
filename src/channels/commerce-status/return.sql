-- name: claim_returns :read
-- Open returns that are due, past those another process is taking; the lease is the due time. In a transaction of its own.
with due as (
  select t.ctid as place from channels.open_return t
  where t.company_id = :company_id::bigint and t.source = :source::text and t.due_at <= :now::timestamptz
  order by t.due_at limit :count::integer
  for update skip locked
)
update channels.open_return t
set attempt = t.attempt + 1, due_at = :lease_until::timestamptz
where t.ctid = any (array(select d.place from due d))
returning t.name, t.request, t.order_id, t.first_at, t.heard, t.attempt, t.failures

-- name: settle_returns :read
-- What became of claimed returns. An attempt that another one has followed settles nothing; one that was heard of meanwhile is due
-- again. `pauses`: milliseconds until it is tried again; 0: it need not. In a transaction of its own.
with settled as (
  update channels.open_return t
  set state = case when t.state = 'ended' then t.state when w.told then 'told' else t.state end,
    failures = case when w.pause = 0 then 0 else t.failures + 1 end,
    problem = nullif(w.problem, ''),
    due_at = case when t.state = 'ended' then null when t.heard <> w.heard then :now::timestamptz
      when w.pause > 0 then :now::timestamptz + w.pause * interval '1 millisecond' end
  from unnest(:names::text[], :attempts::integer[], :heards::bigint[], :tolds::boolean[], :problems::text[],
    :pauses::integer[]) as w(name, attempt, heard, told, problem, pause)
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

-- name: read_jeopardy_of_order :read
-- Whose order it is, and how it stands against what was promised; all in time of business.
-- null: account_id, priority, score, reason, task_id, required_by, expected_at, since, acknowledged_by
select o.account_id, j.priority, j.score, j.reason, j.task_id, j.required_by, j.expected_at,
  j.since + c.clock_offset_ms * interval '1 millisecond' as since, j.acknowledged_by
from orders.order_public o
join organization.company c on c.company_id = o.company_id
left join orchestration.jeopardy j on j.company_id = o.company_id and j.order_id = o.order_id
where o.company_id = :company_id::bigint and o.order_id = :order_id::bigint

-- name: list_jeopardy :read
-- Orders in jeopardy of these priorities, by id, along jeopardy_priority. Acknowledged ones are left out behind it, so that a page can be short.
-- null: account_number, expected_at, acknowledged_by
-- notnull: priority, score, reason, task_id, required_by, since
select j.order_id, j.priority, j.score, j.reason, j.task_id, j.required_by, j.expected_at,
  j.since + c.clock_offset_ms * interval '1 millisecond' as since, j.acknowledged_by, a.number as account_number,
  :acknowledged::boolean is null or (j.acknowledged_by is not null) = :acknowledged::boolean as fits
from (
  select j.* from orchestration.jeopardy j
  where j.company_id = :company_id::bigint and j.priority = :priority::text and j.order_id > :after::bigint
  order by j.order_id limit :budget::bigint
) j
join organization.company c on c.company_id = j.company_id
cross join lateral (select * from orders.order_public o where o.company_id = j.company_id and o.order_id = j.order_id offset 0) o
left join customers.account a on a.company_id = o.company_id and a.id = o.account_id
order by j.order_id

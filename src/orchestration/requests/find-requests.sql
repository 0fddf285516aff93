-- name: read_requests :read
-- Requests of a kind, the newest first; each filter is null when it is not given. `sees_all`: also those of other accounts than `accounts`.
-- null: reason, wanted_at, code, problem, settled_at
select r.id, r.order_id, r.reason, r.made_at, r.wanted_at, r.state, r.code, r.problem, r.settled_at
from orchestration.request r
left join orders.order_public o on o.company_id = r.company_id and o.order_id = r.order_id
where r.company_id = :company_id::bigint and r.kind = :kind::text
  and (:id::bigint is null or r.id = :id::bigint)
  and (:order_id::bigint is null or r.order_id = :order_id::bigint)
  and (:state::text is null or r.state = :state::text)
  and (:sees_all::boolean or o.account_id = any(:accounts::bigint[]))
order by r.id desc offset :skip::bigint limit :most::bigint

-- name: count_requests :read
-- How many there are of them, up to `most`.
select count(*)::integer as found from (
  select 1 from orchestration.request r
  left join orders.order_public o on o.company_id = r.company_id and o.order_id = r.order_id
  where r.company_id = :company_id::bigint and r.kind = :kind::text
    and (:id::bigint is null or r.id = :id::bigint)
    and (:order_id::bigint is null or r.order_id = :order_id::bigint)
    and (:state::text is null or r.state = :state::text)
    and (:sees_all::boolean or o.account_id = any(:accounts::bigint[]))
  limit :most::bigint
) f

-- name: read_product_order_bodies :read
-- What was sent of product orders, the first body and what changed it since, in the order in which they came. No key: it was erased.
-- null: key
-- notnull: order_id
select i.order_id, i.id, i.body, i.key
from unnest(:order_ids::bigint[]) as w(order_id)
cross join lateral (select * from channels.intake i
  where i.company_id = :company_id::bigint and i.order_id = w.order_id
    and i.content_type = 'application/vnd.tmf622+json' and i.outcome in ('accepted', 'draft', 'failed')
  order by i.id limit :most::integer) i
order by i.order_id, i.id

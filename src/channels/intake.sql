-- name: insert_intake :write insert
-- What was received, byte for byte, encrypted under a key of its own, with whom it speaks of (0: nobody we know) and what
-- became of it.
insert into channels.intake (company_id, id, source, external_id, received_at, principal, content_type, body, body_hash, key,
  customer_id, outcome, problems, order_id)
select r.* from :rows(company_id bigint, id bigint, source text, external_id text, received_at timestamptz, principal text,
  content_type text, body bytea, body_hash bytea, key bytea, customer_id bigint, outcome text, problems jsonb, order_id bigint)

-- name: read_intake :read
select i.source, i.external_id, i.received_at, i.principal, i.content_type, i.body, i.outcome, i.problems, i.order_id, i.key
from channels.intake i
where i.company_id = :company_id::bigint and i.id = :id::bigint

-- name: recognize_body :write insert
-- A draft found its customer: what it was handed over as speaks of that one from now on.
update channels.intake i set customer_id = r.customer_id
from :rows(company_id bigint, id bigint, customer_id bigint)
where i.company_id = r.company_id and i.id = r.id and i.customer_id = 0

-- name: settle_body :write insert
-- What was kept before it was understood: whom it speaks of, and what became of it.
update channels.intake i set customer_id = case when i.customer_id = 0 then r.customer_id else i.customer_id end,
  outcome = r.outcome, problems = r.problems, order_id = coalesce(r.order_id, i.order_id)
from :rows(company_id bigint, id bigint, customer_id bigint, outcome text, problems jsonb, order_id bigint)
where i.company_id = r.company_id and i.id = r.id

-- name: count_bodies :read
-- Bodies that speak of a customer and can be opened, up to `most`.
select w.company_id, w.customer_id, n.bodies
from unnest(:company_ids::bigint[], :customer_ids::bigint[]) as w(company_id, customer_id)
cross join lateral (select count(*)::integer as bodies from (
  select 1 from channels.intake i where i.company_id = w.company_id and i.customer_id = w.customer_id and i.key is not null
  limit :most::integer
) b) n

-- name: destroy_keys :write insert
-- The keys of up to `most` bodies (null: all) of a customer: what they sealed is nobody's any more. The rows of the bodies stay.
with bodies as (
  select b.company_id, b.id
  from :rows(company_id bigint, customer_id bigint, most integer)
  cross join lateral (select i.company_id, i.id from channels.intake i
    where i.company_id = r.company_id and i.customer_id = r.customer_id and i.key is not null order by i.id limit r.most) b
)
update channels.intake i set key = null from bodies b where i.company_id = b.company_id and i.id = b.id

-- name: read_bodies_of_nobody :read
-- Bodies of nobody, the oldest first, that were received before a time (null: any). Ids follow time closely, so few newer ones
-- are looked at.
select b.company_id, b.id, b.order_id, b.source, b.external_id from unnest(:company_ids::bigint[]) as w(company_id)
cross join lateral (
  select i.company_id, i.id, i.order_id, i.source, i.external_id, i.received_at from channels.intake i
  where i.company_id = w.company_id and i.customer_id = 0 and i.key is not null and i.id > :after::bigint
  order by i.id limit :count::integer
) b
where :before::timestamptz is null or b.received_at < :before::timestamptz

-- name: recognize_bodies :read
-- Gives bodies of nobody to the customers that their orders have found.
with found as (
  update channels.intake i set customer_id = w.customer_id
  from unnest(:company_ids::bigint[], :ids::bigint[], :customer_ids::bigint[]) as w(company_id, id, customer_id)
  where i.company_id = w.company_id and i.id = w.id and i.customer_id = 0
  returning 1
)
select count(*)::integer as count from found

-- name: expire_bodies :read
-- Destroys their keys, in a transaction of its own; one that was recognized meanwhile keeps its key.
with gone as (
  update channels.intake i set key = null
  from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
  where i.company_id = w.company_id and i.id = w.id and i.customer_id = 0 and i.key is not null
  returning 1
)
select count(*)::integer as count from gone

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

-- name: recognize_bodies :write insert
-- Bodies of nobody that have found their customer speak of that one from now on. Under the hold of the customer: one that came
-- before an erasure of it stays nobody's and expires, since no erasure comes for it any more. When an order came its batch says
-- (null: the body became none), else the clock.
update channels.intake i set customer_id = r.customer_id
from :rows(company_id bigint, id bigint, customer_id bigint, batch bigint)
where i.company_id = r.company_id and i.id = r.id and i.customer_id = 0 and not exists (
  select from customers.erasure_public e
  join platform.log_public erased on erased.company_id = r.company_id and erased.batch = e.batch
  left join platform.log_public came on came.company_id = r.company_id and came.batch = r.batch
  where e.company_id = r.company_id and e.customer_id = r.customer_id
    and coalesce(came.pos < erased.pos, i.received_at <= erased.at)
)

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
-- Up to `count` bodies of nobody in all, the oldest of each company first, that were received before a time (null: any). Ids
-- follow time closely: a company whose first one is younger is passed over.
select b.company_id, b.id, b.order_id, b.source, b.external_id
from unnest(:company_ids::bigint[]) as w(company_id)
cross join lateral (
  select i.received_at from channels.intake i
  where i.company_id = w.company_id and i.customer_id = 0 and i.key is not null and i.id > :after::bigint
  order by i.id limit 1
) first
cross join lateral (
  select i.company_id, i.id, i.order_id, i.source, i.external_id, i.received_at from channels.intake i
  where i.company_id = w.company_id and i.customer_id = 0 and i.key is not null and i.id > :after::bigint
  order by i.id limit :count::integer
) b
where (:before::timestamptz is null or first.received_at < :before::timestamptz)
  and (:before::timestamptz is null or b.received_at < :before::timestamptz)
limit :count::integer

-- name: expire_bodies :write insert
-- Destroys the keys of those that are nobody's still. Sorted: several processes may expire the same.
update channels.intake i set key = null from (
  select i.company_id, i.id from channels.intake i
  where (i.company_id, i.id) in (select r.company_id, r.id from :rows(company_id bigint, id bigint))
    and i.customer_id = 0 and i.key is not null
  order by i.company_id, i.id for no key update of i
) b where i.company_id = b.company_id and i.id = b.id

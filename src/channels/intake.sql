-- name: insert_intake :write insert
-- What was received, byte for byte, encrypted, with what became of it.
insert into channels.intake (company_id, id, source, external_id, received_at, principal, content_type, body, body_hash, outcome,
  problems, order_id)
select r.* from :rows(company_id bigint, id bigint, source text, external_id text, received_at timestamptz, principal text,
  content_type text, body bytea, body_hash bytea, outcome text, problems jsonb, order_id bigint)

-- name: insert_blob_key :write insert
-- The data key of one body: erasing a person destroys it, and the row that is left says nothing.
insert into channels.blob_key (company_id, blob_id, key)
select r.* from :rows(company_id bigint, blob_id bigint, key bytea)

-- name: insert_blob_person :write insert
-- Whom a body speaks of; 0 while no customer is recognized.
insert into channels.blob_person (company_id, blob_id, customer_id)
select r.* from :rows(company_id bigint, blob_id bigint, customer_id bigint)

-- name: read_intake :read
-- null: key
select i.source, i.external_id, i.received_at, i.principal, i.content_type, i.body, i.outcome, i.problems, i.order_id, k.key
from channels.intake i left join channels.blob_key k on k.company_id = i.company_id and k.blob_id = i.id
where i.company_id = :company_id::bigint and i.id = :id::bigint

-- name: recognize_body :write insert
-- A draft found its customer: what it was handed over as speaks of that one from now on.
update channels.blob_person p set customer_id = r.customer_id
from :rows(company_id bigint, blob_id bigint, customer_id bigint)
where p.company_id = r.company_id and p.customer_id = 0 and p.blob_id = r.blob_id

-- name: count_bodies :read
-- Bodies that speak of a customer, up to `most`.
select w.company_id, w.customer_id, n.bodies
from unnest(:company_ids::bigint[], :customer_ids::bigint[]) as w(company_id, customer_id)
cross join lateral (select count(*)::integer as bodies from (
  select 1 from channels.blob_person p where p.company_id = w.company_id and p.customer_id = w.customer_id limit :most::integer
) b) n

-- name: destroy_keys :write insert
-- The keys of up to `most` bodies of a customer: what they sealed is nobody's any more. The rows of the bodies stay.
with bodies as (
  select p.company_id, p.customer_id, p.blob_id
  from :rows(company_id bigint, customer_id bigint, most integer)
  cross join lateral (select * from channels.blob_person p where p.company_id = r.company_id and p.customer_id = r.customer_id
    order by p.blob_id limit r.most) p
), forgotten as (
  delete from channels.blob_person p using bodies b
  where p.company_id = b.company_id and p.customer_id = b.customer_id and p.blob_id = b.blob_id
)
delete from channels.blob_key k using bodies b where k.company_id = b.company_id and k.blob_id = b.blob_id

-- name: read_old_bodies :read
-- Bodies of nobody that were received before a time, the oldest first. Ids follow time closely, so few newer ones are looked at.
select p.company_id, p.blob_id, p.order_id from unnest(:company_ids::bigint[]) as w(company_id)
cross join lateral (
  select b.company_id, b.blob_id, i.order_id, i.received_at from channels.blob_person b
  join channels.intake i on i.company_id = b.company_id and i.id = b.blob_id
  where b.company_id = w.company_id and b.customer_id = 0 order by b.blob_id limit :count::integer
) p
where p.received_at < :before::timestamptz

-- name: expire_bodies :read
-- Destroys their keys, in a transaction of its own; one that was recognized meanwhile keeps its key.
with expired as (
  select * from unnest(:company_ids::bigint[], :blob_ids::bigint[]) as w(company_id, blob_id)
), forgotten as (
  delete from channels.blob_person p using expired e
  where p.company_id = e.company_id and p.customer_id = 0 and p.blob_id = e.blob_id
  returning p.company_id, p.blob_id
), gone as (
  delete from channels.blob_key k using forgotten f where k.company_id = f.company_id and k.blob_id = f.blob_id
  returning 1
)
select count(*)::integer as count from gone

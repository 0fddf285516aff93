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
-- Whom a body speaks of, once a customer is recognized.
insert into channels.blob_person (company_id, blob_id, customer_id)
select r.* from :rows(company_id bigint, blob_id bigint, customer_id bigint)

-- name: read_intake :read
-- null: key
select i.source, i.external_id, i.received_at, i.principal, i.content_type, i.body, i.outcome, i.problems, i.order_id, k.key
from channels.intake i left join channels.blob_key k on k.company_id = i.company_id and k.blob_id = i.id
where i.company_id = :company_id::bigint and i.id = :id::bigint

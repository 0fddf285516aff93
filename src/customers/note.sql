-- name: insert_notes :write insert
-- Under the hold of their customers, like everything personal that is kept.
with wanted as (
  select * from :rows(company_id bigint, customer_id bigint, id bigint, note text, actor text, batch bigint)
), kept as (
  insert into customers.person_data (company_id, customer_id, id, note)
  select w.company_id, w.customer_id, w.id, w.note from wanted w order by w.company_id, w.customer_id, w.id
)
insert into customers.note (company_id, customer_id, id, actor, batch)
select w.company_id, w.customer_id, w.id, w.actor, w.batch from wanted w order by w.company_id, w.customer_id, w.id

-- name: read_groups :read
-- Every record of the customers that are named by number or id, with its last merge.
-- notnull: version, head_id
-- null: into_id
select distinct m.company_id, m.id, m.number, m.kind, s.head_id, coalesce(l.version, 0) as version, l.into_id
from (
  select c.company_id, c.id from unnest(:company_ids::bigint[], :numbers::text[]) as w(company_id, number)
  join customers.customer c on c.company_id = w.company_id and c.number = w.number
  union
  select w.company_id, w.id from unnest(:companies_of_ids::bigint[], :ids::bigint[]) as w(company_id, id)
) k
cross join lateral (
  select * from customers.same s where s.company_id = k.company_id and s.customer_id = k.id offset 0
) s
cross join lateral (
  select * from customers.customer m where m.company_id = s.company_id and m.id = s.member_id offset 0
) m
left join lateral (
  select g.version, g.into_id from customers.merge g where g.company_id = m.company_id and g.customer_id = m.id
  order by g.version desc limit 1
) l on true

-- name: lock_heads :lock key
-- Who changes which records are one customer holds the records that lead them. Orders of these do not wait, an erasure does.
select count(*) as locked from (
  select 1 from customers.customer c
  where (c.company_id, c.id) in (select r.company_id, r.head_id from :rows(company_id bigint, head_id bigint))
  order by c.company_id, c.id for no key update
) l

-- name: rely_on_groups :write key
-- Under the lock of the heads: each leads as many others as it was read to, and is led by none, else DK001.
select platform.verify(not exists (
  select from :rows(company_id bigint, head_id bigint, others bigint)
  where r.others <> (select count(*) from customers.merge g
      where g.company_id = r.company_id and g.head_id = r.head_id and not exists (select from customers.merge n
        where n.company_id = g.company_id and n.customer_id = g.customer_id and n.version > g.version))
    or exists (select from customers.merge g
      where g.company_id = r.company_id and g.customer_id = r.head_id and g.head_id is not null
        and not exists (select from customers.merge n
          where n.company_id = g.company_id and n.customer_id = g.customer_id and n.version > g.version))
)) as verified

-- name: insert_merges :write insert
insert into customers.merge (company_id, customer_id, version, into_id, head_id, reason, rule, actor, batch)
select r.* from :rows(company_id bigint, customer_id bigint, version integer, into_id bigint, head_id bigint, reason text, rule text,
  actor text, batch bigint)
order by r.company_id, r.customer_id, r.version

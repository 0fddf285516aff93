-- Why: one customer has numbers in other systems, and may stand here as several records, one of each channel. A number of another
-- system may stand at several records: that is how they are known to be one. Records are merged and unmerged by rows that are only
-- added (decision 0026): the last row of a record says into which it was merged by decision, and which record leads all of them.
-- Locks: none, new tables. Duration: instant. Breaking: no; an older version shows each record alone.
create table customers.alternate_number (
  company_id bigint not null,
  system text collate "C" not null,
  number text collate "C" not null,
  customer_id bigint not null,
  primary key (company_id, system, number, customer_id)
);
create index alternate_number_customer on customers.alternate_number (company_id, customer_id);
create index alternate_number_number on customers.alternate_number (company_id, number);

create table customers.merge (
  company_id bigint not null,
  customer_id bigint not null,
  version integer not null,
  -- null: it stands alone from here on
  into_id bigint,
  head_id bigint,
  reason text not null,
  -- the rule that decided; null: a person did
  rule text collate "C",
  actor text collate "C" not null,
  batch bigint not null,
  primary key (company_id, customer_id, version),
  check ((into_id is null) = (head_id is null) and into_id <> customer_id and head_id <> customer_id)
);
create index merge_head on customers.merge (company_id, head_id) where head_id is not null;

-- All records of one customer, from each of them: itself with those that are led by the same.
create view customers.same as
select c.company_id, c.id as customer_id, c.number, coalesce(l.head_id, c.id) as head_id, m.id as member_id
from customers.customer c
left join lateral (
  select g.head_id from customers.merge g where g.company_id = c.company_id and g.customer_id = c.id
  order by g.version desc limit 1
) l on true
cross join lateral (
  select coalesce(l.head_id, c.id) as id
  union
  select g.customer_id from customers.merge g
  where g.company_id = c.company_id and g.head_id = coalesce(l.head_id, c.id) and not exists (
    select from customers.merge n
    where n.company_id = g.company_id and n.customer_id = g.customer_id and n.version > g.version
  )
) m;

create view customers.same_account_public as
select s.company_id, s.number as customer_number, s.customer_id, s.member_id, a.id
from customers.same s join customers.account a on a.company_id = s.company_id and a.customer_id = s.member_id;

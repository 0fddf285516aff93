-- Why: rules say which records are one customer, in what order and whether they are merged or only suggested (decision 0026). Name with
-- postcode gets an index of its own, since each alone is of very many. A note of a customer is personal: its text stands in
-- person_data and goes with the person; that it was written, and by whom, stays.
-- Locks: customers.person_data, share while the index is built, then exclusively for an instant. Duration: some 5 seconds for a million
-- customers. Breaking: no.
create table customers.match_rule (
  company_id bigint not null,
  code text collate "C" not null,
  position integer not null,
  keys text[] not null,
  outcome text collate "C" not null check (outcome in ('suggest', 'merge')),
  most_records integer not null check (most_records between 2 and 100),
  active boolean not null,
  primary key (company_id, code)
);

create index person_data_name_postcode on customers.person_data
  (company_id, search_name, (upper(regexp_replace(address ->> 'postcode', '\W', '', 'g')) collate "C"))
  where id = 0 and search_name is not null and address ->> 'postcode' is not null;

alter table customers.person_data add column note text;

create table customers.note (
  company_id bigint not null,
  customer_id bigint not null,
  -- of person_data, where its text stands until the person is erased
  id bigint not null,
  actor text collate "C" not null,
  batch bigint not null,
  primary key (company_id, customer_id, id)
);

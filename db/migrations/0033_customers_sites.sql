-- Why: an order has to reach somebody. A customer has sites and contacts; what is personal of them, and of an address that
-- an order states, stands in customers.person_data, once for each content, and is referred to by id. A person can be
-- erased, unless a legal hold says how long not (decision 0009).
-- Locks: customers.person_data exclusively. Duration: its primary key and one index are built anew, some seconds for a
-- million customers. Breaking: yes, an older version would read addresses as if they were names of customers.
alter table customers.person_data
  -- 0: the customer itself; else an address or a contact
  add column id bigint not null default 0,
  -- sha256 of what an address or contact says: the same is kept once; its row and its hash go together
  add column content bytea,
  drop constraint person_data_pkey,
  add constraint person_data_pkey primary key (company_id, customer_id, id);
create unique index person_data_content on customers.person_data (company_id, customer_id, content) where content is not null;
drop index customers.person_data_search;
create index person_data_search on customers.person_data (company_id, search_name text_pattern_ops) where search_name is not null;

-- A place of a customer with its uses. Country and region are no personal data: tax and sourcing ask for them.
create table customers.site (
  company_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  code text collate "C" not null,
  ship_to boolean not null,
  bill_to boolean not null,
  country text collate "C" not null,
  region text collate "C" not null,
  -- its address in person_data; null: none was said, or it was erased
  person_id bigint,
  active boolean not null,
  custom jsonb not null,
  primary key (company_id, id),
  unique (company_id, customer_id, code)
);

-- Somebody to talk to at a customer.
create table customers.contact (
  company_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  code text collate "C" not null,
  site_id bigint,
  role text not null,
  person_id bigint,
  active boolean not null,
  custom jsonb not null,
  primary key (company_id, id),
  unique (company_id, customer_id, code)
);

-- Until this day the law wants the personal data of a customer kept.
create table customers.legal_hold (
  company_id bigint not null,
  customer_id bigint not null,
  until date not null,
  reason text not null,
  placed_by text collate "C" not null,
  primary key (company_id, customer_id)
);

-- That a person was erased, by whom and why; only grows. It names nobody.
create table customers.erasure (
  company_id bigint not null,
  customer_id bigint not null,
  batch bigint not null,
  actor text collate "C" not null,
  reason text not null,
  -- although orders were open or a legal hold stood
  forced boolean not null,
  primary key (company_id, customer_id, batch)
);

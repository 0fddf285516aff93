-- Why: who placed a legal hold, when and why has to stand after it was changed or released: each is a row of its own, numbered for
-- each customer. A row without a day releases the one before it. Rows from before do not know their batch. An erasure of several
-- rounds is one row that tells what has gone by now; rows from before do not know. Its batch is
-- that of its latest round, and tells what came before it.
-- Locks: customers.legal_hold and customers.erasure exclusively. Duration: instant, they are short. Breaking: yes, an older
-- version would not find the hold that counts.
alter table customers.legal_hold
  add column version integer not null default 1,
  add column batch bigint,
  alter column until drop not null,
  drop constraint legal_hold_pkey,
  add constraint legal_hold_pkey primary key (company_id, customer_id, version);
alter table customers.legal_hold alter column version drop default;

alter table customers.erasure
  -- rows of person_data, bodies and drafts that it has erased; null: from before they were counted
  add column person_rows integer,
  add column bodies integer,
  add column drafts integer,
  add column finished boolean not null default true;
alter table customers.erasure alter column finished drop default;
create unique index erasure_under_way on customers.erasure (company_id, customer_id) where not finished;
create or replace view customers.erasure_public as select e.company_id, e.customer_id, e.batch from customers.erasure e;

-- Why: a company says for what reasons its orders are held, what such a hold may stop, and who may place and release it.
-- Locks: none, the table is new. Duration: instant. Breaking: no.
create table orchestration.hold_code (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  -- Such a hold stops one of these kinds of task; none: all of an order, or whatever kind is named.
  tasks text[] collate "C" not null,
  place_scope text collate "C" not null,
  release_scope text collate "C" not null,
  -- it ends by itself so many days after it was placed, unless somebody says when; null: not
  days integer check (days between 0 and 3650),
  active boolean not null,
  version integer not null,
  primary key (company_id, code)
);

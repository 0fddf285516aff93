-- Why: an order that a rule wants somebody to look at waits for that person; who said what of which version is kept.
-- Locks: none. Duration: instant. Breaking: no; without rules no order waits. An older version beside this one asks nobody, so nobody sets
-- rules up before all nodes are new.
create table orders.approval_rule (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  condition text not null,
  -- Scopes, in the order in which their holders are asked.
  levels text[] not null,
  exempt_sources text[] not null,
  active boolean not null,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);

create table orders.approval (
  company_id bigint not null,
  order_id bigint not null,
  -- Of the order: another version asks anew.
  version integer not null,
  rules text[] not null,
  levels text[] not null,
  -- Which of them is asked, from 0 on.
  level smallint not null,
  state text collate "C" not null check (state in ('pending', 'approved', 'rejected')),
  requested_by text not null,
  -- What was looked at, in minor units of the currency of the order.
  total bigint not null,
  batch bigint not null,
  primary key (company_id, order_id, version)
);
create index approval_pending on orders.approval (company_id, order_id) where state = 'pending';

create table orders.approval_decision (
  company_id bigint not null,
  order_id bigint not null,
  version integer not null,
  batch bigint not null,
  level smallint not null,
  outcome text collate "C" not null check (outcome in ('approve', 'reject', 'ask')),
  actor text not null,
  comment text,
  primary key (company_id, order_id, version, batch)
);

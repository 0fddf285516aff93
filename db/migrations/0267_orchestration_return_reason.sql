-- Why: a company keeps a restocking fee of what comes back, in percent of the net that is credited, by the reason of the return.
-- Locks: none. Duration: instant. Breaking: no; an older version beside it does not know `reasonCode` and refuses it, so nobody names
-- one before all nodes are new.
create table orchestration.return_reason (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  -- Of the net that is credited for the goods
  fee_percent numeric(20, 6) not null check (fee_percent between 0 and 100),
  active boolean not null,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);

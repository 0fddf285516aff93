-- Why: a company says who may do what to an order in which state, and under which conditions (O-12, O-13); and what is asked for from outside
-- is judged by whom it was asked for, also when it is carried out later.
-- Locks: orchestration.request for an instant. Duration: instant. Breaking: no; an older node beside it would let pass what a policy forbids:
-- set none up until all nodes are new.
create table orchestration.life_cycle_policy (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  version integer not null,
  body jsonb not null,
  active boolean not null,
  primary key (company_id, code)
);

-- By which names whoever asked goes: scopes, roles, itself. Of what was asked for before: none.
alter table orchestration.request add column names text[] not null default '{}';

-- Why: a model of orders is deployed whole (decision 0071): a version says what it was, as it was written, and which versions of patterns it is
-- of.
-- Locks: none. Duration: instant. Breaking: no.
create table orchestration.order_model (
  company_id bigint not null,
  version integer not null,
  note text not null,
  -- {"<pattern>": <version>, …}
  versions jsonb not null,
  body jsonb not null,
  deployed_at timestamptz not null,
  primary key (company_id, version)
);

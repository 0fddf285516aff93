-- Why: what is sold configured has a model: what may be chosen of it, and which choices go together. A published version stays
-- as it is; the next one is another row.
-- Locks: none. Duration: instant. Breaking: no, an older version does not look at it.
create table catalog.configuration_model (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  model_version integer not null,
  item_id bigint not null,
  name text not null,
  state text collate "C" not null check (state in ('draft', 'published', 'withdrawn')),
  -- What of its price its options bring: roll_up adds theirs, fixed is the price of the item alone.
  pricing text collate "C" not null check (pricing in ('roll_up', 'fixed')),
  valid_from date not null,
  valid_to date,
  content jsonb not null,
  primary key (company_id, code, model_version),
  unique (company_id, id)
);

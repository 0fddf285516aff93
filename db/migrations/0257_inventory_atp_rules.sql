-- Why: what counts as available was one rule for everybody. Business people describe it by item, class of items and place: whether stock is
-- searched at all, which supply counts, how late it may be, and from when on anything is available.
-- Locks: a table of its own. Duration: instant. Breaking: no, an older version promises by the rule that is built in: let no rule be set
-- up before all nodes are new.
create table inventory.atp_rule (
  company_id bigint not null,
  code text collate "C" not null,
  version integer not null,
  name text not null,
  active boolean not null,
  mode text collate "C" not null check (mode in ('stock', 'lead_time', 'infinite')),
  -- What counts and how, as it was described.
  terms jsonb not null,
  -- For which items, classes and places it is: one element each, an item with its id.
  assignments jsonb not null check (jsonb_typeof(assignments) = 'array'),
  primary key (company_id, code)
);

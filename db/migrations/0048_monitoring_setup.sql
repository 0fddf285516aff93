-- Why: what was tried, waived and decided while a company was set up: probes with their result, waivers with who and why,
-- and going live (decision 0019). Only grows.
-- Locks: none. Duration: instant. Breaking: no.
create schema if not exists monitoring;

create table monitoring.setup_record (
  company_id bigint not null,
  step text collate "C" not null,
  id bigint not null,
  batch bigint not null,
  act text collate "C" not null check (act in ('checked', 'waived', 'went_live')),
  at timestamptz not null,
  actor text collate "C" not null,
  -- pass, fail or not_applicable of what was checked; the sentence that says what was found, or why it was waived.
  state text collate "C" not null check (state in ('pass', 'fail', 'not_applicable')),
  found text not null,
  remedy text,
  primary key (company_id, step, id)
);

-- Why: what is wrong is found by the system, told once, and kept until it is right: alerts, the messages about them, and how
-- far the laws were checked along the order of facts.
-- Locks: none on existing data. Duration: instant. Breaking: no.
create schema monitoring;

-- One row for a condition and what it is about; company 0 is the whole installation. `standing`: it is so now. One that a
-- person resolved while it stands is raised again only when it was gone in between.
create table monitoring.alert (
  company_id bigint not null,
  id bigint generated always as identity,
  condition text collate "C" not null,
  subject text collate "C" not null,
  severity text collate "C" not null check (severity in ('warning', 'critical')),
  says text not null,
  facts jsonb not null,
  -- minor units of the company's currency
  at_risk bigint,
  currency text collate "C",
  state text collate "C" not null check (state in ('open', 'acknowledged', 'resolved')),
  standing boolean not null,
  -- how often it was raised, and how often it was seen since
  episode integer not null,
  seen bigint not null,
  raised_at timestamptz not null,
  last_seen_at timestamptz not null,
  resolved_at timestamptz,
  primary key (company_id, id),
  unique (company_id, condition, subject)
) with (fillfactor = 50);

create table monitoring.alert_change (
  company_id bigint not null,
  alert_id bigint not null,
  id bigint generated always as identity,
  at timestamptz not null,
  state text collate "C" not null,
  actor text collate "C" not null,
  note text,
  primary key (company_id, alert_id, id)
);

-- A message for each target when an alert is raised and when it is resolved; alert 0: somebody tried the targets.
create table monitoring.message (
  id bigint generated always as identity primary key,
  company_id bigint not null,
  alert_id bigint not null,
  episode integer not null,
  event text collate "C" not null check (event in ('raised', 'resolved', 'test')),
  target text collate "C" not null check (target in ('webhook', 'mail')),
  body jsonb not null,
  state text collate "C" not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  made_at timestamptz not null,
  -- a claim moves it to the end of its lease
  due_at timestamptz not null,
  sent_at timestamptz,
  problem text
) with (fillfactor = 60);
create unique index message_once on monitoring.message (company_id, alert_id, episode, event, target) where alert_id <> 0;
create index message_due on monitoring.message (due_at) where state = 'waiting';

-- How far the laws were checked along the order of facts of a company.
create table monitoring.law_progress (
  company_id bigint primary key,
  pos bigint not null,
  checked_at timestamptz not null
);

create table monitoring.breach (
  company_id bigint not null,
  law text collate "C" not null,
  -- a batch or an order
  subject bigint not null,
  what text not null,
  expected text not null,
  actual text not null,
  found_at timestamptz not null,
  primary key (company_id, law, subject)
);

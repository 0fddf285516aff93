-- Why: events are delivered to endpoints of subscribers. What an endpoint was given is a place in the company's order of
-- facts, not a row an event; rows stand for what was attempted, and for what was given up (decision 0014).
-- Locks: none, all tables are new. Duration: instant. Breaking: no.

-- Set-up. A deleted one stays until its log is gone.
create table channels.webhook_endpoint (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  url text not null,
  -- empty: of every type
  event_types text[] not null,
  enabled boolean not null,
  -- signs what is sent; the previous one signs beside it until it ends
  secret bytea not null,
  previous_secret bytea,
  previous_until timestamptz,
  deleted boolean not null,
  primary key (company_id, id)
);
create unique index webhook_endpoint_code on channels.webhook_endpoint (company_id, code) where not deleted;

-- The breaker of an endpoint: failures in a row, and since when it is set aside.
create table channels.webhook_state (
  company_id bigint not null,
  endpoint_id bigint not null,
  failures integer not null,
  set_aside_at timestamptz,
  -- not before then is it tried again
  probe_at timestamptz,
  failed_at timestamptz,
  problem text,
  primary key (company_id, endpoint_id)
) with (fillfactor = 50);

-- A queue of an endpoint: up to which place events were settled, and how many of the next place that has any. Queue 0 is
-- the one that goes on for ever; others are replays and end at a place.
create table channels.webhook_queue (
  company_id bigint not null,
  endpoint_id bigint not null,
  id bigint not null,
  pos bigint not null,
  done integer not null,
  -- null: it goes on for ever
  until_pos bigint,
  until_n integer,
  -- only events that the endpoint did not take
  only_failed boolean not null,
  -- attempts in vain of the event in front
  attempt integer not null,
  due_at timestamptz not null,
  -- who works on it until when; another one may take it afterwards
  lease bigint not null,
  lease_until timestamptz not null,
  actor text collate "C" not null,
  made_at timestamptz not null,
  primary key (company_id, endpoint_id, id)
) with (fillfactor = 50);

-- Each call that was made. What was sent stands in the history of the order, and is rendered from it.
create table channels.webhook_attempt (
  company_id bigint not null,
  endpoint_id bigint not null,
  id bigint not null,
  at timestamptz not null,
  pos bigint not null,
  n integer not null,
  event_id text collate "C" not null,
  type text collate "C" not null,
  order_id bigint not null,
  queue_id bigint not null,
  attempt integer not null,
  outcome text collate "C" not null check (outcome in ('delivered', 'retrying', 'given_up')),
  duration_ms integer not null,
  -- null: there was no answer
  status integer,
  answer text,
  problem text,
  primary key (company_id, endpoint_id, at, id)
);
create index webhook_attempt_event on channels.webhook_attempt (company_id, endpoint_id, pos, n);
create index webhook_attempt_missed on channels.webhook_attempt (company_id, endpoint_id, at, id) where outcome <> 'delivered';

-- Events that were given up, until a replay delivers them or somebody deletes them.
create table channels.webhook_failed (
  company_id bigint not null,
  endpoint_id bigint not null,
  pos bigint not null,
  n integer not null,
  event_id text collate "C" not null,
  type text collate "C" not null,
  order_id bigint not null,
  failed_at timestamptz not null,
  attempts integer not null,
  status integer,
  problem text,
  primary key (company_id, endpoint_id, pos, n)
);

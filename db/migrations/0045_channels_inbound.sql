-- Why: shops and other systems hand over by signed webhooks. A channel is a set-up object of a company; its secrets are
-- sealed as bodies are. What came stands in channels.intake, byte for byte, as bodies of orders do; its row in
-- channels.message, of the same id, is the log and the queue. Orders of drafts that are made anew settle such a body.
-- Locks: channels.intake exclusively, while the check of its outcomes is replaced. Duration: a scan of channels.intake,
-- about a second for a million bodies. Breaking: no.
create table channels.channel (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  kind text collate "C" not null,
  source text collate "C" not null,
  settings jsonb not null,
  -- AES-256-GCM, as bodies: never given back, never in a log
  secrets bytea not null,
  secrets_key bytea not null,
  active boolean not null,
  primary key (company_id, id),
  unique (company_id, code),
  -- The address of its webhooks names the channel alone.
  unique (id)
);

create table channels.message (
  company_id bigint not null,
  -- of channels.intake, where the bytes are
  id bigint not null,
  channel_id bigint not null,
  event text collate "C" not null,
  -- what it speaks of, in the channel's words, and in which version
  key text collate "C" not null,
  version bigint,
  received_at timestamptz not null,
  last_at timestamptz not null,
  came integer not null,
  outcome text collate "C" not null
    check (outcome in ('waiting', 'accepted', 'draft', 'duplicate', 'kept', 'failed')),
  problems jsonb not null,
  order_id bigint,
  -- the sender left something out, which it is asked for first
  cut boolean not null,
  attempts integer not null,
  -- null: nothing is left to do
  due_at timestamptz,
  primary key (company_id, id)
);
create index message_of_channel on channels.message (company_id, channel_id, id);
create index message_key on channels.message (company_id, channel_id, key);
create index message_event on channels.message (company_id, channel_id, event, id);
create index message_outcome on channels.message (company_id, channel_id, outcome, id);
create index message_due on channels.message (cut, due_at) where due_at is not null;

alter table channels.intake drop constraint intake_outcome_check;
alter table channels.intake add constraint intake_outcome_check
  check (outcome in ('accepted', 'draft', 'failed', 'refused', 'duplicate', 'kept'));

-- Why: how the world talks to us. What was received is kept byte for byte, each body under a key of its own, so that
-- erasing a person destroys keys, not rows.
-- Locks: none. Duration: instant. Breaking: no.
create schema channels;

create table channels.intake (
  company_id bigint not null,
  id bigint not null,
  -- null: refused before a source was known
  source text collate "C",
  external_id text collate "C",
  received_at timestamptz not null,
  principal text collate "C" not null,
  content_type text collate "C" not null,
  -- AES-256-GCM: nonce (12) ‖ tag (16) ‖ ciphertext
  body bytea not null,
  body_hash bytea not null,
  outcome text collate "C" not null check (outcome in ('accepted', 'draft', 'failed', 'refused', 'duplicate')),
  problems jsonb not null,
  order_id bigint,
  primary key (company_id, id)
);

create table channels.blob_key (
  company_id bigint not null,
  blob_id bigint not null,
  key bytea not null,
  primary key (company_id, blob_id)
);

create table channels.blob_person (
  company_id bigint not null,
  blob_id bigint not null,
  customer_id bigint not null,
  primary key (company_id, blob_id, customer_id)
);

-- Why: who may: users, what they may do in which company, API keys, sessions, and a record of every change to these.
-- Locks: none on existing data. Duration: instant. Breaking: no.

create table platform.app_user (
  user_id bigint generated always as identity primary key,
  -- Lower case; one per installation.
  login text collate "C" not null unique check (login = lower(login) and length(login) between 1 and 120),
  name text not null,
  -- scrypt$N$r$p$salt$hash, base64
  password text collate "C" not null,
  disabled boolean not null,
  created_at timestamptz not null,
  created_by text collate "C" not null
);

-- What a user may do in a company; company 0 means all companies and what belongs to none.
create table platform.user_grant (
  company_id bigint not null check (company_id >= 0),
  user_id bigint not null references platform.app_user,
  role text collate "C" not null check (
    role in ('administrator', 'operations', 'finance', 'developer', 'viewer', 'partner', 'customer')
  ),
  -- Empty means all rows for employees, and none for a customer.
  customer_account_ids bigint[] not null,
  partner_id bigint,
  granted_at timestamptz not null,
  granted_by text collate "C" not null,
  primary key (company_id, user_id, role),
  check ((partner_id is null) or role = 'partner')
);
create index user_grant_user on platform.user_grant (user_id);

create table platform.api_key (
  company_id bigint not null check (company_id >= 0),
  -- The public part, dk_…
  key_id text collate "C" not null unique,
  name text not null,
  -- sha256 of the whole key
  hash bytea not null unique check (length(hash) = 32),
  scopes text[] collate "C" not null,
  rows_seen text collate "C" not null check (rows_seen in ('all', 'customers', 'partner')),
  customer_account_ids bigint[] not null,
  partner_id bigint,
  created_at timestamptz not null,
  created_by text collate "C" not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  revoked_by text collate "C",
  primary key (company_id, key_id)
);

create table platform.session (
  -- sha256 of the token in the cookie
  token_hash bytea primary key check (length(token_hash) = 32),
  user_id bigint not null references platform.app_user,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
) with (fillfactor = 80);
create index session_of_user on platform.session (user_id);
create index session_expiry on platform.session (expires_at);

-- Append-only: who changed who may.
create table platform.auth_event (
  event_id bigint generated always as identity primary key,
  at timestamptz not null,
  -- user:7, key:dk_…, or first-run
  actor text collate "C" not null,
  act text collate "C" not null,
  subject text collate "C" not null,
  company_id bigint,
  detail jsonb not null
);
create index auth_event_subject on platform.auth_event (subject, event_id);

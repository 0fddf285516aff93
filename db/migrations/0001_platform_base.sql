-- Why: the ground that every module stands on: ids, the order of facts of a company, number series, request keys.
-- Locks: none on existing data. Duration: instant. Breaking: no.

create sequence platform.id_block increment by 1000 start with 1000000;

-- Raised by a writing statement whose guard did not hold: the batch aborts and is decided once more.
create function platform.verify(ok boolean) returns boolean
language plpgsql as $$
begin
  if ok is distinct from true then
    raise exception 'a fact changed between decision and write' using errcode = 'DK001';
  end if;
  return true;
end $$;

-- One row for the whole installation. The epoch is part of every outside key, event id and cursor; a restore renews it.
create table platform.installation (
  only_row boolean primary key default true check (only_row),
  epoch text collate "C" not null,
  created_at timestamptz not null,
  cursor_key bytea not null
);

-- The place of a company in its own order of facts. Locked last, once a batch.
create table platform.company_head (
  company_id bigint primary key,
  pos bigint not null,
  at timestamptz not null,
  chain_hash bytea not null,
  closed_to date not null
) with (fillfactor = 40);

create table platform.company_log (
  company_id bigint not null,
  pos bigint not null,
  batch bigint not null,
  at timestamptz not null,
  content_hash bytea not null,
  chain_hash bytea not null,
  primary key (company_id, pos),
  constraint company_log_batch unique (company_id, batch)
);

-- Counters of legal document numbers; a row is locked only under its company's head.
create table platform.number_series (
  company_id bigint not null,
  series text collate "C" not null,
  year integer not null,
  policy text collate "C" not null check (policy in ('monotone', 'free')),
  last_number bigint not null check (last_number >= 0),
  last_on date,
  primary key (company_id, series, year)
) with (fillfactor = 40);

create table platform.document_number (
  company_id bigint not null,
  series text collate "C" not null,
  year integer not null,
  number bigint not null,
  document_id bigint not null,
  batch bigint not null,
  primary key (company_id, series, year, number)
);
create unique index document_number_document on platform.document_number (company_id, document_id);

-- Idempotency keys that callers gave; expire after 30 days and are deleted in chunks.
create table platform.request_key (
  company_id bigint not null,
  principal text collate "C" not null,
  route text collate "C" not null,
  key text collate "C" not null,
  body_hash bytea not null,
  batch bigint not null,
  outcome jsonb not null,
  expires_at timestamptz not null,
  primary key (company_id, principal, route, key)
);
create index request_key_expiry on platform.request_key (expires_at);

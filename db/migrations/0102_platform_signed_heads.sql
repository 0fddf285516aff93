-- Why: the chain of a company proves something only against a head that stands elsewhere. Its head is signed every day, told as an
-- event and kept here, so that what was published can be held against the database.
-- Locks: none on existing data. Duration: instant. Breaking: no; an older process signs nothing.

-- Keys of the installation; the one with the highest number signs, the others tell what they signed. Made by the next start.
create table platform.signing_key (
  number integer primary key,
  key_id text collate "C" not null unique,
  -- DER: SubjectPublicKeyInfo, PKCS #8
  public_key bytea not null,
  private_key bytea not null,
  created_at timestamptz not null
);

create table platform.signed_head (
  company_id bigint not null,
  pos bigint not null,
  at timestamptz not null,
  hash bytea not null,
  epoch text collate "C" not null,
  key_id text collate "C" not null,
  signature bytea not null,
  signed_at timestamptz not null,
  -- whose place in the order of facts is that of the event
  batch bigint not null,
  primary key (company_id, pos)
);
create index signed_head_signed_at on platform.signed_head (company_id, signed_at);
create unique index signed_head_batch on platform.signed_head (company_id, batch);

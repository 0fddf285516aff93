-- Why: what a draft was stated as names people. It is sealed under a key of its own, so that no personal data stand in
-- plain outside of customers.person_data (decision 0009). SQL cannot seal, and nothing was released: what stood is dropped.
-- Such an order keeps its lines and problems, its bytes stay in channels.intake; it can no longer be edited or submitted.
-- Locks: orders.draft exclusively. Duration: instant. Breaking: yes, for drafts of an older version.
drop table orders.draft;

-- What a draft was stated as, until it is submitted.
create table orders.draft (
  company_id bigint not null,
  order_id bigint not null,
  -- the key of this row's input alone: destroying it erases what was stated
  key bytea not null,
  -- AES-256-GCM: nonce (12) ‖ tag (16) ‖ ciphertext
  input bytea not null,
  primary key (company_id, order_id)
);

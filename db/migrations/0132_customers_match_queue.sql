-- Why: customers that orders bring are matched by the rules of the company as soon as they are made, one batch after the other
-- (decision 0035). `to_match` holds who waits for that, `match_turn` how many such batches a company had. What rules leave open is a
-- question for a person: a pair of records, no word of whom they are, so that nothing of it needs to be erased but the row.
-- Locks: none, new tables. Duration: instant. Breaking: no; customers that an older version makes meanwhile are not matched.
create table customers.to_match (
  company_id bigint not null,
  customer_id bigint not null,
  made_at timestamptz not null,
  primary key (company_id, customer_id)
);

create table customers.match_turn (
  company_id bigint primary key,
  turn bigint not null
);

create table customers.match_question (
  company_id bigint not null,
  customer_id bigint not null,
  other_id bigint not null,
  rule text collate "C" not null,
  batch bigint not null,
  -- Who said that they are not one, and why; null: nobody said anything yet
  apart_by text collate "C",
  reason text,
  primary key (company_id, customer_id, other_id),
  check (customer_id > other_id and (apart_by is null) = (reason is null))
);
create index match_question_other on customers.match_question (company_id, other_id);
create index match_question_open on customers.match_question (company_id, customer_id, other_id) where apart_by is null;

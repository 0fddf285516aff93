-- Why: a trial balance summed every delta since the first day: 1.5 s for three million. What the deltas of a stretch of the
-- log did to each account and period is kept as one row, made behind the acts and never changed.
-- Locks: none. Duration: moments; the job that folds what stands works through it in the background. Breaking: no.
create table ledger.balance_fold (
  company_id bigint not null,
  -- 1: of deltas; 2: of folds of level 1.
  level smallint not null check (level in (1, 2)),
  -- The places behind `after_pos` up to `pos`. The key lets each place have one successor only: folds form a chain.
  after_pos bigint not null,
  pos bigint not null check (pos > after_pos),
  account_ids bigint[] not null,
  periods text[] collate "C" not null,
  debits bigint[] not null,
  credits bigint[] not null,
  constraint balance_fold_pkey primary key (company_id, level, after_pos)
);

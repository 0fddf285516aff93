-- Why: what it means: accounts, rules, entries. Append-only: no row of entry, posting or balance_delta is ever changed.
-- Locks: none. Duration: instant. Breaking: no.
create schema ledger;

create table ledger.account (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  type text collate "C" not null check (type in ('asset', 'liability', 'equity', 'revenue', 'expense')),
  -- The sub-ledger that this account must agree with, if any.
  control text collate "C",
  primary key (company_id, id),
  unique (company_id, code)
);

create table ledger.posting_rule (
  company_id bigint not null,
  id bigint not null,
  event text collate "C" not null,
  amount_kind text collate "C" not null,
  order_type text collate "C",
  item_class text collate "C",
  condition text,
  debit_account bigint not null,
  credit_account bigint not null,
  version integer not null default 1,
  active boolean not null default true,
  primary key (company_id, id),
  foreign key (company_id, debit_account) references ledger.account (company_id, id),
  foreign key (company_id, credit_account) references ledger.account (company_id, id)
);

create table ledger.period (
  company_id bigint not null,
  code text collate "C" not null,
  starts_on date not null,
  ends_on date not null,
  primary key (company_id, code)
);

-- One row a document and event. `cause` is the opaque source (order, receipt, move).
create table ledger.entry (
  company_id bigint not null,
  id bigint not null,
  batch bigint not null,
  event text collate "C" not null,
  posted_on date not null,
  source_type text collate "C" not null,
  source_id bigint not null,
  cause_id bigint,
  currency text collate "C" not null,
  rate_e10 bigint not null,
  primary key (company_id, id)
);
create index entry_cause on ledger.entry (company_id, cause_id);

-- A posting moves one amount from a credit account to a debit account: it balances by construction.
create table ledger.posting (
  company_id bigint not null,
  entry_id bigint not null,
  ordinal integer not null,
  debit_account bigint not null,
  credit_account bigint not null,
  amount bigint not null,
  functional_amount bigint not null,
  kind text collate "C" not null,
  line_id bigint,
  rule_id bigint,
  primary key (company_id, entry_id, ordinal)
);

-- What a batch did to an account in a period; balances are folds of these by pos. `part` 0 = amounts decided in Node,
-- 1 = amounts computed under locks (costs).
create table ledger.balance_delta (
  company_id bigint not null,
  batch bigint not null,
  part smallint not null,
  account_id bigint not null,
  period text collate "C" not null,
  debit bigint not null,
  credit bigint not null,
  primary key (company_id, batch, part, account_id, period)
);

create view ledger.line_public as
select p.company_id, p.entry_id, p.ordinal, 'debit' as side, p.debit_account as account_id, p.functional_amount, p.amount, p.kind, p.line_id, p.rule_id
from ledger.posting p
union all
select p.company_id, p.entry_id, p.ordinal, 'credit', p.credit_account, p.functional_amount, p.amount, p.kind, p.line_id, p.rule_id
from ledger.posting p;

-- The door for amounts that only exist under a lock (costs): writes postings and their balance deltas (part 1) for the
-- statement that computed them. Amounts of zero leave no posting.
create function ledger.post_public(company_ids bigint[], entry_ids bigint[], ordinals integer[], debit_accounts bigint[],
  credit_accounts bigint[], amounts bigint[], kinds text[], line_ids bigint[], rule_ids bigint[], batches bigint[], periods text[])
returns void language sql as $$
  insert into ledger.posting (company_id, entry_id, ordinal, debit_account, credit_account, amount, functional_amount, kind, line_id, rule_id)
  select p.company_id, p.entry_id, p.ordinal, p.debit, p.credit, p.amount, p.amount, p.kind, p.line_id, p.rule_id
  from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) as p(company_id, entry_id, ordinal, debit, credit, amount, kind, line_id, rule_id)
  where p.amount <> 0;
  insert into ledger.balance_delta (company_id, batch, part, account_id, period, debit, credit)
  select s.company_id, s.batch, 1, s.account_id, s.period, sum(s.debit), sum(s.credit) from (
    select p.company_id, p.batch, p.debit_account as account_id, p.period, p.amount as debit, 0::bigint as credit
    from unnest($1, $4, $6, $10, $11) as p(company_id, debit_account, amount, batch, period) where p.amount <> 0
    union all
    select p.company_id, p.batch, p.credit_account, p.period, 0, p.amount
    from unnest($1, $5, $6, $10, $11) as p(company_id, credit_account, amount, batch, period) where p.amount <> 0
  ) s group by s.company_id, s.batch, s.account_id, s.period
$$;

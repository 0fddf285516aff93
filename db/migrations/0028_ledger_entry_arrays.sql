-- Why: an entry never changes, and its postings are never asked for without it. They stand on its row, as arrays: an order
-- line leaves 3.4 rows and index entries less (decision 0007). The view ledger.posting_public shows them as rows.
-- Locks: ledger.entry and ledger.posting exclusively; all that posts or reads the books waits. Duration: three seconds a
-- million postings. Breaking: yes, an older version writes the table ledger.posting, which goes.
alter table ledger.entry
  -- The postings, one element each; the position is the posting's ordinal.
  add column debit_accounts bigint[] not null default '{}',
  add column credit_accounts bigint[] not null default '{}',
  add column amounts bigint[] not null default '{}',
  -- In the company's currency; null: the same as amounts.
  add column functional_amounts bigint[],
  -- Words, separated by blanks: half the bytes of an array of texts.
  add column kinds text collate "C" not null default '',
  -- Null: no posting names a line.
  add column line_ids bigint[],
  add column rule_ids bigint[] not null default '{}';

update ledger.entry e
set debit_accounts = p.debit_accounts, credit_accounts = p.credit_accounts, amounts = p.amounts,
    functional_amounts = p.functional_amounts, kinds = p.kinds, line_ids = p.line_ids, rule_ids = p.rule_ids
from (
  select p.company_id, p.entry_id,
    array_agg(p.debit_account order by p.ordinal) as debit_accounts,
    array_agg(p.credit_account order by p.ordinal) as credit_accounts,
    array_agg(p.amount order by p.ordinal) as amounts,
    case when bool_or(p.functional_amount <> p.amount) then array_agg(p.functional_amount order by p.ordinal) end as functional_amounts,
    string_agg(p.kind, ' ' order by p.ordinal) as kinds,
    case when count(p.line_id) > 0 then array_agg(p.line_id order by p.ordinal) end as line_ids,
    array_agg(p.rule_id order by p.ordinal) as rule_ids
  from ledger.posting p group by p.company_id, p.entry_id
) p
where e.company_id = p.company_id and e.id = p.entry_id;

-- Whoever writes an entry says what it posts.
alter table ledger.entry
  alter column debit_accounts drop default, alter column credit_accounts drop default, alter column amounts drop default,
  alter column kinds drop default, alter column rule_ids drop default;

drop function ledger.post_public;
drop view ledger.line_public;
drop table ledger.posting;

-- A posting moves one amount from a credit account to a debit account: it balances by construction.
create view ledger.posting_public as
select e.company_id, e.id as entry_id, p.ordinal::integer as ordinal, p.debit_account, p.credit_account, p.amount,
  coalesce(p.functional_amount, p.amount) as functional_amount, p.kind, p.line_id, p.rule_id
from ledger.entry e
cross join lateral unnest(e.debit_accounts, e.credit_accounts, e.amounts, e.functional_amounts, string_to_array(e.kinds, ' '),
  e.line_ids, e.rule_ids) with ordinality
  as p(debit_account, credit_account, amount, functional_amount, kind, line_id, rule_id, ordinal);

create view ledger.line_public as
select p.company_id, p.entry_id, p.ordinal, s.side, s.account_id, p.functional_amount, p.amount, p.kind, p.line_id, p.rule_id
from ledger.posting_public p
cross join lateral (values ('debit', p.debit_account), ('credit', p.credit_account)) as s(side, account_id);

-- The door for amounts that only exist under a lock (costs), in the company's currency: writes the entries with their
-- postings, and balance deltas (part 1), for the statement that computed them. One element a posting; the header of an entry
-- stands with one of its postings (event is null with the others). An amount of zero leaves no posting.
create function ledger.post_public(company_ids bigint[], entry_ids bigint[], batches bigint[], events text[], posted_on date[],
  source_types text[], source_ids bigint[], cause_ids bigint[], currencies text[], debit_accounts bigint[],
  credit_accounts bigint[], amounts bigint[], kinds text[], line_ids bigint[], rule_ids bigint[])
returns void language sql as $$
  with posted as (
    insert into ledger.entry (company_id, id, batch, event, posted_on, source_type, source_id, cause_id, currency, rate_e10,
      debit_accounts, credit_accounts, amounts, kinds, line_ids, rule_ids)
    select p.company_id, p.entry_id, max(p.batch), max(p.event), max(p.posted_on), max(p.source_type), max(p.source_id),
      max(p.cause_id), max(p.currency), 10000000000,
      coalesce(array_agg(p.debit_account) filter (where p.amount <> 0), '{}'),
      coalesce(array_agg(p.credit_account) filter (where p.amount <> 0), '{}'),
      coalesce(array_agg(p.amount) filter (where p.amount <> 0), '{}'),
      coalesce(string_agg(p.kind, ' ') filter (where p.amount <> 0), ''),
      case when count(p.line_id) > 0 then array_agg(p.line_id) filter (where p.amount <> 0) end,
      coalesce(array_agg(p.rule_id) filter (where p.amount <> 0), '{}')
    from (
      select p.* from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) with ordinality
        as p(company_id, entry_id, batch, event, posted_on, source_type, source_id, cause_id, currency, debit_account,
          credit_account, amount, kind, line_id, rule_id, place)
      order by p.company_id, p.entry_id, p.place
    ) p
    group by p.company_id, p.entry_id
    returning company_id, batch, posted_on, debit_accounts, credit_accounts, amounts
  )
  insert into ledger.balance_delta (company_id, batch, part, account_id, period, debit, credit)
  select m.company_id, m.batch, 1, s.account_id, to_char(m.posted_on, 'YYYY-MM'), sum(s.debit), sum(s.credit)
  from (
    select e.company_id, e.batch, e.posted_on, p.debit_account, p.credit_account, sum(p.amount)::bigint as amount
    from posted e cross join lateral unnest(e.debit_accounts, e.credit_accounts, e.amounts) as p(debit_account, credit_account, amount)
    group by 1, 2, 3, 4, 5
  ) m
  cross join lateral (values (m.debit_account, m.amount, 0::bigint), (m.credit_account, 0, m.amount)) as s(account_id, debit, credit)
  group by m.company_id, m.batch, s.account_id, to_char(m.posted_on, 'YYYY-MM')
$$;

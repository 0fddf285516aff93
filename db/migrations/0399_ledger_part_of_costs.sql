-- Why: a call with a receipt of a day before and one of today posts by two statements in one batch, and both wrote balance deltas of
-- part 1: where they met in an account and a month the batch was cut in two. A statement now says its part: 1 the ordinary costs, 2
-- the receipts of a day before, which are written first.
-- Locks: none beyond the row of the function. Duration: at once. Breaking: no; an older version names no part and posts as part 1.
drop function ledger.post_public(bigint[], bigint[], bigint[], text[], date[], text[], bigint[], bigint[], text[], bigint[], bigint[],
  bigint[], text[], bigint[], bigint[]);

create function ledger.post_public(company_ids bigint[], entry_ids bigint[], batches bigint[], events text[], posted_on date[],
  source_types text[], source_ids bigint[], cause_ids bigint[], currencies text[], debit_accounts bigint[],
  credit_accounts bigint[], amounts bigint[], kinds text[], line_ids bigint[], rule_ids bigint[],
  part smallint default 1)
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
  select m.company_id, m.batch, $16, s.account_id, to_char(m.posted_on, 'YYYY-MM'), sum(s.debit), sum(s.credit)
  from (
    select e.company_id, e.batch, e.posted_on, p.debit_account, p.credit_account, sum(p.amount)::bigint as amount
    from posted e cross join lateral unnest(e.debit_accounts, e.credit_accounts, e.amounts) as p(debit_account, credit_account, amount)
    group by 1, 2, 3, 4, 5
  ) m
  cross join lateral (values (m.debit_account, m.amount, 0::bigint), (m.credit_account, 0, m.amount)) as s(account_id, debit, credit)
  group by m.company_id, m.batch, s.account_id, to_char(m.posted_on, 'YYYY-MM')
$$;

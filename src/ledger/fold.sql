-- name: fold_deltas :read
-- The next places of companies that have as many behind their last fold. Everything up to the head is committed and never
-- changes, so whoever folds the same places writes the same row. `offset 0`: as in sum_balances. No lock.
with due as materialized (
  select h.company_id, coalesce(f.pos, 0) as after_pos, coalesce(f.pos, 0) + :places::bigint as pos
  from platform.head_public h
  left join lateral (select f.pos from ledger.balance_fold f where f.company_id = h.company_id and f.level = 1
    order by f.after_pos desc limit 1) f on true
  where h.pos >= coalesce(f.pos, 0) + :places::bigint
  order by h.company_id limit :companies::bigint
), summed as (
  select d.company_id, m.account_id, m.period, sum(m.debit)::bigint as debit, sum(m.credit)::bigint as credit
  from due d
  cross join lateral (select g.batch from platform.log_public g
    where g.company_id = d.company_id and g.pos > d.after_pos and g.pos <= d.pos offset 0) g
  cross join lateral (select m.account_id, m.period, m.debit, m.credit from ledger.balance_delta m
    where m.company_id = d.company_id and m.batch = g.batch offset 0) m
  group by 1, 2, 3
), made as (
  insert into ledger.balance_fold (company_id, level, after_pos, pos, account_ids, periods, debits, credits)
  select d.company_id, 1, d.after_pos, d.pos, array_remove(array_agg(s.account_id order by s.account_id, s.period), null),
    array_remove(array_agg(s.period order by s.account_id, s.period), null),
    array_remove(array_agg(s.debit order by s.account_id, s.period), null),
    array_remove(array_agg(s.credit order by s.account_id, s.period), null)
  from due d left join summed s on s.company_id = d.company_id
  group by d.company_id, d.after_pos, d.pos
  order by d.company_id
  on conflict do nothing
)
select count(*)::integer as companies from due

-- name: fold_folds :read
-- The next folds of companies that have as many behind their last wide one, as one.
with due as materialized (
  select h.company_id, coalesce(w.pos, 0) as after_pos, n.pos
  from platform.head_public h
  left join lateral (select f.pos from ledger.balance_fold f where f.company_id = h.company_id and f.level = 2
    order by f.after_pos desc limit 1) w on true
  cross join lateral (select f.pos from ledger.balance_fold f where f.company_id = h.company_id and f.level = 1
    and f.after_pos >= coalesce(w.pos, 0) order by f.after_pos offset :folds::bigint - 1 limit 1) n
  order by h.company_id limit :companies::bigint
), summed as (
  select d.company_id, u.account_id, u.period, sum(u.debit)::bigint as debit, sum(u.credit)::bigint as credit
  from due d
  join ledger.balance_fold f on f.company_id = d.company_id and f.level = 1 and f.after_pos >= d.after_pos and f.after_pos < d.pos
  cross join lateral unnest(f.account_ids, f.periods, f.debits, f.credits) as u(account_id, period, debit, credit)
  group by 1, 2, 3
), made as (
  insert into ledger.balance_fold (company_id, level, after_pos, pos, account_ids, periods, debits, credits)
  select d.company_id, 2, d.after_pos, d.pos, array_remove(array_agg(s.account_id order by s.account_id, s.period), null),
    array_remove(array_agg(s.period order by s.account_id, s.period), null),
    array_remove(array_agg(s.debit order by s.account_id, s.period), null),
    array_remove(array_agg(s.credit order by s.account_id, s.period), null)
  from due d left join summed s on s.company_id = d.company_id
  group by d.company_id, d.after_pos, d.pos
  order by d.company_id
  on conflict do nothing
)
select count(*)::integer as companies from due

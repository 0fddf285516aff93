// Written by `npm run generate` from fold.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** The next places of companies that have as many behind their last fold. Everything up to the head is committed and never changes, so whoever folds the same places writes the same row. `offset 0`: as in sum_balances. No lock. */
export const foldDeltas: ReadStatement<{ places: bigint | null; companies: bigint | null }, { companies: number }> = {
  name: 'ledger.fold_deltas',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'places', type: 'bigint', array: false },
    { name: 'companies', type: 'bigint', array: false },
  ],
  text: "with due as materialized (\n  select h.company_id, coalesce(f.pos, 0) as after_pos, coalesce(f.pos, 0) + $1::bigint as pos\n  from platform.head_public h\n  left join lateral (select f.pos from ledger.balance_fold f where f.company_id = h.company_id and f.level = 1\n    order by f.after_pos desc limit 1) f on true\n  where h.pos >= coalesce(f.pos, 0) + $1::bigint\n  order by h.company_id limit $2::bigint\n), summed as (\n  select d.company_id, m.account_id, m.period, sum(m.debit)::bigint as debit, sum(m.credit)::bigint as credit\n  from due d\n  cross join lateral (select g.batch from platform.log_public g\n    where g.company_id = d.company_id and g.pos > d.after_pos and g.pos <= d.pos offset 0) g\n  cross join lateral (select m.account_id, m.period, m.debit, m.credit from ledger.balance_delta m\n    where m.company_id = d.company_id and m.batch = g.batch offset 0) m\n  group by 1, 2, 3\n), made as (\n  insert into ledger.balance_fold (company_id, level, after_pos, pos, account_ids, periods, debits, credits)\n  select d.company_id, 1, d.after_pos, d.pos, array_remove(array_agg(s.account_id order by s.account_id, s.period), null),\n    array_remove(array_agg(s.period order by s.account_id, s.period), null),\n    array_remove(array_agg(s.debit order by s.account_id, s.period), null),\n    array_remove(array_agg(s.credit order by s.account_id, s.period), null)\n  from due d left join summed s on s.company_id = d.company_id\n  group by d.company_id, d.after_pos, d.pos\n  order by d.company_id\n  on conflict do nothing\n)\nselect count(*)::integer as companies from due",
}

/** The next folds of companies that have as many behind their last wide one, as one. */
export const foldFolds: ReadStatement<{ folds: bigint | null; companies: bigint | null }, { companies: number }> = {
  name: 'ledger.fold_folds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'folds', type: 'bigint', array: false },
    { name: 'companies', type: 'bigint', array: false },
  ],
  text: "with due as materialized (\n  select h.company_id, coalesce(w.pos, 0) as after_pos, n.pos\n  from platform.head_public h\n  left join lateral (select f.pos from ledger.balance_fold f where f.company_id = h.company_id and f.level = 2\n    order by f.after_pos desc limit 1) w on true\n  cross join lateral (select f.pos from ledger.balance_fold f where f.company_id = h.company_id and f.level = 1\n    and f.after_pos >= coalesce(w.pos, 0) order by f.after_pos offset $1::bigint - 1 limit 1) n\n  order by h.company_id limit $2::bigint\n), summed as (\n  select d.company_id, u.account_id, u.period, sum(u.debit)::bigint as debit, sum(u.credit)::bigint as credit\n  from due d\n  join ledger.balance_fold f on f.company_id = d.company_id and f.level = 1 and f.after_pos >= d.after_pos and f.after_pos < d.pos\n  cross join lateral unnest(f.account_ids, f.periods, f.debits, f.credits) as u(account_id, period, debit, credit)\n  group by 1, 2, 3\n), made as (\n  insert into ledger.balance_fold (company_id, level, after_pos, pos, account_ids, periods, debits, credits)\n  select d.company_id, 2, d.after_pos, d.pos, array_remove(array_agg(s.account_id order by s.account_id, s.period), null),\n    array_remove(array_agg(s.period order by s.account_id, s.period), null),\n    array_remove(array_agg(s.debit order by s.account_id, s.period), null),\n    array_remove(array_agg(s.credit order by s.account_id, s.period), null)\n  from due d left join summed s on s.company_id = d.company_id\n  group by d.company_id, d.after_pos, d.pos\n  order by d.company_id\n  on conflict do nothing\n)\nselect count(*)::integer as companies from due",
}

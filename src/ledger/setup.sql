-- name: accounts_of_companies :read
select a.company_id, a.id, a.code, a.name, a.type, a.control from ledger.account a
where a.company_id = any(:company_ids::bigint[])

-- name: accounts_with_entries :read
-- Of accounts, those that something was posted to. Without an index: asked only when a control is to change.
-- notnull: id
select w.id from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
where exists (select 1 from ledger.balance_delta d where d.company_id = w.company_id and d.account_id = w.id)

-- name: save_ledger_accounts :write insert
insert into ledger.account as a (company_id, id, code, name, type, control)
select r.* from :rows(company_id bigint, id bigint, code text, name text, type text, control text)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, control = excluded.control

-- name: rules_of_companies :read
select r.company_id, r.id, r.event, r.amount_kind, r.order_type, r.item_class, r.condition, r.debit_account, r.credit_account,
  r.version, r.active
from ledger.posting_rule r where r.company_id = any(:company_ids::bigint[])

-- name: save_posting_rules :write insert
insert into ledger.posting_rule as p (company_id, id, event, amount_kind, order_type, item_class, condition, debit_account,
  credit_account, version, active)
select r.* from :rows(company_id bigint, id bigint, event text, amount_kind text, order_type text, item_class text, condition text,
  debit_account bigint, credit_account bigint, version integer, active boolean)
order by r.company_id, r.id
on conflict (company_id, id) do update set debit_account = excluded.debit_account, credit_account = excluded.credit_account,
  version = excluded.version, active = excluded.active

-- name: periods_of_companies :read
select p.company_id, p.code, p.starts_on, p.ends_on from ledger.period p where p.company_id = any(:company_ids::bigint[])

-- name: find_entries_outside :read
-- Do entries of periods stand on days that these would lose at their beginning, or at their end? Without an index: asked
-- only when a period is to lose days.
-- notnull: ordinal
select w.ordinal::integer as ordinal,
  exists (select 1 from ledger.entry e where e.company_id = w.company_id
    and e.posted_on between w.stood_from and w.stood_to and e.posted_on < w.starts_on) as early,
  exists (select 1 from ledger.entry e where e.company_id = w.company_id
    and e.posted_on between w.stood_from and w.stood_to and e.posted_on > w.ends_on) as late
from unnest(:company_ids::bigint[], :stood_from::date[], :stood_to::date[], :starts_on::date[], :ends_on::date[])
  with ordinality as w(company_id, stood_from, stood_to, starts_on, ends_on, ordinal)

-- name: save_periods :write insert
insert into ledger.period as p (company_id, code, starts_on, ends_on)
select r.* from :rows(company_id bigint, code text, starts_on date, ends_on date)
order by r.company_id, r.code
on conflict (company_id, code) do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on

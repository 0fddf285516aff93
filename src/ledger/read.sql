-- name: find_pos_at :read
-- The last place of a company date, by halving: places have no gaps and their times never fall.
with recursive halved as (
  select 0::bigint as low, h.pos as high from platform.head_public h where h.company_id = :company_id::bigint
  union all
  select case when g.at < ((:as_of::date + 1)::timestamp at time zone :time_zone::text) then m.middle else s.low end,
    case when g.at < ((:as_of::date + 1)::timestamp at time zone :time_zone::text) then s.high else m.middle - 1 end
  from halved s
  cross join lateral (select (s.low + s.high + 1) / 2 as middle) m
  join platform.log_public g on g.company_id = :company_id::bigint and g.pos = m.middle
  where s.low < s.high
)
select max(s.low) as pos from halved s where s.low = s.high

-- name: read_place :read
-- null: at
select least(h.pos, coalesce(:pos::bigint, h.pos)) as pos, g.at
from platform.head_public h
left join platform.log_public g on g.company_id = h.company_id and g.pos = least(h.pos, coalesce(:pos::bigint, h.pos))
where h.company_id = :company_id::bigint

-- name: find_folds :read
-- Where the wide folds and then the others end that a balance as of a place is made of: folds never change, so this may be
-- asked before.
select coalesce((select f.pos from ledger.balance_fold f
    where f.company_id = :company_id::bigint and f.level = 2 and f.after_pos < :pos::bigint and f.pos <= :pos::bigint
    order by f.after_pos desc limit 1), 0)::bigint as wide,
  coalesce((select f.pos from ledger.balance_fold f
    where f.company_id = :company_id::bigint and f.level = 1 and f.after_pos < :pos::bigint and f.pos <= :pos::bigint
    order by f.after_pos desc limit 1), 0)::bigint as folded

-- name: sum_balances :read
-- Balances as of a place: the folds up to it and the deltas of the batches behind them; before a period and in it. Without
-- a period all of it is movement and nothing is opening.
with moved as (
  select u.account_id, u.period, u.debit, u.credit
  from ledger.balance_fold f
  cross join lateral unnest(f.account_ids, f.periods, f.debits, f.credits) as u(account_id, period, debit, credit)
  where f.company_id = :company_id::bigint and ((f.level = 2 and f.after_pos < :wide::bigint)
    or (f.level = 1 and f.after_pos >= :wide::bigint and f.after_pos < :folded::bigint))
  union all
  select d.account_id, d.period, d.debit, d.credit
  from platform.log_public g
  join ledger.balance_delta d on d.company_id = :company_id::bigint and d.batch = g.batch
  where g.company_id = :company_id::bigint and g.pos > :folded::bigint and g.pos <= :pos::bigint
)
select a.id, a.code, a.name, a.type, a.control,
  coalesce(s.opening, 0)::bigint as opening, coalesce(s.debit, 0)::bigint as debit, coalesce(s.credit, 0)::bigint as credit
from ledger.account a
left join (
  select m.account_id,
    sum(m.debit - m.credit) filter (where m.period < coalesce(:period::text, m.period)) as opening,
    sum(m.debit) filter (where m.period >= coalesce(:period::text, m.period)) as debit,
    sum(m.credit) filter (where m.period >= coalesce(:period::text, m.period)) as credit
  from moved m
  where :period::text is null or m.period <= :period::text
  group by m.account_id
) s on s.account_id = a.id
where a.company_id = :company_id::bigint
order by a.code

-- name: list_entries :read
-- Entries, newest first, along the primary key; at most `budget` of them are looked at.
-- null: pos, at
select e.id, g.pos, g.at, e.event, e.posted_on, e.source_type, e.source_id, e.cause_id, e.currency
from (
  select e.* from (
    select e.* from ledger.entry e
    where e.company_id = :company_id::bigint and e.id < coalesce(:after::bigint, 9223372036854775807)
    order by e.id desc limit :budget::bigint
  ) e
  where (:event::text is null or e.event = :event::text)
    and (:posted_from::date is null or e.posted_on >= :posted_from::date)
    and (:posted_to::date is null or e.posted_on <= :posted_to::date)
    and (:account_id::bigint is null or :account_id::bigint = any(e.debit_accounts) or :account_id::bigint = any(e.credit_accounts))
  limit :fetch::bigint
) e
left join platform.log_public g on g.company_id = :company_id::bigint and g.batch = e.batch
order by e.id desc

-- name: list_entries_of :read
-- Entries with one cause, newest first, along entry_cause.
-- null: pos, at
select e.id, g.pos, g.at, e.event, e.posted_on, e.source_type, e.source_id, e.cause_id, e.currency
from ledger.entry e
left join platform.log_public g on g.company_id = :company_id::bigint and g.batch = e.batch
where e.company_id = :company_id::bigint and e.cause_id = :cause_id::bigint
  and e.id < coalesce(:after::bigint, 9223372036854775807)
  and (:event::text is null or e.event = :event::text)
  and (:posted_from::date is null or e.posted_on >= :posted_from::date)
  and (:posted_to::date is null or e.posted_on <= :posted_to::date)
  and (:account_id::bigint is null or :account_id::bigint = any(e.debit_accounts) or :account_id::bigint = any(e.credit_accounts))
order by e.id desc limit :fetch::bigint

-- name: find_entry_budget_end :read
select e.id from ledger.entry e
where e.company_id = :company_id::bigint and e.id < coalesce(:after::bigint, 9223372036854775807)
order by e.id desc offset :budget::bigint - 1 limit 1

-- name: read_postings :read
-- notnull: entry_id, ordinal, amount, functional_amount, kind
select p.entry_id, p.ordinal, p.amount, p.functional_amount, p.kind, p.line_id, p.rule_id,
  d.code as debit_code, d.name as debit_name, c.code as credit_code, c.name as credit_name
from ledger.posting_public p
join ledger.account d on d.company_id = :company_id::bigint and d.id = p.debit_account
join ledger.account c on c.company_id = :company_id::bigint and c.id = p.credit_account
where p.company_id = :company_id::bigint and p.entry_id = any(:entry_ids::bigint[])
order by p.entry_id desc, p.ordinal

-- name: find_account :read
select a.id, a.code, a.name, a.type, a.control from ledger.account a
where a.company_id = :company_id::bigint and a.code = :code::text

-- name: find_filters :read
-- null: account_id
-- Every event has rules, or nothing could have been posted for it.
select (select a.id from ledger.account a where a.company_id = :company_id::bigint and a.code = :account::text) as account_id,
  exists (select 1 from ledger.posting_rule r where r.company_id = :company_id::bigint and r.event = :event::text) as event_known

-- name: list_account_postings :read
-- What moved an account, newest first, along the primary key of entries; at most `budget` postings are looked at.
-- notnull: entry_id, ordinal, amount, functional_amount, kind
select p.entry_id, p.ordinal, p.side, p.amount, p.functional_amount, p.kind, p.line_id, p.rule_id,
  e.event, e.posted_on, e.source_type, e.source_id, e.cause_id, e.currency, a.code, a.name
from (
  select p.*, case when p.debit_account = :account_id::bigint then 'debit' else 'credit' end as side,
    case when p.debit_account = :account_id::bigint then p.credit_account else p.debit_account end as against
  from (
    select p.* from ledger.posting_public p
    where p.company_id = :company_id::bigint
      and p.entry_id <= coalesce(:after_entry::bigint, 9223372036854775807)
      and (p.entry_id, p.ordinal)
        < (coalesce(:after_entry::bigint, 9223372036854775807), coalesce(:after_ordinal::integer, 0))
    order by p.entry_id desc, p.ordinal desc limit :budget::bigint
  ) p
  where p.debit_account = :account_id::bigint or p.credit_account = :account_id::bigint
  limit :fetch::bigint
) p
join ledger.entry e on e.company_id = :company_id::bigint and e.id = p.entry_id
join ledger.account a on a.company_id = :company_id::bigint and a.id = p.against
order by p.entry_id desc, p.ordinal desc

-- name: find_posting_budget_end :read
-- notnull: entry_id, ordinal
select p.entry_id, p.ordinal from ledger.posting_public p
where p.company_id = :company_id::bigint
  and p.entry_id <= coalesce(:after_entry::bigint, 9223372036854775807)
  and (p.entry_id, p.ordinal)
    < (coalesce(:after_entry::bigint, 9223372036854775807), coalesce(:after_ordinal::integer, 0))
order by p.entry_id desc, p.ordinal desc offset :budget::bigint - 1 limit 1

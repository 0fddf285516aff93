-- Laws along the order of facts: of the batches and orders that the last places touched, by key. The full form of each
-- stands in invariants.sql and order-laws.sql, but for `issued`.

-- name: read_law_positions :read
-- How far the log of each company goes, and how far the laws were checked; of companies where something happened since, or
-- where a law is broken and may hold again.
-- null: checked
select h.company_id, h.pos, p.pos as checked
from platform.company_head h
left join monitoring.law_progress p on p.company_id = h.company_id
where h.pos > coalesce(p.pos, 0)
  or exists (select from monitoring.breach b where b.company_id = h.company_id)
order by h.company_id

-- name: read_touched_batches :read
select l.batch from platform.company_log l
where l.company_id = :company_id::bigint and l.pos > :from::bigint and l.pos <= :to::bigint
union select b.subject from monitoring.breach b where b.company_id = :company_id::bigint and b.law = 'batches_balance'
order by 1

-- name: read_touched_orders :read
-- Also those that broke a law before: they are asked again until they do not.
select h.order_id from platform.company_log l
join orders.history h on h.company_id = l.company_id and h.batch = l.batch
where l.company_id = :company_id::bigint and l.pos > :from::bigint and l.pos <= :to::bigint
union select b.subject from monitoring.breach b where b.company_id = :company_id::bigint and b.law <> 'batches_balance'
order by 1 desc limit :most::bigint

-- name: along_batches_balance :read
-- Every batch debits as much as it credits.
select d.batch as subject, 'batch ' || d.batch as what, sum(d.debit)::text as expected, sum(d.credit)::text as actual
from unnest(:batches::bigint[]) as w(batch)
join ledger.balance_delta d on d.company_id = :company_id::bigint and d.batch = w.batch
group by d.batch having sum(d.debit) <> sum(d.credit)
order by 1 limit 100

-- name: along_issued :read
-- What left stock for a fulfillment line is what it counts as shipped.
select f.order_id as subject, 'fulfillment line ' || f.id as what, f.shipped::text as expected, m.quantity::text as actual
from unnest(:orders::bigint[]) as w(order_id)
join orders.fulfillment_line f on f.company_id = :company_id::bigint and f.order_id = w.order_id
join (select m.root_id, m.source_id, -sum(m.quantity) as quantity
  from unnest(:orders::bigint[]) as w(order_id)
  join inventory.stock_move m on m.company_id = :company_id::bigint and m.root_id = w.order_id and m.kind = 'issue'
  group by 1, 2) m on m.root_id = f.order_id and m.source_id = f.id
where m.quantity <> f.shipped
order by 1, 2 limit 100

-- name: along_open_items :read
-- Of a document of an order is open what it was worth less what was applied.
select w.order_id as subject, 'document ' || v.id as what, v.worth || ' less ' || coalesce(a.amount, 0) as expected,
  coalesce(i.open || ' of ' || i.original, 'no open item') as actual
from unnest(:orders::bigint[]) as w(order_id)
cross join lateral (select v.id, v.account_id, case when v.kind = 'credit_memo' then -abs(v.total) else v.total end as worth
  from billing.invoice v where v.company_id = :company_id::bigint and v.cause_id = w.order_id) v
left join billing.open_item i on i.company_id = :company_id::bigint and i.account_id = v.account_id and i.invoice_id = v.id
left join lateral (select sum(case when a.invoice_id = v.id then a.amount else -a.amount end) as amount from billing.application a
  where a.company_id = :company_id::bigint and a.account_id = v.account_id
    and (a.invoice_id = v.id or (a.from_type = 'credit_memo' and a.from_id = v.id))) a on true
where i.invoice_id is null or i.original <> v.worth or i.open <> i.original - coalesce(a.amount, 0)
order by 1, 2 limit 100

-- name: settle_breaches :read
-- What was asked and holds is gone; what broke stands. The place moves on. Locks the rows of the company.
with found as (
  select distinct on (f.law, f.subject) * from unnest(:laws::text[], :subjects::bigint[], :whats::text[], :expecteds::text[],
    :actuals::text[]) as f(law, subject, what, expected, actual) order by f.law, f.subject
), gone as (
  delete from monitoring.breach b
  where b.company_id = :company_id::bigint and b.subject = any(:asked::bigint[])
    and not exists (select from found f where f.law = b.law and f.subject = b.subject)
), stands as (
  insert into monitoring.breach (company_id, law, subject, what, expected, actual, found_at)
  select :company_id::bigint, f.law, f.subject, f.what, f.expected, f.actual, :now::timestamptz from found f
  on conflict (company_id, law, subject) do update set what = excluded.what, expected = excluded.expected, actual = excluded.actual
)
insert into monitoring.law_progress (company_id, pos, checked_at)
select v.company_id, :pos::bigint, :now::timestamptz from (select :company_id::bigint as company_id) v where v.company_id is not null
on conflict (company_id) do update set pos = excluded.pos, checked_at = excluded.checked_at
returning pos

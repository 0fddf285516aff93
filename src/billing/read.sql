-- name: list_receivables :read
-- Open items of a company by due date, along open_item_due: `nulls first` is its order, no due date is null.
-- notnull: account_number
-- null: year, number, prefix
select i.account_id, a.number as account_number, i.invoice_id, v.kind, i.cause_id, v.issued_on, i.due_on, i.currency,
  i.original, i.open, n.year, n.number, e.prefix
from (
  select i.* from billing.open_item i
  where i.company_id = :company_id::bigint and i.open <> 0
    and (i.due_on, i.invoice_id) > (coalesce(:after_due::date, '-infinity'), coalesce(:after_id::bigint, 0))
    and i.due_on < coalesce(:due_before::date, 'infinity')
  order by i.due_on nulls first, i.invoice_id limit :fetch::bigint
) i
join billing.invoice v on v.company_id = :company_id::bigint and v.id = i.invoice_id
join customers.account_public a on a.company_id = :company_id::bigint and a.id = i.account_id
left join platform.document_number_public n on n.company_id = :company_id::bigint and n.document_id = i.invoice_id
left join organization.series_public e on e.company_id = :company_id::bigint and e.code = v.series
order by i.due_on, i.invoice_id

-- name: list_receivables_of_accounts :read
-- The same for accounts, each along open_item_open_amount.
-- notnull: account_number
-- null: year, number, prefix
select i.account_id, a.number as account_number, i.invoice_id, v.kind, i.cause_id, v.issued_on, i.due_on, i.currency,
  i.original, i.open, n.year, n.number, e.prefix
from (
  select i.* from (select distinct w.id from unnest(:scope::bigint[]) as w(id)) s cross join lateral (
    select i.* from billing.open_item i
    where i.company_id = :company_id::bigint and i.account_id = s.id and i.open <> 0
      and (i.due_on, i.invoice_id) > (coalesce(:after_due::date, '-infinity'), coalesce(:after_id::bigint, 0))
      and i.due_on < coalesce(:due_before::date, 'infinity')
    order by i.due_on, i.invoice_id limit :fetch::bigint
  ) i
  order by i.due_on, i.invoice_id limit :fetch::bigint
) i
join billing.invoice v on v.company_id = :company_id::bigint and v.id = i.invoice_id
join customers.account_public a on a.company_id = :company_id::bigint and a.id = i.account_id
left join platform.document_number_public n on n.company_id = :company_id::bigint and n.document_id = i.invoice_id
left join organization.series_public e on e.company_id = :company_id::bigint and e.code = v.series
order by i.due_on, i.invoice_id

-- name: sum_aging :read
-- Of the `budget` open items that are due first, and how many these are.
select i.currency, count(*) as items,
  coalesce(sum(i.open) filter (where i.due_on >= :as_of::date), 0)::bigint as current,
  coalesce(sum(i.open) filter (where :as_of::date - i.due_on between 1 and 30), 0)::bigint as days1to30,
  coalesce(sum(i.open) filter (where :as_of::date - i.due_on between 31 and 60), 0)::bigint as days31to60,
  coalesce(sum(i.open) filter (where :as_of::date - i.due_on between 61 and 90), 0)::bigint as days61to90,
  coalesce(sum(i.open) filter (where :as_of::date - i.due_on > 90), 0)::bigint as over90
from (
  select i.currency, i.open, i.due_on from billing.open_item i
  where i.company_id = :company_id::bigint and i.open <> 0 and i.due_on < coalesce(:due_before::date, 'infinity')
  order by i.due_on nulls first, i.invoice_id limit :budget::bigint
) i
group by i.currency order by i.currency

-- name: sum_aging_of_accounts :read
-- The same for accounts, each along open_item_open_amount.
select i.currency, count(*) as items,
  coalesce(sum(i.open) filter (where i.due_on >= :as_of::date), 0)::bigint as current,
  coalesce(sum(i.open) filter (where :as_of::date - i.due_on between 1 and 30), 0)::bigint as days1to30,
  coalesce(sum(i.open) filter (where :as_of::date - i.due_on between 31 and 60), 0)::bigint as days31to60,
  coalesce(sum(i.open) filter (where :as_of::date - i.due_on between 61 and 90), 0)::bigint as days61to90,
  coalesce(sum(i.open) filter (where :as_of::date - i.due_on > 90), 0)::bigint as over90
from (
  select i.currency, i.open, i.due_on from (select distinct w.id from unnest(:scope::bigint[]) as w(id)) s cross join lateral (
    select i.currency, i.open, i.due_on, i.invoice_id from billing.open_item i
    where i.company_id = :company_id::bigint and i.account_id = s.id and i.open <> 0
      and i.due_on < coalesce(:due_before::date, 'infinity')
    order by i.due_on, i.invoice_id limit :budget::bigint
  ) i
  order by i.due_on, i.invoice_id limit :budget::bigint
) i
group by i.currency order by i.currency

-- name: find_account_ids :read
-- Of an account by its number or id, or of all accounts of a customer by the number of any of its records; who sees some accounts
-- only is not told which records are one customer.
-- notnull: id
select a.id from customers.account_public a
where a.company_id = :company_id::bigint and (a.number = :number::text or a.id = :id::bigint)
  and (:customer_number::text is null or exists (select from customers.same_account_public s
    where s.company_id = :company_id::bigint and s.customer_number = :customer_number::text and s.id = a.id
      and (:sees_all::boolean or s.member_id = s.customer_id)))
union
select a.id from customers.same_account_public a
where a.company_id = :company_id::bigint and a.customer_number = :customer_number::text and :number::text is null
  and :id::bigint is null and (:sees_all::boolean or a.member_id = a.customer_id)

-- name: list_invoices :read
-- Newest first along the primary key; at most `budget` documents are looked at.
-- notnull: account_number
-- null: year, number, prefix, open
select v.id, v.kind, v.account_id, a.number as account_number, v.cause_id, v.issued_on, v.due_on, v.currency, v.total,
  n.year, n.number, e.prefix, i.open
from (
  select v.* from (
    select v.* from billing.invoice v
    where v.company_id = :company_id::bigint and v.id < coalesce(:after::bigint, 9223372036854775807)
    order by v.id desc limit :budget::bigint
  ) v
  where (:sees_all::boolean or v.account_id = any(:scope::bigint[]))
    and (:kind::text is null or v.kind = :kind::text)
    and (:issued_from::date is null or v.issued_on >= :issued_from::date)
    and (:issued_to::date is null or v.issued_on <= :issued_to::date)
  limit :fetch::bigint
) v
join customers.account_public a on a.company_id = :company_id::bigint and a.id = v.account_id
left join platform.document_number_public n on n.company_id = :company_id::bigint and n.document_id = v.id
left join organization.series_public e on e.company_id = :company_id::bigint and e.code = v.series
left join billing.open_item i on i.company_id = :company_id::bigint and i.account_id = v.account_id and i.invoice_id = v.id
order by v.id desc

-- name: list_invoices_of_accounts :read
-- The same along the open items of accounts: every document of an account has one. Each account has a `budget` of its own,
-- whose last row `ends` the page, whether it `matches` or not.
-- notnull: account_number, matches, ends
-- null: year, number, prefix
select v.id, v.kind, v.account_id, a.number as account_number, v.cause_id, v.issued_on, v.due_on, v.currency, v.total,
  n.year, n.number, e.prefix, v.open, v.matches, v.ends
from (
  select m.* from (select distinct w.id from unnest(:scope::bigint[]) as w(id)) s
  cross join lateral (
    select v.* from (
      select v.*, w.open, w.n = :budget::bigint as ends, (:kind::text is null or v.kind = :kind::text)
        and (:issued_from::date is null or v.issued_on >= :issued_from::date)
        and (:issued_to::date is null or v.issued_on <= :issued_to::date) as matches
      from (
        select w.*, row_number() over (order by w.invoice_id desc) as n from (
          select i.invoice_id, i.open from billing.open_item i
          where i.company_id = :company_id::bigint and i.account_id = s.id
            and i.invoice_id < coalesce(:after::bigint, 9223372036854775807)
          order by i.invoice_id desc limit :budget::bigint
        ) w
      ) w
      join billing.invoice v on v.company_id = :company_id::bigint and v.id = w.invoice_id
    ) v
    where v.matches or v.ends
    order by v.id desc limit :fetch::bigint
  ) m
  order by m.id desc limit :fetch::bigint
) v
join customers.account_public a on a.company_id = :company_id::bigint and a.id = v.account_id
left join platform.document_number_public n on n.company_id = :company_id::bigint and n.document_id = v.id
left join organization.series_public e on e.company_id = :company_id::bigint and e.code = v.series
order by v.id desc

-- name: find_invoice_budget_end :read
select v.id from billing.invoice v
where v.company_id = :company_id::bigint and v.id < coalesce(:after::bigint, 9223372036854775807)
order by v.id desc offset :budget::bigint - 1 limit 1

-- name: find_document :read
-- notnull: document_id
select n.document_id from platform.document_number_public n
join organization.series_public e on e.company_id = n.company_id and e.code = n.series
where n.company_id = :company_id::bigint and e.prefix = :prefix::text and n.year = :year::integer and n.number = :number::bigint

-- name: read_invoice :read
-- notnull: account_number
-- null: year, number, prefix, open
select v.id, v.kind, v.account_id, a.number as account_number, v.cause_id, v.issued_on, v.due_on, v.currency, v.net, v.tax,
  v.freight, v.total, n.year, n.number, e.prefix, i.open
from billing.invoice v
join customers.account_public a on a.company_id = :company_id::bigint and a.id = v.account_id
left join platform.document_number_public n on n.company_id = :company_id::bigint and n.document_id = v.id
left join organization.series_public e on e.company_id = :company_id::bigint and e.code = v.series
left join billing.open_item i on i.company_id = :company_id::bigint and i.account_id = v.account_id and i.invoice_id = v.id
where v.company_id = :company_id::bigint and v.id = :id::bigint

-- name: read_invoice_lines :read
-- null: sold
select l.ordinal, l.source_id, l.item_id, l.sku, l.quantity, l.unit_price, l.net, l.tax, l.freight, l.tax_percent, l.tax_difference, l.charge,
  l.sold
from billing.invoice_line l
where l.company_id = :company_id::bigint and l.invoice_id = :id::bigint order by l.ordinal

-- name: read_invoice_applications :read
select p.id, p.from_type, p.from_id, p.applied_on, p.amount, p.rule
from billing.invoice v
join billing.application p on p.company_id = :company_id::bigint and p.account_id = v.account_id
  and (p.invoice_id = v.id or (p.from_type = 'credit_memo' and p.from_id = v.id))
where v.company_id = :company_id::bigint and v.id = :id::bigint order by p.id

-- name: list_receipts :read
-- notnull: account_number, goes_on
-- null: unapplied, kind
select r.id, r.account_id, a.number as account_number, r.cause_id, r.received_on, r.currency, r.amount, r.method,
  r.reference, u.amount as unapplied, u.kind, exists (
    select 1 from billing.applying g where g.company_id = :company_id::bigint and g.from_type = 'receipt' and g.from_id = r.id
  ) as goes_on
from (
  select r.* from billing.receipt r
  where r.company_id = :company_id::bigint and r.id < coalesce(:after::bigint, 9223372036854775807)
  order by r.id desc limit :fetch::bigint
) r
join customers.account_public a on a.company_id = :company_id::bigint and a.id = r.account_id
left join billing.unapplied u on u.company_id = :company_id::bigint and u.account_id = r.account_id and u.receipt_id = r.id
order by r.id desc

-- name: list_receipts_of_accounts :read
-- notnull: account_number, goes_on
-- null: unapplied, kind
select r.id, r.account_id, a.number as account_number, r.cause_id, r.received_on, r.currency, r.amount, r.method,
  r.reference, u.amount as unapplied, u.kind, exists (
    select 1 from billing.applying g where g.company_id = :company_id::bigint and g.from_type = 'receipt' and g.from_id = r.id
  ) as goes_on
from (
  select r.* from (select distinct w.id from unnest(:scope::bigint[]) as w(id)) s cross join lateral (
    select r.* from billing.receipt r
    where r.company_id = :company_id::bigint and r.account_id = s.id
      and r.id < coalesce(:after::bigint, 9223372036854775807)
    order by r.id desc limit :fetch::bigint
  ) r
  order by r.id desc limit :fetch::bigint
) r
join customers.account_public a on a.company_id = :company_id::bigint and a.id = r.account_id
left join billing.unapplied u on u.company_id = :company_id::bigint and u.account_id = r.account_id and u.receipt_id = r.id
order by r.id desc

-- name: read_receipt :read
-- notnull: account_number, goes_on
-- null: unapplied, kind
select r.id, r.account_id, a.number as account_number, r.cause_id, r.received_on, r.currency, r.amount, r.method,
  r.reference, u.amount as unapplied, u.kind, exists (
    select 1 from billing.applying g where g.company_id = :company_id::bigint and g.from_type = 'receipt' and g.from_id = r.id
  ) as goes_on
from billing.receipt r
join customers.account_public a on a.company_id = :company_id::bigint and a.id = r.account_id
left join billing.unapplied u on u.company_id = :company_id::bigint and u.account_id = r.account_id and u.receipt_id = r.id
where r.company_id = :company_id::bigint and r.id = :id::bigint

-- name: read_receipt_applications :read
-- null: year, number, prefix
select p.id, p.invoice_id, p.applied_on, p.amount, p.rule, v.cause_id, n.year, n.number, e.prefix
from billing.receipt r
join billing.application p on p.company_id = :company_id::bigint and p.account_id = r.account_id
  and p.from_type = 'receipt' and p.from_id = r.id
join billing.invoice v on v.company_id = :company_id::bigint and v.id = p.invoice_id
left join platform.document_number_public n on n.company_id = :company_id::bigint and n.document_id = v.id
left join organization.series_public e on e.company_id = :company_id::bigint and e.code = v.series
where r.company_id = :company_id::bigint and r.id = :id::bigint order by p.id

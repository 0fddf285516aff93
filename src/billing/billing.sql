-- name: items_of_causes :read
-- Every item of a cause, settled ones too: what was billed and what is open of it are sums over them.
select i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, i.earmarked, i.functional_original,
  i.functional_open, d.issued_on
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from billing.open_item i where i.company_id = w.company_id and i.cause_id = w.cause_id offset 0) i
cross join lateral (select d.issued_on from billing.invoice d where d.company_id = i.company_id and d.id = i.invoice_id offset 0) d

-- name: items_of_accounts :read
-- What accounts have open, the oldest first, at most `most` of each.
select i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, i.earmarked, i.functional_original,
  i.functional_open, d.issued_on
from unnest(:company_ids::bigint[], :account_ids::bigint[]) as w(company_id, account_id)
cross join lateral (
  select o.* from billing.open_item o
  where o.company_id = w.company_id and o.account_id = w.account_id and o.open <> 0
  order by o.due_on, o.invoice_id limit :most::bigint
) i
cross join lateral (select d.issued_on from billing.invoice d where d.company_id = i.company_id and d.id = i.invoice_id offset 0) d

-- name: items_of_invoices :read
-- The items of documents that somebody named, whoever owes them.
select i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, i.earmarked, i.functional_original,
  i.functional_open, d.issued_on
from unnest(:company_ids::bigint[], :invoice_ids::bigint[]) as w(company_id, invoice_id)
cross join lateral (select * from billing.invoice d where d.company_id = w.company_id and d.id = w.invoice_id offset 0) d
cross join lateral (
  select * from billing.open_item i
  where i.company_id = d.company_id and i.account_id = d.account_id and i.invoice_id = d.id offset 0
) i

-- name: unapplied_of_receipts :read
-- Receipts that somebody named, with what is left of them; one that was used at once has no row and nothing left.
select r.company_id, r.account_id, r.id as receipt_id, r.cause_id, coalesce(u.kind, 'unapplied') as kind, r.currency,
  coalesce(u.amount, 0)::bigint as amount, coalesce(u.functional_amount, 0)::bigint as functional_amount, r.received_on,
  r.rate_e10, r.amount as received, r.functional_amount as functional_received
from unnest(:company_ids::bigint[], :receipt_ids::bigint[]) as w(company_id, receipt_id)
cross join lateral (select * from billing.receipt r where r.company_id = w.company_id and r.id = w.receipt_id offset 0) r
left join lateral (
  select * from billing.unapplied u
  where u.company_id = r.company_id and u.account_id = r.account_id and u.receipt_id = r.id offset 0
) u on true

-- name: unapplied_of_causes :read
select u.company_id, u.account_id, u.receipt_id, u.cause_id, u.kind, u.currency, u.amount, u.functional_amount,
  r.received_on, r.rate_e10, r.amount as received, r.functional_amount as functional_received
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from billing.unapplied u where u.company_id = w.company_id and u.cause_id = w.cause_id offset 0) u
cross join lateral (select * from billing.receipt r where r.company_id = u.company_id and r.id = u.receipt_id offset 0) r
where u.amount > 0

-- name: first_items_of_accounts :read
-- Of accounts with much open the oldest invoices and the oldest credits, at most `most` of each, and with each what invoices and credits
-- of the account come to. One walk an account along open_item_open_amount, through at most `budget` of its entries.
-- notnull: invoices, credits, count
select i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, i.earmarked, i.functional_original,
  i.functional_open, d.issued_on, e.invoices, e.credits, e.count
from (
  select e.*, count(*) filter (where e.open > 0) over by_age as place, count(*) filter (where e.open < 0) over by_age as credit_place,
    (sum(greatest(e.open, 0)) over account)::bigint as invoices, (sum(least(e.open, 0)) over account)::bigint as credits,
    count(*) filter (where e.open > 0) over account as count
  from unnest(:company_ids::bigint[], :account_ids::bigint[]) as w(company_id, account_id)
  cross join lateral (
    select o.company_id, o.account_id, o.invoice_id, o.open, o.due_on from billing.open_item o
    where o.company_id = w.company_id and o.account_id = w.account_id and o.open <> 0
    order by o.due_on, o.invoice_id limit :budget::bigint
  ) e
  window account as (partition by e.company_id, e.account_id),
    by_age as (partition by e.company_id, e.account_id order by e.due_on, e.invoice_id rows unbounded preceding)
) e
cross join lateral (select * from billing.open_item i
  where i.company_id = e.company_id and i.account_id = e.account_id and i.invoice_id = e.invoice_id offset 0) i
cross join lateral (select d.issued_on from billing.invoice d where d.company_id = i.company_id and d.id = i.invoice_id offset 0) d
where case when e.open > 0 then e.place else e.credit_place end <= :most::bigint

-- name: exact_items_of_accounts :read
-- What accounts have open by exactly an amount, the oldest first, at most `most` of each. One walk an account along
-- open_item_open_amount, which holds what is open, through at most `budget` of its entries.
with wanted as (
  select * from unnest(:company_ids::bigint[], :account_ids::bigint[], :amounts::bigint[], :mosts::bigint[])
    as w(company_id, account_id, amount, most)
)
select i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, i.earmarked, i.functional_original,
  i.functional_open, d.issued_on
from (
  select e.*, row_number() over (partition by e.company_id, e.account_id, e.open order by e.due_on, e.invoice_id) as place
  from (select distinct w.company_id, w.account_id from wanted w) a
  cross join lateral (
    select o.company_id, o.account_id, o.invoice_id, o.open, o.due_on from billing.open_item o
    where o.company_id = a.company_id and o.account_id = a.account_id and o.open <> 0
    order by o.due_on, o.invoice_id limit :budget::bigint
  ) e
  where e.open = any(:amounts::bigint[])
) e
join wanted w on w.company_id = e.company_id and w.account_id = e.account_id and w.amount = e.open and w.most >= e.place
cross join lateral (select * from billing.open_item i
  where i.company_id = e.company_id and i.account_id = e.account_id and i.invoice_id = e.invoice_id offset 0) i
cross join lateral (select d.issued_on from billing.invoice d where d.company_id = i.company_id and d.id = i.invoice_id offset 0) d

-- name: unapplied_of_accounts :read
-- The oldest receipts of accounts that have something left, at most `most` of each.
select u.company_id, u.account_id, u.receipt_id, u.cause_id, u.kind, u.currency, u.amount, u.functional_amount,
  r.received_on, r.rate_e10, r.amount as received, r.functional_amount as functional_received
from unnest(:company_ids::bigint[], :account_ids::bigint[]) as w(company_id, account_id)
cross join lateral (
  select o.* from billing.unapplied o
  where o.company_id = w.company_id and o.account_id = w.account_id and o.amount > 0
  order by o.receipt_id limit :most::bigint
) u
cross join lateral (select * from billing.receipt r where r.company_id = u.company_id and r.id = u.receipt_id offset 0) r

-- name: insert_invoice :write insert
insert into billing.invoice (company_id, id, batch, kind, series, cause_id, account_id, issued_on, due_on, currency, rate_e10, net,
  tax, freight, total)
select r.* from :rows(company_id bigint, id bigint, batch bigint, kind text, series text, cause_id bigint, account_id bigint,
  issued_on date, due_on date, currency text, rate_e10 bigint, net bigint, tax bigint, freight bigint, total bigint)

-- name: insert_invoice_line :write insert
insert into billing.invoice_line (company_id, invoice_id, ordinal, source_id, item_id, sku, quantity, unit_price, net, tax, freight,
  tax_rate_id, tax_percent, tax_difference, charge, sold)
select r.* from :rows(company_id bigint, invoice_id bigint, ordinal integer, source_id bigint, item_id bigint, sku text,
  quantity numeric, unit_price numeric, net bigint, tax bigint, freight bigint, tax_rate_id bigint, tax_percent numeric,
  tax_difference bigint, charge text, sold jsonb)

-- name: insert_open_item :write insert
-- New items with what the whole batch left open of them.
insert into billing.open_item (company_id, account_id, invoice_id, cause_id, due_on, currency, original, open, functional_original,
  functional_open)
select r.* from :rows(company_id bigint, account_id bigint, invoice_id bigint, cause_id bigint, due_on date, currency text,
  original bigint, open bigint, functional_original bigint, functional_open bigint)

-- name: insert_receipt :write insert
insert into billing.receipt (company_id, id, batch, account_id, cause_id, received_on, currency, rate_e10, amount,
  functional_amount, method, reference)
select r.* from :rows(company_id bigint, id bigint, batch bigint, account_id bigint, cause_id bigint, received_on date,
  currency text, rate_e10 bigint, amount bigint, functional_amount bigint, method text, reference text)

-- name: insert_unapplied :write insert
insert into billing.unapplied (company_id, account_id, receipt_id, cause_id, kind, currency, amount, functional_amount)
select r.* from :rows(company_id bigint, account_id bigint, receipt_id bigint, cause_id bigint, kind text, currency text,
  amount bigint, functional_amount bigint)

-- name: items_earmarked :read
-- The credit memos that wait for the invoices of causes, each with the cause that it waits for.
-- notnull: for_cause_id
select e.cause_id as for_cause_id, e.amount, i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original,
  i.open, i.earmarked, i.functional_original, i.functional_open, d.issued_on
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (select * from billing.earmark e where e.company_id = w.company_id and e.cause_id = w.cause_id offset 0) e
cross join lateral (select * from billing.invoice d where d.company_id = e.company_id and d.id = e.invoice_id offset 0) d
cross join lateral (
  select * from billing.open_item i
  where i.company_id = d.company_id and i.account_id = d.account_id and i.invoice_id = d.id offset 0
) i
order by w.company_id, w.cause_id, e.invoice_id

-- name: insert_earmark :write insert
insert into billing.earmark (company_id, cause_id, invoice_id, batch, amount)
select r.* from :rows(company_id bigint, cause_id bigint, invoice_id bigint, batch bigint, amount bigint)

-- name: insert_application :write insert
insert into billing.application (company_id, account_id, id, batch, from_type, from_id, invoice_id, applied_on, amount, rule)
select r.* from :rows(company_id bigint, account_id bigint, id bigint, batch bigint, from_type text, from_id bigint,
  invoice_id bigint, applied_on date, amount bigint, rule text)

-- name: lock_open_items :lock open_item
select count(*) as locked from (
  select 1 from billing.open_item i
  where (i.company_id, i.account_id, i.invoice_id) in
    (select r.company_id, r.account_id, r.invoice_id from :rows(company_id bigint, account_id bigint, invoice_id bigint))
  order by i.company_id, i.account_id, i.invoice_id for update
) l

-- name: lock_unapplied :lock open_item
select count(*) as locked from (
  select 1 from billing.unapplied u
  where (u.company_id, u.account_id, u.receipt_id) in
    (select r.company_id, r.account_id, r.receipt_id from :rows(company_id bigint, account_id bigint, receipt_id bigint))
  order by u.company_id, u.account_id, u.receipt_id for update
) l

-- name: change_open_items :write open_item
-- The rows are locked in order by then. An item that is no longer as open as it was when it was decided on, or of which another amount
-- is set aside, or more than is open: DK001.
with wanted as (
  select * from :rows(company_id bigint, account_id bigint, invoice_id bigint, expected bigint, expected_earmarked bigint, open bigint,
    earmarked bigint, functional_open bigint)
), changed as (
  update billing.open_item i set open = w.open, earmarked = w.earmarked, functional_open = w.functional_open
  from wanted w
  where i.company_id = w.company_id and i.account_id = w.account_id and i.invoice_id = w.invoice_id and i.open = w.expected
    and i.earmarked = w.expected_earmarked and w.earmarked between 0 and greatest(-w.open, 0)
  returning i.company_id, i.account_id, i.invoice_id
)
select platform.verify((select count(*) from changed) = (select count(*) from wanted)) as verified

-- name: change_earmarks :write open_item
-- What is set aside of credit memos for orders. The rows of the memos are locked by then, and no row here changes without its memo's.
with wanted as (
  select * from :rows(company_id bigint, cause_id bigint, invoice_id bigint, expected bigint, amount bigint)
), changed as (
  update billing.earmark e set amount = w.amount
  from wanted w
  where e.company_id = w.company_id and e.cause_id = w.cause_id and e.invoice_id = w.invoice_id and e.amount = w.expected
  returning e.company_id, e.cause_id, e.invoice_id
)
select platform.verify((select count(*) from changed) = (select count(*) from wanted)) as verified

-- name: change_unapplied :write open_item
-- The same for what is left of receipts, and what it waits for.
with wanted as (
  select * from :rows(company_id bigint, account_id bigint, receipt_id bigint, kind text, expected bigint, amount bigint,
    functional_amount bigint)
), changed as (
  update billing.unapplied u set kind = w.kind, amount = w.amount, functional_amount = w.functional_amount
  from wanted w
  where u.company_id = w.company_id and u.account_id = w.account_id and u.receipt_id = w.receipt_id and u.amount = w.expected
  returning u.company_id, u.account_id, u.receipt_id
)
select platform.verify((select count(*) from changed) = (select count(*) from wanted)) as verified

-- name: queue_applying :write open_item
-- Money that pays more than the batch settled. What others are going on with stays theirs.
insert into billing.applying (company_id, from_type, from_id, due_at, queued_at)
select r.company_id, r.from_type, r.from_id, r.due_at, r.now
from :rows(company_id bigint, from_type text, from_id bigint, due_at timestamptz, now timestamptz)
order by r.company_id, r.from_type, r.from_id
on conflict do nothing

-- name: go_on_applying :write open_item
-- The same by who has it: its lease ends, and whatever stopped it before is over.
update billing.applying a set due_at = r.due_at, queued_at = r.now, attempts = 0, problem = null
from :rows(company_id bigint, from_type text, from_id bigint, due_at timestamptz, now timestamptz)
where a.company_id = r.company_id and a.from_type = r.from_type and a.from_id = r.from_id

-- name: end_applying :write open_item
delete from billing.applying a using :rows(company_id bigint, from_type text, from_id bigint)
where a.company_id = r.company_id and a.from_type = r.from_type and a.from_id = r.from_id

-- name: claim_applying :read
-- Takes money that goes on and is due, past what another node is taking. The claim is its own transaction: the lease is the due time.
with due as (
  select a.ctid as place from billing.applying a where a.due_at <= :now::timestamptz
  order by a.due_at limit :count::integer for update skip locked
)
update billing.applying a set due_at = :lease_until::timestamptz
where a.ctid = any (array(select d.place from due d))
returning a.company_id, a.from_type, a.from_id

-- name: put_off_applying :read
-- What could not be gone on with: it is tried again later, each time later, and says why. Answers for each how often it was tried.
update billing.applying a
set attempts = a.attempts + 1, problem = w.problem,
  due_at = :now::timestamptz + least(:pause_ms::bigint * 2 ^ least(a.attempts, 20), :most_pause_ms::bigint) * interval '1 millisecond'
from unnest(:company_ids::bigint[], :from_types::text[], :from_ids::bigint[], :problems::text[])
  as w(company_id, from_type, from_id, problem)
where a.company_id = w.company_id and a.from_type = w.from_type and a.from_id = w.from_id
returning a.company_id, a.from_id, a.attempts

-- name: read_applying_depth :read
-- How old: since when nothing of it went on, tried or not.
-- null: oldest_at
select count(*) as waiting, min(a.queued_at) as oldest_at from billing.applying a

-- name: list_applying :read
-- null: problem
select a.from_type, a.from_id, a.due_at, a.attempts, a.problem
from billing.applying a
where a.company_id = :company_id::bigint and a.from_id > :after::bigint and (a.problem is not null) = :failed::boolean
order by a.from_id limit :most::integer

-- name: insert_recurring_charge :write insert
insert into billing.recurring_charge (company_id, cause_id, id, batch, source_id, account_id, item_id, sku, charge, name, kind, period,
  usage_unit, starts_on, quantity, currency, unit_price, net, tax, tax_rate_id, tax_percent)
select r.* from :rows(company_id bigint, cause_id bigint, id bigint, batch bigint, source_id bigint, account_id bigint, item_id bigint,
  sku text, charge text, name text, kind text, period text, usage_unit text, starts_on date, quantity numeric, currency text,
  unit_price numeric, net bigint, tax bigint, tax_rate_id bigint, tax_percent numeric)

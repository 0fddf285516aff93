-- name: read_agreements :read
-- Agreements of accounts that are in force, whatever their days, with what is released of each line as of now.
-- notnull: agreement_id, line_no
select a.company_id, a.id, a.code, a.account_id, a.currency, a.over, a.valid_from, a.valid_to, a.lines, a.version,
  l.line_no, l.released_quantity, l.released_amount
from unnest(:company_ids::bigint[], :account_ids::bigint[]) as w(company_id, account_id)
cross join lateral (
  select * from pricing.agreement a where a.company_id = w.company_id and a.account_id = w.account_id and a.active offset 0
) a
join pricing.agreement_line l on l.company_id = a.company_id and l.agreement_id = a.id
order by a.company_id, a.id, l.line_no

-- name: agreements_by_code :read
select a.company_id, a.id, a.code, a.account_id, a.currency, a.over, a.active, a.valid_from, a.valid_to, a.lines, a.version
from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, code)
join pricing.agreement a on a.company_id = w.company_id and a.code = w.code

-- name: count_agreements :read
-- notnull: count
select a.company_id, count(*)::integer as count from pricing.agreement a where a.company_id = any(:company_ids::bigint[]) group by 1

-- name: count_agreements_of_accounts :read
-- notnull: account_id, count
select w.account_id, n.count
from unnest(:company_ids::bigint[], :account_ids::bigint[]) as w(company_id, account_id)
cross join lateral (select count(*)::integer as count from pricing.agreement a
  where a.company_id = w.company_id and a.account_id = w.account_id) n

-- name: released_of_agreements :read
select l.company_id, l.agreement_id, l.line_no, l.released_quantity, l.released_amount
from pricing.agreement_line l where l.company_id = :company_id::bigint and l.agreement_id = any(:agreement_ids::bigint[])

-- name: save_agreements :write insert
insert into pricing.agreement as a (company_id, id, code, account_id, currency, over, active, valid_from, valid_to, lines, version)
select r.* from :rows(company_id bigint, id bigint, code text, account_id bigint, currency text, over text, active boolean, valid_from date,
  valid_to date, lines jsonb, version integer)
order by r.company_id, r.code
on conflict (company_id, code) do update set account_id = excluded.account_id, currency = excluded.currency, over = excluded.over,
  active = excluded.active, valid_from = excluded.valid_from, valid_to = excluded.valid_to, lines = excluded.lines, version = excluded.version

-- name: save_agreement_lines :write credit
-- What was released of a line stays, also of one that is no longer described.
insert into pricing.agreement_line as l (company_id, agreement_id, line_no, most_quantity, most_amount)
select r.* from :rows(company_id bigint, agreement_id bigint, line_no integer, most_quantity numeric, most_amount bigint)
order by r.company_id, r.agreement_id, r.line_no
on conflict (company_id, agreement_id, line_no) do update set most_quantity = excluded.most_quantity, most_amount = excluded.most_amount

-- name: lock_agreement_lines :lock credit
-- Orders that release one line come one after the other.
select count(*) as locked from (
  select 1 from pricing.agreement_line l
  where (l.company_id, l.agreement_id, l.line_no) in
    (select r.company_id, r.agreement_id, r.line_no from :rows(company_id bigint, agreement_id bigint, line_no integer))
  order by l.company_id, l.agreement_id, l.line_no for update
) l

-- name: move_agreement_lines :write credit
-- What the batch releases, or gives back (below 0). What was decided to fit is asked of the locked row again, else DK001.
with wanted as (
  select r.company_id, r.agreement_id, r.line_no, sum(r.quantity) as quantity, sum(r.amount)::bigint as amount, bool_or(r.bounded) as bounded
  from :rows(company_id bigint, agreement_id bigint, line_no integer, quantity numeric, amount bigint, bounded boolean) group by 1, 2, 3
), moved as (
  update pricing.agreement_line l
  set released_quantity = l.released_quantity + w.quantity, released_amount = l.released_amount + w.amount
  from wanted w
  where l.company_id = w.company_id and l.agreement_id = w.agreement_id and l.line_no = w.line_no
    and (not w.bounded or w.quantity <= 0 or l.most_quantity is null or l.released_quantity + w.quantity <= l.most_quantity)
    and (not w.bounded or w.amount <= 0 or l.most_amount is null or l.released_amount + w.amount <= l.most_amount)
  returning l.company_id
)
select platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified

-- name: insert_agreement_release :write insert
insert into pricing.agreement_release (company_id, cause_id, order_line, agreement_id, line_no, batch, quantity, amount)
select r.* from :rows(company_id bigint, cause_id bigint, order_line integer, agreement_id bigint, line_no integer, batch bigint, quantity numeric,
  amount bigint)

-- name: read_agreement_releases :read
select r.company_id, r.cause_id, r.order_line, r.agreement_id, r.line_no, r.quantity, r.amount, r.given_quantity, r.given_amount
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (
  select * from pricing.agreement_release r where r.company_id = w.company_id and r.cause_id = w.cause_id offset 0
) r
order by r.company_id, r.cause_id, r.order_line

-- name: give_back_releases :write insert
-- Rows of orders that are locked: what is given back of each in all.
update pricing.agreement_release u set given_quantity = r.given_quantity, given_amount = r.given_amount
from :rows(company_id bigint, cause_id bigint, order_line integer, given_quantity numeric, given_amount bigint)
where u.company_id = r.company_id and u.cause_id = r.cause_id and u.order_line = r.order_line

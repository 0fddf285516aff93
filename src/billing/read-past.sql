-- name: find_reach :read
-- Are there more places or settlements behind a place than a request may look at, and more settlements of these accounts ever?
-- notnull: far, accounts_far
select h.pos - :pos::bigint > :budget::bigint or exists (
    select from platform.log_public g
    cross join lateral (
      select from billing.application p where p.company_id = :company_id::bigint and p.batch = g.batch offset 0
    ) p
    where g.company_id = :company_id::bigint and g.pos > :pos::bigint offset :budget::bigint limit 1
  ) as far,
  exists (
    select from (select distinct w.id from unnest(:scope::bigint[]) as w(id)) s
    cross join lateral (
      select from billing.application p where p.company_id = :company_id::bigint and p.account_id = s.id
      order by p.id limit :budget::bigint + 1
    ) p
    offset :budget::bigint limit 1
  ) as accounts_far
from platform.head_public h where h.company_id = :company_id::bigint

-- name: list_receivables_at :read
-- Items by due date with what was open of them at a place: what is open now and what settled them behind it.
-- notnull: account_number, account_id, invoice_id, kind, issued_on, due_on, currency, original, open, matches, ends
-- null: cause_id, year, number, prefix
with since as materialized (
  -- Along the places behind, which find_reach has found few, or along all that these accounts ever settled (`by_account`).
  select p.account_id, p.from_type, p.from_id, p.invoice_id, p.amount
  from platform.log_public g
  cross join lateral (
    select p.* from billing.application p where p.company_id = :company_id::bigint and p.batch = g.batch offset 0
  ) p
  where not :by_account::boolean and g.company_id = :company_id::bigint
    and g.pos > :pos::bigint and g.pos <= :pos::bigint + 2 * :budget::bigint
    and (:sees_all::boolean or p.account_id = any(:scope::bigint[]))
  union all
  select p.account_id, p.from_type, p.from_id, p.invoice_id, p.amount
  from (select distinct w.id from unnest(:scope::bigint[]) as w(id)) s
  cross join lateral (
    select p.* from billing.application p where p.company_id = :company_id::bigint and p.account_id = s.id
    order by p.id limit :budget::bigint + 1
  ) p
  cross join lateral (
    select g.pos from platform.log_public g where g.company_id = :company_id::bigint and g.batch = p.batch offset 0
  ) g
  where :by_account::boolean and g.pos > :pos::bigint
), moved as materialized (
  select m.account_id, m.invoice_id, sum(m.amount)::bigint as amount from (
    select s.account_id, s.invoice_id, s.amount from since s
    union all
    select s.account_id, s.from_id, -s.amount from since s where s.from_type = 'credit_memo'
  ) m group by m.account_id, m.invoice_id
), looked as (
  -- What is open now, at most `budget` of it, whose last one `ends`, and what was settled since.
  select i.*, row_number() over (order by i.due_on, i.invoice_id) = :budget::bigint as ends from (
    (select i.* from billing.open_item i
      where :sees_all::boolean and i.company_id = :company_id::bigint and i.open <> 0
        and (i.due_on, i.invoice_id) > (coalesce(:after_due::date, '-infinity'), coalesce(:after_id::bigint, 0))
        and i.due_on < coalesce(:due_before::date, 'infinity')
      order by i.due_on nulls first, i.invoice_id limit :budget::bigint)
    union all
    (select i.* from (select distinct w.id from unnest(:scope::bigint[]) as w(id)) s cross join lateral (
        select i.* from billing.open_item i
        where i.company_id = :company_id::bigint and i.account_id = s.id and i.open <> 0
          and (i.due_on, i.invoice_id) > (coalesce(:after_due::date, '-infinity'), coalesce(:after_id::bigint, 0))
          and i.due_on < coalesce(:due_before::date, 'infinity')
        order by i.due_on, i.invoice_id limit :budget::bigint
      ) i
      where not :sees_all::boolean order by i.due_on, i.invoice_id limit :budget::bigint)
  ) i
  union all
  select i.*, false from moved m
  cross join lateral (
    select i.* from billing.open_item i
    where i.company_id = :company_id::bigint and i.account_id = m.account_id and i.invoice_id = m.invoice_id offset 0
  ) i
  where i.open = 0
    and (i.due_on, i.invoice_id) > (coalesce(:after_due::date, '-infinity'), coalesce(:after_id::bigint, 0))
    and i.due_on < coalesce(:due_before::date, 'infinity')
), stood as (
  select i.*, v.kind, v.issued_on, v.series, i.open_then <> 0 and g.pos <= :pos::bigint as matches
  from (
    select i.*, i.open + coalesce(m.amount, 0) as open_then from looked i
    left join moved m on m.account_id = i.account_id and m.invoice_id = i.invoice_id
    order by i.due_on, i.invoice_id
  ) i
  cross join lateral (
    select v.* from billing.invoice v where v.company_id = :company_id::bigint and v.id = i.invoice_id offset 0
  ) v
  cross join lateral (
    select g.pos from platform.log_public g where g.company_id = :company_id::bigint and g.batch = v.batch offset 0
  ) g
)
select i.account_id, a.number as account_number, i.invoice_id, i.kind, i.cause_id, i.issued_on, i.due_on, i.currency,
  i.original, i.open_then as open, i.matches, i.ends, n.year, n.number, e.prefix
from (
  select i.* from stood i where i.matches or i.ends order by i.due_on, i.invoice_id limit :fetch::bigint
) i
join customers.account_public a on a.company_id = :company_id::bigint and a.id = i.account_id
left join platform.document_number_public n on n.company_id = :company_id::bigint and n.document_id = i.invoice_id
left join organization.series_public e on e.company_id = :company_id::bigint and e.code = i.series
order by i.due_on, i.invoice_id

-- name: sum_aging_at :read
-- The same over all pages, stated once more: as a function of the database the list read all of it before it gave its page.
-- `partial`: more is open now than the budget, and it is of what of that is due first, and of what was
-- settled since.
-- notnull: currency, items, partial
with since as materialized (
  -- Along the places behind, which find_reach has found few, or along all that these accounts ever settled (`by_account`).
  select p.account_id, p.from_type, p.from_id, p.invoice_id, p.amount
  from platform.log_public g
  cross join lateral (
    select p.* from billing.application p where p.company_id = :company_id::bigint and p.batch = g.batch offset 0
  ) p
  where not :by_account::boolean and g.company_id = :company_id::bigint
    and g.pos > :pos::bigint and g.pos <= :pos::bigint + 2 * :budget::bigint
    and (:sees_all::boolean or p.account_id = any(:scope::bigint[]))
  union all
  select p.account_id, p.from_type, p.from_id, p.invoice_id, p.amount
  from (select distinct w.id from unnest(:scope::bigint[]) as w(id)) s
  cross join lateral (
    select p.* from billing.application p where p.company_id = :company_id::bigint and p.account_id = s.id
    order by p.id limit :budget::bigint + 1
  ) p
  cross join lateral (
    select g.pos from platform.log_public g where g.company_id = :company_id::bigint and g.batch = p.batch offset 0
  ) g
  where :by_account::boolean and g.pos > :pos::bigint
), moved as materialized (
  select m.account_id, m.invoice_id, sum(m.amount)::bigint as amount from (
    select s.account_id, s.invoice_id, s.amount from since s
    union all
    select s.account_id, s.from_id, -s.amount from since s where s.from_type = 'credit_memo'
  ) m group by m.account_id, m.invoice_id
), looked as (
  -- What is open now, at most `budget` of it, whose last one `ends`, and what was settled since.
  select i.*, row_number() over (order by i.due_on, i.invoice_id) = :budget::bigint as ends from (
    (select i.* from billing.open_item i
      where :sees_all::boolean and i.company_id = :company_id::bigint and i.open <> 0
        and i.due_on < coalesce(:due_before::date, 'infinity')
      order by i.due_on nulls first, i.invoice_id limit :budget::bigint)
    union all
    (select i.* from (select distinct w.id from unnest(:scope::bigint[]) as w(id)) s cross join lateral (
        select i.* from billing.open_item i
        where i.company_id = :company_id::bigint and i.account_id = s.id and i.open <> 0
          and i.due_on < coalesce(:due_before::date, 'infinity')
        order by i.due_on, i.invoice_id limit :budget::bigint
      ) i
      where not :sees_all::boolean order by i.due_on, i.invoice_id limit :budget::bigint)
  ) i
  union all
  select i.*, false from moved m
  cross join lateral (
    select i.* from billing.open_item i
    where i.company_id = :company_id::bigint and i.account_id = m.account_id and i.invoice_id = m.invoice_id offset 0
  ) i
  where i.open = 0
    and i.due_on < coalesce(:due_before::date, 'infinity')
), stood as (
  select i.*, v.kind, v.issued_on, v.series, i.open_then <> 0 and g.pos <= :pos::bigint as matches
  from (
    select i.*, i.open + coalesce(m.amount, 0) as open_then from looked i
    left join moved m on m.account_id = i.account_id and m.invoice_id = i.invoice_id
  ) i
  cross join lateral (
    select v.* from billing.invoice v where v.company_id = :company_id::bigint and v.id = i.invoice_id offset 0
  ) v
  cross join lateral (
    select g.pos from platform.log_public g where g.company_id = :company_id::bigint and g.batch = v.batch offset 0
  ) g
)
select i.currency, count(*) filter (where i.matches) as items, bool_or(i.ends) as partial,
  coalesce(sum(i.open_then) filter (where i.matches and i.due_on >= :as_of::date), 0)::bigint as current,
  coalesce(sum(i.open_then) filter (where i.matches and :as_of::date - i.due_on between 1 and 30), 0)::bigint as days1to30,
  coalesce(sum(i.open_then) filter (where i.matches and :as_of::date - i.due_on between 31 and 60), 0)::bigint as days31to60,
  coalesce(sum(i.open_then) filter (where i.matches and :as_of::date - i.due_on between 61 and 90), 0)::bigint as days61to90,
  coalesce(sum(i.open_then) filter (where i.matches and :as_of::date - i.due_on > 90), 0)::bigint as over90
from stood i
group by i.currency order by i.currency

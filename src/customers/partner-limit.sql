-- name: read_limited :read
-- Limits of partners that accounts fall under, in the currency of the account: of the firm that it names and, being one, of its own. Of an
-- account that is not there, those of the firm whose order would make it (0: none), in every currency.
-- notnull: ordinal, partner_id, currency, credit_limit
select w.ordinal, l.partner_id, l.currency, l.credit_limit
from unnest(:company_ids::bigint[], :numbers::text[], :maker_ids::bigint[]) with ordinality as w(company_id, number, maker_id, ordinal)
left join customers.account a on a.company_id = w.company_id and a.number = w.number
left join customers.account_partner n on n.company_id = a.company_id and n.account_id = a.id
cross join lateral (
  select l.partner_id, l.currency, l.credit_limit from customers.partner_limit l
  where l.company_id = w.company_id and l.credit_limit is not null
    and l.partner_id = any(case when a.id is null then array[w.maker_id] else array[a.id, n.partner_id] end)
    and (a.id is null or l.currency = a.currency)
  offset 0
) l
-- Most companies limit no partner: their accounts are not looked up.
where w.company_id = any(array(
  select c.company_id from (select distinct unnest(:company_ids::bigint[])) c(company_id)
  where exists (select from customers.partner_limit l where l.company_id = c.company_id and l.credit_limit is not null)
))
order by w.ordinal, l.partner_id, l.currency

-- name: read_owed :read
-- What partners and the accounts that name them owe together in a currency, as of now.
-- notnull: ordinal, owed
select w.ordinal, coalesce(sum(g.open_orders + g.open_receivables - g.unapplied), 0)::bigint as owed
from unnest(:company_ids::bigint[], :partner_ids::bigint[], :currencies::text[]) with ordinality as w(company_id, partner_id, currency, ordinal)
cross join lateral (
  select n.account_id from customers.account_partner n where n.company_id = w.company_id and n.partner_id = w.partner_id
  union all select w.partner_id
) m
join customers.account a on a.company_id = w.company_id and a.id = m.account_id and a.currency = w.currency
join customers.credit_gate g on g.company_id = a.company_id and g.account_id = a.id
group by w.ordinal order by w.ordinal

-- name: lock_partner_limits :lock credit
-- Orders of the accounts of one partner come one after the other: what fits under its limit is seen by one of them.
select count(*) as locked from (
  select 1 from customers.partner_limit l
  where (l.company_id, l.partner_id, l.currency) in
    (select r.company_id, r.partner_id, r.currency from :rows(company_id bigint, partner_id bigint, currency text))
  order by l.company_id, l.partner_id, l.currency for update
) l

-- name: verify_partner_limits :write computed
-- After the gates were moved, the limits being locked: `moved` is what the batch added in all, `fit` what of it was decided to fit
-- under the limit. Else DK001, and the batch is decided again.
with wanted as (
  select * from :rows(company_id bigint, partner_id bigint, currency text, moved bigint, fit bigint)
)
select platform.verify(not exists (
  select from wanted w
  join customers.partner_limit l on l.company_id = w.company_id and l.partner_id = w.partner_id and l.currency = w.currency
  cross join lateral (
    select sum(g.open_orders + g.open_receivables - g.unapplied) as amount
    from (select n.account_id from customers.account_partner n where n.company_id = w.company_id and n.partner_id = w.partner_id
      union all select w.partner_id) m
    join customers.account a on a.company_id = w.company_id and a.id = m.account_id and a.currency = w.currency
    join customers.credit_gate g on g.company_id = a.company_id and g.account_id = a.id
  ) owed
  where coalesce(owed.amount, 0) - w.moved + w.fit > l.credit_limit)) as verified

-- name: partner_limits_by_number :read
-- null: credit_limit
select l.company_id, l.partner_id, p.number as partner, l.currency, l.credit_limit
from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, number)
join customers.account p on p.company_id = w.company_id and p.number = w.number
join customers.partner_limit l on l.company_id = p.company_id and l.partner_id = p.id

-- name: list_partner_limits :read
-- null: credit_limit
-- notnull: partner
select l.company_id, l.partner_id, p.number as partner, l.currency, l.credit_limit
from customers.partner_limit l
join customers.account p on p.company_id = l.company_id and p.id = l.partner_id
where l.company_id = :company_id::bigint
  and (:partner::text is null or p.number = :partner::text)
  and (p.number, l.currency) > (coalesce(:after_partner::text, ''), coalesce(:after_currency::text, ''))
order by p.number, l.currency limit :fetch::integer

-- name: save_partner_limits :write credit
insert into customers.partner_limit as l (company_id, partner_id, currency, credit_limit)
select r.* from :rows(company_id bigint, partner_id bigint, currency text, credit_limit bigint)
order by r.company_id, r.partner_id, r.currency
on conflict (company_id, partner_id, currency) do update set credit_limit = excluded.credit_limit

-- What recurs or is due by use, as it was handed over: newest first.

-- name: list_recurring_charges :read
-- Along the index of all.
select r.id, r.cause_id, r.source_id, r.account_id, a.number as account_number, r.item_id, r.sku, r.charge, r.name, r.kind, r.period,
  r.usage_unit, r.starts_on, r.quantity, r.currency, r.unit_price, r.net, r.tax, r.tax_percent
from (
  select r.* from billing.recurring_charge r
  where r.company_id = :company_id::bigint and r.id < coalesce(:after::bigint, 9223372036854775807)
  order by r.id desc limit :fetch::bigint
) r
join customers.account_public a on a.company_id = :company_id::bigint and a.id = r.account_id
order by r.id desc

-- name: list_recurring_charges_of_accounts :read
-- Along the index of each account.
select r.id, r.cause_id, r.source_id, r.account_id, a.number as account_number, r.item_id, r.sku, r.charge, r.name, r.kind, r.period,
  r.usage_unit, r.starts_on, r.quantity, r.currency, r.unit_price, r.net, r.tax, r.tax_percent
from (
  select r.* from (select distinct w.id from unnest(:scope::bigint[]) as w(id)) s cross join lateral (
    select r.* from billing.recurring_charge r
    where r.company_id = :company_id::bigint and r.account_id = s.id and r.id < coalesce(:after::bigint, 9223372036854775807)
    order by r.id desc limit :fetch::bigint
  ) r
  order by r.id desc limit :fetch::bigint
) r
join customers.account_public a on a.company_id = :company_id::bigint and a.id = r.account_id
order by r.id desc

-- name: list_recurring_charges_of_order :read
-- Along the primary key; of accounts alone where not all may be seen.
select r.id, r.cause_id, r.source_id, r.account_id, a.number as account_number, r.item_id, r.sku, r.charge, r.name, r.kind, r.period,
  r.usage_unit, r.starts_on, r.quantity, r.currency, r.unit_price, r.net, r.tax, r.tax_percent
from (
  select r.* from billing.recurring_charge r
  where r.company_id = :company_id::bigint and r.cause_id = :cause_id::bigint and r.id < coalesce(:after::bigint, 9223372036854775807)
    and (:sees_all::boolean or r.account_id = any(:scope::bigint[]))
  order by r.id desc limit :fetch::bigint
) r
join customers.account_public a on a.company_id = :company_id::bigint and a.id = r.account_id
order by r.id desc

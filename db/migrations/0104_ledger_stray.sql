-- Why: goods that left without a sale are posted by rules of their own. Every company whose goods leave by a rule gets the account
-- 5250 and the three rules, against the accounts of that rule; one that has the code 5250 for something else gets the next free one.
-- Locks: none beyond the rows. Duration: at once. Breaking: no.
with company as (
  select distinct on (r.company_id) r.company_id, r.debit_account as cost, r.credit_account as inventory,
    nextval('platform.id_block') as base
  from ledger.posting_rule r
  where r.event = 'shipment.confirmed' and r.amount_kind = 'cost' and r.active
  order by r.company_id, (r.order_type is not null)::integer + (r.item_class is not null)::integer
    + (r.condition is not null)::integer, r.id
), account as (
  insert into ledger.account (company_id, id, code, name, type)
  select c.company_id, c.base, (select min(n)::text from generate_series(5250, 5999) n
    where not exists (select from ledger.account a where a.company_id = c.company_id and a.code = n::text)),
    'Goods gone without a sale', 'expense'
  from company c
  returning company_id, id
)
insert into ledger.posting_rule (company_id, id, event, amount_kind, debit_account, credit_account)
select c.company_id, c.base + r.ordinal, r.event, 'cost',
  case r.debit when 'gone' then c.base when 'cost' then c.cost else c.inventory end,
  case r.credit when 'gone' then c.base else c.inventory end
from company c
join account a on a.company_id = c.company_id
cross join (values (1, 'stray.left', 'gone', 'inventory'), (2, 'stray.returned', 'inventory', 'gone'),
  (3, 'stray.billed', 'cost', 'gone')) as r(ordinal, event, debit, credit);

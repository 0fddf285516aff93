-- Why: goods that are on their way between two places of ours are posted by rules of their own. Every company whose goods leave by a rule
-- gets the account 1350 and the three rules, against the accounts of that rule and of its stock loss; one that has the code 1350 for
-- something else gets the next free one.
-- Locks: none beyond the rows. Duration: at once. Breaking: no.
with company as (
  select distinct on (r.company_id) r.company_id, r.credit_account as inventory,
    coalesce((select l.debit_account from ledger.posting_rule l where l.company_id = r.company_id and l.event = 'stock.adjusted'
      and l.amount_kind = 'loss' and l.active order by (l.order_type is not null)::integer + (l.item_class is not null)::integer
        + (l.condition is not null)::integer, l.id limit 1), r.debit_account) as loss,
    nextval('platform.id_block') as base
  from ledger.posting_rule r
  where r.event = 'shipment.confirmed' and r.amount_kind = 'cost' and r.active
  order by r.company_id, (r.order_type is not null)::integer + (r.item_class is not null)::integer
    + (r.condition is not null)::integer, r.id
), account as (
  insert into ledger.account (company_id, id, code, name, type)
  select c.company_id, c.base, (select min(n)::text from generate_series(1350, 1999) n
    where not exists (select from ledger.account a where a.company_id = c.company_id and a.code = n::text)),
    'Inventory in transit', 'asset'
  from company c
  returning company_id, id
)
insert into ledger.posting_rule (company_id, id, event, amount_kind, debit_account, credit_account)
select c.company_id, c.base + r.ordinal, r.event, 'cost',
  case r.debit when 'transit' then c.base when 'loss' then c.loss else c.inventory end,
  case r.credit when 'transit' then c.base else c.inventory end
from company c
join account a on a.company_id = c.company_id
cross join (values (1, 'transfer.shipped', 'transit', 'inventory'), (2, 'transfer.received', 'inventory', 'transit'),
  (3, 'transfer.lost', 'loss', 'transit')) as r(ordinal, event, debit, credit);

-- Why: what is kept of a return as a restocking fee is earned by a rule of its own. Every company whose credit memos post the net of
-- goods by a rule gets the account 4200 and the rule, against the receivables of that rule; one that has the code 4200 for something
-- else gets the next free one.
-- Locks: none beyond the rows. Duration: at once. Breaking: no; an older version beside it asks for no such amount.
with company as (
  select distinct on (r.company_id) r.company_id, r.credit_account as receivable, nextval('platform.id_block') as base
  from ledger.posting_rule r
  where r.event = 'credit_memo.issued' and r.amount_kind = 'revenue' and r.active
  order by r.company_id, (r.order_type is not null)::integer + (r.item_class is not null)::integer
    + (r.condition is not null)::integer, r.id
), account as (
  insert into ledger.account (company_id, id, code, name, type)
  select c.company_id, c.base, (select min(n)::text from generate_series(4200, 4999) n
    where not exists (select from ledger.account a where a.company_id = c.company_id and a.code = n::text)),
    'Restocking revenue', 'revenue'
  from company c
  returning company_id, id
)
insert into ledger.posting_rule (company_id, id, event, amount_kind, debit_account, credit_account)
select c.company_id, c.base + 1, 'credit_memo.issued', 'restocking', a.id, c.receivable
from company c
join account a on a.company_id = c.company_id;

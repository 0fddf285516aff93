-- Why: what goods that had left cost otherwise, because a receipt of a day before was entered after them, is posted by a rule of its
-- own. Every company with a rule for what was below zero gets one to the same accounts.
-- Locks: none beyond the rows. Duration: at once. Breaking: no.
insert into ledger.posting_rule (company_id, id, event, amount_kind, debit_account, credit_account)
select r.company_id, nextval('platform.id_block'), r.event, 'back_dated', r.debit_account, r.credit_account
from (
  select distinct on (r.company_id) r.* from ledger.posting_rule r
  where r.event = 'cost.adjusted' and r.amount_kind = 'true_up' and r.active
  order by r.company_id, (r.order_type is not null)::integer + (r.item_class is not null)::integer
    + (r.condition is not null)::integer, r.id
) r;

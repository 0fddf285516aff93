-- Why: what an outside system has more or less of than we held is posted by rules of its own, so that it can be told from counts.
-- Every company with rules for what a count found gets the same for what a feed says.
-- Locks: none beyond the rows. Duration: at once. Breaking: no; an older version beside it asks for no such amount.
insert into ledger.posting_rule (company_id, id, event, amount_kind, order_type, item_class, condition, debit_account, credit_account)
select r.company_id, nextval('platform.id_block'), 'stock.reconciled', r.amount_kind, r.order_type, r.item_class, r.condition,
  r.debit_account, r.credit_account
from ledger.posting_rule r
where r.event = 'stock.adjusted' and r.amount_kind in ('gain', 'loss') and r.active
  and not exists (select from ledger.posting_rule o where o.company_id = r.company_id and o.event = 'stock.reconciled');

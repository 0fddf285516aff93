-- Why: what goods that had left cost otherwise, because a receipt of a day before was entered after them, is posted by a rule of its
-- own. Every rule for what was below zero that is active gets one of the same conditions, to the same accounts.
-- Locks: none beyond the rows. Duration: at once. Breaking: no.
insert into ledger.posting_rule (company_id, id, event, amount_kind, order_type, item_class, condition, debit_account, credit_account)
select r.company_id, nextval('platform.id_block'), r.event, 'back_dated', r.order_type, r.item_class, r.condition, r.debit_account, r.credit_account
from ledger.posting_rule r
where r.event = 'cost.adjusted' and r.amount_kind = 'true_up' and r.active;

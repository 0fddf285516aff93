-- Transaction: none
-- Why: a receipt looks for the item that is open by exactly its amount, among all that its account has open. The index that leads
-- through these, oldest first, now holds what is open of each, so that the rows themselves are left alone.
-- Locks: none that keeps a writer out. Duration: seconds for a million open items. Breaking: no.
create index concurrently open_item_open_amount on billing.open_item (company_id, account_id, due_on, invoice_id) include (open)
  where open <> 0;
drop index concurrently if exists billing.open_item_open;

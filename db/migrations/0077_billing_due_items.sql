-- Why: what a whole company is owed is listed by due date, page by page, and its aging takes the oldest first.
-- Locks: share on billing.open_item while the index is built. Duration: seconds for a million open items. Breaking: no.
-- No due date is null: `nulls first` is an order that only statements for a whole company ask for. Those for accounts, which stop
-- after a few rows, would take this index at times and read what all others owe.
create index open_item_due on billing.open_item (company_id, due_on nulls first, invoice_id) where open <> 0;

-- Why: a charge is a line of the invoice beside that of its goods, with the tax of its own; such a line counts no quantity of goods.
-- Locks: ACCESS EXCLUSIVE for an instant: a column that may be null. Duration: instant. Breaking: no; null says that it is a line of goods.
alter table billing.invoice_line add column charge text collate "C";

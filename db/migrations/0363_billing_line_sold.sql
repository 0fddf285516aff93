-- Why: a line of an invoice or credit memo says how many of the unit it was sold in it is of, and the price of one.
-- Locks: billing.invoice_line exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version does
-- not read it.
alter table billing.invoice_line add column sold jsonb;

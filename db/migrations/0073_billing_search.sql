-- Why: a receipt is found by the reference that came with the money.
-- Locks: share on billing.receipt while the index is built. Duration: seconds for a million receipts. Breaking: no.
create index receipt_reference on billing.receipt (company_id, reference) where reference is not null;

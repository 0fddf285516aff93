-- Why: an invoice that bills goods which left without a sale leads to them, and by them to their order.
-- Locks: none that stops readers or writers of fulfillment.stray. Duration: at once; there are few strays, fewer billed.
-- Breaking: no.
-- Transaction: none
create index concurrently stray_invoice on fulfillment.stray (company_id, invoice_id) where invoice_id is not null;

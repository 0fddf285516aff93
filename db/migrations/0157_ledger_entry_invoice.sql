-- Why: what was posted for an invoice that no order caused is found by the invoice: an order shows the invoices of goods that left
-- for it without a sale, and their entries, beside its own. All other entries are found along entry_cause and are not in this index.
-- Locks: none that stops readers or writers of ledger.entry. Duration: one read of ledger.entry, some seconds for millions of entries.
-- Breaking: no.
-- Transaction: none
create index concurrently entry_invoice on ledger.entry (company_id, source_id) where cause_id is null and source_type = 'invoice';

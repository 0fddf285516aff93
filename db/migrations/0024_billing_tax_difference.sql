-- Why: a later shipment is taxed at the rate of its own day. What an invoice line's tax differs by from the tax that the
-- order agreed for it is named here (minor units; null: nothing), so that orders and invoices still tie to the cent.
-- Locks: billing.invoice_line exclusively, for an instant; nothing is rewritten. Duration: instant. Breaking: no.
alter table billing.invoice_line add column tax_difference bigint;

-- Why: what paid a document, and what a receipt or credit memo paid, is read by the document; without these every view of an
-- order, and the law of open items, walked through all applications of the account.
-- Locks: share on billing.application, so that nothing is applied meanwhile. Duration: seconds for a million applications.
-- Breaking: no.
create index application_by_invoice on billing.application (company_id, invoice_id);
create index application_by_source on billing.application (company_id, from_id);

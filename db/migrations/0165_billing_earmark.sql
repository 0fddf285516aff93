-- Why: goods that are exchanged are credited by one order and billed by another: what the credit memo of the return has open pays the
-- invoices of the order that replaces them, also those that are issued later (A12-7). Which memo waits for which order was not known.
-- Locks: none, a new table. Duration: instant. Breaking: no; an older version beside it leaves such an invoice open, and the credit on
-- account.
create table billing.earmark (
  company_id bigint not null,
  -- The order whose invoices it pays, opaque
  cause_id bigint not null,
  -- The credit memo
  invoice_id bigint not null,
  batch bigint not null,
  primary key (company_id, cause_id, invoice_id)
);

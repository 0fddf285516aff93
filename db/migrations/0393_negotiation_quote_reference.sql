-- Why: a quote is found by what its customer calls it, as an order is.
-- Locks: none that stops readers or writers of negotiation.quote_version. Duration: one read of it. Breaking: no.
-- Transaction: none
create index concurrently quote_version_reference on negotiation.quote_version (company_id, customer_reference collate "C")
  where customer_reference is not null;

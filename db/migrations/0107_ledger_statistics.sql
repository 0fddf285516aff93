-- Why: nothing asks for entries by what their postings hold but by account; to count the elements of the other arrays was most of
-- what a sample of this table cost, and a fast growing table is sampled often.
-- Locks: share update exclusive on ledger.entry, for a moment. Duration: none. Breaking: no.
alter table ledger.entry alter column amounts set statistics 0, alter column functional_amounts set statistics 0,
  alter column line_ids set statistics 0, alter column rule_ids set statistics 0;

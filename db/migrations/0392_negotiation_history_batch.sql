-- Why: the feed of events finds what was done with quotes by the batch in which it was done.
-- Locks: none that stops readers or writers of negotiation.quote_history. Duration: one read of it. Breaking: no.
-- Transaction: none
create index concurrently quote_history_batch on negotiation.quote_history (company_id, batch);

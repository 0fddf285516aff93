-- Why: what is to be sent or on its way between all places is listed together, oldest first.
-- Locks: none that stops readers or writers of fulfillment.transfer. Duration: one read of it. Breaking: no.
-- Transaction: none
create index concurrently transfer_open on fulfillment.transfer (company_id, id) where shipped < requested or received + lost < shipped;

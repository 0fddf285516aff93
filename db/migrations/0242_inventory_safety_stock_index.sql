-- Why: the gates that have a safety stock are listed; they are few beside the others.
-- Locks: none that stops readers or writers of inventory.stock_gate. Duration: one read of inventory.stock_gate. Breaking: no.
-- Transaction: none
create index concurrently stock_gate_safety on inventory.stock_gate (company_id, item_id, location_id) where safety > 0;

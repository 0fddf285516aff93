-- Why: parts that stood before the check of their supply was exchanged keep it, too.
-- Locks: orders.fulfillment_line shared with writers. Duration: some seconds for ten million parts. Breaking: no.
alter table orders.fulfillment_line validate constraint fulfillment_line_supply_check;

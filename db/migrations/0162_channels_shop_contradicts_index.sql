-- Why: orders that their shop has otherwise are looked for at each look for what is wrong; there are few.
-- Locks: none that stops readers or writers of channels.status_order. Duration: one read of channels.status_order. Breaking: no.
-- Transaction: none
create index concurrently status_order_shop_state on channels.status_order (company_id, source, order_id) where shop_state is not null;

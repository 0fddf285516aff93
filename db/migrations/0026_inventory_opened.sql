-- Why: the stock to begin with is entered once for an item at a location; its gate remembers that it was.
-- Locks: inventory.stock_gate exclusively while its rows are marked by one pass over the moves; nothing is rewritten.
-- Duration: seconds for a million moves. Breaking: no.
alter table inventory.stock_gate add column opened boolean not null default false;
update inventory.stock_gate g set opened = true
from (select distinct company_id, item_id, location_id from inventory.stock_move where kind = 'opening') m
where (g.company_id, g.item_id, g.location_id) = (m.company_id, m.item_id, m.location_id);

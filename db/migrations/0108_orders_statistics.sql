-- Why: as for entries: no statement asks for lines by their waterfall or for history by what changed, and to sample them was half of
-- what the sampling of these tables cost.
-- Locks: share update exclusive on orders.order_line and orders.history, for a moment. Duration: none. Breaking: no.
alter table orders.order_line alter column waterfall set statistics 0, alter column custom set statistics 0;
alter table orders.history alter column changes set statistics 0;

-- Why: moves that stood before the check of their kind was exchanged keep it, too.
-- Locks: inventory.stock_move shared with writers. Duration: some seconds for ten million moves. Breaking: no.
alter table inventory.stock_move validate constraint stock_move_kind_check;

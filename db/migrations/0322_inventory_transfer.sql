-- Why: goods move from one place to another: a kind of move of its own. A location says by which ship method it is brought what somebody
-- picks up there; '': nothing is brought.
-- Locks: inventory.stock_move and inventory.location exclusively, for the change of the catalog alone. Duration: at once, moves are looked
-- through by the next migration, beside writers. Breaking: no, an older version brings nothing.
alter table inventory.stock_move drop constraint stock_move_kind_check;
alter table inventory.stock_move add constraint stock_move_kind_check
  check (kind in ('opening', 'receipt', 'issue', 'return', 'adjustment', 'revaluation', 'transfer')) not valid;
alter table inventory.location add column transfer_method text collate "C" not null default '';

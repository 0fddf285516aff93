-- Transaction: none
-- Why: what left since a day is counted without reading all that ever moved. Moves lie in the table as they came, so a range of
-- pages knows its days; several ranges of days for each, since a move of a day before lies among those of today. A range is summed
-- up once it is full, so a move pays nothing for it.
-- Locks: none that keeps a writer out. Duration: it reads the table once, some 10 seconds for 10,000,000 moves. Breaking: no.
create index concurrently stock_move_day on inventory.stock_move using brin (moved_on date_minmax_multi_ops)
  with (autosummarize = on);

-- Why: a price list may be another one in another currency: its prices are converted at a rate, perhaps with something on top.
-- Locks: ACCESS EXCLUSIVE on a table of set-up for an instant: columns that may be null. Duration: instant. Breaking: no; an older version
-- beside it finds no prices in such a list, so describe none before all nodes are new.
alter table pricing.price_list
  -- The list whose prices are converted; null: its prices stand in it.
  add column converted_from bigint,
  -- On top of the converted price, percent; below zero: off it.
  add column markup_percent numeric(20, 6);

-- Why: whether freight is given back when goods come back depends on why they come.
-- Locks: ACCESS EXCLUSIVE on a table of set-up for an instant: a column with a constant default. Duration: instant. Breaking: no; an older
-- version beside it gives freight back in proportion, as ever.
alter table orchestration.return_reason
  add column freight_refund text collate "C" not null default 'pro_rata' check (freight_refund in ('pro_rata', 'whole', 'never'));

-- Why: a rule may say the least or the most that a unit costs, may be for orders in other currencies than its own, and for prices that were
-- agreed.
-- Locks: pricing.adjustment_rule exclusively, for the change of the catalog alone. Duration: at once. Breaking: no; an older version beside
-- it takes a bound for a new price, so describe none before all nodes are new.
alter table pricing.adjustment_rule add column converts boolean not null default false;
alter table pricing.adjustment_rule add column on_agreed boolean not null default false;
alter table pricing.adjustment_rule drop constraint adjustment_rule_kind_check;
alter table pricing.adjustment_rule add constraint adjustment_rule_kind_check
  check (kind in ('percent', 'amount', 'price', 'floor', 'ceiling')) not valid;

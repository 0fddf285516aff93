-- Why: 0366 checks what is written; this looks at the rules that stood before.
-- Locks: pricing.adjustment_rule in share update exclusive: writers go on. Duration: a scan of set-up. Breaking: no.
alter table pricing.adjustment_rule validate constraint adjustment_rule_kind_check;

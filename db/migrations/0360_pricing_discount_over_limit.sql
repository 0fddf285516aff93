-- Why: a discount over the limit of its reason keeps its order a draft, or lets it wait for somebody who agrees, as the reason says.
-- Locks: pricing.discount_reason exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version
-- refuses what is over a limit, as before.
alter table pricing.discount_reason add column over_limit text collate "C" not null default 'refuse' check (over_limit in ('refuse', 'approve'));

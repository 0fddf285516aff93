-- Why: what feeds said ends after a while; of moves up to this batch it may be gone, so law_feeds asks no cause of them.
-- Locks: inventory.feed_state exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version does not
-- read it; its law finds moves whose cause is gone, once something is.
alter table inventory.feed_state add column forgotten_batch bigint not null default 0;

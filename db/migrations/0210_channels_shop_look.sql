-- Why: what changed in a shop is looked over, so that a message of it that was lost is noticed (decision 0037). A row for each channel says
-- since when that is done and up to which change of the shop all is settled; with what a shop is told stands which version of the order
-- that made, so that no write of ours is taken for a change of the shop.
-- Locks: channels.status_order exclusively for an instant. Duration: instant, no row is rewritten. Breaking: no; what an older version beside
-- it writes looks like a change of the shop, and is taken as a version that changes nothing.
create table channels.shop_look (
  company_id bigint not null,
  source text collate "C" not null,
  -- orders that were handed over since then are to be here
  since timestamptz not null,
  -- all that changed up to then, by the shop's clock, is settled
  settled_to timestamptz not null,
  primary key (company_id, source)
);

alter table channels.status_order
  -- lastModifiedTime of the shop's order in epoch milliseconds: after our last write, and before the first of our writes that nobody else's
  -- came between; null: nothing was written
  add column told_from bigint,
  add column told_version bigint,
  add constraint status_order_told check ((told_from is null) = (told_version is null));

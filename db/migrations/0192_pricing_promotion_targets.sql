-- Why: a promotion may want a coupon, be for some items, give some units of several away, and stand beside promotions of other groups.
-- Promotions of before have no coupon, are for all items, and are of one group: of them at most one applies, as it was.
-- Locks: pricing.promotion exclusively, at once. Duration: instant. Breaking: no; an older version beside it takes a promotion for one of
-- the whole order, so nobody sets such up before all nodes are new.
alter table pricing.promotion
  add column coupon text collate "C",
  add column exclusive_group text collate "C" not null default '',
  add column skus text[] not null default '{}',
  add column item_classes text[] not null default '{}',
  add column buy_quantity numeric(20, 6) check (buy_quantity > 0),
  add column get_quantity numeric(20, 6) check (get_quantity > 0),
  add constraint promotion_buy_get check ((buy_quantity is null) = (get_quantity is null));

-- Why: a shop that has an order as taken back or failed, while it goes on here, is not written over (decision 0037). Which state that is,
-- since when, and as which message the order was taken, is kept with what the shop is told; and who had it written over.
-- Locks: channels.status_order and channels.status_message exclusively for an instant. Duration: instant, no row is rewritten. Breaking: no,
-- but an older version beside it goes on writing over: stop older processes first.
alter table channels.status_order
  -- the state of the order in the shop that what is so here contradicts; null: none
  add column shop_state text collate "C",
  add column shop_since timestamptz,
  -- the message as which the shop's order was taken in place of the lost one
  add column shop_message_id bigint,
  -- a person had this state of the shop written over
  add column over_state text collate "C",
  add column over_by text collate "C",
  add constraint status_order_shop check ((shop_state is null) = (shop_since is null)),
  add constraint status_order_over check ((over_state is null) = (over_by is null));
alter table channels.status_message
  -- who had the state of the shop written over by this message; null: nobody
  add column over_by text collate "C";

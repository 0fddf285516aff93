-- Why: what a count takes away may have been reserved. Where more is reserved than is there stands in a queue, from which the
-- newest orders are promised anew; where it is so by now stands there at once.
-- Locks: none that keeps a writer out; reads inventory.stock_gate once. Duration: a second for some million gates.
-- Breaking: no; what an older version counts beside this one is found by law no_oversell.
create table inventory.shortage (
  company_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  -- Since when it stands here, and when it is looked at next.
  since timestamptz not null,
  due_at timestamptz not null,
  primary key (company_id, item_id, location_id)
);

insert into inventory.shortage (company_id, item_id, location_id, since, due_at)
select g.company_id, g.item_id, g.location_id, timestamptz 'epoch', timestamptz 'epoch'
from inventory.stock_gate g where g.reserved > 0 and g.reserved > g.on_hand;

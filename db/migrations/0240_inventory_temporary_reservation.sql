-- Why: a cart or a quote holds goods until a time, so that its buyer finds them there when it is ordered (A10-20).
-- Locks: a table of its own. Duration: instant. Breaking: no for what an older version does, but its law of the gates does not know what
-- carts hold: stop it before the first one is kept.
create table inventory.temporary_reservation (
  company_id bigint not null,
  -- The caller's own: of a cart or a quote.
  key text collate "C" not null check (char_length(key) between 1 and 200),
  -- The batch that wrote it last: whoever decides on it names what it saw.
  batch bigint not null,
  made_by text collate "C" not null,
  -- Business time. It holds goods until then; one that an order has used is remembered until then.
  until_at timestamptz not null,
  -- Who has used it; null: it holds goods.
  order_id bigint,
  -- One element each item and location of which it holds goods.
  item_ids bigint[] not null,
  location_ids bigint[] not null,
  quantities numeric(20, 6)[] not null check (0 < all (quantities)),
  check (order_id is null or item_ids = '{}'),
  primary key (company_id, key)
);
create index temporary_reservation_until on inventory.temporary_reservation (company_id, until_at, key);

-- What holds goods at the gates, a row an item and a location: orders, and carts until they are ordered.
create view inventory.temporary_reservation_public as
select t.company_id, t.key, p.item_id, p.location_id, p.quantity
from inventory.temporary_reservation t
cross join lateral unnest(t.item_ids, t.location_ids, t.quantities) as p(item_id, location_id, quantity);

-- Why: what a place was asked to bring to another one for an order, what of it left, arrived or was lost.
-- Locks: none, the table is new. Duration: at once. Breaking: no.
create table fulfillment.transfer (
  company_id bigint not null,
  -- The order and its part, opaque.
  cause_id bigint not null,
  id bigint not null,
  source_id bigint not null,
  item_id bigint not null,
  from_location_id bigint not null,
  to_location_id bigint not null,
  -- Cumulative. What its place rejected, or was taken back, is no more requested.
  requested numeric(20, 6) not null check (requested >= 0),
  shipped numeric(20, 6) not null default 0 check (shipped >= 0),
  received numeric(20, 6) not null default 0 check (received >= 0),
  lost numeric(20, 6) not null default 0 check (lost >= 0),
  -- What of the value that left is in the books no more as on its way, in minor units of their currency.
  settled bigint not null default 0,
  asked_on date not null,
  due_on date,
  shipped_on date,
  check (shipped <= requested),
  check (received + lost <= shipped),
  primary key (company_id, cause_id, id)
) with (fillfactor = 70);
create unique index transfer_id on fulfillment.transfer (company_id, id);
-- What a place has to send, and what is on its way to one: found at the cost of what is open.
create index transfer_to_send on fulfillment.transfer (company_id, from_location_id, id) where shipped < requested;
create index transfer_to_receive on fulfillment.transfer (company_id, to_location_id, id) where received + lost < shipped;

-- Why: what leaves and comes back. `cause_id` is the opaque order, `source_id` the opaque fulfillment line.
-- Locks: none. Duration: instant. Breaking: no.
create schema fulfillment;

create table fulfillment.shipment (
  company_id bigint not null,
  cause_id bigint not null,
  id bigint not null,
  location_id bigint,
  released_on date not null,
  -- requested: the warehouse was asked; confirmed in parts or whole
  state text collate "C" not null check (state in ('requested', 'partially_shipped', 'shipped', 'cancelled')),
  task_id bigint not null,
  carrier text collate "C",
  tracking_number text collate "C",
  primary key (company_id, cause_id, id)
) with (fillfactor = 60);
create index shipment_id on fulfillment.shipment (company_id, id);

create table fulfillment.shipment_line (
  company_id bigint not null,
  cause_id bigint not null,
  shipment_id bigint not null,
  source_id bigint not null,
  item_id bigint not null,
  requested numeric(20, 6) not null check (requested > 0),
  shipped numeric(20, 6) not null default 0 check (shipped >= 0),
  primary key (company_id, cause_id, shipment_id, source_id)
) with (fillfactor = 60);

-- What one confirmation shipped; the key of the message makes a second delivery harmless.
create table fulfillment.confirmation (
  company_id bigint not null,
  cause_id bigint not null,
  shipment_id bigint not null,
  id bigint not null,
  batch bigint not null,
  message_key text collate "C" not null,
  shipped_on date not null,
  primary key (company_id, cause_id, shipment_id, id)
);

create table fulfillment.customer_return (
  company_id bigint not null,
  cause_id bigint not null,
  id bigint not null,
  batch bigint not null,
  -- null for an unreferenced return
  order_id bigint,
  account_id bigint not null,
  returned_on date not null,
  reason text not null,
  primary key (company_id, cause_id, id)
);

create table fulfillment.customer_return_line (
  company_id bigint not null,
  cause_id bigint not null,
  return_id bigint not null,
  ordinal integer not null,
  source_id bigint,
  item_id bigint not null,
  location_id bigint,
  quantity numeric(20, 6) not null check (quantity > 0),
  primary key (company_id, cause_id, return_id, ordinal)
);

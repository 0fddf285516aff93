-- Why: goods that left although nobody wanted them any more, or beyond what was ordered, are recorded and decided on by a person;
-- a line of a shipment remembers what was taken back of it, so that a warehouse may say "all of it" of what was cancelled.
-- What was taken back before this is not known: of such a shipment a late confirmation has to name its lines.
-- Locks: fulfillment.shipment_line exclusively for an instant (a constant default is not written). Duration: at once.
-- Breaking: no; an older version goes on refusing what this one records.
alter table fulfillment.shipment_line
  add column recalled numeric(20, 6) not null default 0 check (recalled >= 0);

create table fulfillment.stray (
  company_id bigint not null,
  -- The order, opaque; so is the fulfillment line.
  cause_id bigint not null,
  id bigint not null,
  batch bigint not null,
  shipment_id bigint not null,
  source_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  why text collate "C" not null check (why in ('cancelled', 'more_than_ordered')),
  left_on date not null,
  quantity numeric(20, 6) not null check (quantity > 0),
  state text collate "C" not null check (state in ('open', 'expected', 'settled')),
  billed numeric(20, 6) not null default 0 check (billed >= 0),
  returned numeric(20, 6) not null default 0 check (returned >= 0),
  written_off numeric(20, 6) not null default 0 check (written_off >= 0),
  invoice_id bigint,
  primary key (company_id, cause_id, id),
  check (billed + returned + written_off <= quantity)
);
create index stray_id on fulfillment.stray (company_id, id);
-- What a person has to look at; there is little of it, however much there was.
create index stray_unsettled on fulfillment.stray (company_id, id) where state <> 'settled';

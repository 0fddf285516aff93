-- Why: what places refuse of shipments is kept, so that a line is not offered there again and people see why it moved.
-- Locks: nothing, the table is new. Duration: at once. Breaking: no.
create table orchestration.rejection (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  batch bigint not null,
  shipment_id bigint not null,
  part_id bigint not null,
  line_no integer not null,
  location_id bigint not null,
  quantity numeric(20, 6) not null check (quantity > 0),
  reason text not null,
  actor text collate "C" not null,
  -- The parts by which it is served now; nobody could be found: unfulfillable.
  into_part_ids bigint[] not null,
  unfulfillable boolean not null,
  primary key (company_id, order_id, id)
);

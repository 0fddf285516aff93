-- Why: what of an order is cancelled takes its share of the money with it; each cancellation is kept, with who and why (A6).
-- Locks: none on tables that are there. Duration: at once. Breaking: no.
create table orders.cancellation (
  company_id bigint not null,
  order_id bigint not null,
  part_id bigint not null,
  batch bigint not null,
  quantity numeric(20, 6) not null check (quantity > 0),
  net bigint not null,
  tax bigint not null,
  freight bigint not null,
  actor text collate "C" not null,
  reason text not null,
  primary key (company_id, order_id, part_id, batch)
);

-- Why: what a line leaves is not only its price less its goods: taking the money costs something too, by the method of payment.
-- Locks: none. Duration: instant. Breaking: no; without fees nothing changes, and an older version does not ask for them.
create table pricing.payment_fee (
  company_id bigint not null,
  id bigint not null,
  -- '': orders that name no method
  method text collate "C" not null,
  -- Of what the buyer pays, tax included.
  percent numeric(20, 6) not null check (percent between 0 and 100),
  -- Once an order, in minor units of the currency of the books.
  fixed bigint not null check (fixed >= 0),
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, method)
);

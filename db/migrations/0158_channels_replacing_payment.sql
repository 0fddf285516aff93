-- Why: a placeholder for what is paid in the store gives way to payments of the shop, which may be settled versions later (C-30). Which
-- payments took its place, and which of them were taken in as a receipt, has to be known for ever: keys of requests end after 30 days.
-- That there is one of an order says that nobody at the counter asks for its money.
-- Locks: none, a new table. Duration: instant. Breaking: no; an older version beside it takes in what is settled at once, and says so
-- to nobody: stop older processes first.
create table channels.replacing_payment (
  company_id bigint not null,
  order_id bigint not null,
  -- The sender's own id of the payment
  part text collate "C" not null,
  -- Minor units
  amount bigint not null,
  -- It is a receipt
  taken boolean not null,
  primary key (company_id, order_id, part)
);

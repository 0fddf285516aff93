-- Why: what moves of an order stands in one row. The list row repeated what its version says and was written, with four
-- indexes, by every batch that moved the order. What lists show and what never moves is read from the standing version.
-- Locks: all of schema orders that moves, for the length of the copy. Duration: about a minute for a million orders.
-- Breaking: yes: stop older processes before.
alter table orders.order_state
  add column source text collate "C",
  add column placed_at timestamptz,
  add column lines integer,
  add column status text collate "C",
  add column fulfillment_status text collate "C",
  add column billing_status text collate "C",
  add column payment_status text collate "C",
  add column promised_on date;

update orders.order_state s
set source = o.source, placed_at = o.placed_at, lines = l.lines, status = l.status, fulfillment_status = l.fulfillment_status,
  billing_status = l.billing_status, payment_status = l.payment_status, promised_on = l.promised_on
from orders.list l, orders.sales_order o
where l.company_id = s.company_id and l.order_id = s.order_id
  and o.company_id = s.company_id and o.id = s.order_id and o.version = s.version;

-- The source stands here, too: a common status of a rare source looks at these rows only.
alter table orders.order_state
  alter column source set not null,
  alter column placed_at set not null,
  alter column lines set not null,
  alter column status set not null,
  alter column fulfillment_status set not null,
  alter column billing_status set not null,
  alter column payment_status set not null;

drop table orders.list;
-- The only index that moves: lists by status, newest first.
create index order_state_status on orders.order_state (company_id, status, placed_at desc, order_id desc);
-- The newest version first: a page that ends between the versions of an order has seen the one that stands.
create index sales_order_placed on orders.sales_order (company_id, placed_at desc, id desc, version desc);
create index sales_order_account on orders.sales_order (company_id, account_id, placed_at desc, id desc);

-- An order as lists show it. By status, begin at order_state: only there does the index know the status.
create view orders.list as
select o.company_id, o.id as order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, s.lines, s.state,
  s.status, s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on
from orders.sales_order o
join orders.order_state s on s.company_id = o.company_id and s.order_id = o.id and s.version = o.version;

-- Why: who does something to many orders chooses them by their state and their source, and sees what stops them.
-- Locks: orders.order_public for an instant. Duration: instant. Breaking: no.
create or replace view orders.order_public as
select s.company_id, s.order_id, o.account_id, o.placed_at, s.state, s.source, s.open_holds + s.scoped_holds as holds
from orders.order_state s
join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version;

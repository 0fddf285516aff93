-- Why: who plans the backlog sees whom it costs and whom it serves: the account of an order, for modules above orders.
-- Locks: nothing, the view is new. Duration: at once. Breaking: no.
create view orders.order_public as
select s.company_id, s.order_id, o.account_id
from orders.order_state s
join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version;

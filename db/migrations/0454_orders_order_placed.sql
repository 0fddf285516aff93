-- Why: modules above orders page through all orders of an account, as they were placed: what people wrote of them is erased with a person.
-- Locks: orders.order_public for an instant. Duration: at once. Breaking: no.
create or replace view orders.order_public as
select s.company_id, s.order_id, o.account_id, o.placed_at
from orders.order_state s
join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version;

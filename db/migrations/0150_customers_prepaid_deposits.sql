-- Why: the deposit of a prepaid order was taken off the exposure of its account although the order itself is no credit, so that money
-- that was spoken for let as much again be bought on credit. What counts as unapplied is without it from here on.
-- Reads: billing, orders.
-- Locks: the gates of the accounts with such a deposit, until the end. Duration: as long as it takes to read what is unapplied; some ms for
-- 10,000 open deposits. Breaking: yes; an older version beside it goes on counting such deposits, and what both counted disagrees with
-- the law of credit gates: stop it first.
update customers.credit_gate g set unapplied = g.unapplied - d.amount
from (
  select u.company_id, u.account_id, sum(u.amount) as amount from billing.unapplied u
  join orders.order_state s on s.company_id = u.company_id and s.order_id = u.cause_id
  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
  where u.kind = 'deposit' and u.amount > 0 and o.prepaid
  group by 1, 2
) d
where g.company_id = d.company_id and g.account_id = d.account_id;

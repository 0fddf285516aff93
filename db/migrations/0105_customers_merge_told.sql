-- Why: that records are one customer, or are no longer, is told in the feed of events, which goes along the log of the company. So
-- merges are shown with the numbers that the world knows; they are found by their batch (0106).
-- Locks: none. Duration: instant.
-- Breaking: no; an older version tells of orders alone, and its readers miss the events of customers until it is gone.
create view customers.merge_told as
select m.company_id, m.batch, m.customer_id, c.number, i.number as into_number, coalesce(h.number, c.number) as head_number, m.rule,
  m.actor, m.reason, case when m.into_id is null then 'unmerge' else 'merge' end as act,
  array[case when m.into_id is null then 'customer.unmerged' else 'customer.merged' end] as events
from customers.merge m
join customers.customer c on c.company_id = m.company_id and c.id = m.customer_id
left join customers.customer i on i.company_id = m.company_id and i.id = m.into_id
left join customers.customer h on h.company_id = m.company_id and h.id = m.head_id;

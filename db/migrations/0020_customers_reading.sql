-- Why: other modules show whose account a row belongs to; the page of a customer finds its accounts.
-- Locks: share on customers.account while the index is built. Duration: seconds a million accounts. Breaking: no.
create index account_customer on customers.account (company_id, customer_id);

create view customers.account_public as
select a.company_id, a.id, a.number, a.customer_id, a.currency, c.number as customer_number
from customers.account a
join customers.customer c on c.company_id = a.company_id and c.id = a.customer_id;

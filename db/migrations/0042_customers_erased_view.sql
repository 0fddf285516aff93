-- Why: a body of nobody whose order has found its customer is kept for that customer, unless it was erased: the job that expires
-- bodies asks which customers were (decision 0009).
-- Locks: none on data. Duration: instant. Breaking: no.
create view customers.erasure_public as select e.company_id, e.customer_id from customers.erasure e;

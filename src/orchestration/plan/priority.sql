-- name: prioritize_ready :write computed
-- Tasks of orders that are not of the usual priority, after the statements that put them into the queue. Their orders are
-- locked; a claim that holds one of them ends by itself.
update orchestration.ready y set priority = r.priority
from :rows(company_id bigint, order_id bigint, priority smallint)
where y.company_id = r.company_id and y.order_id = r.order_id and y.priority <> r.priority

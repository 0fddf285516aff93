-- Why: tasks that failed are found by themselves; until now through the open orders, of which the newest were not looked at.
-- Only a task that failed has a problem. The index does not name `state`: what goes its ordinary way never changes `problem`, so
-- its updates stay within their page and write nothing here.
-- Locks: share on orchestration.task while the index is built. Duration: seconds for a million tasks. Breaking: no.
create index task_problem on orchestration.task (company_id, order_id, id) where problem is not null;

-- Why: who waits for a task is asked whenever it is done, and never changes after: it stands in the task's own row, not in a
-- row an edge. An edge is met when its task is done, so nobody has to write that.
-- Locks: orchestration.task, for the length of the rewrite. Duration: about a minute for a million orders.
-- Breaking: yes: stop older processes before.
alter table orchestration.task add column frees bigint[] not null default '{}';

update orchestration.task t set frees = d.frees
from (select company_id, order_id, from_task, array_agg(to_task order by to_task) as frees from orchestration.dependency group by 1, 2, 3) d
where t.company_id = d.company_id and t.order_id = d.order_id and t.id = d.from_task;

drop table orchestration.dependency;

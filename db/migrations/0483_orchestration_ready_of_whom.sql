-- Why: the list of work is asked for by who does it: that stands in the queue, so that a page reads its own rows and not those of everybody.
-- Locks: orchestration.ready while what it holds is filled in. Duration: as long as the queue is long, which is mostly empty.
-- Breaking: work that a node of before puts into the queue is not listed by its role; stop those first.
alter table orchestration.ready
  add column role text collate "C",
  add column assignee text collate "C",
  add column owner text collate "C";

update orchestration.ready y set role = k.role, assignee = k.assignee, owner = k.owner
from orchestration.work k
where y.kind = 'work' and k.company_id = y.company_id and k.order_id = y.order_id and k.task_id = y.task_id;

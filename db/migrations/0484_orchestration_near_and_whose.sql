-- Why: the list of work is read along whose it is, longest due first; and whoever takes on or ends one work of a huge order reads the
-- tasks of its component, not the whole plan.
-- Transaction: none
-- Locks: none that stops writing. Duration: as long as it takes to read the queue, which is mostly empty, and the tasks. Breaking: no.
create index concurrently ready_role on orchestration.ready (company_id, role, due_at, task_id) where kind = 'work';
create index concurrently ready_assignee on orchestration.ready (company_id, assignee, due_at, task_id) where assignee is not null;
create index concurrently ready_owner on orchestration.ready (company_id, owner, due_at, task_id) where owner is not null;
create index concurrently ready_taken on orchestration.ready (company_id, due_at, task_id) where owner is not null;
create index concurrently task_of_lines on orchestration.task (company_id, order_id, component_id) where name is not null;

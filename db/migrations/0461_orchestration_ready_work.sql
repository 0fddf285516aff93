-- Why: the list of work that people can do is read along it: of the queue the rows that no worker takes.
-- Transaction: none
-- Locks: none that stops writing. Duration: as long as it takes to read the queue, which is mostly empty. Breaking: no.
create index concurrently ready_work on orchestration.ready (company_id, due_at, task_id) where kind = 'work';

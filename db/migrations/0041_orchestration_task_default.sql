-- Why: what a task frees is always said by the plan that draws it; the default only served the rows that were there before.
-- Locks: orchestration.task exclusively. Duration: instant, no row is read. Breaking: no, every version since 0029 says it.
alter table orchestration.task alter column frees drop default;

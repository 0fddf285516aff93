-- Why: money that pays more than a batch settles goes on by itself; what goes on stands in a queue, so that whatever dies, it is found.
-- Locks: none; a new table. Duration: at once.
-- Breaking: no; an older version beside it settles all at once, and leaves the queue alone.
create table billing.applying (
  company_id bigint not null,
  from_type text collate "C" not null check (from_type in ('receipt', 'credit_memo')),
  from_id bigint not null,
  -- When it is gone on with next: the end of the lease of who does so now.
  due_at timestamptz not null,
  primary key (company_id, from_type, from_id)
);

create index applying_due on billing.applying (due_at);

-- Why: an approver who is away names somebody who decides instead, for a period; of a decision it is kept for whom it was.
-- Locks: orders.approval_decision for an instant. Duration: instant, a constant default rewrites nothing. Breaking: no; an older version
-- beside this one asks no delegate, and what it decides is for nobody else.
create table orders.approval_delegate (
  company_id bigint not null,
  -- Who is away, and who decides instead.
  user_id bigint not null,
  delegate_id bigint not null,
  -- Days of the company, both with it.
  valid_from date not null,
  valid_to date not null,
  active boolean not null,
  primary key (company_id, user_id)
);
create index approval_delegate_to on orders.approval_delegate (company_id, delegate_id);

-- For whom somebody decided, `user:` and its number.
alter table orders.approval_decision add column on_behalf text[] not null default '{}';

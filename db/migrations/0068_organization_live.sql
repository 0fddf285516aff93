-- Why: a company that is set up takes orders as drafts until its checklist holds and it goes live (decision 0019). Companies
-- that are there already are live.
-- Locks: organization.company exclusively. Duration: instant, the default is not written. Breaking: no, an older version
-- makes live companies and takes orders as before.
alter table organization.company add column live boolean not null default true;

-- Why: of two who gave one user a grant at once, one an employee's and one an outsider's, neither saw the other, and the user got
-- both. Each now says on which state of the grants it was decided.
-- Locks: platform.app_user exclusively, for a moment (the default is constant, no row is rewritten). Duration: instant.
-- Breaking: no; an older version beside it goes on without the guard.
alter table platform.app_user add column grants_version integer not null default 0;

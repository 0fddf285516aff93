-- Why: a level of an approval may want several to agree; who of them did is kept while the others are asked.
-- Locks: the table for an instant. Duration: instant, a constant default rewrites nothing. Breaking: no; an older version beside this one
-- asks for scopes alone, so nobody names users, roles or several in a level before all nodes are new.
alter table orders.approval add column agreed text[] not null default '{}';

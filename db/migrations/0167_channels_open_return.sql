-- Why: goods of a shop's return may be taken back here; the shop is then told what came and what it is to give back (C-28). Which returns
-- of a shop are open, of which order and by which id its API knows them, has to be known for that.
-- Locks: none, a new table. Duration: instant. Breaking: no; an older version beside it tells the shop nothing of returns.
create table channels.open_return (
  company_id bigint not null,
  source text collate "C" not null,
  -- The return as its messages name it, and the id by which the shop's API knows it
  name text collate "C" not null,
  request text collate "C" not null,
  order_id bigint not null,
  -- When the shop first spoke of it: what was taken back before is another return
  first_at timestamptz not null,
  -- open: the shop waits for goods. told: it knows what came here. ended: it is over in the shop
  state text collate "C" not null check (state in ('open', 'told', 'ended')),
  -- How often something was heard of it: what is heard while it is being told is told after that
  heard bigint not null default 1,
  attempt integer not null default 0,
  failures integer not null default 0,
  problem text,
  -- When the shop is to be told, or the lease of who does so ends; null: nothing is to be told
  due_at timestamptz,
  primary key (company_id, source, name)
);
create index open_return_due on channels.open_return (company_id, source, due_at) where due_at is not null;
create index open_return_order on channels.open_return (company_id, order_id);
create index open_return_troubled on channels.open_return (company_id, source) where problem is not null;

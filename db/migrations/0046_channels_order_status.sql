-- Why: what became of an order is told to the shop it came from (decision 0016). A row for each channel says how far the feed
-- of events was heard; a row for each order is its place in the queue; a message is what was once said, byte for byte.
-- Locks: none that exist. Duration: instant. Breaking: no.
create table channels.status_channel (
  company_id bigint not null,
  source text collate "C" not null,
  -- place in the company's order of facts
  heard_pos bigint not null,
  -- the shop cannot be reached: until then it is left alone
  due_at timestamptz,
  failures integer not null default 0,
  problem text,
  primary key (company_id, source)
);

create table channels.status_order (
  company_id bigint not null,
  source text collate "C" not null,
  order_id bigint not null,
  -- the last fact of the order that was heard, and up to which one the shop was told
  heard_pos bigint not null,
  told_pos bigint not null,
  -- what the shop was told last: what is the same is not said again
  told_hash bytea,
  -- the message that is being told; null: none
  sending_pos bigint,
  -- counts claims; who settles names his
  attempt integer not null,
  failures integer not null,
  problem text,
  -- null: nothing is to be told, or it was refused and waits for a person
  due_at timestamptz,
  check (told_pos <= heard_pos and sending_pos <= heard_pos),
  primary key (company_id, source, order_id)
) with (fillfactor = 60);
create index status_order_due on channels.status_order (company_id, source, due_at) where due_at is not null;
create index status_order_problem on channels.status_order (company_id, source, order_id) where problem is not null;

create table channels.status_message (
  company_id bigint not null,
  source text collate "C" not null,
  order_id bigint not null,
  pos bigint not null,
  body bytea not null,
  first_at timestamptz not null,
  state text collate "C" not null check (state in ('sending', 'later', 'waiting', 'told', 'refused')),
  attempts integer not null,
  answered_at timestamptz,
  problem text,
  primary key (company_id, source, order_id, pos)
) with (fillfactor = 60);

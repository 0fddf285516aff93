-- Why: a shop tells of an exchange by its return, and of what replaces the goods by an order of its own (C-27); either may come first.
-- Which order replaces which return was not known, so that the credit of one could not pay the other.
-- Locks: none, a new table. Duration: instant. Breaking: no; an older version beside it keeps such a return with its reason.
create table channels.exchange (
  company_id bigint not null,
  channel_id bigint not null,
  -- The return, and the order that replaces what comes back, as the shop names them
  name text collate "C" not null,
  replacement text collate "C" not null,
  -- The order that the goods come back from
  order_id bigint not null,
  -- Null: nothing is credited yet
  credit_memo_id bigint,
  -- Null: the order that replaces them is not here yet
  replacement_id bigint,
  -- Null: its credit does not pay that order yet
  settled_at timestamptz,
  primary key (company_id, channel_id, name, replacement)
);
create index exchange_replacement on channels.exchange (company_id, channel_id, replacement);
create index exchange_order on channels.exchange (company_id, order_id);
create index exchange_replacing on channels.exchange (company_id, replacement_id) where replacement_id is not null;

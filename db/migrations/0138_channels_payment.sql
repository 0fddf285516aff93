-- Why: a shop has its payments authorized through Docket by a payment gateway (C-31, decision 0036). What was asked, and each answer
-- to it, are rows that only grow: `payment` and `payment_answer`. `payment_work` is the one row of a payment that moves: who is
-- asking the gateway just now, and when a job looks at it. Nothing of a card is in any of them. `payment_place`: up to where in the
-- order of facts the orders of a source were looked through for cancelled ones.
-- Locks: none, new tables. Duration: instant. Breaking: no; an older version answers no payment.
create table channels.payment (
  company_id bigint not null,
  channel_id bigint not null,
  -- The sender's own id of the transaction; one that Docket begins has that of the authorization with a suffix
  key text collate "C" not null,
  source text collate "C" not null,
  gateway text collate "C" not null,
  kind text collate "C" not null check (kind in ('authorization', 'void', 'refund', 'balance')),
  -- The sender's own ids of the order and of the payment in it
  order_key text collate "C" not null,
  part text collate "C" not null,
  method text collate "C" not null,
  -- Minor units
  amount bigint not null check (amount >= 0),
  currency text collate "C" not null,
  -- The authorization that is voided or refunded
  about text collate "C",
  actor text collate "C" not null,
  reason text,
  began_at timestamptz not null,
  primary key (company_id, channel_id, key),
  check ((about is null) = (kind in ('authorization', 'balance')))
);
create index payment_order on channels.payment (company_id, source, order_key);
create index payment_began on channels.payment (company_id, began_at, channel_id, key);

create table channels.payment_answer (
  company_id bigint not null,
  channel_id bigint not null,
  key text collate "C" not null,
  -- The attempt that it answers
  attempt integer not null,
  at timestamptz not null,
  outcome text collate "C" not null
    check (outcome in ('approved', 'declined', 'partial', 'failed', 'unknown', 'closed')),
  -- What the gateway says, in minor units, and what of it stands on the card
  amount bigint,
  balance bigint,
  reference text,
  code text,
  message text,
  primary key (company_id, channel_id, key, attempt)
);

create table channels.payment_work (
  company_id bigint not null,
  channel_id bigint not null,
  key text collate "C" not null,
  gateway text collate "C" not null,
  state text collate "C" not null
    check (state in ('asking', 'unknown', 'approved', 'declined', 'partial', 'failed', 'closed', 'released')),
  attempt integer not null,
  -- Nobody else asks the gateway before then
  lease_until timestamptz,
  -- When a job looks at it; null: there is nothing to look for
  due_at timestamptz,
  problem text,
  -- The sender was told that it is approved; a job alone may have found it so
  heard boolean not null default false,
  primary key (company_id, channel_id, key)
);
create index payment_due on channels.payment_work (gateway, due_at) where due_at is not null;
create index payment_troubled on channels.payment_work (company_id, channel_id, key) where problem is not null;

create table channels.payment_place (
  company_id bigint not null,
  source text collate "C" not null,
  heard_pos bigint not null,
  primary key (company_id, source)
);

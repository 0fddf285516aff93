-- Why: what the customer is told of an order is composed of what its components say, by rules of the company (O-78 to O-81); each change of it
-- is told once, with a number.
-- Locks: none. Duration: instant. Breaking: no.
create table orchestration.state_model (
  company_id bigint primary key,
  version integer not null,
  body jsonb not null
);

-- Up to where a job has heard what happened to the orders of a company, and which of its open orders it has taken up for a version of its model.
create table orchestration.state_place (
  company_id bigint primary key,
  model_version integer not null,
  -- The last of the open orders that was taken up; null: all are.
  taken_up bigint,
  pos bigint not null
);

-- What was told last of an order.
create table orchestration.fulfillment_state (
  company_id bigint not null,
  order_id bigint not null,
  sequence integer not null check (sequence > 0),
  state text collate "C" not null,
  -- [[line, state], …]
  items jsonb not null,
  primary key (company_id, order_id)
) with (fillfactor = 70);

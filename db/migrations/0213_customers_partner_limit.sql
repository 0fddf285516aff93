-- Why: each account of a partner has a limit of its own, and an order of the partner may make 500 of them: what the partner could owe
-- in all was without bound. A company may say, by currency, what a partner's account and those that name it may owe together. What
-- they owe is summed from their credit gates, so nothing else has to keep a total. The row is locked by orders of its accounts.
-- Locks: none. Duration: instant. Breaking: no; partners are without a limit until one is set. An older version that runs beside this
-- one does not ask for it.
create table customers.partner_limit (
  company_id bigint not null,
  -- The account of the partner.
  partner_id bigint not null,
  currency text collate "C" not null,
  -- In minor units; null: none.
  credit_limit bigint check (credit_limit >= 0),
  primary key (company_id, partner_id, currency),
  foreign key (company_id, partner_id) references customers.account
);

-- Why: an account without a limit is not checked, and whoever makes accounts could make another one, without a limit. A company may
-- say, by currency, which limit a new account has until somebody who answers for credit sets another.
-- Locks: none. Duration: instant. Breaking: no; accounts that stand keep what they have, and new ones are without a limit until
-- a default is set.
create table customers.credit_default (
  company_id bigint not null,
  currency text collate "C" not null,
  -- In minor units; null: none.
  credit_limit bigint check (credit_limit >= 0),
  primary key (company_id, currency)
);

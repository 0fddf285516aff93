-- Why: a promotion may have a budget, of money or of uses, that many buyers at once never exceed. What is spent of it stands in a row of
-- its own, locked by the orders that spend it; each order keeps what it had, by line, so that its share comes back with what is
-- cancelled or returned.
-- Locks: none but on the tables that it makes. Duration: instant. Breaking: no; promotions are without a budget until one is set. An
-- older version beside it gives a promotion without asking for its budget, so nobody sets one before all nodes are new.
create table pricing.promotion_budget (
  company_id bigint not null,
  promotion_id bigint not null,
  -- What may be spent, minor units of the promotion's currency; null: it is not bounded.
  amount bigint check (amount >= 0),
  uses bigint check (uses >= 0),
  gives_back text collate "C" not null check (gives_back in ('never', 'cancelled', 'returned')),
  -- Less what was given back. A budget that was lowered may stand below it.
  spent bigint not null default 0 check (spent >= 0),
  used bigint not null default 0 check (used >= 0),
  primary key (company_id, promotion_id),
  foreign key (company_id, promotion_id) references pricing.promotion (company_id, id)
);

create table pricing.promotion_use (
  company_id bigint not null,
  -- The order.
  cause_id bigint not null,
  promotion_id bigint not null,
  batch bigint not null,
  -- As it was when the order was agreed.
  gives_back text collate "C" not null,
  -- What each line had, minor units.
  line_nos integer[] not null,
  amounts bigint[] not null,
  given_amount bigint not null default 0,
  given_uses bigint not null default 0 check (given_uses in (0, 1)),
  primary key (company_id, cause_id, promotion_id)
);
create index promotion_use_of on pricing.promotion_use (company_id, promotion_id);

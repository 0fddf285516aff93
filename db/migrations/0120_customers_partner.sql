-- Why: an account may name its partner, another firm that acts for it; what a partner sees is looked up by the partner. A table of
-- its own: few accounts have a partner, and nothing that reads accounts pays for it.
-- Locks: customers.account against who writes it (the foreign keys), until the commit. Duration: instant. Breaking: no; accounts have no partner until somebody says so.
create table customers.account_partner (
  company_id bigint not null,
  account_id bigint not null,
  -- The account of the partner.
  partner_id bigint not null check (partner_id <> account_id),
  primary key (company_id, account_id),
  foreign key (company_id, account_id) references customers.account,
  foreign key (company_id, partner_id) references customers.account
);
create index account_partner_of on customers.account_partner (company_id, partner_id, account_id);

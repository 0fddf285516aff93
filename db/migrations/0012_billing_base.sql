-- Why: what is owed and paid. Documents are immutable; what moves is the open item, locked in class `open_item`.
-- Locks: none. Duration: instant. Breaking: no.
create schema billing;

create table billing.invoice (
  company_id bigint not null,
  id bigint not null,
  batch bigint not null,
  kind text collate "C" not null check (kind in ('invoice', 'credit_memo')),
  series text collate "C" not null,
  -- the order, opaque
  cause_id bigint,
  account_id bigint not null,
  issued_on date not null,
  due_on date not null,
  currency text collate "C" not null,
  rate_e10 bigint not null,
  net bigint not null,
  tax bigint not null,
  freight bigint not null,
  total bigint not null,
  primary key (company_id, id)
);
create index invoice_cause on billing.invoice (company_id, cause_id);

create table billing.invoice_line (
  company_id bigint not null,
  invoice_id bigint not null,
  ordinal integer not null,
  -- the fulfillment line, opaque
  source_id bigint,
  item_id bigint,
  sku text collate "C" not null,
  quantity numeric(20, 6) not null,
  unit_price numeric(20, 6) not null,
  net bigint not null,
  tax bigint not null,
  freight bigint not null,
  tax_rate_id bigint,
  tax_percent numeric(20, 6) not null,
  primary key (company_id, invoice_id, ordinal)
);

-- What is still owed of an invoice (or still ours of a credit memo, negative). Minor units; the functional amounts are what
-- the receivable account holds for it, so that it holds nothing more once the item is settled (D9 row 17, D1-6).
create table billing.open_item (
  company_id bigint not null,
  account_id bigint not null,
  invoice_id bigint not null,
  cause_id bigint,
  due_on date not null,
  currency text collate "C" not null,
  original bigint not null,
  open bigint not null,
  functional_original bigint not null,
  functional_open bigint not null,
  primary key (company_id, account_id, invoice_id),
  check ((original >= 0 and open between 0 and original) or (original < 0 and open between original and 0))
) with (fillfactor = 60);
create index open_item_cause on billing.open_item (company_id, cause_id);
-- A receipt reads what an account has open, the oldest first, whatever it has settled. It costs the HOT update of the one
-- or two changes in the life of an item.
create index open_item_open on billing.open_item (company_id, account_id, due_on, invoice_id) where open <> 0;

create table billing.receipt (
  company_id bigint not null,
  id bigint not null,
  batch bigint not null,
  account_id bigint not null,
  -- an order that it pays in advance, opaque
  cause_id bigint,
  received_on date not null,
  currency text collate "C" not null,
  rate_e10 bigint not null,
  amount bigint not null check (amount > 0),
  functional_amount bigint not null,
  method text collate "C" not null,
  reference text collate "C",
  primary key (company_id, id)
);
create index receipt_account on billing.receipt (company_id, account_id, id);

-- What of a receipt was left over, and what of that is not used yet; locked with the open items. A receipt that was used
-- at once has no row.
create table billing.unapplied (
  company_id bigint not null,
  account_id bigint not null,
  receipt_id bigint not null,
  cause_id bigint,
  kind text collate "C" not null check (kind in ('unapplied', 'deposit')),
  currency text collate "C" not null,
  amount bigint not null check (amount >= 0),
  functional_amount bigint not null,
  primary key (company_id, account_id, receipt_id)
) with (fillfactor = 60);
create index unapplied_cause on billing.unapplied (company_id, cause_id) where cause_id is not null;
create index unapplied_open on billing.unapplied (company_id, account_id, receipt_id) where amount > 0;

create table billing.application (
  company_id bigint not null,
  account_id bigint not null,
  id bigint not null,
  batch bigint not null,
  -- a receipt or a credit memo
  from_type text collate "C" not null check (from_type in ('receipt', 'credit_memo')),
  from_id bigint not null,
  invoice_id bigint not null,
  applied_on date not null,
  amount bigint not null check (amount > 0),
  rule text collate "C" not null,
  primary key (company_id, account_id, id)
);

create view billing.open_item_public as select company_id, account_id, invoice_id, cause_id, due_on, currency, original, open from billing.open_item;
create view billing.invoice_public as select company_id, id, kind, series, cause_id, account_id, issued_on, due_on, currency, net, tax, freight, total from billing.invoice;

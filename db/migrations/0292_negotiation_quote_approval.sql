-- Why: a quote that an approval rule would stop as an order is agreed to by somebody before a customer sees it; who was asked of which
-- version, and the discount that is in its prices, are kept.
-- Locks: negotiation.quote while its rows are looked at once, negotiation.quote_alternative for an instant. Duration: some 100 ms for a
-- million quotes. Breaking: no; an older version beside this one sends quotes without asking, so nobody makes any there meanwhile.
create table negotiation.quote_approval (
  company_id bigint not null,
  quote_id bigint not null,
  -- Another version asks anew.
  version integer not null,
  -- `code@version`; those of margin rules behind `margin `.
  rules text[] not null,
  levels text[] not null,
  -- Which of them is asked, from 0 on, and who of it has agreed.
  level smallint not null,
  agreed text[] not null,
  -- It is asked while its quote waits in this version.
  state text collate "C" not null check (state in ('wanted', 'approved', 'rejected')),
  made_by text not null,
  -- Who sent it and was told to wait; null: nobody yet.
  requested_by text,
  primary key (company_id, quote_id, version)
);

alter table negotiation.quote drop constraint quote_state_check;
alter table negotiation.quote add constraint quote_state_check
  check (state in ('draft', 'pending_approval', 'sent', 'accepted', 'refused', 'expired', 'withdrawn'));

-- The greatest discount by hand that is in its prices, in percent; of quotes that were made before it nobody asks.
alter table negotiation.quote_alternative add column discount_percent numeric(20,6) not null default 0;

-- Why: goods that a person took back for a return that was asked for in a shop were taken back once more when the shop said so: which
-- request of a sender a return answers, and when it was recorded, was not known. Returns of before answer no request and have no time.
-- Locks: fulfillment.customer_return exclusively, at once. Duration: instant. Breaking: no; an older version beside it links nothing.
alter table fulfillment.customer_return add column recorded_at timestamptz;
create table fulfillment.return_request (
  company_id bigint not null,
  cause_id bigint not null,
  -- Who asked for it, and its name there.
  source text collate "C" not null,
  name text collate "C" not null,
  return_id bigint not null,
  batch bigint not null,
  primary key (company_id, cause_id, source, name),
  constraint return_request_return unique (company_id, cause_id, return_id)
);

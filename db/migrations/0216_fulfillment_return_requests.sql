-- Why: goods of one return that a sender waits for come in two parcels, and each is taken back by itself: both answer the request, each
-- answers no other.
-- Locks: fulfillment.return_request exclusively, while the key is made. Duration: instant; a row is a return of a shop that was linked.
-- Breaking: no; an older version beside it links at most one.
alter table fulfillment.return_request
  drop constraint return_request_pkey,
  drop constraint return_request_return,
  add constraint return_request_pkey primary key (company_id, cause_id, return_id);

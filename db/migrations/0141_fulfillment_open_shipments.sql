-- Why: what a warehouse or store was asked for and has not said the last word of is listed by place and key, however many shipments
-- there were; what is to be picked up has a last day, after which it is free again. Such a row goes when its shipment is over.
-- Shipments that are open now are entered; they wait without an end.
-- Locks: fulfillment.shipment against writers, from the first to the last statement. Duration: a second for a million shipments.
-- Breaking: yes, stop older processes first: what they request is in no list of what is open.
create table fulfillment.open_shipment (
  company_id bigint not null,
  -- of the shipment
  id bigint not null,
  cause_id bigint not null,
  location_id bigint not null,
  -- The last day on which it can be picked up; null: it is sent, or waits without an end.
  keep_until date,
  -- The day on which who is to come is reminded; null: not, or not again.
  remind_on date,
  primary key (company_id, id)
);
lock table fulfillment.shipment in share mode;
insert into fulfillment.open_shipment (company_id, id, cause_id, location_id)
select s.company_id, s.id, s.cause_id, s.location_id from fulfillment.shipment s
where s.state in ('requested', 'partially_shipped');
create index open_shipment_location on fulfillment.open_shipment (company_id, location_id, id);
create index open_shipment_keep_until on fulfillment.open_shipment (company_id, keep_until, id) where keep_until is not null;
create index open_shipment_remind_on on fulfillment.open_shipment (company_id, remind_on, id) where remind_on is not null;

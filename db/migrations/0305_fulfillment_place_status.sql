-- Why: a place says how far it is with what it was asked to ship: how much of a line it accepted and picked. What it was told when it asked
-- is not told again for a while, and only so often.
-- Locks: fulfillment.shipment_line and open_shipment exclusively, for the change of the catalog and one read of each, for the checks.
-- Duration: some seconds for ten million lines. Breaking: no; what an older version beside it requests is offered, and not accepted.
alter table fulfillment.shipment_line
  -- Cumulative. What was taken back since is taken from what was not accepted first, then from what was not picked: `requested` bounds both.
  add column accepted numeric(20, 6) not null default 0 constraint shipment_line_accepted_check check (accepted >= 0),
  add column picked numeric(20, 6) not null default 0 constraint shipment_line_picked_check check (picked >= 0);
alter table fulfillment.open_shipment
  -- How often its place was told of it when it asked.
  add column polls integer not null default 0 constraint open_shipment_polls_check check (polls >= 0),
  -- From when on it is told again; null: not any more.
  add column offer_at timestamptz default '1970-01-01 00:00:00+00';
